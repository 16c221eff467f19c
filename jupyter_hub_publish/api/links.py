"""Records leave the library without links; the site that answers adds its own."""

from __future__ import annotations

from functools import singledispatch
from typing import TypeVar, cast

from msgspec.structs import replace

from ..domain.datasets import (
    DatasetDetail,
    DatasetPage,
    DatasetSummary,
    DatasetVersion,
    DatasetVersionList,
    Lineage,
    ReportRef,
)
from ..domain.drafts import Draft, Job, JobList, Status
from ..domain.records import (
    AccessRequestList,
    AskedForList,
    HitPage,
    Origin,
    Published,
    Record,
    RelatedList,
    ReportDetail,
    ReportSummary,
)

R = TypeVar("R", bound=Record)


def link_to(report: str, pattern: str | None) -> str | None:
    """The permanent link of a report, or None where nothing serves it."""
    return pattern.replace("{id}", report) if pattern else None


def linked(record: R, pattern: str | None) -> R:
    """The same record with every `url` in it filled in."""
    return cast(R, _linked(record, pattern))


def _maybe(record: R | None, pattern: str | None) -> R | None:
    return None if record is None else linked(record, pattern)


@singledispatch
def _linked(record: Record, pattern: str | None) -> Record:
    return record


@_linked.register
def _(record: ReportSummary, pattern: str | None) -> Record:
    return replace(record, url=link_to(record.id, pattern))


@_linked.register
def _(record: Published, pattern: str | None) -> Record:
    return replace(record, url=link_to(record.id, pattern))


@_linked.register
def _(record: HitPage, pattern: str | None) -> Record:
    return replace(record, hits=tuple(linked(hit, pattern) for hit in record.hits))


@_linked.register
def _(record: AccessRequestList, pattern: str | None) -> Record:
    requests = (replace(each, report=linked(each.report, pattern)) for each in record.requests)
    return replace(record, requests=tuple(requests))


@_linked.register
def _(record: AskedForList, pattern: str | None) -> Record:
    asked = (replace(each, report=_maybe(each.report, pattern)) for each in record.asked)
    return replace(record, asked=tuple(asked))


@_linked.register
def _(record: RelatedList, pattern: str | None) -> Record:
    return replace(record, reports=tuple(linked(report, pattern) for report in record.reports))


@_linked.register
def _(record: ReportDetail, pattern: str | None) -> Record:
    return replace(
        record,
        url=link_to(record.id, pattern),
        replaced_by=_maybe(record.replaced_by, pattern),
        based_on=_maybe(record.based_on, pattern),
        basis_of=tuple(linked(report, pattern) for report in record.basis_of),
    )


@_linked.register
def _(record: Origin, pattern: str | None) -> Record:
    return replace(record, report=linked(record.report, pattern))


@_linked.register
def _(record: Draft, pattern: str | None) -> Record:
    return replace(
        record,
        report=_maybe(record.report, pattern),
        parent=_maybe(record.parent, pattern),
    )


@_linked.register
def _(record: Status, pattern: str | None) -> Record:
    return replace(record, report=_maybe(record.report, pattern))


@_linked.register
def _(record: Job, pattern: str | None) -> Record:
    return replace(record, published=_maybe(record.published, pattern))


@_linked.register
def _(record: JobList, pattern: str | None) -> Record:
    return replace(record, jobs=tuple(linked(job, pattern) for job in record.jobs))


@_linked.register
def _(record: ReportRef, pattern: str | None) -> Record:
    return replace(record, url=link_to(record.id, pattern))


@_linked.register
def _(record: DatasetSummary, pattern: str | None) -> Record:
    return replace(record, writer=linked(record.writer, pattern))


@_linked.register
def _(record: DatasetVersion, pattern: str | None) -> Record:
    return replace(record, writer=linked(record.writer, pattern))


@_linked.register
def _(record: DatasetPage, pattern: str | None) -> Record:
    return replace(record, datasets=tuple(linked(each, pattern) for each in record.datasets))


@_linked.register
def _(record: DatasetVersionList, pattern: str | None) -> Record:
    return replace(record, versions=tuple(linked(each, pattern) for each in record.versions))


@_linked.register
def _(record: DatasetDetail, pattern: str | None) -> Record:
    return replace(
        record,
        writer=linked(record.writer, pattern),
        versions=tuple(linked(each, pattern) for each in record.versions),
        read_by=tuple(linked(each, pattern) for each in record.read_by),
    )


@_linked.register
def _(record: Lineage, pattern: str | None) -> Record:
    nodes = (
        replace(node, url=link_to(node.id, pattern)) if node.kind == "report" and node.id else node
        for node in record.nodes
    )
    return replace(record, nodes=tuple(nodes))
