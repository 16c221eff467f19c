"""A text with its matches marked: whole, or about 120 characters around the densest of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import fsum

from ..domain.records import Highlight, Place
from .matching import Match

WIDTH = 120  # characters
_BEFORE = 40  # of them before the first match, at most
_LONGEST = 2 * WIDTH  # a single match is not shown further, as in a phrase of fifty words
_SPACE = re.compile(r"\s+")
# What becomes one space, or one end of a line; the single spaces between words are not looked at.
_WIDE = re.compile(r"\s{2,}|[^\S ]")
_WIDE_IN_LINES = re.compile(r"[^\S\n]{2,}|[^\S\n ]|\n\s*\n")


def whole(
    text: str, found: Sequence[Match], *, field: Place, cell: int | None = None, heading: str = ""
) -> Highlight:
    """The whole text, as titles, tags and other names are shown."""
    pieces = tuple(_pieces(text, 0, len(text), found))
    return Highlight(field=field, cell=cell, heading=heading, text="".join(pieces), parts=pieces)


def excerpt(
    text: str, found: Sequence[Match], *, field: Place, cell: int | None = None, heading: str = ""
) -> Highlight:
    """The text around the densest of its matches, of which it has one; `…` where it was cut."""
    start, end = _around(text, _densest(found), by_lines=field == "code")
    pieces = _pieces(text, start, end, found)
    pattern, space = (_WIDE_IN_LINES, _one_space) if field == "code" else (_WIDE, " ")
    pieces = [pattern.sub(space, piece) for piece in pieces]
    pieces[0] = ("…" if text[:start].strip() else "") + pieces[0].lstrip()
    if len(pieces) % 2:
        pieces[-1] = pieces[-1].rstrip()
    if text[end:].strip():
        pieces += ["…"] if len(pieces) % 2 == 0 else [pieces.pop() + "…"]
    return Highlight(
        field=field, cell=cell, heading=heading, text="".join(pieces), parts=tuple(pieces)
    )


def _one_space(found: re.Match[str]) -> str:
    return "\n" if "\n" in found.group() else " "


def _densest(found: Sequence[Match]) -> tuple[int, int]:
    """From the first to the last of the matches that fit in the width and are worth most."""
    best, place = -1.0, (0, 0)
    for number, first in enumerate(found):
        near = [
            match for match in found[number : number + WIDTH] if match.end <= first.start + WIDTH
        ]
        near = near or [first]
        worth = fsum({match.pattern: match.pattern.worth for match in near}.values())
        if worth > best:
            best, place = worth, (first.start, near[-1].end)
    return place


def _around(text: str, place: tuple[int, int], *, by_lines: bool) -> tuple[int, int]:
    first, last = place
    last = min(last, first + _LONGEST)
    start = max(0, first - max(0, min(_BEFORE, WIDTH - (last - first))))
    if by_lines and (line := text.rfind("\n", start, first)) >= 0:
        start = line + 1
    elif start:
        start = _next_space(text, start, first)
    end = min(len(text), max(last, start + WIDTH))
    if end < len(text):
        line = text.rfind("\n", last, end) if by_lines else -1
        end = line if line >= 0 else _last_space(text, last, end)
    return start, end


def _next_space(text: str, start: int, until: int) -> int:
    if text[start - 1].isspace():
        return start
    space = _SPACE.search(text, start, until)
    return space.end() if space else until


def _last_space(text: str, start: int, end: int) -> int:
    if text[end].isspace():
        return end
    for at in range(end - 1, start - 1, -1):
        if text[at].isspace():
            return at
    return start


def _pieces(text: str, start: int, end: int, found: Sequence[Match]) -> list[str]:
    """The text between two places in pieces: unmatched, matched, unmatched, …"""
    pieces: list[str] = []
    at = start
    for match in found:
        # A match longer than what is shown is marked as far as it is shown.
        if at <= match.start < end and (match.end <= end or not pieces):
            matched = text[match.start : min(match.end, end)]
            if pieces and match.start == at:  # no sign between the two, as in `0学`
                pieces[-1] += matched
            else:
                pieces += [text[at : match.start], matched]
            at = min(match.end, end)
    return [*pieces, text[at:end]]
