"""Plotly and Vega charts, from their MIME types and from the HTML that their libraries write."""

from __future__ import annotations

import json
import re
from typing import Any

from .drawing import Drawing
from .scripts import Scripted

PLOTLY = "application/vnd.plotly.v1+json"
VEGA = re.compile(r"application/vnd\.vega(?P<lite>lite)?\.v\d+[.+]json")
_PLOTLY_CALL = re.compile(r"Plotly\.(?:newPlot|react)\(\s*(?=[\"'])")
_SCHEMA_LITE = re.compile(r"/schema/vega-lite/")
_DECODER = json.JSONDecoder()


def plotly(value: object) -> Drawing | None:
    """A figure as Plotly's own MIME type has it."""
    if not isinstance(value, dict) or not isinstance(value.get("data"), list):
        return None
    figure = {key: value[key] for key in ("data", "layout", "frames", "config") if key in value}
    layout = figure.get("layout")
    height = layout.get("height") if isinstance(layout, dict) else None
    tall = isinstance(height, int | float) and 0 < height < 10_000
    label = "An interactive chart (Plotly)"
    return Drawing("plotly", figure, label, round(height) if tall and height else 450)


def vega(value: object, mime: str) -> Drawing | None:
    """A specification of Vega or Vega-Lite."""
    match = VEGA.fullmatch(mime)
    if not isinstance(value, dict) or match is None:
        return None
    return _vega(value, "vega-lite" if match["lite"] else "vega")


def is_loader(found: Scripted) -> bool:
    """Whether this only loads Plotly for the figures after it."""
    return (
        "plotly" in found.needs and "window.PlotlyConfig" in found.html and "<div" not in found.html
    )


def plotly_in(html: str) -> Drawing | None:
    """The figure in HTML of `Figure.to_html` or `show`, where that is all there is in it."""
    calls = list(_PLOTLY_CALL.finditer(html))
    if len(calls) != 1 or html.count("plotly-graph-div") != 1:
        return None
    found: list[Any] = []
    at = calls[0].end()
    try:
        while len(found) < 4 and html[at] != ")":
            value, at = _DECODER.raw_decode(html, at)
            found.append(value)
            at = _next(html, at)
    except (ValueError, IndexError, RecursionError):
        return None
    rest = html[at : at + 2_000]
    if len(found) < 2 or (".then(" in rest and "MutationObserver" not in rest):
        return None  # what the author has added to the figure would be lost
    data, layout, config = found[1], found[2:3], found[3:4]
    return plotly(
        {"data": data, "layout": layout[0] if layout else {}, "config": config[0] if config else {}}
    )


def vega_in(html: str) -> Drawing | None:
    """The chart in HTML of Altair."""
    at = html.rfind("})({")
    if at < 0 or "vega-embed" not in html[: at + 1] or html.count("vegaEmbed(outputDiv") != 1:
        return None
    try:
        spec, end = _DECODER.raw_decode(html, at + 3)
        options, _ = _DECODER.raw_decode(html, _next(html, end))
    except (ValueError, IndexError, RecursionError):
        return None
    if not isinstance(spec, dict) or not isinstance(options, dict):
        return None
    return _vega(spec, "vega" if options.get("mode") == "vega" else "vega-lite")


def _vega(spec: dict[str, Any], mode: str) -> Drawing:
    known = str(spec.get("$schema", ""))
    if known.startswith("https://vega.github.io/schema/"):
        mode = "vega-lite" if _SCHEMA_LITE.search(known) else "vega"
    height = spec.get("height")
    tall = round(height) if isinstance(height, int | float) and 0 < height < 10_000 else 300
    return Drawing("vega", {"spec": spec, "mode": mode}, "An interactive chart (Vega)", tall)


def _next(text: str, at: int) -> int:
    """The place after a comma, or of the parenthesis that ends the call."""
    while text[at].isspace() or text[at] == ",":
        at += 1
    return at
