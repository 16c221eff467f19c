"""What needs a script becomes data beside its fallback; the browser's part is in ui-tests/."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from cells import ABOUT, PIXEL, code, markdown, notebook, shows

from jupyter_hub_publish.domain.notebook import parse
from jupyter_hub_publish.rendering.kinds.charts import plotly_in, vega_in
from jupyter_hub_publish.rendering.kinds.maps import folium_in
from jupyter_hub_publish.rendering.kinds.scripts import scripted
from jupyter_hub_publish.rendering.kinds.trees import MAX_NODES, tree

GALLERY = Path(__file__).parent / "gallery"
PLOTLY = {"application/vnd.plotly.v1+json": {"data": [{"y": [1, 2]}], "layout": {}}}
VIEW = "application/vnd.jupyter.widget-view+json"
EXPECTED = {
    "plotly": ["plotly"] * 5,
    "altair": ["vega"] * 4,
    "bokeh": ["bokeh"] * 2,
    "widgets": ["widgets"] * 2,
    "diagrams": ["mermaid"] * 3,
    "maps": ["map"] * 3,
}


class Drawings(HTMLParser):
    """The kinds and payloads of a page, as a browser's parser sees them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.kinds: list[str] = []
        self.payloads: list[object] = []
        self._data: list[str] | None = None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        known = dict(attrs)
        if known.get("class") == "kind":
            self.kinds.append(known["data-kind"])
        if tag == "script" and known.get("type") == "application/json":
            self._data = []

    def handle_data(self, data):
        if self._data is not None:
            self._data.append(data)

    def handle_endtag(self, tag):
        if tag == "script" and self._data is not None:
            self.payloads.append(json.loads("".join(self._data)))
            self._data = None


@pytest.mark.parametrize("path", sorted(GALLERY.glob("*.ipynb")), ids=lambda path: path.stem)
def test_what_real_libraries_write_is_drawn(exporter, path):
    drawings = Drawings(exporter.page(parse(path.read_bytes()), ABOUT).html.decode())
    assert drawings.kinds == EXPECTED.get(path.stem, [])
    assert len(drawings.payloads) == len(drawings.kinds)


@pytest.mark.parametrize(
    "text", ["</script>", "<!-- <script>", "</SCRIPT >", "a < b", "\u2028", "ä"]
)
def test_a_payload_arrives_as_it_was_and_ends_nothing(body, text):
    figure = {"data": [{"name": text}], "layout": {}}
    html = body(code("fig", shows({"application/vnd.plotly.v1+json": figure})), markdown("after"))
    assert Drawings(html).payloads == [figure]
    assert "<p>after</p>" in html


def test_a_page_without_drawings_loads_no_script_for_them(render):
    assert b"kinds-1" not in render(markdown("x"), code("x", shows({"text/html": "<b>x</b>"}))).html
    assert b"kinds-1" in render(markdown("$x$")).html
    assert b"kinds-1" in render(code("x", shows({"text/latex": "$x$"}))).html


def test_an_image_beside_a_chart_stands_there_until_it_is_drawn(body):
    html = body(code("fig", shows({**PLOTLY, "image/png": PIXEL, "text/plain": "Figure({})"})))
    assert (
        f'<div class="instead"><figure><img class="paper" src="data:image/png;base64,{PIXEL}"'
        in html
    )
    assert "Figure(" not in html


@pytest.mark.parametrize("broken", [None, 3, "x", [], {}, {"data": 1}, {"data": {}}])
def test_a_broken_chart_is_its_text(render, broken):
    data = {"application/vnd.plotly.v1+json": broken, "text/plain": "as text"}
    page = render(code("fig", shows(data)), markdown("after"))
    assert b"as text" in page.html
    assert b"after" in page.html
    assert len(page.notices) == 1


def test_the_richest_kind_is_shown(body):
    html = body(code("x", shows({"text/latex": "$x$", "image/png": PIXEL, "text/plain": "x"})))
    assert "<img" not in html
    html = body(code("x", shows({**PLOTLY, "text/html": "<i>no</i>", "text/plain": "no"})))
    assert "<i>no</i>" not in html


# HTML that libraries write


