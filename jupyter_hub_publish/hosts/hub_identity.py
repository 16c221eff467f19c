"""Who asks is what the hub says of a token: asked without blocking, and believed for a minute.

JupyterHub's own helper decides which token counts, and whether a cookie's does; what is kept, for
how long, and how often strangers may have the hub asked is decided here.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import time
from collections import OrderedDict
from typing import Any
from urllib.parse import quote

from jupyterhub.services.auth import HubOAuth
from jupyterhub.utils import make_ssl_context
from tornado.httpclient import AsyncHTTPClient

from ..domain.errors import Forbidden, LibraryUnavailable, TooMany
from ..domain.records import Actor
from .at_work import AT_WORK
from .hub_limits import Rate

KEPT = 60.0  # seconds that what the hub said of a token is believed
PATIENCE = 10.0  # seconds that the hub may take
_AT_ONCE = 20  # questions that the hub is asked at the same time; others wait for their turn
_TOKENS = 10_000  # of which the hub's word is kept
_STRANGERS, _EACH = 30, 2.0  # unknown tokens from one address: in a row, and then one in 2 s

Model = dict[str, Any]


class Hub(HubOAuth):
    """The hub, as its environment variables describe it to the service."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.kept, self.patience = KEPT, PATIENCE
        self._believed: OrderedDict[tuple[str, str], tuple[float, Model | None]] = OrderedDict()
        self._turns = asyncio.Semaphore(_AT_ONCE)
        self._strangers = Rate(_STRANGERS, _EACH)

    async def user_for_token(
        self, token: str, use_cache: bool = True, session_id: str = "", *, sync: bool = False
    ) -> Model | None:
        """Whose token it is, None for nobody's; raises TooMany and LibraryUnavailable."""
        key = session_id, hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
        if use_cache and (believed := self._believed_of(key)):
            return believed[1]
        try:
            async with asyncio.timeout(self.patience), self._turns:
                # Somebody may have asked the same while we waited; or too many nonsense.
                if use_cache and (believed := self._believed_of(key)):
                    return believed[1]
                address = AT_WORK.get().address
                if wait := self._strangers.wait(address):
                    raise TooMany("The hub does not know too many of your tokens.", wait=wait)
                model = await self._told_of(token)
        except TimeoutError as error:
            raise silent() from error
        if model is None:
            self._strangers.count(address)
        self._believe(key, model)
        return model

    async def person(self, name: str) -> Model | None:
        """Somebody who is not here to show a token, as the hub knows them; None where it does not.

        Asked with the service's own token. Raises LibraryUnavailable.
        """
        key = "\0person", name  # no session is called so
        if believed := self._believed_of(key):
            return believed[1]
        try:
            async with asyncio.timeout(self.patience), self._turns:
                model = await self._told_of_person(name)
        except TimeoutError as error:
            raise silent() from error
        self._believe(key, model)
        return model

    async def _told_of_person(self, name: str) -> Model | None:
        tls = self.certfile and make_ssl_context(self.keyfile, self.certfile, cafile=self.client_ca)
        try:
            answer = await AsyncHTTPClient().fetch(
                f"{self.api_url}/users/{quote(name, safe='')}",
                headers={"Authorization": f"token {self.api_token}"},
                ssl_options=tls or None,
                request_timeout=self.patience,
                raise_error=False,
            )
            if answer.code == 404:
                return None
            model = json.loads(answer.body) if answer.code == 200 else None
        except (OSError, ValueError) as error:
            raise silent() from error
        if not _is_person(model):
            raise silent()
        return model

    async def _told_of(self, token: str) -> Model | None:
        try:
            model = await super().user_for_token(token, use_cache=False, sync=False)
        except asyncio.CancelledError:
            raise
        except Exception as error:  # of whichever HTTP client this JupyterHub has
            raise silent() from error
        if model is not None and not _is_model(model):
            raise silent()
        return model  # type: ignore[no-any-return]

    def _believed_of(self, key: tuple[str, str]) -> tuple[float, Model | None] | None:
        believed = self._believed.get(key)
        return believed if believed and time.monotonic() < believed[0] else None

    def _believe(self, key: tuple[str, str], model: Model | None) -> None:
        self._believed[key] = time.monotonic() + self.kept, model
        self._believed.move_to_end(key)
        while len(self._believed) > _TOKENS:
            self._believed.popitem(last=False)


def actor_of(model: Model, *, address: str = "") -> Actor:
    """The person of a hub's user model; raises Forbidden for what is no person."""
    if model.get("kind") != "user":
        raise Forbidden(
            "A service has no reports of its own.", hint="Ask with the token of a person."
        )
    info = model.get("user_info")
    shown = info.get("display_name") if isinstance(info, dict) else None
    return Actor(
        name=model["name"],
        display_name=" ".join(shown.split())[:255] if isinstance(shown, str) else "",
        groups=tuple(sorted(str(group) for group in model.get("groups") or ())),
        is_admin=bool(model.get("admin")),
        address=address,
    )


def _is_person(model: Any) -> bool:
    """Whether it can be what a hub says of somebody."""
    return (
        isinstance(model, dict)
        and isinstance(model.get("name"), str)
        and bool(model["name"])
        and isinstance(model.get("groups") or [], list)
    )


def _is_model(model: Any) -> bool:
    """The same where the hub says what a token may do."""
    return _is_person(model) and isinstance(model.get("scopes"), list)


def silent() -> LibraryUnavailable:
    """What a reader is told while the hub is away, or answers what nobody understands."""
    return LibraryUnavailable(
        "The hub does not say who you are.", hint="Try again in a moment.", wait=5
    )
