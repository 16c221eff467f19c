"""Which reports write a dataset and which read it: what a lineage is made of."""

from __future__ import annotations

from collections.abc import Collection

import sqlalchemy as sa

from . import schema
from .dataset_records import StoredUse
from .dataset_tables import dataset, dataset_use, dataset_version
from .datasets import pieces
from .listing import found_by


class FlowStore:
    """The same as one unit of work sees it."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def writers(
        self, ids: Collection[str], *, principals: frozenset[str]
    ) -> list[tuple[str, str, int]]:
        """Which reports write these datasets: dataset, report, and its last version that does."""
        version = dataset_version.c
        found: list[tuple[str, str, int]] = []
        for some in pieces(sorted(set(ids))):
            rows = self._connection.execute(
                sa.select(version.dataset_id, version.report_id, version.number)
                .where(
                    version.dataset_id.in_(some),
                    version.newest,
                    found_by(version.report_id, principals),
                )
                .order_by(version.written.desc(), version.report_id)
            )
            found += [(row[0], row[1], row[2]) for row in rows]
        return found

    def written_by(self, report_ids: Collection[str]) -> list[tuple[str, str, str]]:
        """What the newest versions of these reports write: report, dataset and its name."""
        version, report = dataset_version.c, schema.report.c
        found: list[tuple[str, str, str]] = []
        for some in pieces(sorted(set(report_ids))):
            rows = self._connection.execute(
                sa.select(version.report_id, dataset.c.id, dataset.c.name)
                .join(dataset, dataset.c.id == version.dataset_id)
                .join(
                    schema.report,
                    sa.and_(report.id == version.report_id, report.latest == version.number),
                )
                .where(version.report_id.in_(some))
                .order_by(dataset.c.name, dataset.c.id)
            )
            found += [(row[0], row[1], row[2]) for row in rows]
        return found

    def reads_of(self, report_ids: Collection[str]) -> list[StoredUse]:
        """What the newest versions of these reports read, in the order of their cells."""
        return self._uses(dataset_use.c.report_id, report_ids, None)

    def readers_of(self, keys: Collection[str], *, principals: frozenset[str]) -> list[StoredUse]:
        """Who reads tables of these names, of the reports that these principals may find."""
        return self._uses(dataset_use.c.key, keys, principals)

    def _uses(
        self,
        column: sa.ColumnElement[str],
        values: Collection[str],
        principals: frozenset[str] | None,
    ) -> list[StoredUse]:
        use, report = dataset_use.c, schema.report.c
        seen = [] if principals is None else [found_by(use.report_id, principals)]
        found: list[StoredUse] = []
        for some in pieces(sorted(set(values))):
            rows = self._connection.execute(
                sa.select(dataset_use)
                .join(
                    schema.report,
                    sa.and_(report.id == use.report_id, report.latest == use.number),
                )
                .where(column.in_(some), *seen)
                .order_by(report.updated.desc(), report.id, use.position)
            )
            found += [
                StoredUse(
                    report=row.report_id,
                    number=row.number,
                    key=row.key,
                    name=row.name,
                    place=row.place,
                )
                for row in rows
            ]
        return found
