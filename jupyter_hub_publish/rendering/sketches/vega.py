"""Charts of Vega-Lite: views beside each other, each of layers that share their axes."""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from typing import Any

from .colours import WHITE, colour, is_dark, palette
from .marks import Mark
from .panels import Layer, Panel, Sheet, Span, span
from .values import Axis, axis_for, part
from .vega_data import NotDrawn, Row, field, rows_of, transformed
from .vega_marks import DRAWERS, marks_of, pie_of
from .vega_view import View, kind_of

_MAX_DEPTH = 8  # of views in views
_MAX_VIEWS = 60
_MAX_FACETS = 6  # in a line
_GAP = 0.04  # of the sheet, between two views
_FACETS = ("row", "column", "facet")
_JOINED = ("hconcat", "vconcat", "concat")
Frame = tuple[Span, Span]
_WHOLE: Frame = ((0, 1), (0, 1))


def read(payload: Any) -> Sheet | None:
    """The chart; None where it is Vega's own kind, or needs what is not in it."""
    spec = payload["spec"]
    if payload.get("mode") != "vega-lite":
        return None
    datasets = part(spec, "datasets")
    config = part(spec, "config")
    known = palette(part(config, "range").get("category"))
    try:
        panels = _Reading(datasets, known).panels(spec, [], _WHOLE, 0)
    except NotDrawn:
        return None
    ground = colour(spec.get("background")) or colour(config.get("background")) or WHITE
    return Sheet(panels, ground if is_dark(ground) else WHITE) if panels else None


class _Reading:
    def __init__(self, datasets: dict[str, Any], known: list[Any]) -> None:
        self._datasets = datasets
        self._palette = known
        self._left = _MAX_VIEWS

    def panels(self, spec: dict[str, Any], rows: list[Row], at: Frame, depth: int) -> list[Panel]:
        """The panels of this view, within this frame."""
        self._left -= 1
        if depth > _MAX_DEPTH or self._left < 0 or "repeat" in spec:
            raise NotDrawn
        own = rows_of(spec, self._datasets)
        rows = transformed(rows if own is None else own, spec)
        for name in _JOINED:
            if isinstance(views := spec.get(name), list):
                known = [view for view in views if isinstance(view, dict)]
                across = {"hconcat": len(known), "vconcat": 1}.get(name, 0) or spec.get("columns")
                frames = _frames(at, len(known), across if isinstance(across, int) else 2)
                found = zip(known, frames, strict=True)
                return [
                    panel
                    for view, each in found
                    for panel in self.panels(view, rows, each, depth + 1)
                ]
        if isinstance(spec.get("spec"), dict):
            facet = part(spec, "facet")
            facet = {"facet": facet} if "field" in facet else facet
            encoding = {**facet, **part(spec, "spec", "encoding")}
            spec = {**spec["spec"], "encoding": encoding, "columns": spec.get("columns")}
            own = rows_of(spec, self._datasets)
            rows = transformed(rows if own is None else own, spec)
        return self._facets(spec, rows, at)

    def _facets(self, spec: dict[str, Any], rows: list[Row], at: Frame) -> list[Panel]:
        """The view once for each value of what it is divided by, with the same axes."""
        encoding = part(spec, "encoding")
        by = {name: known for name in _FACETS if "field" in (known := part(encoding, name))}
        values = {
            name: sorted({str(field(row, channel)) for row in rows})[:_MAX_FACETS] or [""]
            for name, channel in by.items()
        }
        facet = values.get("facet", [""])
        lines, columns = values.get("row", [""]), values.get("column", facet)
        asked = part(by, "facet").get("columns") or spec.get("columns")
        width = asked if isinstance(asked, int) and asked > 0 and "facet" in by else len(columns)
        frames = _frames(at, len(lines) * len(columns), width)
        views = self._views(spec, rows)
        if not by:
            return _panels(views, [(views, at)])
        wanted = [(line, name) for line in lines for name in columns]
        parts = [_divided(view, by) for view in views]
        divided = [
            (
                [
                    view._replace(rows=each.get(key, []))
                    for view, each in zip(views, parts, strict=True)
                ],
                frame,
            )
            for key, frame in zip(wanted, frames, strict=True)
        ]
        return _panels(views, divided)

    def _views(
        self,
        spec: dict[str, Any],
        rows: list[Row],
        around: dict[str, Any] | None = None,
        depth: int = 0,
    ) -> list[View]:
        """The layers that are drawn, each with its rows and with the encoding around it."""
        encoding = {**(around or {}), **part(spec, "encoding")}
        if isinstance(layers := spec.get("layer"), list):
            if depth > _MAX_DEPTH:
                raise NotDrawn
            found = []
            for layer in layers[:20]:
                if isinstance(layer, dict):
                    own = rows_of(layer, self._datasets)
                    each = transformed(rows if own is None else own, layer)
                    found += self._views(layer, each, encoding, depth + 1)
            return found
        mark = spec.get("mark")
        known = mark if isinstance(mark, dict) else {"type": mark}
        return [View(kind_of(known), known, encoding, rows, self._palette, {})]