def html_of(name: str, cell: int, output: int) -> str:
    cells = json.loads((GALLERY / f"{name}.ipynb").read_text())["cells"]
    return "".join(cells[cell - 1]["outputs"][output]["data"]["text/html"])


def test_what_an_author_adds_to_a_figure_keeps_the_html(body):
    html = html_of("plotly", 5, 0)
    assert plotly_in(html) is not None
    call = '"responsive": true}                    )'
    assert call in html
    added = html.replace(call, f"{call}.then(function() {{ mine() }})")
    assert plotly_in(added) is None
    shown = body(code("fig", shows({"text/html": added})))
    assert 'data-needs="plotly"' in shown
    assert '<script type="text/x-waiting">' in shown


@pytest.mark.parametrize("cut", [10, 200, 2_000, 6_000])
def test_html_that_is_cut_off_stays_html(cut):
    for name, cell, read in (
        ("plotly", 5, plotly_in),
        ("altair", 2, vega_in),
        ("maps", 2, folium_in),
    ):
        html = html_of(name, cell, 0)
        assert read(html) is not None
        assert read(html[:-cut]) is None or cut < 400


def test_a_library_in_an_output_does_not_count_and_is_not_shipped_twice(render):
    library = "/**\n* plotly.js v4.0.0\n*/" + "x" * 5_500_000
    html = f'<script>{library}</script><div id="a"></div><script>Plotly.newPlot(a, [])</script>'
    page = render(code("fig", shows({"text/html": html})))
    assert len(page.html) < 10_000
    assert b'data-needs="plotly"' in page.html


def test_what_only_loads_plotly_or_bokeh_is_not_shown(render):
    page = render(code("init", shows({"text/html": html_of("plotly", 4, 0)})))
    assert b'class="out"' not in page.html
    assert page.notices == ()
    page = render(code("init", shows({"text/html": html_of("bokeh", 2, 0)})))
    assert b'class="out"' not in page.html


@pytest.mark.parametrize(
    ("address", "needs"),
    [
        ("https://cdn.plot.ly/plotly-2.35.2.min.js", "plotly"),
        ("https://cdn.jsdelivr.net/npm/plotly.js-dist-min@3/plotly.min.js", "plotly"),
        ("https://cdn.jsdelivr.net/npm/vega@5?noext", "vega"),
        ("https://cdn.jsdelivr.net/npm/vega-lite@5.20.1/build/vega-lite.min.js", "vega"),
        ("https://cdn.bokeh.org/bokeh/release/bokeh-3.4.1.min.js", "bokeh"),
        ("https://unpkg.com/leaflet@1.9.4/dist/leaflet.js", "map"),
        ("https://cdn.jsdelivr.net/npm/mermaid@10/dist/mermaid.min.js", "mermaid"),
    ],
)
def test_known_libraries_come_from_here(address, needs):
    found = scripted(f'<script src="{address}" integrity="x"></script><script>draw()</script>')
    assert found.needs == (needs,)
    assert found.hosts == ()
    assert address not in found.html


@pytest.mark.parametrize(
    "address",
    [
        "https://cdn.example.org/chart.js",
        "//cdn.example.org/chart.js",
        "http://cdn.example.org/vegas.js",
        "https://cdn.example.org/bokeh-2.4.3.min.js",
    ],
)
def test_other_hosts_are_told_to_the_author(render, address):
    page = render(code("x", shows({"text/html": f"<script src='{address}'></script>"})))
    assert address.encode() in page.html
    told = "Cell 1: An output needs cdn.example.org: readers see it where that is allowed."
    assert page.notices == (told,)


def test_scripts_that_need_nothing_run_where_they_stand():
    html = '<div id="a"></div><script>a.textContent = 1</script>'
    assert scripted(html).html == html


# Bokeh, widgets, diagrams


def test_a_chart_of_an_old_bokeh_is_named(render):
    script = 'const docs_json = {"x":{"version":"2.4.3"}}; const render_items = []'
    data = {"application/vnd.bokehjs_exec.v0+json": "", "application/javascript": script}
    page = render(code("show(p)", shows(data)))
    assert b"This chart was made with Bokeh 2.4; reports show charts of Bokeh 3." in page.html


