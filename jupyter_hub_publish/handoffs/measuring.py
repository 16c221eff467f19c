"""What stands in a table, in numbers: counted whole where that is quick, and estimated where not.

Nulls, rows, the smallest, the greatest and the mean are of all rows. How many values differ, which
are frequent and how they spread is estimated from 200,000 rows, evenly taken, where there are more.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from ..domain.handoffs import Row, Statistic, Top, Value
from ..domain.limits import MAX_MEANING, MAX_SAMPLE
from .frames import is_nested, kind_of

_LOOKED_AT = 200_000  # rows; a picture of 14 bars needs no more
_BARS = 14
_TOP = 5
_PICTURED = 300  # columns that get a histogram or frequent values; nobody looks at more
_AT_ONCE = 400  # columns of one statement
_EXACTLY = 20_000  # rows; in more, how many differ is told to about two percent


def nulls_of(table: pa.Table) -> dict[str, int]:
    """The nulls of each column that has some."""
    counts = zip(table.column_names, (column.null_count for column in table.columns), strict=True)
    return {name: count for name, count in counts if count}


def repeated(table: pa.Table, keys: Sequence[str]) -> int:
    """Rows whose keys an earlier row has already."""
    if not keys or not table.num_rows:
        return 0
    with counting() as connection:
        connection.register("handed", _numbered(table.select(list(keys))))
        different = _one(connection, "SELECT count(*) FROM (SELECT DISTINCT * FROM handed)")[0]
    rows: int = table.num_rows
    return rows - int(different)


def fingerprint(table: pa.Table) -> str:
    """The same for the same columns and rows, in whatever order the rows are."""
    places = [place for place, column in enumerate(table.columns) if not is_nested(column.type)]
    summed: list[str] = []
    with counting() as connection:
        connection.register("handed", _numbered(table))
        for part in _parts(places):
            hashed = ", ".join(f"c{place}" for place in part)
            summed.append(str(_one(connection, f"SELECT sum(hash({hashed})) FROM handed")[0]))
    shape = [table.num_rows, [[field.name, str(field.type)] for field in table.schema], summed]
    return "sha256:" + hashlib.sha256(json.dumps(shape).encode()).hexdigest()


def statistics(table: pa.Table, sensitive: Iterable[str]) -> tuple[Statistic, ...]:
    """Each column in a few numbers."""
    hidden = set(sensitive)
    step = max(1, math.ceil(table.num_rows / _LOOKED_AT))
    some = table if step == 1 else table.take(pa.array(range(0, table.num_rows, step)))
    with counting() as connection:
        connection.register("looked_at", _numbered(some))
        distinct = _distinct(connection, some)
        return tuple(
            _statistic(
                connection,
                name,
                column,
                place,
                distinct=_scaled(distinct.get(place), some.num_rows, table.num_rows),
                step=step,
                told=name not in hidden,
                pictured=place < _PICTURED,
            )
            for place, (name, column) in enumerate(_columns(table))
        )


def sample(table: pa.Table, sensitive: Iterable[str]) -> tuple[Row, ...]:
    """The first rows, with nothing in the columns that are sensitive."""
    hidden = set(sensitive)
    head = table.slice(0, MAX_SAMPLE)
    columns = [
        [None] * head.num_rows if name in hidden else [told(value) for value in column.to_pylist()]
        for name, column in _columns(head)
    ]
    return tuple(zip(*columns, strict=True))


def told(value: Any) -> Value:
    """A value as JSON has it: numbers that JSON lacks, dates and what has parts become text."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return value if abs(value) < 2**53 else str(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if isinstance(value, bytes):
        return value[:100].hex()
    if isinstance(value, (dict, list, tuple)):
        value = json.dumps(value, default=str, ensure_ascii=False)
    text = (
        value.isoformat(sep=" ")
        if hasattr(value, "hour") and hasattr(value, "year")
        else str(value)
    )
    return text if len(text) <= MAX_MEANING else text[: MAX_MEANING - 1] + "…"


def _statistic(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    column: pa.ChunkedArray,
    place: int,
    *,
    distinct: int | None,
    step: int,
    told: bool,
    pictured: bool,
) -> Statistic:
    base = Statistic(name=name, nulls=column.null_count, distinct=distinct)
    if not told or _is_odd(column.type) or column.null_count == len(column):
        return base
    low, high = _ends(column)
    ends = (_told(low), _told(high))
    numeric = kind_of(column.type) in ("integer", "number")
    mean = pc.mean(column).as_py() if numeric else None
    mean = float(mean) if mean is not None and math.isfinite(mean) else None
    bars: tuple[int, ...] = ()
    top: tuple[Top, ...] = ()
    if pictured and (numeric or kind_of(column.type) in ("datetime", "date")):
        bars = _histogram(connection, place, column.type, step)
    elif pictured:
        top = _top(connection, place, step)
    return Statistic(
        name=name,
        nulls=column.null_count,
        distinct=distinct,
        min=ends[0],
        max=ends[1],
        mean=mean,
        histogram=bars,
        top=top,
    )


