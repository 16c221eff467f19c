"""A report whose figures are charts of scripts has one of them as its picture, drawn small."""

from __future__ import annotations

import base64
import io
import json
import time
from array import array
from itertools import pairwise
from pathlib import Path

import pytest
from cells import ABOUT, code, markdown, notebook, shows
from hypothesis import given, settings
from hypothesis import strategies as st
from pictures import plot, saved, shown
from PIL import Image

from jupyter_hub_publish.domain.pictures import is_whole
from jupyter_hub_publish.rendering.figures import candidates
from jupyter_hub_publish.rendering.thumbnail import MAX_BYTES, SIZE, thumbnail

GALLERY = Path(__file__).parent / "gallery"
PLOTLY = "application/vnd.plotly.v1+json"
VEGA = "application/vnd.vegalite.v5+json"
GEOJSON = "application/geo+json"
WHITE = (255, 255, 255)
WATER = (236, 241, 245)
BLUE, ORANGE, GREEN = (76, 120, 168), (245, 133, 24), (84, 162, 75)  # ours
VIOLET, RED = (99, 110, 250), (239, 85, 59)  # Plotly's


def gallery(name):
    return json.loads((GALLERY / f"{name}.ipynb").read_text())


def picture(*cells):
    data = thumbnail(notebook(*cells), ABOUT)
    assert len(data) < MAX_BYTES
    assert is_whole(data)
    return Image.open(io.BytesIO(data)).convert("RGB")


def of(data, mime=PLOTLY):
    """The picture of a report with this chart only."""
    return picture(code("chart", shows({mime: data})))


def of_traces(*traces, **layout):
    return of({"data": list(traces), "layout": layout})


def of_rows(mark, rows, **channels):
    """The picture of a chart of Vega-Lite; a channel is `field:Q`, or all that is said of it."""
    kinds = {"Q": "quantitative", "N": "nominal", "T": "temporal"}
    encoding = {
        name: said
        if isinstance(said, dict)
        else {"field": said.split(":")[0], "type": kinds[said.split(":")[1]]}
        for name, said in channels.items()
    }
    return of({"data": {"values": rows}, "mark": mark, "encoding": encoding}, VEGA)


