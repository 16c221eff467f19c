"""Discovery: browsing and searching; what the reader may not find is not counted, either.

The index answers under the reader's principals, and the database is asked again before a report is
told of: the index is only a cache. While it is behind, nothing is told that is made of it alone,
such as a count: it could be of what has been hidden meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from msgspec.structs import asdict, replace

from ..domain.access import principals
from ..domain.drafting import clean_tag
from ..domain.errors import LibraryBusy
from ..domain.ids import is_report_id
from ..domain.indexing import Change, Clock, Reader
from ..domain.notebook import Passage
from ..domain.records import (
    NO_FILTERS,
    Actor,
    Facets,
    Filters,
    Hit,
    HitPage,
    Probe,
    Related,
    RelatedList,
    Sort,
    Suggestion,
    Suggestions,
    TagList,
)
from ..search import Alike, Found, Meant, SearchIndex, highlights
from ..storage import Storage, Unit
from ..storage.records import StoredReport
from . import cursors
from .cursors import Cursor
from .permitted import readable
from .telling import summary_of

_WEEK = timedelta(days=6)  # before today, which counts too


class _Asked(NamedTuple):
    """What a page is asked for by."""

    words: str
    actor: Actor
    filters: Filters
    sort: Sort
    place: Cursor
    limit: int


class LocalDiscovery:
    """Searches this process's own storage and index."""

    def __init__(
        self,
        storage: Storage,
        open_index: Callable[[], SearchIndex],
        *,
        now: Callable[[], datetime],
    ) -> None:
        self._storage = storage
        self._open_index = open_index  # opening takes a while, and browsing needs no index
        self._now = now

    def search(
        self,
        words: str = "",
        *,
        actor: Actor,
        filters: Filters = NO_FILTERS,
        sort: Sort | None = None,
        cursor: str | None = None,
        limit: int = 20,
    ) -> HitPage:
        """A page of reports: the best first where there are words, else the last updated."""
        has_words, filters = bool(words.strip()), _cleaned(filters)
        by = sort or ("relevance" if has_words else "updated")
        asked = _Asked(words, actor, filters, by, cursors.parsed(cursor), limit)
        with self._storage.reading() as unit:
            clock = unit.clock()  # before the rest is read: what comes meanwhile is news
            if not has_words and _is_listed(filters):
                if by == "popular":
                    return self._popular(unit, asked, clock.seq)
                if by in ("relevance", "updated"):
                    return self._browse(unit, asked, clock.seq)
            # Nearly always nothing has changed, and then one unit of work does for all.
            if self._open_index().reached == clock.seq:
                return self._search(unit, asked, *self._caught_up(clock), clock.seq)
        index, current = self._caught_up(clock)
        with self._storage.reading() as unit:
            return self._search(unit, asked, index, current, clock.seq)

    def facets(self, words: str = "", *, actor: Actor, filters: Filters = NO_FILTERS) -> Facets:
        """What the reports have in common that the same search finds."""
        index, current = self._caught_up()
        if not current:
            return Facets(total=None, current=False)
        filters = _cleaned(filters)
        return index.facets(words, reader=self._reader(actor, words, filters), filters=filters)

    def suggest(self, words: str, *, actor: Actor, limit: int = 8) -> Suggestions:
        """What somebody who has typed this might be looking for."""
        index, current = self._caught_up()
        found = index.suggest(words, reader=self._reader(actor), limit=limit)
        with self._storage.reading() as unit:
            ids = [one.report for one in found if one.report]
            stored = unit.reports.get_many(ids, principals=principals(actor)) if ids else {}

        def may_be_told(one: Suggestion) -> bool:
            if one.report is None:
                return current
            known = stored.get(one.report)
            return known is not None and known.title == one.text

        return Suggestions(suggestions=tuple(filter(may_be_told, found)))

    def related(self, report: str, *, actor: Actor, limit: int = 6) -> RelatedList:
        """Reports that are near to this one."""
        with self._storage.reading() as unit:
            readable(unit.reports.get(report) if is_report_id(report) else None, actor)
        index, current = self._caught_up()
        if not current:
            return RelatedList(reports=())
        return self._told(index.related(report, reader=self._reader(actor), limit=limit), actor)

    def near(self, probe: Probe, *, actor: Actor, limit: int = 3) -> RelatedList:
        """Reports that are near to something that is being written."""
        index, current = self._caught_up()
        if not current:
            return RelatedList(reports=())
        return self._told(index.near(probe, reader=self._reader(actor), limit=limit), actor)

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

    def changes(self, *, since: int, limit: int) -> list[Change]:
        """The next reports that changed after `since`, and who may hear of it."""
        return self._storage.changes_since(since, limit=limit)

    # Listings, which are walks along an index of the database

    def _browse(self, unit: Unit, asked: _Asked, seq: int) -> HitPage:
        who, wanted = principals(asked.actor), _listing(asked.filters)
        total = unit.reports.count(principals=who, **wanted)
        # One more than asked for tells whether there is a next page.
        found = unit.reports.newest(
            principals=who, **wanted, before=asked.place.position, limit=asked.limit + 1
        )
        hits = _hits(unit, found[: asked.limit], asked.actor)
        following = None
        if len(found) > asked.limit:
            end = found[asked.limit - 1]
            following = Cursor(updated=end.updated, id=end.id)
        return HitPage(total=total, hits=hits, next=cursors.written(following), seq=seq)

    def _popular(self, unit: Unit, asked: _Asked, seq: int) -> HitPage:
        who, wanted = principals(asked.actor), _listing(asked.filters)
        since = asked.place.since or (self._now() - _WEEK).date()
        total = unit.reports.count(principals=who, **wanted)
        found = unit.reports.popular(
            principals=who, **wanted, since=since, before=asked.place.place, limit=asked.limit + 1
        )
        hits = _hits(unit, [stored for _, stored in found[: asked.limit]], asked.actor)
        following = None
        if len(found) > asked.limit:
            end = found[asked.limit - 1][0]
            following = Cursor(updated=end.updated, id=end.id, views=end.views, since=since)
        return HitPage(total=total, hits=hits, next=cursors.written(following), seq=seq)

    # Searches, which are the index's

    def _search(
        self, unit: Unit, asked: _Asked, index: SearchIndex, current: bool, seq: int
    ) -> HitPage:
        words, offset, limit = asked.words, asked.place.rank, asked.limit
        reader = self._reader(asked.actor, words, asked.filters)
        found = index.find(
            words,
            reader=reader,
            filters=asked.filters,
            sort="views" if asked.sort == "popular" else asked.sort,  # a week's the index has not
            offset=offset,
            limit=limit,
        )
        stored = unit.reports.get_many(found.ids, principals=reader.principals)
        hits = _found_hits(unit, words, found, stored, asked.actor)
        following = Cursor(rank=offset + limit) if offset + limit < found.total else None
        return HitPage(
            total=found.total if current else None,
            hits=hits,
            next=cursors.written(following),
            seq=seq,
            current=current,
            understood=found.understood,
            correction=found.correction if current else None,
        )

    def _caught_up(self, clock: Clock | None = None) -> tuple[SearchIndex, bool]:
        """The index, and whether it holds all that the library does, or did at that moment."""
        index = self._open_index()
        try:
            return index, index.catch_up(self._storage, clock=clock)
        except LibraryBusy:  # another process is bringing it up to date at this moment
            return index, False

    def _reader(self, actor: Actor, words: str = "", filters: Filters = NO_FILTERS) -> Reader:
        starred = frozenset[str]()
        if "starred" in filters.states or "starred" in words.casefold():
            with self._storage.reading() as unit:
                starred = unit.readers.stars_of(actor.name)
        return Reader(
            principals=principals(actor),
            name=actor.name,
            teams=frozenset(f"group:{group}" for group in actor.groups),
            starred=starred,
        )

    def _told(self, alike: Sequence[Alike], actor: Actor) -> RelatedList:
        with self._storage.reading() as unit:
            ids = [one.id for one in alike]
            stored = unit.reports.get_many(ids, principals=principals(actor))
            starred = unit.readers.starred(stored, actor.name)
        return RelatedList(
            reports=tuple(
                Related(
                    **asdict(summary_of(stored[one.id], actor, starred=starred)),
                    reasons=one.reasons,
                    alike=one.alike,
                )
                for one in alike
                if one.id in stored
            )
        )


