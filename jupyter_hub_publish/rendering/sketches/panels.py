"""Panels on a sheet of paper, with faint lines behind their marks and nothing to be read."""

from __future__ import annotations

import math
from typing import NamedTuple

from PIL import Image, ImageDraw

from .colours import WHITE, Colour, is_dark, mixed
from .marks import FINER, Mark, Pen, together

_MARGIN = 14  # pixels
_GAP = 0.05  # of an axis, beyond its marks
_MAX_PANELS = 36
_SMALLEST = 12  # pixels of a side; a smaller panel shows nothing
_WATER: Colour = (236, 241, 245)
Span = tuple[float, float]


class Layer(NamedTuple):
    """Marks that share their axes; a span is the values at the axis's two ends."""

    marks: list[Mark]
    x: Span = (0, 1)
    y: Span = (0, 1)


class Panel(NamedTuple):
    """A plot, in the part of the sheet that its domain says: 0 to 1, from the left, bottom up."""

    layers: list[Layer]
    across: Span = (0, 1)
    up: Span = (0, 1)
    ground: str = "lines"
    """`lines` are those of a plot, `map` is water and has one scale, `none` is paper."""


class Sheet(NamedTuple):
    """A whole chart."""

    panels: list[Panel]
    paper: Colour = WHITE


def span(marks: list[Mark], axis: str, *, gap: float = _GAP) -> Span:
    """The ends of an axis for these marks: with some air, but none below what stands on zero."""
    extent = together(mark.extent() for mark in marks)
    if extent is None:
        return 0.0, 1.0
    low, high = (extent.left, extent.right) if axis == "x" else (extent.bottom, extent.top)
    if high - low <= 1e-12 * max(abs(low), abs(high)):
        low, high = low - (abs(low) / 2 or 0.5), high + (abs(high) / 2 or 0.5)
    air = gap * (high - low)
    return low - (air if low else 0), high + (air if high else 0)


def drawn(sheet: Sheet, size: tuple[int, int]) -> Image.Image | None:
    """The sheet as a picture; None where nothing is on it."""
    panels = [panel for panel in sheet.panels if _has_marks(panel)][:_MAX_PANELS]
    if not panels:
        return None
    whole = Image.new("RGB", (size[0] * FINER, size[1] * FINER), sheet.paper)
    margin = 0 if all(panel.ground == "map" for panel in panels) else _MARGIN
    for panel in panels:
        left, right = (_placed(share, size[0], margin) for share in panel.across)
        bottom, top = (_placed(1 - share, size[1], margin) for share in panel.up)
        if right - left < _SMALLEST or bottom - top < _SMALLEST:
            continue
        plot = _plotted(panel, ((right - left) * FINER, (bottom - top) * FINER), sheet.paper)
        whole.paste(plot, (left * FINER, top * FINER))
    return whole.reduce(FINER)


def _has_marks(panel: Panel) -> bool:
    marks = (mark for layer in panel.layers for mark in layer.marks)
    return together(mark.extent() for mark in marks) is not None


def _placed(share: float, length: int, margin: int) -> int:
    return round(margin + max(0.0, min(1.0, share)) * (length - 2 * margin))


def _plotted(panel: Panel, size: tuple[int, int], paper: Colour) -> Image.Image:
    ground = _WATER if panel.ground == "map" else paper
    image = Image.new("RGB", size, ground)
    draw = ImageDraw.Draw(image, "RGBA")  # colours with transparency are laid over
    ink = WHITE if is_dark(ground) else (0, 0, 0)
    layers = _to_scale(panel, size) if panel.ground == "map" else panel.layers
    pens = [Pen(image, draw, ground, layer.x, layer.y) for layer in layers]
    if panel.ground == "lines":
        _draw_lines(pens[0], mixed(ground, ink, 0.09))
    for pen, layer in zip(pens, layers, strict=True):
        for mark in layer.marks:
            mark.draw(pen)
    if panel.ground == "lines":
        _draw_axes(pens[0], mixed(ground, ink, 0.4))
    return image


def _draw_lines(pen: Pen, colour: Colour) -> None:
    """Lines across, at round values."""
    for value in rounds(pen.y, 5):
        _, y = pen.at(pen.x[0], value)
        pen.draw.line([(0, y), (pen.image.width, y)], fill=colour, width=FINER)


def _draw_axes(pen: Pen, colour: Colour) -> None:
    """A line below, and one at zero where there are values on both sides."""
    wide, high = pen.image.size
    low = high - FINER
    pen.draw.line([(0, low), (wide, low)], fill=colour, width=round(1.5 * FINER))
    if min(pen.y) < 0 < max(pen.y):
        _, zero = pen.at(pen.x[0], 0)
        pen.draw.line([(0, zero), (wide, zero)], fill=colour, width=FINER)


def rounds(ends: Span, wanted: int) -> list[float]:
    """Round values between the two, about so many."""
    low, high = sorted(ends)
    step = 10.0 ** math.floor(math.log10((high - low) / wanted))
    step *= next(times for times in (1, 2, 5, 10, 20) if (high - low) / (step * times) <= wanted)
    first = math.ceil(low / step)
    return [n * step for n in range(first, first + wanted + 2) if n * step <= high]


def _to_scale(panel: Panel, size: tuple[int, int]) -> list[Layer]:
    """The layers with one scale for both axes, in which all of them fit the frame."""
    reach = together(mark.extent() for layer in panel.layers for mark in layer.marks)
    assert reach is not None
    ratio = size[0] / size[1]
    tall = max(reach.top - reach.bottom, (reach.right - reach.left) / ratio) * 1.16 or 1.0
    x, y = (reach.left + reach.right) / 2, (reach.bottom + reach.top) / 2
    across, up = (x - tall * ratio / 2, x + tall * ratio / 2), (y - tall / 2, y + tall / 2)
    return [Layer(layer.marks, across, up) for layer in panel.layers]
