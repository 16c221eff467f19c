"""A dataset's page: what is drawn and said of it, from records alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from jupyter_hub_publish.domain.datasets import (
    Connections,
    DatasetColumn,
    DatasetDetail,
    DatasetPlace,
    DatasetSample,
    DatasetVersion,
    LineageEdge,
    LineageNode,
    ReportRef,
    TopValue,
)
from jupyter_hub_publish.domain.lineage import laid_out
from jupyter_hub_publish.domain.records import Actor
from jupyter_hub_publish.web import DatasetShown, Frame, dataset_document
from jupyter_hub_publish.web.colouring import coloured
from jupyter_hub_publish.web.datasets import promises
from jupyter_hub_publish.web.figures import HEIGHT, WIDTH, figure
from jupyter_hub_publish.web.freshness import freshness
from jupyter_hub_publish.web.lineage import fitting
from jupyter_hub_publish.web.values import share, short, size, value

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
DAY = 86_400
FRAME = Frame(base="/hub/", actor=Actor(name="carol"), lab=None)
COLUMN = DatasetColumn(
    name="bikes", type="number", unit="count", description="Expected bikes", key=False,
    sensitive=False, nulls=0,
)  # fmt: skip
WRITER = ReportRef(id="rabcdefghij", title="Demand", authors=("ravi",), version=3, url=None)
DATASET = DatasetDetail(
    id="dabcdefghij", name="bikeshare.forecast", description="", version="2.31", written=NOON,
    place=DatasetPlace(kind="sqlite", url="sqlite:////w.db", schema=None, table="forecast"),
    fresh_within=DAY, due=NOON + timedelta(days=1), freshness="fresh", rows=1000, bytes=None,
    column_count=1, writer=WRITER, readers=0, open_questions=0, may_answer=False, columns=(COLUMN,),
    keys=(), sample=None, fingerprint="", versions=(), version_count=1, read_by=(), consumers=(),
    questions=(),
)  # fmt: skip
HERE = LineageNode(
    key="here", kind="dataset", title="bikeshare.forecast", note="this dataset", id="dabcdefghij",
    url=None, here=True, freshness="fresh", layer=0, x=0, y=0,
)  # fmt: skip


def document(dataset=DATASET, nodes=(), edges=()):
    shown = DatasetShown(
        dataset=dataset,
        lineage=laid_out([HERE, *nodes], edges),
        connections=Connections(snippets=(), files=()),
    )
    return dataset_document(shown, FRAME, token="proof").decode()


def test_whether_it_is_fresh_is_said_in_words():
    assert freshness(DATASET, NOON + timedelta(hours=3)) == (
        "Fresh: written 3 hours ago, promised daily"
    )
    late = replace(DATASET, freshness="late")
    assert freshness(late, NOON + timedelta(days=3)) == (
        "Late by 2 days: written 3 days ago, promised daily"
    )
    without = replace(DATASET, freshness="none", fresh_within=None, due=None)
    assert freshness(without, NOON + timedelta(days=1)) == "No promise: written yesterday"


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "0 bytes"), (999, "999 bytes"), (4_100_000, "4.1 MB"), (12_345_678_901, "12 GB")],
)
def test_a_size_is_said_as_disks_are_sold(number, said):
    assert size(number) == said


@pytest.mark.parametrize(
    ("part", "said"),
    [(0, "0"), (1, "<0.1%"), (2_400, "2.4%"), (9_980, "10%"), (61_000, "61%"), (99_999, ">99.9%")],
)
def test_a_share_is_never_nothing_for_something(part, said):
    assert share(part, 100_000) == said
    assert share(100_000, 100_000) == "100%"


def test_values_are_shown_as_they_are_read():
    assert [value(each) for each in (None, True, 12, 12.5, 3.0, float("inf"))] == [
        "", "true", "12", "12.5", "3", "inf",
    ]  # fmt: skip
    assert value("2026-11-20T17:00:00Z") == "2026-11-20 17:00:00Z"
    assert value("T12") == "T12"
    assert short("2026-11-20T17:00:00Z", "datetime") == "20 Nov 2026"
    assert short("yesterday", "datetime") == "yesterday"
    assert short(1e308, "number") == "very large"
    assert len(short("x" * 99, "string")) == 13


def test_a_histogram_stays_in_its_frame_and_shows_a_single_row():
    drawn = figure(replace(COLUMN, histogram=(1_000_000, 0, 1), min=0, max=9), 1_000_001)
    heights = [float(part.split("h")[0]) for part in drawn.bars.split("v-")[1:]]
    assert heights == [HEIGHT, 1.0]
    assert (drawn.left, drawn.right) == ("0", "9")


def test_frequent_values_have_their_part_of_a_line():
    top = (TopValue(value="dry", rows=610), TopValue(value="rain", rows=270))
    drawn = figure(replace(COLUMN, top=top), 1000)
    assert (drawn.left, drawn.right) == ("dry 61%", "rain 27%")
    assert sum(part.width + 1 for part in drawn.parts) == pytest.approx(WIDTH * 0.88)


def test_where_nothing_is_known_or_nobody_may_know_nothing_is_drawn():
    assert figure(COLUMN, 1000) is None
    counted = replace(COLUMN, histogram=(1, 2), min=0, max=1, sensitive=True)
    assert figure(counted, 3) is None
    assert figure(replace(COLUMN, histogram=(0, 0)), 0) is None
    assert "kept back" in document(replace(DATASET, columns=(counted,)))


def test_promises_are_one_sentence():
    assert promises(replace(DATASET, keys=("station", "hour"))) == (
        "Promises: station and hour together are unique; written daily."
    )
    assert promises(replace(DATASET, keys=("id",), fresh_within=None)) == "Promises: id is unique."
    assert promises(replace(DATASET, fresh_within=None)) == ""


def test_programs_are_coloured_and_stay_the_same():
    code = 'import x  # say "hi"\ny = x.f("a # b", \'c\')'
    pieces = coloured(code, "python")
    assert "".join(text for _, text in pieces) == code
    assert [each for each in pieces if each[0]] == [
        ("keyword", "import"), ("comment", '# say "hi"'), ("text", '"a # b"'), ("text", "'c'"),
    ]  # fmt: skip
    assert coloured("a b", "klingon") == [("", "a b")]


def test_a_long_name_is_cut_where_its_box_ends():
    assert fitting("bikeshare.forecast", 17) == "bikeshare.forecast"
    assert fitting("W" * 30, 17) == "W" * 11 + "…"
    assert len(fitting("自転車" * 10, 17)) == 8


def test_lineage_is_a_picture_of_links_and_a_list():
    report = replace(HERE, key="r", kind="report", title="<Fleet>", id="rbbbbbbbbbb", here=False)
    board = replace(
        HERE, key="c", kind="consumer", title="Board", id=None, url="https://bi/?a&b", here=False
    )
    table = replace(HERE, key="t", title="unknown", id=None, here=False)
    pairs = (("t", "here"), ("here", "r"), ("here", "c"))
    edges = [LineageEdge(source=source, target=target, path="") for source, target in pairs]
    html = document(nodes=(report, board, table), edges=edges)
    assert html.count('<a href="/hub/read/rbbbbbbbbbb/latest">') == 2
    assert html.count('<a href="https://bi/?a&amp;b" rel="noopener noreferrer">') == 2
    assert html.count('<path d="M') >= 3
    assert "<Fleet>" not in html
    assert '/hub/datasets/dabcdefghij"' not in html


def test_a_sample_may_be_kept_back_or_narrower_than_the_table():
    assert "The author keeps it back." in document()
    short_row = DatasetSample(columns=("bikes", "low"), rows=((1.5,),))
    html = document(replace(DATASET, sample=short_row))
    assert '<td class="num">1.5</td><td></td>' in html


def test_what_changed_with_a_version_stands_beside_it():
    version = DatasetVersion(
        version="2.0", mode="append", written=NOON, rows=1, bytes=3, column_count=1,
        fingerprint="", writer=WRITER,
    )  # fmt: skip
    html = document(replace(DATASET, versions=(version,)))
    assert "<b>2.0</b>" in html
    assert "1 row<" in html
