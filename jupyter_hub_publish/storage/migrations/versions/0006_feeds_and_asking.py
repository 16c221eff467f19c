"""Tokens of feeds, what people have asked to see, and the reports of an owner as a listing."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
MOMENT = sa.BigInteger()


def upgrade() -> None:
    op.create_table(
        "feed_token",
        sa.Column("person", WORDS, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
        sa.Column("created", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("person", name="pk_feed_token"),
        sa.UniqueConstraint("hash", name="uq_feed_token_hash"),
    )
    op.create_table(
        "asking",
        sa.Column("person", WORDS, nullable=False),
        sa.Column("asked_for", WORDS, nullable=False),
        sa.Column("asked", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("person", "asked_for", name="pk_asking"),
    )
    op.create_index("ix_report_owner", "report", ["owner", "updated", "id"])


def downgrade() -> None:
    op.drop_index("ix_report_owner", "report")
    op.drop_table("asking")
    op.drop_table("feed_token")
