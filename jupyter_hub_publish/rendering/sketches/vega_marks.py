"""The marks of one Vega-Lite layer, from its groups and the axes that it shares."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from itertools import pairwise

from .boxes import one_box
from .colours import Colour
from .marks import Area, Box, Dots, Mark, Path, Pie, Place
from .values import Axis, number
from .vega_view import SPLITTING, Group, View, bin_size_of, colours_of, groups_of

_MAX_SERIES = 300


def marks_of(view: View, x: Axis, y: Axis) -> list[Mark]:
    """What is drawn of this layer on these axes."""
    groups = groups_of(view)
    return DRAWERS[view.kind](view, groups, x, y)


def pie_of(view: View) -> Pie | None:
    """The pie that arcs are."""
    if view.kind != "arc":
        return None
    groups = groups_of(view)
    sizes = [max(0.0, number(group.values.get("theta")) or 0.0) for group in groups]
    inner = number(view.mark.get("innerRadius")) or 0
    outer = number(view.mark.get("outerRadius")) or 130
    pie = Pie(sizes, colours_of(view, groups), inner / outer if outer else 0)
    return None if pie.extent() is None else pie


def _points(view: View, groups: list[Group], x: Axis, y: Axis) -> list[Mark]:
    hues = colours_of(view, groups)
    sizes = [number(group.values.get("size")) or 0 for group in groups]
    largest = max(sizes, default=0)
    places: list[Place] = []
    colours: list[Colour] = []
    radii: list[float] = []
    for group, hue, size in zip(groups, hues, sizes, strict=True):
        at = _at(view, group, x, y)
        if at is not None:
            places.append(at)
            colours.append(hue)
            radii.append(max(2.2, 14 * (max(size, 0) / largest) ** 0.5) if largest > 0 else 0)
    return [Dots(places, colours, radii if largest > 0 else ())] if places else []


def _at(view: View, group: Group, x: Axis, y: Axis) -> Place | None:
    """The group's place; a channel that is not there is the middle."""
    sides = [
        axis.at(group.values.get(name)) if view.channel(name) else 0.0
        for name, axis in (("x", x), ("y", y))
    ]
    across, up = sides
    return None if across is None or up is None else (across, up)


def _series(
    view: View, groups: list[Group], x: Axis, y: Axis
) -> list[tuple[Colour, list[tuple[Place, Group]]]]:
    """The places of each line, from left to right unless the chart gives them an order."""
    lines: dict[str, list[tuple[Place, Group, Colour]]] = defaultdict(list)
    for group, hue in zip(groups, colours_of(view, groups), strict=True):
        at = _at(view, group, x, y)
        if at is not None:
            key = str([group.values.get(name) for name in SPLITTING])
            lines[key].append((at, group, hue))
    upright = _is_upright(view)
    found = []
    for line in list(lines.values())[:_MAX_SERIES]:
        if not view.channel("order"):
            line.sort(key=lambda each: each[0][0 if upright else 1])
        found.append((line[0][2], [(at, group) for at, group, _ in line]))
    return found


def _lines(view: View, groups: list[Group], x: Axis, y: Axis) -> list[Mark]:
    series = _series(view, groups, x, y)
    width = 4.0 if len(series) < 5 else 2.8
    marks: list[Mark] = [Path([at for at, _ in line], hue, width) for hue, line in series]
    if view.mark.get("point"):
        marks += [Dots([at for at, _ in line], [hue] * len(line)) for hue, line in series]
    return marks


def _areas(view: View, groups: list[Group], x: Axis, y: Axis) -> list[Mark]:
    series = _series(view, groups, x, y)
    upright = _is_upright(view)
    second = ("y2", y) if upright else ("x2", x)
    pile: dict[float, float] = defaultdict(float)
    stacked = view.channel("y" if upright else "x").get("stack", True)
    marks: list[Mark] = []
    for hue, line in sorted(series, key=lambda each: _turn(each[1][0][1])):
        outline: list[Place] = []
        base: list[Place] = []
        for (across, up), group in line:
            along, height = (across, up) if upright else (up, across)
            low = second[1].at(group.values.get(second[0])) if view.channel(second[0]) else None
            if low is None and stacked:
                low, height = pile[along], pile[along] + height
                pile[along] = height
            low = low or 0.0
            outline.append((along, height) if upright else (height, along))
            base.append((along, low) if upright else (low, along))
        solid = 0.7 if len(series) > 1 and stacked else 0.45
        marks.append(Area([*outline, *reversed(base)], hue, solid))
        marks += [] if len(series) > 1 or view.channel(second[0]) else [Path(outline, hue, 3)]
    return marks


