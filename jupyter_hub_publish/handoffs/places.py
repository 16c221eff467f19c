"""Where a table goes: an address, an engine, a connection, a file or a folder becomes a warehouse.

Without any, it is the one that the user or the hub's admin has named: in the environment variable
HUB_PUBLISH_WAREHOUSE, or as `warehouse` in `hub_publish.json` in one of Jupyter's folders for
configuration, the user's own first. Else it is a DuckDB file in Jupyter's folder for data.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from jupyter_core.paths import jupyter_config_path, jupyter_data_dir

from ..domain.errors import BadInput, WarehouseProblem
from .warehouse import PATIENCE, Warehouse

if TYPE_CHECKING:
    import sqlalchemy as sa

VARIABLE = "HUB_PUBLISH_WAREHOUSE"
_SETTINGS = "hub_publish.json"
_DATABASES = {".duckdb": "duckdb", ".ddb": "duckdb", ".sqlite": "sqlite", ".sqlite3": "sqlite"}
_KNOWN = ("postgresql", "postgres", "sqlite", "duckdb")


def warehouse_of(to: object = None) -> Warehouse:
    """The warehouse that is meant; nothing is opened yet."""
    if to is None:
        return _of_address(default_address())
    if hasattr(to, "drivername"):
        return _of_url(to)  # type: ignore[arg-type]
    if hasattr(to, "dialect"):
        return _of_engine(getattr(to, "sync_engine", getattr(to, "engine", to)))
    if type(to).__module__.split(".")[0] in ("duckdb", "_duckdb") and hasattr(to, "cursor"):
        return _of_connection(to)
    if isinstance(to, str | os.PathLike):
        return _of_address(os.fspath(to))
    raise BadInput(
        f"A {type(to).__name__} is no place for a table.",
        hint="Give the address of a database, an SQLAlchemy engine, or a folder for Parquet.",
    )


def default_address() -> str:
    """What the user or the admin has named, else a file of one's own."""
    if named := os.environ.get(VARIABLE):
        return named
    for folder in jupyter_config_path():
        if named := _setting(Path(folder) / _SETTINGS):
            return named
    file = Path(jupyter_data_dir()) / "hub-publish" / "warehouse.duckdb"
    file.parent.mkdir(parents=True, exist_ok=True)
    return str(file)


def shown_file(path: str) -> str:
    """A file's path as others may read it: below the notebook's folder, or below a home."""
    whole = Path(os.path.abspath(path))
    for folder, said in ((Path.cwd(), ""), (Path.home(), "~/")):
        if whole.is_relative_to(folder):
            return said + whole.relative_to(folder).as_posix()
    return whole.as_posix()


def _setting(file: Path) -> str:
    try:
        settings = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    named = settings.get("warehouse") if isinstance(settings, dict) else None
    return named if isinstance(named, str) else ""


def _of_address(address: str) -> Warehouse:
    scheme, there, _ = address.partition("://")
    if there and scheme.split("+")[0].lower() in _KNOWN:
        return _of_url(_parsed(address))
    if not there and (kind := _DATABASES.get(Path(address).suffix.lower())):
        return _of_file(kind, address)
    return _of_folder(address)


def _parsed(address: str) -> sa.URL:
    import sqlalchemy as sa

    try:
        return sa.make_url(address)
    except (sa.exc.ArgumentError, ValueError):
        # Not with the address: it may hold a password.
        raise BadInput(
            "The address of the database cannot be read.",
            hint="It looks like postgresql://user@host/database; signs such as @ or / in a"
            " password are written %40 and %2F.",
        ) from None


def _of_url(url: sa.URL) -> Warehouse:
    kind = url.drivername.split("+")[0].lower()
    if kind in ("postgresql", "postgres"):
        return _postgresql(url, _parameters(url))
    if kind in ("sqlite", "duckdb") and url.database and url.database != ":memory:":
        return _of_file(kind, url.database)
    if kind in ("sqlite", "duckdb"):
        raise BadInput(
            "A database in memory is gone when this is done.",
            hint="Name a file, or give the engine or the connection itself.",
        )
    raise BadInput(
        f"Tables are not written to {kind[:40]} yet.",
        hint="PostgreSQL, SQLite, DuckDB and Parquet are known.",
    )


def _of_engine(engine: Any) -> Warehouse:
    kind = engine.dialect.name
    if kind == "postgresql":
        _, parameters = engine.dialect.create_connect_args(engine.url)
        named = _parameters(engine.url) | {
            key: str(value)
            for key, value in parameters.items()
            if key in ("host", "port", "dbname", "user", "password", "options", "sslmode")
        }
        for renew in engine.dialect.dispatch.do_connect:  # such as one that fetches a token
            renew(engine.dialect, None, [], named)
        return _postgresql(engine.url, named)
    if kind == "sqlite":
        from .sqlite import Sqlite

        return Sqlite(lambda _: _sqlite_engine(engine), _shown("sqlite", engine.url.database))
    if kind == "duckdb":
        from .duck import Duck

        return Duck(lambda _: _duckdb_engine(engine), _shown("duckdb", engine.url.database))
    return _of_url(engine.url)


