"""SQLite: rows go in through Python's own sqlite3, which may have the file open already.

A second SQLite library in the same process, such as a driver's own, would take this one's locks
from the file when it closes it. So the rows become Python's values; buffers are read as they are.
"""

from __future__ import annotations

import gc
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import time
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from ..domain.handoffs import Location
from .batches import with_parts_as_json
from .faults import told_of
from .names import drawn, quoted, text
from .restoring import NESTED, type_named
from .sqlsession import Rows, SqlSession
from .warehouse import Target

Opened = Callable[[bool], AbstractContextManager[sqlite3.Connection]]
"""Gives a connection, and takes it back; asked whether it will write."""
_BATCH = 5_000  # rows that are Python's values at a time
_WIDEST = 2_000_000  # values of a batch
_CODES = {"int16": "h", "int32": "i", "int64": "q", "float": "f", "double": "d"}
_TYPES = {
    "bool": "BOOLEAN", "int16": "INTEGER", "int32": "INTEGER", "int64": "INTEGER",
    "float": "REAL", "double": "REAL", "date32[day]": "DATE", "time64[us]": "TIME",
    "binary": "BLOB", "large_binary": "BLOB",
}  # fmt: skip


class Sqlite:
    """A database in a file."""

    def __init__(self, opened: Opened, shown: str) -> None:
        self._opened = opened
        self._shown = shown

    def location(self, name: str) -> Location:
        """Where the dataset lies: SQLite has no schemas, so the whole name is the table's."""
        return Location(kind="sqlite", url=self._shown, table=name)

    @contextmanager
    def writing(self, name: str) -> Iterator[SqliteSession]:
        """A transaction that writes, and waits for whoever else writes in the file."""
        with self._session(name, writes=True) as session:
            yield session

    @contextmanager
    def reading(self, name: str) -> Iterator[SqliteSession]:
        """A transaction that reads."""
        with self._session(name, writes=False) as session:
            yield session

    @contextmanager
    def _session(self, name: str, *, writes: bool) -> Iterator[SqliteSession]:
        with told_of("SQLite", name), self._opened(writes) as connection:
            connection.execute("BEGIN IMMEDIATE" if writes else "BEGIN")
            try:
                yield SqliteSession(connection, name)
            except BaseException:
                connection.rollback()
                raise
            connection.execute("COMMIT")


