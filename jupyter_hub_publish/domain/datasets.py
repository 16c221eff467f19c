"""What is told of a dataset: a table that reports write, those who read it, and what flows back.

A dataset is known by where it lies and its name. All that is told of it comes from reports that
whoever asks may find: of a dataset whose every writer is hidden from them there is nothing to tell.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta

from .limits import MAX_COLUMN_NAME, MAX_LINK, MAX_QUESTION, MAX_TITLE, MAX_TOOL
from .records import Record, Request

Freshness = Literal["fresh", "late", "none"]
"""Whether a promise is kept to write again in time; `none` where nothing was promised."""
Scalar = str | int | float | bool | None
"""A value as JSON can hold it: times as RFC 3339, decimals as text."""
Asks = Literal["question", "problem"]
NodeKind = Literal["dataset", "report", "consumer", "more"]
NoticeKind = Literal["contract", "late", "question", "answer"]
WebLink = Annotated[str, Meta(pattern="^https?://[^\\s/]", max_length=MAX_LINK)]


class DatasetPlace(Record):
    """Where a dataset lies, without anybody's credentials."""

    kind: str
    """`postgresql`, `sqlite`, `duckdb`, `parquet`, or what else a database calls itself."""
    url: str
    schema: str | None
    table: str


class ReportRef(Record):
    """A report, as a list of a dataset's writers and readers names it."""

    id: str
    title: str
    authors: tuple[str, ...]
    version: int
    """The number of the version that wrote or reads."""
    url: str | None
    """Its permanent link, or null where nothing serves it."""


class DatasetSummary(Record):
    """A dataset as a list shows it: its newest version that whoever asks may see."""

    id: str
    name: str
    description: str
    place: DatasetPlace
    version: str
    """Such as `2.31`: the number before the point grows when readers may have to change."""
    written: datetime
    fresh_within: int | None
    """Seconds after which it is promised to be written again; null where nothing is promised."""
    due: datetime | None
    """When the next writing is promised."""
    freshness: Freshness
    rows: int
    bytes: int | None
    column_count: int
    writer: ReportRef
    """The report that wrote this version."""
    readers: int
    """How many reports read it, and how many dashboards and the like."""
    open_questions: int
    may_answer: bool
    """Whether whoever asks may answer questions: they may update the report that wrote it."""
    matched: tuple[str, ...] = ()
    """In a search: the names of columns that have the words."""


class DatasetPage(Record):
    """One page of datasets, those first that were written last."""

    total: int
    datasets: tuple[DatasetSummary, ...]
    next: str | None
    """The cursor of the next page, or null on the last one."""


class TopValue(Record):
    """A frequent value, and how many rows have it."""

    value: Scalar
    rows: int


class DatasetColumn(Record):
    """A column: what it means, and what its values are like."""

    name: str
    type: str
    """As Frictionless Table Schema names it, such as `integer`, `number` or `datetime`."""
    unit: str
    description: str
    key: bool
    """Whether it is one of the keys, which together are unique."""
    sensitive: bool
    """Whether its values are told to nobody."""
    nulls: int | None
    distinct: int | None = None
    min: Scalar = None
    max: Scalar = None
    mean: float | None = None
    histogram: tuple[int, ...] = ()
    """Rows in stretches of the same width between `min` and `max`; empty where it has none."""
    top: tuple[TopValue, ...] = ()
    """The most frequent values, where it has no histogram."""


