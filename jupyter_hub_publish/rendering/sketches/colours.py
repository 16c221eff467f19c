"""Colours as charts name them, and ours where they name none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from PIL import ImageColor

from .values import number

Colour = tuple[int, int, int]
WHITE: Colour = (255, 255, 255)
# Told apart by those who see no difference between red and green, and strong on white.
PALETTE: tuple[Colour, ...] = (
    (76, 120, 168),
    (245, 133, 24),
    (84, 162, 75),
    (228, 87, 86),
    (114, 183, 178),
    (178, 121, 162),
    (238, 202, 59),
    (157, 117, 93),
    (255, 157, 166),
    (140, 140, 140),
)
_FUNCTION = re.compile(r"rgba?\(([^()]{1,60})\)", re.I)
_RAMPS = {
    "viridis": "440154 414487 2a788e 22a884 7ad151 fde725",
    "plasma": "0d0887 6a00a8 b12a90 e16462 fca636 f0f921",
    "inferno": "000004 420a68 932667 dd513a fca50a fcffa4",
    "magma": "000004 3b0f70 8c2981 de4968 fe9f6d fcfdbf",
    "cividis": "00224e 35456c 666970 948e77 c8b866 fee838",
    "turbo": "30123b 4686fb 1ae4b6 a2fc3c fb8022 7a0403",
    "blues": "c6dbef 9ecae1 4292c6 08519c 08306b",
    "greens": "e5f5e0 a1d99b 41ab5d 006d2c 00441b",
    "reds": "fee0d2 fc9272 ef3b2c a50f15 67000d",
    "greys": "f0f0f0 bdbdbd 737373 252525",
    "oranges": "feedde fdbe85 fd8d3c d94701",
    "purples": "efedf5 bcbddc 807dba 54278f",
    "ylgnbu": "ffffd9 c7e9b4 41b6c4 225ea8 081d58",
    "ylorrd": "ffffcc fed976 fd8d3c e31a1c 800026",
    "rdbu": "b2182b f4a582 f7f7f7 92c5de 2166ac",
    "rdylgn": "d73027 fdae61 ffffbf a6d96a 1a9850",
    "spectral": "d53e4f fdae61 ffffbf abdda4 3288bd",
}
_ALIASES = {"yellowgreenblue": "ylgnbu", "redblue": "rdbu", "redyellowgreen": "rdylgn"}
Ramp = Sequence[tuple[float, Colour]]


def colour(value: object) -> Colour | None:
    """The colour that this text names as CSS does, without its transparency."""
    if not isinstance(value, str):
        return None
    if match := _FUNCTION.fullmatch(value.strip()):
        parts = [number(part.strip().rstrip("%")) for part in match[1].split(",")]
        scale = 2.55 if "%" in match[1] else 1
        if len(parts) not in (3, 4) or None in parts:
            return None
        red, green, blue = (max(0, min(255, round((part or 0) * scale))) for part in parts[:3])
        return red, green, blue
    try:
        red, green, blue = ImageColor.getrgb(value.strip())[:3]
    except ValueError:
        return None
    return red, green, blue


def strength(value: object) -> float:
    """How much of what lies below this colour covers: 1 is all."""
    match = _FUNCTION.fullmatch(value.strip()) if isinstance(value, str) else None
    parts = match[1].split(",") if match else []
    last = number(parts[3]) if len(parts) == 4 else None
    return 1.0 if last is None else max(0.0, min(1.0, last))


def palette(*known: object) -> list[Colour]:
    """The first list of colours among these, else ours."""
    for values in known:
        found = [colour(value) for value in values[:40]] if isinstance(values, list) else []
        if colours := [each for each in found if each is not None]:
            return colours
    return list(PALETTE)


def ramp(*known: object) -> Ramp:
    """The first scale of colours among these, by name or as Plotly writes one; else viridis."""
    for value in known:
        if isinstance(value, str):
            name = value.lower().removesuffix("_r")
            if text := _RAMPS.get(_ALIASES.get(name, name)):
                steps = [colour(f"#{each}") or PALETTE[0] for each in text.split()]
                steps = steps[::-1] if value.lower().endswith("_r") else steps
                return [(n / (len(steps) - 1), each) for n, each in enumerate(steps)]
        elif isinstance(value, list) and len(value) > 1:
            found = [_step(step, n / (len(value) - 1)) for n, step in enumerate(value[:300])]
            if all(found):
                return [step for step in found if step is not None]
    return ramp("viridis")


def _step(value: Any, place: float) -> tuple[float, Colour] | None:
    if isinstance(value, list) and len(value) == 2:
        known = number(value[0])
        place, value = (place if known is None else known), value[1]
    found = colour(value)
    return None if found is None else (place, found)


def on(scale: Ramp, share: float) -> Colour:
    """The colour at this share, from 0 to 1, of the scale."""
    for (low, first), (high, second) in pairwise(scale):
        if share <= high:
            return mixed(first, second, (share - low) / (high - low) if high > low else 1)
    return scale[-1][1]


def mixed(ground: Colour, over: Colour, share: float) -> Colour:
    """The one colour laid over the other, which shows through where the share is below 1."""
    part = max(0.0, min(1.0, share))
    red, green, blue = (round(a + (b - a) * part) for a, b in zip(ground, over, strict=True))
    return red, green, blue


def is_dark(value: Colour) -> bool:
    """Whether it is nearer to black than to white, as eyes see it."""
    red, green, blue = value
    return 0.3 * red + 0.59 * green + 0.11 * blue < 110


def shares(values: Sequence[object], low: object = None, high: object = None) -> list[float | None]:
    """Each value's place between the smallest and the largest, or between these two."""
    known = [number(value) for value in values]
    found = [value for value in known if value is not None]
    first, last = number(low), number(high)
    first = min(found, default=0.0) if first is None else first
    last = max(found, default=1.0) if last is None else last
    width = (last - first) or 1.0
    return [None if each is None else max(0, min(1, (each - first) / width)) for each in known]
