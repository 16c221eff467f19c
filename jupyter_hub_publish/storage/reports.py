"""Reports and their versions: rows become records beside the query that reads them."""

from __future__ import annotations

import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable

import msgspec
import sqlalchemy as sa

from ..domain import access
from ..domain.errors import LibraryBusy, NotFound
from ..domain.notebook import Passage
from ..domain.records import TagCount
from . import listing, schema
from .records import NewReport, NewVersion, Position, StoredReport, StoredVersion


class ReportStore:
    """The reports as one unit of work sees them; it notes which of them the unit changes."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        self.changed: dict[str, None] = {}  # in the order in which they were changed
        self.tallies: Counter[str] = Counter()  # what the unit adds to `schema.tally`

    # Writing

    def add(self, new: NewReport) -> None:
        """Begin a report. Raises Conflict where the id is in use."""
        row = {name: getattr(new, name) for name in ("id", "title", "summary", "owner", "audience")}
        times = {"created": new.created, "updated": new.created}
        self._connection.execute(
            sa.insert(schema.report).values({**row, **times, "latest": 0, "source": None, "seq": 0})
        )
        named = [
            {"report_id": new.id, "position": position, "principal": principal}
            for position, principal in enumerate(new.people)
        ]
        if named:
            self._connection.execute(sa.insert(schema.report_audience), named)
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
        said = {"title": new.title, "summary": new.summary, "source": new.source}
        report = schema.report.c
        number: int | None = self._connection.execute(
            sa.update(schema.report)
            .where(report.id == report_id)
            .values(latest=report.latest + 1, updated=new.published, **said)
            .returning(report.latest)
        ).scalar()
        if number is None:
            raise NotFound("There is no such report.")
        row = {name: getattr(new, name) for name in _SAID}
        row |= {"report_id": report_id, "number": number} | self._claim(new)
        self._connection.execute(sa.insert(schema.version).values(row))
        text = zlib.compress(msgspec.json.encode(new.passages), 3)  # quick: other writers wait
        self._connection.execute(
            sa.insert(schema.version_text).values(report_id=report_id, number=number, passages=text)
        )
        self._list_anew(report_id, new)
        self.changed[report_id] = None
        return number

    def _claim(self, new: NewVersion) -> dict[str, int]:
        held = {"notebook": new.notebook, "page": new.page}
        if new.thumbnail is not None:
            held["thumbnail"] = new.thumbnail
        blob = schema.blob.c
        rows = self._connection.execute(
            sa.update(schema.blob)
            .where(blob.sha256.in_(set(held.values())))
            .values(unclaimed=None)
            .returning(blob.sha256, blob.id)
        )
        numbers: dict[str, int] = dict(rows.all())
        if not set(held.values()) <= numbers.keys():
            raise LibraryBusy("The library was being tidied at this moment.", hint="Try again.")
        return {column: numbers[name] for column, name in held.items()}

    def _list_anew(self, report_id: str, new: NewVersion) -> None:
        stored = _hydrated(self._connection, [report_id])[report_id]
        finders = access.finders(stored.access)
        self.tallies.subtract(listing.tallied(self._connection, report_id))
        if access.EVERYONE in finders:
            self.tallies.update({listing.ALL_TAGS, *new.tags})
        for table, terms in (
            (schema.report_author, stored.authors),
            (schema.report_tag, new.tags),
            (schema.report_finder, sorted(finders)),
        ):
            self._connection.execute(sa.delete(table).where(table.c.report_id == report_id))
            listing.enter(self._connection, table, report_id, terms, new.published)

    # Reading

    def get(self, report_id: str) -> StoredReport | None:
        """The report, whoever may see it."""
        return _hydrated(self._connection, [report_id]).get(report_id)

    def get_each(self, ids: Iterable[str]) -> dict[str, StoredReport]:
        """Those of the reports that there are, whoever may see them."""
        return _hydrated(self._connection, sorted(set(ids)))

    def get_many(
        self, ids: Iterable[str], *, principals: frozenset[str]
    ) -> dict[str, StoredReport]:
        """Those of the reports that these principals may find (`domain.access.finders`)."""
        finder = schema.report_finder.c
        rows = self._connection.execute(
            sa.select(finder.report_id)
            .distinct()
            .where(finder.report_id.in_(sorted(set(ids))), finder.principal.in_(sorted(principals)))
        )
        return _hydrated(self._connection, list(rows.scalars()))

    def newest(
        self,
        *,
        principals: frozenset[str],
        authors: tuple[str, ...] = (),
        tags: tuple[str, ...] = (),
        before: Position | None = None,
        limit: int,
    ) -> list[StoredReport]:
        """A page of what these principals may find, by any of the authors and with all of the tags.

        The order is (updated, id), both descending; `before` is the last report of the page before.
        """
        wanted = listing.Wanted(principals=principals, authors=authors, tags=tags)
        ids = listing.newest(self._connection, wanted, before=before, limit=limit)
        found = _hydrated(self._connection, ids)
        return [found[report_id] for report_id in ids]

    def count(
        self,
        *,
        principals: frozenset[str],
        authors: tuple[str, ...] = (),
        tags: tuple[str, ...] = (),
    ) -> int:
        """How many reports `newest` gives on all of its pages."""
        wanted = listing.Wanted(principals=principals, authors=authors, tags=tags)
        return listing.count(self._connection, wanted)

    def tags(self, *, principals: frozenset[str], prefix: str = "", limit: int) -> list[TagCount]:
        """The tags that begin so on reports that these principals may find, the most used first."""
        return listing.tags(self._connection, principals, prefix=prefix, limit=limit)

    def version(self, report_id: str, number: int) -> StoredVersion | None:
        """That version of the report."""
        found = self._versions(
            schema.version.c.report_id == report_id, schema.version.c.number == number
        )
        return found[0] if found else None

    def versions(self, report_id: str) -> list[StoredVersion]:
        """All versions of the report, the newest first."""
        return self._versions(schema.version.c.report_id == report_id)

    def _versions(self, *conditions: sa.ColumnElement[bool]) -> list[StoredVersion]:
        notebook, page = schema.blob.alias("notebook_blob"), schema.blob.alias("page_blob")
        thumbnail, version = schema.blob.alias("thumbnail_blob"), schema.version
        query = (
            sa.select(
                version,
                notebook.c.sha256.label("notebook_id"),
                notebook.c.size.label("notebook_size"),
                page.c.sha256.label("page_id"),
                page.c.size.label("page_size"),
                thumbnail.c.sha256.label("thumbnail_id"),
            )
            .join(notebook, notebook.c.id == version.c.notebook)
            .join(page, page.c.id == version.c.page)
            .outerjoin(thumbnail, thumbnail.c.id == version.c.thumbnail)
            .where(*conditions)
            .order_by(version.c.number.desc())
        )
        return [
            StoredVersion(
                report=row.report_id,
                number=row.number,
                title=row.title,
                published=row.published,
                publisher=row.publisher,
                cells=row.cells,
                language=row.language,
                notebook_size=row.notebook_size,
                page_size=row.page_size,
                fingerprint=row.fingerprint,
                source=row.source,
                notebook=row.notebook_id,
                page=row.page_id,
                thumbnail=row.thumbnail_id,
            )
            for row in self._connection.execute(query)
        ]

    def passages(
        self, pairs: Iterable[tuple[str, int]]
    ) -> dict[tuple[str, int], tuple[Passage, ...]]:
        """What search took in of these versions, by report and number."""
        wanted = set(pairs)
        text = schema.version_text.c
        rows = self._connection.execute(
            sa.select(text.report_id, text.number, text.passages).where(
                sa.tuple_(text.report_id, text.number).in_(sorted(wanted))
            )
        )
        return {
            (report_id, number): _PASSAGES.decode(zlib.decompress(packed))
            for report_id, number, packed in rows
        }


_SAID = ("title", "published", "publisher", "cells", "language", "fingerprint", "source")
_PASSAGES = msgspec.json.Decoder(tuple[Passage, ...])


def _hydrated(connection: sa.Connection, ids: list[str]) -> dict[str, StoredReport]:
    if not ids:
        return {}
    report, version, blob = schema.report, schema.version, schema.blob
    newest = sa.and_(version.c.report_id == report.c.id, version.c.number == report.c.latest)
    rows = connection.execute(
        sa.select(report, blob.c.sha256.label("thumbnail"))
        .outerjoin(version, newest)
        .outerjoin(blob, blob.c.id == version.c.thumbnail)
        .where(report.c.id.in_(ids))
    ).all()
    authors = _terms(connection, schema.report_author, "name", ids)
    tags = _terms(connection, schema.report_tag, "tag", ids)
    people = _terms(connection, schema.report_audience, "principal", ids)
    return {
        row.id: StoredReport(
            id=row.id,
            title=row.title,
            summary=row.summary,
            authors=tuple(authors[row.id]),
            owner=row.owner,
            audience=row.audience,
            people=tuple(people[row.id]),
            tags=tuple(tags[row.id]),
            version=row.latest,
            created=row.created,
            updated=row.updated,
            source=row.source,
            seq=row.seq,
            thumbnail=row.thumbnail,
        )
        for row in rows
    }


def _terms(
    connection: sa.Connection, table: sa.Table, term: str, ids: list[str]
) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for report_id, value in connection.execute(
        sa.select(table.c.report_id, table.c[term])
        .where(table.c.report_id.in_(ids))
        .order_by(table.c.report_id, table.c.position)
    ):
        found[report_id].append(value)
    return found
