"""The service's news, as they come: one stream, which ends only when something is wrong."""

from __future__ import annotations

from collections.abc import AsyncGenerator

import httpx
import msgspec

from ..domain.errors import LibraryUnavailable, NotSignedIn
from ..domain.records import Record

_CONNECT = 5.0  # seconds for a connection
_SILENCE = 45.0  # seconds; the service says something every 15


class News(Record):
    """That something has changed, or only that the service is still there."""

    at: str
    """The event's id, to go on from after the next connection."""
    seq: int | None = None
    """The library's counter, where something has changed."""
    library: str = ""


class _Told(Record):
    seq: int
    library: str


async def listen(url: str, token: str, *, since: str = "") -> AsyncGenerator[News, None]:
    """What changes from now on, and what did `since` that event.

    Raises NotSignedIn where the service does not let the token in, and LibraryUnavailable in the
    end: a stream does not end by itself.
    """
    headers = {"Authorization": f"token {token}", "Accept": "text/event-stream"}
    if since:
        headers["Last-Event-ID"] = since
    timeout = httpx.Timeout(_SILENCE, connect=_CONNECT)
    try:
        async with (
            # As everywhere, no redirects: they could lead the token somewhere else.
            httpx.AsyncClient(timeout=timeout, follow_redirects=False, trust_env=False) as client,
            client.stream("GET", f"{url}api/events", headers=headers) as response,
        ):
            if response.status_code == 403:
                raise NotSignedIn("The hub's library does not know this server.")
            if response.status_code != 200:
                raise _ended()
            at, data = since, ""
            async for line in response.aiter_lines():
                name, _, value = line.partition(":")
                if name == "id":
                    at = value.strip()
                elif name == "data":
                    data = value.strip()
                elif not line:
                    yield _news(at, data)
                    data = ""
    except (httpx.HTTPError, msgspec.DecodeError) as error:
        raise _ended() from error
    raise _ended()


def _news(at: str, data: str) -> News:
    if not data:
        return News(at=at)
    told = msgspec.json.decode(data, type=_Told)
    return News(at=at, seq=told.seq, library=told.library)


def _ended() -> LibraryUnavailable:
    return LibraryUnavailable("The library's news have ended.", hint="Try again in a moment.")
