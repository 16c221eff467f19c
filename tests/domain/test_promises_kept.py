"""What changes between two contracts, what of it breaks something, and when a table is late."""

from datetime import UTC, datetime, timedelta

import pytest

from jupyter_hub_publish.domain import contracts
from jupyter_hub_publish.domain.contracts import Terms
from jupyter_hub_publish.domain.errors import BadInput
from jupyter_hub_publish.domain.handoffs import Contract, Field, TableSchema

BIKES = Field(name="bikes", type="number", unit="count", nulls=0.1)
HOUR = Field(name="hour", type="datetime")
STATION = Field(name="station", type="integer")


def terms(*fields, keys=(), fresh=None, rows=100):
    return Terms(schema=TableSchema(fields=fields, primary_key=keys), fresh=fresh, rows=rows)


BEFORE = terms(STATION, HOUR, BIKES, keys=("station", "hour"), fresh=86_400)


def other(**changed):
    said = {"fields": (STATION, HOUR, BIKES), "keys": ("station", "hour"), "fresh": 86_400}
    said |= changed
    return terms(*said.pop("fields"), **said)


def of_bikes(**changed):
    field = {"name": "bikes", "type": "number", "unit": "count", "nulls": 0.1} | changed
    return other(fields=(STATION, HOUR, Field(**field)))


@pytest.mark.parametrize(
    ("after", "kind", "breaks"),
    [
        (other(fields=(STATION, HOUR)), "dropped", True),
        (other(fields=(STATION, HOUR, BIKES, Field(name="rain", type="number"))), "added", False),
        (of_bikes(name="bike_count"), "renamed", True),
        (of_bikes(type="string"), "retyped", True),
        (of_bikes(unit="share"), "unit", True),
        (of_bikes(nulls=0.2), "nulls", True),
        (of_bikes(nulls=None), "nulls", True),
        (of_bikes(nulls=0), "nulls", False),
        (other(keys=()), "keys", True),
        (other(keys=("station",)), "keys", False),
        (other(keys=("station", "hour", "bikes")), "keys", True),
        (other(fresh=3_600), "fresh", False),
        (other(fresh=None), "fresh", True),
        (other(rows=10), "rows", True),
    ],
)
def test_a_change_breaks_what_somebody_could_rely_on(after, kind, breaks):
    (change,) = contracts.differences(BEFORE, after)
    assert (change.kind, change.breaks) == (kind, breaks)
    assert contracts.said(change)


def test_nothing_changes_where_more_rows_and_other_words_come():
    assert contracts.differences(BEFORE, other(rows=11)) == ()
    assert contracts.differences(BEFORE, of_bikes(description="other words")) == ()


def test_a_few_rows_are_no_loss_where_they_are_added():
    assert contracts.differences(BEFORE, other(rows=1), replaces=False) == ()


def test_versions_count_writes_and_breaks():
    broken = contracts.differences(BEFORE, other(keys=()))
    first = contracts.following(None, ())
    second = contracts.following(first, ())
    third = contracts.following(second, broken, "no keys any more")
    assert [(one.major, one.minor) for one in (first, second, third)] == [(1, 0), (1, 1), (2, 0)]
    assert (second.accepted, third.accepted) == (None, "no keys any more")
    assert contracts.following(Contract(), (), "unneeded").accepted is None


def test_a_table_is_late_when_its_promise_has_run_out():
    written = datetime(2026, 11, 27, 7, 0, tzinfo=UTC)
    day = timedelta(days=1)
    assert contracts.freshness(written, 86_400, written + day) == "fresh"
    assert contracts.freshness(written, 86_400, written + day + timedelta(seconds=1)) == "late"
    assert contracts.freshness(written, None, written + 100 * day) == "none"
    assert contracts.freshness(None, 86_400, written) == "none"


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("1d", 86_400),
        ("12 hours", 43_200),
        ("30min", 1_800),
        ("2 Weeks", 1_209_600),
        (90, 90),
        (timedelta(hours=1), 3_600),
        (None, None),
    ],
)
def test_a_promise_is_read_as_people_say_it(said, seconds):
    assert contracts.seconds(said) == seconds


@pytest.mark.parametrize("said", ["", "daily", "0d", "-1d", "1 fortnight", "999999w", 0, "1d1d"])
def test_what_is_no_promise_is_said(said):
    with pytest.raises(BadInput, match="is not how often a table is written"):
        contracts.seconds(said)
