"""How to connect to a dataset with each tool: snippets and files that hold nobody's password."""

from __future__ import annotations

import re

from . import connecting_files as files
from .datasets import ConnectFile, Connections, DatasetDetail, DatasetPlace, Snippet
from .quoting import (
    m_text,
    odbc_value,
    one_line,
    python_text,
    r_text,
    select_from,
    sql_name,
    sql_text,
)
from .warehouses import ServerPlace, file_of, parquet_of, server_of

_UNSAFE = re.compile(r"[^\w.-]+", re.ASCII)
_OWN = "It asks for your own name and password; none is stored here."
_HERE = "The file has to be reachable from where this runs."
_LOOK = 100  # rows that are enough for a first look


def connections(dataset: DatasetDetail) -> Connections:
    """All ways that are known for where the dataset lies."""
    made = _snippets(dataset.place)
    offered = files.made_for(dataset)
    titles = {"pbids": "For Power BI", "tds": "For Tableau"}
    return Connections(
        snippets=made,
        files=tuple(
            ConnectFile(name=f"{_file_name(dataset)}.{ending}", title=titles[ending])
            for ending in offered
        ),
    )


def connection_file(dataset: DatasetDetail, name: str) -> bytes | None:
    """The file of this name, one of those in `connections`; None where there is none."""
    stem, _, ending = name.rpartition(".")
    return files.made_for(dataset).get(ending) if stem == _file_name(dataset) else None


def _file_name(dataset: DatasetDetail) -> str:
    return _UNSAFE.sub("_", dataset.name)[:100]


def _snippets(place: DatasetPlace) -> tuple[Snippet, ...]:
    if place.kind == "postgresql":
        return _postgresql(place, server_of(place))
    if place.kind == "sqlite":
        return _sqlite(place, file_of(place))
    if place.kind == "duckdb":
        return _duckdb(place, file_of(place))
    if place.kind == "parquet":
        return _parquet(place)
    return _another(place, server_of(place))


def _sql(select: str, note: str) -> Snippet:
    code = f"{select.replace(' from ', chr(10) + 'from ', 1)}\nlimit {_LOOK};"
    return Snippet(kind="sql", title="SQL", language="sql", code=code, note=note)


def _python(kind: str, code: str, note: str) -> Snippet:
    if kind == "pandas":
        return Snippet(kind="pandas", title="pandas", language="python", code=code, note=note)
    return Snippet(kind="polars", title="polars", language="python", code=code, note=note)


def _r(code: str, note: str) -> Snippet:
    return Snippet(kind="r", title="R", language="r", code=code, note=note)


def _excel(code: str, note: str) -> Snippet:
    how = (
        "In Excel choose Data, Get Data, From Other Sources, Blank Query; in Power BI Get data, "
        "Blank query. Paste it into the Advanced Editor. "
    )
    return Snippet(kind="excel", title="Excel, Power BI", language="", code=code, note=how + note)


def _tableau(parameters: dict[str, str | None], note: str) -> Snippet:
    width = max(map(len, parameters)) + 2
    lines = [f"{name:{width}}{one_line(said)}" for name, said in parameters.items() if said]
    return Snippet(kind="tableau", title="Tableau", language="", code="\n".join(lines), note=note)


