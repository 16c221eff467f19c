"""What somebody is told of datasets: of each only what reports say that they may find."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from ..domain.access import principals
from ..domain.contracts import freshness, said
from ..domain.datasets import (
    Consumer,
    DatasetChange,
    DatasetColumn,
    DatasetPlace,
    DatasetSample,
    DatasetSummary,
    DatasetVersion,
    Question,
    ReportRef,
    TopValue,
)
from ..domain.handoffs import Change, Contract, Handoff, Statistic
from ..domain.records import Actor, DatasetLink, ReportDatasets
from ..storage import Unit
from ..storage.dataset_records import StoredConsumer, StoredQuestion, StoredUse, StoredWrite
from ..storage.records import StoredReport
from .permitted import may_update


class Telling:
    """Tells one reader of datasets, as of one moment."""

    def __init__(self, unit: Unit, actor: Actor, now: datetime) -> None:
        self._unit = unit
        self._actor = actor
        self._now = now
        self._reports: dict[str, StoredReport] = {}
        self.principals = principals(actor)

    def summaries(
        self,
        writes: Iterable[StoredWrite],
        words: tuple[str, ...] = (),
        *,
        readers: Mapping[str, list[StoredUse]] | None = None,
    ) -> list[DatasetSummary]:
        """The datasets as a list shows them; `readers`, where they are known already."""
        listed = list(writes)
        ids = {write.dataset for write in listed}
        readers = self.readers(listed) if readers is None else readers
        feeds = self._unit.said.count_consumers(ids, principals=self.principals)
        open_questions = self._unit.said.count_open(ids, principals=self.principals)
        self.fetch(write.report for write in listed)
        return [
            DatasetSummary(
                **self.said_of(write),
                readers=len(readers[write.dataset]) + feeds[write.dataset],
                open_questions=open_questions[write.dataset],
                matched=_matched(write.handoff, words),
            )
            for write in listed
        ]

    def said_of(self, write: StoredWrite) -> dict[str, Any]:
        """What a summary says of this version of the dataset."""
        handoff, contract = write.handoff, write.handoff.contract or Contract()
        within = handoff.fresh
        return {
            "id": write.dataset,
            "name": write.name,
            "description": handoff.description,
            "place": DatasetPlace(
                kind=handoff.location.kind,
                url=handoff.location.url,
                schema=handoff.location.schema,
                table=handoff.location.table,
            ),
            "version": version_name(contract),
            "written": write.written,
            "fresh_within": within,
            "due": due(write.written, within),
            "freshness": freshness(write.written, within, self._now),
            "rows": handoff.rows,
            "bytes": handoff.bytes,
            "column_count": len(handoff.schema.fields),
            "writer": self.ref(write.report, write.number),
            "may_answer": self.may_update(write.report),
        }

    def readers(self, writes: Iterable[StoredWrite]) -> dict[str, list[StoredUse]]:
        """Who reads each of these datasets besides who writes it: each report once, by dataset."""
        listed = list(writes)
        uses = self._unit.flows.readers_of(
            {write.key for write in listed}, principals=self.principals
        )
        writers: dict[str, set[str]] = {write.dataset: set() for write in listed}
        for dataset, report, _ in self._unit.flows.writers(writers, principals=self.principals):
            writers[dataset].add(report)
        found: dict[str, list[StoredUse]] = {}
        for write in listed:
            once = {use.report: use for use in uses if use.is_of(write)}
            found[write.dataset] = [
                use for report, use in once.items() if report not in writers[write.dataset]
            ]
        return found

    def fetch(self, reports: Iterable[str]) -> None:
        """Learn of these reports, to be told of them afterwards."""
        unknown = set(reports) - self._reports.keys()
        if unknown:
            self._reports.update(self._unit.reports.get_many(unknown, principals=self.principals))

    def ref(self, report: str, number: int) -> ReportRef:
        """The report as a list names it; it has to be fetched before."""
        self.fetch([report])
        stored = self._reports[report]
        return ReportRef(
            id=report, title=stored.title, authors=stored.authors, version=number, url=None
        )

    def may_update(self, report: str) -> bool:
        """Whether the reader may update it."""
        self.fetch([report])
        return report in self._reports and may_update(self._reports[report], self._actor)

    def version(self, write: StoredWrite) -> DatasetVersion:
        """One writing of the table."""
        handoff, contract = write.handoff, write.handoff.contract or Contract()
        return DatasetVersion(
            version=version_name(contract),
            mode=handoff.mode,
            written=write.written,
            rows=handoff.rows,
            bytes=handoff.bytes,
            column_count=len(handoff.schema.fields),
            fingerprint=handoff.fingerprint or "",
            writer=self.ref(write.report, write.number),
            accepted=contract.accepted,
            changes=told_changes(contract.changes),
        )

    def consumers(self, stored: Iterable[StoredConsumer]) -> tuple[Consumer, ...]:
        """What is fed from a dataset."""
        listed = list(stored)
        names = self._names(each.person for each in listed)
        self.fetch(each.report for each in listed)
        told = []
        for each in listed:
            may_remove = each.person == self._actor.name or self.may_update(each.report)
            told.append(
                Consumer(
                    id=each.id,
                    title=each.title,
                    link=each.link,
                    tool=each.tool,
                    person=each.person,
                    name=names.get(each.person, each.person),
                    added=each.added,
                    may_remove=may_remove,
                    webhook=each.webhook if may_remove else None,
                )
            )
        return tuple(told)

    def questions(self, stored: Iterable[StoredQuestion]) -> tuple[Question, ...]:
        """What was asked of a dataset."""
        listed = list(stored)
        names = self._names(
            name for each in listed for name in (each.person, each.answered_by) if name
        )
        self.fetch(each.report for each in listed)
        return tuple(self._question(each, names) for each in listed)

    def _question(self, stored: StoredQuestion, names: Mapping[str, str]) -> Question:
        by = stored.answered_by
        may_answer = self.may_update(stored.report)
        return Question(
            id=stored.id,
            kind=stored.kind,
            column=stored.column,
            text=stored.text,
            person=stored.person,
            name=names.get(stored.person, stored.person),
            asked=stored.asked,
            may_answer=may_answer,
            may_remove=may_answer or stored.person == self._actor.name,
            answer=stored.answer,
            answered=stored.answered,
            answered_by=by,
            answered_by_name=names.get(by, by) if by else None,
        )

    def _names(self, people: Iterable[str]) -> dict[str, str]:
        return self._unit.people.display_names(people)


def datasets_of(unit: Unit, report: str, actor: Actor, now: datetime) -> ReportDatasets:
    """What the report's newest version reads and writes, with links to what the actor may see."""
    uses = unit.flows.reads_of([report])
    written = unit.flows.written_by([report])
    if not uses and not written:
        return ReportDatasets()
    who = principals(actor)
    ids = {dataset for _, dataset, _ in written}
    seen = unit.datasets.newest(principals=who, ids=ids)
    read = unit.datasets.newest(principals=who, keys={use.key for use in uses})
    reads: dict[str, DatasetLink] = {}
    for use in uses:
        same = next((write for write in read.values() if use.is_of(write)), None)
        name = same.name if same else use.name
        reads.setdefault(name, _link(name, same, now))
    return ReportDatasets(
        reads=tuple(reads.values()),
        writes=tuple(_link(name, seen.get(dataset), now) for _, dataset, name in written),
    )


