"""DuckDB: rows go in as Arrow, and a table is replaced by one statement of its own transaction.

One process at a time has a DuckDB file open to write, so it is open no longer than it must be, and
whoever finds it taken tries again for a while.
"""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager

import duckdb
import pyarrow as pa

from ..domain.handoffs import Location
from .faults import told_of
from .names import parts, quoted, text
from .restoring import restored
from .sqlsession import Rows, SqlSession
from .warehouse import PATIENCE, Target

_SLICE = 1_000_000  # rows between two steps of the progress bar
_HANDED = "hub_publish_handed"  # the name under which the rows are known while they go in
Opened = Callable[[bool], AbstractContextManager[duckdb.DuckDBPyConnection]]
"""Gives a connection, and takes it back; asked whether it will write."""
_users: defaultdict[str, threading.RLock] = defaultdict(threading.RLock)


class Duck:
    """A database in a file, or in this process."""

    def __init__(self, opened: Opened, shown: str) -> None:
        self._opened = opened
        self._shown = shown

    def location(self, name: str) -> Location:
        """Where the dataset lies."""
        schema, table = parts(name)
        return Location(kind="duckdb", url=self._shown, schema=schema or "main", table=table)

    @contextmanager
    def writing(self, name: str) -> Iterator[DuckSession]:
        """A transaction that writes; another thread's waits, as another process's does."""
        with self._session(name, writes=True) as session:
            yield session

    @contextmanager
    def reading(self, name: str) -> Iterator[DuckSession]:
        """A transaction that reads."""
        with self._session(name, writes=False) as session:
            yield session

    @contextmanager
    def _session(self, name: str, *, writes: bool) -> Iterator[DuckSession]:
        schema, table = parts(name)
        # In one process a file is open either to read or to write.
        with told_of("DuckDB", name), _users[self._shown], self._opened(writes) as connection:
            connection.begin()
            try:
                yield DuckSession(connection, name, schema or "main", table)
            except BaseException:
                connection.rollback()
                raise
            connection.commit()


@contextmanager
def opened_file(path: str, *, writes: bool) -> Iterator[duckdb.DuckDBPyConnection]:
    """The file, opened as soon as no other process writes it."""
    deadline = time.monotonic() + PATIENCE
    read_only = not writes
    while True:
        try:
            connection = duckdb.connect(path, read_only=read_only)
            break
        except duckdb.ConnectionException:
            if not read_only:
                raise
            read_only = False  # this process has it open to write, and opens it so again
        except duckdb.IOException as error:
            if "lock" not in str(error).lower() or time.monotonic() > deadline:
                raise
            time.sleep(0.05)
    try:
        yield connection
    finally:
        connection.close()


class DuckSession(SqlSession):
    """One transaction on one dataset."""

    said = "DuckDB"
    most_columns = 100_000
    ignores_case = True

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, name: str, schema: str, table: str
    ) -> None:
        super().__init__(name, schema, table)
        self._connection = connection
        self._catalog = str(self.execute("SELECT current_database()")[0][0])

    def qualified(self, table: str) -> str:
        # In a file that is called as the schema is, two parts would mean two things.
        return f"{quoted(self._catalog)}.{super().qualified(table)}"

    def execute(self, statement: str) -> Rows:
        return self._connection.execute(statement).fetchall()

    def ingest(self, table: str, target: Target, *, temporary: bool = False) -> None:
        into = quoted(table) if temporary else self.qualified(table)
        names = ", ".join(map(quoted, target.rows.column_names))
        for part in _slices(target.rows):
            self._take(f"INSERT INTO {into} ({names}) SELECT * FROM {_HANDED}", part)
            target.progress(part.num_rows)

    def type_of(self, type_: pa.DataType) -> str:
        empty = pa.table({"column": pa.array([], type_)})
        self._connection.register(_HANDED, empty)
        named = str(self._connection.execute(f"DESCRIBE {_HANDED}").fetchall()[0][1])
        self._connection.unregister(_HANDED)
        return named

    def has_table(self, table: str) -> bool:
        return bool(self.execute(f"SELECT 1 FROM information_schema.tables {self._where(table)}"))

    def columns(self) -> list[str] | None:
        found = self.execute(
            f"SELECT column_name FROM information_schema.columns {self._where(self.table)}"
            " ORDER BY ordinal_position"
        )
        return [str(row[0]) for row in found] or None

    def make_schema(self) -> None:
        schema = f"{quoted(self._catalog)}.{quoted(self.schema or 'main')}"
        self.execute(f"CREATE SCHEMA IF NOT EXISTS {schema}")

    def replace(self, target: Target) -> None:
        table = self.qualified(self.table)
        first, *others = _slices(target.rows)
        self._take(f"CREATE OR REPLACE TABLE {table} AS SELECT * FROM {_HANDED}", first)
        target.progress(first.num_rows)
        for part in others:
            self._take(f"INSERT INTO {table} SELECT * FROM {_HANDED}", part)
            target.progress(part.num_rows)
        self._comment(target)

    def staged(self, target: Target) -> str:
        """The rows themselves: DuckDB reads them where they are."""
        self._connection.register(_HANDED, target.rows)
        target.progress(target.rows.num_rows)
        return _HANDED

    def unstage(self, staging: str) -> None:
        self._connection.unregister(staging)

    def read(self, columns: list[str] | None) -> pa.Table:
        memory = self.remembered()
        read = self._connection.sql(self.selection(columns)).to_arrow_table()
        return restored(read, memory)

    def _take(self, statement: str, rows: pa.Table) -> None:
        # After an error the connection does nothing more, not even forget a name.
        self._connection.register(_HANDED, rows)
        self._connection.execute(statement)
        self._connection.unregister(_HANDED)

    def _where(self, table: str) -> str:
        return (
            "WHERE table_catalog = current_database()"
            f" AND lower(table_schema) = lower({text(self.schema or 'main')})"
            f" AND lower(table_name) = lower({text(table)})"
        )

    def _comment(self, target: Target) -> None:
        table = self.qualified(self.table)
        if target.description:
            self.execute(f"COMMENT ON TABLE {table} IS {text(target.description)}")
        for name, meaning in target.meanings.items():
            self.execute(f"COMMENT ON COLUMN {table}.{quoted(name)} IS {text(meaning)}")


def _slices(rows: pa.Table) -> Sequence[pa.Table]:
    starts = range(0, max(1, rows.num_rows), _SLICE)
    return [rows.slice(start, _SLICE) for start in starts]