def _postgresql(place: DatasetPlace, at: ServerPlace) -> tuple[Snippet, ...]:
    select = select_from(sql_name(place.kind, place.schema, place.table))
    where = f"In the database {one_line(at.database)} at {at.address}. "
    schema = place.schema or "public"
    return (
        _sql(select, where + _OWN),
        *_by_sqlalchemy(place, at, "postgresql+psycopg", "sqlalchemy and psycopg"),
        _r(
            "library(dplyr)\n\n"
            "con <- DBI::dbConnect(\n"
            f"  RPostgres::Postgres(), host = {r_text(at.host)}, port = {at.port or 5432},\n"
            f'  dbname = {r_text(at.database)}, user = Sys.info()[["user"]],\n'
            "  password = askpass::askpass()\n"
            ")\n"
            f"df <- tbl(con, dbplyr::in_schema({r_text(schema)}, {r_text(place.table)}))",
            "Needs dplyr, dbplyr, RPostgres and askpass. " + _OWN,
        ),
        _excel(
            "let\n"
            f"    Source = PostgreSQL.Database({m_text(at.address)}, {m_text(at.database)}),\n"
            f"    Table = Source{{[Schema={m_text(schema)}, Item={m_text(place.table)}]}}[Data]\n"
            "in\n"
            "    Table",
            _OWN,
        ),
        _tableau(
            {
                "Connector": "PostgreSQL",
                "Server": at.host,
                "Port": str(at.port or 5432),
                "Database": at.database,
                "Schema": schema,
                "Table": place.table,
                "JDBC": f"jdbc:postgresql://{at.address}/{at.quoted_database}",
                "ODBC": f"Driver={{PostgreSQL Unicode}};Server={odbc_value(at.host)};"
                f"Port={at.port or 5432};Database={odbc_value(at.database)}",
            },
            _OWN,
        ),
    )


def _by_sqlalchemy(
    place: DatasetPlace, at: ServerPlace, driver: str, needs: str
) -> tuple[Snippet, ...]:
    query = select_from(sql_name(place.kind, place.schema, place.table))
    asked, text = python_text(query), ""
    if "%" in query or ":" in query:
        # Some drivers take them for the place of a value; SQLAlchemy can be told that they are not.
        escaped = query.replace(":", r"\:")
        asked, text = f"text({python_text(escaped)})", ", text"
    given = [f"host={python_text(at.host)}"]
    given += [f"port={at.port}"] if at.port else []
    given += [f"database={python_text(at.database)}"] if at.database else []
    engine = (
        "url = URL.create(\n"
        f"    {python_text(driver)}, getuser(), getpass(),\n"
        f"    {', '.join(given)},\n"
        ")\n"
        "engine = create_engine(url)\n"
    )
    imports = (
        "from getpass import getpass, getuser\n\n{}\n"
        f"from sqlalchemy import URL, create_engine{text}\n\n"
    )
    note = f"Needs {needs}. {_OWN}"
    return (
        _python(
            "pandas",
            imports.format("import pandas as pd") + engine + f"df = pd.read_sql({asked}, engine)",
            note,
        ),
        _python(
            "polars",
            imports.format("import polars as pl")
            + engine
            + "with engine.connect() as connection:\n"
            + f"    df = pl.read_database({asked}, connection)",
            note,
        ),
    )


def _sqlite(place: DatasetPlace, path: str) -> tuple[Snippet, ...]:
    name = sql_name(place.kind, place.schema, place.table)
    query = python_text(select_from(name))
    odbc = f"Driver={{SQLite3 ODBC Driver}};Database={odbc_value(path)}"
    opened = f"connection = sqlite3.connect({python_text(path)})\n"
    return (
        _sql(select_from(name), f"In the SQLite file {one_line(path)}. {_HERE}"),
        _python(
            "pandas",
            f"import sqlite3\n\nimport pandas as pd\n\n{opened}"
            f"df = pd.read_sql({query}, connection)",
            _HERE,
        ),
        _python(
            "polars",
            f"import sqlite3\n\nimport polars as pl\n\n{opened}"
            f"df = pl.read_database({query}, connection)",
            _HERE,
        ),
        _r(
            "library(dplyr)\n\n"
            f"con <- DBI::dbConnect(RSQLite::SQLite(), {r_text(path)})\n"
            f"df <- tbl(con, {r_text(place.table)})",
            f"Needs dplyr, dbplyr and RSQLite. {_HERE}",
        ),
        _by_odbc(odbc, name, _HERE),
        _tableau(
            {
                "Connector": "Other Databases (ODBC)",
                "Driver": "SQLite3 ODBC Driver",
                "Database": path,
                "Table": place.table,
                "JDBC": f"jdbc:sqlite:{path}",
                "ODBC": odbc,
            },
            _HERE,
        ),
    )


