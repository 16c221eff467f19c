"""Traces of Plotly that have no axes: pies, and what lies on maps."""

from __future__ import annotations

from typing import Any

from .colours import colour, on, shares, strength
from .geography import place, shapes
from .marks import Dots, Mark, Path, Pie, Place
from .panels import Layer, Panel, Span
from .plotly_trace import Trace
from .values import column, number, part

_POINTS = ("scattergeo", "scattermap", "densitymap")
_AREAS = ("choropleth", "choroplethmap")
_MAX_SLICES = 60


def pies(traces: list[Trace]) -> list[Panel]:
    """A panel for each pie."""
    panels = []
    for trace in traces:
        if trace.kind == "pie" and (pie := _pie(trace)).extent() is not None:
            known = part(trace.data, "domain")
            domain = domain_of(known.get("x")), domain_of(known.get("y"))
            panels.append(Panel([Layer([pie])], *domain, ground="none"))
    return panels


def maps(traces: list[Trace]) -> list[Panel]:
    """One panel for all that lies on a map; a second map of the figure is left out."""
    kinds = (*_POINTS, *_AREAS)
    known = [trace for trace in traces if trace.kind in kinds]
    first = [trace for trace in known if _map_of(trace) == _map_of(known[0])]
    marks: list[Mark] = []
    for trace in first:
        marks += _areas(trace) if trace.kind in _AREAS else _points(trace)
    return [Panel([Layer(marks)], ground="map")] if marks else []


def _map_of(trace: Trace) -> str:
    return str([trace.data.get(name) for name in ("geo", "subplot")])


def _pie(trace: Trace) -> Pie:
    values, labels = trace.column("values"), trace.column("labels")
    values = values or [1] * len(labels)
    whole: dict[str, float] = {}
    for n, value in enumerate(values):
        label = str(labels[n]) if n < len(labels) else str(n)
        whole[label] = whole.get(label, 0.0) + max(0.0, number(value) or 0.0)
    own = column(part(trace.data, "marker").get("colors"), 1_000)
    turn = list(whole)
    if trace.data.get("sort", True):
        turn.sort(key=lambda label: -whole[label])
    named = [colour(own[n]) if n < len(own) else None for n in range(len(whole))]
    hues = dict(zip(whole, named, strict=True))
    drawn = [label for label in turn if whole[label]][:_MAX_SLICES]
    colours = [
        hues[label] or trace.palette[n % len(trace.palette)] for n, label in enumerate(drawn)
    ]
    # Anticlockwise is Plotly's way, with the largest slice to the left of twelve.
    if trace.data.get("direction") != "clockwise":
        drawn, colours = drawn[::-1], colours[::-1]
    hole = number(trace.data.get("hole")) or 0.0
    return Pie([whole[label] for label in drawn], colours, hole)


def _points(trace: Trace) -> list[Mark]:
    found = [
        place(number(lon), number(lat))
        for lon, lat in zip(trace.column("lon"), trace.column("lat"), strict=False)
    ]
    known = [at for at in found if at is not None]
    mode = str(trace.data.get("mode") or "markers")
    line = part(trace.data, "line")
    marks: list[Mark] = []
    if "lines" in mode and strength(line.get("color")) > 0.1:
        marks.append(Path(found, trace.colour, 3.6))
    if known and mode != "lines":
        marks.append(_dots(trace, found, known))
    return marks


def _dots(trace: Trace, found: list[Place | None], known: list[Place]) -> Dots:
    if trace.kind == "densitymap":
        own = [
            None if s is None else on(trace.scale(trace.data), s) for s in shares(trace.column("z"))
        ]
        colours = [*(each or trace.colour for each in own), *[trace.colour] * len(found)]
    else:
        colours = trace.colours(len(found))
    return Dots(known, [each for each, at in zip(colours, found, strict=False) if at is not None])


def _areas(trace: Trace) -> list[Mark]:
    """The shapes that come with the figure; those of countries are not here."""
    geojson = trace.data.get("geojson")
    key = str(trace.data.get("featureidkey") or "id").removeprefix("properties.")
    inside = str(trace.data.get("featureidkey")).startswith("properties.")
    found = shares(trace.column("z"), *trace.numbers_of_scale(trace.data))
    scale = trace.scale(trace.data)
    hues = {
        str(name): on(scale, share)
        for name, share in zip(trace.column("locations"), found, strict=False)
        if share is not None
    }

    def style(feature: dict[str, Any]) -> Any:
        known = part(feature, "properties") if inside else feature
        return hues.get(str(known.get(key)))

    return shapes(geojson, style)


def domain_of(value: object) -> Span:
    """The part of a side that a domain says, or all of it."""
    known = [number(end) for end in value[:2]] if isinstance(value, list) else []
    low, high = known if len(known) == 2 else (0.0, 1.0)
    return (low, high) if low is not None and high is not None and low < high else (0.0, 1.0)
