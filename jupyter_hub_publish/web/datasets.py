"""The web pages of datasets: made whole on the server, for people who have no Jupyter."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from ..domain.contracts import in_words
from ..domain.datasets import (
    Connections,
    DatasetColumn,
    DatasetDetail,
    DatasetPage,
    DatasetSummary,
    DatasetVersion,
    DatasetVersionList,
    Lineage,
)
from ..domain.records import Record
from .addresses import Asked
from .browsing import Frame, page_of
from .colouring import coloured
from .figures import figure
from .freshness import freshness
from .lineage import boxes
from .values import share, size, value

MAX_COLUMNS = 200  # in the table of a page; all of them where that is asked for
_SAMPLED = 40  # columns of a sample
_TOOLS = ("Power BI", "Tableau", "Excel", "Superset", "Metabase", "Looker Studio", "Grafana")


class Wanted(Record):
    """Which datasets are listed."""

    words: str = ""
    mine: bool = False

    def query(self, cursor: str | None = None, *, mine: bool | None = None) -> str:
        """The query of its address, without the question mark."""
        pairs = [("q", self.words)] if self.words else []
        pairs += [("mine", "true")] if (self.mine if mine is None else mine) else []
        pairs += [("cursor", cursor)] if cursor else []
        return urlencode(pairs)


class DatasetShown(Record):
    """All that stands on a dataset's page."""

    dataset: DatasetDetail
    lineage: Lineage
    connections: Connections
    all_columns: bool = False


def datasets_document(wanted: Wanted, found: DatasetPage, frame: Frame) -> bytes:
    """Datasets that were searched for, or those that were written last."""
    return _page("datasets.html.j2", frame, title="Datasets", wanted=wanted, found=found)


def dataset_document(shown: DatasetShown, frame: Frame, *, token: str) -> bytes:
    """A dataset: what it means, how fresh it is, how to connect, and what people ask of it."""
    dataset = shown.dataset
    columns = dataset.columns if shown.all_columns else dataset.columns[:MAX_COLUMNS]
    return _page(
        "dataset.html.j2",
        frame,
        title=dataset.name,
        dataset=dataset,
        columns=columns,
        sampled=_SAMPLED,
        types={column.name: column.type for column in dataset.columns},
        lineage=shown.lineage,
        boxes=boxes(shown.lineage, frame.base),
        connections=shown.connections,
        promises=promises(dataset),
        tools=_TOOLS,
        token=token,
    )


def dataset_versions_document(
    dataset: DatasetDetail, versions: DatasetVersionList, frame: Frame
) -> bytes:
    """Each writing of a dataset, and what changed with it."""
    title = f"Versions of {dataset.name}"
    return _page(
        "dataset_versions.html.j2", frame, title=title, dataset=dataset, versions=versions.versions
    )


def promises(dataset: DatasetDetail) -> str:
    """What may be relied on, in one sentence; empty where nothing is promised."""
    told = []
    if dataset.keys:
        named = _listed(dataset.keys)
        together = " together are unique" if len(dataset.keys) > 1 else " is unique"
        told.append(f"{named}{together}")
    if dataset.fresh_within is not None:
        told.append(f"written {in_words(dataset.fresh_within)}")
    return f"Promises: {'; '.join(told)}." if told else ""


def _listed(names: tuple[str, ...]) -> str:
    return " and ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else names[0]


def type_of(column: DatasetColumn) -> str:
    """ "number, bikes an hour", "integer, key"."""
    return ", ".join(filter(None, (column.type, column.unit, "key" if column.key else "")))


def changes_of(version: DatasetVersion) -> str:
    """What changed with a version, in one line; empty where nothing did."""
    told = "; ".join(change.text.removesuffix(".") for change in version.changes)
    return told[:1].upper() + told[1:]


def _page(template: str, frame: Frame, **values: Any) -> bytes:
    now = datetime.now(UTC)

    def fresh(dataset: DatasetSummary) -> str:
        return freshness(dataset, now)

    return page_of(
        template,
        frame,
        here="datasets",
        asked=Asked(),
        fresh=fresh,
        figure=figure,
        coloured=coloured,
        type_of=type_of,
        changes_of=changes_of,
        share=share,
        size=size,
        value=value,
        **values,
    )
