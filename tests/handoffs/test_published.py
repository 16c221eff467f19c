"""What a notebook really wrote and read is a dataset, its uses and its lineage when published."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from bundles import packed
from notebooks import code

from jupyter_hub_publish import handoff, read_handoff
from jupyter_hub_publish.domain.records import Actor
from jupyter_hub_publish.library.local import LocalLibrary

ADA, BEN = Actor(name="ada"), Actor(name="ben")


def shown(made):
    output = {"output_type": "display_data", "metadata": {}, "data": made.bundle()}
    return code("handoff(…)", [output])


def publish(library, actor, *cells, report=None, **said):
    bundle = packed(*cells, **said)
    if report:
        return library.publishing.publish_version(report, bundle, actor=actor).id
    return library.publishing.publish_new(bundle, actor=actor).id


@pytest.mark.parametrize("kind", ["sqlite", "duckdb"])
def test_a_table_and_its_reports_know_each_other(tmp_path: Path, kind: str) -> None:
    to = str(tmp_path / f"warehouse.{kind}")
    library = LocalLibrary.open(tmp_path / "library", cache=tmp_path / "cache")
    frame = pd.DataFrame({"hour": pd.date_range("2026-11-01", periods=90, freq="h"), "bikes": 1.5})
    said = {"keys": ["hour"], "columns": {"bikes": "Expected bikes"}, "units": {"bikes": "count"}}
    wrote = handoff(frame, "bikeshare.forecast", to=to, description="A guess.", fresh="1d", **said)
    writer = publish(library, ADA, shown(wrote), title="Demand")
    (found,) = library.datasets.search("expected", actor=BEN).datasets
    detail = library.datasets.read(found.id, actor=BEN)
    assert (detail.name, detail.rows, detail.version) == ("bikeshare.forecast", 90, "1.0")
    assert (detail.keys, detail.freshness, detail.place.kind) == (("hour",), "fresh", kind)
    hour, bikes = detail.columns
    assert (hour.type, bikes.unit, bikes.description) == ("datetime", "count", "Expected bikes")
    assert (bikes.nulls, bikes.min, bikes.max) == (0, 1.5, 1.5)
    assert len(detail.sample.rows) == 20

    rows = read_handoff("bikeshare.forecast", to)
    assert len(rows) == 90
    sql = code('pd.read_sql("select max(bikes) from bikeshare.forecast", engine)')
    reader = publish(library, BEN, sql, title="Vans")
    assert [ref.id for ref in library.datasets.read(found.id, actor=ADA).read_by] == [reader]

    wider = frame.assign(low=0.5)
    again = handoff(wider, "bikeshare.forecast", to=to)
    less = handoff(frame, "bikeshare.forecast", to=to, accept_changes="Nobody used it.")
    publish(library, ADA, shown(again), report=writer, title="Demand")
    publish(library, ADA, shown(less), report=writer, title="Demand")
    versions = library.datasets.versions(found.id, actor=BEN).versions
    assert [one.version for one in versions] == ["2.0", "1.1", "1.0"]
    assert versions[0].accepted == "Nobody used it."
    assert "low" in versions[0].changes[0].text
    drawn = library.datasets.lineage(found.id, actor=BEN)
    assert [node.title for node in drawn.nodes] == ["Demand", "bikeshare.forecast", "Vans"]
    library.close()