_told = told  # the function, where a parameter has its name


def _ends(column: pa.ChunkedArray) -> tuple[Any, Any]:
    if kind_of(column.type) in ("boolean", "string"):
        return None, None  # the frequent ones say more, and the first of an alphabet says nothing
    if pa.types.is_floating(column.type):
        column = pc.filter(column, pc.is_finite(column))
    ends = pc.min_max(column).as_py()
    return ends["min"], ends["max"]


def _histogram(
    connection: duckdb.DuckDBPyConnection, place: int, type_: pa.DataType, step: int
) -> tuple[int, ...]:
    column = f"c{place}"
    is_time = pa.types.is_temporal(type_)
    number = f"epoch_us({column}::TIMESTAMP)::DOUBLE" if is_time else f"{column}::DOUBLE"
    counted = connection.execute(
        f"""WITH n AS (SELECT {number} AS x FROM looked_at WHERE {column} IS NOT NULL),
            f AS (SELECT x FROM n WHERE isfinite(x)),
            e AS (SELECT min(x) AS a, max(x) AS b FROM f)
            SELECT CASE WHEN b > a
                   THEN least({_BARS - 1}, greatest(0, floor((x - a) / (b - a) * {_BARS})))::INTEGER
                   ELSE 0 END AS bar, count(*)
            FROM f, e GROUP BY bar"""
    ).fetchall()
    found = dict(counted)
    return tuple(found.get(bar, 0) * step for bar in range(_BARS)) if found else ()


def _top(connection: duckdb.DuckDBPyConnection, place: int, step: int) -> tuple[Top, ...]:
    column = f"c{place}"
    rows = connection.execute(
        f"""SELECT {column}, count(*) AS rows FROM looked_at WHERE {column} IS NOT NULL
            GROUP BY {column} ORDER BY rows DESC, {column} LIMIT {_TOP}"""
    ).fetchall()
    return tuple(Top(value=_told(value), rows=count * step) for value, count in rows)


def _distinct(connection: duckdb.DuckDBPyConnection, table: pa.Table) -> dict[int, int]:
    places = [place for place, column in enumerate(table.columns) if not _is_odd(column.type)]
    counted = "approx_count_distinct(c{})" if table.num_rows > _EXACTLY else "count(DISTINCT c{})"
    found: dict[int, int] = {}
    for part in _parts(places):
        counts = ", ".join(counted.format(place) for place in part)
        found |= zip(part, _one(connection, f"SELECT {counts} FROM looked_at"), strict=True)
    return found


def _scaled(distinct: int | None, seen: int, rows: int) -> int | None:
    """Where nearly every row that was seen differs, so do those that were not."""
    if distinct is None or seen == rows:
        return None if distinct is None else min(distinct, rows)
    return min(rows, round(distinct * rows / seen)) if distinct > 0.9 * seen else distinct


def _columns(table: pa.Table) -> list[tuple[str, pa.ChunkedArray]]:
    return list(zip(table.column_names, table.columns, strict=True))


def _is_odd(type_: pa.DataType) -> bool:
    """Whether its values are not compared: parts and bytes."""
    return is_nested(type_) or kind_of(type_) == "binary"


def _numbered(table: pa.Table) -> pa.Table:
    """The table with columns c0, c1, …: DuckDB takes names that differ in case for one."""
    return table.rename_columns([f"c{place}" for place in range(table.num_columns)])


def _parts(places: Sequence[int]) -> list[Sequence[int]]:
    return [places[first : first + _AT_ONCE] for first in range(0, len(places), _AT_ONCE)]


def counting() -> duckdb.DuckDBPyConnection:
    """A connection to a database in memory, which is made once: that takes longer than a count."""
    return _memory().cursor()


@lru_cache(maxsize=1)
def _memory() -> duckdb.DuckDBPyConnection:
    return duckdb.connect(":memory:")


def _one(connection: duckdb.DuckDBPyConnection, statement: str) -> tuple[Any, ...]:
    return connection.execute(statement).fetchone() or ()
