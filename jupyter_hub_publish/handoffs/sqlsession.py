"""What PostgreSQL, SQLite and DuckDB have in common: the side table, staging, append and upsert."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from ..domain.errors import BadInput, WarehouseProblem
from ..domain.handoffs import Handoff
from .names import SIDE, drawn, quoted, text
from .warehouse import Target, memory_in, memory_of

Rows = list[tuple[Any, ...]]


class SqlSession(ABC):
    """One transaction on one dataset."""

    said = ""
    """The warehouse's name in messages."""
    most_columns = 0
    ignores_case = False
    """Whether columns that differ in case only are one."""

    def __init__(self, name: str, schema: str | None, table: str) -> None:
        self.name = name
        self.schema = schema
        self.table = table

    # What each warehouse does in its own way

    @abstractmethod
    def execute(self, statement: str) -> Rows:
        """Run one statement; its rows, or none."""

    @abstractmethod
    def ingest(self, table: str, target: Target, *, temporary: bool = False) -> None:
        """Put the rows into a table that is there: one of the schema's, or a temporary one."""

    @abstractmethod
    def type_of(self, type_: pa.DataType) -> str:
        """What a column of this type is declared as."""

    @abstractmethod
    def has_table(self, table: str) -> bool:
        """Whether the dataset's schema has such a table."""

    @abstractmethod
    def columns(self) -> list[str] | None:
        """The columns of the table that is there; None where there is none."""

    @abstractmethod
    def make_schema(self) -> None:
        """Make the schema where it is missing."""

    @abstractmethod
    def replace(self, target: Target) -> None:
        """Put the rows in the place of the table."""

    # What is the same in all of them

    def qualified(self, table: str) -> str:
        """The table's name in a statement."""
        return f"{quoted(self.schema)}.{quoted(table)}" if self.schema else quoted(table)

    def remembered(self) -> Handoff | None:
        """The last write, as the warehouse remembers it."""
        if not self.has_table(SIDE):
            return None
        side, name = self.qualified(SIDE), text(self.table)
        found = self.execute(f"SELECT about FROM {side} WHERE name = {name}")
        return memory_in(found[0][0]) if found and self.has_table(self.table) else None

    def check(self, schema: pa.Schema) -> None:
        """Raise unless the warehouse takes such columns."""
        if len(schema) > self.most_columns:
            raise BadInput(
                f"The frame has {len(schema):,} columns; {self.said} takes {self.most_columns:,}.",
                hint="Hand it off as Parquet or to DuckDB, or put columns into rows.",
            )
        if self.ignores_case:
            seen: dict[str, str] = {}
            for name in schema.names:
                other = seen.setdefault(name.casefold(), name)
                if other != name:
                    raise BadInput(
                        f"“{other[:100]}” and “{name[:100]}” are one column to {self.said}, which"
                        " does not tell capital letters from small ones.",
                        hint="Rename one of the two.",
                    )

    def write(self, target: Target) -> None:
        """Write the rows; others see them when the transaction is committed."""
        there = self.columns()
        if there is None or target.mode == "replace":
            self.make_schema()
            self.replace(target)
            return
        self._add_columns(there, target.rows.schema)
        if target.mode == "append" and not target.keys:
            self.ingest(self.table, target)
            return
        staging = self.staged(target)
        if target.mode == "append":
            self._refuse_known_keys(staging, target.keys)
        else:
            self.remove_same_keys(staging, target.keys)
        names = ", ".join(map(quoted, target.rows.column_names))
        table = self.qualified(self.table)
        self.execute(f"INSERT INTO {table} ({names}) SELECT {names} FROM {staging}")
        self.unstage(staging)

    def unstage(self, staging: str) -> None:
        """Take away what `staged` has made."""
        self.execute(f"DROP TABLE {staging}")

    def staged(self, target: Target) -> str:
        """The quoted name of a table that only this transaction sees, with the rows in it."""
        staging = f"hub_publish_{drawn()}"
        columns = self.declared(target.rows.schema)
        self.execute(f"CREATE TEMPORARY TABLE {quoted(staging)} ({columns})")
        self.ingest(staging, target, temporary=True)
        return quoted(staging)

    def declared(self, schema: pa.Schema) -> str:
        """The columns, as a table is made of them."""
        return ", ".join(f"{quoted(field.name)} {self.type_of(field.type)}" for field in schema)

    def remove_same_keys(self, staging: str, keys: Sequence[str]) -> None:
        """Remove the rows whose keys are staged anew."""
        table = self.qualified(self.table)
        same = " AND ".join(f"old.{quoted(key)} = new.{quoted(key)}" for key in keys)
        self.execute(f"DELETE FROM {table} AS old USING {staging} AS new WHERE {same}")

    def warehouse(self) -> str:
        """The id that the warehouse itself remembers, drawn where it has none yet."""
        if not self.has_table(SIDE):
            return drawn()
        found = self.execute(f"SELECT min(warehouse) FROM {self.qualified(SIDE)}")
        return str(found[0][0]) if found and found[0][0] else drawn()

    def size(self) -> tuple[int, int | None]:
        """The table's rows; of its bytes nothing is known."""
        counted = self.execute(f"SELECT count(*) FROM {self.qualified(self.table)}")
        return int(counted[0][0]), None

    def remember(self, handoff: Handoff) -> None:
        """Keep what was promised, in the same transaction as the rows."""
        side = self.qualified(SIDE)
        self.execute(
            f"CREATE TABLE IF NOT EXISTS {side} (name TEXT PRIMARY KEY, warehouse TEXT NOT NULL,"
            " written TEXT NOT NULL, row_count BIGINT NOT NULL, fingerprint TEXT NOT NULL,"
            " about TEXT NOT NULL)"
        )
        assert handoff.written
        assert handoff.fingerprint
        values = [self.table, handoff.location.warehouse, handoff.written.isoformat()]
        last = [handoff.fingerprint, memory_of(handoff).decode()]
        said = [*map(text, values), str(handoff.rows), *map(text, last)]
        names = ("name", "warehouse", "written", "row_count", "fingerprint", "about")
        changed = ", ".join(f"{name} = excluded.{name}" for name in names[1:])
        self.execute(
            f"INSERT INTO {side} ({', '.join(names)}) VALUES ({', '.join(said)})"
            f" ON CONFLICT (name) DO UPDATE SET {changed}"
        )

    def selection(self, columns: list[str] | None) -> str:
        """The statement that reads the table."""
        there = self.columns()
        if there is None:
            raise WarehouseProblem(
                f"There is no table “{self.name}” here.",
                hint="Look at its name, and at where it lies: `at=` says which warehouse.",
            )
        missing = [name for name in columns or () if name not in there]
        if missing:
            raise BadInput(f"“{self.name}” has no column “{missing[0][:100]}”.")
        names = ", ".join(map(quoted, columns or there))
        return f"SELECT {names} FROM {self.qualified(self.table)}"

    def _add_columns(self, there: list[str], schema: pa.Schema) -> None:
        for field in schema:
            if field.name not in there:
                added = f"{quoted(field.name)} {self.type_of(field.type)}"
                self.execute(f"ALTER TABLE {self.qualified(self.table)} ADD COLUMN {added}")

    def _refuse_known_keys(self, staging: str, keys: Sequence[str]) -> None:
        same = " AND ".join(f"old.{quoted(key)} = new.{quoted(key)}" for key in keys)
        table = self.qualified(self.table)
        found = self.execute(f"SELECT count(*) FROM {staging} AS new JOIN {table} AS old ON {same}")
        if found[0][0]:
            raise BadInput(
                f"{found[0][0]:,} of the rows have keys that “{self.name}” has already.",
                hint="mode='upsert' puts the new rows in their place.",
            )
