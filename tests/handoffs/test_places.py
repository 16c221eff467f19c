"""Where a table goes when nobody says, and how its place is told."""

import json

import duckdb
import pytest
import sqlalchemy as sa

from jupyter_hub_publish import handoff, read_handoff
from jupyter_hub_publish.handoffs.places import VARIABLE, default_address, warehouse_of


def url_of(to):
    return warehouse_of(to).location("bikeshare.forecast").url


@pytest.mark.parametrize(
    ("to", "url"),
    [
        (
            "postgresql://ada:pw@Host.example.org/db?sslmode=require",
            "postgresql://host.example.org/db",
        ),
        ("postgresql+psycopg://host:6543/db", "postgresql://host:6543/db"),
        ("postgresql://ada@/db?host=/var/run", "postgresql:///db"),
        ("sqlite:///w.sqlite", "sqlite:///w.sqlite"),
        ("sub/w.duckdb", "duckdb:///sub/w.duckdb"),
        ("tables", "file:///tables/bikeshare.forecast.parquet"),
        ("memory://bucket/tables", "memory://bucket/tables/bikeshare.forecast.parquet"),
    ],
)
def test_a_place_is_told_without_what_lets_one_in(to, url):
    assert url_of(to) == url


def test_a_file_of_one_s_home_is_told_without_one_s_name(folder, monkeypatch):
    monkeypatch.setenv("HOME", str(folder.parent))
    assert url_of(str(folder.parent / "w.duckdb")) == "duckdb:///~/w.duckdb"


def test_the_environment_comes_before_the_settings_and_those_before_the_data_folder(
    folder, monkeypatch
):
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(folder / "config"))
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(folder / "data"))
    monkeypatch.delenv(VARIABLE, raising=False)
    assert default_address() == str(folder / "data" / "hub-publish" / "warehouse.duckdb")
    (folder / "config").mkdir()
    (folder / "config" / "hub_publish.json").write_text(json.dumps({"warehouse": "mine.duckdb"}))
    assert default_address() == "mine.duckdb"
    monkeypatch.setenv(VARIABLE, "sqlite:///theirs.sqlite")
    assert default_address() == "sqlite:///theirs.sqlite"


def test_engines_and_connections_are_places_too(frame):
    memory = sa.create_engine("sqlite://", poolclass=sa.StaticPool)
    handoff(frame, "forecast", memory)
    assert len(read_handoff("forecast", memory)) == 6
    memory.dispose()
    with duckdb.connect() as connection:
        handoff(frame, "forecast", connection)
        assert connection.execute("SELECT count(*) FROM forecast").fetchall() == [(6,)]
        assert len(read_handoff("forecast", connection)) == 6


def test_a_folder_may_lie_wherever_fsspec_reaches(frame):
    for rows in (6, 5):
        handoff(frame[:rows], "forecast", "memory://bucket/tables")
        assert len(read_handoff("forecast", "memory://bucket/tables")) == rows
