"""Discovery: browsing and searching; what the reader may not find is not counted, either."""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime

import msgspec

from ..domain.access import principals
from ..domain.drafting import clean_tag
from ..domain.errors import BadInput, LibraryBusy
from ..domain.notebook import Passage
from ..domain.records import Actor, Highlight, Hit, HitPage, Record, Sort, TagList
from ..search import SearchIndex, highlights
from ..storage import Storage
from ..storage.records import Position, StoredReport
from .telling import summary_of


class _Cursor(Record):
    """Where the next page begins: after a report when browsing, at a rank when searching."""

    updated: datetime | None = None
    id: str = ""
    rank: int = 0


class LocalDiscovery:
    """Searches this process's own storage and index."""

    def __init__(self, storage: Storage, open_index: Callable[[], SearchIndex]) -> None:
        self._storage = storage
        self._open_index = open_index  # opening takes a while, and browsing needs no index

    def search(
        self,
        words: str = "",
        *,
        actor: Actor,
        authors: tuple[str, ...] = (),
        tags: tuple[str, ...] = (),
        sort: Sort | None = None,
        cursor: str | None = None,
        limit: int = 20,
    ) -> HitPage:
        """A page of reports: the best first where there are words, else the newest."""
        seq = self._storage.clock().seq  # before reading: what comes meanwhile is news
        place = _parsed(cursor)
        tags = tuple(clean_tag(tag) for tag in tags)
        if words.strip():
            return self._search(words, actor, authors, tags, sort or "relevance", place, limit, seq)
        return self._browse(actor, authors, tags, place, limit, seq)

    def tags(self, prefix: str = "", *, actor: Actor, limit: int = 20) -> TagList:
        """Tags in use that begin so, the most used first."""
        with self._storage.reading() as unit:
            found = unit.reports.tags(
                principals=principals(actor), prefix=clean_tag(prefix), limit=limit
            )
        return TagList(tags=tuple(found))

    def seq(self) -> int:
        """The change counter."""
        return self._storage.clock().seq

    def _browse(
        self,
        actor: Actor,
        authors: tuple[str, ...],
        tags: tuple[str, ...],
        place: _Cursor,
        limit: int,
        seq: int,
    ) -> HitPage:
        who = principals(actor)
        before = Position(updated=place.updated, id=place.id) if place.updated else None
        with self._storage.reading() as unit:
            total = unit.reports.count(principals=who, authors=authors, tags=tags)
            # One more than asked for tells whether there is a next page.
            found = unit.reports.newest(
                principals=who, authors=authors, tags=tags, before=before, limit=limit + 1
            )
        page = found[:limit]
        following = (
            _Cursor(updated=page[-1].updated, id=page[-1].id) if len(found) > limit else None
        )
        hits = tuple(_hit(stored, actor) for stored in page)
        return HitPage(total=total, hits=hits, next=_written(following), seq=seq)

    def _search(
        self,
        words: str,
        actor: Actor,
        authors: tuple[str, ...],
        tags: tuple[str, ...],
        sort: Sort,
        place: _Cursor,
        limit: int,
        seq: int,
    ) -> HitPage:
        who = principals(actor)
        index = self._open_index()
        with suppress(LibraryBusy):  # another process is bringing it up to date at this moment
            index.catch_up(self._storage)
        found = index.find(
            words,
            principals=who,
            authors=authors,
            tags=tags,
            sort=sort,
            offset=place.rank,
            limit=limit,
        )
        with self._storage.reading() as unit:
            # Asked again of the database, which is the truth: the index is only a cache.
            stored = unit.reports.get_many(found.ids, principals=who)
            page = [stored[id] for id in found.ids if id in stored]
            texts = unit.reports.passages([(report.id, report.version) for report in page])
        end = place.rank + limit
        following = _Cursor(rank=end) if end < found.total else None
        hits = tuple(
            _hit(report, actor, _why(words, report, texts[report.id, report.version]))
            for report in page
        )
        return HitPage(total=found.total, hits=hits, next=_written(following), seq=seq)


def _why(words: str, report: StoredReport, passages: Sequence[Passage]) -> tuple[Highlight, ...]:
    return highlights(
        words,
        title=report.title,
        summary=report.summary,
        tags=report.tags,
        authors=report.authors,
        passages=tuple(passages),
    )


def _hit(stored: StoredReport, actor: Actor, why: tuple[Highlight, ...] = ()) -> Hit:
    said = summary_of(stored, actor)
    return Hit(**{name: getattr(said, name) for name in said.__struct_fields__}, highlights=why)


def _written(cursor: _Cursor | None) -> str | None:
    if cursor is None:
        return None
    return base64.urlsafe_b64encode(msgspec.json.encode(cursor)).decode().rstrip("=")


def _parsed(cursor: str | None) -> _Cursor:
    if not cursor:
        return _Cursor()
    try:
        data = base64.urlsafe_b64decode(cursor.encode("ascii") + b"===")
        place = msgspec.json.decode(data, type=_Cursor)
    except (ValueError, msgspec.DecodeError) as error:
        raise BadInput("The cursor is not one of ours.", hint="Begin at the first page.") from error
    if not 0 <= place.rank <= 1_000_000 or (place.updated and place.updated.tzinfo is None):
        raise BadInput("The cursor is not one of ours.", hint="Begin at the first page.")
    return place
