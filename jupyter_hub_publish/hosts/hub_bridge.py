"""The bridge of the hub's service: the hub alone says who asks, and what groups they are in.

What it said is believed for a minute, and not at all where something is going to be changed.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from jupyterhub.services.auth import HubOAuthenticated, UserNotAllowed
from tornado import web

from ..domain.errors import NotLetIn, NotSignedIn, PublishError, TooMany
from ..domain.records import Actor
from .answering import Answering
from .at_work import begin
from .hub_identity import Hub, Model, actor_of, silent

if TYPE_CHECKING:
    from .hub_sign_in import SignIn
    from .service import Service

log = logging.getLogger(__name__)
_READS = ("GET", "HEAD")


@web.stream_request_body
class HubBridge(HubOAuthenticated, Answering):
    """Serves the endpoints of one path to those whom the hub lets use the service."""

    _actor: Actor | None = None
    _holder: Service

    def initialize(  # type: ignore[override]  # the options of Answering, and some of its own
        self,
        *,
        hub: Hub,
        sign_in: SignIn,
        route: str,
        public: bool = False,
        leads_to_login: bool = False,
        **options: Any,
    ) -> None:
        """`public` asks nobody who they are; `leads_to_login` is for what people open."""
        self.route = route
        self._asked = begin(self.request)
        self.hub_auth = hub
        self._sign_in = sign_in
        self._public = public
        self._leads_to_login = leads_to_login
        super().initialize(**options)
        self._holder.at_work.add(self)

    def on_finish(self) -> None:
        """Nobody has to wait for this one."""
        super().on_finish()
        self._holder.at_work.discard(self)

    def on_connection_close(self) -> None:
        """Nor for one whose asker has left."""
        super().on_connection_close()
        self._holder.at_work.discard(self)

    def log_exception(self, *details: Any) -> None:
        """The traceback of what was not expected, without what was asked: it may be a secret."""
        if not isinstance(details[1], web.HTTPError):
            log.error("%s %s failed.", self.request.method, self.route, exc_info=details)

    def set_default_headers(self) -> None:
        """Besides, the id under which the log knows the request."""
        super().set_default_headers()
        if hasattr(self, "_asked"):
            self.set_header("X-Request-Id", self._asked.id)

    def get_current_user(self) -> Actor | None:
        """Who asks, once `prepare` has found it out, which does not block."""
        return self._actor

    async def prepare(self) -> None:
        """Let in whom the hub knows, before a byte of the body is read."""
        if self.refused_for_its_origin():
            return
        if self._public:
            self._actor = Actor(name="")
        else:
            try:
                self._actor = await self._whoever_asks()
                self._count_publication(self._actor)
            except PublishError as error:
                return self._turn_away(error)
        self.refused_for_its_length()

    async def get(self, **path: str) -> None:
        """Serve GET."""
        await self._serve("GET", path)

    async def head(self, **path: str) -> None:
        """Serve HEAD: GET without its body."""
        await self._serve("GET", path)

    async def post(self, **path: str) -> None:
        """Serve POST."""
        await self._serve("POST", path)

    async def put(self, **path: str) -> None:
        """Serve PUT."""
        await self._serve("PUT", path)

    async def patch(self, **path: str) -> None:
        """Serve PATCH."""
        await self._serve("PATCH", path)

    async def delete(self, **path: str) -> None:
        """Serve DELETE."""
        await self._serve("DELETE", path)

    def form_token(self) -> str:
        """What the hub's own rule against forged requests wants of a form; not with a token."""
        by_token = getattr(self, "_token_authenticated", False)
        return "" if by_token or not self._leads_to_login else self.xsrf_token.decode()

    async def _serve(self, method: str, path: dict[str, str]) -> None:
        assert self._actor is not None, "whoever asks has been let in"
        if self._leads_to_login:
            _ = self.xsrf_token  # sets the cookie that this page's own requests have to repeat
        if not self._public:
            self._holder.meet(self._actor)
        await self.serve(method, path, self._actor)

    async def _whoever_asks(self) -> Actor:
        """The person as the hub knows them; raises what `Hub.user_for_token` does, and more."""
        model = await self.hub_auth.get_user(self, sync=False)
        if model and self.request.method not in _READS:
            return await self._whoever_asks_now()
        return self._let_in(model)

    async def _whoever_asks_now(self) -> Actor:
        """The same, as the hub says at this moment."""
        token, session = self.hub_auth.get_token(self), self.hub_auth.get_session_id(self)
        return self._let_in(
            await self.hub_auth.user_for_token(token, use_cache=False, session_id=session)
        )

    def _let_in(self, model: Model | None) -> Actor:
        if not model:
            raise NotSignedIn("You are not signed in.", hint="Reload the page.")
        try:
            self.check_hub_user(model)
        except UserNotAllowed as error:
            raise NotLetIn(
                "The hub does not let you use the library of reports.",
                hint="Ask an administrator; if it was set up just now, restart your server.",
            ) from error
        except ValueError as error:  # a scope that JupyterHub itself does not understand
            raise silent() from error
        return actor_of(model, address=self._asked.address)

    def _count_publication(self, actor: Actor) -> None:
        """One more, of those that a person may send in an hour; raises TooMany."""
        endpoint = self._endpoints.get(self.request.method or "")
        rate = self._holder.publishing
        if rate is None or endpoint is None or endpoint.body != "bundle":
            return
        if wait := rate.wait(actor.name):
            raise TooMany("You have published very often.", hint=_later(wait), wait=wait)
        rate.count(actor.name)

    def _turn_away(self, error: PublishError) -> None:
        opened = self._leads_to_login and self.request.method in ("GET", "HEAD")
        if opened and isinstance(error, NotSignedIn):
            return self._sign_in.begin(self)
        return self.refuse(error)


def _later(wait: int) -> str:
    minutes = -(-wait // 60)
    return f"Try again in {minutes} minutes." if minutes > 1 else "Try again in a minute."
