"""What the search index is told: reports as documents, by the number of their last change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import sqlalchemy as sa
from msgspec.structs import replace

from ..domain.access import finders
from ..domain.errors import LibraryDamaged
from ..domain.indexing import Change, Clock, Document
from ..domain.notebook import Passage
from ..domain.vocabulary import NAMES, packages_in
from . import schema
from .reports import ReportStore

# Every request asks this: put together once, since that takes longer than the database's answer.
_LAST = (
    sa.select(schema.change.c.seq, schema.change.c.mark)
    .order_by(schema.change.c.seq.desc())
    .limit(1)
)
_BATCH = 200  # reports; a million characters of text each at the very worst


def clock(connection: sa.Connection) -> Clock:
    """The counter as it stands."""
    last = connection.execute(_LAST).one_or_none()
    if last is None:
        raise LibraryDamaged("The library has lost its counter.", hint="Put back a backup of it.")
    return Clock(seq=last.seq, mark=last.mark)


def mark_at(connection: sa.Connection, seq: int) -> str | None:
    """The mark of that change, or None where there is none."""
    change = schema.change.c
    mark: str | None = connection.execute(sa.select(change.mark).where(change.seq == seq)).scalar()
    return mark


def changed_since(connection: sa.Connection, seq: int, *, limit: int) -> list[Document]:
    """The next reports whose last change is later than `seq`, in the order of those changes."""
    report = schema.report.c
    ids = connection.execute(
        sa.select(report.id).where(report.seq > seq).order_by(report.seq).limit(limit)
    ).scalars()
    return sorted(_documents(connection, list(ids)), key=lambda document: document.seq)


def changes_since(connection: sa.Connection, seq: int, *, limit: int) -> list[Change]:
    """The same reports, told in as few words as their readers' open lists need."""
    report = schema.report.c
    ids = connection.execute(
        sa.select(report.id).where(report.seq > seq).order_by(report.seq).limit(limit)
    ).scalars()
    found = ReportStore(connection).get_each(ids).values()
    return [
        Change(report=one.id, seq=one.seq, hearers=finders(replace(one.access, withdrawn=False)))
        for one in sorted(found, key=lambda one: one.seq)
    ]


def counted(connection: sa.Connection) -> datetime | None:
    """When a star or a view was last counted."""
    moment: datetime | None = connection.execute(
        sa.select(sa.func.max(schema.report.c.counted, type_=schema.Moment))
    ).scalar()
    return moment


def counted_since(
    connection: sa.Connection, moment: datetime | None, *, limit: int
) -> list[Document]:
    """Reports whose stars or views were counted then or later, the longest ago first."""
    when = schema.report.c.counted
    since = when.is_not(None) if moment is None else when >= moment
    ids = connection.execute(
        sa.select(schema.report.c.id).where(since).order_by(when, schema.report.c.id).limit(limit)
    ).scalars()
    return list(_documents(connection, list(ids)))


def all_documents(connection: sa.Connection) -> Iterator[Document]:
    """Every report, some at a time, by ascending id."""
    report, last = schema.report.c, ""
    while ids := list(
        connection.execute(
            sa.select(report.id).where(report.id > last).order_by(report.id).limit(_BATCH)
        ).scalars()
    ):
        yield from _documents(connection, ids)
        last = ids[-1]


def _documents(connection: sa.Connection, ids: list[str]) -> Iterator[Document]:
    store = ReportStore(connection)
    reports = store.get_each(ids)
    shown = [report for report in reports.values() if not report.hidden]
    passages = store.passages((report.id, report.version) for report in shown)
    older = store.older_versions(report.id for report in shown if report.given > 1)
    for report_id in ids:
        report = reports[report_id]
        if report.hidden:
            yield Document(id=report.id, seq=report.seq, version=0, gone=True)
            continue
        newest = _with_packages(passages.get((report.id, report.version), ()), report.language)
        yield Document(
            id=report.id,
            seq=report.seq,
            version=report.version,
            title=report.title,
            summary=report.summary,
            tags=report.tags,
            authors=report.authors,
            finders=finders(report.access),
            updated=report.updated,
            created=report.created,
            archived=report.archived is not None,
            replaced=report.replaced_by is not None,
            owner=report.owner,
            language=report.language,
            kernel=report.kernel,
            ran_clean=report.ran_clean,
            stars=report.stars,
            views=report.views,
            counted=report.counted,
            passages=newest,
            older=tuple(older.get(report.id, ())),
        )


def _with_packages(passages: tuple[Passage, ...], language: str) -> tuple[Passage, ...]:
    """The passages, with the packages of a version published before names were taken from it.

    Told of its code each time that an index asks, which is quick: a migration would hold an old
    library up at its opening, and would have to say for ever what was known of names in that year.
    Columns and files wait for the next version, since telling them takes parsing.
    """
    if any(passage.kind in NAMES for passage in passages):
        return passages
    return (*passages, *packages_in(passages, language))
