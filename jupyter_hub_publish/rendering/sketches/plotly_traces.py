"""Traces of Plotly that stand for themselves: lines, points, areas and grids."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from typing import Any

from .colours import colour, on, shares, strength
from .marks import Area, Box, Cells, Dots, Extent, Mark, Path, Place
from .plotly_trace import Trace
from .statistics import bin_size, bin_start
from .values import MAX_POINTS, Axis, column, grid, number, part


class Stack:
    """What areas of one panel stand on: the ones drawn before."""

    def __init__(self) -> None:
        self.heights: dict[str, dict[float, float]] = {}
        self.last: list[Place] = []


def scatter(trace: Trace, x: Axis, y: Axis, stack: Stack) -> list[Mark]:
    """Lines, areas and points, as the trace's mode says."""
    places = trace.places(x, y)
    known = [(a, b) for a, b in places if a is not None and b is not None]
    if not known:
        return []
    group, line = trace.data.get("stackgroup"), part(trace.data, "line")
    mode = str(
        trace.data.get("mode") or ("lines" if group or len(places) >= 20 else "lines+markers")
    )
    marks: list[Mark] = []
    fill = str(trace.data.get("fill") or ("tonexty" if group else "none"))
    if isinstance(group, str) and group:
        known, below = _stacked(known, stack.heights.setdefault(group, {}))
        marks.append(_area(trace, [*known, *reversed(below)], 0.6))
    elif fill in ("tozeroy", "tozerox", "toself") or (fill == "tonexty" and not stack.last):
        marks.append(_area(trace, _closed(known, fill), 0.32))
    elif fill in ("tonexty", "tonextx", "tonext"):
        marks.append(_area(trace, [*known, *reversed(stack.last)], 0.32))
    stack.last = known
    width = number(line.get("width", 2))
    if "lines" in mode and width and strength(line.get("color")) > 0.1:
        whole = None if group else _gapped(places)
        dashed = line.get("dash") not in (None, "solid")
        marks.append(Path(whole or known, trace.colour, max(1.6, min(7, 2 * width)), dashed))
    if "markers" in mode:
        dots = _dots(trace, known, [a is not None and b is not None for a, b in places])
        on_line = "lines" in mode and len(known) < 150
        marks.append(dots._replace(radii=[5.2] * len(known), strength=1) if on_line else dots)
    return marks


def heatmap(trace: Trace, x: Axis, y: Axis, stack: Stack) -> list[Mark]:
    """A grid of colours; contours are one that is smooth."""
    rows = grid(trace.data.get("z"), trace.most)
    return _cells(trace, rows, (_reach(trace, "x", x, rows), _reach(trace, "y", y, rows)))


def histogram2d(trace: Trace, x: Axis, y: Axis, stack: Stack) -> list[Mark]:
    """The same, of counts."""
    known = [(a, b) for a, b in trace.places(x, y) if a is not None and b is not None]
    if not known:
        return []
    sides = [[place[n] for place in known] for n in (0, 1)]
    sizes = [
        1.0 if axis.kind == "name" else max(bin_size(side, min(wanted, 40)), 1e-100)
        for side, axis, wanted in zip(sides, (x, y), (24, 16), strict=True)
    ]
    counts = Counter(
        tuple(
            round(bin_start(value, size) / size) for value, size in zip(place, sizes, strict=True)
        )
        for place in known
    )
    columns, lines = sorted({n for n, _ in counts}), sorted({n for _, n in counts})
    width, height = columns[-1] + 1 - columns[0], lines[-1] + 1 - lines[0]
    if width * height > MAX_POINTS:
        return []  # of names, each of which is a bin
    rows = [
        [counts.get((columns[0] + n, lines[0] + m), 0) for n in range(width)] for m in range(height)
    ]
    reach = [
        (ends[0] * size, (ends[-1] + 1) * size)
        for ends, size in zip((columns, lines), sizes, strict=True)
    ]
    return _cells(trace, rows, (reach[0], reach[1]))


