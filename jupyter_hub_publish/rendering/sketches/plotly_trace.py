"""One trace of Plotly: what it is, and what it looks up in the figure around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from .colours import Colour, Ramp, colour, on, ramp, shares
from .values import Axis, column, part

_NAME = re.compile(r"[xy]\d{0,3}")


class Trace(NamedTuple):
    """A trace and its surroundings."""

    kind: str
    """Its type, whichever renderer draws it: `scatter` of `scattergl` too."""
    data: dict[str, Any]
    layout: dict[str, Any]
    colour: Colour
    """Its own, or the one of its turn."""
    palette: list[Colour]
    most: int
    """How many of its points are drawn."""

    def name_of(self, side: str) -> str:
        """Its x or y axis, such as `x2`."""
        name = self.data.get(f"{side}axis")
        known = isinstance(name, str) and _NAME.fullmatch(name) and name[0] == side
        return str(name).removesuffix("1") if known and name != f"{side}11" else side

    @property
    def lies(self) -> bool:
        """Whether its values run along x and not upwards."""
        said = self.data.get("orientation")
        if said in ("h", "v"):
            return bool(said == "h")
        alone = ("y", "x") if self.kind == "histogram" else ("x", "y")
        return bool(self.data.get(alone[0])) and not self.data.get(alone[1])

    def column(self, name: str) -> list[Any]:
        """The values of this name."""
        return column(self.data.get(name), self.most)

    def values_on(self, side: str) -> list[Any]:
        """The values that say what kind of axis this is; none where they are only counted."""
        counted = "x" if self.lies else "y"
        return [] if self.kind == "histogram" and side == counted else self.column(side)

    def places(self, x: Axis, y: Axis) -> list[tuple[float | None, float | None]]:
        """Its points; where one side is not given, they are counted."""
        across, up = self.column("x"), self.column("y")
        if not across or not up:
            count = [float(n) for n in range(max(len(across), len(up)))]
            across, up = across or count, up or count
        return [(x.at(a), y.at(b)) for a, b in zip(across, up, strict=False)]

    def colours(self, many: int) -> list[Colour]:
        """A colour for each of so many points, from the marker's own or from its scale."""
        marker = part(self.data, "marker")
        named = column(marker.get("color"), self.most)
        own = [colour(value) for value in named]
        if not any(own):
            low, high = marker.get("cmin"), marker.get("cmax")
            scale = self.scale(marker)
            own = [
                None if share is None else on(scale, share) for share in shares(named, low, high)
            ]
        own += [None] * (many - len(own))
        return [found or self.colour for found in own[:many]]

    def scale(self, part_with_colours: dict[str, Any]) -> Ramp:
        """The scale of colours that this part, the figure's colour axis or the template names."""
        name = part_with_colours.get("coloraxis")
        axis = part(self.layout, name) if isinstance(name, str) else {}
        template = part(self.layout, "template")
        mine = part(template, "data").get(self.kind)
        first = mine[0] if isinstance(mine, list) and mine and isinstance(mine[0], dict) else {}
        known = ramp(
            part_with_colours.get("colorscale"),
            axis.get("colorscale"),
            part(self.layout, "coloraxis").get("colorscale"),
            first.get("colorscale"),
            part(template, "layout", "colorscale").get("sequential"),
        )
        turned = part_with_colours.get("reversescale") or axis.get("reversescale")
        return [(1 - at, each) for at, each in reversed(known)] if turned is True else known

    def numbers_of_scale(self, part_with_colours: dict[str, Any]) -> Sequence[object]:
        """The numbers at the two ends of the scale, where they are given."""
        name = part_with_colours.get("coloraxis")
        axis = part(self.layout, name) if isinstance(name, str) else {}
        low = next(
            (part_with_colours[key] for key in ("zmin", "cmin") if key in part_with_colours),
            axis.get("cmin"),
        )
        high = next(
            (part_with_colours[key] for key in ("zmax", "cmax") if key in part_with_colours),
            axis.get("cmax"),
        )
        return low, high
