"""The tables that a notebook reads are told by its SQL, parsed and never run."""

from __future__ import annotations

import time

import pytest
from handed import handoff, querying, reading, shown
from notebooks import code, notebook

from jupyter_hub_publish.domain.dataset_names import key_of
from jupyter_hub_publish.domain.dataset_uses import uses
from jupyter_hub_publish.domain.handoffs import found_in
from jupyter_hub_publish.domain.sql_tables import tables_read


def read(*cells: dict[str, object]) -> list[tuple[int, str]]:
    made = notebook(*cells)
    return [(use.cell, use.name) for use in uses(made, tuple(found_in(made)))]


@pytest.mark.parametrize(
    ("sql", "tables"),
    [
        (
            "select * from bikeshare.forecast f join weather w on true",
            {"bikeshare.forecast", "weather"},
        ),
        ('SELECT 1 FROM "Bike Share"."Fore.cast"', {"Bike Share.Fore.cast"}),
        ("select * from `p.bikes.t`", {"p.bikes.t"}),
        ("select * from [dbo].[Trips]", {"dbo.Trips"}),
        ("select 1 from Прогноз", {"Прогноз"}),
        ("-- first\n/* then */ (select a from b.c)", {"b.c"}),
        ("with f as (select * from b.c) select * from f, d.f", {"d.f", "b.c"}),
        ("select * from a where x in (select y from b) union select * from c", {"a", "b", "c"}),
        ("insert into a.b select * from c.d", {"c.d"}),
        ("create table a as from b.c", {"b.c"}),
        ("merge into a using b on a.x = b.x when matched then update set x = 1", {"b"}),
        ("select * from a; select * from b", {"a", "b"}),
        # No tables, or none that has a name.
        ("select * from 'data/trips.parquet'", set()),
        ("select * from 'trips.csv.gz'", set()),
        ("select * from read_parquet('x')", set()),
        ("select * from {{ table }}", set()),
        ("select * from :table", set()),
        ("select 1", set()),
        # No SQL.
        ("select your favourite", set()),
        ("with love from", set()),
        ("drop table a", set()),
        ("", set()),
        ("select 'never closed from a", set()),
    ],
)
def test_what_is_read_is_told_and_what_is_written_or_made_up_is_not(
    sql: str, tables: set[str]
) -> None:
    assert set(tables_read(sql)) == tables


@pytest.mark.parametrize(
    "sql",
    [
        "select " + "(" * 19_000,
        "select " + "a," * 9_000 + "b from c",
        "/*" * 9_000,
        "(" * 10_000,
        "select * from " + "(select * from " * 900,
        "select * from a where " + " or ".join(f"x={n}" for n in range(1_500)),
        "select 1 from a" + " " * 30_000,
    ],
    ids=range(7),
)
def test_hostile_sql_takes_no_longer_than_it_is_long(sql: str) -> None:
    begun = time.process_time()
    tables_read(sql)
    assert time.process_time() - begun < 5


def test_sql_is_found_in_magics_and_in_what_reads_sql() -> None:
    assert read(
        querying("select * from a.cell"),
        code("x = %sql select * from a.line"),
        code('%%time\ndf = pd.read_sql("select * from a.read_sql", engine)'),
        code('QUERY = """\nselect *\nfrom a.named\n"""'),
        code("pd.read_sql_query(sql=text(QUERY), con=engine)"),
        code('pd.read_sql_table("table", engine, schema="a")'),
        code('duckdb.sql(f"from a.formatted where day = {day!r}")'),
        code('pl.read_database(query="select * from " + "a.joined", connection=c)'),
        code('session.execute(sa.text("select * from a.executed"))'),
        code('print("select * from a.printed")\ndf.query("x > 1")'),
        code('spark.sql("select * from {}".format(table))'),
        code("%%bash\nselect * from a.bash"),
        code("pd.read_sql('select * from a.broken'"),
    ) == [
        (1, "a.cell"),
        (2, "a.line"),
        (3, "a.read_sql"),
        (5, "a.named"),
        (6, "a.table"),
        (7, "a.formatted"),
        (8, "a.joined"),
        (9, "a.executed"),
    ]


@pytest.mark.parametrize(
    "source",
    [
        "%sql postgresql://ada:pass-word@db.example.org/bikes",
        "%sql --connections",
        "%%sql\npostgresql://ada:pass-word@db.example.org/bikes",
        "%%sql\nupdate trips set bikes = 1",
        "%%duckdb\nsome words",
    ],
)
def test_what_stands_in_a_magic_and_reads_nothing_names_no_table(source: str) -> None:
    assert read(code(source)) == []


def test_data_frames_that_sql_reads_by_their_names_are_no_tables() -> None:
    assert read(code('trips = load()\nduckdb.sql("from trips join a.b using (id)")')) == [
        (1, "a.b")
    ]


def test_what_an_output_says_was_read_is_known_with_its_place_and_told_once() -> None:
    made = notebook(reading("a.b"), querying("select * from a.b, c.d"), code("x", [shown(3)]))
    first, second = uses(made, tuple(found_in(made)))
    assert (first.cell, first.name) == (1, "a.b")
    assert first.place == "postgresql:postgresql://db.example.org/warehouse"
    assert (second.cell, second.name, second.place) == (2, "c.d", None)
    assert uses(notebook(code("x", [shown(handoff("a.b"))])), ()) == ()


@pytest.mark.parametrize(
    "name",
    [
        "bikeshare.forecast",
        "Bikeshare.FORECAST",
        "warehouse.bikeshare.forecast",
        '"bikeshare".forecast',
    ],
)
def test_a_table_is_the_same_with_and_without_its_database(name: str) -> None:
    assert key_of(name) == "bikeshare.forecast"


def test_the_usual_schema_needs_no_name() -> None:
    assert {key_of(name) for name in ("t", "public.t", "MAIN.t", "db.dbo.T")} == {"t"}
    assert key_of("public") == "public"
    assert key_of("...") == "..."
