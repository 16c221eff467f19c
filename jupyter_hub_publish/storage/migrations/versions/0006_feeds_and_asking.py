"""Tokens of feeds, what people have asked to see, an owner's reports, and bytes kept elsewhere."""

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
    op.add_column("part", sa.Column("elsewhere", sa.Integer, nullable=True))
    op.create_table(
        "loose_part",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_loose_part"),
    )
    op.create_index("ix_loose_part_since", "loose_part", ["since"])


def downgrade() -> None:
    op.drop_table("loose_part")
    op.drop_column("part", "elsewhere")
    op.drop_index("ix_report_owner", "report")
    op.drop_table("asking")
    op.drop_table("feed_token")
