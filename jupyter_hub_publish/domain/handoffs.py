"""What an output says of a table that its notebook wrote or read: a record, read with suspicion.

A handoff travels in the notebook itself, as one more MIME type of an output, so that a notebook
that is copied, mailed or published takes along what it says of its data. Whoever reads one has to
believe nothing of it: `parse` gives a record that keeps every limit, or one sentence.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

import msgspec
from msgspec import Meta

from .errors import BadInput
from .limits import (
    MAX_COLUMNS,
    MAX_COUNT,
    MAX_HANDOFF,
    MAX_IDENTIFIER,
    MAX_MEANING,
    MAX_NAME,
    MAX_PROMISE,
    MAX_REASON,
    MAX_SAMPLE,
    MAX_SUMMARY,
    MAX_URL,
)
from .notebook import Notebook, outputs_of
from .records import Record

MIME = "application/vnd.hub-publish.handoff+json"

Act = Literal["write", "read"]
Mode = Literal["replace", "append", "upsert"]
Kind = Literal[
    "string", "integer", "number", "boolean", "date", "datetime", "time", "duration",
    "object", "array", "binary", "any",
]  # fmt: skip
"""A column's type, as Frictionless Table Schema names them; `binary` is ours."""
ChangeKind = Literal[
    "added", "dropped", "renamed", "retyped", "keys", "not_unique", "nulls", "too_many_nulls",
    "unit", "fresh", "rows",
]  # fmt: skip

Identifier = Annotated[
    str, Meta(min_length=1, max_length=MAX_IDENTIFIER, pattern=r"^[^\x00-\x1f\x7f]+\Z")
]
"""A name of a dataset, a table or a column: any script and any sign, but no control characters."""
Count = Annotated[int, Meta(ge=0, le=MAX_COUNT)]
Share = Annotated[float, Meta(ge=0, le=1)]
Meaning = Annotated[str, Meta(max_length=MAX_MEANING)]
Fingerprint = Annotated[str, Meta(pattern=r"^sha256:[0-9a-f]{64}\Z")]
Moment = Annotated[datetime, Meta(tz=True)]
Value = Annotated[str, Meta(max_length=MAX_MEANING)] | int | float | bool | None
Row = Annotated[tuple[Value, ...], Meta(max_length=MAX_COLUMNS)]


class Field(Record):
    """A column: a field of a Frictionless Table Schema, with its unit."""

    name: Identifier
    type: Kind
    description: Meaning = ""
    unit: Annotated[str, Meta(max_length=100)] = ""
    nulls: Share | None = None
    """The greatest share of nulls that is promised; null is no promise, 0 is `never null`."""
    exact: Annotated[str, Meta(max_length=200)] = ""
    """The type in the notebook, as Arrow names it: `timestamp[us, tz=UTC]`."""


Fields = Annotated[tuple[Field, ...], Meta(min_length=1, max_length=MAX_COLUMNS)]
Names = Annotated[tuple[Identifier, ...], Meta(max_length=MAX_COLUMNS)]


class TableSchema(Record, rename={"primary_key": "primaryKey"}):
    """A Frictionless Table Schema."""

    fields: Fields
    primary_key: Names = ()


class Top(Record):
    """A value, and in how many rows it stands."""

    value: Value
    rows: Count


class Statistic(Record):
    """What stands in a column, in a few numbers. Of a sensitive one only how much of it."""

    name: Identifier
    nulls: Count
    distinct: Count | None = None
    min: Value = None
    max: Value = None
    mean: float | None = None
    histogram: Annotated[tuple[Count, ...], Meta(max_length=50)] = ()
    """Rows in parts of equal width from `min` to `max`."""
    top: Annotated[tuple[Top, ...], Meta(max_length=20)] = ()
    """The values that stand in most rows, the most frequent first."""


