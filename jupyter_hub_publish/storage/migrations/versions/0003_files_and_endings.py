"""Files and environment of a version, what was decided about it, and what becomes of a report."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.BigInteger()
PENDING = sa.text("withdrawn IS NOT NULL")
OF_A_VERSION = (
    *("summary", "tags", "message", "ran", "environment", "waivers", "choices"),
    *("restores", "erased"),
)
OF_A_REPORT = (
    *("given", "archived", "withdrawn", "removed"),
    *("replaced_by", "parent_report", "parent_version"),
)


def upgrade() -> None:
    _let_reports_end()
    _let_versions_be_erased()
    _create_attachments()
    op.execute("DELETE FROM tally WHERE reports = 0")


def downgrade() -> None:
    op.drop_table("attachment")
    op.execute(
        "DELETE FROM version_text WHERE (report_id, number) IN"
        " (SELECT report_id, number FROM version WHERE erased IS NOT NULL)"
    )
    op.execute("DELETE FROM version WHERE erased IS NOT NULL")
    with op.batch_alter_table("version") as version:
        for name in OF_A_VERSION:
            version.drop_column(name)
        version.alter_column("notebook", existing_type=NUMBER, nullable=False)
        version.alter_column("page", existing_type=NUMBER, nullable=False)
    op.drop_index("ix_report_parent_report", "report")
    op.drop_index("ix_report_withdrawn", "report")
    with op.batch_alter_table("report") as report:
        for name in OF_A_REPORT:
            report.drop_column(name)


def _let_reports_end() -> None:
    words = 'TEXT COLLATE "C"' if op.get_bind().dialect.name == "postgresql" else "TEXT"
    # In words of SQL: SQLite adds such columns in place, and Alembic would copy the table.
    for column in (
        "given INTEGER NOT NULL DEFAULT 0",
        "archived BIGINT",
        "withdrawn BIGINT",
        "removed BIGINT",
        f"replaced_by {words} CONSTRAINT fk_report_replaced_by REFERENCES report (id)",
        f"parent_report {words} CONSTRAINT fk_report_parent_report REFERENCES report (id)",
        "parent_version INTEGER",
    ):
        op.execute(f"ALTER TABLE report ADD COLUMN {column}")
    op.execute("UPDATE report SET given = latest")
    op.create_index("ix_report_parent_report", "report", ["parent_report"])
    op.create_index(
        "ix_report_withdrawn",
        "report",
        ["withdrawn"],
        sqlite_where=PENDING,
        postgresql_where=PENDING,
    )


def _let_versions_be_erased() -> None:
    with op.batch_alter_table("version") as version:  # in SQLite a copy: it drops no NOT NULL
        version.alter_column("notebook", existing_type=NUMBER, nullable=True)
        version.alter_column("page", existing_type=NUMBER, nullable=True)
        version.add_column(sa.Column("summary", WORDS, nullable=True))
        version.add_column(sa.Column("message", WORDS, nullable=False, server_default=""))
        for name in ("tags", "ran", "environment", "waivers", "choices"):
            version.add_column(sa.Column(name, sa.Text, nullable=True))
        version.add_column(sa.Column("restores", sa.Integer, nullable=True))
        version.add_column(sa.Column("erased", MOMENT, nullable=True))


def _create_attachments() -> None:
    op.create_table(
        "attachment",
        sa.Column("report_id", WORDS, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("path", WORDS, nullable=False),
        sa.Column("blob", NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("report_id", "number", "position", name="pk_attachment"),
        sa.ForeignKeyConstraint(
            ["report_id", "number"],
            ["version.report_id", "version.number"],
            name="fk_attachment_version",
        ),
        sa.ForeignKeyConstraint(["blob"], ["blob.id"], name="fk_attachment_blob"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_attachment_blob", "attachment", ["blob"])
