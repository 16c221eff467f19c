"""Datasets: each row is a report's, and is read under the principals that may find that report."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from ..domain.dataset_names import key_of
from ..domain.ids import new_dataset_id
from . import schema
from .dataset_records import NewDatasets, NewWrite, StoredWrite, unpacked
from .dataset_tables import consumer, dataset, dataset_use, dataset_version, notice, question
from .listing import found_by
from .versions import is_of

_AT_ONCE = 500  # names in one query


class DatasetStore:
    """The datasets as one unit of work sees them."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    # Writing

    def register(self, report_id: str, number: int, new: NewDatasets) -> None:
        """Write down what the version, which has to be there, writes and reads."""
        key = {"report_id": report_id, "number": number}
        rows = [
            {
                **key,
                "dataset_id": self._identify(write),
                "written": write.written,
                "newest": False,
                "fresh": write.fresh,
                "terms": write.terms,
                "handoff": write.packed,
            }
            # In one order, so that two who publish at once do not wait for each other.
            for write in sorted(new.writes, key=lambda write: (write.place, write.name))
        ]
        if rows:
            self._connection.execute(sa.insert(dataset_version), rows)
            self._mark_newest(report_id)
        uses = [
            {**key, "position": at, "key": key_of(use.name), "name": use.name, "place": use.place}
            for at, use in enumerate(new.reads)
        ]
        if uses:
            self._connection.execute(sa.insert(dataset_use), uses)

    def copy(self, report_id: str, old: int, number: int) -> None:
        """Write down that the version writes and reads what an old one of the same report does."""
        for table in (dataset_version, dataset_use):
            names = [column.name for column in table.c]
            chosen = [
                sa.literal(number).label("number") if name == "number" else table.c[name]
                for name in names
            ]
            same = sa.select(*chosen).where(table.c.report_id == report_id, table.c.number == old)
            self._connection.execute(sa.insert(table).from_select(names, same))
        self._mark_newest(report_id)

    def forget(self, report_id: str, number: int | None = None) -> None:
        """Leave nothing of what the version has registered, or all versions of the report.

        What was said of a dataset by those who know it from this report goes with its last version.
        """
        of_report = is_of(dataset_version, report_id, number)
        affected = list(
            self._connection.execute(
                sa.select(dataset_version.c.dataset_id).where(of_report).distinct()
            ).scalars()
        )
        self._connection.execute(sa.delete(notice).where(is_of(notice, report_id, number)))
        for table in (dataset_version, dataset_use):
            self._connection.execute(sa.delete(table).where(is_of(table, report_id, number)))
        still = sa.select(dataset_version.c.dataset_id).where(
            dataset_version.c.report_id == report_id
        )
        for table in (notice, consumer, question):
            self._connection.execute(
                sa.delete(table).where(
                    table.c.report_id == report_id, table.c.dataset_id.not_in(still)
                )
            )
        written = sa.exists().where(dataset_version.c.dataset_id == dataset.c.id)
        for some in pieces(affected):
            self._connection.execute(sa.delete(dataset).where(dataset.c.id.in_(some), ~written))
        if number is not None:
            self._mark_newest(report_id)

    def _identify(self, write: NewWrite) -> str:
        on_postgresql = self._connection.dialect.name == "postgresql"
        insert = postgresql.insert(dataset) if on_postgresql else sqlite.insert(dataset)
        row = {"place": write.place, "name": write.name}
        self._connection.execute(
            insert.values(
                id=new_dataset_id(), key=key_of(write.name), **row
            ).on_conflict_do_nothing()
        )
        found = sa.select(dataset.c.id).where(
            dataset.c.place == write.place, dataset.c.name == write.name
        )
        id: str = self._connection.execute(found).scalar_one()
        return id

    def _mark_newest(self, report_id: str) -> None:
        """Mark the newest rows of the report, one for each dataset that it has written."""
        version = dataset_version
        other = version.alias()
        later = sa.exists().where(
            other.c.report_id == version.c.report_id,
            other.c.dataset_id == version.c.dataset_id,
            sa.or_(
                other.c.written > version.c.written,
                sa.and_(other.c.written == version.c.written, other.c.number > version.c.number),
            ),
        )
        self._connection.execute(
            sa.update(version).where(version.c.report_id == report_id).values(newest=~later)
        )

    # Reading

    def search(
        self,
        words: Iterable[str],
        *,
        principals: frozenset[str],
        owners: frozenset[str] | None = None,
        offset: int,
        limit: int,
    ) -> tuple[list[StoredWrite], int]:
        """A page of datasets that have all the words, and how many there are in all.

        Each as the newest version says that these principals may find; with `owners`, those that a
        report of one of these has written. `words` are in small letters.
        """
        heads = _heads(principals)
        version = dataset_version.c
        wanted = [_has(word) for word in words]
        if owners is not None:
            report = schema.report.c
            wanted.append(
                sa.exists().where(report.id == heads.c.report_id, report.owner.in_(sorted(owners)))
            )
        found = (
            sa.select(*_COLUMNS)
            .join(
                heads,
                sa.and_(
                    heads.c.report_id == version.report_id,
                    heads.c.number == version.number,
                    heads.c.dataset_id == version.dataset_id,
                ),
            )
            .join(dataset, dataset.c.id == version.dataset_id)
            .where(heads.c.rank == 1, *wanted)
        )
        counted = sa.select(sa.func.count()).select_from(
            found.with_only_columns(version.dataset_id).subquery()
        )
        total: int = self._connection.execute(counted).scalar_one()
        page = found.order_by(version.written.desc(), version.dataset_id)
        rows = self._connection.execute(page.offset(offset).limit(limit)).all()
        return [_stored(row) for row in rows], total

    def newest(
        self,
        *,
        principals: frozenset[str],
        ids: Collection[str] | None = None,
        keys: Collection[str] | None = None,
    ) -> dict[str, StoredWrite]:
        """Datasets of these ids, or of names with these keys, by id; each as `search` has it."""
        column, values = (dataset.c.id, ids) if keys is None else (dataset.c.key, keys)
        version, report = dataset_version.c, schema.report.c
        found: dict[str, StoredWrite] = {}
        for some in pieces(sorted(set(values or ()))):
            rows = self._connection.execute(
                sa.select(*_COLUMNS)
                .join(dataset, dataset.c.id == version.dataset_id)
                .join(schema.report, report.id == version.report_id)
                .where(found_by(version.report_id, principals), column.in_(some), version.newest)
                .order_by(version.written.desc(), report.created, report.id, version.number.desc())
            )
            for row in rows:
                if row.id not in found:  # of the others nothing is unpacked
                    found[row.id] = _stored(row)
        return found

    def versions(
        self, dataset_id: str, *, principals: frozenset[str], limit: int
    ) -> list[StoredWrite]:
        """The last writings that these principals may find, the newest first, each once.

        The same is registered again by a version that was published without being run again, and by
        a copy of the notebook; it is told of by the report that did so first.
        """
        version = dataset_version.c
        ranked = self._ranked(dataset_id, principals)
        rows = self._connection.execute(
            sa.select(*_COLUMNS)
            .join(dataset, dataset.c.id == version.dataset_id)
            .join(
                ranked,
                sa.and_(ranked.c.report_id == version.report_id, ranked.c.number == version.number),
            )
            .where(version.dataset_id == dataset_id, ranked.c.rank == 1)
            .order_by(version.written.desc())
            .limit(limit)
        )
        return [_stored(row) for row in rows]

    def count_versions(self, dataset_id: str, *, principals: frozenset[str]) -> int:
        """How many writings these principals may find."""
        ranked = self._ranked(dataset_id, principals)
        query = sa.select(sa.func.count()).select_from(ranked).where(ranked.c.rank == 1)
        number: int = self._connection.execute(query).scalar_one()
        return number

    def before(self, write: StoredWrite) -> StoredWrite | None:
        """What the same report has written of the dataset before, and published."""
        version = dataset_version.c
        row = self._connection.execute(
            sa.select(*_COLUMNS)
            .join(dataset, dataset.c.id == version.dataset_id)
            .where(
                version.dataset_id == write.dataset,
                version.report_id == write.report,
                version.written < write.written,
            )
            .order_by(version.written.desc(), version.number.desc())
            .limit(1)
        ).one_or_none()
        return None if row is None else _stored(row)

    def news(self, report_id: str, number: int) -> list[StoredWrite]:
        """What the version has written that no other version in the library tells of already."""
        version = dataset_version.c
        other = dataset_version.alias()
        known = sa.exists().where(
            other.c.dataset_id == version.dataset_id,
            other.c.written == version.written,
            sa.or_(other.c.report_id != report_id, other.c.number != number),
        )
        rows = self._connection.execute(
            sa.select(*_COLUMNS)
            .join(dataset, dataset.c.id == version.dataset_id)
            .where(is_of(dataset_version, report_id, number), ~known)
        )
        return [_stored(row) for row in rows]

    def overdue(
        self, *, since: datetime, now: datetime, limit: int, report: str | None = None
    ) -> list[StoredWrite]:
        """Newest writings whose promise ran out between then and now, and nobody was told yet.

        Those of one report, or of all that anybody may find.
        """
        version = dataset_version.c
        due = sa.type_coerce(version.written, sa.BigInteger) + version.fresh * 1_000_000
        dialect = self._connection.dialect
        first, last = (schema.Moment().process_bind_param(one, dialect) for one in (since, now))
        other, finder = dataset_version.alias(), schema.report_finder.c
        followed = sa.exists().where(
            other.c.dataset_id == version.dataset_id, other.c.written > version.written
        )
        told = sa.exists().where(
            notice.c.kind == "late",
            notice.c.dataset_id == version.dataset_id,
            notice.c.report_id == version.report_id,
            notice.c.number == version.number,
        )
        of_report = [] if report is None else [version.report_id == report]
        rows = self._connection.execute(
            sa.select(*_COLUMNS)
            .join(dataset, dataset.c.id == version.dataset_id)
            .where(
                *of_report,
                version.newest,
                due.between(first, last),
                ~followed,
                ~told,
                sa.exists().where(finder.report_id == version.report_id),
            )
            .order_by(version.written)
            .limit(limit)
        )
        return [_stored(row) for row in rows]

    def _ranked(self, dataset_id: str, principals: frozenset[str]) -> sa.Subquery:
        """All rows of the dataset, ranked among those of the same moment of writing."""
        version, report = dataset_version.c, schema.report.c
        rank = sa.func.row_number().over(
            partition_by=version.written,
            order_by=(report.created, report.id, version.number.desc()),
        )
        return (
            sa.select(version.report_id, version.number, rank.label("rank"))
            .join(schema.report, report.id == version.report_id)
            .where(version.dataset_id == dataset_id, found_by(version.report_id, principals))
            .subquery()
        )


