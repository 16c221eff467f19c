"""A unit of work is all visible or not at all, and ends by counting what it changed."""

from __future__ import annotations

import secrets
from datetime import datetime

import sqlalchemy as sa

from ..domain.indexing import Clock
from . import documents, listing, schema
from .answers import AnswerStore
from .audits import AuditStore
from .blobs import BlobStore
from .datasets import DatasetStore
from .elsewhere import Elsewhere
from .flows import FlowStore
from .people import PersonStore
from .readers import ReaderStore
from .reports import ReportStore
from .requests import RequestStore
from .said import SaidStore
from .usage import UsageStore


class Unit:
    """The stores, all seeing the same moment of the library."""

    def __init__(self, connection: sa.Connection, elsewhere: Elsewhere | None = None) -> None:
        self._connection = connection
        self.reports = ReportStore(connection)
        self.blobs = BlobStore(connection, elsewhere)
        self.people = PersonStore(connection)
        self.answers = AnswerStore(connection)
        self.readers = ReaderStore(connection)
        self.requests = RequestStore(connection)
        self.audits = AuditStore(connection)
        self.usage = UsageStore(connection)
        self.datasets = DatasetStore(connection)
        self.flows = FlowStore(connection)
        self.said = SaidStore(connection)
        self.erased = False
        """Whether the unit has erased something, of which nothing may be left anywhere."""

    def clock(self) -> Clock:
        """The change counter as the unit sees it."""
        return documents.clock(self._connection)

    def erase(self, report_id: str, number: int, *, now: datetime) -> None:
        """Remove a version's bytes and text at once; its number and its place in history stay.

        Every search index is made anew afterwards, since an index keeps what it has forgotten.
        """
        self.datasets.forget(report_id, number)
        freed = self.reports.erase_version(report_id, number, now=now)
        self.blobs.drop(freed)
        self.answers.forget_report(report_id)
        self.erased = True

    def remove(self, report_id: str, *, now: datetime) -> None:
        """Leave nothing of the report but its id, which is never used again."""
        self.datasets.forget(report_id)
        self.blobs.release(self.reports.remove(report_id, now=now))
        self.readers.forget_report(report_id)
        self.requests.forget(report_id)

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
        if self.erased:
            # Behind the clock, where no other change can be on its way: an index that has reached
            # any of them finds that the library has another past.
            self._connection.execute(sa.delete(schema.change))
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