def candles(trace: Trace, x: Axis, y: Axis, stack: Stack) -> list[Mark]:
    """Prices: up in green, down in red."""
    names = ("x", "open", "high", "low", "close")
    rows = list(zip(*(trace.column(name)[:400] for name in names), strict=False))
    ats = [x.at(row[0]) for row in rows]
    gaps = sorted(b - a for a, b in pairwise(ats) if a is not None and b is not None)
    half = (gaps[len(gaps) // 2] if gaps else 1.0) * 0.38
    marks: list[Mark] = []
    for at, row in zip(ats, rows, strict=True):
        first, high, low, last = (y.at(value) for value in row[1:])
        if at is None or first is None or high is None or low is None or last is None:
            continue
        hue = (61, 153, 112) if last >= first else (217, 74, 56)
        marks.append(Path([(at, low), (at, high)], hue, 1.4))
        marks.append(Box(at - half, first, at + half, last, hue))
    return marks


DRAWERS: dict[str, Callable[[Trace, Axis, Axis, Stack], list[Mark]] | None] = {
    "scatter": scatter,
    "heatmap": heatmap,
    "contour": heatmap,
    "histogram2d": histogram2d,
    "histogram2dcontour": histogram2d,
    "candlestick": candles,
    "ohlc": candles,
}


def _dots(trace: Trace, known: list[Place], kept: list[bool]) -> Dots:
    colours = [each for each, keep in zip(trace.colours(len(kept)), kept, strict=True) if keep]
    marker = part(trace.data, "marker")
    sizes = [number(size) or 0 for size in column(marker.get("size"), trace.most)]
    if len(sizes) != len(kept) or max(sizes) <= 0:
        return Dots(known, colours)
    largest = max(sizes)
    power = 0.5 if marker.get("sizemode") == "area" else 1
    radii = [max(2.0, 15 * (max(0.0, size) / largest) ** power) for size in sizes]
    return Dots(known, colours, [each for each, keep in zip(radii, kept, strict=True) if keep])


def _area(trace: Trace, outline: list[Place], usual: float) -> Area:
    named = trace.data.get("fillcolor")
    return Area(outline, colour(named) or trace.colour, strength(named) if named else usual)


def _closed(places: list[Place], fill: str) -> list[Place]:
    if fill == "toself":
        return places
    first, last = places[0], places[-1]
    if fill == "tozerox":
        return [(0.0, first[1]), *places, (0.0, last[1])]
    return [(first[0], 0.0), *places, (last[0], 0.0)]


def _stacked(places: list[Place], heights: dict[float, float]) -> tuple[list[Place], list[Place]]:
    below = [(x, heights.get(x, 0.0)) for x, _ in places]
    above = [(x, y + base) for (x, y), (_, base) in zip(places, below, strict=True)]
    heights.update(above)
    return above, below


def _gapped(places: list[tuple[float | None, float | None]]) -> list[Place | None]:
    return [None if a is None or b is None else (a, b) for a, b in places]


def _cells(
    trace: Trace, rows: list[list[Any]], reach: tuple[tuple[float, float], tuple[float, float]]
) -> list[Mark]:
    if not rows or not rows[0]:
        return []
    width = len(rows[0])
    found = shares([value for row in rows for value in row], *trace.numbers_of_scale(trace.data))
    scale = trace.scale(trace.data)
    flat = [None if share is None else on(scale, share) for share in found]
    cells = [flat[at : at + width] for at in range(0, len(flat), width)]
    return [Cells(cells, Extent(*reach[0], *reach[1]), smooth="contour" in trace.kind)]


def _reach(trace: Trace, side: str, axis: Axis, rows: list[list[Any]]) -> tuple[float, float]:
    """From the first cell's outer edge to the last one's."""
    many = len(rows) if side == "y" else max(map(len, rows), default=0)
    known = [at for value in trace.column(side) if (at := axis.at(value)) is not None]
    first, last = (known[0], known[-1]) if known else (0.0, many - 1.0)
    half = abs(last - first) / max(1, many - 1) / 2 or 0.5
    return (first - half, last + half) if last >= first else (first + half, last - half)
