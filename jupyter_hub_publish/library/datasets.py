"""Datasets: found, understood and answered for; nothing is told that the reader may not find.

What a reader says of a dataset belongs to the report by which they have come to know it, and is
told to those who may find that report.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from ..domain.access import EVERYONE, principals
from ..domain.dataset_names import key_of
from ..domain.datasets import (
    Asked,
    AskedList,
    Consumer,
    ConsumerList,
    ConsumerToAdd,
    DatasetDetail,
    DatasetPage,
    DatasetRef,
    DatasetVersionList,
    Lineage,
    Notice,
    NoticeList,
    Question,
    QuestionList,
    QuestionToAsk,
)
from ..domain.errors import BadInput, Forbidden, NotFound, TooLarge
from ..domain.ids import is_dataset_id, new_word_id
from ..domain.limits import MAX_CONSUMERS, MAX_QUESTIONS, MAX_WAITING, MAX_WRITINGS, NOTICE_DAYS
from ..domain.records import Actor
from ..storage import Storage, Unit
from ..storage.dataset_records import StoredConsumer, StoredQuestion, StoredWrite
from . import cursors
from .auditing import Auditor
from .cursors import Cursor
from .dataset_telling import Telling, columns_of, sample_of
from .flowing import flow_of
from .notifying import Notifier

_SHOWN = 5  # versions on a dataset's page


class LocalDatasets:
    """Datasets of this process's own storage."""

    def __init__(
        self,
        storage: Storage,
        *,
        now: Callable[[], datetime],
        audit: Auditor,
        notifier: Notifier,
    ) -> None:
        self._storage = storage
        self._now = now
        self._audit = audit
        self._notifier = notifier

    # Finding and understanding

    def search(
        self,
        words: str = "",
        *,
        actor: Actor,
        mine: bool = False,
        cursor: str | None = None,
        limit: int = 20,
    ) -> DatasetPage:
        """A page of datasets that have all the words, those first that were written last."""
        sought, offset = tuple(words.casefold().split()), cursors.parsed(cursor).rank
        with self._storage.reading() as unit:
            telling = Telling(unit, actor, self._now())
            found, total = unit.datasets.search(
                sought,
                principals=telling.principals,
                owners=_owners(actor) if mine else None,
                offset=offset,
                limit=limit,
            )
            told = telling.summaries(found, sought)
        following = Cursor(rank=offset + limit) if offset + limit < total else None
        return DatasetPage(total=total, datasets=tuple(told), next=cursors.written(following))

    def read(self, dataset: str, *, actor: Actor) -> DatasetDetail:
        """All that its page shows, but for its lineage."""
        with self._storage.reading() as unit:
            return self._detail(unit, _newest(unit, dataset, actor), actor)

    def versions(self, dataset: str, *, actor: Actor) -> DatasetVersionList:
        """Each writing, the newest first."""
        with self._storage.reading() as unit:
            _newest(unit, dataset, actor)
            telling = Telling(unit, actor, self._now())
            found = unit.datasets.versions(
                dataset, principals=telling.principals, limit=MAX_WRITINGS
            )
            telling.fetch(write.report for write in found)
            return DatasetVersionList(versions=tuple(map(telling.version, found)))

    def lineage(self, dataset: str, *, actor: Actor) -> Lineage:
        """Where it comes from and where it goes."""
        with self._storage.reading() as unit:
            here = _newest(unit, dataset, actor)
            return flow_of(unit, here, Telling(unit, actor, self._now()), self._now())

    # What flows back

    def add_consumer(self, dataset: str, consumer: ConsumerToAdd, *, actor: Actor) -> ConsumerList:
        """Say that something is fed from it; the same link of the same person replaces itself."""
        title = " ".join(consumer.title.split())
        if not title:
            raise BadInput("A dashboard needs a title.", hint="Say what people know it by.")
        if consumer.webhook:
            self._notifier.check(consumer.webhook)

        def work(unit: Unit) -> ConsumerList:
            write = _newest(unit, dataset, actor)
            if len(_consumers(unit, dataset, actor)) >= MAX_CONSUMERS:
                raise TooLarge(
                    f"{MAX_CONSUMERS} dashboards are fed from this dataset, and no more are kept.",
                    hint="Take back one that is no longer there.",
                )
            new = StoredConsumer(
                id=new_word_id(),
                dataset=dataset,
                report=write.report,
                person=actor.name,
                title=title,
                link=consumer.link,
                tool=" ".join(consumer.tool.split()),
                webhook=consumer.webhook,
                added=self._now(),
            )
            unit.said.add_consumer(new)
            self._changed(unit, write.report, "feed", dataset, actor)
            return ConsumerList(consumers=self._told_consumers(unit, dataset, actor))

        return self._storage.write(work)

    def remove_consumer(self, dataset: str, consumer: str, *, actor: Actor) -> ConsumerList:
        """Take that back, or as the author strike it off."""

        def work(unit: Unit) -> ConsumerList:
            _newest(unit, dataset, actor)
            stored = _consumers(unit, dataset, actor)
            told = Telling(unit, actor, self._now()).consumers(stored)
            one = next((each for each in told if each.id == consumer), None)
            if one is None:
                raise NotFound("There is no such dashboard here.")
            if not one.may_remove:
                raise Forbidden(f"{one.name} has registered this, and may take it back.")
            report = next(each.report for each in stored if each.id == consumer)
            unit.said.remove_consumer(consumer)
            self._changed(unit, report, "unfeed", dataset, actor)
            return ConsumerList(consumers=tuple(each for each in told if each.id != consumer))

        return self._storage.write(work)

    def questions(self, dataset: str, *, actor: Actor) -> QuestionList:
        """All questions on it: those that are open first, then the newest."""
        with self._storage.reading() as unit:
            _newest(unit, dataset, actor)
            return QuestionList(questions=self._told_questions(unit, dataset, actor))

    def ask(self, dataset: str, question: QuestionToAsk, *, actor: Actor) -> QuestionList:
        """Ask, or report a problem; whoever may update the report that wrote it is told."""
        text = _filled(question.text, "A question needs some words.")

        def work(unit: Unit) -> QuestionList:
            write = _newest(unit, dataset, actor)
            column = question.column or None
            if column and column not in {field.name for field in write.handoff.schema.fields}:
                raise BadInput(
                    "The dataset has no such column.", hint="Its page lists the columns it has."
                )
            if len(_questions(unit, dataset, actor)) >= MAX_QUESTIONS:
                raise TooLarge(
                    f"{MAX_QUESTIONS} questions were asked of this dataset, and no more are kept.",
                    hint="Take back one that is answered.",
                )
            new = StoredQuestion(
                id=new_word_id(),
                dataset=dataset,
                report=write.report,
                person=actor.name,
                kind=question.kind,
                column=column,
                text=text,
                asked=self._now(),
            )
            unit.said.add_question(new)
            self._notifier.asked(unit, write, new)
            self._changed(unit, write.report, "ask_of_dataset", dataset, actor)
            return QuestionList(questions=self._told_questions(unit, dataset, actor))

        return self._storage.write(work)

    def answer(self, dataset: str, question: str, text: str, *, actor: Actor) -> QuestionList:
        """Answer it, or answer it otherwise; whoever has asked is told."""
        said = _filled(text, "An answer needs some words.")

        def work(unit: Unit) -> QuestionList:
            write = _newest(unit, dataset, actor)
            stored, one = self._question(unit, dataset, question, actor)
            if not one.may_answer:
                raise Forbidden("Who writes this dataset answers questions on it.")
            unit.said.answer(question, text=said, by=actor.name, now=self._now())
            self._notifier.answered(unit, write, stored)
            self._changed(unit, stored.report, "answer", dataset, actor)
            return QuestionList(questions=self._told_questions(unit, dataset, actor))

        return self._storage.write(work)

    def remove_question(self, dataset: str, question: str, *, actor: Actor) -> QuestionList:
        """Take one's question back, or as the author strike it off."""

        def work(unit: Unit) -> QuestionList:
            _newest(unit, dataset, actor)
            stored, one = self._question(unit, dataset, question, actor)
            if not one.may_remove:
                raise Forbidden(f"{one.name} has asked this, and may take it back.")
            unit.said.remove_question(question)
            self._changed(unit, stored.report, "unask", dataset, actor)
            return QuestionList(questions=self._told_questions(unit, dataset, actor))

        return self._storage.write(work)

    def waiting(self, name: str = "", *, actor: Actor) -> AskedList:
        """The questions that wait for the actor's answer, the oldest first."""
        wanted = key_of(name) if name.strip() else ""
        with self._storage.reading() as unit:
            telling = Telling(unit, actor, self._now())
            found = unit.said.waiting_for(
                _owners(actor), principals=telling.principals, limit=MAX_WAITING
            )
            kept = [(named, one) for named, one in found if wanted in ("", key_of(named))]
            told = telling.questions(one for _, one in kept)
        return AskedList(
            questions=tuple(
                Asked(
                    **{field: getattr(each, field) for field in each.__struct_fields__},
                    dataset=DatasetRef(id=one.dataset, name=named),
                )
                for (named, one), each in zip(kept, told, strict=True)
            )
        )

    def notices(self, since: datetime | None = None, *, actor: Actor) -> NoticeList:
        """What the actor should know of the past 30 days, the newest first."""
        earliest = self._now() - timedelta(days=NOTICE_DAYS)
        with self._storage.reading() as unit:
            found = unit.said.notices_for(
                actor.name,
                _owners(actor),
                principals=principals(actor),
                since=max(earliest, since) if since else earliest,
                limit=MAX_WAITING,
            )
        return NoticeList(
            notices=tuple(
                Notice(
                    id=one.id,
                    kind=one.kind,
                    dataset=DatasetRef(id=one.dataset, name=named),
                    text=one.text,
                    at=one.at,
                )
                for named, one in found
            )
        )

    def _detail(self, unit: Unit, write: StoredWrite, actor: Actor) -> DatasetDetail:
        telling = Telling(unit, actor, self._now())
        by_dataset = telling.readers([write])
        (summary,) = telling.summaries([write], readers=by_dataset)
        who, readers = telling.principals, by_dataset[write.dataset]
        versions = unit.datasets.versions(write.dataset, principals=who, limit=_SHOWN)
        telling.fetch([*(one.report for one in versions), *(use.report for use in readers)])
        return DatasetDetail(
            **{name: getattr(summary, name) for name in summary.__struct_fields__},
            columns=columns_of(write.handoff),
            keys=write.handoff.schema.primary_key,
            sample=sample_of(write.handoff),
            fingerprint=write.handoff.fingerprint or "",
            versions=tuple(map(telling.version, versions)),
            version_count=unit.datasets.count_versions(write.dataset, principals=who),
            read_by=tuple(telling.ref(use.report, use.number) for use in readers),
            consumers=telling.consumers(_consumers(unit, write.dataset, actor)),
            questions=telling.questions(_questions(unit, write.dataset, actor)),
        )

    def _told_consumers(self, unit: Unit, dataset: str, actor: Actor) -> tuple[Consumer, ...]:
        return Telling(unit, actor, self._now()).consumers(_consumers(unit, dataset, actor))

    def _told_questions(self, unit: Unit, dataset: str, actor: Actor) -> tuple[Question, ...]:
        return Telling(unit, actor, self._now()).questions(_questions(unit, dataset, actor))

    def _question(
        self, unit: Unit, dataset: str, id: str, actor: Actor
    ) -> tuple[StoredQuestion, Question]:
        for stored in _questions(unit, dataset, actor):
            if stored.id == id:
                return stored, Telling(unit, actor, self._now()).questions([stored])[0]
        raise NotFound("There is no such question here.", hint="It may have been taken back.")

    def _changed(self, unit: Unit, report: str, deed: str, dataset: str, actor: Actor) -> None:
        """Write down who has done it, and count it as a change: open lists learn of it at once."""
        unit.reports.changed[report] = None
        self._audit.note(unit, deed, actor=actor, report=report, details=f"dataset: {dataset}")


def _newest(unit: Unit, dataset: str, actor: Actor) -> StoredWrite:
    """The newest version that the actor may find; raises NotFound where there is none."""
    found = (
        unit.datasets.newest(principals=principals(actor), ids=[dataset])
        if is_dataset_id(dataset)
        else {}
    )
    if dataset not in found:
        # The same answer as "missing": another one would confirm that the id exists.
        raise NotFound(
            "There is no dataset here that you may see.",
            hint="The link may be wrong, or the report that writes it is meant for other people.",
        )
    return found[dataset]


def _consumers(unit: Unit, dataset: str, actor: Actor) -> list[StoredConsumer]:
    return unit.said.consumers([dataset], principals=principals(actor), limit=MAX_CONSUMERS)


def _questions(unit: Unit, dataset: str, actor: Actor) -> list[StoredQuestion]:
    return unit.said.questions(dataset, principals=principals(actor), limit=MAX_QUESTIONS)


def _owners(actor: Actor) -> frozenset[str]:
    """As whom the actor owns reports."""
    return principals(actor) - {EVERYONE}


def _filled(text: str, message: str) -> str:
    if not (words := text.strip()):
        raise BadInput(message)
    return words
