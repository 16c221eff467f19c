"""Every promise of a handoff is tested in PostgreSQL, SQLite, DuckDB and Parquet alike."""

import numpy as np
import pandas as pd
import pytest

KINDS = ("postgresql", "sqlite", "duckdb", "parquet")


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """A folder of the test's own, in which its notebook would be."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(params=KINDS)
def to(request, tmp_path):
    """Where tables go: the address of a warehouse that is empty."""
    if request.param == "postgresql":
        return request.getfixturevalue("emptied_url")
    if request.param == "parquet":
        return str(tmp_path / "tables")
    return f"{request.param}:///{tmp_path}/warehouse.{request.param}"


@pytest.fixture(scope="session")
def shared_url(postgresql_server):
    """A database for all of these tests: making one takes longer than most of them."""
    psycopg = pytest.importorskip("psycopg")
    server = postgresql_server.replace("+psycopg", "") + "/postgres"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("CREATE DATABASE handoffs")
    return f"{postgresql_server}/handoffs"


@pytest.fixture
def emptied_url(shared_url):
    """The same, with nothing in it."""
    import psycopg

    with psycopg.connect(shared_url.replace("+psycopg", ""), autocommit=True) as connection:
        named = (
            "SELECT quote_ident(nspname) FROM pg_namespace WHERE nspname !~ '^(pg_|information)'"
        )
        for (schema,) in connection.execute(named).fetchall():
            connection.execute(f"DROP SCHEMA {schema} CASCADE")
        connection.execute("CREATE SCHEMA public")
    return shared_url


@pytest.fixture
def frame():
    """Six rows of a forecast."""
    return pd.DataFrame(
        {
            "station": [1, 1, 2, 2, 3, 3],
            "hour": [7, 8, 7, 8, 7, 8],
            "bikes": [12.5, 8.0, 3.5, np.nan, 20.25, 17.0],
            "weather": ["dry", "dry", "rain", "rain", None, "dry"],
        }
    )
