"""The examples tell the whole story: one notebook hands off a forecast, and another reads it."""

from __future__ import annotations

import json
from pathlib import Path

EXAMPLES = Path(__file__).parents[2] / "examples"


def cells_of(name):
    return json.loads((EXAMPLES / f"{name}.ipynb").read_text("utf-8"))["cells"]


async def test_what_the_examples_write_and_read_is_told_by_the_interface(ask, publish):
    writer = await publish(*cells_of("bikeshare-handoff"), title="Demand")
    reader = await publish(*cells_of("bikeshare-stations"), title="Stations")
    (found,) = (await ask("GET", "api/datasets?q=bikeshare.forecast")).json["datasets"]
    assert (found["name"], found["writer"]["id"], found["readers"]) == (
        "bikeshare.forecast",
        writer,
        1,
    )
    address = f"api/datasets/{found['id']}"
    drawn = (await ask("GET", f"{address}/lineage")).json
    titles = {node["key"]: node["title"] for node in drawn["nodes"]}
    edges = {(titles[edge["source"]], titles[edge["target"]]) for edge in drawn["edges"]}
    assert {("Demand", "bikeshare.forecast"), ("bikeshare.forecast", "Stations")} <= edges
    detail = (await ask("GET", address)).json
    assert [ref["id"] for ref in detail["read_by"]] == [reader]
    assert detail["keys"]
    assert all(column["description"] for column in detail["columns"])
    told = (await ask("GET", f"api/reports/{reader}")).json["datasets"]
    assert "bikeshare.forecast" in {link["name"] for link in told["reads"]}
    schema = (await ask("GET", f"{address}/schema")).json
    assert [field["name"] for field in schema["fields"]] == [
        column["name"] for column in detail["columns"]
    ]
    hits = (await ask("GET", "api/reports?q=uses:bikeshare.forecast")).json["hits"]
    assert [hit["id"] for hit in hits] == [reader]
