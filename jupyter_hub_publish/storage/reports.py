"""Reports and their versions: rows become records beside the query that reads them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from msgspec.structs import replace

from ..domain import access
from ..domain.errors import NotFound
from ..domain.indexing import OlderVersion
from ..domain.notebook import Passage
from ..domain.records import TagCount
from . import listing, schema, versions
from .records import (
    NewReport,
    NewVersion,
    Parent,
    Position,
    Rank,
    Said,
    StoredReport,
    StoredVersion,
)


class ReportStore:
    """The reports as one unit of work sees them; it notes which of them the unit changes."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        self.changed: dict[str, None] = {}  # in the order in which they were changed
        self.tallies: Counter[str] = Counter()  # what the unit adds to `schema.tally`

    # Writing

    def add(self, new: NewReport) -> None:
        """Begin a report. Raises Conflict where the id is in use, or was."""
        row = {name: getattr(new, name) for name in ("id", "title", "summary", "owner", "audience")}
        times = {"created": new.created, "updated": new.created}
        numbers = {"latest": 0, "given": 0, "seq": 0}
        self._connection.execute(sa.insert(schema.report).values({**row, **times, **numbers}))
        self._name(new.id, new.people)
        listing.enter(self._connection, schema.report_author, new.id, new.authors, new.created)
        listing.enter(self._connection, schema.report_tag, new.id, new.tags, new.created)
        self.changed[new.id] = None

    def lock(self, report_id: str) -> StoredReport | None:
        """The report, which no other unit can change until this one ends."""
        self._connection.execute(
            sa.select(schema.report.c.id).where(schema.report.c.id == report_id).with_for_update()
        )
        return self.get(report_id)

    def add_version(self, report_id: str, new: NewVersion) -> int:
        """Add the next version and return its number. Its blobs have to be there already."""
        said: dict[str, Any] = {
            "title": new.title,
            "summary": new.summary,
            "source": new.source,
        }
        if new.parent is not None:
            said |= {"parent_report": new.parent.report, "parent_version": new.parent.version}
        report = schema.report.c
        number: int | None = self._connection.execute(
            sa.update(schema.report)
            .where(report.id == report_id)
            .values(latest=report.given + 1, given=report.given + 1, updated=new.published, **said)
            .returning(report.given)
        ).scalar()
        if number is None:
            raise NotFound("There is no such report.")
        versions.insert(self._connection, report_id, number, new)
        self._list_anew(report_id, tags=new.tags)
        self.changed[report_id] = None
        return number

    def say(self, report_id: str, said: Said) -> None:
        """Say this about the report from now on."""
        names = ("title", "summary", "archived", "withdrawn", "replaced_by", "owner", "audience")
        self._update(report_id, **{name: getattr(said, name) for name in names})
        self._name(report_id, said.people)
        self._list_anew(report_id, authors=said.authors, tags=said.tags)
        self.changed[report_id] = None

    def set_thumbnail(self, report_id: str, number: int, blob: str) -> set[int]:
        """Give the version another picture; returns the blob that it lets go."""
        before = versions.blobs_of(self._connection, report_id, number)
        versions.set_thumbnail(self._connection, report_id, number, blob)
        self.changed[report_id] = None
        return before - versions.blobs_of(self._connection, report_id, number)

    def erase_version(self, report_id: str, number: int, *, now: datetime) -> set[int]:
        """Leave a version's number and nothing that it held; returns the blobs that it lets go.

        Where it was the newest, the newest that stands takes its place, and its words as well.
        """
        (erased,) = versions.read(self._connection, report_id, number)
        freed = versions.blobs_of(self._connection, report_id, number)
        versions.empty(self._connection, report_id, number, now=now)
        report = _hydrated(self._connection, [report_id])[report_id]
        if report.version == number:
            self._fall_back(report, erased)
        self.changed[report_id] = None
        return freed

    def _fall_back(self, report: StoredReport, erased: StoredVersion) -> None:
        newest = next((v for v in self.versions(report.id) if v.erased is None), None)
        said: dict[str, Any] = {"title": "", "summary": "", "tags": ()}
        for name, nothing in said.items():
            was, now = getattr(erased, name), getattr(report, name)
            # What was edited since is not the version's, and stays.
            edited = was is not None and was != now
            said[name] = now if edited else getattr(newest, name, None) or nothing
        self._update(
            report.id,
            latest=newest.number if newest else 0,
            updated=newest.published if newest else report.updated,
            source=newest.source if newest else None,
            title=said["title"],
            summary=said["summary"],
        )
        self._list_anew(report.id, tags=said["tags"])

    def remove(self, report_id: str, *, now: datetime) -> set[int]:
        """Leave the id and nothing else; returns the blobs that its versions let go."""
        freed = versions.blobs_of(self._connection, report_id)
        versions.delete(self._connection, report_id)
        nothing = dict.fromkeys(("source", "withdrawn", "archived", "replaced_by"))
        nothing |= dict.fromkeys(("parent_report", "parent_version"))
        empty = dict.fromkeys(("title", "summary", "owner"), "")
        self._update(report_id, removed=now, latest=0, **nothing, **empty)
        self._list_anew(report_id, authors=(), tags=())
        self._name(report_id, ())
        self.changed[report_id] = None
        return freed

    def _name(self, report_id: str, people: tuple[str, ...]) -> None:
        named = schema.report_audience
        self._connection.execute(sa.delete(named).where(named.c.report_id == report_id))
        rows = [
            {"report_id": report_id, "position": position, "principal": principal}
            for position, principal in enumerate(dict.fromkeys(people))
        ]
        if rows:
            self._connection.execute(sa.insert(named), rows)

    def _update(self, report_id: str, **values: object) -> None:
        report = schema.report
        self._connection.execute(sa.update(report).where(report.c.id == report_id).values(**values))

    def _list_anew(
        self,
        report_id: str,
        *,
        authors: tuple[str, ...] | None = None,
        tags: tuple[str, ...] | None = None,
    ) -> None:
        stored = _hydrated(self._connection, [report_id])[report_id]
        authors = stored.authors if authors is None else authors
        tags = stored.tags if tags is None else tags
        finders = access.finders(replace(stored, authors=authors).access)
        self.tallies.subtract(listing.tallied(self._connection, report_id))
        if access.EVERYONE in finders:
            self.tallies.update({listing.ALL_TAGS, *tags})
        for table, terms in (
            (schema.report_author, authors),
            (schema.report_tag, tags),
            (schema.report_finder, sorted(finders)),
        ):
            self._connection.execute(sa.delete(table).where(table.c.report_id == report_id))
            listing.enter(self._connection, table, report_id, terms, stored.updated)

    # Reading

    def get(self, report_id: str) -> StoredReport | None:
        """The report, whoever may see it; one that was removed is not there."""
        found = _hydrated(self._connection, [report_id]).get(report_id)
        return None if found is None or found.removed else found

    def get_each(self, ids: Iterable[str]) -> dict[str, StoredReport]:
        """Those of the reports that there are, and that were, whoever may see them."""
        return _hydrated(self._connection, sorted(set(ids)))

    def get_many(
        self, ids: Iterable[str], *, principals: frozenset[str]
    ) -> dict[str, StoredReport]:
        """Those of the reports that these principals may find (`domain.access.finders`)."""
        return _hydrated(self._connection, sorted(set(ids)), principals)

    def newest(
        self,
        *,
        principals: frozenset[str],
        authors: tuple[str, ...] = (),
        owners: tuple[str, ...] = (),
        tags: tuple[str, ...] = (),
        before: Position | None = None,
        limit: int,
    ) -> list[StoredReport]:
        """A page of what these principals may find, by any author and owner, with all of the tags.

        The order is (updated, id), both descending; `before` is the last report of the page before.
        """
        wanted = listing.Wanted(principals=principals, authors=authors, owners=owners, tags=tags)
        ids = listing.newest(self._connection, wanted, before=before, limit=limit)
        found = _hydrated(self._connection, ids)
        return [found[report_id] for report_id in ids]

    def popular(
        self,
        *,
        principals: frozenset[str],
        authors: tuple[str, ...] = (),
        owners: tuple[str, ...] = (),
        tags: tuple[str, ...] = (),
        since: date,
        before: Rank | None = None,
        limit: int,
    ) -> list[tuple[Rank, StoredReport]]:
        """The same reports, those first that were read most since that day; each with its place."""
        wanted = listing.Wanted(principals=principals, authors=authors, owners=owners, tags=tags)
        ranks = listing.popular(self._connection, wanted, since=since, before=before, limit=limit)
        found = _hydrated(self._connection, [rank.id for rank in ranks])
        return [(rank, found[rank.id]) for rank in ranks]

    def count(
        self,
        *,
        principals: frozenset[str],
        authors: tuple[str, ...] = (),
        owners: tuple[str, ...] = (),
        tags: tuple[str, ...] = (),
    ) -> int:
        """How many reports `newest` gives on all of its pages."""
        wanted = listing.Wanted(principals=principals, authors=authors, owners=owners, tags=tags)
        return listing.count(self._connection, wanted)

    def tags(self, *, principals: frozenset[str], prefix: str = "", limit: int) -> list[TagCount]:
        """The tags that begin so on reports that these principals may find, the most used first."""
        return listing.tags(self._connection, principals, prefix=prefix, limit=limit)

    def based_on(
        self, report_id: str, *, principals: frozenset[str], limit: int
    ) -> list[StoredReport]:
        """The newest of the reports that are based on it and that these principals may find."""
        report, finder = schema.report.c, schema.report_finder.c
        found_by = sa.exists().where(
            finder.report_id == report.id, finder.principal.in_(sorted(principals))
        )
        ids = self._connection.execute(
            sa.select(report.id)
            .where(report.parent_report == report_id, found_by)
            .order_by(report.updated.desc(), report.id.desc())
            .limit(limit)
        ).scalars()
        ordered = list(ids)
        found = _hydrated(self._connection, ordered)
        return [found[each] for each in ordered]

    def withdrawn_before(self, moment: datetime, *, limit: int) -> list[str]:
        """The ids of reports that were withdrawn before that, and not removed yet."""
        report = schema.report.c
        ids = self._connection.execute(
            sa.select(report.id)
            .where(report.withdrawn.is_not(None), report.withdrawn < moment)
            .order_by(report.withdrawn)
            .limit(limit)
        ).scalars()
        return list(ids)

    def owned_by(self, owner: str) -> list[str]:
        """The ids of all reports that this principal owns, withdrawn ones too."""
        report = schema.report.c
        ids = self._connection.execute(
            sa.select(report.id)
            .where(report.owner == owner, report.removed.is_(None))
            .order_by(report.id)
        ).scalars()
        return list(ids)

    def version(self, report_id: str, number: int) -> StoredVersion | None:
        """That version of the report."""
        found = versions.read(self._connection, report_id, number)
        return found[0] if found else None

    def versions(self, report_id: str) -> list[StoredVersion]:
        """All versions of the report, the newest first."""
        return versions.read(self._connection, report_id)

    def older_versions(self, ids: Iterable[str]) -> dict[str, list[OlderVersion]]:
        """The versions before the newest one, of each of these reports, as search takes them in."""
        return versions.older(self._connection, ids)

    def passages(
        self, pairs: Iterable[tuple[str, int]]
    ) -> Mapping[tuple[str, int], tuple[Passage, ...]]:
        """What search took in of these versions, by report and number."""
        return versions.passages(self._connection, pairs)


