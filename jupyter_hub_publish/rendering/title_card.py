"""A report without a figure gets a card: its title, who wrote it, and its cells as bars."""

from __future__ import annotations

import hashlib
import math
import unicodedata
from pathlib import Path
from typing import Literal, NamedTuple

from PIL import Image, ImageColor, ImageDraw, ImageFont

from ..domain.notebook import Notebook, joined, outputs_of
from .lettering import font_for, has_glyph, opened, runs_leftwards
from .page import About

_FINER = 2  # times as large as it is going to be, so that edges come out smooth
_HUES = (212, 24, 262, 164, 338, 190)
_SIZES = ((34, 41, 3), (27, 33, 4))  # of the title: pixels, from line to line, lines
_SIDE = 33.6
_BASE = 240  # where the bars stand
_MAX_BARS = 44
_WIDEST = 19  # pixels from bar to bar: a short notebook looks short
_LONG = 2_500  # characters of a cell that makes the highest bar
_MEANT = str.maketrans(
    {
        **{"‑": "-", "‐": "-", "\xad": "", "\u200b": "", "≤": "<=", "≥": ">=", "≈": "~"},
        **{"→": "->", "←": "<-", "⇒": "=>", "∑": "Σ", "∆": "Δ", "✓": "", "✔": ""},
    }
)

Kind = Literal["text", "code", "output"]
# How much of the hue a bar has: what is said stands out, what computes steps back.
_STRENGTH: dict[Kind, float] = {"text": 0.95, "code": 0.28, "output": 0.55}


class _Bar(NamedTuple):
    kind: Kind
    length: int


def title_card(notebook: Notebook, about: About, size: tuple[int, int]) -> Image.Image:
    """The card; a title in letters that no font has is left away, and the bars are larger."""
    width, height = size
    hue = _HUES[hashlib.sha256(about.title.encode("utf-8", "replace")).digest()[0] % len(_HUES)]
    ground = _colour(hue, 42, 92)
    card = Image.new("RGB", (width * _FINER, height * _FINER), ground)
    draw = ImageDraw.Draw(card)
    draw.rectangle((0, 0, card.width, 7 * _FINER - 1), fill=_colour(hue, 48, 44))
    title = _drawable(about.title)
    tallest = 52
    if title:
        below = _write_title(draw, *title, width - 2 * _SIDE, _colour(hue, 48, 20))
        tallest = min(tallest, _BASE - below)
    else:
        tallest = 170
    _draw_bars(draw, _bars(notebook), width - 2 * _SIDE, tallest, ground, _colour(hue, 48, 34))
    authors = _drawable(_named(about.authors))
    if authors:
        names, face = authors
        font = _font(face, 17)
        line = _lines(names, font, width - 2 * _SIDE, 1)[0]
        _text(draw, 279, line, font, _mixed(ground, _colour(hue, 40, 30), 0.85))
    return card.reduce(_FINER)


# Words


def _write_title(
    draw: ImageDraw.ImageDraw, title: str, face: Path, room: float, colour: tuple[int, int, int]
) -> int:
    """Write it in the larger size that holds all of it, and return where it ends."""
    (size, pitch, most), smaller = _SIZES
    lines = _lines(title, _font(face, size), room, most)
    if lines[-1].endswith("…"):
        size, pitch, most = smaller
        lines = _lines(title, _font(face, size), room, most)
    for number, line in enumerate(lines):
        _text(draw, 35 + size + number * pitch, line, _font(face, size), colour)
    return 35 + size + (len(lines) - 1) * pitch + 18


def _lines(text: str, font: ImageFont.FreeTypeFont, room: float, most: int) -> list[str]:
    """The text in at most so many lines; the last one ends in … where something is missing."""
    lines, line = [], ""
    words = text.split()
    while words:
        word = words.pop(0)
        longer = f"{line} {word}" if line else word
        if _width(longer, font) <= room:
            line = longer
        elif line:
            lines.append(line)
            line, words = "", [word, *words]
        else:  # longer than a line
            end = _breaking_point(word, font, room)
            lines.append(word[:end])
            words = [word[end:], *words] if word[end:] else words
        if len(lines) > most:
            break
    lines += [line] if line else []
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and _width(f"{last}…", font) > room:
        last = last[:-1]
    return [*lines[: most - 1], f"{last.rstrip(' ,;:-–')}…"]


