"""GET /api/events: server-sent events, by which open lists learn that they are out of date."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from typing import Any

import msgspec
from tornado.iostream import StreamClosedError

from ..domain.access import principals
from ..domain.errors import PublishError, TooMany
from ..domain.records import Actor
from .hub_bridge import HubBridge
from .hub_identity import KEPT
from .hub_news import Herald, Listener

BEAT = 15.0  # seconds; a proxy, and a server whose peer is gone, take longer silence for the end
MOST = 20  # streams of one person: each of their servers holds one, and each open page
_AGAIN = 3000  # milliseconds after which a browser tries again


class Streams:
    """All streams that there are, and how many each person holds."""

    def __init__(
        self, herald: Herald, *, most: int = MOST, kept: float = KEPT, beat: float = BEAT
    ) -> None:
        """A person has at most so many; the hub is asked again about them after `kept` seconds."""
        self.herald = herald
        self.most, self.kept, self.beat = most, kept, beat
        self._held: Counter[str] = Counter()

    def take(self, name: str) -> None:
        """One more; raises TooMany."""
        if self._held[name] >= self.most:
            raise TooMany("You listen in too many places.", hint="Close some tabs.", wait=60)
        self._held[name] += 1

    def give_back(self, name: str) -> None:
        """One less."""
        self._held[name] -= 1
        if not self._held[name]:
            del self._held[name]


class HubEvents(HubBridge):
    """Tells a reader the library's counter whenever something has changed that they may find."""

    _listener: Listener | None = None

    def initialize(self, *, streams: Streams, **options: Any) -> None:  # type: ignore[override]
        """`streams` are all those that there are."""
        self._streams = streams
        super().initialize(endpoints={}, **options)

    async def get(self, **path: str) -> None:
        """Serve GET, until the reader leaves, or the hub no longer lets them in."""
        self._is_received = True
        actor = self._actor
        assert actor is not None, "whoever asks has been let in"
        try:
            self._streams.take(actor.name)
        except TooMany as error:
            return self.refuse(error)
        try:
            await self._tell(actor)
        except (StreamClosedError, TimeoutError):
            pass  # the reader has left, or reads nothing
        except PublishError as error:
            if not self._headers_written:
                self.refuse(error)
        finally:
            self._streams.give_back(actor.name)

    def on_connection_close(self) -> None:
        """Wake up, to leave."""
        super().on_connection_close()
        if self._listener is not None:
            self._listener.end()

    async def _tell(self, actor: Actor) -> None:
        herald, who = self._streams.herald, principals(actor)
        library = await self._in_pool(lambda: self._holder.open_library().info.id)
        listener, seq = await herald.listen(who, since=self._last_heard())
        self._listener = listener
        try:
            self.set_header("Content-Type", "text/event-stream")
            self.set_header("X-Accel-Buffering", "no")  # nginx would keep them until there are more
            await self._say(f"retry: {_AGAIN}\nid: {seq}\n")
            believed = time.monotonic() + self._streams.kept
            while not listener.ended:
                news = await listener.news(within=self._streams.beat)
                if time.monotonic() >= believed:
                    listener.principals = principals(await self._whoever_asks_now())
                    believed = time.monotonic() + self._streams.kept
                elif news is None:
                    await self._say(":\n")
                if news is not None:
                    data = msgspec.json.encode({"seq": news, "library": library}).decode()
                    await self._say(f"event: library-changed\nid: {news}\ndata: {data}\n")
        finally:
            herald.leave(listener)

    async def _say(self, event: str) -> None:
        self.write(f"{event}\n")
        await asyncio.wait_for(self.flush(), KEPT)  # who does not read is not waited for

    def _last_heard(self) -> int | None:
        last = self.request.headers.get("Last-Event-ID", "")
        return int(last) if last.isascii() and last.isdigit() and len(last) <= 15 else None
