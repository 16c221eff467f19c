"""PostgreSQL: rows go in by COPY, and a table is replaced by one that was filled beside it.

Who reads sees the old table or the new one. What others have hung on the table stays: who may read
it, indexes, and views. Where views or foreign keys hold the old table itself, its rows are changed
in place, in the same transaction.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import adbc_driver_postgresql.dbapi as adbc
import pyarrow as pa

from ..domain.errors import BadInput, WarehouseProblem
from ..domain.handoffs import Handoff, Location
from .batches import converted, with_parts_as_json
from .faults import told_of
from .names import SIDE, drawn, parts, quoted, text
from .restoring import restored
from .sqlsession import Rows, SqlSession
from .warehouse import PATIENCE, Target

_LONGEST = 63  # bytes of a name; PostgreSQL cuts what is longer, silently
_TYPES = {
    "bool": "boolean", "int16": "smallint", "int32": "integer", "int64": "bigint",
    "float": "real", "double": "double precision", "date32[day]": "date", "time64[us]": "time",
    "string": "text", "large_string": "text", "binary": "bytea", "large_binary": "bytea",
}  # fmt: skip


class Postgresql:
    """A database on a server."""

    def __init__(self, conninfo: str, shown: str, secret: str = "") -> None:
        self._conninfo = conninfo
        self._shown = shown
        self._secret = secret

    def location(self, name: str) -> Location:
        """Where the dataset lies: its server and database, and nobody's name."""
        schema, table = parts(name)
        return Location(kind="postgresql", url=self._shown, schema=schema or "public", table=table)

    @contextmanager
    def writing(self, name: str) -> Iterator[PostgresqlSession]:
        """A transaction that writes, and waits for another one that writes the same dataset."""
        with self._session(name) as session:
            session.execute(f"SET LOCAL lock_timeout = {int(PATIENCE * 1000)}")
            session.writes = True
            session.lock(f"{session.schema}.{session.table}")
            if not session.has_table(SIDE):
                session.lock(session.schema or "")  # two who make the side table at once
            yield session

    @contextmanager
    def reading(self, name: str) -> Iterator[PostgresqlSession]:
        """A transaction that reads."""
        with self._session(name) as session:
            yield session

    @contextmanager
    def _session(self, name: str) -> Iterator[PostgresqlSession]:
        schema, table = parts(name)
        _check_lengths([schema or "", table])
        with told_of("PostgreSQL", name, secret=self._secret):
            connection = adbc.connect(self._conninfo)
            try:
                yield PostgresqlSession(connection, name, schema or "public", table)
                connection.commit()
            finally:
                connection.close()