def is_card(drawn):
    """Cards have a coloured bar over their whole top; charts have paper, or water, there."""
    corners = [drawn.getpixel((x, 2)) for x in (1, SIZE[0] // 2, SIZE[0] - 2)]
    return all(max(colour) - min(colour) > 60 for colour in corners)


def near(colour, other, by=40):
    return all(abs(one - two) <= by for one, two in zip(colour, other, strict=True))


def share(drawn, colour):
    """How much of the picture has this colour."""
    raw = drawn.tobytes()
    pixels = list(zip(raw[::3], raw[1::3], raw[2::3], strict=True))
    return sum(near(pixel, colour) for pixel in pixels) / len(pixels)


def heights(drawn, colour, many):
    """How high the colour stands from the base, in the middle of each of so many equal strips."""
    width = (SIZE[0] - 28) / many
    return [
        sum(
            near(drawn.getpixel((round(14 + (n + 0.5) * width), y)), colour) for y in range(14, 286)
        )
        for n in range(many)
    ]


def packed(values, shape=None):
    data = base64.b64encode(array("d", values).tobytes()).decode()
    return {"dtype": "f8", "bdata": data, **({"shape": shape} if shape else {})}


class TestOfTheGallery:
    @pytest.mark.parametrize("name", ["plotly", "altair", "maps"])
    def test_the_first_chart_stands_for_the_report(self, name):
        assert not is_card(picture(*gallery(name)["cells"]))

    @pytest.mark.parametrize(
        ("name", "cell", "colours"),
        [
            ("plotly", 1, [VIOLET, RED]),
            ("plotly", 3, [(137, 146, 251), (243, 124, 106)]),  # points let the paper through
            ("plotly", 4, [VIOLET, RED, (0, 204, 150)]),
            ("plotly", 8, [(20, 44, 66), (90, 179, 244)]),  # of the template ggplot2
            ("altair", 1, [(121, 154, 190), (247, 164, 82)]),
            ("altair", 3, [BLUE, ORANGE]),
            ("maps", 1, [(211, 61, 42), (42, 129, 203), WATER]),
            ("maps", 3, [(164, 214, 169), (245, 248, 218)]),
            ("maps", 5, [(121, 175, 251)]),
        ],
    )
    def test_each_has_its_colours(self, name, cell, colours):
        drawn = picture(gallery(name)["cells"][cell])
        assert not is_card(drawn)
        for colour in colours:
            assert share(drawn, colour) > 0.0008, colour

    @pytest.mark.parametrize(
        ("name", "cell"),
        [("plotly", 6), ("altair", 5), ("altair", 7), ("bokeh", 2), ("scripts", 1)],
    )
    def test_what_is_not_drawn_here_leaves_the_card(self, name, cell):
        assert is_card(picture(gallery(name)["cells"][cell]))

    def test_line_and_bars_of_one_figure_share_its_axes(self):
        drawn = picture(gallery("plotly")["cells"][1])
        bars = [height for height in heights(drawn, RED, 40) if height]  # some strips are gaps
        assert bars[-1] > 3 * bars[0]
        assert all(one <= other + 2 for one, other in pairwise(bars))
        assert bars[-1] < 100
        assert share(drawn.crop((400, 14, 466, 60)), VIOLET) > 0.02


class TestPlotly:
    def test_bars_rise_from_the_base_as_high_as_they_are(self):
        drawn = of_traces({"type": "bar", "x": list("abcd"), "y": [1, 2, 3, 4]})
        one, two, three, four = heights(drawn, BLUE, 4)
        assert four > 240
        assert two == pytest.approx(2 * one, abs=6)
        assert three == pytest.approx(3 * one, abs=6)
        assert near(drawn.getpixel((70, 283)), BLUE)

    def test_bars_stand_upon_each_other_or_side_by_side(self):
        traces = [{"type": "bar", "x": list("ab"), "y": [2, 1]}] * 2
        stacked = of_traces(*traces, barmode="stack")
        assert near(stacked.getpixel((127, 270)), BLUE)
        assert near(stacked.getpixel((127, 40)), ORANGE)
        beside = of_traces(*traces, barmode="group")
        assert near(beside.getpixel((90, 270)), BLUE)
        assert near(beside.getpixel((170, 270)), ORANGE)

    def test_lying_bars_begin_at_the_left(self):
        drawn = of_traces({"type": "bar", "orientation": "h", "y": ["a", "b"], "x": [4, 1]})
        assert near(drawn.getpixel((20, 215)), BLUE)
        assert near(drawn.getpixel((400, 215)), BLUE)
        assert near(drawn.getpixel((20, 80)), BLUE)
        assert near(drawn.getpixel((400, 80)), WHITE)

    def test_a_histogram_is_high_where_many_values_are(self):
        values = [n / 100 for n in range(100)] + [0.5] * 300
        bars = heights(of_traces({"type": "histogram", "x": values}), BLUE, 200)
        highest = [n for n, height in enumerate(bars) if height > 240]
        assert 95 < min(highest) <= max(highest) < 115
        assert 0 < max(bars[:80]) < 20

    def test_a_typed_array_is_the_same_as_a_list(self):
        values = [float(n * n) for n in range(30)]
        trace = {"mode": "markers", "x": values, "y": values}
        typed = {"mode": "markers", "x": packed(values), "y": packed(values)}
        assert of_traces(trace).tobytes() == of_traces(typed).tobytes()

    def test_a_grid_has_the_colours_of_its_scale(self):
        z = packed([0, 1, 1, 0], "2, 2")
        scale = [[0, "rgb(255,0,0)"], [1, "#0000ff"]]
        drawn = of_traces({"type": "heatmap", "z": z, "colorscale": scale})
        assert near(drawn.getpixel((100, 220)), (255, 0, 0))
        assert near(drawn.getpixel((100, 80)), (0, 0, 255))

    def test_a_pie_begins_at_the_top_and_has_its_colours(self):
        drawn = of_traces({"type": "pie", "labels": ["a", "b"], "values": [3, 1]})
        assert near(drawn.getpixel((290, 80)), ORANGE)
        assert near(drawn.getpixel((200, 220)), BLUE)

    def test_a_box_lies_around_its_median(self):
        drawn = of_traces({"type": "box", "y": list(range(101))})
        assert near(drawn.getpixel((150, 156)), BLUE)
        assert near(drawn.getpixel((150, 110)), (157, 182, 208))
        assert near(drawn.getpixel((150, 40)), WHITE)

    def test_an_area_reaches_down_to_zero(self):
        drawn = of_traces({"x": [0, 1, 2], "y": [5, 6, 5], "fill": "tozeroy", "mode": "lines"})
        assert not near(drawn.getpixel((240, 270)), WHITE)
        assert near(drawn.getpixel((60, 20)), WHITE)

    def test_subplots_have_their_places(self):
        drawn = of_traces(
            {"type": "bar", "y": [1, 1]},
            {"type": "bar", "y": [1, 1], "xaxis": "x2"},
            xaxis={"domain": [0, 0.4]}, xaxis2={"domain": [0.6, 1]},
        )  # fmt: skip
        assert near(drawn.getpixel((60, 200)), BLUE)
        assert near(drawn.getpixel((240, 200)), WHITE)
        assert near(drawn.getpixel((420, 200)), ORANGE)

    def test_points_lie_on_a_map(self):
        drawn = of_traces({"type": "scattergeo", "lon": [-10, 10], "lat": [0, 0]})
        assert near(drawn.getpixel((3, 3)), WATER)
        left, right = drawn.crop((0, 100, 240, 200)), drawn.crop((240, 100, 480, 200))
        assert share(left, (116, 150, 187)) == pytest.approx(share(right, (116, 150, 187)), rel=0.2)
        assert share(left, (116, 150, 187)) > 0.001

    def test_a_figure_for_a_dark_page_stays_dark(self):
        template = {"layout": {"paper_bgcolor": "rgb(17,17,17)", "plot_bgcolor": "rgb(17,17,17)"}}
        assert near(of_traces({"y": [1, 2]}, template=template).getpixel((2, 2)), (17, 17, 17))

    @pytest.mark.parametrize(
        "trace",
        [
            {"type": "surface", "z": [[1, 2], [3, 4]]},
            {"type": "sankey"},
            {"type": "scatter", "y": [1, 2], "visible": False},
            {"type": "scatter", "x": [], "y": []},
            {"type": "choropleth", "locations": ["FRA"], "z": [1]},
            {"type": "bar", "y": {"dtype": "f8", "bdata": "?"}},
        ],
        ids=["3D", "flows", "invisible", "empty", "countries", "damaged"],
    )
    def test_what_is_not_drawn_leaves_the_next_one(self, trace):
        assert is_card(of_traces(trace))
        charts = [{"data": [trace]}, {"data": [{"type": "bar", "y": [1, 2]}]}]
        both = picture(*(code("chart", shows({PLOTLY: chart})) for chart in charts))
        assert share(both, BLUE) > 0.2

    def test_many_points_are_drawn_in_time(self):
        values = packed([float(n * 7919 % 50_021) for n in range(300_000)])
        began = time.monotonic()
        drawn = of_traces({"type": "scattergl", "mode": "markers", "x": values, "y": values})
        assert time.monotonic() - began < 4  # a third of a second where nothing else runs
        assert not is_card(drawn)


class TestVegaLite:
    def test_bars_are_counted_and_grouped(self):
        rows = [{"k": name} for name in "aaabbc"]
        drawn = of_rows("bar", rows, x="k:N", y={"aggregate": "count", "type": "quantitative"})
        three, two, one = heights(drawn, BLUE, 3)
        assert two == pytest.approx(2 * one, abs=6)
        assert three == pytest.approx(3 * one, abs=6)

    def test_a_mean_is_no_sum(self):
        rows = [{"k": "a", "v": 2}, {"k": "a", "v": 4}, {"k": "b", "v": 3}]
        mean = {"aggregate": "mean", "field": "v", "type": "quantitative"}
        first, second = heights(of_rows("bar", rows, x="k:N", y=mean), BLUE, 2)
        assert first == second > 200

    def test_each_line_has_its_colour(self):
        rows = [
            {"t": f"2024-0{n}-01", "v": n + 4 * ("b" in name), "k": name}
            for n in range(1, 9)
            for name in ("a", "b")
        ]
        drawn = of_rows("line", rows, x="t:T", y="v:Q", color="k:N")
        assert share(drawn, BLUE) > 0.004 < share(drawn, ORANGE)

    def test_areas_stand_upon_each_other(self):
        rows = [{"x": n, "v": 1, "k": name} for n in (0, 1) for name in ("a", "b")]
        drawn = of_rows("area", rows, x="x:Q", y="v:Q", color="k:N")
        assert drawn.getpixel((240, 250)) != drawn.getpixel((240, 60))
        assert share(drawn, WHITE) < 0.3

    @pytest.mark.parametrize(
        "mark", ["point", "circle", "square", "tick", "rect", {"type": "line"}]
    )
    def test_other_marks_are_drawn(self, mark):
        rows = [{"a": n, "b": n * n % 7} for n in range(12)]
        assert not is_card(of_rows(mark, rows, x="a:Q", y="b:Q"))

    def test_layers_share_their_axes(self):
        layers = [
            {"mark": "bar", "encoding": {"y": {"field": "v", "type": "quantitative"}}},
            {"mark": {"type": "line", "color": "red"},
             "encoding": {"y": {"field": "w", "type": "quantitative"}}},
        ]  # fmt: skip
        chart = {
            "data": {"name": "rows"}, "layer": layers,
            "datasets": {"rows": [{"k": k, "v": 1, "w": 4} for k in "abc"]},
            "encoding": {"x": {"field": "k", "type": "nominal"}},
        }  # fmt: skip
        drawn = of(chart, VEGA)
        assert max(heights(drawn, BLUE, 3)) < 90
        assert share(drawn.crop((0, 0, 480, 60)), (255, 0, 0)) > 0.01

    def test_views_stand_side_by_side_and_facets_too(self):
        rows = [{"k": k, "v": 1} for k in "ab"]
        encoding = {"x": {"field": "k"}, "y": {"field": "v", "type": "quantitative"}}
        view = {"data": {"values": rows}, "mark": "bar", "encoding": encoding}
        assert sum(h > 0 for h in heights(of({"hconcat": [view, view]}, VEGA), BLUE, 4)) == 4
        faceted = {**view, "encoding": {**encoding, "column": {"field": "k"}}}
        assert sum(h > 0 for h in heights(of(faceted, VEGA), BLUE, 4)) == 2

    @pytest.mark.parametrize(
        "more",
        [
            {"data": {"url": "https://data.example.org/cars.json"}},
            {"transform": [{"calculate": "datum.a * 2", "as": "b"}]},
            {"transform": [{"filter": "datum.a > 1"}]},
            {"mark": "geoshape"},
            {"repeat": ["a", "b"]},
            {"$schema": "https://vega.github.io/schema/vega/v5.json"},
        ],
    )
    def test_what_needs_more_than_is_here_is_not_drawn(self, more):
        encoding = {side: {"field": "a", "type": "quantitative"} for side in "xy"}
        chart = {"data": {"values": [{"a": 1}, {"a": 2}]}, "mark": "point", "encoding": encoding}
        assert not is_card(of(chart, VEGA))
        assert is_card(of({**chart, **more}, VEGA))


class TestMaps:
    def test_a_hole_is_left_open(self):
        rings = [
            [[x * r, y * r] for x, y in ((-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1))]
            for r in (10, 4)
        ]
        drawn = of({"type": "Polygon", "coordinates": rings}, GEOJSON)
        assert near(drawn.getpixel((242, 147)), WATER)
        assert near(drawn.getpixel((240, 60)), (121, 175, 251))

    @pytest.mark.parametrize("kind", ["MultiPoint", "LineString", "MultiLineString"])
    def test_points_and_lines_are_drawn(self, kind):
        places = [[0, 0], [5, 5], [10, 3]]
        coordinates = [places] if kind == "MultiLineString" else places
        drawn = of({"type": kind, "coordinates": coordinates}, GEOJSON)
        assert share(drawn, (51, 136, 255)) + share(drawn, (97, 162, 252)) > 0.002

    def test_the_areas_of_folium_have_the_colours_that_its_function_gives_them(self):
        drawn = picture(gallery("maps")["cells"][3])
        areas = {(194, 80): (164, 214, 169), (284, 80): (91, 155, 128), (194, 225): (245, 248, 218)}
        for place, colour in areas.items():
            assert near(drawn.getpixel(place), colour, by=12)

    def test_the_shapes_of_a_choropleth_come_with_it(self):
        square = [[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]]
        shape = {
            "type": "Feature",
            "id": "a",
            "geometry": {"type": "Polygon", "coordinates": square},
        }
        trace = {"type": "choroplethmap", "geojson": shape, "locations": ["a"], "z": [1]}
        assert not is_card(of_traces(trace))


class TestWhichOne:
    def test_an_image_anywhere_wins(self):
        chart = code("chart", shows({PLOTLY: {"data": [{"type": "bar", "y": [1, 2]}]}}))
        image = code("plot()", shown(saved(plot(ink="red"))))
        assert share(picture(chart, image), BLUE) == 0
        assert share(picture(chart, image), (255, 0, 0)) > 0.1

    def test_candidates_say_where_they_are(self):
        chart = shows({PLOTLY: {"data": []}})
        cells = notebook(markdown("x"), code("chart", shows({"text/plain": "x"}), chart))
        assert [(each.cell, each.output) for each in candidates(cells, SIZE)] == [(2, 1)]

    @pytest.mark.parametrize("tag", ["hide-output", "remove_cell"])
    def test_what_the_author_hides_is_not_drawn(self, tag):
        hidden = code("chart", shows({PLOTLY: {"data": [{"y": [1, 2]}]}}))
        hidden["metadata"] = {"tags": [tag]}
        assert is_card(picture(hidden))

    def test_svg_is_left_out(self):
        assert is_card(picture(*gallery("images")["cells"][2:3]))


# What charts are made of, so that what is random reaches far into them.
NAMES = st.sampled_from(
    ["type", "x", "y", "z", "mode", "marker", "line", "color", "size", "colorscale", "lon", "lat",
     "values", "labels", "orientation", "fill", "stackgroup", "xaxis", "yaxis", "range", "domain",
     "barmode", "bdata", "dtype", "shape", "data", "mark", "encoding", "field", "aggregate", "bin",
     "timeUnit", "layer", "hconcat", "transform", "datasets", "name", "coordinates", "geometry",
     "features", "locations", "geojson", "template", "layout", "theta", "row", "column", "scale"]
)  # fmt: skip
WORDS = st.sampled_from(
    ["scatter", "bar", "box", "histogram", "heatmap", "contour", "pie", "scattergeo", "histogram2d",
     "candlestick", "choroplethmap", "lines+markers", "tozeroy", "tonexty", "h", "group", "stack",
     "log", "date", "category", "f8", "i1", "AAAA", "2, 2", "x2", "y2", "red", "rgba(1,2,3,.5)",
     "2024-01-31", "9999-12-31", "point", "area", "rect", "tick", "arc", "boxplot", "quantitative",
     "temporal", "nominal", "count", "mean", "yearmonth", "a", "Polygon", "MultiPoint", "Feature",
     "FeatureCollection", "GeometryCollection"]
)  # fmt: skip
NUMBERS = st.one_of(st.floats(), st.integers(-5, 400), st.just(10**400), st.just(-1e308))
LEAVES = st.one_of(st.none(), st.booleans(), NUMBERS, WORDS, st.text(max_size=6))
JSON = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=6),
        st.dictionaries(st.one_of(NAMES, st.just("a")), inner, max_size=6),
    ),
    max_leaves=40,
)
SMALL = st.one_of(st.integers(-9, 9), st.floats(-2, 2))
COLUMNS = st.one_of(
    st.lists(SMALL, min_size=1, max_size=8), st.lists(LEAVES, max_size=8), st.lists(NUMBERS), JSON
)
KINDS = st.sampled_from(
    ["scatter", "bar", "histogram", "box", "violin", "heatmap", "contour", "histogram2d", "pie",
     "candlestick", "scattergeo", "densitymapbox", "choroplethmap", "scattergl", "surface"]
)  # fmt: skip
TRACES = st.fixed_dictionaries(
    {"type": KINDS, "x": COLUMNS, "y": COLUMNS},
    optional={
        **dict.fromkeys(
            ["open", "high", "low", "close", "lon", "lat", "labels", "values"], COLUMNS
        ),
        **{"z": st.one_of(COLUMNS, st.lists(COLUMNS, max_size=4)), "mode": WORDS, "fill": WORDS},
        **{"marker": st.dictionaries(NAMES, COLUMNS), "line": st.dictionaries(NAMES, LEAVES)},
        **{"orientation": WORDS, "stackgroup": WORDS, "xaxis": WORDS, "yaxis": WORDS},
        **{"colorscale": JSON, "geojson": JSON, "locations": COLUMNS, "nbinsx": LEAVES},
    },
)
AXES = st.dictionaries(
    st.sampled_from(["type", "range", "domain", "matches"]), st.one_of(WORDS, COLUMNS)
)
LAYOUTS = st.dictionaries(
    st.sampled_from(["xaxis", "yaxis", "xaxis2", "yaxis2", "barmode", "boxmode", "template"]),
    st.one_of(AXES, WORDS, JSON),
)
CHANNELS = st.fixed_dictionaries(
    {
        "field": st.sampled_from(["a", "b"]),
        "type": st.sampled_from(["quantitative", "temporal", "nominal"]),
    },
    optional={"aggregate": WORDS, "bin": JSON, "timeUnit": WORDS, "scale": JSON, "sort": JSON},
)
ROWS = st.lists(
    st.fixed_dictionaries({"a": st.one_of(SMALL, LEAVES), "b": st.one_of(SMALL, WORDS)})
)
MARKS = st.sampled_from(
    [
        "point",
        "line",
        "area",
        "bar",
        "rect",
        "tick",
        "arc",
        "boxplot",
        {"type": "line", "point": True},
    ]
)
SIDES = st.sampled_from(
    ["x2", "y2", "color", "size", "theta", "row", "column", "xOffset", "detail"]
)
VIEWS = st.fixed_dictionaries(
    {
        "data": st.one_of(st.fixed_dictionaries({"values": ROWS}), JSON),
        "mark": st.one_of(MARKS, JSON),
        "encoding": st.builds(
            lambda x, y, more: {"x": x, "y": y, **more},
            CHANNELS, CHANNELS, st.dictionaries(SIDES, st.one_of(CHANNELS, JSON), max_size=3),
        ),
    },
    optional={"transform": JSON, "layer": JSON, "datasets": JSON, "config": JSON},
)  # fmt: skip