def _cleaned(filters: Filters) -> Filters:
    return replace(filters, tags=tuple(clean_tag(tag) for tag in filters.tags))


def _listing(filters: Filters) -> dict[str, tuple[str, ...]]:
    """What listings of the database know of the filters."""
    return {"authors": filters.authors, "owners": filters.owners, "tags": filters.tags}


def _is_listed(filters: Filters) -> bool:
    """Whether nothing is asked for but what the database has listings of."""
    return filters == replace(NO_FILTERS, **_listing(filters))


def _hits(unit: Unit, page: Sequence[StoredReport], actor: Actor) -> tuple[Hit, ...]:
    starred = unit.readers.starred((stored.id for stored in page), actor.name)
    return tuple(Hit(**asdict(summary_of(stored, actor, starred=starred))) for stored in page)


def _found_hits(
    unit: Unit, words: str, found: Found, stored: dict[str, StoredReport], actor: Actor
) -> tuple[Hit, ...]:
    pairs = zip(found.ids, found.versions, strict=True)
    page = [pair for pair in pairs if pair[0] in stored]
    # Where nothing was typed, nothing is marked.
    texts = unit.reports.passages(page) if words.strip() else {}
    hits = _hits(unit, [stored[id] for id, _ in page], actor)
    return tuple(
        _explained(
            unit, hit, words, found.meant, stored[hit.id], number, texts.get((hit.id, number), ())
        )
        for hit, (_, number) in zip(hits, page, strict=True)
    )


def _explained(
    unit: Unit,
    hit: Hit,
    words: str,
    meant: Meant,
    report: StoredReport,
    number: int,
    passages: tuple[Passage, ...],
) -> Hit:
    """The hit, and why it was found: in an older version, by what that one said."""
    older = unit.reports.version(report.id, number) if number != report.version else None
    why = highlights(
        words,
        title=older.title if older else report.title,
        summary=(older.summary or "") if older else report.summary,
        tags=report.tags,
        authors=report.authors,
        passages=passages,
        meant=meant,
    )
    return replace(hit, highlights=why, found_in=number if older else None)