class PostgresqlSession(SqlSession):
    """One transaction on one dataset."""

    said = "PostgreSQL"
    most_columns = 1_600

    def __init__(self, connection: Any, name: str, schema: str, table: str) -> None:
        super().__init__(name, schema, table)
        self._connection = connection
        self._hung_on: list[str] = []
        self.writes = False

    def lock(self, what: str) -> None:
        """Wait until no other transaction has locked the same."""
        key = text(f"hub-publish {what}")
        self.execute(f"SELECT 1 FROM pg_advisory_xact_lock(hashtextextended({key}, 7))")

    def execute(self, statement: str) -> Rows:
        with self._connection.cursor() as cursor:
            cursor.execute(statement)
            return list(cursor.fetchall()) if cursor.description else []

    def ingest(self, table: str, target: Target, *, temporary: bool = False) -> None:
        rows = converted(target.rows, with_parts_as_json, target.progress)
        schema = "pg_temp" if temporary else self.schema
        with self._connection.cursor() as cursor:
            cursor.adbc_ingest(table, rows, mode="append", db_schema_name=schema)

    def type_of(self, type_: pa.DataType) -> str:
        if pa.types.is_timestamp(type_):
            return "timestamptz" if type_.tz else "timestamp"
        if pa.types.is_decimal(type_):
            return f"numeric({type_.precision}, {type_.scale})"
        return _TYPES.get(str(type_), "json")

    def has_table(self, table: str) -> bool:
        found = self.execute(f"SELECT to_regclass({text(self.qualified(table))}) IS NOT NULL")
        return bool(found[0][0])

    def remembered(self) -> Handoff | None:
        if self.writes:
            return super().remembered()
        # Who may read the table alone reads it without what is promised.
        side = f"to_regclass({text(self.qualified(SIDE))})"
        may = self.execute(f"SELECT has_table_privilege({side}, 'SELECT')")[0][0]
        return super().remembered() if may else None

    def columns(self) -> list[str] | None:
        if not self.has_table(self.table):
            return None
        found = self.execute(
            "SELECT attname FROM pg_attribute"
            f" WHERE attrelid = {self._oid()} AND attnum > 0 AND NOT attisdropped ORDER BY attnum"
        )
        return [str(row[0]) for row in found]

    def check(self, schema: pa.Schema) -> None:
        super().check(schema)
        _check_lengths(schema.names)

    def make_schema(self) -> None:
        found = self.execute(
            f"SELECT 1 FROM pg_namespace WHERE nspname = {text(self.schema or '')}"
        )
        if not found:
            # Two who make it at once: the second finds it there.
            self.execute(f"CREATE SCHEMA IF NOT EXISTS {quoted(self.schema or '')}")

    def replace(self, target: Target) -> None:
        staging = f"hub_publish_{drawn()}"
        made = self.qualified(staging)
        self.execute(f"CREATE TABLE {made} ({self.declared(target.rows.schema)})")
        self.ingest(staging, target)
        if target.keys:
            self.execute(
                f"ALTER TABLE {made} ADD PRIMARY KEY ({', '.join(map(quoted, target.keys))})"
            )
        if self.has_table(self.table) and not self._gave_way():
            self._refill(made, target)
            self.execute(f"DROP TABLE {made}")
        else:
            self.execute(f"ALTER TABLE {made} RENAME TO {quoted(self.table)}")
            for statement in self._hung_on:
                self.execute(statement)
        self._comment(target)

    def size(self) -> tuple[int, int | None]:
        rows, _ = super().size()
        return rows, int(self.execute(f"SELECT pg_total_relation_size({self._oid()})")[0][0])

    def read(self, columns: list[str] | None) -> pa.Table:
        memory = self.remembered()
        with self._connection.cursor() as cursor:
            cursor.execute(self.selection(columns))
            return restored(cursor.fetch_arrow_table(), memory)

    def _oid(self) -> str:
        return f"{text(self.qualified(self.table))}::regclass"

    def _gave_way(self) -> bool:
        """Whether the old table could be dropped; what hung on it is kept for the new one."""
        held = self.execute(
            "SELECT 1 FROM pg_depend AS d JOIN pg_rewrite AS r"
            " ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid"
            f" WHERE d.refobjid = {self._oid()} AND r.ev_class <> d.refobjid UNION ALL SELECT 1"
            f" FROM pg_constraint WHERE confrelid = {self._oid()} AND conrelid <> confrelid"
        )
        if held:
            return False
        self._hung_on = self._grants() + self._indexes()
        self.execute(f"DROP TABLE {self.qualified(self.table)}")
        return True

    def _refill(self, made: str, target: Target) -> None:
        """Change the rows in place, for views and foreign keys hold the table itself."""
        if self.columns() != target.rows.column_names:
            raise WarehouseProblem(
                f"A view or a foreign key holds “{self.name}”, and its columns are to change.",
                hint="Drop what depends on the table first, and make it again afterwards.",
            )
        names = ", ".join(map(quoted, target.rows.column_names))
        table = self.qualified(self.table)
        self.execute(f"DELETE FROM {table}")
        self.execute(f"INSERT INTO {table} ({names}) SELECT {names} FROM {made}")

    def _grants(self) -> list[str]:
        """What gives others the rights that they have on the old table."""
        found = self.execute(
            "SELECT privilege_type, CASE grantee WHEN 0 THEN 'PUBLIC'"
            " ELSE quote_ident(pg_get_userbyid(grantee)) END, is_grantable"
            " FROM pg_class, aclexplode(relacl)"
            f" WHERE pg_class.oid = {self._oid()} AND grantee <> relowner"
        )
        table = self.qualified(self.table)
        return [
            f"GRANT {right} ON {table} TO {whom}" + (" WITH GRANT OPTION" if passes_on else "")
            for right, whom, passes_on in found
        ]

    def _indexes(self) -> list[str]:
        """What makes the indexes anew that others have added; those of a key are ours."""
        found = self.execute(
            "SELECT pg_get_indexdef(indexrelid) FROM pg_index"
            f" WHERE indrelid = {self._oid()} AND NOT indisprimary"
        )
        return [str(row[0]) for row in found]

    def _comment(self, target: Target) -> None:
        table = self.qualified(self.table)
        if target.description:
            self.execute(f"COMMENT ON TABLE {table} IS {text(target.description)}")
        for name, meaning in target.meanings.items():
            self.execute(f"COMMENT ON COLUMN {table}.{quoted(name)} IS {text(meaning)}")


def _check_lengths(names: list[str]) -> None:
    for name in names:
        if len(name.encode()) > _LONGEST:
            raise BadInput(
                f"The name “{name[:40]}…” has {len(name.encode())} bytes; PostgreSQL takes"
                f" {_LONGEST}.",
                hint="Give it a shorter one.",
            )
