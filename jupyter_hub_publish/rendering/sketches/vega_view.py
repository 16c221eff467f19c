"""One layer of a Vega-Lite chart: its rows grouped, and the colour of each group."""

from __future__ import annotations

from typing import Any, NamedTuple

from .colours import Colour, colour, on, palette, ramp, shares
from .statistics import aggregate, bin_size, bin_start
from .values import MAX_POINTS, Axis, number, numbers, part
from .vega_data import Row, field, grouped, unit_of

_SIDES = ("x", "y", "x2", "y2")
SPLITTING = ("color", "fill", "stroke", "detail", "strokeDash", "shape", "xOffset", "yOffset")
_HUES = ("color", "fill", "stroke")
_MAX_GROUPS = 5_000
_DISCRETE = ("nominal", "ordinal")


class View(NamedTuple):
    """One layer."""

    kind: str
    mark: dict[str, Any]
    encoding: dict[str, Any]
    rows: list[Row]
    palette: list[Colour]
    shared: dict[str, object]
    """What all facets of a chart agree on: the colours of names, the ends of scales, the bins."""

    def channel(self, name: str) -> dict[str, Any]:
        """What the encoding says of this channel; of several things the first."""
        known = self.encoding.get(name)
        known = known[0] if isinstance(known, list) and known else known
        return known if isinstance(known, dict) else {}


class Group(NamedTuple):
    """Rows that are one mark: its values by channel, and its first row."""

    values: dict[str, Any]
    row: Row


def kind_of(mark: dict[str, Any]) -> str:
    """The mark's name, of those that look alike the same."""
    kind = str(mark.get("type"))
    return {"circle": "point", "square": "point", "trail": "line"}.get(kind, kind)


def groups_of(view: View) -> list[Group]:
    """The rows, or one group for each set of equal values where something of them is counted."""
    channels = {name: view.channel(name) for name in (*_SIDES, *SPLITTING, "theta", "size")}
    known = {name: channel for name, channel in channels.items() if channel}
    counted = {name for name, channel in known.items() if isinstance(channel.get("aggregate"), str)}
    sizes = {name: bin_size_of(view, name) for name, channel in known.items() if channel.get("bin")}

    def value(name: str, row: Row) -> Any:
        channel = known[name]
        if "datum" in channel:
            return channel["datum"]
        found = field(row, channel)
        if channel.get("timeUnit"):
            return unit_of(found, channel)
        if name in sizes and channel.get("bin") is not None and channel["bin"] != "binned":
            at = number(found)
            return None if at is None else bin_start(at, sizes[name])
        return found

    rows = view.rows or ([{}] if any("datum" in each for each in known.values()) else [])
    plain = [name for name in known if name not in counted]
    if not counted:
        step = max(1, len(rows) // MAX_POINTS)
        return [Group({name: value(name, row) for name in plain}, row) for row in rows[::step]]
    keys = [[value(name, row) for name in plain] for row in rows]
    found = []
    groups = grouped(rows, keys)
    for group in groups[:: max(1, len(groups) // _MAX_GROUPS)]:
        values = {name: value(name, group[0]) for name in plain}
        for name in counted:
            column = [field(row, known[name]) for row in group]
            values[name] = aggregate(known[name]["aggregate"], column)
        found.append(Group(values, group[0]))
    return found


def bin_size_of(view: View, name: str) -> float:
    known = view.channel(name)
    how = part(known, "bin")
    if f"bin {name}" not in view.shared:
        values = numbers(field(row, known) for row in view.rows)
        wanted = how.get("maxbins") or 10
        view.shared[f"bin {name}"] = bin_size(values, wanted, how.get("step"))
    found = view.shared[f"bin {name}"]
    return found if isinstance(found, float) else 1.0


def colours_of(view: View, groups: list[Group]) -> list[Colour]:
    """The colour of each group."""
    name = next((name for name in _HUES if view.channel(name)), "")
    if view.kind == "arc" and not name:
        return [view.palette[n % len(view.palette)] for n in range(len(groups))]
    channel = view.channel(name)
    plain = next((found for key in _HUES if (found := colour(view.mark.get(key)))), None)
    plain = colour(channel.get("value")) or plain or view.palette[0]
    if not {"field", "aggregate", "datum"} & set(channel):
        return [plain] * len(groups)
    values = [group.values.get(name) for group in groups]
    scale = part(channel, "scale")
    if channel.get("type") in (*_DISCRETE, None) and not channel.get("aggregate"):
        known = view.shared.setdefault("colours", _named(values, scale, view.palette))
        assert isinstance(known, dict)
        return [known.get(str(value), plain) for value in values]
    usual = "viridis" if view.kind == "rect" else "blues"
    axis = Axis("time" if channel.get("type") == "temporal" else "number")
    scheme = scale.get("scheme")
    steps = ramp(
        scheme.get("name") if isinstance(scheme, dict) else scheme, scale.get("range"), usual
    )
    ends = scale.get("domain")
    low, high = ends if isinstance(ends, list) and len(ends) == 2 else (None, None)
    places = shares([axis.at(value) for value in values], axis.at(low), axis.at(high))
    return [plain if share is None else on(steps, share) for share in places]


def _named(values: list[Any], scale: dict[str, Any], known: list[Colour]) -> dict[str, Colour]:
    domain = scale.get("domain")
    names = [str(value) for value in domain] if isinstance(domain, list) else []
    names = names or sorted({str(value) for value in values if value is not None})
    hues = palette(scale["range"]) if isinstance(scale.get("range"), list) else known
    return {name: hues[n % len(hues)] for n, name in enumerate(names)}
