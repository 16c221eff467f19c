"""The picture of a lineage: what feeds is left of what is fed, and nothing stands upon another."""

from __future__ import annotations

import random
import re

from jupyter_hub_publish.domain.datasets import LineageEdge, LineageNode
from jupyter_hub_publish.domain.lineage import NODE_HEIGHT, NODE_WIDTH, laid_out


def node(key, kind="dataset", here=False):
    return LineageNode(
        key=key, kind=kind, title=key, note="", id=None, url=None, here=here, freshness=None,
        layer=0, x=0, y=0,
    )  # fmt: skip


def picture(here, *pairs):
    keys = dict.fromkeys([here, *(key for pair in pairs for key in pair)])
    nodes = [node(key, here=key == here) for key in keys]
    edges = [LineageEdge(source=source, target=target, path="") for source, target in pairs]
    return laid_out(nodes, edges)


def heights(path):
    """Where a line is, from above: of its curves, and of what it runs straight down to."""
    curves = [
        pair for curve in re.findall(r"[MC]([^A-Za-z]*)", path) for pair in curve.split()[1::2]
    ]
    return [int(number) for number in (*curves, *re.findall(r"V(-?\d+)", path))]


def layers(drawn):
    return {each.key: each.layer for each in drawn.nodes}


def test_a_dataset_alone_is_a_picture_of_one():
    drawn = picture("forecast")
    assert [each.key for each in drawn.nodes] == ["forecast"]
    assert (drawn.width, drawn.height, drawn.edges) == (NODE_WIDTH, NODE_HEIGHT, ())


def test_it_runs_from_left_to_right():
    drawn = picture(
        "forecast",
        ("trips", "demand"),
        ("weather", "demand"),
        ("demand", "forecast"),
        ("forecast", "fleet"),
        ("forecast", "empty"),
    )
    assert layers(drawn) == {
        "trips": 0, "weather": 0, "demand": 1, "forecast": 2, "empty": 3, "fleet": 3,
    }  # fmt: skip
    assert len(drawn.edges) == 5
    assert all(edge.path.startswith("M") for edge in drawn.edges)


def test_what_is_fed_by_two_ways_stands_behind_the_longer_one():
    drawn = picture("b", ("a", "r"), ("r", "b"), ("a", "q"), ("q", "c"), ("c", "r"))
    assert layers(drawn) == {"a": 0, "q": 1, "c": 2, "r": 3, "b": 4}


def test_a_line_that_passes_other_columns_runs_between_their_rows():
    drawn = picture("b", ("a", "r"), ("r", "b"), ("a", "q"), ("q", "c"), ("c", "r"))
    long = next(edge for edge in drawn.edges if (edge.source, edge.target) == ("a", "r"))
    assert max(heights(long.path)) > NODE_HEIGHT
    assert all(edge.path.count("H") == 1 for edge in drawn.edges)


def test_what_neither_leads_to_it_nor_comes_from_it_is_left_out():
    drawn = picture("b", ("a", "r"), ("r", "b"), ("r", "sister"), ("x", "y"))
    assert set(layers(drawn)) == {"a", "r", "b"}


def test_a_report_that_reads_what_it_writes_stands_before_it_and_its_line_runs_below():
    drawn = picture("b", ("r", "b"), ("b", "r"))
    assert layers(drawn) == {"r": 0, "b": 1}
    back = next(edge for edge in drawn.edges if edge.source == "b")
    assert max(heights(back.path)) > NODE_HEIGHT // 2
    assert drawn.height > NODE_HEIGHT


def test_many_are_drawn_as_one_and_named():
    drawn = picture("b", *(("b", f"r{number:02}") for number in range(40)))
    (more,) = (each for each in drawn.nodes if each.kind == "more")
    assert more.title == "35 more"
    assert len(more.members) == 35
    assert len([each for each in drawn.nodes if each.layer == 1]) == 6
    assert len(drawn.edges) == 6


def test_whatever_leads_where_no_two_stand_on_one_place_and_all_are_inside():
    rng = random.Random(7)
    for _ in range(200):
        keys = [f"n{number}" for number in range(rng.randrange(1, 30))]
        pairs = [(rng.choice(keys), rng.choice(keys)) for _ in range(rng.randrange(60))]
        drawn = picture(keys[0], *pairs)
        places = [(each.x, each.y) for each in drawn.nodes]
        assert len(set(places)) == len(places)
        assert all(0 <= x <= drawn.width - NODE_WIDTH for x, _ in places)
        assert all(0 <= y <= drawn.height - NODE_HEIGHT for _, y in places)
        assert all(0 <= y <= drawn.height for edge in drawn.edges for y in heights(edge.path))
        keys_drawn = {each.key for each in drawn.nodes}
        assert {end for edge in drawn.edges for end in (edge.source, edge.target)} <= keys_drawn
        assert sum(each.here for each in drawn.nodes) == 1


def test_a_thousand_in_a_row_are_laid_out_at_once():
    drawn = picture("n0", *((f"n{number}", f"n{number + 1}") for number in range(3000)))
    assert drawn.nodes[-1].layer == 3000