class Location(Record, kw_only=True):
    """Where a table lies, without anything that lets one in."""

    kind: Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_+-]{0,39}\Z")]
    """`postgresql`, `sqlite`, `duckdb`, `parquet`, or another dialect's name."""
    url: Annotated[str, Meta(max_length=MAX_URL, pattern=r"^[^\x00-\x20\x7f]*\Z")]
    """Without user, password and query."""
    schema: Identifier | None = None
    table: Identifier
    warehouse: Annotated[str, Meta(pattern=r"^([a-z2-7]{20})?\Z")] = ""
    """The id that the warehouse itself remembers, by whatever address it is reached; or empty."""


class Change(Record):
    """One difference between two contracts."""

    kind: ChangeKind
    column: Annotated[str, Meta(max_length=MAX_IDENTIFIER)] = ""
    before: Meaning = ""
    after: Meaning = ""
    breaks: bool = False
    """Whether somebody who relied on what was promised can no longer do so."""


class Contract(Record):
    """Which version of the contract a write made, and what it changed."""

    major: Annotated[int, Meta(ge=1, le=MAX_COUNT)] = 1
    minor: Count = 0
    accepted: Annotated[str, Meta(min_length=1, max_length=MAX_REASON)] | None = None
    """Why what breaks the contract was written all the same."""
    changes: Annotated[tuple[Change, ...], Meta(max_length=2 * MAX_COLUMNS)] = ()


class Previous(Record):
    """The write before this one."""

    rows: Count
    written: Moment
    fingerprint: Fingerprint


class Handoff(Record, kw_only=True):
    """A table that a notebook wrote, or read."""

    format: Literal[1] = 1
    act: Act
    name: Annotated[str, Meta(min_length=1, max_length=MAX_NAME, pattern=r"^[^\x00-\x1f\x7f]+\Z")]
    """`bikeshare.forecast`"""
    description: Annotated[str, Meta(max_length=MAX_SUMMARY)] = ""
    mode: Mode = "replace"
    location: Location
    written: Moment | None = None
    """When the table was written; of one that was read, null where the warehouse does not know."""
    rows: Count
    """In the table, after the write; of a read, the rows that were read."""
    bytes: Count | None = None
    schema: TableSchema
    statistics: Annotated[tuple[Statistic, ...], Meta(max_length=MAX_COLUMNS)] = ()
    """Of what was written; of the first columns only where all would be too many."""
    sample: Annotated[tuple[Row, ...], Meta(max_length=MAX_SAMPLE)] | None = None
    """Values in the order of the fields; a row ends early where it would be too wide."""
    sensitive: Names = ()
    """Columns of which no value is told."""
    fresh: Annotated[int, Meta(ge=1, le=MAX_PROMISE)] | None = None
    """Seconds within which the next write is promised."""
    contract: Contract | None = None
    fingerprint: Fingerprint | None = None
    """Of what was written: the same rows and columns give the same one."""
    previous: Previous | None = None


class Found(Record):
    """What a cell's output says, or why it could not be understood."""

    cell: int
    """Counted from 1."""
    handoff: Handoff | None = None
    problem: str = ""


def parse(data: object) -> Handoff:
    """The handoff in an output's JSON; raises BadInput with a sentence that says what is wrong."""
    try:
        encoded = msgspec.json.encode(data)
        if len(encoded) > MAX_HANDOFF:
            raise BadInput(f"A handoff in an output is over {MAX_HANDOFF // 1000:,} kB.")
        handoff = msgspec.json.decode(encoded, type=Handoff)
    except msgspec.ValidationError as error:
        raise BadInput(f"A handoff in an output is not as the format has it: {error}.") from error
    except (msgspec.MsgspecError, TypeError, ValueError, OverflowError, RecursionError) as error:
        raise BadInput("A handoff in an output is not JSON.") from error
    if problem := _problem_of(handoff):
        raise BadInput(f"A handoff in an output {problem}.")
    return handoff


def dumped(handoff: Handoff) -> dict[str, Any]:
    """The JSON of an output, cut until it keeps the limit: histograms first, the sample last."""
    for cut in (_whole, _without_pictures, _with_narrow_sample, _without_values, _without_texts):
        smaller = cut(handoff)
        encoded = msgspec.json.encode(smaller)
        if len(encoded) <= MAX_HANDOFF:
            return msgspec.json.decode(encoded)  # type: ignore[no-any-return]
    raise BadInput(
        f"The names of the {len(handoff.schema.fields):,} columns are too long to be described.",
        hint="Give the columns shorter names, or hand off fewer of them.",
    )


