"""The tables of a library: one schema, the same for SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from ..domain.errors import BadInput
from ..domain.records import Choices, Environment, Filters, Run, Waiver

REVISION = "0007"
"""The newest migration: a library stamped with it is opened without loading Alembic."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST_DAY = _EPOCH.date()


class Moment(TypeDecorator[datetime]):
    """A moment in time, kept as microseconds since 1970 in UTC: exact, and in order everywhere."""

    impl = sa.BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else (value - _EPOCH) // timedelta(microseconds=1)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        return None if value is None else _EPOCH + timedelta(microseconds=value)


class Day(TypeDecorator[date]):
    """A day in UTC, kept as the number of days since the first of 1970."""

    impl = sa.Integer
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> int | None:
        return None if value is None else (value - _FIRST_DAY).days

    def process_result_value(self, value: int | None, dialect: Dialect) -> date | None:
        return None if value is None else _FIRST_DAY + timedelta(days=value)


class Words(TypeDecorator[str]):
    """A text compared byte by byte, whatever the language that a PostgreSQL was set up for.

    Refuses with BadInput what one of the databases could not give back: NUL and lone surrogates.
    """

    impl = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        if value is None or (value.isascii() and "\0" not in value):
            return value
        if "\0" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
            raise BadInput(
                "The text holds a character that cannot be stored.",
                hint="Remove NUL characters and broken emoji from title, summary and tags.",
            )
        return value


class AsJson(TypeDecorator[Any]):
    """A record, kept as its JSON and given back as itself; null where there is none."""

    impl = sa.Text
    cache_ok = True

    def __init__(self, kind: Any) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else msgspec.json.encode(value).decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else msgspec.json.decode(value, type=self.kind)


metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
    }
)

# SQLite numbers rows by itself only in a column of exactly this type.
_Number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _of_report() -> sa.Column[str]:
    return sa.Column("report_id", Words, sa.ForeignKey("report.id"), nullable=False)


meta = sa.Table(
    "meta",
    metadata,
    sa.Column("library", sa.Text, primary_key=True),
    sa.Column("created", Moment, nullable=False),
)

# The one row that every change takes its number from, so that numbers show in commit order.
clock = sa.Table(
    "clock",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("n", sa.BigInteger, nullable=False),
)

# Only added to, so a backup that was restored and went on has other marks under the same numbers;
# but emptied when a version is erased, so that every index has another past and is made anew.
change = sa.Table(
    "change",
    metadata,
    sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("mark", sa.Text, nullable=False),
    sa.Column("report_id", Words, nullable=True),
)

person = sa.Table(
    "person",
    metadata,
    sa.Column("name", Words, primary_key=True),
    sa.Column("display_name", Words, nullable=False),
)

report = sa.Table(
    "report",
    metadata,
    sa.Column("id", Words, primary_key=True),
    sa.Column("title", Words, nullable=False),
    sa.Column("summary", Words, nullable=False),
    sa.Column("owner", Words, nullable=False),
    sa.Column("audience", Words, nullable=False),
    # The newest version that stands, 0 where none does; and the last number that was given to one.
    sa.Column("latest", sa.Integer, nullable=False),
    sa.Column("given", sa.Integer, nullable=False),
    sa.Column("created", Moment, nullable=False),
    sa.Column("updated", Moment, nullable=False),
    sa.Column("source", Words, nullable=True),
    sa.Column("seq", sa.BigInteger, nullable=False),
    sa.Column("archived", Moment, nullable=True),
    sa.Column("withdrawn", Moment, nullable=True),
    # Since when nothing but the id is left of it, which is never used again.
    sa.Column("removed", Moment, nullable=True),
    sa.Column("replaced_by", Words, sa.ForeignKey("report.id"), nullable=True),
    sa.Column("parent_report", Words, sa.ForeignKey("report.id"), nullable=True),
    sa.Column("parent_version", sa.Integer, nullable=True),
    # What readers make of it, kept together with `star` and `view_day`; and when that was last
    # counted. It is no change of the report: a library of which much is read would do little else.
    sa.Column("stars", sa.Integer, nullable=False, server_default="0"),
    sa.Column("views", sa.Integer, nullable=False, server_default="0"),
    sa.Column("counted", Moment, nullable=True),
    sa.Index("ix_report_seq", "seq"),
    sa.Index("ix_report_parent_report", "parent_report"),
    # A walk along it gives an owner's reports, the newest first.
    sa.Index("ix_report_owner", "owner", "updated", "id"),
)
sa.Index(
    "ix_report_withdrawn",
    report.c.withdrawn,
    sqlite_where=report.c.withdrawn.is_not(None),
    postgresql_where=report.c.withdrawn.is_not(None),
)
sa.Index(
    "ix_report_counted",
    report.c.counted,
    sqlite_where=report.c.counted.is_not(None),
    postgresql_where=report.c.counted.is_not(None),
)

