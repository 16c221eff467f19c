"""Panels on a sheet of paper, with faint lines behind their marks and nothing to be read."""

from __future__ import annotations

import math
from typing import NamedTuple

from PIL import Image, ImageDraw

from .colours import WHITE, Colour, is_dark, mixed
from .marks import FINER, Area, Box, Cells, Mark, Pen, together

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
    lies: bool = False
    """Whether its values run along x, and what they belong to is one below the other."""


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
    stands = any(isinstance(mark, Box | Area) for mark in marks)
    return low - (0 if stands and not low else air), high + (0 if stands and not high else air)


def are_grids(marks: list[Mark]) -> bool:
    """Whether these go up to the panel's edges."""
    return any(isinstance(mark, Cells) for mark in marks)


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
    draws = ImageDraw.Draw(image), ImageDraw.Draw(image, "RGBA")
    ink = WHITE if is_dark(ground) else (0, 0, 0)
    layers = _to_scale(panel, size) if panel.ground == "map" else panel.layers
    pens = [Pen(image, *draws, ground, layer.x, layer.y) for layer in layers]
    if panel.ground != "none":
        sides = "xy" if panel.ground == "map" else "x" if panel.lies else "y"
        _draw_lines(pens[0], mixed(ground, ink, 0.09), sides)
    if panel.ground == "lines":
        _draw_zero(pens[0], mixed(ground, ink, 0.4), lies=panel.lies)
    for pen, layer in zip(pens, layers, strict=True):
        for mark in layer.marks:
            mark.draw(pen)
    if panel.ground == "lines" and not are_grids(panel.layers[0].marks):
        _draw_edge(pens[0], mixed(ground, ink, 0.4), lies=panel.lies)
    return image


def _draw_lines(pen: Pen, colour: Colour, sides: str) -> None:
    """Lines at the round values of these sides."""
    for value in rounds(pen.y, 5) if "y" in sides else ():
        _draw_across(pen, pen.at(pen.x[0], value)[1], colour, FINER)
    for value in rounds(pen.x, 8) if "x" in sides else ():
        _draw_down(pen, pen.at(value, pen.y[0])[0], colour, FINER)


def _draw_zero(pen: Pen, colour: Colour, *, lies: bool) -> None:
    """A line at zero where there are values on both sides."""
    low, high = sorted(pen.x if lies else pen.y)
    if low < 0 < high and lies:
        _draw_down(pen, pen.at(0, pen.y[0])[0], colour, FINER)
    elif low < 0 < high:
        _draw_across(pen, pen.at(pen.x[0], 0)[1], colour, FINER)


def _draw_edge(pen: Pen, colour: Colour, *, lies: bool) -> None:
    """The line that the marks stand on: below, or to the left."""
    width = round(1.5 * FINER)
    if lies:
        _draw_down(pen, width / 2, colour, width)
    else:
        _draw_across(pen, pen.image.height - width / 2, colour, width)


def _draw_across(pen: Pen, y: float, colour: Colour, width: int) -> None:
    pen.draw.line([(0, y), (pen.image.width, y)], fill=colour, width=width)


def _draw_down(pen: Pen, x: float, colour: Colour, width: int) -> None:
    pen.draw.line([(x, 0), (x, pen.image.height)], fill=colour, width=width)


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
