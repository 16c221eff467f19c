"""The JSON Schema of a handoff takes what we take, and refuses what we refuse."""

from __future__ import annotations

import copy
from typing import Any

import jsonschema
import pytest
from handed import handoff

from jupyter_hub_publish.domain.errors import BadInput
from jupyter_hub_publish.domain.handoffs import json_schema, parse

FULL: dict[str, Any] = handoff(
    description="Expected bikes.",
    mode="upsert",
    statistics=[{"name": "bikes", "nulls": 0, "min": 0, "max": 41.5, "histogram": [3, 4]}],
    sample=[[None, 1.5], [None]],
    sensitive=["hour"],
    fresh=86_400,
    contract={"major": 2, "minor": 31, "accepted": "Nobody used it.", "changes": []},
    previous={
        "rows": 3,
        "written": "2026-10-31T06:00:00Z",
        "fingerprint": f"sha256:{'1' * 64}",
    },
)
WRONG = [
    ("format", 2),
    ("act", "erase"),
    ("name", "a\nb"),
    ("rows", -1),
    ("rows", "many"),
    ("mode", "merge"),
    ("fingerprint", "sha256:0"),
    ("fresh", 0),
    ("sample", [[{}]]),
    ("schema", {"fields": []}),
    ("schema", {"fields": [{"name": "a", "type": "geometry"}]}),
    ("location", {"kind": "x"}),
    ("contract", {"major": 0}),
]


def test_the_schema_is_one_and_takes_a_handoff_that_is_read() -> None:
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(FULL, schema)
    assert parse(FULL).contract is not None


@pytest.mark.parametrize(("field", "value"), WRONG)
def test_what_the_schema_refuses_is_refused(field: str, value: object) -> None:
    wrong = copy.deepcopy(FULL) | {field: value}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, json_schema())
    with pytest.raises(BadInput):
        parse(wrong)
