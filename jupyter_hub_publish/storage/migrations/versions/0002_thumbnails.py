"""A version may have a picture; those that are there already have none."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # In words of SQL: SQLite adds such a column in place, and Alembic would copy the table.
    number = "BIGINT" if op.get_bind().dialect.name == "postgresql" else "INTEGER"
    op.execute(
        f"ALTER TABLE version ADD COLUMN thumbnail {number}"
        " CONSTRAINT fk_version_thumbnail REFERENCES blob (id)"
    )
    op.create_index("ix_version_thumbnail", "version", ["thumbnail"])


def downgrade() -> None:
    op.drop_index("ix_version_thumbnail", "version")
    with op.batch_alter_table("version") as version:
        version.drop_column("thumbnail")
