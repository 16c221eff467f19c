"""The first tables: reports, versions, blobs, people, and the counter of changes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.BigInteger()


def upgrade() -> None:
    _create_the_counter()
    _create_blobs()
    _create_reports()
    _create_listings()
    _create_versions()
    op.create_table(
        "person",
        sa.Column("name", WORDS, primary_key=True),
        sa.Column("display_name", WORDS, nullable=False),
    )
    op.create_table(
        "idempotency",
        sa.Column("actor", WORDS, nullable=False),
        sa.Column("key", WORDS, nullable=False),
        sa.Column("answer", sa.LargeBinary, nullable=False),
        sa.Column("created", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("actor", "key", name="pk_idempotency"),
    )
    op.create_index("ix_idempotency_created", "idempotency", ["created"])


def downgrade() -> None:
    for table in (
        *(
            "idempotency",
            "person",
            "tally",
            "version_text",
            "version",
            "report_finder",
            "report_tag",
        ),
        *("report_author", "report_audience", "report", "blob_part", "part", "blob"),
        *("change", "clock", "meta"),
    ):
        op.drop_table(table)


def _create_the_counter() -> None:
    op.create_table(
        "meta",
        sa.Column("library", sa.Text, primary_key=True),
        sa.Column("created", MOMENT, nullable=False),
    )
    op.create_table(
        "clock",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("n", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "change",
        sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("mark", sa.Text, nullable=False),
        sa.Column("report_id", WORDS, nullable=True),
    )


def _create_blobs() -> None:
    op.create_table(
        "blob",
        sa.Column("id", NUMBER, primary_key=True),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("crc32", sa.BigInteger, nullable=False),
        sa.Column("gzip_size", sa.BigInteger, nullable=False),
        sa.Column("unclaimed", MOMENT, nullable=True),
        sa.UniqueConstraint("sha256", name="uq_blob_sha256"),
    )
    op.create_index(
        "ix_blob_unclaimed",
        "blob",
        ["unclaimed"],
        sqlite_where=sa.text("unclaimed IS NOT NULL"),
        postgresql_where=sa.text("unclaimed IS NOT NULL"),
    )
    op.create_table(
        "part",
        sa.Column("id", NUMBER, primary_key=True),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("deflated", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("sha256", name="uq_part_sha256"),
    )
    op.create_table(
        "blob_part",
        sa.Column("blob", NUMBER, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("part", NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("blob", "position", name="pk_blob_part"),
        sa.ForeignKeyConstraint(["blob"], ["blob.id"], name="fk_blob_part_blob"),
        sa.ForeignKeyConstraint(["part"], ["part.id"], name="fk_blob_part_part"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_blob_part_part", "blob_part", ["part"])


def _create_reports() -> None:
    op.create_table(
        "report",
        sa.Column("id", WORDS, primary_key=True),
        sa.Column("title", WORDS, nullable=False),
        sa.Column("summary", WORDS, nullable=False),
        sa.Column("owner", WORDS, nullable=False),
        sa.Column("audience", WORDS, nullable=False),
        sa.Column("latest", sa.Integer, nullable=False),
        sa.Column("created", MOMENT, nullable=False),
        sa.Column("updated", MOMENT, nullable=False),
        sa.Column("source", WORDS, nullable=True),
        sa.Column("seq", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_report_seq", "report", ["seq"])
    op.create_table(
        "report_audience",
        sa.Column("report_id", WORDS, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("principal", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("report_id", "position", name="pk_report_audience"),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name="fk_report_audience_report_id"),
        sqlite_with_rowid=False,
    )


def _create_listings() -> None:
    for table, term in (
        ("report_author", "name"),
        ("report_tag", "tag"),
        ("report_finder", "principal"),
    ):
        op.create_table(
            table,
            sa.Column(term, WORDS, nullable=False),
            sa.Column("updated", MOMENT, nullable=False),
            sa.Column("report_id", WORDS, nullable=False),
            sa.Column("position", sa.Integer, nullable=False),
            sa.PrimaryKeyConstraint(term, "updated", "report_id", name=f"pk_{table}"),
            sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=f"fk_{table}_report_id"),
            sqlite_with_rowid=False,
        )
        op.create_index(f"ix_{table}_report_id", table, ["report_id", term])
    op.create_table(
        "tally",
        sa.Column("tag", WORDS, primary_key=True),
        sa.Column("reports", sa.BigInteger, nullable=False),
    )


def _create_versions() -> None:
    op.create_table(
        "version",
        sa.Column("report_id", WORDS, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("title", WORDS, nullable=False),
        sa.Column("published", MOMENT, nullable=False),
        sa.Column("publisher", WORDS, nullable=False),
        sa.Column("cells", sa.Integer, nullable=False),
        sa.Column("language", WORDS, nullable=False),
        sa.Column("fingerprint", sa.Text, nullable=False),
        sa.Column("source", WORDS, nullable=True),
        sa.Column("notebook", NUMBER, nullable=False),
        sa.Column("page", NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("report_id", "number", name="pk_version"),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name="fk_version_report_id"),
        sa.ForeignKeyConstraint(["notebook"], ["blob.id"], name="fk_version_notebook"),
        sa.ForeignKeyConstraint(["page"], ["blob.id"], name="fk_version_page"),
    )
    op.create_index("ix_version_notebook", "version", ["notebook"])
    op.create_index("ix_version_page", "version", ["page"])
    op.create_table(
        "version_text",
        sa.Column("report_id", WORDS, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("passages", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("report_id", "number", name="pk_version_text"),
        sa.ForeignKeyConstraint(
            ["report_id", "number"],
            ["version.report_id", "version.number"],
            name="fk_version_text_version",
        ),
    )
