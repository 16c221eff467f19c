"""Bars, and boxes with whiskers, whichever way they lie."""

from __future__ import annotations

from .colours import WHITE, Colour, mixed
from .marks import Box, Dots, Mark, Path, Place
from .statistics import quartile


def one_box(
    at: float, heights: list[float], width: float, hue: Colour, *, lies: bool
) -> list[Mark]:
    """A box at this place: its quartiles, its whiskers, and a few of what lies outside them."""
    low, middle, high = (quartile(heights, which) for which in (1, 2, 3))
    far = 1.5 * (high - low)
    near = [height for height in heights if low - far <= height <= high + far]
    bottom, top = min(near, default=low), max(near, default=high)
    left, right = at - width / 2, at + width / 2
    outside = [_turned((at, height), lies) for height in heights if not bottom <= height <= top]
    marks: list[Mark] = [
        Path([_turned((at, bottom), lies), _turned((at, top), lies)], hue, 1.8),
        oriented(left, low, right, high, mixed(WHITE, hue, 0.55), 1.0, lies),
        Path([_turned((left, middle), lies), _turned((right, middle), lies)], hue, 3.0),
    ]
    if outside:
        kept = outside[:: max(1, len(outside) // 40)]
        marks.append(Dots(kept, [hue] * len(kept), [2.4] * len(kept)))
    return marks


def oriented(
    left: float, base: float, right: float, top: float, hue: Colour, solid: float, lies: bool
) -> Box:
    """A bar from its base to its top, upright or lying."""
    if lies:
        return Box(base, left, top, right, hue, solid)
    return Box(left, base, right, top, hue, solid)


def _turned(place: Place, lies: bool) -> Place:
    return (place[1], place[0]) if lies else place
