"""What people say of datasets: consumers, questions, and what had to be told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import datetime
from typing import Any, TypeVar

import sqlalchemy as sa

from ..domain.datasets import NoticeKind
from ..domain.records import Record
from . import schema
from .dataset_records import StoredConsumer, StoredNotice, StoredQuestion
from .dataset_tables import consumer, dataset, notice, question
from .listing import found_by

R = TypeVar("R", bound=Record)
_RENAMED = {"dataset": "dataset_id", "report": "report_id", "question": "question_id"}


class SaidStore:
    """The same as one unit of work sees it; each is told to those who may find its report."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    # Consumers

    def add_consumer(self, new: StoredConsumer) -> None:
        """Add it, in place of the same person's with the same link."""
        same = (consumer.c.dataset_id == new.dataset, consumer.c.person == new.person)
        self._connection.execute(sa.delete(consumer).where(*same, consumer.c.link == new.link))
        self._connection.execute(sa.insert(consumer).values(_row(new)))

    def remove_consumer(self, id: str) -> None:
        """Remove it."""
        self._connection.execute(sa.delete(consumer).where(consumer.c.id == id))

    def consumers(
        self, ids: Collection[str], *, principals: frozenset[str], limit: int
    ) -> list[StoredConsumer]:
        """The consumers of these datasets, the newest first."""
        query = (
            sa.select(consumer)
            .where(
                consumer.c.dataset_id.in_(sorted(ids)), found_by(consumer.c.report_id, principals)
            )
            .order_by(consumer.c.added.desc(), consumer.c.id)
            .limit(limit)
        )
        return [_record(StoredConsumer, row) for row in self._connection.execute(query)]

    def count_consumers(self, ids: Collection[str], *, principals: frozenset[str]) -> Counter[str]:
        """How many consumers each of these datasets has."""
        return self._counted(consumer, ids, principals)

    def webhooks(self, dataset_id: str) -> list[str]:
        """Where consumers of the dataset want to hear of it: of those who may still find it.

        Who that is, is told by their names alone: their groups are known while they are here.
        """
        finder, report = schema.report_finder.c, schema.report.c
        may = sa.exists().where(
            finder.report_id == consumer.c.report_id,
            finder.principal.in_(["everyone", sa.literal("user:") + consumer.c.person]),
        )
        query = (
            sa.select(consumer.c.webhook)
            .join(schema.report, report.id == consumer.c.report_id)
            .where(consumer.c.dataset_id == dataset_id, consumer.c.webhook.is_not(None), may)
            .distinct()
        )
        return list(self._connection.execute(query).scalars())

    # Questions

    def add_question(self, new: StoredQuestion) -> None:
        """Add it."""
        self._connection.execute(sa.insert(question).values(_row(new)))

    def answer(self, id: str, *, text: str, by: str, now: datetime) -> None:
        """Answer it, in place of an answer that there is."""
        self._connection.execute(
            sa.update(question)
            .where(question.c.id == id)
            .values(answer=text, answered=now, answered_by=by)
        )

    def remove_question(self, id: str) -> None:
        """Remove it, and what was told of it."""
        self._connection.execute(sa.delete(notice).where(notice.c.question_id == id))
        self._connection.execute(sa.delete(question).where(question.c.id == id))

    def questions(
        self, dataset_id: str, *, principals: frozenset[str], limit: int
    ) -> list[StoredQuestion]:
        """The questions on the dataset, those that are open first, then the newest."""
        query = (
            sa.select(question)
            .where(question.c.dataset_id == dataset_id, found_by(question.c.report_id, principals))
            .order_by(question.c.answer.is_not(None), question.c.asked.desc(), question.c.id)
            .limit(limit)
        )
        return [_record(StoredQuestion, row) for row in self._connection.execute(query)]

    def count_open(self, ids: Collection[str], *, principals: frozenset[str]) -> Counter[str]:
        """How many questions on each of these datasets are open."""
        return self._counted(question, ids, principals, question.c.answer.is_(None))

    def waiting_for(
        self, owners: frozenset[str], *, principals: frozenset[str], limit: int
    ) -> list[tuple[str, StoredQuestion]]:
        """The open questions for these owners of reports, the oldest first, each with its dataset's
        name."""
        report = schema.report.c
        query = (
            sa.select(question, dataset.c.name.label("named"))
            .join(schema.report, report.id == question.c.report_id)
            .join(dataset, dataset.c.id == question.c.dataset_id)
            .where(
                question.c.answer.is_(None),
                report.owner.in_(sorted(owners)),
                found_by(question.c.report_id, principals),
            )
            .order_by(question.c.asked, question.c.id)
            .limit(limit)
        )
        rows = self._connection.execute(query).all()
        return [(row.named, _record(StoredQuestion, row)) for row in rows]

    # Notices

    def add_notice(self, new: StoredNotice) -> None:
        """Keep what had to be told."""
        self._connection.execute(sa.insert(notice).values(_row(new)))

    def notices_for(
        self,
        person: str,
        owners: frozenset[str],
        *,
        principals: frozenset[str],
        since: datetime,
        limit: int,
    ) -> list[tuple[str, StoredNotice]]:
        """What the person should know since then, the newest first, each with its dataset's name.

        Questions go to these owners of reports, answers to who has asked, the rest to both owners
        and whoever feeds something from the dataset. Nobody is told what they have done themselves.
        """
        report = schema.report.c
        feeds = sa.exists().where(
            consumer.c.dataset_id == notice.c.dataset_id, consumer.c.person == person
        )
        asked = sa.exists().where(
            question.c.id == notice.c.question_id, question.c.person == person
        )
        owned = report.owner.in_(sorted(owners))
        query = (
            sa.select(notice, dataset.c.name.label("named"))
            .join(schema.report, report.id == notice.c.report_id)
            .join(dataset, dataset.c.id == notice.c.dataset_id)
            .where(
                notice.c.at > since,
                found_by(notice.c.report_id, principals),
                sa.case(
                    (notice.c.kind == "question", sa.and_(owned, ~asked)),
                    (notice.c.kind == "answer", sa.and_(asked, ~_answered_by(person))),
                    (notice.c.kind == "contract", feeds),
                    else_=sa.or_(owned, feeds),
                ),
            )
            .order_by(notice.c.at.desc(), notice.c.id)
            .limit(limit)
        )
        rows = self._connection.execute(query).all()
        return [(row.named, _record(StoredNotice, row)) for row in rows]

    def notices_about(
        self, report_id: str, number: int, kind: NoticeKind
    ) -> list[tuple[str, StoredNotice]]:
        """What had to be told of this version, each with its dataset's name."""
        query = (
            sa.select(notice, dataset.c.name.label("named"))
            .join(dataset, dataset.c.id == notice.c.dataset_id)
            .where(
                notice.c.report_id == report_id,
                notice.c.number == number,
                notice.c.kind == kind,
            )
        )
        rows = self._connection.execute(query).all()
        return [(row.named, _record(StoredNotice, row)) for row in rows]

    def forget_notices(self, *, before: datetime) -> int:
        """Forget what is older than that. Returns how many went."""
        return self._connection.execute(sa.delete(notice).where(notice.c.at < before)).rowcount

    def _counted(
        self,
        table: sa.Table,
        ids: Collection[str],
        principals: frozenset[str],
        *besides: sa.ColumnElement[bool],
    ) -> Counter[str]:
        query = (
            sa.select(table.c.dataset_id, sa.func.count())
            .where(
                table.c.dataset_id.in_(sorted(ids)),
                found_by(table.c.report_id, principals),
                *besides,
            )
            .group_by(table.c.dataset_id)
        )
        return Counter({row[0]: row[1] for row in self._connection.execute(query)})


def _answered_by(person: str) -> sa.ColumnElement[bool]:
    return sa.exists().where(
        question.c.id == notice.c.question_id, question.c.answered_by == person
    )


def _row(record: Record) -> dict[str, object]:
    names = record.__struct_fields__
    renamed = {name: _RENAMED.get(name, name) for name in names}
    return {renamed[name]: getattr(record, name) for name in names}


def _record(kind: type[R], row: Any) -> R:
    fields = row._mapping
    names = kind.__struct_fields__
    return kind(**{name: fields[_RENAMED.get(name, name)] for name in names})
