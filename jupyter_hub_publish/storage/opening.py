"""A library is made, checked and brought up to date here, by one process while the others wait."""

from __future__ import annotations

import logging
import os
import secrets
import sqlite3
import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa

from ..domain.errors import LibraryNewer, LibraryReadOnly, LibraryUnavailable
from . import copies, schema
from .engines import (
    WRITES,
    is_writable,
    postgresql_engine,
    settle_journal,
    sqlite_engine,
)
from .translation import LOCK_NOT_AVAILABLE, damaged, read_only, state_of, translated

_log = logging.getLogger(__name__)
MIGRATIONS = Path(__file__).parent / "migrations"
_QUICKLY_CHECKED = 16_000_000  # bytes; checking so many takes a few milliseconds
_UNSCRUBBED = ("0001", "0002")  # under which SQLite left what was deleted in free pages
_MIGRATING = 0x48755054  # the number of the lock that lets one process migrate a PostgreSQL
_LOCKS, _BETWEEN = 2, 1.0  # seconds that a migration waits for a table, and until it tries again
_STATEMENTS = 1800  # seconds that one statement of a migration may take
Backup = Callable[[str], None]


def open_sqlite(
    file: Path, *, patience: float, migrations: Path = MIGRATIONS, revision: str = schema.REVISION
) -> sa.Engine:
    """The library in this file, made if there is none, up to date when this returns."""
    with translated(str(file)):
        _make_file(file)
        if is_writable(file):
            settle_journal(file, patience=patience)
        engine = sqlite_engine(file, patience=patience)
        try:
            _check_quickly(engine, file)
            if _revision(engine, str(file)) != revision:
                if not is_writable(file):
                    raise _cannot_migrate(file)
                migrator = sqlite_engine(file, patience=patience, foreign_keys=False)
                old = _revision(migrator, str(file))
                _migrate(migrator, str(file), migrations, lambda old: _copy(file, old))
                if old in _UNSCRUBBED:
                    _scrub(migrator, file)
                migrator.dispose()
        except BaseException:
            engine.dispose()
            raise
        return engine


def open_postgresql(
    url: sa.URL, *, patience: float, migrations: Path = MIGRATIONS, revision: str = schema.REVISION
) -> sa.Engine:
    """The library in this database, made if there is none, up to date when this returns."""
    location = url.render_as_string(hide_password=True)
    with translated(location):
        try:
            engine = postgresql_engine(url, patience=patience)
        except ModuleNotFoundError as error:
            raise LibraryUnavailable(
                "The library is in PostgreSQL, and the program that speaks to it is not installed.",
                hint="pip install 'psycopg[binary]'",
            ) from error
        try:
            if _revision(engine, location) != revision:
                _migrate_patiently(engine, location, migrations, patience)
        except BaseException:
            engine.dispose()
            raise
        return engine


def library_id(engine: sa.Engine, location: str) -> str:
    """The uuid that the library was given when it was made."""
    with translated(location), engine.connect() as connection:
        found: str | None = connection.execute(sa.select(schema.meta.c.library)).scalar()
    if found is None:
        raise damaged(location)
    return found


def _make_file(file: Path) -> None:
    if not file.parent.exists():
        file.parent.mkdir(parents=True, mode=0o700)
    if not file.exists():
        try:
            # The files that SQLite puts beside it get the same mode.
            os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
        except PermissionError as error:
            raise read_only(str(file)) from error


def _check_quickly(engine: sa.Engine, file: Path) -> None:
    if 0 < file.stat().st_size <= _QUICKLY_CHECKED:
        with engine.connect() as connection:
            if connection.exec_driver_sql("PRAGMA quick_check(1)").scalar() != "ok":
                raise damaged(str(file))


def _revision(engine: sa.Engine, location: str) -> str:
    with engine.connect() as connection:
        return revision_on(connection, location)


def revision_on(connection: sa.Connection, location: str) -> str:
    """The revision of the tables that there are, empty where there are none."""
    tables = sa.inspect(connection).get_table_names()
    if "alembic_version" in tables:
        found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        return found or ""
    if tables:
        raise damaged(location)  # somebody else's database
    return ""


def _migrate_patiently(engine: sa.Engine, location: str, migrations: Path, patience: float) -> None:
    """Migrate a PostgreSQL, trying again where others hold its tables: they never wait long."""
    deadline = time.monotonic() + patience
    while True:
        try:
            return _migrate(engine, location, migrations, lambda old: None)
        except sa.exc.OperationalError as error:
            if state_of(error) != LOCK_NOT_AVAILABLE or time.monotonic() > deadline:
                raise
        time.sleep(_BETWEEN)


def _migrate(engine: sa.Engine, location: str, migrations: Path, backup: Backup) -> None:
    with engine.execution_options(**{WRITES: True}).begin() as connection:
        # SQLite is locked by now; in both, whoever comes second finds the work done.
        if connection.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_MIGRATING)))
            # Behind a migration that waits for a table, everybody waits who wants to read it.
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{_LOCKS}s'")
            connection.exec_driver_sql(f"SET LOCAL statement_timeout = '{_STATEMENTS}s'")
        old = revision_on(connection, location)
        _upgrade(connection, old, location, migrations, backup)
        if connection.dialect.name == "sqlite":
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
            if broken is not None:
                raise damaged(location)
        if not connection.execute(sa.select(schema.meta.c.library)).scalar():
            _begin_library(connection)


def _upgrade(
    connection: sa.Connection, old: str, location: str, migrations: Path, backup: Backup
) -> None:
    from alembic import command  # a third of a second, so only when there is something to do
    from alembic.config import Config
    from alembic.script import ScriptDirectory
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    scripts = ScriptDirectory.from_config(config)
    if old == scripts.get_current_head():
        return
    if old:
        try:
            scripts.get_revision(old)
        except CommandError as error:
            raise LibraryNewer(
                "The library was written by a newer version of this program.",
                hint=f"Install the newest version to open {location}.",
            ) from error
        backup(old)
        _log.info("The library %s is brought up to date from %s.", location, old)
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _begin_library(connection: sa.Connection) -> None:
    row = {"library": str(uuid.uuid4()), "created": datetime.now(UTC)}
    connection.execute(sa.insert(schema.meta).values(row))
    connection.execute(sa.insert(schema.clock).values(id=1, n=0))
    connection.execute(
        sa.insert(schema.change).values(seq=0, mark=secrets.token_hex(8), report_id=None)
    )


def _copy(file: Path, old: str) -> None:
    kept = file.with_name(f"{file.stem}-before-{old}{file.suffix}")
    copies.copy(file, kept)
    _log.info("A copy of the library as it was lies in %s.", kept)


def _scrub(engine: sa.Engine, file: Path) -> None:
    """Write the file anew, once: free pages may hold what an author will want to have erased."""
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("VACUUM")
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.Error as error:  # no room for it, or another process reads: not worth failing
        _log.warning("What was deleted earlier may still lie in %s (%s).", file, error)
    finally:
        connection.close()


def _cannot_migrate(file: Path) -> LibraryReadOnly:
    return LibraryReadOnly(
        "The library is of an older version of this program and cannot be written.",
        hint=f"Open {file} once with the right to write; that brings it up to date.",
    )
