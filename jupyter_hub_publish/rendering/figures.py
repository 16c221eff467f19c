"""The figure that stands for a report: of the large images the first, else its first chart."""

from __future__ import annotations

import base64
import binascii
import io
from collections.abc import Iterator
from itertools import chain, islice
from typing import Any, NamedTuple

import msgspec
from PIL import Image, ImageChops, ImageOps

from ..domain.cell_tags import wishes
from ..domain.notebook import Notebook, joined, outputs_of
from ..domain.pictures import Measures, measured
from .kinds import Drawing, charts, maps
from .kinds.scripts import scripted
from .sketches import sketch

MAX_PIXELS = 40_000_000  # decoded, up to 160 MB; of the process's 1.5 GB
_SMALLEST = 120  # pixels of a side; what is smaller is an icon, a badge or a sample
_NARROWEST = 5  # times as long as wide; what is narrower is a strip
_LARGE = 400_000  # pixels; a figure of more has more details, and is not the better picture
_SIMILAR = 0.6  # of the largest; among similar ones the author has put the best one first
_TRIES = 24
_HEADS = (400, 120_000)  # characters; a JPEG's size may stand behind a profile and a preview
_KINDS = {"image/png": "PNG", "image/jpeg": "JPEG", "image/gif": "GIF", "image/webp": "WEBP"}
_HTML, _GEOJSON = "text/html", "application/geo+json"
_SIGNS = ("plotly-graph-div", "vegaEmbed(", "folium-map")  # of HTML with a chart in it
_FAINT = 14  # of 255; what differs less from the paper is the paper
_EMPTY = 0.0015  # of all pixels; a figure with less ink than that shows nothing


class Fitted(NamedTuple):
    """A figure that fills its picture."""

    picture: Image.Image
    paper: tuple[int, int, int] | None
    """What it is drawn on, or None where it is a photograph that goes up to its edges."""


class Candidate(NamedTuple):
    """An image of the notebook whose header says that it may be decoded."""

    text: str
    """base64"""
    cell: int
    """Counted from 1."""
    output: int
    """Which of the cell's outputs, counted from 0."""
    measures: Measures
    weight: float
    """The more, the better it stands for the report."""


class Chart(NamedTuple):
    """An output of the notebook in which there may be a chart that a script draws."""

    cell: int
    """Counted from 1."""
    output: int
    """Which of the cell's outputs, counted from 0."""
    mime: str
    value: Any

    @property
    def text(self) -> str:
        """Equal ones are equal charts."""
        if self.mime == _HTML:
            return joined(self.value)
        return msgspec.json.encode(self.value, order="sorted").decode()


def named(
    notebook: Notebook, size: tuple[int, int], *, cell: int, output: int
) -> tuple[Candidate | Chart, ...]:
    """The images and charts of this cell that could stand for it, those of this output first.

    The cell's others follow: an output in front of the figure may have gone since it was chosen.
    """
    known: Iterator[Candidate | Chart] = chain(_found(notebook, size), _charts(notebook))
    there = [candidate for candidate in known if candidate.cell == cell]
    return tuple(sorted(there, key=lambda each: each.output != output)[:_TRIES])


def candidates(notebook: Notebook, size: tuple[int, int]) -> Iterator[Candidate | Chart]:
    """What could stand for the report: its images, the best ones first, then its charts in order.

    Decodes and draws none. An image is what the author has seen; a chart is only drawn after it.
    """
    yield from islice(_best_first(list(_found(notebook, size))), _TRIES)
    yield from islice(_charts(notebook), _TRIES)


def figure(candidate: Candidate | Chart, size: tuple[int, int]) -> Image.Image | None:
    """It as a picture of this size, or None where it shows nothing or cannot be decoded."""
    if isinstance(candidate, Chart):
        drawing = _drawing(candidate)
        return None if drawing is None else sketch(drawing, size)
    try:
        content = base64.b64decode(candidate.text)
        fitted = _without_margins(_decoded(content, candidate.measures, size))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None  # cut off, or not what it says; browsers do not show it either
    return None if fitted is None else _laid_on_paper(fitted, size)


def _found(notebook: Notebook, size: tuple[int, int]) -> Iterator[Candidate]:
    for number, index, data in _shown(notebook):
        texts = (joined(data[mime]) for mime in _KINDS if mime in data)
        found = (_candidate(text, size, number, index) for text in texts)
        yield from (candidate for candidate in found if candidate is not None)


def _charts(notebook: Notebook) -> Iterator[Chart]:
    for number, index, data in _shown(notebook):
        for mime in data:
            if mime in (charts.PLOTLY, _GEOJSON) or charts.VEGA.fullmatch(mime):
                yield Chart(number, index, mime, data[mime])
                break
        else:
            html = joined(data.get(_HTML))
            if any(sign in html for sign in _SIGNS):
                yield Chart(number, index, _HTML, html)


def _drawing(chart: Chart) -> Drawing | None:
    """The same as the page has for its scripts."""
    if chart.mime == charts.PLOTLY:
        return charts.plotly(chart.value)
    if chart.mime == _GEOJSON:
        return maps.geojson(chart.value)
    if chart.mime != _HTML:
        return charts.vega(chart.value, chart.mime)
    html = scripted(chart.value).html
    return charts.plotly_in(html) or charts.vega_in(html) or maps.folium_in(html)


