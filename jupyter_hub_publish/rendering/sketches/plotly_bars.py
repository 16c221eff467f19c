"""Traces of Plotly that stand beside or upon each other: bars, histograms and boxes."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

from .boxes import one_box, oriented
from .colours import Colour
from .marks import Mark
from .plotly_trace import Trace
from .statistics import aggregate, bin_size, bin_start
from .values import Axis, part

KINDS = ("bar", "histogram", "box", "violin", "waterfall", "funnel")
_BOXES = ("box", "violin")
_MAX_WHISKERS = 400
Heights = list[tuple[float, float, Colour]]


def bars(traces: list[Trace], x: Axis, y: Axis) -> list[Mark]:
    """The bars and boxes of one panel."""
    upright = [trace for trace in traces if trace.kind not in _BOXES]
    boxes = [trace for trace in traces if trace.kind in _BOXES]
    return [*_stood(upright, x, y), *_boxed(boxes, x, y)]


def _stood(traces: list[Trace], x: Axis, y: Axis) -> list[Mark]:
    if not traces:
        return []
    lies = traces[0].lies
    along, upwards = (y, x) if lies else (x, y)
    size = _common_bin(traces, along)
    found = [
        _counted(trace, along, size) if trace.kind == "histogram" else _given(trace, along, upwards)
        for trace in traces
    ]
    mode = str(traces[0].layout.get("barmode") or "group")
    turns = len(found) if mode == "group" else 1
    pitch = size or _pitch([at for heights in found for at, _, _ in heights])
    width = pitch * (0.94 if size and turns == 1 else 0.8) / turns
    above: dict[float, float] = defaultdict(float)
    below: dict[float, float] = defaultdict(float)
    marks: list[Mark] = []
    for turn, heights in enumerate(found):
        for at, height, hue in heights:
            pile = above if height >= 0 else below
            base = pile[at] if mode in ("stack", "relative") else 0.0
            pile[at] = base + height
            left = at - width * turns / 2 + (turn * width if turns > 1 else 0)
            solid = 0.65 if mode == "overlay" and len(found) > 1 else 1.0
            marks.append(oriented(left, base, left + width * 0.96, base + height, hue, solid, lies))
    return marks


def _given(trace: Trace, along: Axis, upwards: Axis) -> Heights:
    names, values = ("y", "x") if trace.lies else ("x", "y")
    heights = [upwards.at(value) for value in trace.column(values)]
    ats = [along.at(value) for value in trace.column(names)] or [
        float(n) for n in range(len(heights))
    ]
    hues = trace.colours(len(heights))
    return [
        (at, height, hue)
        for at, height, hue in zip(ats, heights, hues, strict=False)
        if at is not None and height is not None
    ]


def _counted(trace: Trace, along: Axis, size: float | None) -> Heights:
    names, others = ("y", "x") if trace.lies else ("x", "y")
    weights: list[object] = list(trace.column(others))
    groups: dict[float, list[object]] = defaultdict(list)
    for n, value in enumerate(trace.column(names)):
        at = along.at(value)
        if at is not None:
            place = bin_start(at, size) + size / 2 if size else at
            groups[place].append(weights[n] if n < len(weights) else 1)
    function = str(trace.data.get("histfunc") or "count") if weights else "count"
    whole = sum(map(len, groups.values())) if "prob" in str(trace.data.get("histnorm")) else 1
    return [
        (at, (aggregate(function, values) or 0.0) / whole, trace.colour)
        for at, values in sorted(groups.items())
    ]


def _common_bin(traces: list[Trace], along: Axis) -> float | None:
    """The width of all histograms' bins, or None where nothing is binned."""
    counted = [trace for trace in traces if trace.kind == "histogram"]
    if not counted or along.kind == "name":
        return None
    side = "y" if counted[0].lies else "x"
    values = [
        at for trace in counted for v in trace.column(side) if (at := along.at(v)) is not None
    ]
    first = counted[0].data
    return bin_size(values, first.get(f"nbins{side}"), part(first, f"{side}bins").get("size"))


def _pitch(ats: list[float]) -> float:
    known = sorted(set(ats))
    return min((b - a for a, b in pairwise(known)), default=1.0)


def _boxed(traces: list[Trace], x: Axis, y: Axis) -> list[Mark]:
    marks: list[Mark] = []
    grouped = (
        bool(traces)
        and traces[0].layout.get("boxmode", traces[0].layout.get("violinmode")) == "group"
    )
    many = len(traces) if grouped else 1
    for turn, trace in enumerate(traces):
        lies = trace.lies
        (names, values), (along, upwards) = (("y", "x"), (y, x)) if lies else (("x", "y"), (x, y))
        own = trace.column(names)
        groups: dict[float, list[float]] = defaultdict(list)
        for n, value in enumerate(trace.column(values)):
            at = along.at(own[n]) if n < len(own) else float(turn)
            height = upwards.at(value)
            if at is not None and height is not None:
                groups[at].append(height)
        width = 0.66 * (_pitch(list(groups)) if own else 1.0) / many
        shift = (turn - (many - 1) / 2) * width * 1.15 if own and grouped else 0.0
        for at, heights in sorted(groups.items())[:_MAX_WHISKERS]:
            marks += one_box(at + shift, heights, width, trace.colour, lies=lies)
    return marks
