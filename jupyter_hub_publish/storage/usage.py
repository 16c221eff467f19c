"""How much room each owner's reports take: what several of their versions share counts once."""

from __future__ import annotations

import sqlalchemy as sa

from ..domain.records import Record
from . import schema
from .blobs import deflated_size


class Usage(Record):
    """What the reports of one owner take."""

    owner: str
    """A principal."""
    reports: int
    """Withdrawn ones too."""
    size: int
    """Bytes of what they hold, as it is stored."""


class UsageStore:
    """The room as one unit of work sees it."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def of(self, owner: str) -> int:
        """The bytes of one owner's reports."""
        return largest(self._connection, owner=owner).get(owner, 0)


def usages(connection: sa.Connection, *, limit: int) -> list[Usage]:
    """Of those whose reports take most, the largest first."""
    report = schema.report.c
    sizes = sorted(largest(connection).items(), key=lambda each: (-each[1], each[0]))[:limit]
    counted = connection.execute(
        sa.select(report.owner, sa.func.count())
        .where(report.owner.in_([owner for owner, _ in sizes]), report.removed.is_(None))
        .group_by(report.owner)
    ).all()
    counts: dict[str, int] = dict(counted)
    return [Usage(owner=owner, reports=counts[owner], size=size) for owner, size in sizes]


def largest(connection: sa.Connection, *, owner: str | None = None) -> dict[str, int]:
    """The bytes by owner, of all or of one."""
    report, version, attachment = schema.report.c, schema.version.c, schema.attachment.c
    of_report = schema.report.join(schema.version, version.report_id == report.id)
    with_files = of_report.join(
        schema.attachment,
        sa.and_(attachment.report_id == version.report_id, attachment.number == version.number),
    )
    held = [
        sa.select(report.owner, column.label("blob"))
        .select_from(of_report)
        .where(column.is_not(None))
        for column in (version.notebook, version.page, version.thumbnail)
    ]
    held.append(sa.select(report.owner, attachment.blob).select_from(with_files))
    if owner is not None:
        held = [query.where(report.owner == owner) for query in held]
    blobs = sa.union(*held).subquery()
    blob_part = schema.blob_part.c
    parts = (
        sa.select(blobs.c.owner, blob_part.part)
        .join(schema.blob_part, blob_part.blob == blobs.c.blob)
        .distinct()
        .subquery()
    )
    rows = connection.execute(
        sa.select(parts.c.owner, sa.func.sum(deflated_size()))
        .join(schema.part, schema.part.c.id == parts.c.part)
        .group_by(parts.c.owner)
    )
    return {owner: int(size) for owner, size in rows}