def _link(name: str, write: StoredWrite | None, now: datetime) -> DatasetLink:
    if write is None:
        return DatasetLink(name=name, id=None)
    return DatasetLink(
        name=name,
        id=write.dataset,
        freshness=freshness(write.written, write.handoff.fresh, now),
        version=version_name(write.handoff.contract or Contract()),
    )


def version_name(contract: Contract) -> str:
    """Such as `2.31`."""
    return f"{contract.major}.{contract.minor}"


def due(written: datetime, within: int | None) -> datetime | None:
    """When the next writing is promised."""
    return None if within is None else written + timedelta(seconds=within)


def told_changes(changes: Iterable[Change]) -> tuple[DatasetChange, ...]:
    """What differs from the version before, a sentence each."""
    found = []
    for change in changes:
        text = said(change)
        sentence = f"{text[:1].upper()}{text[1:]}."
        column = change.column or None
        found.append(DatasetChange(text=sentence, column=column, breaks=change.breaks))
    return tuple(found)


def columns_of(handoff: Handoff) -> tuple[DatasetColumn, ...]:
    """The columns with what stands in them; of a sensitive one no value is told."""
    told = {statistic.name: statistic for statistic in handoff.statistics}
    keys, sensitive = set(handoff.schema.primary_key), set(handoff.sensitive)
    columns = []
    for field in handoff.schema.fields:
        hidden = field.name in sensitive
        statistic = told.get(field.name)
        columns.append(
            DatasetColumn(
                name=field.name,
                type=field.type,
                unit=field.unit,
                description=field.description,
                key=field.name in keys,
                sensitive=hidden,
                nulls=statistic.nulls if statistic else None,
                distinct=statistic.distinct if statistic else None,
                **({} if hidden or statistic is None else _values(statistic)),
            )
        )
    return tuple(columns)


def sample_of(handoff: Handoff) -> DatasetSample | None:
    """The sample, without the columns that are sensitive; None where there is none."""
    if handoff.sample is None:
        return None
    sensitive = set(handoff.sensitive)
    names = [field.name for field in handoff.schema.fields]
    width = max((len(row) for row in handoff.sample), default=len(names))
    shown = [at for at, name in enumerate(names[:width]) if name not in sensitive]
    if not shown:
        return None
    rows = [tuple(row[at] if at < len(row) else None for at in shown) for row in handoff.sample]
    return DatasetSample(columns=tuple(names[at] for at in shown), rows=tuple(rows))


def _values(statistic: Statistic) -> dict[str, Any]:
    return {
        "min": statistic.min,
        "max": statistic.max,
        "mean": statistic.mean,
        "histogram": statistic.histogram,
        "top": tuple(TopValue(value=top.value, rows=top.rows) for top in statistic.top),
    }


def _matched(handoff: Handoff, words: tuple[str, ...]) -> tuple[str, ...]:
    found = [
        field.name
        for field in handoff.schema.fields
        if any(word in f"{field.name}\n{field.description}".casefold() for word in words)
    ]
    return tuple(found[:10])