def _duckdb(place: DatasetPlace, path: str) -> tuple[Snippet, ...]:
    name = sql_name(place.kind, place.schema, place.table)
    query = python_text(select_from(name))
    opened = f"import duckdb\n\nconnection = duckdb.connect({python_text(path)}, read_only=True)\n"
    odbc = f"Driver={{DuckDB Driver}};Database={odbc_value(path)};access_mode=READ_ONLY"
    table = f"dbplyr::in_schema({r_text(place.schema or 'main')}, {r_text(place.table)})"
    return (
        _sql(select_from(name), f"In the DuckDB file {one_line(path)}. {_HERE}"),
        _python("pandas", f"{opened}df = connection.sql({query}).df()", f"Needs duckdb. {_HERE}"),
        _python("polars", f"{opened}df = connection.sql({query}).pl()", f"Needs duckdb. {_HERE}"),
        _r(
            "library(dplyr)\n\n"
            f"con <- DBI::dbConnect(duckdb::duckdb(), {r_text(path)}, read_only = TRUE)\n"
            f"df <- tbl(con, {table})",
            f"Needs dplyr, dbplyr and duckdb. {_HERE}",
        ),
        _by_odbc(odbc, name, _HERE),
        _tableau(
            {
                "Connector": "Other Databases (ODBC)",
                "Driver": "DuckDB Driver",
                "Database": path,
                "Schema": place.schema or "main",
                "Table": place.table,
                "JDBC": f"jdbc:duckdb:{path}",
                "ODBC": odbc,
            },
            _HERE,
        ),
    )


def _by_odbc(connection: str, table: str, note: str) -> Snippet:
    return _excel(
        "let\n"
        "    Source = Odbc.Query(\n"
        f"        {m_text(connection)},\n"
        f"        {m_text(select_from(table))}\n"
        "    )\n"
        "in\n"
        "    Source",
        note,
    )


def _parquet(place: DatasetPlace) -> tuple[Snippet, ...]:
    url = parquet_of(place)
    read = f"read_parquet({sql_text(url)})"
    rights = (
        _HERE if "://" not in url else "It is read with your own rights; no key is stored here."
    )
    odbc = "Driver={DuckDB Driver};Database=:memory:"
    return (
        _sql(select_from(read), f"By DuckDB. {rights}"),
        _python(
            "pandas", f"import pandas as pd\n\ndf = pd.read_parquet({python_text(url)})", rights
        ),
        _python(
            "polars", f"import polars as pl\n\ndf = pl.scan_parquet({python_text(url)})", rights
        ),
        _r(
            "library(dplyr)\n\n"
            "con <- DBI::dbConnect(duckdb::duckdb())\n"
            f"df <- tbl(con, sql({r_text(select_from(read))}))",
            f"Needs dplyr, dbplyr and duckdb. {rights}",
        ),
        _parquet_in_excel(url, odbc, read, rights),
        _tableau(
            {
                "Connector": "Other Databases (ODBC)",
                "Driver": "DuckDB Driver",
                "Database": ":memory:",
                "SQL": select_from(read),
                "JDBC": "jdbc:duckdb:",
                "ODBC": odbc,
            },
            f"Tableau reads Parquet by DuckDB. {rights}",
        ),
    )


def _parquet_in_excel(url: str, odbc: str, read: str, note: str) -> Snippet:
    if url.startswith(("http://", "https://")):
        opened = f"Web.Contents({m_text(url)})"
    elif "://" in url:
        return _by_odbc(odbc, read, note)
    else:
        opened = f"File.Contents({m_text(url)})"
    return _excel(f"let\n    Source = Parquet.Document({opened})\nin\n    Source", note)


def _another(place: DatasetPlace, at: ServerPlace) -> tuple[Snippet, ...]:
    name = sql_name(place.kind, place.schema, place.table)
    where = f"In the database {one_line(at.database)} at {at.address}. " if at.host else ""
    select = select_from(name)
    if place.kind == "mssql":
        sql = Snippet(
            kind="sql",
            title="SQL",
            language="sql",
            code=f"select top {_LOOK} *\nfrom {name};",
            note=where + _OWN,
        )
    else:
        sql = _sql(select, where + _OWN)
    return (sql, *_by_sqlalchemy(place, at, place.kind, f"SQLAlchemy’s driver for {place.kind}"))
