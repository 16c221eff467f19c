"""A text as its readers decode it, with the way back: which raw characters each stretch came from.

The same secret stands in a notebook as `p&s`, `p&amp;s`, `p\\u0026s` and `p%26s`. Whoever looks for
it looks at every view of a text; whoever removes it removes the raw characters.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from html import unescape
from urllib.parse import unquote

import msgspec

from .texts import ANSI

Decode = Callable[[str], str]
_HTML = re.compile(r"&(?:#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\t\n\f <&#;]{1,32};?)")  # as html.unescape
_JSON = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"  # two halves of one character
    r"""|\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}|\\["'\\/bfnrt]"""
)
_PERCENT = re.compile(r"%[0-7][0-9A-Fa-f]|(?:%[89A-Fa-f][0-9A-Fa-f])+")


class View:
    """A text after decoding, and where its stretches stand in what it was decoded from."""

    def __init__(
        self, text: str, pieces: list[tuple[int, int, int, bool]], raw: View | None
    ) -> None:
        self.text = text
        self._pieces = pieces  # (start here, start there, length there, whether it was decoded)
        self._starts = [piece[0] for piece in pieces]
        self._raw = raw

    def __repr__(self) -> str:
        return f"<View of {len(self.text)} characters>"

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Where the stretch stands in the raw text, whole escapes included."""
        if not self._pieces:
            return start, end
        low, high = self._start(start), self._end(end - 1)
        return self._raw.raw_span(low, high) if self._raw else (low, high)

    def _start(self, at: int) -> int:
        here, there, _, decoded = self._piece(at)
        return there if decoded else there + at - here

    def _end(self, at: int) -> int:
        """Where the character at `at` ends in what this was decoded from."""
        here, there, length, decoded = self._piece(at)
        return there + length if decoded else there + at - here + 1

    def _piece(self, at: int) -> tuple[int, int, int, bool]:
        return self._pieces[bisect_right(self._starts, at) - 1]


def views(raw: str) -> Iterator[View]:
    """The text as it is, and in every way that decodes it to something else."""
    base = plain = View(raw, [], None)
    yield plain
    if "\x1b" in raw:
        plain = _decoded(base, ANSI, lambda code: "")
        yield plain
    pages = [plain]
    if "&" in raw:
        pages.append(_decoded(plain, _HTML, unescape))
        yield pages[-1]
    for page in pages:
        if "\\" in page.text:
            yield _decoded(page, _JSON, _character)
        if "%" in page.text:
            yield _decoded(page, _PERCENT, unquote)


def forms(value: str) -> tuple[str, ...]:
    """The value as it was found, and what it means where that was an escaped form of it."""
    meant = (unescaped(value), unquote(value))
    return tuple(dict.fromkeys([value, *(form for form in meant if len(form) >= 4)]))


def unescaped(value: str) -> str:
    """What the text of a string means."""
    return _JSON.sub(lambda escape: _character(escape[0]), value)


def _character(escape: str) -> str:
    if escape.startswith("\\x"):
        return chr(int(escape[2:], 16))
    if escape == "\\'":
        return "'"
    try:
        return msgspec.json.decode(f'"{escape}"', type=str)
    except (msgspec.DecodeError, UnicodeError):  # half of a character
        return "\ufffd"


def _decoded(view: View, token: re.Pattern[str], decode: Decode) -> View:
    """The view with each token decoded."""
    pieces: list[tuple[int, int, int, bool]] = []
    out: list[str] = []
    raw, at, length = view.text, 0, 0
    for match in token.finditer(raw):
        start, end = match.span()
        if start > at:
            out.append(raw[at:start])
            pieces.append((length, at, start - at, False))
            length += start - at
        if decoded := decode(match[0]):
            out.append(decoded)
            pieces.append((length, start, end - start, True))
            length += len(decoded)
        at = end
    if at < len(raw) or not pieces:
        out.append(raw[at:])
        pieces.append((length, at, len(raw) - at, False))
    return View("".join(out), pieces, view)
