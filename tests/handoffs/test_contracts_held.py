"""A write that breaks what was promised stops before anything is written, and says what breaks."""

import pytest
import sqlalchemy as sa

from jupyter_hub_publish import handoff, read_handoff
from jupyter_hub_publish.domain.errors import BadInput, ContractBroken

KEYS = ["station", "hour"]
BREAKS = {
    "a column is gone": (lambda frame: frame.drop(columns="bikes"), "column “bikes” is gone"),
    "a column has another name": (
        lambda frame: frame.rename(columns={"bikes": "bike_count"}),
        "column “bikes” is now called “bike_count”",
    ),
    "a column has another type": (
        lambda frame: frame.assign(hour=frame["hour"].astype(str)),
        "column “hour” was integer and is string",
    ),
    "keys are not unique": (
        lambda frame: frame.assign(station=1),
        "the keys station, hour are not unique: 4 rows repeat one",
    ),
    "too many are null": (
        lambda frame: frame.assign(bikes=None),
        "column “bikes” is null in at most 0.5 of the rows, and 6 of 6 rows are null",
    ),
    "a key is null": (
        lambda frame: frame.assign(station=frame["station"].where(frame.index > 0).astype("Int64")),
        "column “station” is never null, and 1 of 6 rows are null",
    ),
    "nearly all rows are gone": (lambda frame: frame[:0], "there were 6 rows and are 0"),
}


@pytest.fixture
def promised(to, frame):
    handoff(frame, "bikeshare.forecast", to, keys=KEYS, nulls={"bikes": 0.5}, fresh="1d")
    return to


@pytest.mark.parametrize("case", BREAKS)
def test_it_stops_unless_it_is_declared(promised, frame, case):
    change, words = BREAKS[case]
    with pytest.raises(ContractBroken, match="was not written") as stopped:
        handoff(change(frame), "bikeshare.forecast", promised)
    assert words in stopped.value.message
    assert "accept_changes" in stopped.value.hint
    assert len(read_handoff("bikeshare.forecast", promised)) == 6
    said = handoff(
        change(frame), "bikeshare.forecast", promised, accept_changes="The source has changed."
    ).handoff
    assert (said.contract.major, said.contract.minor) == (2, 0)
    assert said.contract.accepted == "The source has changed."
    assert any(one.breaks for one in said.contract.changes)
    assert len(read_handoff("bikeshare.forecast", promised)) == len(change(frame))


def test_what_was_given_up_is_promised_no_more(promised, frame):
    handoff(frame.assign(station=1), "bikeshare.forecast", promised, accept_changes="one station")
    said = handoff(frame.assign(station=2), "bikeshare.forecast", promised).handoff
    assert said.schema.primary_key == ()
    assert (said.contract.major, said.contract.minor) == (2, 1)


def test_a_looser_promise_breaks_a_stricter_one(promised, frame):
    with pytest.raises(ContractBroken, match="was written daily and is written weekly"):
        handoff(frame, "bikeshare.forecast", promised, fresh="1w")
    assert handoff(frame, "bikeshare.forecast", promised, fresh="12h").handoff.contract.minor == 1


def test_keys_that_the_same_call_names_and_breaks_cannot_be_accepted(to, frame):
    with pytest.raises(ContractBroken, match="not unique"):
        handoff(frame, "forecast", to, keys="station", accept_changes="whatever")
    with pytest.raises(ContractBroken, match="never null"):
        handoff(frame, "forecast", to, nulls={"bikes": 0}, accept_changes="whatever")


def test_an_append_changes_no_column_whatever_is_said(promised, frame):
    with pytest.raises(ContractBroken, match="is gone"):
        handoff(
            frame.drop(columns="bikes").assign(station=7),
            "bikeshare.forecast",
            promised,
            mode="append",
            accept_changes="no bikes",
        )


def test_accepting_needs_a_reason(to, frame):
    with pytest.raises(BadInput, match="accept_changes says nothing"):
        handoff(frame, "forecast", to, accept_changes="  ")


@pytest.mark.parametrize("kind", ["postgresql", "sqlite"])
def test_a_table_that_no_handoff_wrote_is_not_replaced(request, tmp_path, frame, kind):
    url = (
        request.getfixturevalue("emptied_url")
        if kind == "postgresql"
        else f"sqlite:///{tmp_path}/theirs.sqlite"
    )
    engine = sa.create_engine(url)
    frame.to_sql("theirs", engine, index=False)
    with pytest.raises(ContractBroken, match="no handoff wrote it"):
        handoff(frame[:1], "theirs", engine)
    assert len(read_handoff("theirs", engine)) == 6
    assert handoff(frame[:1], "theirs", engine, accept_changes="It is mine.").handoff.rows == 1
    engine.dispose()
