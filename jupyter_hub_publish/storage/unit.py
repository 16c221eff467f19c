"""A unit of work is all visible or not at all, and ends by counting what it changed."""

from __future__ import annotations

import secrets

import sqlalchemy as sa

from . import listing, schema
from .answers import AnswerStore
from .blobs import BlobStore
from .people import PersonStore
from .reports import ReportStore


class Unit:
    """The stores, all seeing the same moment of the library."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        self.reports = ReportStore(connection)
        self.blobs = BlobStore(connection)
        self.people = PersonStore(connection)
        self.answers = AnswerStore(connection)

    def count_changes(self) -> None:
        """Give each changed report its number. Nothing but the commit may come after this.

        Whoever holds the clock's row holds up every other writer, and so numbers become visible in
        the order in which they were given.
        """
        changed = list(self.reports.changed)
        if not changed:
            return
        clock = schema.clock
        last: int = self._connection.execute(
            sa.update(clock).values(n=clock.c.n + len(changed)).returning(clock.c.n)
        ).scalar_one()
        numbered = list(enumerate(changed, last - len(changed) + 1))
        self._connection.execute(
            sa.insert(schema.change),
            [
                {"seq": seq, "mark": secrets.token_hex(8), "report_id": report_id}
                for seq, report_id in numbered
            ],
        )
        report = schema.report
        self._connection.execute(
            sa.update(report)
            .where(report.c.id == sa.bindparam("changed"))
            .values(seq=sa.bindparam("n")),
            [{"changed": report_id, "n": seq} for seq, report_id in numbered],
        )
        # After the clock, behind which all writers queue: two could lock tags in different orders.
        listing.add_to_tallies(self._connection, self.reports.tallies)