class TestHostileCharts:
    def drawn_in_time(self, data, mime):
        began = time.process_time()
        data = thumbnail(notebook(code("chart", shows({mime: data}))), ABOUT)
        assert 0 < len(data) < MAX_BYTES
        assert time.process_time() - began < 1

    @settings(max_examples=60, deadline=None)
    @given(st.lists(TRACES, min_size=1, max_size=5), st.one_of(LAYOUTS, JSON))
    def test_figures_of_any_shape(self, traces, layout):
        self.drawn_in_time({"data": traces, "layout": layout}, PLOTLY)

    @settings(max_examples=60, deadline=None)
    @given(VIEWS)
    def test_views_of_any_shape(self, view):
        self.drawn_in_time(view, VEGA)

    @settings(max_examples=60, deadline=None)
    @given(st.dictionaries(NAMES, JSON), WORDS)
    def test_shapes_of_any_shape(self, shape, kind):
        self.drawn_in_time({**shape, "type": kind}, GEOJSON)

    @settings(max_examples=40, deadline=None)
    @given(st.text(alphabet="L.markepolyin([]{}\"'0123456789,:case defaultreturn\n ", max_size=400))
    def test_calls_of_any_text(self, calls):
        script = f"<script>L.marker([48, 11], {{}}).addTo(m); {calls}</script>"
        inner = f'<div class="folium-map" id="map_1"></div>{script}'.replace('"', "&quot;")
        html = f'<iframe srcdoc="{inner}"></iframe>'
        self.drawn_in_time(html, "text/html")

    def test_json_of_great_depth(self):
        deep = json.loads("[" * 400 + "]" * 400)
        self.drawn_in_time({"data": [{"type": "heatmap", "z": deep, "x": deep}]}, PLOTLY)
        self.drawn_in_time({"type": "MultiPolygon", "coordinates": deep}, GEOJSON)