class SqliteSession(SqlSession):
    """One transaction on one dataset."""

    said = "SQLite"
    most_columns = 2_000
    ignores_case = True

    def __init__(self, connection: sqlite3.Connection, name: str) -> None:
        super().__init__(name, None, name)
        self._connection = connection

    def execute(self, statement: str) -> Rows:
        return self._connection.execute(statement).fetchall()

    def ingest(self, table: str, target: Target, *, temporary: bool = False) -> None:
        rows = target.rows
        names = ", ".join(map(quoted, rows.column_names))
        places = ", ".join("?" * rows.num_columns)
        into = f"INSERT INTO {quoted(table)} ({names}) VALUES ({places})"
        size = max(1, min(_BATCH, _WIDEST // rows.num_columns))
        with _uncollected():
            for batch in rows.to_batches(max_chunksize=size):
                values = [_values(column) for column in batch.columns]
                self._connection.executemany(into, zip(*values, strict=True))
                target.progress(batch.num_rows)

    def type_of(self, type_: pa.DataType) -> str:
        if pa.types.is_timestamp(type_):
            return "TIMESTAMP"
        return _TYPES.get(str(type_), "TEXT")

    def has_table(self, table: str) -> bool:
        return self._has(table, "'table', 'view'")

    def columns(self) -> list[str] | None:
        if not self.has_table(self.table):
            return None
        found = self.execute(f"SELECT name FROM pragma_table_info({text(self.table)})")
        return [str(row[0]) for row in found]

    def make_schema(self) -> None:
        """SQLite has none."""

    def replace(self, target: Target) -> None:
        staging = f"hub_publish_{drawn()}"
        self.execute(f"CREATE TABLE {quoted(staging)} ({self.declared(target.rows.schema)})")
        self.ingest(staging, target)
        added = self._indexes(target.rows.column_names)
        # Views that name the table are not looked into while it is away.
        before = self.execute("PRAGMA legacy_alter_table")[0][0]
        self.execute("PRAGMA legacy_alter_table = ON")
        try:
            self.execute(f"DROP TABLE IF EXISTS {quoted(self.table)}")
            self.execute(f"ALTER TABLE {quoted(staging)} RENAME TO {quoted(self.table)}")
        finally:
            self.execute(f"PRAGMA legacy_alter_table = {int(before)}")
        if target.keys:
            keys = ", ".join(map(quoted, target.keys))
            index = quoted(f"hub_publish_keys_{drawn()}")
            self.execute(f"CREATE UNIQUE INDEX {index} ON {quoted(self.table)} ({keys})")
        for statement in added:
            self.execute(statement)

    def remove_same_keys(self, staging: str, keys: Any) -> None:
        table = quoted(self.table)
        same = " AND ".join(f"old.{quoted(key)} = new.{quoted(key)}" for key in keys)
        self.execute(
            f"DELETE FROM {table} WHERE rowid IN (SELECT old.rowid FROM {staging} AS new"
            f" JOIN {table} AS old ON {same})"
        )

    def read(self, columns: list[str] | None) -> pa.Table:
        cursor = self._connection.execute(self.selection(columns))
        names = [column[0] for column in cursor.description]
        memory = self.remembered()
        exact = {field.name: field.exact for field in memory.schema.fields} if memory else {}
        values: list[list[Any]] = [[] for _ in names]
        while rows := cursor.fetchmany(_BATCH):
            for column, part in zip(values, zip(*rows, strict=True), strict=True):
                column.extend(part)
        columns_ = [_column(values[place], exact.get(name, "")) for place, name in enumerate(names)]
        return pa.table(columns_, names=names)

    def _has(self, name: str, kinds: str) -> bool:
        return bool(
            self.execute(
                f"SELECT 1 FROM sqlite_master WHERE type IN ({kinds})"
                f" AND name = {text(name)} COLLATE NOCASE"
            )
        )

    def _indexes(self, names: list[str]) -> list[str]:
        """What makes the indexes anew that others have added, of columns that are still there."""
        found = self.execute(
            "SELECT i.name, i.sql, (SELECT group_concat(x.name, char(10))"
            " FROM pragma_index_info(i.name) AS x) FROM sqlite_master AS i WHERE i.type = 'index'"
            f" AND i.tbl_name = {text(self.table)} COLLATE NOCASE AND i.sql IS NOT NULL"
        )
        return [
            str(sql)
            for name, sql, columns in found
            if not name.startswith("hub_publish_keys_") and set(columns.split("\n")) <= set(names)
        ]


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for cycles: among millions of rows that come and go there are none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _values(column: pa.Array) -> list[Any]:
    """The column as Python's values, without an object in between for each."""
    type_ = column.type
    code = _CODES.get(str(type_))
    if code:
        return _numbers(column, code)
    if pa.types.is_boolean(type_):
        return _numbers(column.cast(pa.int32()), "i")
    if pa.types.is_string(type_) or pa.types.is_large_string(type_):
        return _texts(column)
    if pa.types.is_timestamp(type_) and type_.tz:
        utc: list[Any] = column.cast(pa.timestamp("us")).cast(pa.string()).to_pylist()
        return [value if value is None else f"{value}+00:00" for value in utc]
    if pa.types.is_binary(type_) or pa.types.is_large_binary(type_):
        return list(column.to_pylist())
    whole = with_parts_as_json(column)
    return list(whole.cast(pa.string()).to_pylist())


def _numbers(column: pa.Array, code: str) -> list[Any]:
    width = column.type.bit_width // 8
    buffer = column.buffers()[1]
    if buffer is None:
        return [None] * len(column)
    first = column.offset * width
    raw = memoryview(buffer)[first : first + len(column) * width]
    values: list[Any] = raw.cast("B").cast(code).tolist()  # type: ignore[call-overload]
    if column.null_count:
        for place in pc.indices_nonzero(column.is_null()).to_pylist():
            values[place] = None
    return values


def _texts(column: pa.Array) -> list[Any]:
    """The same text is one object, wherever texts come again and again."""
    coded = column.dictionary_encode()
    if len(coded.dictionary) * 4 > len(column):
        return list(column.to_pylist())
    words: list[Any] = [*coded.dictionary.to_pylist(), None]
    codes = coded.indices.fill_null(len(words) - 1) if column.null_count else coded.indices
    return [words[code] for code in _numbers(codes, "i")]


def _column(values: list[Any], exact: str) -> pa.Array:
    target = type_named(exact)
    try:
        if exact.startswith(NESTED):
            return pa.array([None if one is None else json.loads(one) for one in values])
        if target is None:
            return pa.array(values)
        if pa.types.is_boolean(target):
            return pa.array([None if one is None else bool(one) for one in values])
        if pa.types.is_time(target):
            return pa.array([None if one is None else time.fromisoformat(one) for one in values])
        texts = pa.types.is_temporal(target) or pa.types.is_decimal(target)
        if texts:
            if pa.types.is_timestamp(target) and target.tz:
                values = [None if one is None else one.replace("+00:00", "Z") for one in values]
            return pa.array(values, pa.string()).cast(target)
        return pa.array(values, target)
    except (pa.ArrowException, AttributeError, TypeError, ValueError):
        # Somebody else has put other values into the table; SQLite lets one.
        return pa.array([None if one is None else str(one) for one in values])
