"""Records leave the library without links; the site that answers adds its own."""

from __future__ import annotations

from functools import singledispatch
from typing import TypeVar, cast

from msgspec.structs import replace

from ..domain.records import (
    Draft,
    HitPage,
    Job,
    JobList,
    Published,
    Record,
    ReportSummary,
    Status,
)

R = TypeVar("R", bound=Record)


def link_to(report: str, pattern: str | None) -> str | None:
    """The permanent link of a report, or None where nothing serves it."""
    return pattern.replace("{id}", report) if pattern else None


def linked(record: R, pattern: str | None) -> R:
    """The same record with every `url` in it filled in."""
    return cast(R, _linked(record, pattern))


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


@_linked.register(Draft)
@_linked.register(Status)
def _(record: Draft | Status, pattern: str | None) -> Record:
    return replace(record, report=linked(record.report, pattern) if record.report else None)


@_linked.register
def _(record: Job, pattern: str | None) -> Record:
    return replace(
        record, published=linked(record.published, pattern) if record.published else None
    )


@_linked.register
def _(record: JobList, pattern: str | None) -> Record:
    return replace(record, jobs=tuple(linked(job, pattern) for job in record.jobs))
