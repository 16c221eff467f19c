"""The snippets are run against real databases, whatever tables are called; the files are read."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from types import SimpleNamespace
from xml.etree import ElementTree

import duckdb
import psycopg
import pytest
from notebooks import code, notebook

from jupyter_hub_publish.domain.connecting import connection_file, connections
from jupyter_hub_publish.domain.dataset_uses import uses
from jupyter_hub_publish.domain.datasets import DatasetPlace
from jupyter_hub_publish.domain.quoting import m_text, odbc_value, python_text, r_text, sql_name

NAMES = (
    "forecast",
    "bikeshare.forecast",
    "select",
    "Bike share",
    'say "hi"; drop table forecast; --',
    "it's 100% :name {x} \\ ünï 自転車",
    "[a]]b].`c`",
)
SECRET = "postgresql+psycopg://ada:hunter2@db.example.org:5432/warehouse?password=hunter2#hunter2"


def dataset(kind, url, table, schema=None, name="bikeshare.forecast"):
    place = DatasetPlace(kind=kind, url=url, schema=schema, table=table)
    return SimpleNamespace(name=name, place=place)


def snippet(of, kind):
    return next(each.code for each in connections(of).snippets if each.kind == kind)


def run(program):
    """What a Python snippet gives, for a person whose password is empty."""
    values = {}
    exec(program.replace("getuser(), getpass()", '"postgres", ""'), values)
    if "engine" in values:
        values["engine"].dispose()
    elif "connection" in values:
        values["connection"].close()
    return values["df"]


@pytest.mark.parametrize("table", NAMES)
def test_sqlite_is_read_as_the_snippets_say(tmp_path, table):
    path = tmp_path / "it's a warehouse.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(f"create table {sql_name('sqlite', table)} (bikes int)")
        connection.execute(f"insert into {sql_name('sqlite', table)} values (7)")
        made = dataset("sqlite", f"sqlite:///{path}", table)
        assert connection.execute(snippet(made, "sql")).fetchall() == [(7,)]
        for kind in ("pandas", "polars"):
            assert list(run(snippet(made, kind))["bikes"]) == [7]


@pytest.mark.parametrize("table", NAMES)
def test_duckdb_is_read_as_the_snippets_say(tmp_path, table):
    path = tmp_path / "it's a warehouse.duckdb"
    name = sql_name("duckdb", "Bike share", table)
    with duckdb.connect(path) as connection:
        connection.execute('create schema "Bike share"')
        connection.execute(f"create table {name} as select 7 as bikes")
        made = dataset("duckdb", f"duckdb:///{path}", table, "Bike share")
        assert connection.execute(snippet(made, "sql")).fetchall() == [(7,)]
    for kind in ("pandas", "polars"):
        assert list(run(snippet(made, kind))["bikes"]) == [7]


def test_postgresql_is_read_as_the_snippets_say(postgresql_url):
    schema = 'Bike "share" 100%'
    with psycopg.connect(postgresql_url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(f"create schema {sql_name('postgresql', schema)}")
        for table in NAMES:
            name = sql_name("postgresql", schema, table)
            connection.execute(f"create table {name} as select 7 as bikes")
            made = dataset("postgresql", postgresql_url, table, schema)
            assert connection.execute(snippet(made, "sql")).fetchall() == [(7,)]
            for kind in ("pandas", "polars"):
                assert list(run(snippet(made, kind))["bikes"]) == [7]


def test_parquet_is_read_as_the_snippets_say(tmp_path):
    path = tmp_path / "it's 1 forecast.parquet"
    escaped = str(path).replace("'", "''")
    duckdb.execute(f"copy (select 7 as bikes) to '{escaped}'")
    for url in (str(path), path.as_uri(), f"file://{path}", f"file:///{path}"):
        made = dataset("parquet", url, "forecast")
        assert duckdb.execute(snippet(made, "sql")).fetchall() == [(7,)]
        assert list(run(snippet(made, "pandas"))["bikes"]) == [7]
        assert list(run(snippet(made, "polars")).collect()["bikes"]) == [7]


def test_every_reserved_word_is_quoted(postgresql_url):
    known = {
        word
        for (word,) in duckdb.execute(
            "select keyword_name from duckdb_keywords() where keyword_category = 'reserved'"
        ).fetchall()
    }
    with psycopg.connect(postgresql_url.replace("+psycopg", "")) as connection:
        asked = "select word from pg_get_keywords() where catcode in ('R', 'T')"
        known |= {word for (word,) in connection.execute(asked).fetchall()}
    assert len(known) > 80
    assert [word for word in known if sql_name("postgresql", word) == word] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_text_is_one_text_in_every_language(name):
    assert eval(python_text(name)) == name
    assert m_text(name).replace('""', "").count('"') == 2
    assert r_text(name).replace("\\\\", "").replace('\\"', "").count('"') == 2
    assert "\n" not in r_text(name + "\n") + m_text(name + "\n") + odbc_value(name + "\n")


@pytest.mark.parametrize(
    ("kind", "url", "schema", "table"),
    [
        ("postgresql", "postgresql://db/warehouse", "bikeshare", "forecast"),
        ("duckdb", "duckdb:////data/w.duckdb", "bikeshare", "forecast"),
        ("sqlite", "sqlite:////data/w.db", None, "bikeshare.forecast"),
        ("mysql", "mysql://db/warehouse", "bikeshare", "forecast"),
    ],
)
def test_a_notebook_that_takes_a_snippet_is_known_to_read_the_dataset(kind, url, schema, table):
    made = dataset(kind, url, table, schema)
    for tool in ("pandas", "polars"):
        (use,) = uses(notebook(code(snippet(made, tool))), ())
        assert use.name == "bikeshare.forecast"


def test_power_querys_own_escapes_are_texts_too():
    assert m_text("#(lf)") == '"#(#)(lf)"'
    assert m_text("a\nb") == '"a#(000a)b"'


@pytest.mark.parametrize("kind", ["postgresql", "parquet", "mysql"])
def test_what_lets_somebody_in_is_in_no_snippet_and_no_file(kind):
    made = dataset(kind, SECRET, "forecast")
    said = connections(made)
    files = [connection_file(made, file.name) for file in said.files]
    everything = "".join(f"{each.code}{each.note}" for each in said.snippets) + str(files)
    assert "db.example.org" in everything
    assert "hunter2" not in everything
    assert "ada" not in everything


def test_where_a_place_is_nonsense_there_are_snippets_all_the_same():
    for url in ("", "://", "postgresql://[::", "postgresql://a:port/x", "sqlite://", "?#@"):
        for kind in ("postgresql", "sqlite", "duckdb", "parquet", "oracle"):
            made = dataset(kind, url, "forecast")
            assert snippet(made, "pandas")
            for file in connections(made).files:
                assert connection_file(made, file.name)


def test_names_of_files_are_safe_and_only_they_are_found():
    made = dataset("sqlite", "sqlite:////w.db", "x", name="../..\\a b/c\r\n")
    names = [file.name for file in connections(made).files]
    assert names == [".._.._a_b_c_.pbids", ".._.._a_b_c_.tds"]
    for other in ("x.pbids", ".._.._a_b_c_.exe", "", "pbids"):
        assert connection_file(made, other) is None
    assert connections(dataset("oracle", "oracle://h/x", "x")).files == ()


PLACES = (
    ("postgresql", "postgresql://db.example.org/ware%0Ahouse", "bikeshare"),
    ("sqlite", "sqlite:////data/a;b.db", None),
    ("duckdb", "duckdb:////data/w.duckdb", "bikeshare"),
    ("parquet", "s3://bucket/f.parquet", None),
    ("parquet", "https://example.org/f.parquet", None),
    ("parquet", "/data/f.parquet", None),
)


@pytest.mark.parametrize(("kind", "url", "schema"), PLACES)
@pytest.mark.parametrize("table", [*NAMES, "\ud800￾\u0085</datasource>"])
def test_power_bi_gets_one_connection_of_a_protocol_that_it_knows(kind, url, schema, table):
    made = dataset(kind, url, table, schema)
    told = json.loads(connection_file(made, "bikeshare.forecast.pbids"))
    check_pbids(told)
    protocol = told["connections"][0]["details"]["protocol"]
    assert protocol in ("postgresql", "odbc", "http", "file")


@pytest.mark.parametrize(("kind", "url", "schema"), PLACES)
@pytest.mark.parametrize("table", [*NAMES, "\ud800￾\u0085</datasource>"])
def test_tableau_gets_one_connection_and_its_table(kind, url, schema, table):
    made = dataset(kind, url, table, schema)
    source = ElementTree.fromstring(connection_file(made, "bikeshare.forecast.tds"))
    check_tds(source)
    if kind != "parquet" and table in NAMES:
        relation = source.find("connection/relation")
        assert relation.get("name") == table
        assert relation.get("table").endswith(f"[{table.replace(']', ']]')}]")


def check_pbids(told):
    """That it is as Microsoft describes the format: one connection, and what its protocol needs."""
    assert set(told) == {"version", "connections"}
    assert told["version"] == "0.1"
    (connection,) = told["connections"]
    assert set(connection) == {"details", "options", "mode"}
    assert connection["mode"] in ("Import", "DirectQuery")
    details = connection["details"]
    needed = {
        "postgresql": {"server", "database"},
        "odbc": {"options"},
        "http": {"url"},
        "file": {"path"},
    }
    assert set(details["address"]) == needed[details["protocol"]]
    assert all(details["address"].values())
    assert details["authentication"] is None


def check_tds(source):
    """That every relation is of a connection that there is, and that nobody is signed in."""
    assert source.tag == "datasource"
    assert source.get("version") == "18.1"
    outer = source.find("connection")
    assert outer.get("class") == "federated"
    (named,) = outer.findall("named-connections/named-connection")
    (inner,) = named.findall("connection")
    assert inner.get("class") in ("postgres", "genericodbc")
    assert inner.get("dbname")
    assert inner.get("username") == ""
    assert inner.get("password") is None
    (relation,) = outer.findall("relation")
    assert relation.get("connection") == named.get("name")
    assert bool(relation.get("table")) == (relation.get("type") == "table")
    assert bool(relation.text) == (relation.get("type") == "text")


def test_a_path_may_be_relative_or_of_windows():
    made = dataset("duckdb", "duckdb:///relative/w.duckdb", "x")
    assert 'duckdb.connect("relative/w.duckdb", read_only=True)' in snippet(made, "pandas")
    made = dataset("parquet", "file:///C:/data/w.parquet", "x")
    assert 'pd.read_parquet("C:/data/w.parquet")' in snippet(made, "pandas")
    made = dataset("sqlite", "sqlite:///C:/data/w.db", "x")
    assert 'sqlite3.connect("C:/data/w.db")' in snippet(made, "pandas")


def test_a_path_is_given_as_it_is_written():
    made = dataset("duckdb", "duckdb:////data/my%20stuff/50%25%20%C3%BC.db", "x")
    assert 'duckdb.connect("/data/my stuff/50% ü.db", read_only=True)' in snippet(made, "pandas")
    made = dataset("sqlite", "sqlite:////data/my%20stuff/w.db", "x")
    assert 'sqlite3.connect("/data/my stuff/w.db")' in snippet(made, "pandas")
