"""A frame that was handed off comes back as it was, and says what has changed since last time."""

import pandas as pd
import pyarrow as pa
import pytest
from pandas.testing import assert_frame_equal

from jupyter_hub_publish import handoff, read_handoff
from jupyter_hub_publish.domain.errors import BadInput

KEYS = ["station", "hour"]


def read(to, name="bikeshare.forecast"):
    frame = read_handoff(name, to)
    return frame.sort_values(list(frame.columns)[:2]).reset_index(drop=True)


def test_what_was_written_comes_back(to, frame):
    said = handoff(frame, "bikeshare.forecast", to).handoff
    assert (said.rows, said.contract.major, said.contract.minor) == (6, 1, 0)
    assert_frame_equal(read(to), frame, check_dtype=False)


def test_replacing_leaves_nothing_of_what_was_there(to, frame):
    handoff(frame, "bikeshare.forecast", to)
    said = handoff(frame[:4], "bikeshare.forecast", to).handoff
    assert (said.rows, said.previous.rows, said.contract.minor) == (4, 6, 1)
    assert len(read(to)) == 4


def test_appending_keeps_what_was_there(to, frame):
    handoff(frame, "bikeshare.forecast", to)
    said = handoff(frame.assign(station=9), "bikeshare.forecast", to, mode="append").handoff
    assert said.rows == 12
    assert len(read(to)) == 12


def test_an_append_with_keys_that_are_there_is_refused_whole(to, frame):
    handoff(frame, "bikeshare.forecast", to, keys=KEYS)
    more = frame.assign(station=[1, 1, 2, 7, 8, 9])
    with pytest.raises(BadInput, match="3 of the rows have keys"):
        handoff(more, "bikeshare.forecast", to, mode="append")
    assert len(read(to)) == 6


def test_an_upsert_replaces_by_keys_and_adds_the_rest(to, frame):
    handoff(frame, "bikeshare.forecast", to, keys=KEYS)
    newer = pd.DataFrame(
        {"station": [3, 4], "hour": [8, 7], "bikes": [99.0, 1.0], "weather": ["snow", "dry"]}
    )
    said = handoff(newer, "bikeshare.forecast", to, mode="upsert").handoff
    assert said.rows == 7
    back = read(to).set_index(KEYS)
    assert back.loc[(3, 8), "bikes"] == 99.0
    assert back.loc[(1, 7), "bikes"] == 12.5


def test_an_upsert_needs_keys(to, frame):
    with pytest.raises(BadInput, match="An upsert needs keys"):
        handoff(frame, "forecast", to, mode="upsert")


def test_a_column_that_is_new_is_added_by_an_append(to, frame):
    handoff(frame, "bikeshare.forecast", to)
    more = frame.assign(station=9, rain=0.5)
    said = handoff(more, "bikeshare.forecast", to, mode="append").handoff
    assert [(change.kind, change.column) for change in said.contract.changes] == [("added", "rain")]
    assert read(to)["rain"].isna().sum() == 6


def test_what_was_said_once_is_not_forgotten(to, frame):
    handoff(
        frame,
        "bikeshare.forecast",
        to,
        keys=KEYS,
        description="Expected bikes.",
        columns={"bikes": "expected bikes, count"},
        fresh="1d",
    )
    said = handoff(frame, "bikeshare.forecast", to).handoff
    bikes = said.schema.fields[2]
    assert (bikes.description, bikes.unit) == ("expected bikes", "count")
    assert (said.schema.primary_key, said.fresh) == (tuple(KEYS), 86_400)
    assert said.description == "Expected bikes."
    assert said.contract.changes == ()


def test_the_same_rows_in_another_order_have_the_same_fingerprint(to, frame):
    first = handoff(frame, "forecast", to).handoff
    shuffled = handoff(frame.iloc[::-1], "forecast", to).handoff
    other = handoff(frame.assign(bikes=1.0), "forecast", to).handoff
    assert first.fingerprint == shuffled.fingerprint != other.fingerprint


def test_datasets_of_one_warehouse_name_it_by_the_same_id(to, frame):
    one = handoff(frame, "bikeshare.forecast", to).handoff.location
    again = handoff(frame, "bikeshare.forecast", to).handoff.location
    assert one == again
    assert len(one.warehouse) == 20


def test_columns_can_be_read_one_by_one(to, frame):
    handoff(frame, "bikeshare.forecast", to)
    assert list(read_handoff("bikeshare.forecast", to, columns=["bikes"]).columns) == ["bikes"]
    with pytest.raises(BadInput, match="has no column “bike”"):
        read_handoff("bikeshare.forecast", to, columns=["bike"])


def test_polars_and_arrow_come_and_go(to, frame):
    polars = pytest.importorskip("polars")
    handoff(polars.from_pandas(frame), "from_polars", to)
    handoff(pa.Table.from_pandas(frame, preserve_index=False), "from_arrow", to)
    assert read_handoff("from_polars", to, into="polars").shape == (6, 4)
    assert read_handoff("from_arrow", to, into="arrow").num_rows == 6


def test_a_named_index_is_a_column(to, frame):
    handoff(frame.set_index(KEYS), "forecast", to)
    assert list(read_handoff("forecast", to).columns) == list(frame.columns)


def test_a_sensitive_column_is_written_and_not_told(to, frame):
    said = handoff(frame, "forecast", to, sensitive=["weather"]).handoff
    weather = said.statistics[3]
    assert (weather.top, weather.min, weather.nulls) == ((), None, 1)
    assert {row[3] for row in said.sample} == {None}
    assert set(read_handoff("forecast", to)["weather"].dropna()) == {"dry", "rain"}
    assert handoff(frame, "forecast", to).handoff.sensitive == ("weather",)


def test_a_sample_can_be_left_out(to, frame):
    assert handoff(frame, "forecast", to, sample=False).handoff.sample is None


def test_the_statistics_are_of_the_rows(to, frame):
    said = handoff(frame, "forecast", to).handoff
    numbers = {one.name: one for one in said.statistics}
    bikes, weather = numbers["bikes"], numbers["weather"]
    assert (bikes.min, bikes.max, bikes.mean, bikes.nulls) == (3.5, 20.25, 12.25, 1)
    assert sum(bikes.histogram) == 5
    assert [(top.value, top.rows) for top in weather.top] == [("dry", 3), ("rain", 2)]
    assert numbers["station"].distinct == 3
