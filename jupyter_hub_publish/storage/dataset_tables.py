"""The tables of datasets: what was written by which report version, who reads it, what was said.

Every row belongs to a report, and is told only to those who may find that report. It goes with the
report, or with its version.
"""

from __future__ import annotations

import sqlalchemy as sa

from .schema import Moment, Words, metadata

# A table that reports write: its place and its name, and nothing that anybody has typed besides.
dataset = sa.Table(
    "dataset",
    metadata,
    sa.Column("id", Words, primary_key=True),
    # `domain.handoffs.location_key`
    sa.Column("place", Words, nullable=False),
    sa.Column("name", Words, nullable=False),
    # `domain.dataset_names.key_of` the name: what uses name it by.
    sa.Column("key", Words, nullable=False),
    sa.UniqueConstraint("place", "name"),
    sa.Index("ix_dataset_key", "key"),
)

dataset_version = sa.Table(
    "dataset_version",
    metadata,
    sa.Column("report_id", Words, nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("dataset_id", Words, sa.ForeignKey("dataset.id"), nullable=False),
    sa.Column("written", Moment, nullable=False),
    # Whether it is the newest that the report has written of the dataset: listings read only these.
    sa.Column("newest", sa.Boolean, nullable=False),
    sa.Column("fresh", sa.BigInteger, nullable=True),
    # Name, description and columns in small letters, to be searched.
    sa.Column("terms", Words, nullable=False),
    sa.Column("handoff", sa.LargeBinary, nullable=False),  # deflated JSON
    sa.PrimaryKeyConstraint("report_id", "number", "dataset_id"),
    sa.ForeignKeyConstraint(
        ["report_id", "number"],
        ["version.report_id", "version.number"],
        name="fk_dataset_version_version",
    ),
    sa.Index("ix_dataset_version_dataset_id", "dataset_id", "written"),
    # A listing goes along these, and not through all that was ever written.
    sa.Index("ix_dataset_version_newest", "newest", "dataset_id", "written"),
)

# A table that a version of a report reads, as far as it says so.
dataset_use = sa.Table(
    "dataset_use",
    metadata,
    sa.Column("report_id", Words, nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("key", Words, nullable=False),
    sa.Column("name", Words, nullable=False),
    # Null where only a name is known, as in SQL.
    sa.Column("place", Words, nullable=True),
    sa.PrimaryKeyConstraint("report_id", "number", "position"),
    sa.ForeignKeyConstraint(
        ["report_id", "number"],
        ["version.report_id", "version.number"],
        name="fk_dataset_use_version",
    ),
    sa.Index("ix_dataset_use_key", "key"),
    sqlite_with_rowid=False,
)


def _of_dataset() -> tuple[sa.Column[str], ...]:
    """The dataset, and the report by which whoever says something has come to know it."""
    return (
        sa.Column("id", Words, primary_key=True),
        sa.Column("dataset_id", Words, sa.ForeignKey("dataset.id"), nullable=False),
        sa.Column("report_id", Words, sa.ForeignKey("report.id"), nullable=False),
    )


consumer = sa.Table(
    "consumer",
    metadata,
    *_of_dataset(),
    sa.Column("person", Words, nullable=False),
    sa.Column("title", Words, nullable=False),
    sa.Column("link", Words, nullable=False),
    sa.Column("tool", Words, nullable=False),
    sa.Column("webhook", Words, nullable=True),
    sa.Column("added", Moment, nullable=False),
    sa.Index("ix_consumer_dataset_id", "dataset_id"),
    sa.Index("ix_consumer_report_id", "report_id"),
    sa.Index("ix_consumer_person", "person"),
)

question = sa.Table(
    "question",
    metadata,
    *_of_dataset(),
    sa.Column("person", Words, nullable=False),
    sa.Column("kind", Words, nullable=False),
    sa.Column("column", Words, nullable=True),
    sa.Column("text", Words, nullable=False),
    sa.Column("asked", Moment, nullable=False),
    sa.Column("answer", Words, nullable=True),
    sa.Column("answered", Moment, nullable=True),
    sa.Column("answered_by", Words, nullable=True),
    sa.Index("ix_question_dataset_id", "dataset_id"),
    sa.Index("ix_question_report_id", "report_id"),
    sa.Index("ix_question_person", "person"),
)

# What had to be told of a dataset, kept for as long as `domain.limits.NOTICE_DAYS`.
notice = sa.Table(
    "notice",
    metadata,
    *_of_dataset(),
    # The version of the report that it is about, with which it goes.
    sa.Column("number", sa.Integer, nullable=True),
    # The question that it is about, with which it goes.
    sa.Column("question_id", Words, sa.ForeignKey("question.id"), nullable=True),
    sa.Column("kind", Words, nullable=False),
    sa.Column("text", Words, nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Index("ix_notice_dataset_id", "dataset_id"),
    sa.Index("ix_notice_report_id", "report_id"),
    sa.Index("ix_notice_question_id", "question_id"),
    sa.Index("ix_notice_at", "at"),
)
