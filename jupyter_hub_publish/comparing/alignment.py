"""Which cell of one version is which of the other: equal ones find each other, then alike ones.

nbdime does more and compares each cell with each: 100 cells that all differ took it four minutes.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any, NamedTuple

import msgspec

from ..domain.notebook import joined, outputs_of

Cell = dict[str, Any]
_LONGEST = 20_000  # characters of a cell that decide which other one it is
_ALIKE = 0.4  # of the text; cells less alike are one that went and one that came
_NEAR = 20  # cells that are looked at for one that is alike
_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,16}\b")


class Pair(NamedTuple):
    """A cell in both versions, or in one of them; places counted from 0."""

    before: int | None
    after: int | None
    is_same: bool


def aligned(before: list[Cell], after: list[Cell]) -> list[Pair]:
    """Every cell of both versions once, in the order in which they should be read."""
    old, new = list(map(digest, before)), list(map(digest, after))
    first, last = _common(old, new), _common(old[::-1], new[::-1])
    last = min(last, len(old) - first, len(new) - first)
    ends = len(old) - last, len(new) - last
    middle = _by_digest(old[first : ends[0]], new[first : ends[1]])
    pairs = [Pair(place, place, True) for place in range(first)]
    pairs += [
        Pair(_moved(pair.before, first), _moved(pair.after, first), pair.is_same)
        for pair in _joined(list(middle), before[first:], after[first:])
    ]
    pairs += [Pair(ends[0] + place, ends[1] + place, True) for place in range(last)]
    return pairs


def digest(cell: Cell) -> str:
    """The same for cells that a reader would call the same: type, text and outputs."""
    outputs = [output_digest(output) for output in outputs_of(cell)]
    told = [cell.get("cell_type"), joined(cell.get("source")).strip(), outputs]
    return hashlib.sha256(msgspec.json.encode(told)).hexdigest()


def output_digest(output: dict[str, Any]) -> str:
    """The same for outputs that look the same; addresses in memory are no difference."""
    kept = {
        key: value
        for key, value in output.items()
        if key not in ("metadata", "execution_count", "transient", "output_type", "traceback")
    }
    text = _ADDRESS.sub("0x", msgspec.json.encode(_plain(kept), order="sorted").decode())
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    """The same output with its lines joined, however nbformat has split them."""
    if isinstance(value, dict):
        return {key: _plain(member) for key, member in value.items()}
    if isinstance(value, list) and all(isinstance(line, str) for line in value):
        return "".join(value)
    return value


def _common(old: list[str], new: list[str]) -> int:
    pairs = enumerate(zip(old, new, strict=False))
    differing = (place for place, (one, other) in pairs if one != other)
    return next(differing, min(len(old), len(new)))


def _moved(place: int | None, by: int) -> int | None:
    return None if place is None else place + by


def _by_digest(old: list[str], new: list[str]) -> Iterator[Pair]:
    """Equal cells find each other, the others stand for themselves."""
    for tag, at, to, there, until in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from (Pair(at + n, there + n, True) for n in range(to - at))
        else:
            yield from (Pair(place, None, False) for place in range(at, to))
            yield from (Pair(None, place, False) for place in range(there, until))


def _joined(pairs: list[Pair], before: list[Cell], after: list[Cell]) -> Iterator[Pair]:
    """A cell that went and an alike one that came in its place are one that has changed."""
    gone: list[int] = []
    come: list[int] = []
    for pair in pairs:
        if pair.after is None and pair.before is not None:
            gone.append(pair.before)
        elif pair.before is None and pair.after is not None:
            come.append(pair.after)
        else:
            yield from _matched(gone, come, before, after)
            gone, come = [], []
            yield pair
    yield from _matched(gone, come, before, after)


def _matched(
    gone: list[int], come: list[int], before: list[Cell], after: list[Cell]
) -> Iterator[Pair]:
    left = list(come)
    for old in gone:
        near = left[:_NEAR]
        alike = next((new for new in near if _are_alike(before[old], after[new])), None)
        if alike is None:
            yield Pair(old, None, False)
            continue
        while left[0] != alike:  # what came before it stands before it
            yield Pair(None, left.pop(0), False)
        yield Pair(old, left.pop(0), False)
    yield from (Pair(None, new, False) for new in left)


def _are_alike(one: Cell, other: Cell) -> bool:
    if one["cell_type"] != other["cell_type"]:
        return False
    texts = [joined(cell.get("source"))[:_LONGEST].split() for cell in (one, other)]
    return bool(SequenceMatcher(None, texts[0], texts[1]).quick_ratio() >= _ALIKE)