def _bars(view: View, groups: list[Group], x: Axis, y: Axis) -> list[Mark]:
    upright = _is_upright(view)
    along, axis, ups = ("x", x, y) if upright else ("y", y, x)
    high, low = ("y", "y2") if upright else ("x", "x2")
    offset = "xOffset" if upright else "yOffset"
    names = sorted({str(group.values.get(offset)) for group in groups})
    turns = {name: n for n, name in enumerate(names if view.channel(offset) else [""])}
    ats = [axis.at(group.values.get(along)) if view.channel(along) else 0.0 for group in groups]
    pitch, start = _pitch(view, along, axis, [at for at in ats if at is not None])
    width = pitch * (0.94 if start else 0.8) / len(turns)
    above: dict[object, float] = defaultdict(float)
    below: dict[object, float] = defaultdict(float)
    channel = view.channel(high)
    stacks = channel.get("stack", True) not in (None, False) and not view.channel(low)
    marks: list[Mark] = []
    drawn = zip(groups, ats, colours_of(view, groups), strict=True)
    for group, at, hue in sorted(drawn, key=lambda each: _turn(each[0])):
        top = ups.at(group.values.get(high)) if channel else 1.0
        if at is None or top is None:
            continue
        turn = turns.get(str(group.values.get(offset)), 0)
        pile = above if top >= 0 else below
        base = pile[at, turn] if stacks else 0.0
        pile[at, turn] = base + top
        top = base + top if stacks else top
        if view.channel(low):
            base = ups.at(group.values.get(low)) or 0.0
        left = at + (pitch * 0.03 if start else -width * len(turns) / 2) + turn * width
        right = left + width * (0.96 if len(turns) > 1 else 1)
        corners = (left, base, right, top) if upright else (base, left, top, right)
        marks.append(Box(*corners, hue))
    return marks


def _rects(view: View, groups: list[Group], x: Axis, y: Axis) -> list[Mark]:
    ends = []
    for name, axis in (("x", x), ("y", y)):
        ats = [axis.at(group.values.get(name)) if view.channel(name) else None for group in groups]
        pitch, start = _pitch(view, name, axis, [at for at in ats if at is not None])
        second = f"{name}2"
        if view.channel(second):
            others = [axis.at(group.values.get(second)) for group in groups]
            ends.append(list(zip(ats, others, strict=True)))
        else:
            shift = 0.0 if start else pitch / 2
            ends.append(
                [(None, None) if at is None else (at - shift, at - shift + pitch) for at in ats]
            )
    marks: list[Mark] = []
    for (left, right), (low, high), hue in zip(*ends, colours_of(view, groups), strict=True):
        if left is not None and right is not None and low is not None and high is not None:
            marks.append(Box(left, low, right, high, hue))
    return marks


def _ticks(view: View, groups: list[Group], x: Axis, y: Axis) -> list[Mark]:
    upright = bool(view.channel("x")) and view.channel("x").get("type") == "quantitative"
    marks: list[Mark] = []
    for group, hue in zip(groups[:5_000], colours_of(view, groups), strict=False):
        at = _at(view, group, x, y)
        if at is not None:
            step = (0, 0.35) if upright else (0.35, 0)
            ends = [(at[0] - step[0], at[1] - step[1]), (at[0] + step[0], at[1] + step[1])]
            marks.append(Path(ends, hue, 1.4))
    return marks


def _boxes(view: View, groups: list[Group], x: Axis, y: Axis) -> list[Mark]:
    upright = _is_upright(view)
    (along, axis), (high, ups) = (("x", x), ("y", y)) if upright else (("y", y), ("x", x))
    heights: dict[float, list[float]] = defaultdict(list)
    hues: dict[float, Colour] = {}
    for group, hue in zip(groups, colours_of(view, groups), strict=True):
        at = axis.at(group.values.get(along)) if view.channel(along) else 0.0
        height = ups.at(group.values.get(high))
        if at is not None and height is not None:
            heights[at].append(height)
            hues[at] = hue
    pitch, _ = _pitch(view, along, axis, list(heights))
    marks: list[Mark] = []
    for at, values in sorted(heights.items())[:400]:
        marks += one_box(at, values, 0.66 * pitch, hues[at], lies=not upright)
    return marks


def _turn(group: Group) -> str:
    """What stands upon what is the same in all piles."""
    return str(group.values.get("color", group.values.get("fill")))


def _is_upright(view: View) -> bool:
    """Whether values run upwards: the side that is measured is y."""
    x, y = view.channel("x"), view.channel("y")
    if not x or not y:
        return bool(y)
    if bool(x.get("aggregate")) != bool(y.get("aggregate")):
        return not x.get("aggregate")
    measured = [each.get("type") == "quantitative" and not each.get("bin") for each in (x, y)]
    return measured[1] or not measured[0]


def _pitch(view: View, name: str, axis: Axis, ats: list[float]) -> tuple[float, bool]:
    """From one place on this side to the next, and whether a place is where its bin begins."""
    known = view.channel(name)
    if known.get("bin") and known["bin"] != "binned":
        return bin_size_of(view, name), True
    places = sorted(set(ats))
    gaps = [b - a for a, b in pairwise(places)]
    return (1.0 if axis.kind == "name" else min(gaps, default=1.0)), False


DRAWERS: dict[str, Callable[[View, list[Group], Axis, Axis], list[Mark]]] = {
    "point": _points,
    "line": _lines,
    "area": _areas,
    "bar": _bars,
    "rect": _rects,
    "tick": _ticks,
    "boxplot": _boxes,
}