# What every request asks is put together once: that takes longer than the database's answer.


def _reports() -> sa.Select[Any]:
    report, version, blob = schema.report, schema.version, schema.blob
    newest = sa.and_(version.c.report_id == report.c.id, version.c.number == report.c.latest)
    return (
        sa.select(
            report,
            blob.c.sha256.label("thumbnail"),
            sa.func.coalesce(version.c.language, "").label("language"),
            sa.func.coalesce(version.c.kernel, "").label("kernel"),
            version.c.ran.is_not(None).label("ran_clean"),
        )
        .outerjoin(version, newest)
        .outerjoin(blob, blob.c.id == version.c.thumbnail)
        .where(report.c.id.in_(sa.bindparam("ids", expanding=True)))
    )


def _to_be_found() -> sa.Select[Any]:
    finder = schema.report_finder.c
    may_find = sa.exists().where(
        finder.report_id == schema.report.c.id,
        finder.principal.in_(sa.bindparam("principals", expanding=True)),
    )
    return _REPORTS.where(may_find)


def _terms_of() -> sa.CompoundSelect[Any]:
    """Authors, tags and those whom a report is for: asked for one by one, each takes as long."""
    columns = (
        schema.report_author.c.name,
        schema.report_tag.c.tag,
        schema.report_audience.c.principal,
    )
    return sa.union_all(
        *(
            sa.select(
                sa.literal_column(str(kind)).label("kind"),
                term.table.c.report_id,
                term.table.c.position.label("position"),
                term.label("term"),
            ).where(term.table.c.report_id.in_(sa.bindparam("ids", expanding=True)))
            for kind, term in enumerate(columns)
        )
    ).order_by("position")


