"""Whoever has not seen the newest version is told so, before theirs takes its place."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from .errors import Outdated
from .records import Actor


class Newest(Protocol):
    """The newest version of a report, as far as it matters here."""

    @property
    def number(self) -> int: ...

    @property
    def published(self) -> datetime: ...

    @property
    def publisher(self) -> str: ...


def require_seen(newest: Newest, follows: int | None, *, actor: Actor) -> None:
    """Raise Outdated where a version came that the author has not seen."""
    if follows is None or newest.number <= follows:
        return
    who = "You" if newest.publisher == actor.name else newest.publisher
    raise Outdated(
        f"{who} published version {newest.number} on {newest.published:%d %B %Y at %H:%M} UTC,"
        f" after the version {follows} that you have seen.",
        hint="Compare it with yours, then publish again.",
    )
