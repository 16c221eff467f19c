"""Who asks to see a report, and what was done by whom."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.BigInteger()


def upgrade() -> None:
    op.create_table(
        "access_request",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("report_id", WORDS, nullable=True),
        sa.Column("person", WORDS, nullable=False),
        sa.Column("message", WORDS, nullable=False),
        sa.Column("asked", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_access_request"),
        sa.UniqueConstraint("report_id", "person", name="uq_access_request_report_id"),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name="fk_access_request_report_id"),
    )
    op.create_table(
        "audit",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("actor", WORDS, nullable=False),
        sa.Column("deed", WORDS, nullable=False),
        sa.Column("report_id", WORDS, nullable=True),
        sa.Column("version", sa.Integer, nullable=True),
        sa.Column("details", WORDS, nullable=False),
        sa.Column("address", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    op.create_index("ix_audit_at", "audit", ["at"])
    op.create_index("ix_audit_report_id", "audit", ["report_id"])


def downgrade() -> None:
    op.drop_table("audit")
    op.drop_table("access_request")