report_audience = sa.Table(
    "report_audience",
    metadata,
    _of_report(),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("principal", Words, nullable=False),
    sa.PrimaryKeyConstraint("report_id", "position"),
    sqlite_with_rowid=False,
)


def _listing(table: str, term: str) -> sa.Table:
    """A table that lists reports under a term, newest first.

    The report's time is repeated here so that one walk along the primary key gives a page of a
    listing; whoever changes `report.updated` writes these rows anew.
    """
    return sa.Table(
        table,
        metadata,
        sa.Column(term, Words, nullable=False),
        sa.Column("updated", Moment, nullable=False),
        _of_report(),
        sa.Column("position", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint(term, "updated", "report_id"),
        sa.Index(f"ix_{table}_report_id", "report_id", term),
        sqlite_with_rowid=False,
    )


report_author = _listing("report_author", "name")
report_tag = _listing("report_tag", "tag")
# `domain.access.finders`, written out: a listing holds the reports under the reader's principals.
report_finder = _listing("report_finder", "principal")

# How many of the reports for everyone carry a tag; under the empty tag, how many there are in all.
tally = sa.Table(
    "tally",
    metadata,
    sa.Column("tag", Words, primary_key=True),
    sa.Column("reports", sa.BigInteger, nullable=False),
)

version = sa.Table(
    "version",
    metadata,
    _of_report(),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("title", Words, nullable=False),
    sa.Column("published", Moment, nullable=False),
    sa.Column("publisher", Words, nullable=False),
    sa.Column("cells", sa.Integer, nullable=False),
    sa.Column("language", Words, nullable=False),
    sa.Column("kernel", Words, nullable=False, server_default=""),
    sa.Column("fingerprint", sa.Text, nullable=False),
    sa.Column("source", Words, nullable=True),
    # Null in a version that was erased.
    sa.Column("notebook", _Number, sa.ForeignKey("blob.id"), nullable=True),
    sa.Column("page", _Number, sa.ForeignKey("blob.id"), nullable=True),
    sa.Column("thumbnail", _Number, sa.ForeignKey("blob.id"), nullable=True),
    # Null in one that was published before they were kept here.
    sa.Column("summary", Words, nullable=True),
    sa.Column("tags", AsJson(tuple[str, ...]), nullable=True),
    sa.Column("message", Words, nullable=False),
    sa.Column("ran", AsJson(Run), nullable=True),
    sa.Column("environment", AsJson(Environment), nullable=True),
    sa.Column("waivers", AsJson(tuple[Waiver, ...]), nullable=True),
    sa.Column("choices", AsJson(Choices), nullable=True),
    sa.Column("restores", sa.Integer, nullable=True),
    sa.Column("erased", Moment, nullable=True),
    sa.PrimaryKeyConstraint("report_id", "number"),
    sa.Index("ix_version_notebook", "notebook"),
    sa.Index("ix_version_page", "page"),
    sa.Index("ix_version_thumbnail", "thumbnail"),
)

# The files of a version, the author's own (`file`) and those of its environment (`environment`).
attachment = sa.Table(
    "attachment",
    metadata,
    sa.Column("report_id", Words, nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    # No path in the key: PostgreSQL takes no keys as long as a path may be.
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("kind", Words, nullable=False),
    sa.Column("path", Words, nullable=False),
    sa.Column("blob", _Number, sa.ForeignKey("blob.id"), nullable=False),
    sa.PrimaryKeyConstraint("report_id", "number", "position"),
    sa.ForeignKeyConstraint(
        ["report_id", "number"],
        ["version.report_id", "version.number"],
        name="fk_attachment_version",
    ),
    sa.Index("ix_attachment_blob", "blob"),
    sqlite_with_rowid=False,
)

version_text = sa.Table(
    "version_text",
    metadata,
    sa.Column("report_id", Words, nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("passages", sa.LargeBinary, nullable=False),  # deflated JSON
    sa.PrimaryKeyConstraint("report_id", "number"),
    sa.ForeignKeyConstraint(
        ["report_id", "number"],
        ["version.report_id", "version.number"],
        name="fk_version_text_version",
    ),
)

blob = sa.Table(
    "blob",
    metadata,
    sa.Column("id", _Number, primary_key=True),
    sa.Column("sha256", sa.Text, nullable=False, unique=True),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("crc32", sa.BigInteger, nullable=False),
    sa.Column("gzip_size", sa.BigInteger, nullable=False),
    # Since when no version holds it; null while one does. The sweep reads only these few rows.
    sa.Column("unclaimed", Moment, nullable=True),
)
sa.Index(
    "ix_blob_unclaimed",
    blob.c.unclaimed,
    sqlite_where=blob.c.unclaimed.is_not(None),
    postgresql_where=blob.c.unclaimed.is_not(None),
)

part = sa.Table(
    "part",
    metadata,
    sa.Column("id", _Number, primary_key=True),
    sa.Column("sha256", sa.Text, nullable=False, unique=True),
    sa.Column("size", sa.Integer, nullable=False),
    # Empty where these bytes lie in the store of large ones; the next says how many they are then.
    sa.Column("deflated", sa.LargeBinary, nullable=False),
    sa.Column("elsewhere", sa.Integer, nullable=True),
)

# What may lie in the store of large bytes and is no part (yet, or any more), and since when.
loose_part = sa.Table(
    "loose_part",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("since", Moment, nullable=False),
    sa.Index("ix_loose_part_since", "since"),
)

blob_part = sa.Table(
    "blob_part",
    metadata,
    sa.Column("blob", _Number, sa.ForeignKey("blob.id"), nullable=False),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("part", _Number, sa.ForeignKey("part.id"), nullable=False),
    sa.PrimaryKeyConstraint("blob", "position"),
    sa.Index("ix_blob_part_part", "part"),
    sqlite_with_rowid=False,
)

idempotency = sa.Table(
    "idempotency",
    metadata,
    sa.Column("actor", Words, nullable=False),
    sa.Column("key", Words, nullable=False),
    sa.Column("answer", sa.LargeBinary, nullable=False),
    sa.Column("created", Moment, nullable=False),
    sa.PrimaryKeyConstraint("actor", "key"),
    sa.Index("ix_idempotency_created", "created"),
)

# What readers keep. People are named as in `report_author`; nobody's rows are told to anybody else.

star = sa.Table(
    "star",
    metadata,
    sa.Column("person", Words, nullable=False),
    _of_report(),
    sa.Column("since", Moment, nullable=False),
    sa.PrimaryKeyConstraint("person", "report_id"),
    sa.Index("ix_star_report_id", "report_id"),
    sqlite_with_rowid=False,
)

# Days first, so that what was read in a week lies side by side.
view_day = sa.Table(
    "view_day",
    metadata,
    sa.Column("day", Day, nullable=False),
    _of_report(),
    sa.Column("reader", Words, nullable=False),
    sa.PrimaryKeyConstraint("day", "report_id", "reader"),
    sa.Index("ix_view_day_report_id", "report_id", "day"),
    sqlite_with_rowid=False,
)

saved_search = sa.Table(
    "saved_search",
    metadata,
    sa.Column("id", Words, primary_key=True),
    sa.Column("person", Words, nullable=False),
    sa.Column("name", Words, nullable=False),
    sa.Column("words", Words, nullable=False),
    sa.Column("filters", AsJson(Filters), nullable=False),
    sa.Column("sort", Words, nullable=True),
    sa.Column("created", Moment, nullable=False),
    sa.UniqueConstraint("person", "name"),
)

# Who would like to see a report, until its owner has decided.
access_request = sa.Table(
    "access_request",
    metadata,
    sa.Column("id", Words, primary_key=True),
    # Null where what was asked for is not there: it is written all the same, and takes as long.
    sa.Column("report_id", Words, sa.ForeignKey("report.id"), nullable=True),
    sa.Column("person", Words, nullable=False),
    sa.Column("message", Words, nullable=False),
    sa.Column("asked", Moment, nullable=False),
    sa.UniqueConstraint("report_id", "person"),
)

# What a person has asked to see, as the link has it that they had, whatever there is behind it and
# whatever was decided: its asker is told of this, and of nothing else.
asking = sa.Table(
    "asking",
    metadata,
    sa.Column("person", Words, nullable=False),
    sa.Column("asked_for", Words, nullable=False),
    sa.Column("asked", Moment, nullable=False),
    sa.PrimaryKeyConstraint("person", "asked_for"),
)

# With what a person's feed reader shows who it reads for: the token's SHA-256 and not itself.
feed_token = sa.Table(
    "feed_token",
    metadata,
    sa.Column("person", Words, primary_key=True),
    sa.Column("hash", sa.Text, nullable=False, unique=True),
    sa.Column("created", Moment, nullable=False),
)

# What was done, by whom and from where: only added to, and cut where an admin has set for how long.
audit = sa.Table(
    "audit",
    metadata,
    sa.Column("id", _Number, primary_key=True),
    sa.Column("at", Moment, nullable=False),
    sa.Column("actor", Words, nullable=False),
    sa.Column("deed", Words, nullable=False),
    sa.Column("report_id", Words, nullable=True),
    sa.Column("version", sa.Integer, nullable=True),
    sa.Column("details", Words, nullable=False),
    sa.Column("address", Words, nullable=False),
    sa.Index("ix_audit_at", "at"),
    sa.Index("ix_audit_report_id", "report_id"),
)