def found_in(notebook: Notebook) -> Iterator[Found]:
    """What a notebook's outputs say of tables, in the order of its cells."""
    for number, cell in enumerate(notebook["cells"], 1):
        if cell.get("cell_type") != "code":
            continue
        for output in outputs_of(cell):
            data = output.get("data")
            if isinstance(data, dict) and MIME in data:
                yield _found(number, data[MIME])


def location_key(location: Location) -> str:
    """Equal for two locations exactly where they are one place, as far as they say."""
    if location.warehouse:
        return f"warehouse:{location.warehouse}"
    return f"{location.kind}:{location.url}"


def json_schema() -> dict[str, Any]:
    """The JSON Schema of the MIME type, made from the records."""
    # `\Z`, since Python's `$` lets a last line break pass; JSON Schema knows only `$`, the end.
    written = msgspec.json.encode(msgspec.json.schema(Handoff)).replace(rb"\\Z", b"$")
    schema = msgspec.json.decode(written)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": MIME, **schema}


def _found(cell: int, data: object) -> Found:
    try:
        return Found(cell=cell, handoff=parse(data))
    except BadInput as error:
        return Found(cell=cell, problem=error.message)


def _problem_of(handoff: Handoff) -> str:
    """What the types do not say: names that are not there or there twice, and ways in."""
    names = [field.name for field in handoff.schema.fields]
    known = set(names)
    if len(known) < len(names):
        return "names a column twice"
    described = [statistic.name for statistic in handoff.statistics]
    if not known.issuperset([*described, *handoff.schema.primary_key, *handoff.sensitive]):
        return "describes a column that it does not have"
    if len(set(described)) < len(described):
        return "describes a column twice"
    if any(len(row) > len(names) for row in handoff.sample or ()):
        return "has a sample that is wider than its columns"
    if _tells_what_is_sensitive(handoff, names):
        return "tells values of a column that it calls sensitive"
    return _problem_of_url(handoff.location.url)


def _tells_what_is_sensitive(handoff: Handoff, names: list[str]) -> bool:
    hidden = set(handoff.sensitive)
    places = [place for place, name in enumerate(names) if name in hidden]
    values = [row[place] for row in handoff.sample or () for place in places if place < len(row)]
    for one in handoff.statistics:
        if one.name in hidden:
            values += [one.min, one.max, one.mean, *(top.value for top in one.top)]
            values += one.histogram[:1]
    return any(value is not None for value in values)


def _problem_of_url(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return "has no address that can be read"
    if "@" in parts.netloc or parts.query or parts.fragment:
        return "has an address that tells more than where the table lies"
    return ""


def _whole(handoff: Handoff) -> Handoff:
    return handoff


def _without_pictures(handoff: Handoff) -> Handoff:
    plain = [
        msgspec.structs.replace(one, histogram=(), top=one.top[:3]) for one in handoff.statistics
    ]
    return msgspec.structs.replace(handoff, statistics=tuple(plain))


def _with_narrow_sample(handoff: Handoff, columns: int = 200) -> Handoff:
    sample = handoff.sample and tuple(row[:columns] for row in handoff.sample)
    statistics = _without_pictures(handoff).statistics[:columns]
    return msgspec.structs.replace(handoff, sample=sample, statistics=statistics)


def _without_values(handoff: Handoff) -> Handoff:
    return msgspec.structs.replace(handoff, sample=None, statistics=())


def _without_texts(handoff: Handoff) -> Handoff:
    fields = [
        msgspec.structs.replace(field, description="", exact="") for field in handoff.schema.fields
    ]
    schema = msgspec.structs.replace(handoff.schema, fields=tuple(fields))
    contract = handoff.contract and msgspec.structs.replace(
        handoff.contract, changes=handoff.contract.changes[:100]
    )
    return msgspec.structs.replace(_without_values(handoff), schema=schema, contract=contract)
