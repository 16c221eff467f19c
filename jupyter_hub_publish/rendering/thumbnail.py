"""Every report has a picture below 30 kB: a figure, else a card; or none, and no error."""

from __future__ import annotations

import hashlib
import io
import logging
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from PIL import Image, features

from ..domain.notebook import Notebook
from ..domain.records import CoverChoice
from .figures import Candidate, Chart, candidates, figure, named
from .guard import time_limit
from .page import About
from .title_card import title_card

SIZE = (
    480,
    300,
)  # pixels; a card shows it at 80 × 50 to 192 × 120, on screens of twice the density
MAX_BYTES = 30_000
MAX_COVERS = 12  # figures to choose from; the author looks at all of them
_SECONDS = 5.0
_SECONDS_FOR_ALL = 15.0  # a person waits
_KEPT = 50
_BEST = CoverChoice()
_log = logging.getLogger(__name__)
# Of figures drawn before, by the sha256 of their text: most of a report's next version is the same.
_drawn: dict[bytes, bytes] = {}


def thumbnail(notebook: Notebook, about: About, cover: CoverChoice = _BEST) -> bytes:
    """The picture as WebP, or as PNG where Pillow was built without WebP; empty if it fails.

    A picture is never worth a publication: whatever goes wrong here ends with the next best one,
    and so does a figure that the author has chosen and that is there no more.
    """
    chosen = b""
    if cover.kind == "figure":
        chosen = _tried(lambda: _first(named(notebook, SIZE, cell=cover.cell, output=cover.output)))
    if not chosen and cover.kind != "title":
        chosen = _tried(lambda: _first(candidates(notebook, SIZE)))
    return chosen or _tried(lambda: _encoded(title_card(notebook, about, SIZE)))


def covers(notebook: Notebook, about: About) -> tuple[tuple[CoverChoice, bytes], ...]:
    """The pictures to choose from: at most 12 figures, the best one first, then the title's card.

    The first one is what `thumbnail` takes if nobody chooses.
    """
    drawn: list[tuple[CoverChoice, bytes]] = []

    def draw() -> bytes:
        for choice in islice(_figures(notebook), MAX_COVERS):
            drawn.append(choice)
        return b""

    _tried(draw, _SECONDS_FOR_ALL)  # what was drawn until then stays
    card = _tried(lambda: _encoded(title_card(notebook, about, SIZE)))
    return (*drawn, *(((CoverChoice(kind="title"), card),) if card else ()))


def _figures(notebook: Notebook) -> Iterator[tuple[CoverChoice, bytes]]:
    seen: set[CoverChoice | bytes] = set()
    for candidate in candidates(notebook, SIZE):
        choice = CoverChoice(kind="figure", cell=candidate.cell, output=candidate.output)
        picture = _of_figure(candidate)
        # Two formats of one figure, or one figure shown twice, are one to choose.
        if picture and not seen & {choice, picture}:
            seen |= {choice, picture}
            yield choice, picture


def _tried(draw: Callable[[], bytes], seconds: float = _SECONDS) -> bytes:
    try:
        with time_limit(seconds):
            return draw()
    except Exception as error:
        _log.debug("A picture could not be made: %s", type(error).__name__)
        return b""


def _first(found: Iterable[Candidate | Chart]) -> bytes:
    return next(filter(None, map(_of_figure, found)), b"")


def _of_figure(candidate: Candidate | Chart) -> bytes:
    name = hashlib.sha256(candidate.text.encode()).digest()
    if name not in _drawn:
        picture = figure(candidate, SIZE)
        if len(_drawn) >= _KEPT:
            _drawn.clear()
        _drawn[name] = b"" if picture is None else _encoded(picture)
    return _drawn[name]


def _encoded(picture: Image.Image) -> bytes:
    """The picture below the limit, as good as that allows; empty where it cannot be."""
    steps = _as_webp(picture) if features.check("webp") else _as_png(picture)
    return next((data for data in steps if len(data) < MAX_BYTES), b"")


def _as_webp(picture: Image.Image) -> Iterator[bytes]:
    for quality in (86, 72, 55, 35, 15, 1):
        yield _saved(picture, "WEBP", quality=quality, method=4)


def _as_png(picture: Image.Image) -> Iterator[bytes]:
    for colours in (128, 48, 16, 6, 2):
        yield _saved(picture.quantize(colours, dither=Image.Dither.NONE), "PNG", optimize=True)


def _saved(picture: Image.Image, kind: str, **how: object) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **how)
    return file.getvalue()
