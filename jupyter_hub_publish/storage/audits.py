"""What was done, and by whom: entries are added, read, and at some age forgotten."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from ..domain.records import AuditEntry
from . import schema


class AuditStore:
    """The audit trail as one unit of work sees it."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def add(self, entry: AuditEntry) -> None:
        """Write down what was done."""
        row = {name: getattr(entry, name) for name in entry.__struct_fields__}
        row["report_id"] = row.pop("report")
        self._connection.execute(sa.insert(schema.audit).values(row))

    def entries(
        self,
        *,
        actor: str | None = None,
        report: str | None = None,
        since: datetime | None = None,
        limit: int,
    ) -> list[AuditEntry]:
        """The newest entries first, of this actor, about this report, not older than that."""
        audit = schema.audit.c
        query = sa.select(schema.audit).order_by(audit.at.desc(), audit.id.desc()).limit(limit)
        for column, value in ((audit.actor, actor), (audit.report_id, report)):
            query = query if value is None else query.where(column == value)
        query = query if since is None else query.where(audit.at >= since)
        return [
            AuditEntry(
                at=row.at,
                actor=row.actor,
                deed=row.deed,
                report=row.report_id,
                version=row.version,
                details=row.details,
                address=row.address,
            )
            for row in self._connection.execute(query)
        ]

    def forget(self, *, before: datetime) -> int:
        """Forget what is older than that. Returns how many entries went."""
        audit = schema.audit
        return self._connection.execute(sa.delete(audit).where(audit.c.at < before)).rowcount