def test_bokeh_in_html_waits_for_bokeh_and_panel_is_a_notice(render):
    script = "const docs_json = {}; Bokeh.embed.embed_items(docs_json)"
    html = f"<div id='x'></div><script>{script}</script>"
    assert scripted(html).needs == ("bokeh",)
    panel = html.replace("{}", '{"name":"panel.models.layout.Column"}')
    page = render(code("pn.Row(1)", shows({"text/html": panel})))
    assert b"Not shown: an output of Panel or HoloViews" in page.html


def widgets(**models: dict[str, object]) -> dict[str, object]:
    state = {"state": models, "version_major": 2, "version_minor": 0}
    return {"application/vnd.jupyter.widget-state+json": state}


def model(
    name: str, module: str = "@jupyter-widgets/controls", **state: object
) -> dict[str, object]:
    return {"model_name": name, "model_module": module, "state": state}


def test_a_model_goes_into_the_page_once_with_all_that_it_shows(exporter):
    saved = widgets(
        box=model("VBoxModel", children=["IPY_MODEL_slider"]),
        slider=model("IntSliderModel", layout="IPY_MODEL_layout"),
        layout=model("LayoutModel", "@jupyter-widgets/base", up="IPY_MODEL_box"),
        other=model("TextModel"),
    )
    cells = [code("x", shows({VIEW: {"model_id": name}})) for name in ("box", "slider")]
    page = exporter.page(notebook(*cells, widgets=saved), ABOUT)
    first, second = Drawings(page.html.decode()).payloads
    assert set(first["models"]) == {"box", "slider", "layout"}
    assert second == {"view": "slider", "models": {}}


def test_a_widget_of_a_package_that_does_not_ship_is_its_text(exporter):
    saved = widgets(map=model("LeafletMapModel", "jupyter-leaflet"))
    cell = code("m", shows({VIEW: {"model_id": "map"}, "text/plain": "Map()"}))
    page = exporter.page(notebook(cell, widgets=saved), ABOUT)
    assert b"Map()" in page.html
    assert "jupyter-leaflet, is not part of reports" in page.notices[0]


@pytest.mark.parametrize("saved", [None, 3, [], {}, {"state": 1}, {"state": {"m": 1}}])
def test_damaged_state_does_not_lose_the_report(exporter, saved):
    cell = code("m", shows({VIEW: {"model_id": "m"}, "text/plain": "Map()"}))
    for known in (saved, {"application/vnd.jupyter.widget-state+json": saved}):
        page = exporter.page(notebook(cell, widgets=known), ABOUT)
        assert b"Map()" in page.html


def test_a_diagram_stands_in_prose(render):
    page = render(markdown("```mermaid\nflowchart LR\n a --> b\n```\n\nafter")).html.decode()
    assert Drawings(page).payloads == ["flowchart LR\n a --> b\n"]
    assert "<p>after</p>" in page


# JSON


def test_json_is_a_tree_whose_texts_are_text():
    html = tree({"<b>": ["</details>", None, True, 0.5, {}, []]})
    assert "&lt;b&gt;" in html
    assert "&lt;/details&gt;" in html
    assert html.count("<details") == html.count("</details>") == 2


def test_large_and_deep_json_ends():
    deep: object = 1
    for _ in range(150):
        deep = [deep]
    html = tree({"wide": list(range(50_000)), "deep": deep})
    assert html.count("<p>") <= MAX_NODES + 5
    assert re.search(r"4\d,\d{3} more are not shown", html)


def test_a_map_names_the_hosts_of_its_plugins_and_of_nothing_else():
    scripts = "".join(
        f"<script src='https://{source}'></script>"
        for source in (
            "cdn.example.org/npm/leaflet@1.9.3/dist/leaflet.js",
            "code.example.com/jquery-3.7.1.min.js",
            "cdn.example.net/Leaflet.awesome-markers/2.0.2/leaflet.awesome-markers.js",
            "plugins.example.org/templates/leaflet_heat.min.js",
        )
    )
    inside = f"{scripts}<div class='folium-map' id='map_1'></div><script>L.map('map_1')</script>"
    framed = inside.replace("'", "&quot;")
    drawing = folium_in(f'<iframe srcdoc="{framed}"></iframe>')
    assert drawing.payload["hosts"] == ["plugins.example.org"]
