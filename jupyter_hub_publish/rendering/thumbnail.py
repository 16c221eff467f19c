"""Every report has a picture below 30 kB: its best figure, else a card; or none, and no error."""

from __future__ import annotations

import hashlib
import io
import logging
from collections.abc import Callable, Iterator

from PIL import Image, features

from ..domain.notebook import Notebook
from .figures import Candidate, Chart, candidates, figure
from .guard import time_limit
from .page import About
from .title_card import title_card

SIZE = (
    480,
    300,
)  # pixels; a card shows it at 80 × 50 to 192 × 120, on screens of twice the density
MAX_BYTES = 30_000
_SECONDS = 5.0
_KEPT = 50
_log = logging.getLogger(__name__)
# Of figures drawn before, by the sha256 of their text: most of a report's next version is the same.
_drawn: dict[bytes, bytes] = {}


def thumbnail(notebook: Notebook, about: About) -> bytes:
    """The picture as WebP, or as PNG where Pillow was built without WebP; empty if it fails.

    A picture is never worth a publication: whatever goes wrong here ends with the next best one.
    """
    return _tried(lambda: _best_figure(notebook)) or _tried(
        lambda: _encoded(title_card(notebook, about, SIZE))
    )


def _tried(draw: Callable[[], bytes]) -> bytes:
    try:
        with time_limit(_SECONDS):
            return draw()
    except Exception as error:
        _log.debug("A picture could not be made: %s", type(error).__name__)
        return b""


def _best_figure(notebook: Notebook) -> bytes:
    return next(filter(None, map(_of_figure, candidates(notebook, SIZE))), b"")


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
