"""Tables that reports write, who reads them, and what people say of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
MOMENT = sa.BigInteger()


def upgrade() -> None:
    _create_datasets()
    _create_uses()
    _create_consumers()
    _create_questions()
    _create_notices()


def downgrade() -> None:
    for table in (
        *("notice", "question", "consumer"),
        *("dataset_use", "dataset_version", "dataset"),
    ):
        op.drop_table(table)


def _create_datasets() -> None:
    op.create_table(
        "dataset",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("place", WORDS, nullable=False),
        sa.Column("name", WORDS, nullable=False),
        sa.Column("key", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_dataset"),
        sa.UniqueConstraint("place", "name", name="uq_dataset_place"),
    )
    op.create_index("ix_dataset_key", "dataset", ["key"])
    op.create_table(
        "dataset_version",
        sa.Column("report_id", WORDS, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("dataset_id", WORDS, nullable=False),
        sa.Column("written", MOMENT, nullable=False),
        sa.Column("newest", sa.Boolean, nullable=False),
        sa.Column("fresh", sa.BigInteger, nullable=True),
        sa.Column("terms", WORDS, nullable=False),
        sa.Column("handoff", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("report_id", "number", "dataset_id", name="pk_dataset_version"),
        _of_version("dataset_version"),
        sa.ForeignKeyConstraint(
            ["dataset_id"], ["dataset.id"], name="fk_dataset_version_dataset_id"
        ),
    )
    op.create_index("ix_dataset_version_dataset_id", "dataset_version", ["dataset_id", "written"])
    op.create_index(
        "ix_dataset_version_newest", "dataset_version", ["newest", "dataset_id", "written"]
    )


def _create_uses() -> None:
    op.create_table(
        "dataset_use",
        sa.Column("report_id", WORDS, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("key", WORDS, nullable=False),
        sa.Column("name", WORDS, nullable=False),
        sa.Column("place", WORDS, nullable=True),
        sa.PrimaryKeyConstraint("report_id", "number", "position", name="pk_dataset_use"),
        _of_version("dataset_use"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_dataset_use_key", "dataset_use", ["key"])


def _create_consumers() -> None:
    op.create_table(
        "consumer",
        *_of_dataset("consumer"),
        sa.Column("person", WORDS, nullable=False),
        sa.Column("title", WORDS, nullable=False),
        sa.Column("link", WORDS, nullable=False),
        sa.Column("tool", WORDS, nullable=False),
        sa.Column("webhook", WORDS, nullable=True),
        sa.Column("added", MOMENT, nullable=False),
    )
    _index("consumer", "dataset_id", "report_id", "person")


def _create_questions() -> None:
    op.create_table(
        "question",
        *_of_dataset("question"),
        sa.Column("person", WORDS, nullable=False),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("column", WORDS, nullable=True),
        sa.Column("text", WORDS, nullable=False),
        sa.Column("asked", MOMENT, nullable=False),
        sa.Column("answer", WORDS, nullable=True),
        sa.Column("answered", MOMENT, nullable=True),
        sa.Column("answered_by", WORDS, nullable=True),
    )
    _index("question", "dataset_id", "report_id", "person")


def _create_notices() -> None:
    op.create_table(
        "notice",
        *_of_dataset("notice"),
        sa.Column("number", sa.Integer, nullable=True),
        sa.Column("question_id", WORDS, nullable=True),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("text", WORDS, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["question_id"], ["question.id"], name="fk_notice_question_id"),
    )
    _index("notice", "dataset_id", "report_id", "question_id", "at")


def _of_version(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["report_id", "number"],
        ["version.report_id", "version.number"],
        name=f"fk_{table}_version",
    )


def _of_dataset(table: str) -> tuple[sa.Column[str] | sa.Constraint, ...]:
    return (
        sa.Column("id", WORDS, nullable=False),
        sa.Column("dataset_id", WORDS, nullable=False),
        sa.Column("report_id", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        sa.ForeignKeyConstraint(["dataset_id"], ["dataset.id"], name=f"fk_{table}_dataset_id"),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=f"fk_{table}_report_id"),
    )


def _index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(f"ix_{table}_{column}", table, [column])
