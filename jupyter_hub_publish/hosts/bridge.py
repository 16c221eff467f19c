"""The bridge of a user's own server: Jupyter says who may ask, and every answer is ours."""

from __future__ import annotations

import asyncio
from typing import Any

from jupyter_server.auth.decorator import allow_unauthenticated, authorized
from jupyter_server.base.handlers import JupyterHandler
from tornado import web

from ..domain.errors import Forbidden
from .answering import Answering
from .embedded import Embedded


@web.stream_request_body
class Bridge(Answering, JupyterHandler):
    """Serves the endpoints of one path to whom the server lets in, in its owner's name."""

    auth_resource = "hub_publish"
    _holder: Embedded

    def set_cors_headers(self) -> None:
        """None, whatever the server is set to: no other site may read a report."""

    async def prepare(self) -> None:  # type: ignore[override]  # Jupyter's says it is awaited twice
        """Refuse what is not allowed before a byte of the body is read."""
        if self.refused_for_its_origin():
            return
        await super().prepare()
        if not self._finished:
            self.refused_for_its_length()

    @web.authenticated
    @authorized
    async def get(self, **path: str) -> None:
        """Serve GET."""
        await self._serve("GET", path)

    @web.authenticated
    @authorized
    async def head(self, **path: str) -> None:
        """Serve HEAD: GET without its body."""
        await self._serve("GET", path)

    @web.authenticated
    @authorized
    async def post(self, **path: str) -> None:
        """Serve POST."""
        await self._serve("POST", path)

    @web.authenticated
    @authorized
    async def put(self, **path: str) -> None:
        """Serve PUT."""
        await self._serve("PUT", path)

    @web.authenticated
    @authorized
    async def patch(self, **path: str) -> None:
        """Serve PATCH."""
        await self._serve("PATCH", path)

    @web.authenticated
    @authorized
    async def delete(self, **path: str) -> None:
        """Serve DELETE."""
        await self._serve("DELETE", path)

    def get_login_url(self) -> str:
        """Where people sign in; what is no page of its own answers 403 instead."""
        if not self._cross_site:
            raise web.HTTPError(403)
        return super().get_login_url()

    async def _serve(self, method: str, path: dict[str, str]) -> None:
        self._is_received = True
        if method != "GET" and not self._is_the_owners():
            # The library would take it for the owner's own deed: the server has no other token.
            owner = self._holder.actor.name
            return self.refuse(
                Forbidden(
                    f"This server is {owner}'s: what you do here would be done in their name.",
                    hint="Use your own server.",
                )
            )
        self._holder.live_on(asyncio.get_running_loop())
        return await self.serve(method, path, self._holder.actor)

    def _is_the_owners(self) -> bool:
        """Whether the server's owner sits at the browser; without a hub nobody else is known."""
        if self._holder.config.service() is None:
            return True
        return getattr(self.current_user, "username", None) == self._holder.actor.name


class PublicBridge(Bridge):
    """Serves what needs no sign-in: files that ship with the program, and the process's health."""

    def set_cookie(self, *args: Any, **kwargs: Any) -> None:
        """None, even where the request brings a token: what is public may be kept by anyone."""

    @allow_unauthenticated
    async def get(self, **path: str) -> None:
        """Serve GET."""
        await self._serve("GET", path)

    @allow_unauthenticated
    async def head(self, **path: str) -> None:
        """Serve HEAD: GET without its body."""
        await self._serve("GET", path)