def _breaking_point(word: str, font: ImageFont.FreeTypeFont, room: float) -> int:
    """Behind the last sign that joins words, as in the names of files, else where the line ends."""
    fits = next((end for end in range(len(word), 1, -1) if _width(word[:end], font) <= room), 1)
    return max(word.rfind(sign, 1, fits) for sign in "_-/.") + 1 or fits


def _drawable(text: str) -> tuple[str, Path] | None:
    """The text and the font that can write it, or None where that would change what it says."""
    letters = unicodedata.normalize("NFC", " ".join(text.translate(_MEANT).split()))
    # Emoji, joiners and the like only decorate.
    said = [each for each in letters if each == " " or _says_something(each)]
    face = font_for("".join(said))
    if face is None:
        return None
    kept = (each for each in letters if _is_kept(each, face))
    written = " ".join("".join(kept).split())
    return (written, face) if written else None


def _says_something(letter: str) -> bool:
    kind = unicodedata.category(letter)
    return kind[0] in "LN" or kind in ("Sm", "Sc")


def _is_kept(letter: str, face: Path) -> bool:
    return unicodedata.category(letter)[0] != "C" and has_glyph(face, letter)


def _named(authors: tuple[str, ...]) -> str:
    """As on a card in a list: the first two, and how many more."""
    if len(authors) <= 3:
        return ", ".join(authors)
    return f"{', '.join(authors[:2])} and {len(authors) - 2} more"


def _font(face: Path, size: int) -> ImageFont.FreeTypeFont:
    return opened(face, size * _FINER)


def _width(text: str, font: ImageFont.FreeTypeFont) -> float:
    return font.getlength(text) / _FINER


def _text(
    draw: ImageDraw.ImageDraw,
    y: float,
    text: str,
    font: ImageFont.FreeTypeFont,
    colour: tuple[int, int, int],
) -> None:
    """A line at the side where it is begun to be read."""
    x, anchor = _SIDE * _FINER, "ls"
    if runs_leftwards(text):
        x, anchor = draw.im.size[0] - x, "rs"
    draw.text((x, y * _FINER), text, fill=colour, font=font, anchor=anchor)


# Bars


def _bars(notebook: Notebook) -> list[_Bar]:
    """What the cells hold, in order, each with its length; of a long notebook even samples."""
    found: list[_Bar] = []
    for cell in notebook["cells"]:
        length = len(joined(cell.get("source")))
        if cell.get("cell_type") == "code":
            shown = sum(map(_length, outputs_of(cell)))
            found += [_Bar("code", length)] if length else []
            found += [_Bar("output", shown)] if shown else []
        elif length:
            found.append(_Bar("text", length))
    if len(found) <= _MAX_BARS:
        return found
    return [found[round(n * (len(found) - 1) / (_MAX_BARS - 1))] for n in range(_MAX_BARS)]


def _length(output: dict[str, object]) -> int:
    data = output.get("data")
    if isinstance(data, dict):
        return max((len(joined(value)) for value in data.values()), default=0)
    return len(joined(output.get("text")))


def _draw_bars(
    draw: ImageDraw.ImageDraw,
    bars: list[_Bar],
    room: float,
    tallest: float,
    ground: tuple[int, int, int],
    colour: tuple[int, int, int],
) -> None:
    if not bars:
        return
    pitch = min(room / len(bars), _WIDEST)
    for number, bar in enumerate(bars):
        share = min(1.0, math.log1p(bar.length) / math.log1p(_LONG))
        left = _SIDE + number * pitch
        draw.rounded_rectangle(
            (
                left * _FINER,
                (_BASE - tallest * max(0.16, share**1.6)) * _FINER,
                (left + pitch * 0.67) * _FINER,
                _BASE * _FINER,
            ),
            radius=1.5 * _FINER,
            fill=_mixed(ground, colour, _STRENGTH[bar.kind]),
        )


# Colours


def _colour(hue: int, saturation: int, lightness: int) -> tuple[int, int, int]:
    red, green, blue = ImageColor.getrgb(f"hsl({hue},{saturation}%,{lightness}%)")[:3]
    return red, green, blue


def _mixed(
    ground: tuple[int, int, int], colour: tuple[int, int, int], share: float
) -> tuple[int, int, int]:
    red, green, blue = (
        round(under + (over - under) * share) for under, over in zip(ground, colour, strict=True)
    )
    return red, green, blue