_COLUMNS = (
    dataset.c.id,
    dataset.c.name,
    dataset.c.place,
    dataset.c.key,
    *(dataset_version.c[name] for name in ("report_id", "number", "written", "handoff")),
)


def _heads(principals: frozenset[str]) -> sa.Subquery:
    """The versions that are the newest of their reports, ranked within each dataset."""
    version, report = dataset_version.c, schema.report.c
    rank = sa.func.row_number().over(
        partition_by=version.dataset_id,
        order_by=(version.written.desc(), report.created, report.id),
    )
    return (
        sa.select(version.dataset_id, version.report_id, version.number, rank.label("rank"))
        .join(schema.report, report.id == version.report_id)
        .where(version.newest, found_by(version.report_id, principals))
        .subquery()
    )


def _has(word: str) -> sa.ColumnElement[bool]:
    """Whether the version has the word, or its report an author of that name."""
    author, person = schema.report_author.c, schema.person.c
    pattern = "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    named = sa.func.lower(author.name).like(pattern, escape="\\")
    shown = sa.exists().where(
        person.name == author.name,
        sa.func.lower(person.display_name).like(pattern, escape="\\"),
    )
    by = sa.exists().where(author.report_id == dataset_version.c.report_id, sa.or_(named, shown))
    return sa.or_(dataset_version.c.terms.like(pattern, escape="\\"), by)


def _stored(row: Any) -> StoredWrite:
    return StoredWrite(
        dataset=row.id,
        name=row.name,
        place=row.place,
        key=row.key,
        report=row.report_id,
        number=row.number,
        written=row.written,
        handoff=unpacked(row.handoff),
    )


def pieces(values: Sequence[str]) -> Iterable[Sequence[str]]:
    """The values, as many at a time as one query may name."""
    return (values[at : at + _AT_ONCE] for at in range(0, len(values), _AT_ONCE))