class DatasetSample(Record):
    """Some rows, each with as many values as there are columns."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Scalar, ...], ...]


class DatasetChange(Record):
    """What differs from the version before."""

    text: str
    """One sentence, such as `The column low is gone.`"""
    column: str | None = None
    breaks: bool = False
    """Whether those who read the table may have to change something."""


class DatasetVersion(Record):
    """One writing of the table."""

    version: str
    mode: str
    """`replace`, `append` or `upsert`."""
    written: datetime
    rows: int
    bytes: int | None
    column_count: int
    fingerprint: str
    writer: ReportRef
    accepted: str | None = None
    """Why the author let a change through that breaks the contract."""
    changes: tuple[DatasetChange, ...] = ()


class DatasetVersionList(Record):
    """The versions that whoever asks may see, up to 500, the newest first."""

    versions: tuple[DatasetVersion, ...]


class Consumer(Record):
    """A dashboard, a workbook or the like that somebody feeds from the dataset."""

    id: str
    title: str
    link: str
    tool: str
    """Such as `Power BI`; may be empty."""
    person: str
    name: str
    """Whoever registered it, as they are shown."""
    added: datetime
    may_remove: bool
    webhook: str | None = None
    """Where it hears of changes; told only to those who may remove it."""


class ConsumerList(Record):
    """All consumers of a dataset, the newest first."""

    consumers: tuple[Consumer, ...]


class ConsumerToAdd(Request):
    """POST /api/datasets/{dataset}/consumers: I feed something from this."""

    title: Annotated[str, Meta(min_length=1, max_length=MAX_TITLE)]
    link: WebLink
    tool: Annotated[str, Meta(max_length=MAX_TOOL)] = ""
    webhook: WebLink | None = None
    """Is sent a short JSON text when the contract changes or a writing is late, if the admin
    allows its host."""


class Question(Record):
    """A question or a problem, on a dataset or on one of its columns."""

    id: str
    kind: Asks
    column: str | None
    text: str
    person: str
    name: str
    """Whoever asks, as they are shown."""
    asked: datetime
    may_answer: bool
    may_remove: bool
    answer: str | None = None
    answered: datetime | None = None
    answered_by: str | None = None
    answered_by_name: str | None = None
    """Whoever has answered, as they are shown."""


class QuestionList(Record):
    """All questions on a dataset: those that are open first, then the newest."""

    questions: tuple[Question, ...]


class QuestionToAsk(Request):
    """POST /api/datasets/{dataset}/questions."""

    text: Annotated[str, Meta(min_length=1, max_length=MAX_QUESTION)]
    kind: Asks = "question"
    column: Annotated[str, Meta(max_length=MAX_COLUMN_NAME)] | None = None


class AnswerToGive(Request):
    """POST /api/datasets/{dataset}/questions/{question}."""

    text: Annotated[str, Meta(min_length=1, max_length=MAX_QUESTION)]


class DatasetRef(Record):
    """A dataset by its name, for a link to it."""

    id: str
    name: str


class Asked(Question, kw_only=True):
    """A question that waits for an answer of whoever asks for the list."""

    dataset: DatasetRef


class AskedList(Record):
    """The questions that wait for one's answer, the oldest first."""

    questions: tuple[Asked, ...]


class Notice(Record):
    """Something that somebody should know who writes a dataset, or feeds something from it."""

    id: str
    kind: NoticeKind
    dataset: DatasetRef
    text: str
    """One sentence."""
    at: datetime


class NoticeList(Record):
    """What was to be told in the past 30 days, the newest first."""

    notices: tuple[Notice, ...]


class DatasetDetail(DatasetSummary, kw_only=True):
    """All that a dataset's page shows, but for its lineage and how to connect."""

    columns: tuple[DatasetColumn, ...]
    keys: tuple[str, ...]
    sample: DatasetSample | None
    """Null where the author keeps it back."""
    fingerprint: str
    versions: tuple[DatasetVersion, ...]
    """The newest five."""
    version_count: int
    read_by: tuple[ReportRef, ...]
    """The reports whose newest version reads it."""
    consumers: tuple[Consumer, ...]
    questions: tuple[Question, ...]


# Lineage


class LineageNode(Record):
    """A box of the picture: from left to right, what feeds and what is fed."""

    key: str
    """What edges name; it means nothing else."""
    kind: NodeKind
    title: str
    note: str
    """A few words: `dataset · late by 2 hours`, `report · ravi`, `Power BI · bob`."""
    id: str | None
    """Of the dataset or the report, to go there; null where there is nothing to go to."""
    url: str | None
    """The permanent link of a report, the link of a consumer."""
    here: bool
    """Whether it is the dataset that was asked for."""
    freshness: Freshness | None
    """Of a dataset that whoever asks may see."""
    layer: int
    """The column that it stands in, from 0 at the left."""
    x: int
    y: int
    """The upper left corner, in pixels of a picture of `Lineage.width` × `Lineage.height`."""
    members: tuple[str, ...] = ()
    """Of `more`: the titles of those for which there was no room."""


class LineageEdge(Record):
    """A line between two boxes, in the direction in which data flow."""

    source: str
    target: str
    path: str
    """The line as an SVG path, in the same pixels."""


class Lineage(Record):
    """Where a dataset comes from and where it goes: datasets → reports → datasets → dashboards."""

    width: int
    height: int
    node_width: int
    node_height: int
    nodes: tuple[LineageNode, ...]
    edges: tuple[LineageEdge, ...]


# How to connect


class Snippet(Record):
    """How to connect with one tool; it holds nobody's password."""

    kind: Literal["sql", "pandas", "polars", "r", "excel", "tableau"]
    title: str
    """Such as `Excel, Power BI`."""
    language: str
    """For colouring: `sql`, `python`, `r`, or empty."""
    code: str
    note: str = ""
    """A sentence about it; may be empty."""


class ConnectFile(Record):
    """A file that opens the dataset in a tool."""

    name: str
    """Such as `bikeshare.forecast.pbids`: the last part of its path below `/connect/`."""
    title: str
    """Such as `For Power BI`."""


class Connections(Record):
    """All ways to connect that are known for where the dataset lies."""

    snippets: tuple[Snippet, ...]
    files: tuple[ConnectFile, ...]
