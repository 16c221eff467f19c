"""Whatever a frame holds is written as it is, or one sentence says why not."""

import datetime as dt
from decimal import Decimal

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from jupyter_hub_publish import handoff, read_handoff
from jupyter_hub_publish.domain.errors import BadInput, PublishError, TooLarge

NOON = dt.datetime(2026, 11, 27, 12, 30, 15, 250_000)  # noqa: DTZ001 (both kinds are handed)
KEPT = {
    "whole": pa.array([1, None, -(2**60)], pa.int64()),
    "small": pa.array([1, None, 255], pa.uint8()),
    "half": pa.array([0.5, None, float("-inf")], pa.float64()),
    "yes": pa.array([True, None, False]),
    "text": pa.array(["", None, 'ü "quoted", \\ and \n 雪']),
    "day": pa.array([dt.date(2026, 2, 28), None, dt.date(1900, 1, 1)]),
    "moment": pa.array([NOON, None, NOON], pa.timestamp("us")),
    "place": pa.array([NOON, None, NOON], pa.timestamp("us", tz="Europe/Berlin")),
    "span": pa.array([dt.timedelta(seconds=1.5), None, dt.timedelta(days=-3)], pa.duration("us")),
    "price": pa.array([Decimal("1234567890123.45"), None, Decimal("-0.01")], pa.decimal128(20, 2)),
    "bytes": pa.array([b"\x00\xff", None, b""]),
    "time": pa.array([dt.time(1, 2, 3, 4), None, dt.time(23)], pa.time64("us")),
    "parts": pa.array([[1, 2], None, []], pa.list_(pa.int64())),
    "none": pa.nulls(3),
}
NAMES = (
    "select",
    'say "hi"',
    "it's",
    "station'; DROP TABLE forecast; --",
    'x") ; DROP TABLE forecast; --',
    "Größe in m²",
    "気温",
    "a.b.c",
    "%s {x} $1 ? :y",
    "back\\slash",
    "0",
)


def test_every_type_comes_back_as_it_went(to):
    table = pa.table(KEPT)
    handoff(table, "types", to, sample=True)
    back = read_handoff("types", to, into="arrow")
    wrong = {
        name: (column.to_pylist(), back[name].to_pylist())
        for name, column in zip(table.column_names, table.columns, strict=True)
        if column.to_pylist() != back[name].to_pylist()
    }
    assert wrong == {}


def test_pandas_own_kinds_of_nothing_are_null(to):
    frame = pd.DataFrame(
        {
            "n": [1.0, np.nan],
            "t": pd.to_datetime(["2026-01-01", None]),
            "c": pd.Categorical(["a", None]),
            "i": pd.array([1, None], dtype="Int64"),
        }
    )
    said = handoff(frame, "nothing", to).handoff
    assert [one.nulls for one in said.statistics] == [1, 1, 1, 1]
    assert read_handoff("nothing", to).isna().sum().to_list() == [1, 1, 1, 1]


def test_any_name_is_a_name(to):
    handoff(pd.DataFrame({"x": [1]}), "forecast", to)
    for name in NAMES:
        frame = pd.DataFrame({name: [1, 2], "other": [3, 4]})
        handoff(frame, name, to, keys=[name], columns={name: 'what it\'s "called"'})
        handoff(frame, name, to, mode="upsert")
    for name in NAMES:
        assert read_handoff(name, to).to_dict("list") == {name: [1, 2], "other": [3, 4]}
    assert len(read_handoff("forecast", to)) == 1


@pytest.mark.parametrize(
    ("frame", "words"),
    [
        (pd.DataFrame(), "has no columns"),
        (pd.DataFrame({"x": [1, "two"]}), "column “x” mixes values"),
        (pd.DataFrame([[1, 2]], columns=["x", "x"]), "column “x” is there twice"),
        (pd.DataFrame({"x\n": [1]}), "a sign that cannot be shown"),
        (pd.DataFrame({"": [1]}), "name is empty"),
        (pd.DataFrame({"x": [1 + 2j]}), "column “x”"),
        (pd.DataFrame({("a", "b"): [1]}), "names of several levels"),
        (pa.table({"x" * 256: [1]}), "has 256 characters"),
        ([1, 2], "A list is not a table"),
        (None, "A NoneType is not a table"),
    ],
)
def test_what_is_no_table_is_said_in_a_sentence(folder, frame, words):
    with pytest.raises(BadInput, match=words):
        handoff(frame, "odd", folder / "tables")
    assert not (folder / "tables").exists()


def test_no_rows_are_a_table(to):
    said = handoff(pd.DataFrame({"x": pd.Series([], dtype="int64")}), "empty", to).handoff
    assert (said.rows, said.sample) == (0, ())
    assert list(read_handoff("empty", to).columns) == ["x"]


def test_a_name_that_postgresql_would_cut_is_refused(emptied_url):
    with pytest.raises(BadInput, match="200 bytes; PostgreSQL takes 63"):
        handoff(pd.DataFrame({"x": [1]}), "n" * 200, emptied_url)
    with pytest.raises(BadInput, match="66 bytes"):
        handoff(pd.DataFrame({"ü" * 33: [1]}), "umlauts", emptied_url)


def test_a_name_of_200_characters_is_one_elsewhere(folder):
    for to in (f"sqlite:///{folder}/w.sqlite", f"duckdb:///{folder}/w.duckdb", folder / "t"):
        handoff(pd.DataFrame({"c" * 200: [1]}), "n" * 190, to)
        assert list(read_handoff("n" * 190, to).columns) == ["c" * 200]


def test_five_thousand_columns_are_written_where_they_fit(to):
    wide = pa.table({f"column {number}": [number, None] for number in range(5_000)})
    if to.startswith(("postgresql", "sqlite")):
        with pytest.raises(PublishError, match=r"takes (1,600|2,000)"):
            handoff(wide, "wide", to)
        return
    said = handoff(wide, "wide", to)
    assert (
        len(said.bundle()["application/vnd.hub-publish.handoff+json"]["schema"]["fields"]) == 5_000
    )
    assert read_handoff("wide", to, into="arrow").num_columns == 5_000


def test_more_columns_are_too_many(folder):
    wide = pa.table({f"c{number}": [1] for number in range(5_001)})
    with pytest.raises(TooLarge, match="5,001 columns"):
        handoff(wide, "wide", folder / "tables")


def test_names_that_differ_in_case_only_are_told_where_they_are_one(to):
    frame = pd.DataFrame({"Bikes": [1], "bikes": [2]})
    if to.startswith(("sqlite", "duckdb")):
        with pytest.raises(BadInput, match="are one column"):
            handoff(frame, "case", to)
    else:
        handoff(frame, "case", to)
        assert read_handoff("case", to).to_dict("list") == {"Bikes": [1], "bikes": [2]}
