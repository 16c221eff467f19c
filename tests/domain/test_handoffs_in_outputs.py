"""What an output says of a table keeps every limit, or is refused in one sentence."""

import copy
import json

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jupyter_hub_publish.domain.errors import BadInput
from jupyter_hub_publish.domain.handoffs import (
    MIME,
    Handoff,
    dumped,
    found_in,
    json_schema,
    location_key,
    parse,
)

GOOD = {
    "format": 1,
    "act": "write",
    "name": "bikeshare.forecast",
    "location": {
        "kind": "postgresql",
        "url": "postgresql://host/db",
        "schema": "bikeshare",
        "table": "forecast",
    },
    "written": "2026-11-27T07:00:00Z",
    "rows": 2,
    "schema": {
        "fields": [{"name": "bikes", "type": "number"}, {"name": "mail", "type": "string"}],
        "primaryKey": ["bikes"],
    },
    "statistics": [{"name": "bikes", "nulls": 0, "min": 1, "max": 2, "histogram": [1, 1]}],
    "sample": [[1, None], [2.5, None]],
    "sensitive": ["mail"],
}
BAD = {
    "another format": {"format": 2},
    "an act that is none": {"act": "erase"},
    "a name with a line break": {"name": "bike\nshare"},
    "a name of nothing": {"name": ""},
    "fewer than no rows": {"rows": -1},
    "more rows than JavaScript counts": {"rows": 2**60},
    "a moment without a zone": {"written": "2026-11-27T07:00:00"},
    "no columns": {"schema": {"fields": []}},
    "a column twice": {"schema": {"fields": [{"name": "bikes", "type": "number"}] * 2}},
    "a key that is no column": {
        "schema": {"fields": [{"name": "bikes", "type": "number"}], "primaryKey": ["x"]}
    },
    "too many rows in the sample": {"sample": [[1]] * 21},
    "a sample that is too wide": {"sample": [[1, None, 3]]},
    "a value of a sensitive column": {"sample": [[1, "ada@example.org"]]},
    "a number of a sensitive column": {"statistics": [{"name": "mail", "nulls": 0, "min": "a"}]},
    "statistics twice": {"statistics": [{"name": "bikes", "nulls": 0}] * 2},
    "a password": {"location": {"kind": "postgresql", "url": "postgresql://a:b@h/d", "table": "t"}},
    "a query": {
        "location": {"kind": "postgresql", "url": "postgresql://h/d?sslkey=x", "table": "t"}
    },
    "a text of a megabyte": {"name": "x", "description": "x" * 1_000_001},
}


def test_what_is_well_formed_is_read_and_written_again():
    handoff = parse(GOOD)
    assert parse(dumped(handoff)) == handoff
    jsonschema.validate(dumped(handoff), json_schema())


@pytest.mark.parametrize("case", BAD)
def test_what_breaks_a_limit_is_refused_in_a_sentence(case):
    with pytest.raises(BadInput, match=r"^A handoff in an output .+\.$") as refused:
        parse(copy.deepcopy(GOOD) | BAD[case])
    assert len(refused.value.message) < 300


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(st.sampled_from(sorted(GOOD)), ANYTHING)
def test_whatever_stands_in_a_field_is_a_handoff_or_a_sentence(key, value):
    try:
        read = parse(copy.deepcopy(GOOD) | {key: value})
    except BadInput as error:
        read = error.message
    assert isinstance(read, Handoff) or str(read).startswith("A handoff in an output")


def test_a_wide_table_is_cut_until_it_fits():
    fields = [{"name": f"column number {n}", "type": "number"} for n in range(5_000)]
    numbers = [
        {"name": field["name"], "nulls": 0, "min": 0.123456789, "max": 1e9, "histogram": [9] * 14}
        for field in fields
    ]
    wide = parse(GOOD | {"schema": {"fields": fields}, "statistics": [], "sensitive": []})
    whole = json.loads(json.dumps(dumped(wide))) | {
        "statistics": numbers[:2_000],
        "sample": [[0.5] * 5_000] * 2,
    }
    cut = dumped(parse(whole))
    assert len(json.dumps(cut, separators=(",", ":"))) <= 1_000_000
    assert len(cut["schema"]["fields"]) == 5_000


def test_a_notebook_s_outputs_are_looked_through_and_what_is_wrong_is_named():
    def cell(*data):
        outputs = [{"output_type": "display_data", "data": one, "metadata": {}} for one in data]
        return {"cell_type": "code", "source": "", "outputs": outputs}

    notebook = {"cells": [cell({"text/plain": "1"}), cell({MIME: GOOD}, {MIME: 7})]}
    good, bad = found_in(notebook)
    assert (good.cell, good.handoff.name, good.problem) == (2, "bikeshare.forecast", "")
    assert (bad.cell, bad.handoff) == (2, None)
    assert bad.problem.startswith("A handoff in an output is not as the format has it")


def test_a_warehouse_that_knows_its_id_is_one_place_by_whatever_address():
    places = [
        parse(GOOD | {"location": GOOD["location"] | {"url": url, "warehouse": warehouse}}).location
        for url, warehouse in (
            ("postgresql://host/db", "a" * 20),
            ("postgresql://10.0.0.7/db", "a" * 20),
            ("postgresql://host/db", ""),
        )
    ]
    one, other, unknown = map(location_key, places)
    assert one == other != unknown
