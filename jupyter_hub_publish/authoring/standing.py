"""How a notebook stands to the report that it remembers, and to the one it was copied from."""

from __future__ import annotations

from collections.abc import Callable

from ..domain import notebook as notebooks
from ..domain.drafts import Relation
from ..domain.errors import Forbidden, LibraryUnavailable, NotFound
from ..domain.notebook import Notebook
from ..domain.records import Actor, Choices, Record, Remembered, ReportDetail, ReportSummary
from ..library.interface import Library

OpenLibrary = Callable[[], Library]


class Standing(Record):
    """What there is of a notebook's past."""

    relation: Relation
    report: ReportDetail | None = None

    @property
    def choices(self) -> Choices | None:
        """What was decided for the version before, where the next one is going to follow it."""
        mine = self.report if self.relation == "mine" else None
        return mine.choices if mine else None

    @property
    def summary(self) -> ReportSummary | None:
        """The report as a card shows it."""
        return None if self.report is None else summary_of(self.report)


def standing_of(
    notebook: Notebook, origin: str, *, actor: Actor, open_library: OpenLibrary
) -> Standing:
    """How it stands to what it remembers; `origin` is where its file really is."""
    memory = notebooks.remembered(notebook)
    if memory is None:
        return Standing(relation="none")
    library = open_library()
    if memory.library != library.info.id:
        return Standing(relation="other_library")
    try:
        report = library.reading.open_latest(memory.report, actor=actor)
    except NotFound:
        return Standing(relation="not_mine")
    return Standing(relation=_relation(report, origin), report=report)


def _relation(report: ReportDetail, origin: str) -> Relation:
    if not report.may_update:
        return "not_mine"
    if report.withdrawn is not None:
        return "withdrawn"
    return "mine" if report.source in (None, origin) else "other_path"


def standing_to(report: str, *, actor: Actor, open_library: OpenLibrary) -> Standing:
    """How any notebook stands to the report that the author wants to update.

    Raises NotFound, and Forbidden for a report that is somebody else's.
    """
    found = open_library().reading.open_latest(report, actor=actor)
    if not found.may_update:
        raise Forbidden(
            "This report is not yours to update.", hint="Publish the notebook as a new report."
        )
    return Standing(relation="withdrawn" if found.withdrawn else "mine", report=found)


def parent_of(
    notebook: Notebook, *, actor: Actor, open_library: OpenLibrary
) -> ReportSummary | None:
    """The report that the notebook was copied from, if it is here and the actor may see it."""
    parent = notebooks.parent_of(notebook)
    if parent is None:
        return None
    try:
        return _seen(parent, open_library(), actor)
    except (NotFound, LibraryUnavailable):  # a draft does not fail for want of its history
        return None


def _seen(parent: Remembered, library: Library, actor: Actor) -> ReportSummary | None:
    if parent.library != library.info.id:
        return None
    return summary_of(library.reading.open_latest(parent.report, actor=actor))


def summary_of(report: ReportDetail) -> ReportSummary:
    """What a card shows of it."""
    return ReportSummary(
        **{name: getattr(report, name) for name in ReportSummary.__struct_fields__}
    )


def changed(notebook: Notebook, report: ReportDetail | None) -> bool:
    """Whether its cells differ from those of the report's newest version."""
    return report is None or notebooks.fingerprint(notebook) != report.latest.fingerprint
