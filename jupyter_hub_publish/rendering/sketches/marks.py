"""What a chart is made of: marks in the units of their data, drawn where a pen puts them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import NamedTuple, Protocol

from PIL import Image, ImageDraw

from .colours import Colour

FINER = 3  # times as large as it is going to be, so that edges come out smooth
_MANY = 1_500  # dots; of more, those that cover each other are left out
_RADII = ((12, 9.0), (60, 6.4), (300, 4.6), (_MANY, 3.4), (math.inf, 2.4))  # pixels, for so many
_MAX_LINE = 2_000  # places of a line; one from the left to the right needs fewer
_SMOOTH = 400  # places of a line, up to which its corners are round
_MAX_DASHES = 2_000
_FAR = 20_000  # pixels; Pillow takes no coordinates of any size
Place = tuple[float, float]


class Pen(NamedTuple):
    """Draws on the image of one panel, `FINER` times as large, with the y axis upwards."""

    image: Image.Image
    draw: ImageDraw.ImageDraw
    """For what covers all below it."""
    wash: ImageDraw.ImageDraw
    """For what lets it show through, which takes longer."""
    paper: Colour
    x: tuple[float, float]
    """The values at the left and at the right edge."""
    y: tuple[float, float]
    """The values at the bottom and at the top."""

    def at(self, x: float, y: float) -> Place:
        """The pixel of this place."""
        across = (x - self.x[0]) / (self.x[1] - self.x[0]) * self.image.width
        up = (y - self.y[0]) / (self.y[1] - self.y[0]) * self.image.height
        return _bounded(across), _bounded(self.image.height - up)


class Extent(NamedTuple):
    """From where to where something reaches."""

    left: float
    right: float
    bottom: float
    top: float


class Mark(Protocol):
    """Something drawn."""

    def extent(self) -> Extent | None:
        """Its reach; None where there is nothing of it."""

    def draw(self, pen: Pen) -> None:
        """Draw it."""


class Dots(NamedTuple):
    """Points, each of a colour, and of a radius in pixels where that says something."""

    places: Sequence[Place]
    colours: Sequence[Colour]
    radii: Sequence[float] = ()
    strength: float = 0.75

    def extent(self) -> Extent | None:
        return _around(self.places)

    def draw(self, pen: Pen) -> None:
        many = len(self.places) > _MANY
        usual = next(radius for most, radius in _RADII if len(self.places) <= most)
        smaller = math.sqrt(_MANY / len(self.places)) if many else 1
        drawn = set()
        for n, (place, colour) in enumerate(zip(self.places, self.colours, strict=True)):
            x, y = pen.at(*place)
            radius = FINER * (self.radii[n] * smaller if self.radii else usual)
            spot = (x // FINER, y // FINER, colour)
            if many and spot in drawn:
                continue
            drawn.add(spot)
            box = (x - radius, y - radius, x + radius, y + radius)
            pen.wash.ellipse(box, fill=(*colour, round(255 * self.strength)))


class Path(NamedTuple):
    """A line through places; None is a gap in it."""

    places: Sequence[Place | None]
    colour: Colour
    width: float = 3.2
    dashed: bool = False

    def extent(self) -> Extent | None:
        return _around(place for place in self.places if place is not None)

    def draw(self, pen: Pen) -> None:
        for piece in _pieces(self.places):
            line = _thinned([pen.at(*place) for place in piece])
            for part in islice(_dashes(line), _MAX_DASHES) if self.dashed else (line,):
                joint = "curve" if len(part) <= _SMOOTH else None
                pen.draw.line(part, fill=self.colour, width=round(self.width * FINER), joint=joint)


class Area(NamedTuple):
    """What lies within a closed line."""

    outline: Sequence[Place]
    colour: Colour
    strength: float = 0.35
    holes: Sequence[Sequence[Place]] = ()
    edge: Colour | None = None

    def extent(self) -> Extent | None:
        return _around(self.outline)

    def draw(self, pen: Pen) -> None:
        rings = [_few([pen.at(*place) for place in ring]) for ring in (self.outline, *self.holes)]
        rings = [[*ring, ring[0]] for ring in rings if len(ring) > 2]
        if not rings:
            return
        # One line through all rings and back: what lies within two of them is outside.
        through = [place for ring in rings for place in ring] + [ring[0] for ring in rings[::-1]]
        pen.wash.polygon(through, fill=(*self.colour, round(255 * self.strength)))
        if self.edge is not None:
            for ring in rings:
                pen.draw.line(ring, fill=self.edge, width=round(1.4 * FINER))


class Box(NamedTuple):
    """A rectangle between two corners."""

    left: float
    bottom: float
    right: float
    top: float
    colour: Colour
    strength: float = 1.0

    def extent(self) -> Extent | None:
        across, up = sorted((self.left, self.right)), sorted((self.bottom, self.top))
        return Extent(*across, *up)

    def draw(self, pen: Pen) -> None:
        (x0, y0), (x1, y1) = pen.at(self.left, self.bottom), pen.at(self.right, self.top)
        left, right, top, bottom = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
        right = max(right, left + FINER)  # one pixel at least
        box = (left, top, right - 1, max(top, bottom - 1))
        if self.strength < 1:
            pen.wash.rectangle(box, fill=(*self.colour, round(255 * self.strength)))
        else:
            pen.draw.rectangle(box, fill=self.colour)


class Cells(NamedTuple):
    """A grid of colours, its first row at the bottom; None is the paper."""

    rows: Sequence[Sequence[Colour | None]]
    reach: Extent
    smooth: bool = False

    def extent(self) -> Extent | None:
        return self.reach if self.rows and self.rows[0] else None

    def draw(self, pen: Pen) -> None:
        flat = b"".join(bytes(cell or pen.paper) for row in reversed(self.rows) for cell in row)
        image = Image.frombytes("RGB", (len(self.rows[0]), len(self.rows)), flat)
        (x0, y0) = pen.at(self.reach.left, self.reach.top)
        (x1, y1) = pen.at(self.reach.right, self.reach.bottom)
        if x1 < x0:
            image = image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
        if y1 < y0:
            image = image.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
        size = min(round(abs(x1 - x0)), 2_000), min(round(abs(y1 - y0)), 2_000)
        how = Image.Resampling.BICUBIC if self.smooth else Image.Resampling.NEAREST
        cells = image.resize((max(1, size[0]), max(1, size[1])), how)
        pen.image.paste(cells, (round(min(x0, x1)), round(min(y0, y1))))


class Pie(NamedTuple):
    """Shares of a circle, clockwise from the top, as large as the panel."""

    shares: Sequence[float]
    colours: Sequence[Colour]
    hole: float = 0.0
    """The part of the radius that is left open."""

    def extent(self) -> Extent | None:
        return Extent(0, 1, 0, 1) if sum(self.shares) > 0 else None

    def draw(self, pen: Pen) -> None:
        width, height = pen.image.size
        radius, middle = 0.47 * min(width, height), (width / 2, height / 2)
        box = (middle[0] - radius, middle[1] - radius, middle[0] + radius, middle[1] + radius)
        angle, whole, turns = -90.0, sum(self.shares), [-90.0]
        for share, colour in zip(self.shares, self.colours, strict=True):
            end = angle + 360 * share / whole
            pen.draw.pieslice(box, angle, end, fill=colour)
            angle = end
            turns.append(end)
        for turn in turns if len(self.shares) > 1 else ():
            x, y = math.cos(math.radians(turn)), math.sin(math.radians(turn))
            end_of = (middle[0] + x * radius * 1.02, middle[1] + y * radius * 1.02)
            pen.draw.line([middle, end_of], fill=pen.paper, width=2 * FINER)
        if self.hole:
            inner = radius * min(self.hole, 0.9)
            inside = (
                middle[0] - inner, middle[1] - inner, middle[0] + inner, middle[1] + inner,
            )  # fmt: skip
            pen.draw.ellipse(inside, fill=pen.paper)


def together(extents: Iterable[Extent | None]) -> Extent | None:
    """The extent that holds all of these."""
    known = [extent for extent in extents if extent is not None]
    if not known:
        return None
    left, right, bottom, top = zip(*known, strict=True)
    return Extent(min(left), max(right), min(bottom), max(top))


def _around(places: Iterable[Place]) -> Extent | None:
    known = list(places)
    if not known:
        return None
    across, up = zip(*known, strict=True)
    return Extent(min(across), max(across), min(up), max(up))


def _bounded(pixel: float) -> float:
    return max(-_FAR, min(_FAR, pixel))


def _pieces(places: Sequence[Place | None]) -> Iterable[list[Place]]:
    piece: list[Place] = []
    for place in (*places, None):
        if place is not None:
            piece.append(place)
        elif piece:
            yield piece
            piece = []


def _thinned(line: list[Place]) -> list[Place]:
    """The same line to the eye: of each column of pixels the ends, the lowest and the highest."""
    if len(line) < 1_000:
        return line
    kept: list[Place] = []
    column: list[Place] = []
    for place in line:
        if column and place[0] // FINER != column[0][0] // FINER:
            kept += _ends(column)
            column = []
        column.append(place)
    return _few(kept + _ends(column))


def _few(line: list[Place]) -> list[Place]:
    """Even samples of a line that winds more than can be seen: Pillow takes seconds for it."""
    step = math.ceil(len(line) / _MAX_LINE)
    return line[::step] if step > 1 else line


def _ends(column: list[Place]) -> list[Place]:
    low = min(range(len(column)), key=lambda n: column[n][1])
    high = max(range(len(column)), key=lambda n: column[n][1])
    return [column[n] for n in sorted({0, low, high, len(column) - 1})]


def _dashes(line: list[Place]) -> Iterable[list[Place]]:
    """Every second stretch of about ten pixels."""
    part: list[Place] = []
    length, drawn, step = 0.0, True, 9.0 * FINER
    for n, place in enumerate(line):
        if n:
            x, y = line[n - 1]
            whole = math.dist((x, y), place)
            for stop in range(1, min(500, int(whole // step)) + 1):
                share = stop * step / whole
                at = (x + (place[0] - x) * share, y + (place[1] - y) * share)
                if drawn:
                    yield [*part, at]
                part, drawn, length = [at], not drawn, 0.0
            length += math.dist(part[-1], place) if part else 0.0
            if length > step:
                if drawn:
                    yield [*part, place]
                part, drawn, length = [], not drawn, 0.0
        part.append(place)
    if drawn and len(part) > 1:
        yield part