def _postgresql(url: sa.URL, parameters: Mapping[str, str]) -> Warehouse:
    from .postgresql import Postgresql

    written = " ".join(f"{key}={_libpq(value)}" for key, value in parameters.items())
    host, port = parameters.get("host", ""), str(parameters.get("port", ""))
    host = "" if host.startswith("/") else host.lower()
    host = f"[{host}]" if ":" in host and "," not in host else host
    place = f"{host}:{port}" if port not in ("", "5432") else host
    shown = f"postgresql://{place}/{url.database or ''}"
    return Postgresql(written, shown, str(parameters.get("password", "")))


def _parameters(url: sa.URL) -> dict[str, str]:
    named = {
        "host": url.host,
        "port": str(url.port) if url.port else None,
        "dbname": url.database,
        "user": url.username,
        "password": str(url.password) if url.password is not None else None,
    }
    asked = {
        key: value if isinstance(value, str) else ",".join(value)
        for key, value in url.query.items()
    }
    given = {key: value for key, value in named.items() if value}
    return {"connect_timeout": "10"} | asked | given


def _libpq(value: object) -> str:
    return "'" + str(value).replace("\\", "\\\\").replace("'", "\\'") + "'"


def _of_file(kind: str, path: str) -> Warehouse:
    if kind == "duckdb":
        from .duck import Duck, opened_file

        return Duck(_there(opened_file, path), _shown(kind, path))
    from .sqlite import Sqlite

    return Sqlite(_there(_sqlite_file, path), _shown(kind, path))


def _there(open_: Callable[..., Any], path: str) -> Callable[[bool], Any]:
    """Opens the file, which reading alone does not make."""

    def opened(writes: bool) -> Any:
        if not writes and not os.path.exists(path):
            raise WarehouseProblem(
                f"There is no file “{shown_file(path)}”.", hint="Look at its spelling."
            )
        return open_(path, writes=writes)

    return opened


def _of_connection(connection: Any) -> Warehouse:
    from .duck import Duck

    with closing(connection.cursor()) as cursor:
        rows = cursor.execute("SELECT file FROM pragma_database_list").fetchall()
    shown = _shown("duckdb", rows[0][0] if rows else None)
    return Duck(lambda _: closing(connection.cursor()), shown)


def _of_folder(address: str) -> Warehouse:
    import fsspec

    from .parquet import Parquet

    try:
        files, path = fsspec.core.url_to_fs(address)
    except (ValueError, ImportError) as error:
        detail = str(error) if isinstance(error, ImportError) else "its beginning is not known"
        scheme = address.partition("://")[0][:40]
        raise BadInput(
            f"Nothing can be written at an address that begins with “{scheme}”: {detail[:200]}.",
            hint="PostgreSQL, SQLite, DuckDB and Parquet in a folder are known.",
        ) from None
    is_local = "file" in (
        files.protocol if isinstance(files.protocol, tuple) else (files.protocol,)
    )
    if is_local:
        shown = _shown("file", path)
    else:
        scheme = files.protocol if isinstance(files.protocol, str) else files.protocol[0]
        shown = f"{scheme}://{quote(path.lstrip('/').rpartition('@')[2])}"
    return Parquet(files, path, shown.rstrip("/"), is_local=is_local)


def _shown(scheme: str, path: str | None) -> str:
    named = bool(path) and path != ":memory:"
    return f"{scheme}:///" + (quote(shown_file(str(path)), safe="/~") if named else "")


@contextmanager
def _sqlite_file(path: str, *, writes: bool) -> Iterator[sqlite3.Connection]:
    is_new = writes and not os.path.exists(path)
    connection = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
    try:
        if is_new:
            connection.execute("PRAGMA page_size = 16384")
        connection.execute("PRAGMA cache_size = -32768")
        yield connection
        if is_new:  # from now on, whoever reads does not wait for whoever writes
            connection.execute("PRAGMA journal_mode = WAL")
    finally:
        connection.close()


@contextmanager
def _sqlite_engine(engine: Any) -> Iterator[sqlite3.Connection]:
    pooled = engine.raw_connection()
    connection: sqlite3.Connection = pooled.driver_connection
    level = connection.isolation_level
    connection.isolation_level = None
    try:
        connection.execute(f"PRAGMA busy_timeout = {int(PATIENCE * 1000)}")
        yield connection
    finally:
        connection.isolation_level = level
        pooled.close()


@contextmanager
def _duckdb_engine(engine: Any) -> Iterator[Any]:
    pooled = engine.raw_connection()
    try:
        # Its `cursor` is SQLAlchemy's; a duplicate is DuckDB's own.
        with closing(pooled.driver_connection.duplicate()) as connection:
            yield connection
    finally:
        pooled.close()
