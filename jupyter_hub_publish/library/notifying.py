"""Who relies on a dataset hears that its contract has changed or that it is late, at once.

What is to be told is written down with the deed itself, for the people whom it concerns; webhooks
are told when that is done.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from ..domain.contracts import Terms, breaking, differences
from ..domain.datasets import NoticeKind
from ..domain.handoffs import Change, Contract, Handoff
from ..domain.ids import new_word_id
from ..domain.limits import MAX_SUMMARY, NOTICE_DAYS
from ..storage import Storage, Unit
from ..storage.dataset_records import StoredNotice, StoredQuestion, StoredWrite
from .dataset_telling import due, told_changes, version_name
from .webhooks import Told, Webhooks

_AT_ONCE = 100  # datasets that are told to be late together


class Notifier:
    """Writes down what is to be told, and tells webhooks."""

    def __init__(
        self, storage: Storage, *, now: Callable[[], datetime], webhooks: Webhooks
    ) -> None:
        self._storage = storage
        self._now = now
        self._webhooks = webhooks

    def check(self, webhook: str) -> None:
        """Raise BadInput for a webhook that nothing would be sent to."""
        self._webhooks.check(webhook)

    def asked(self, unit: Unit, write: StoredWrite, question: StoredQuestion) -> None:
        """Somebody asks: whoever may update the report that wrote the dataset."""
        what = "a problem" if question.kind == "problem" else "a question"
        on = f" on the column {question.column}" if question.column else ""
        self._keep(unit, write, "question", f"There is {what}{on}.", question=question.id)

    def answered(self, unit: Unit, write: StoredWrite, question: StoredQuestion) -> None:
        """There is an answer: for whoever has asked."""
        self._keep(unit, write, "answer", "Your question was answered.", question=question.id)

    def registered(self, unit: Unit, report: str, number: int) -> None:
        """A version was published: what it breaks is for those who rely on it."""
        for write in unit.datasets.news(report, number):
            contract = write.handoff.contract or Contract()
            if broken := _broken(unit.datasets.before(write), write.handoff, contract):
                self._keep(unit, write, "contract", _said(contract, broken))

    def published(self, report: str, number: int) -> None:
        """The version has been stored: tell webhooks of what `registered` has written down."""
        with self._storage.reading() as unit:
            told = unit.said.notices_about(report, number, "contract")
            hooks = [(unit.said.webhooks(one.dataset), name, one) for name, one in told]
        for urls, name, one in hooks:
            self._send(urls, name, one)

    def tell_late(self) -> int:
        """Tell of all promises that ran out and nobody was told of; how many there were."""
        now = self._now()
        since = now - timedelta(days=NOTICE_DAYS)
        with self._storage.reading() as unit:
            found = unit.datasets.overdue(since=since, now=now, limit=_AT_ONCE)
        told = 0
        for report in sorted({write.report for write in found}):
            for urls, name, one in self._storage.write(partial(self._late, report)):
                self._send(urls, name, one)
                told += 1
        return told

    def _late(self, report: str, unit: Unit) -> list[tuple[list[str], str, StoredNotice]]:
        # Locked and looked at again: another replica of the service may have told of it just now.
        unit.reports.lock(report)
        now, told = self._now(), []
        since = now - timedelta(days=NOTICE_DAYS)
        for write in unit.datasets.overdue(since=since, now=now, limit=_AT_ONCE, report=report):
            was_due = due(write.written, write.handoff.fresh)
            said = f"It was due by {was_due:%Y-%m-%d %H:%M} UTC and was not written again."
            one = self._keep(unit, write, "late", said)
            told.append((unit.said.webhooks(write.dataset), write.name, one))
            unit.reports.changed[report] = None
        return told

    def _keep(
        self,
        unit: Unit,
        write: StoredWrite,
        kind: NoticeKind,
        text: str,
        *,
        question: str | None = None,
    ) -> StoredNotice:
        new = StoredNotice(
            id=new_word_id(),
            dataset=write.dataset,
            report=write.report,
            number=write.number,
            question=question,
            kind=kind,
            text=text,
            at=self._now(),
        )
        unit.said.add_notice(new)
        return new

    def _send(self, urls: list[str], name: str, one: StoredNotice) -> None:
        told = Told(event=one.kind, dataset=one.dataset, name=name, text=one.text)
        self._webhooks.send(urls, told)


def _broken(before: StoredWrite | None, handoff: Handoff, contract: Contract) -> tuple[Change, ...]:
    """What the readers of the last version that was published have to change."""
    if before is None:
        return breaking(contract.changes)
    if contract.major <= (before.handoff.contract or Contract()).major:
        return ()
    # Between the two it may have been written without being published.
    old, new = (
        Terms(schema=one.schema, fresh=one.fresh, rows=one.rows)
        for one in (before.handoff, handoff)
    )
    return breaking(contract.changes) or breaking(differences(old, new))


def _said(contract: Contract, broken: tuple[Change, ...]) -> str:
    """What differs now, and why, in one text."""
    sentences = " ".join(change.text for change in told_changes(broken))
    why = f" The author says: {contract.accepted}" if contract.accepted else ""
    return f"Version {version_name(contract)}: {sentences}{why}"[:MAX_SUMMARY]
