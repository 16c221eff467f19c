"""The bridge of the hub's service: the hub alone says who asks, and what groups they are in.

The hub is asked without blocking the event loop, its answers are kept for a minute, and not at all
where something is going to be changed.
"""

from __future__ import annotations

from typing import Any

from jupyterhub.services.auth import HubOAuth, HubOAuthenticated, UserNotAllowed
from tornado import web

from ..domain.errors import Forbidden, LibraryUnavailable, NotSignedIn, PublishError
from ..domain.records import Actor
from .answering import Answering

KEPT = 60  # seconds that what the hub said of a token is believed


@web.stream_request_body
class HubBridge(HubOAuthenticated, Answering):
    """Serves the endpoints of one path to those whom the hub lets use the service."""

    _actor: Actor | None = None

    def initialize(  # type: ignore[override]  # the options of Answering, and two of its own
        self, *, public: bool, leads_to_login: bool, **options: Any
    ) -> None:
        """`public` asks nobody who they are; `leads_to_login` is for what people open."""
        self._public = public
        self._leads_to_login = leads_to_login
        super().initialize(**options)

    def get_current_user(self) -> None:
        """Nobody: who asks is found out by `prepare`, which does not block."""

    async def prepare(self) -> None:
        """Let in whom the hub knows, before a byte of the body is read."""
        if self.refused_for_its_origin():
            return
        if self._public:
            self._actor = Actor(name="")
        else:
            try:
                self._actor = await self._whoever_asks()
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

    async def _serve(self, method: str, path: dict[str, str]) -> None:
        assert self._actor is not None, "whoever asks has been let in"
        if self._leads_to_login:
            _ = self.xsrf_token  # sets the cookie that this page's own requests have to repeat
        await self.serve(method, path, self._actor)

    async def _whoever_asks(self) -> Actor:
        """The person as the hub knows them; raises NotSignedIn, Forbidden or LibraryUnavailable."""
        try:
            model = await self.hub_auth.get_user(self, sync=False)
            if model and self.request.method not in ("GET", "HEAD"):
                token = self.hub_auth.get_token(self)
                model = await self.hub_auth.user_for_token(token, use_cache=False, sync=False)
        except web.HTTPError as error:
            raise LibraryUnavailable(
                "The hub does not say who you are.", hint="Try again in a moment."
            ) from error
        if not model:
            raise NotSignedIn("You are not signed in.", hint="Reload the page.")
        try:
            self.check_hub_user(model)
        except UserNotAllowed as error:
            raise Forbidden(
                "The hub does not let you use the library of reports.",
                hint="Ask an administrator; if it was set up just now, restart your server.",
            ) from error
        return actor_of(model)

    def _turn_away(self, error: PublishError) -> None:
        opened = self._leads_to_login and self.request.method in ("GET", "HEAD")
        if opened and isinstance(error, NotSignedIn):
            return self.redirect(self.get_login_url())
        return self.refuse(error)


def actor_of(model: dict[str, Any]) -> Actor:
    """The person of a hub's user model; raises Forbidden for what is no person."""
    if model.get("kind") != "user":
        raise Forbidden(
            "A service has no reports of its own.", hint="Ask with the token of a person."
        )
    info = model.get("user_info")
    shown = info.get("display_name") if isinstance(info, dict) else None
    return Actor(
        name=str(model["name"]),
        display_name=" ".join(shown.split())[:255] if isinstance(shown, str) else "",
        groups=tuple(sorted(str(group) for group in model.get("groups") or ())),
        is_admin=bool(model.get("admin")),
    )


def hub_auth() -> HubOAuth:
    """The hub, as its environment variables describe it to the service."""
    auth: HubOAuth = HubOAuth.instance(cache_max_age=KEPT)
    return auth
