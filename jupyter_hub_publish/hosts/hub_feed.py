"""A feed is fetched with its reader's token, and holds what they may find at that moment.

A browser that has found a feed by a page needs no token: it shows its cookie, as on the page.
"""

from __future__ import annotations

from ..domain.errors import NotFound, TooMany
from ..domain.records import Actor
from .at_work import AT_WORK
from .hub_bridge import HubBridge
from .hub_identity import actor_of


class HubFeed(HubBridge):
    """Serves feeds."""

    async def _whoever_asks(self) -> Actor:
        token = self.get_query_argument("token", None)
        if token is None:
            return await super()._whoever_asks()
        address, guesses = AT_WORK.get().address, self._holder.guesses
        if wait := guesses.wait(address):
            raise TooMany("Too many feeds are asked for that are not there.", wait=wait)
        try:
            name = await self._in_pool(self._reader_of, token)
        except NotFound:
            guesses.count(address)
            raise
        model = await self.hub_auth.person(name)
        if model is None:
            raise NotFound("There is no such feed.", hint="Renew its address in the library.")
        return actor_of(model, address=address)

    def _reader_of(self, token: str) -> str:
        library = self._holder.open_library()
        return library.collecting.reader_of(token)

    async def _serve(self, method: str, path: dict[str, str]) -> None:
        """Nobody is met here: the hub has not been asked for the name that they show."""
        assert self._actor is not None, "whoever asks has been let in"
        await self.serve(method, path, self._actor)