def _shown(notebook: Notebook) -> Iterator[tuple[int, int, dict[str, Any]]]:
    """The data that readers see, each with its cell's number and its output's index."""
    for number, cell in enumerate(notebook["cells"], 1):
        if cell.get("cell_type") != "code" or _is_hidden(cell):
            continue
        for index, output in enumerate(outputs_of(cell)):
            if isinstance(data := output.get("data"), dict):
                yield number, index, data


def _is_hidden(cell: dict[str, Any]) -> bool:
    """Whether the author keeps the cell's outputs back: they must not come out as its picture."""
    asked = wishes(cell)
    return asked.cell != "shown" or asked.outputs != "shown"


def _candidate(text: str, size: tuple[int, int], cell: int, output: int) -> Candidate | None:
    measures = next(filter(None, (_header(text, length) for length in _HEADS)), None)
    if measures is None or measures.pixels > MAX_PIXELS:
        return None
    short, long = sorted((measures.width, measures.height))
    if short < _SMALLEST or long > _NARROWEST * short:
        return None
    scale = min(size[0] / measures.width, size[1] / measures.height)
    covered = measures.pixels * scale**2 / (size[0] * size[1])
    return Candidate(text, cell, output, measures, min(measures.pixels, _LARGE) * covered)


def _header(text: str, length: int) -> Measures | None:
    head = "".join(text[:length].split())
    try:
        return measured(binascii.a2b_base64(head[: len(head) // 4 * 4]))
    except (binascii.Error, ValueError):
        return None


def _best_first(found: list[Candidate]) -> Iterator[Candidate]:
    left = list(found)
    while left:
        enough = _SIMILAR * max(candidate.weight for candidate in left)
        best = next(at for at, candidate in enumerate(left) if candidate.weight >= enough)
        yield left.pop(best)


def _decoded(content: bytes, measures: Measures, size: tuple[int, int]) -> Image.Image:
    """The picture in RGB on white, about twice as large as it is going to be."""
    wanted = 2 * size[0], 2 * size[1]
    with Image.open(io.BytesIO(content), formats=[_KINDS[measures.media_type]]) as picture:
        if picture.width * picture.height > MAX_PIXELS:  # the header that we read was another one
            raise ValueError("too many pixels")
        picture.draft("RGB", wanted)  # of a JPEG, only every second, fourth or eighth pixel
        colours = _in_colours(picture)
        factor = min(colours.width // wanted[0], colours.height // wanted[1])
        if factor > 1:
            colours = colours.reduce(factor)
        upright = ImageOps.exif_transpose(colours)
    if upright.mode != "RGBA":
        return upright
    paper = Image.new("RGB", upright.size, "white")
    paper.paste(upright, mask=upright.getchannel("A"))
    return paper


def _in_colours(picture: Image.Image) -> Image.Image:
    """The same in 8 bits a channel: RGBA where a part of it is transparent, else RGB."""
    if picture.mode.startswith("I"):  # 16 bits of grey, which `convert` would cut off at 255
        return picture.convert("I").point(lambda value: value * (1 / 257)).convert("RGB")
    return picture.convert("RGBA" if picture.has_transparency_data else "RGB")


def _without_margins(picture: Image.Image) -> Fitted | None:
    """The part that is drawn on, or None where there is too little of it."""
    paper = _paper(picture)
    if paper is None:
        return Fitted(picture, None)
    ink = _ink(picture, paper)
    box = ink.getbbox()
    if box is None or ink.histogram()[255] < _EMPTY * picture.width * picture.height:
        return None
    short, long = sorted((box[2] - box[0], box[3] - box[1]))
    if short < _SMALLEST // 2 or long > 2 * _NARROWEST * short:
        return None
    return Fitted(picture.crop(box), paper)


def _paper(picture: Image.Image) -> tuple[int, int, int] | None:
    """The colour of all four corners, where they agree."""
    right, bottom = picture.width - 1, picture.height - 1
    corners = [_pixel(picture, x, y) for x in (0, right) for y in (0, bottom)]
    agree = all(max(channel) - min(channel) <= _FAINT for channel in zip(*corners, strict=True))
    return corners[0] if agree else None


def _pixel(picture: Image.Image, x: int, y: int) -> tuple[int, int, int]:
    red, green, blue = picture.crop((x, y, x + 1, y + 1)).tobytes()
    return red, green, blue


def _ink(picture: Image.Image, paper: tuple[int, int, int]) -> Image.Image:
    """White where the picture differs from its paper, else black."""
    red, green, blue = ImageChops.difference(picture, Image.new("RGB", picture.size, paper)).split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return most.point(lambda value: 255 if value > _FAINT else 0)


def _laid_on_paper(fitted: Fitted, size: tuple[int, int]) -> Image.Image:
    """In the middle, as large as goes without distortion, and at most twice as large as it was."""
    picture, paper = fitted
    margin = 0 if paper is None else round(size[0] * 0.03)
    width, height = size[0] - 2 * margin, size[1] - 2 * margin
    scale = min(width / picture.width, height / picture.height, 2)
    drawn = picture.resize(
        (max(1, round(picture.width * scale)), max(1, round(picture.height * scale))),
        Image.Resampling.LANCZOS,
    )
    whole = Image.new("RGB", size, paper or "white")
    whole.paste(drawn, ((size[0] - drawn.width) // 2, (size[1] - drawn.height) // 2))
    return whole