_REPORTS = _reports()
_TO_BE_FOUND = _to_be_found()
_TERMS = _terms_of()


def _hydrated(
    connection: sa.Connection, ids: list[str], principals: frozenset[str] | None = None
) -> dict[str, StoredReport]:
    """Those of the reports that there are, or that these principals may find."""
    if not ids:
        return {}
    if principals is None:
        rows = connection.execute(_REPORTS, {"ids": ids})
    else:
        rows = connection.execute(_TO_BE_FOUND, {"ids": ids, "principals": sorted(principals)})
    names = tuple(rows.keys())  # asked of each row by name, values take as long as the statement
    said: list[dict[str, Any]] = [dict(zip(names, row, strict=True)) for row in rows.all()]
    authors, tags, people = _terms(connection, [one["id"] for one in said])
    return {
        one["id"]: _stored(one, authors[one["id"]], tags[one["id"]], people[one["id"]])
        for one in said
    }


def _stored(
    said: dict[str, Any], authors: Iterable[str], tags: Iterable[str], people: Iterable[str]
) -> StoredReport:
    parent, of_parent = said.pop("parent_report"), said.pop("parent_version")
    return StoredReport(
        authors=tuple(authors),
        tags=tuple(tags),
        people=tuple(people),
        version=said.pop("latest"),
        parent=Parent(report=parent, version=of_parent) if parent else None,
        **said,
    )


def _terms(connection: sa.Connection, ids: list[str]) -> list[dict[str, list[str]]]:
    found: list[dict[str, list[str]]] = [defaultdict(list) for _ in range(3)]
    for kind, report_id, _, term in connection.execute(_TERMS, {"ids": ids}).all():
        found[kind][report_id].append(term)
    return found
