"""Texts as pieces: what both have, what went, what came."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Literal

from ..domain.comparisons import Piece
from .bounds import Bounds

_WORDS = re.compile(r"\w+|[^\w\s]|\s+")


def words_apart(before: str, after: str, bounds: Bounds) -> tuple[Piece, ...]:
    """Prose, word by word; nothing where the texts are the same."""
    return _apart(_WORDS.findall(before), _WORDS.findall(after), bounds)


def lines_apart(before: str, after: str, bounds: Bounds) -> tuple[Piece, ...]:
    """Code, line by line; nothing where the texts are the same."""
    return _apart(before.splitlines(keepends=True), after.splitlines(keepends=True), bounds)


def _apart(old: list[str], new: list[str], bounds: Bounds) -> tuple[Piece, ...]:
    if old == new:
        return ()
    if not bounds.affords(len(old), len(new)):
        return (*_piece("removed", old), *_piece("added", new))
    found: list[Piece] = []
    for tag, at, to, there, until in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found += _piece("same", old[at:to])
        else:
            found += [*_piece("removed", old[at:to]), *_piece("added", new[there:until])]
    return tuple(found)


def _piece(kind: Literal["same", "removed", "added"], words: list[str]) -> Iterator[Piece]:
    if words:
        yield Piece(kind=kind, text="".join(words))
