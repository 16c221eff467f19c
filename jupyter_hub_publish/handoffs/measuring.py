"""What stands in a table, in numbers: counted whole where that is quick, and estimated where not.

Nulls, rows, the smallest, the greatest and the mean are of all rows. How many values differ, which
are frequent and how they spread is estimated from 50,000 rows, evenly taken, where there are more.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

import duckdb
import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from ..domain.handoffs import Row, Statistic, Top, Value
from ..domain.limits import MAX_MEANING, MAX_SAMPLE
from .frames import is_nested, kind_of

_LOOKED_AT = 50_000  # rows; a picture of 14 bars needs no more
_BARS = 14
_TOP = 5
_FEW = 100  # values that are compared when the most frequent ones are chosen
_PICTURED = 300  # columns that get a histogram or frequent values; nobody looks at more
_AT_ONCE = 100  # columns of one statement


def nulls_of(table: pa.Table) -> dict[str, int]:
    """The nulls of each column that has some."""
    counts = zip(table.column_names, (column.null_count for column in table.columns), strict=True)
    return {name: count for name, count in counts if count}


def repeated(table: pa.Table, keys: Sequence[str]) -> int:
    """Rows whose keys an earlier row has already."""
    if not keys or not table.num_rows:
        return 0
    with counting(table.num_rows) as connection:
        connection.register("handed", _numbered(table.select(list(keys))))
        different = _one(connection, "SELECT count(*) FROM (SELECT DISTINCT * FROM handed)")[0]
    rows: int = table.num_rows
    return rows - int(different)


def fingerprint(table: pa.Table) -> str:
    """The same for the same columns and rows, in whatever order the rows are."""
    summed: list[str] = []
    places = [place for place, column in enumerate(table.columns) if not is_nested(column.type)]
    with counting(table.num_rows) as connection:
        for part in _parts(table.select(places)):
            connection.register("handed", part)
            hashed = ", ".join(part.column_names)
            summed.append(str(_one(connection, f"SELECT sum(hash({hashed})) FROM handed")[0]))
    shape = [table.num_rows, [[field.name, str(field.type)] for field in table.schema], summed]
    return "sha256:" + hashlib.sha256(json.dumps(shape).encode()).hexdigest()


def statistics(table: pa.Table, sensitive: Iterable[str]) -> tuple[Statistic, ...]:
    """Each column in a few numbers."""
    hidden = set(sensitive)
    step = max(1, math.ceil(table.num_rows / _LOOKED_AT))
    some = table if step == 1 else table.take(pa.array(range(0, table.num_rows, step)))
    found: list[Statistic] = []
    for name, column, few in zip(table.column_names, table.columns, some.columns, strict=True):
        odd = is_nested(column.type) or kind_of(column.type) == "binary"
        different = None if odd else _scaled(pc.count_distinct(few).as_py(), len(few), len(column))
        one = Statistic(name=name, nulls=column.null_count, distinct=different)
        if not odd and name not in hidden and column.null_count < len(column):
            one = _described(one, column, few, step, pictured=len(found) < _PICTURED)
        found.append(one)
    return tuple(found)


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


def _described(
    one: Statistic, column: pa.ChunkedArray, few: pa.ChunkedArray, step: int, *, pictured: bool
) -> Statistic:
    """The same, with the values themselves."""
    kind = kind_of(column.type)
    low, high = _ends(column)
    mean = pc.mean(column).as_py() if kind in ("integer", "number") else None
    bars: tuple[int, ...] = ()
    top: tuple[Top, ...] = ()
    if pictured and kind in ("integer", "number", "datetime", "date"):
        bars = _histogram(few, step)
    elif pictured:
        top = _top(few, step)
    return msgspec.structs.replace(
        one,
        min=told(low),
        max=told(high),
        mean=float(mean) if mean is not None and math.isfinite(mean) else None,
        histogram=bars,
        top=top,
    )


def _ends(column: pa.ChunkedArray) -> tuple[Any, Any]:
    if kind_of(column.type) in ("boolean", "string"):
        return None, None  # the frequent ones say more, and the first of an alphabet says nothing
    if pa.types.is_floating(column.type):
        column = pc.filter(column, pc.is_finite(column))
    ends = pc.min_max(column).as_py()
    return ends["min"], ends["max"]


def _histogram(few: pa.ChunkedArray, step: int) -> tuple[int, ...]:
    """The rows in parts of equal width."""
    numbers = few.drop_null()
    if pa.types.is_temporal(few.type):
        numbers = numbers.cast(pa.timestamp("us")).cast(pa.int64())
    numbers = numbers.cast(pa.float64(), safe=False)
    numbers = numbers.filter(pc.is_finite(numbers))
    if not len(numbers):
        return ()
    ends = pc.min_max(numbers).as_py()
    # Half of each: the distance of the smallest float from the greatest is none.
    width = ends["max"] / 2 - ends["min"] / 2
    away = pc.subtract(pc.divide(numbers, 2.0), ends["min"] / 2)
    places = pc.floor(pc.multiply(pc.divide(away, width), float(_BARS))) if width else away
    counted = pc.min_element_wise(places, float(_BARS - 1)).value_counts()
    bars = {int(one["values"]): one["counts"] for one in counted.to_pylist()}
    return tuple(bars.get(bar, 0) * step for bar in range(_BARS))


def _top(few: pa.ChunkedArray, step: int) -> tuple[Top, ...]:
    """The most frequent values; of those that are as frequent, the first of an alphabet."""
    counted = pa.RecordBatch.from_struct_array(few.drop_null().value_counts())
    if counted.num_rows > _FEW:
        most = pc.select_k_unstable(counted, _FEW, sort_keys=[("counts", "descending")])
        counted = counted.take(most)
    rows = sorted(counted.to_pylist(), key=lambda row: (-row["counts"], str(row["values"])))
    return tuple(Top(value=told(row["values"]), rows=row["counts"] * step) for row in rows[:_TOP])


def _scaled(distinct: int | None, seen: int, rows: int) -> int | None:
    """Where nearly every row that was seen differs, so do those that were not."""
    if distinct is None or seen == rows:
        return None if distinct is None else min(distinct, rows)
    return min(rows, round(distinct * rows / seen)) if distinct > 0.9 * seen else distinct


def _columns(table: pa.Table) -> list[tuple[str, pa.ChunkedArray]]:
    return list(zip(table.column_names, table.columns, strict=True))


def _numbered(table: pa.Table) -> pa.Table:
    """The table with columns c0, c1, …: DuckDB takes names that differ in case for one."""
    return table.rename_columns([f"c{place}" for place in range(table.num_columns)])


def _parts(table: pa.Table) -> Iterator[pa.Table]:
    """Some columns after the other: a statement over thousands is planned for minutes."""
    for first in range(0, table.num_columns, _AT_ONCE):
        last = min(first + _AT_ONCE, table.num_columns)
        yield _numbered(table.select(list(range(first, last))))


def counting(rows: int) -> duckdb.DuckDBPyConnection:
    """A connection to a database in memory, which is made once: that takes longer than a count."""
    return _memory(is_small=rows <= _LOOKED_AT).cursor()


@lru_cache
def _memory(*, is_small: bool) -> duckdb.DuckDBPyConnection:
    # Threads cost more than they bring where there is little to do.
    return duckdb.connect(":memory:", config={"threads": 1} if is_small else {})


def _one(connection: duckdb.DuckDBPyConnection, statement: str) -> tuple[Any, ...]:
    # All of it: a result of which something may be left keeps the connection from other work.
    return connection.execute(statement).fetchall()[0]
