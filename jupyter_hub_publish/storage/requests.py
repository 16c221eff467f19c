"""Who asks to see a report: one request of a person for a report, until it is decided."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from . import schema
from .records import StoredRequest


class RequestStore:
    """The requests for access as one unit of work sees them."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def add(self, request: StoredRequest, *, at_most: int) -> None:
        """Keep the request in place of the person's last one; an owner's oldest make room."""
        table = schema.access_request
        self.forget(request.report, request.person)
        self._connection.execute(
            sa.insert(table).values(
                id=request.id,
                report_id=request.report,
                person=request.person,
                message=request.message,
                asked=request.asked,
            )
        )
        waiting = self._of(sa.select(table.c.id), request.report)
        too_many = list(self._connection.execute(waiting.offset(at_most)).scalars())
        if too_many:
            self._connection.execute(sa.delete(table).where(table.c.id.in_(too_many)))

    def get(self, id: str) -> StoredRequest | None:
        """The request, whoever it waits for."""
        table = schema.access_request
        row = self._connection.execute(sa.select(table).where(table.c.id == id)).one_or_none()
        return None if row is None else _stored(row)

    def waiting_for(self, owners: frozenset[str], *, limit: int) -> list[StoredRequest]:
        """The requests for reports of these principals, the oldest first."""
        table, report = schema.access_request, schema.report
        rows = self._connection.execute(
            sa.select(table)
            .join(report, report.c.id == table.c.report_id)
            .where(report.c.owner.in_(sorted(owners)))
            .order_by(table.c.asked, table.c.id)
            .limit(limit)
        )
        return [_stored(row) for row in rows]

    # What a person has asked for, whatever there is behind it

    def note(self, person: str, asked_for: str, *, now: datetime, at_most: int) -> None:
        """Write down what the person has asked for, in place of the last time; the oldest go."""
        asking = schema.asking
        mine = asking.c.person == person
        self._connection.execute(sa.delete(asking).where(mine, asking.c.asked_for == asked_for))
        row = {"person": person, "asked_for": asked_for, "asked": now}
        self._connection.execute(sa.insert(asking).values(row))
        newest_first = asking.c.asked.desc(), asking.c.asked_for
        too_many = sa.select(asking.c.asked_for).where(mine).order_by(*newest_first).offset(at_most)
        gone = list(self._connection.execute(too_many).scalars())
        if gone:
            self._connection.execute(sa.delete(asking).where(mine, asking.c.asked_for.in_(gone)))

    def asked_by(self, person: str) -> dict[str, datetime]:
        """What the person has asked for and when, the newest first."""
        asking = schema.asking.c
        rows = self._connection.execute(
            sa.select(asking.asked_for, asking.asked)
            .where(asking.person == person)
            .order_by(asking.asked.desc(), asking.asked_for)
        )
        return dict(rows.all())

    def forget(self, report_id: str | None, person: str | None = None) -> None:
        """Forget the requests for a report: all, or that of one person."""
        table = schema.access_request
        which = [table.c.report_id.is_not_distinct_from(report_id)]
        which += [table.c.person == person] if person is not None else []
        self._connection.execute(sa.delete(table).where(*which))

    def _of(self, query: sa.Select[tuple[str]], report_id: str | None) -> sa.Select[tuple[str]]:
        """The requests that wait for the owner of this report, the newest first."""
        table, report = schema.access_request, schema.report
        owner = sa.select(report.c.owner).where(report.c.id == report_id).scalar_subquery()
        return (
            query.join(report, report.c.id == table.c.report_id)
            .where(report.c.owner == owner)
            .order_by(table.c.asked.desc(), table.c.id.desc())
        )


def _stored(row: Any) -> StoredRequest:
    return StoredRequest(
        id=row.id, report=row.report_id, person=row.person, message=row.message, asked=row.asked
    )
