"""A form is posted without scripts, and only by a page that we have made for this reader.

What proves it is the hub's token against forged requests, which stands in a field of the form: so
the few bytes of the body are read before it is known who asks.
"""

from __future__ import annotations

from urllib.parse import parse_qs

from ..api.errors import status_of
from ..domain.errors import PublishError
from ..domain.records import Actor
from ..web import Frame, told_document
from .hub_bridge import HubBridge


class HubForm(HubBridge):
    """Serves what a form does; its answers are pages."""

    async def prepare(self) -> None:
        """Turn away another site's form, and one that is too long."""
        if not self.refused_for_its_origin():
            self.refused_for_its_length()

    async def post(self, **path: str) -> None:
        """Serve POST."""
        self._is_received = True
        self._body.seek(0)
        fields = parse_qs(self._body.read().decode("utf-8", "replace"))
        # Where the hub's rule looks for it.
        self.request.arguments["_xsrf"] = [each.encode() for each in fields.get("_xsrf", [])]
        try:
            self._actor = await self._whoever_asks()
        except PublishError as error:
            return self.refuse(error)
        await self._serve("POST", path)

    async def get(self, **path: str) -> None:
        """Serve GET: somebody has come back to a form's address."""
        self.redirect(self.hub_auth.base_url)

    async def head(self, **path: str) -> None:
        """Serve HEAD: the same."""
        await self.get(**path)

    def form_token(self) -> str:
        """What the forms of the answer repeat; none for who shows a token of the hub's."""
        by_token = getattr(self, "_token_authenticated", False)
        return "" if by_token else self.xsrf_token.decode()

    def refuse(self, error: PublishError) -> None:
        """Answer with a page that says why."""
        site = self._site_of(self)
        frame = Frame(base=site.base, actor=self._actor or Actor(name=""), lab=site.lab)
        self.set_status(status_of(error))
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(told_document("Not done", error.message, error.hint, frame))