def _divided(view: View, by: dict[str, dict[str, Any]]) -> dict[tuple[str, str], list[Row]]:
    """The view's rows by the line and the column that they belong to."""
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    across = by.get("column") or by.get("facet")
    for row in view.rows:
        line, name = (str(field(row, each)) if each else "" for each in (by.get("row"), across))
        found[line, name].append(row)
    return found


def _panels(views: list[View], divided: list[tuple[list[View], Frame]]) -> list[Panel]:
    drawn = [view for view in views if view.kind in DRAWERS]
    if not drawn:
        pies = [(pie_of(view), frame) for each, frame in divided for view in each]
        return [Panel([Layer([pie])], *frame, ground="none") for pie, frame in pies if pie]
    shared: dict[str, object] = {}
    x, y = (_axis(side, drawn) for side in "xy")
    found: list[tuple[list[Mark], Frame]] = []
    for each, frame in divided:
        known = [view._replace(shared=shared) for view in each if view.kind in DRAWERS]
        marks = list(chain.from_iterable(marks_of(view, x, y) for view in known))
        found.append((marks, frame))
    every = list(chain.from_iterable(marks for marks, _ in found))
    spans = [_span(side, drawn, every, axis) for side, axis in (("x", x), ("y", y))]
    lies = y.kind == "name" and x.kind != "name"
    return [Panel([Layer(marks, *spans)], *frame, lies=lies) for marks, frame in found]


def _axis(side: str, views: list[View]) -> Axis:
    """The axis that all of these share."""
    channels = [view.channel(side) for view in views]
    known = next((channel for channel in channels if channel), {})
    kind, scale = known.get("type"), part(known, "scale").get("type")
    if scale == "log":
        return Axis("number", log=True)
    if known.get("timeUnit") or kind == "temporal":
        return Axis("time")
    if kind == "quantitative" or known.get("bin") or known.get("aggregate"):
        return Axis("number")
    if kind in ("nominal", "ordinal"):
        axis, order = Axis("name"), known.get("sort")
        values = {field(row, known) for view in views for row in view.rows[:5_000]} - {None}
        for value in order if isinstance(order, list) else _ordered(values, order):
            axis.at(value)
        return axis
    return axis_for(field(row, known) for view in views for row in view.rows)


def _ordered(values: set[Any], order: object) -> list[Any]:
    numbers = all(isinstance(value, int | float) for value in values)
    known = sorted(values) if numbers else sorted(values, key=str)
    return known[::-1] if order == "descending" else known


def _span(side: str, views: list[View], marks: list[Mark], axis: Axis) -> Span:
    known: dict[str, Any] = next((view.channel(side) for view in views if view.channel(side)), {})
    scale = part(known, "scale")
    low, high = span(marks, side, gap=0 if any(view.kind == "rect" for view in views) else 0.05)
    ends = scale.get("domain")
    if isinstance(ends, list) and len(ends) == 2 and axis.kind != "name":
        first, last = axis.at(ends[0]), axis.at(ends[1])
        if first is not None and last is not None and first != last:
            low, high = first, last
    elif (
        known.get("type") == "quantitative"
        and not known.get("bin")
        and scale.get("zero", True)
        and scale.get("type") != "log"
    ):
        # As Vega-Lite does it, unless zero is so far away that the marks would stick together.
        low, high = (0.0, high) if 0 < low < 0.6 * high else (low, high)
    turned = scale.get("reverse") is True or (side == "y" and axis.kind == "name")
    return (high, low) if turned else (low, high)


def _frames(at: Frame, many: int, across: int) -> list[Frame]:
    """So many frames within this one, so many in a line, from the upper left on."""
    columns = max(1, min(many, across))
    lines = max(1, -(-many // columns))
    (left, right), (bottom, top) = at
    width, height = (right - left) / columns, (top - bottom) / lines
    frames = []
    for n in range(many):
        x, y = left + (n % columns) * width, top - (n // columns) * height
        gap_x, gap_y = (_GAP if columns > 1 else 0) * width, (_GAP if lines > 1 else 0) * height
        frames.append(((x + gap_x, x + width - gap_x), (y - height + gap_y, y - gap_y)))
    return frames
