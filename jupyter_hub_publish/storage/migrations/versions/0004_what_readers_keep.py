"""What readers keep: stars, the days on which they read, and searches to come back to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
MOMENT = sa.BigInteger()
COUNTED = sa.text("counted IS NOT NULL")


def upgrade() -> None:
    _count()
    _name_kernels()
    _create_stars()
    _create_views()
    _create_searches()


def downgrade() -> None:
    for table in ("saved_search", "view_day", "star"):
        op.drop_table(table)
    with op.batch_alter_table("version") as version:
        version.drop_column("kernel")
    op.drop_index("ix_report_counted", "report")
    with op.batch_alter_table("report") as report:
        for name in ("stars", "views", "counted"):
            report.drop_column(name)


def _count() -> None:
    # In words of SQL: SQLite adds such columns in place, and Alembic would copy the table.
    for column in (
        "stars INTEGER NOT NULL DEFAULT 0",
        "views INTEGER NOT NULL DEFAULT 0",
        "counted BIGINT",
    ):
        op.execute(f"ALTER TABLE report ADD COLUMN {column}")
    op.create_index(
        "ix_report_counted",
        "report",
        ["counted"],
        sqlite_where=COUNTED,
        postgresql_where=COUNTED,
    )


def _name_kernels() -> None:
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    words = 'TEXT COLLATE "C"' if on_postgresql else "TEXT"
    named = (
        "environment::json ->> 'kernel'"
        if on_postgresql
        else "json_extract(environment, '$.kernel')"
    )
    op.execute(f"ALTER TABLE version ADD COLUMN kernel {words} NOT NULL DEFAULT ''")
    op.execute(
        f"UPDATE version SET kernel = coalesce({named}, '') WHERE environment IS NOT NULL"  # noqa: S608
    )


def _create_stars() -> None:
    op.create_table(
        "star",
        sa.Column("person", WORDS, nullable=False),
        sa.Column("report_id", WORDS, nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("person", "report_id", name="pk_star"),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name="fk_star_report_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_star_report_id", "star", ["report_id"])


def _create_views() -> None:
    op.create_table(
        "view_day",
        sa.Column("day", sa.Integer, nullable=False),
        sa.Column("report_id", WORDS, nullable=False),
        sa.Column("reader", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("day", "report_id", "reader", name="pk_view_day"),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name="fk_view_day_report_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_view_day_report_id", "view_day", ["report_id", "day"])


def _create_searches() -> None:
    op.create_table(
        "saved_search",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("person", WORDS, nullable=False),
        sa.Column("name", WORDS, nullable=False),
        sa.Column("words", WORDS, nullable=False),
        sa.Column("filters", sa.Text, nullable=False),
        sa.Column("sort", WORDS, nullable=True),
        sa.Column("created", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_saved_search"),
        sa.UniqueConstraint("person", "name", name="uq_saved_search_person"),
    )
