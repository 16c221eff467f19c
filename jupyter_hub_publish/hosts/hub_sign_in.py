"""Signing in: what has to be remembered on the way lies encrypted in the browser's own cookie.

JupyterHub's helper keeps it in the memory of one process, but a sign-in that begins at one replica
of the service may end at another.
"""

from __future__ import annotations

import asyncio
import hmac
import logging
import secrets
from base64 import urlsafe_b64encode
from typing import Any
from urllib.parse import urlsplit

import msgspec
from cryptography.fernet import Fernet, InvalidToken
from jupyterhub.services.auth import HubOAuthenticated
from jupyterhub.utils import get_browser_protocol
from tornado import web
from tornado.httputil import url_concat

from ..domain.errors import Forbidden, LibraryUnavailable, PublishError
from ..domain.records import Record
from ..web import message_document, web_headers
from .at_work import begin
from .hub_identity import Hub

log = logging.getLogger(__name__)
_EXPIRES = 600  # seconds that somebody may take to type their password
_LONGEST = 2_000  # characters of an address to go back to; a cookie has room for 4,000
_AT_ONCE = 5  # sign-ins that one browser may have begun: one in each tab that it restores


class Pending(Record):
    """A sign-in that has begun."""

    state: str
    """What the hub says again in the end: it belongs to this browser's cookie."""
    next: str
    """The address to go back to, on this host."""
    verifier: str | None
    """The proof that whoever ends it has begun it, where the hub asks for one (PKCE)."""


class SignIn:
    """Sends browsers to the hub, and knows them again."""

    def __init__(self, hub: Hub, secret: bytes) -> None:
        """`secret` is the same for all replicas of a service."""
        self._hub = hub
        key = hmac.digest(secret, b"hub-publish: sign-in", "sha256")
        self._fernet = Fernet(urlsafe_b64encode(key))

    def begin(self, handler: web.RequestHandler) -> None:
        """Send the browser to the hub, to come back to what it has asked for."""
        state, parameters = secrets.token_urlsafe(16), {}
        verifier = None
        if getattr(self._hub, "pkce_enabled", False):  # JupyterHub 6 has it, 5 does not
            verifier, challenge, method = self._hub.generate_pkce_code_challenge()
            parameters = {"code_challenge": challenge, "code_challenge_method": method}
        wanted = own_address(handler.request.uri or "", self._hub.base_url)
        pending = Pending(state=state, next=wanted, verifier=verifier)
        self._make_room(handler)
        handler.set_cookie(
            self._name(state),
            self._fernet.encrypt(msgspec.json.encode(pending)).decode(),
            path=self._hub.cookie_path,
            max_age=_EXPIRES,
            httponly=True,
            samesite="Lax",  # it has to come along when the hub sends the browser back
            secure=self._hub.cookie_host_prefix_enabled
            or get_browser_protocol(handler.request) == "https",
        )
        handler.redirect(url_concat(self._hub.login_url, {**parameters, "state": state}))

    def ended(self, handler: web.RequestHandler, state: str) -> Pending | None:
        """The sign-in of this browser that the hub has ended; None where there is no such."""
        cookie = handler.get_cookie(self._name(state)) or ""
        try:
            data = self._fernet.decrypt(cookie.encode("ascii", "replace"), ttl=_EXPIRES)
            pending = msgspec.json.decode(data, type=Pending)
        except (InvalidToken, msgspec.DecodeError):
            return None
        if not hmac.compare_digest(pending.state.encode(), state.encode("utf-8", "replace")):
            return None
        self._forget(handler, self._name(state))
        return pending

    def _make_room(self, handler: web.RequestHandler) -> None:
        begun = [name for name in handler.request.cookies if name.startswith(self._name(""))]
        for name in begun[: max(len(begun) - _AT_ONCE + 1, 0)]:
            self._forget(handler, name)

    def _forget(self, handler: web.RequestHandler, name: str) -> None:
        secure = name.startswith("__Host-")  # without it, a browser does not even clear one
        handler.clear_cookie(name, path=self._hub.cookie_path, secure=secure)

    def _name(self, state: str) -> str:
        known = "".join(letter for letter in state[:8] if letter.isalnum())
        return f"{self._hub.cookie_name}-sign-in-{known}"


class SignedIn(HubOAuthenticated, web.RequestHandler):
    """GET oauth_callback: the hub has sent the browser back, and it gets its cookie."""

    def initialize(self, *, hub: Hub, sign_in: SignIn) -> None:
        """`sign_in` has sent the browser away."""
        begin(self.request)
        self.hub_auth = hub
        self._sign_in = sign_in

    async def get(self) -> None:
        """Serve GET."""
        try:
            self.redirect(await self._next())
        except PublishError as error:
            log.info("Nobody was signed in: %s", error.message)
            self._show(error)

    async def _next(self) -> str:
        hub = self.hub_auth
        pending = self._sign_in.ended(self, self.get_query_argument("state", ""))
        code = self.get_query_argument("code", "")
        if pending is None or not code:
            if await hub.get_user(self, sync=False):
                return str(hub.base_url)  # somebody has gone back in the browser's history
            raise Forbidden("You are not signed in.", hint="Open the page again that you wanted.")
        proof = {"code_verifier": pending.verifier} if pending.verifier else {}
        try:
            async with asyncio.timeout(hub.patience):
                token = await hub.token_for_code(code, sync=False, **proof)
        except Exception as error:  # of whichever HTTP client this JupyterHub has
            raise LibraryUnavailable(
                "The hub does not say who you are.", hint="Open the page again that you wanted."
            ) from error
        hub.set_cookie(self, token)
        return pending.next

    def _show(self, error: PublishError) -> None:
        base = self.hub_auth.base_url
        self.set_status(403 if isinstance(error, Forbidden) else 503)
        for name, value in web_headers(self.request.host, base).items():
            self.set_header(name, value)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(message_document("Not signed in", error.message, error.hint, base))

    def get_current_user(self) -> Any:
        """Nobody yet."""
        return None


def own_address(uri: str, base: str) -> str:
    """The address, where it is one of ours on this host; else our first page.

    A browser takes `//host` and `/\\host` for another host's, and strips what it cannot show.
    """
    path = urlsplit(uri).path if uri.startswith("/") and not uri.startswith("//") else ""
    ours = path.startswith(base) and uri.startswith(base) and len(uri) <= _LONGEST
    plain = uri.isascii() and uri.isprintable() and "\\" not in uri and "//" not in path
    return uri if ours and plain else base
