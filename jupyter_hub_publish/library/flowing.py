"""Lineage: which reports write a dataset and which read it, and what stands behind them.

Two steps back and three on: from what the writers read, to what the readers write, and to what is
fed from that. Only what the reader may find is a part of it; a table that a report names and nobody
has registered is there by its name alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from ..domain.contracts import freshness
from ..domain.datasets import Freshness, Lineage, LineageEdge, LineageNode, NodeKind
from ..domain.lineage import laid_out
from ..storage import Unit
from ..storage.dataset_records import StoredConsumer, StoredUse, StoredWrite
from .dataset_telling import Telling, due

_MOST = 200  # nodes of one kind; a picture of more tells nothing


def flow_of(unit: Unit, here: StoredWrite, telling: Telling, now: datetime) -> Lineage:
    """The picture around this dataset."""
    flow = _Flow(unit, telling, now)
    flow.add_dataset(here, here=True)
    writers = flow.add_writers([here])
    flow.add_reads(writers)
    readers = flow.add_readers([here])
    further = flow.add_writes([report for report in readers if report not in writers])
    flow.add_consumers([here.dataset, *further])
    return laid_out(flow.nodes.values(), flow.edges)


class _Flow:
    """Nodes and edges, as they are found."""

    def __init__(self, unit: Unit, telling: Telling, now: datetime) -> None:
        self._unit = unit
        self._telling = telling
        self._now = now
        self.nodes: dict[str, LineageNode] = {}
        self.edges: list[LineageEdge] = []

    def add_dataset(self, write: StoredWrite, *, here: bool = False) -> str:
        """A dataset that the reader may see."""
        within = write.handoff.fresh
        fresh = freshness(write.written, within, self._now)
        note = "this dataset" if here else "dataset"
        if fresh == "fresh" and not here:
            note = "dataset · fresh"
        elif fresh == "late" and (was_due := due(write.written, within)):
            note = f"{note} · late by {_span((self._now - was_due).total_seconds())}"
        key = f"dataset:{write.dataset}"
        if key not in self.nodes:
            self._add(key, "dataset", write.name, note, id=write.dataset, here=here, fresh=fresh)
        return key

    def add_writers(self, writes: Iterable[StoredWrite]) -> list[str]:
        """The reports that write these datasets."""
        ids = [write.dataset for write in writes]
        found = self._unit.flows.writers(ids, principals=self._telling.principals)[:_MOST]
        self._telling.fetch(report for _, report, _ in found)
        for dataset, report, number in found:
            self._link(self._add_report(report, number), f"dataset:{dataset}")
        return list(dict.fromkeys(report for _, report, _ in found))

    def add_reads(self, reports: list[str]) -> None:
        """What these reports read."""
        uses = self._unit.flows.reads_of(reports)[:_MOST]
        known = self._unit.datasets.newest(
            principals=self._telling.principals, keys={use.key for use in uses}
        )
        for use in uses:
            same = [write for write in known.values() if use.is_of(write)]
            for write in same:
                self._link(self.add_dataset(write), f"report:{use.report}")
            if not same:
                self._link(self._add_table(use), f"report:{use.report}")

    def add_readers(self, writes: list[StoredWrite]) -> list[str]:
        """The reports that read these datasets."""
        uses = self._unit.flows.readers_of(
            {write.key for write in writes}, principals=self._telling.principals
        )[:_MOST]
        self._telling.fetch(use.report for use in uses)
        for use in uses:
            for write in writes:
                if use.is_of(write):
                    report = self._add_report(use.report, use.number)
                    self._link(f"dataset:{write.dataset}", report)
        return list(dict.fromkeys(use.report for use in uses))

    def add_writes(self, reports: list[str]) -> list[str]:
        """What these reports write; the ids of it."""
        pairs = self._unit.flows.written_by(reports)[:_MOST]
        known = self._unit.datasets.newest(
            principals=self._telling.principals, ids={dataset for _, dataset, _ in pairs}
        )
        for report, dataset, _ in pairs:
            if dataset in known and f"report:{report}" in self.nodes:
                self._link(f"report:{report}", self.add_dataset(known[dataset]))
        return list(known)

    def add_consumers(self, datasets: list[str]) -> None:
        """What people feed from these datasets."""
        found = self._unit.said.consumers(
            datasets, principals=self._telling.principals, limit=_MOST
        )
        names = self._unit.people.display_names(each.person for each in found)
        for each in found:
            node = self._add_consumer(each, names.get(each.person, each.person))
            self._link(f"dataset:{each.dataset}", node)

    def _add_report(self, report: str, number: int) -> str:
        key = f"report:{report}"
        if key not in self.nodes:
            ref = self._telling.ref(report, number)
            first, *others = ref.authors or ("",)
            by = first if not others else f"{first}, {others[0]}"
            more = f" and {len(others) - 1} more" if len(others) > 1 else ""
            self._add(key, "report", ref.title, f"report · {by}{more}", id=report)
        return key

    def _add_table(self, use: StoredUse) -> str:
        key = f"table:{use.key}"
        if key not in self.nodes:
            self._add(key, "dataset", use.name, "table")
        return key

    def _add_consumer(self, consumer: StoredConsumer, name: str) -> str:
        key = f"consumer:{consumer.id}"
        note = " · ".join(filter(None, (consumer.tool, name)))
        self._add(key, "consumer", consumer.title, note, url=consumer.link)
        return key

    def _add(
        self,
        key: str,
        kind: NodeKind,
        title: str,
        note: str,
        *,
        id: str | None = None,
        url: str | None = None,
        here: bool = False,
        fresh: Freshness | None = None,
    ) -> None:
        self.nodes[key] = LineageNode(
            key=key,
            kind=kind,
            title=title,
            note=note,
            id=id,
            url=url,
            here=here,
            freshness=fresh,
            layer=0,
            x=0,
            y=0,
        )

    def _link(self, source: str, target: str) -> None:
        self.edges.append(LineageEdge(source=source, target=target, path=""))


def _span(seconds: float) -> str:
    for name, size in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if seconds >= size:
            number = int(seconds // size)
            return f"{number} {name}{'s' if number > 1 else ''}"
    return "a moment"
