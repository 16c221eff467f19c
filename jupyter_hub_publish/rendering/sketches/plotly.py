"""Figures of Plotly: which traces share which axes and panels, and how far the axes reach."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import chain
from typing import Any

from .colours import WHITE, Colour, colour, is_dark, palette
from .marks import Mark
from .panels import Layer, Panel, Sheet, Span, are_grids, span
from .plotly_bars import KINDS, bars
from .plotly_places import domain_of, maps, pies
from .plotly_trace import Trace
from .plotly_traces import DRAWERS, Stack
from .values import MAX_POINTS, Axis, axis_for, column, number, part

_MAX_TRACES = 200
_AXIS = re.compile(r"[xy]\d{0,3}")
_DRAWERS = {**DRAWERS, **dict.fromkeys(KINDS)}


def read(payload: Any) -> Sheet | None:
    """The figure, with those of its traces that are drawn here; None where none of them is."""
    layout = part(payload, "layout")
    shown = [trace for trace in payload["data"] if _is_shown(trace)][:_MAX_TRACES]
    most = MAX_POINTS // max(1, len(shown))
    known = palette(layout.get("colorway"), part(layout, "template", "layout").get("colorway"))
    traces = [
        Trace(_kind(data), data, layout, _own(data) or known[n % len(known)], known, most)
        for n, data in enumerate(shown)
    ]
    flat = [trace for trace in traces if trace.kind in _DRAWERS]
    panels = [
        *_Axes(flat, layout).panels(),
        *pies(traces),
        *maps(traces),
    ]
    return Sheet(panels, _paper(layout)) if panels else None


def _is_shown(trace: object) -> bool:
    return isinstance(trace, dict) and trace.get("visible") not in (False, "legendonly")


def _kind(data: dict[str, Any]) -> str:
    return str(data.get("type") or "scatter").removesuffix("gl").replace("mapbox", "map")


def _own(data: dict[str, Any]) -> Colour | None:
    """The one colour that the trace has been given."""
    line, marker = part(data, "line").get("color"), part(data, "marker").get("color")
    named = [marker, line] if "lines" not in str(data.get("mode")) else [line, marker]
    return next((found for value in named if (found := colour(value))), None)


def _paper(layout: dict[str, Any]) -> Colour:
    """White, unless the figure is one for a dark page."""
    template = part(layout, "template", "layout")
    named = [
        known.get(name)
        for name in ("plot_bgcolor", "paper_bgcolor")
        for known in (layout, template)
    ]
    ground = next((found for value in named if (found := colour(value))), WHITE)
    return ground if is_dark(ground) else WHITE


class _Axes:
    """The axes of one figure, and the panels that they span."""

    def __init__(self, traces: list[Trace], layout: dict[str, Any]) -> None:
        self._layout = layout
        self._panels: dict[tuple[Span, Span], list[Trace]] = defaultdict(list)
        by_name: dict[str, list[Trace]] = defaultdict(list)
        for trace in traces:
            for side in "xy":
                by_name[self._root(trace.name_of(side))].append(trace)
        self._axes = {name: self._axis(name, known) for name, known in by_name.items()}
        for trace in traces:
            x, y = trace.name_of("x"), trace.name_of("y")
            self._panels[self._domain(x), self._domain(y)].append(trace)

    def panels(self) -> list[Panel]:
        """The panels, each with a layer for every pair of axes."""
        found = [(domain, self._layers(traces)) for domain, traces in self._panels.items()]
        marks: dict[str, list[Mark]] = defaultdict(list)
        for (x, y), drawn in chain.from_iterable(layers.items() for _, layers in found):
            marks[x] += drawn
            marks[y] += drawn
        spans = {name: self._span(name, each) for name, each in marks.items()}
        return [
            Panel(
                [Layer(each, spans[x], spans[y]) for (x, y), each in layers.items()],
                *domain,
                lies=all(trace.kind in KINDS and trace.lies for trace in self._panels[domain]),
            )
            for domain, layers in found
        ]

    def _layers(self, traces: list[Trace]) -> dict[tuple[str, str], list[Mark]]:
        layers: dict[tuple[str, str], list[Trace]] = defaultdict(list)
        for trace in traces:
            names = self._root(trace.name_of("x")), self._root(trace.name_of("y"))
            layers[names].append(trace)
        return {names: self._marks(names, each) for names, each in layers.items()}

    def _marks(self, names: tuple[str, str], traces: list[Trace]) -> list[Mark]:
        x, y = (self._axes[name] for name in names)
        marks = bars([trace for trace in traces if not _DRAWERS[trace.kind]], x, y)
        stack = Stack()
        for trace in traces:
            if draw := _DRAWERS[trace.kind]:
                marks += draw(trace, x, y, stack)
        return marks

    def _axis(self, name: str, traces: list[Trace]) -> Axis:
        known = self._known(name)
        values = chain.from_iterable(trace.values_on(name[0]) for trace in traces)
        axis = axis_for(values, known.get("type") if known.get("type") != "-" else None)
        if axis.kind == "name":
            for value in column(known.get("categoryarray"), 1_000):
                axis.at(value)
        return axis

    def _span(self, name: str, marks: list[Mark]) -> Span:
        known = self._known(name)
        low, high = span(marks, name[0], gap=0 if are_grids(marks) else 0.05)
        ends = known.get("range")
        if isinstance(ends, list) and len(ends) == 2:
            axis = self._axes[name]
            plain = axis.kind != "time" or not isinstance(ends[0], str)
            first, last = (number(end) if plain else axis.at(end) for end in ends)
            if first is not None and last is not None and first != last:
                return first, last
        return (high, low) if "reversed" in str(known.get("autorange")) else (low, high)

    def _known(self, name: str) -> dict[str, Any]:
        return part(self._layout, f"{name[0]}axis{name[1:]}")

    def _root(self, name: str) -> str:
        """The axis that this one is the same as."""
        other = self._known(name).get("matches")
        return other if isinstance(other, str) and _AXIS.fullmatch(other) else name

    def _domain(self, name: str) -> Span:
        known = self._known(name)
        other = known.get("overlaying")
        if isinstance(other, str) and _AXIS.fullmatch(other):
            known = self._known(other)
        return domain_of(known.get("domain"))
