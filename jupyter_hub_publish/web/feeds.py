"""Feeds as RFC 4287 has them: what is new, for programs that read in somebody's name."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import quote
from uuid import UUID, uuid5

from ..domain.records import Hit, Record
from .browsing import Frame, page_of
from .documents import document

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # a feed has to say when it changed, also an empty one


class Feed(Record):
    """What a feed is of, and where."""

    of: str
    """Its path below `atom/`, such as `tags/sales`."""
    title: str
    page: str
    """The path of the page that lists the same."""


class FeedPage(Record):
    """What the page of a reader's feeds shows."""

    feeds: tuple[Feed, ...]
    root: str
    """The library's address, with the host."""
    since: datetime | None
    """Since when the reader's feeds can be fetched."""
    token: str = ""
    """The token, on the one page that ever shows it."""


def feed_path(kind: str, name: str) -> str:
    """The path of a feed, and of the page that lists the same."""
    return f"{kind}/{quote(name, safe='')}"


def feed_document(
    feed: Feed, hits: tuple[Hit, ...], *, library: str, root: str, query: str
) -> bytes:
    """The feed, which has the same bytes for as long as it has nothing new to tell.

    `library` is the library's uuid, `root` its address with the host, and `query` what the feed's
    own address ends with.
    """
    space = UUID(library)
    return document(
        "feed.atom.j2",
        root,
        feed=feed,
        hits=hits,
        query=query,
        id=uuid5(space, f"feed:{feed.of}"),
        entry_id=lambda hit: uuid5(space, hit.id),
        updated=max((hit.updated for hit in hits), default=_NEVER),
    )


def feeds_document(own: FeedPage, frame: Frame, *, token: str, of: str) -> bytes:
    """Where a reader gets the addresses of their feeds; `token` is what its forms repeat."""
    return page_of("feeds.html.j2", frame, title="Feeds", own=own, token=token, of=of)
