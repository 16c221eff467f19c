"""Values as charts have them become numbers on an axis: whatever their JSON, at most so many."""

from __future__ import annotations

import base64
import binascii
import math
import re
import sys
from array import array
from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import islice
from typing import Any, Literal

MAX_POINTS = 10_000  # of one picture: of more, its 144,000 pixels show no more
_MAX_NUMBER = 1e150  # its square is a number too
_LOOKED_AT = 1_000  # values, from which an axis is guessed
_TYPES = {
    **{"i1": "b", "int8": "b", "u1": "B", "uint8": "B", "u1c": "B", "uint8c": "B"},
    **{"i2": "h", "int16": "h", "u2": "H", "uint16": "H", "i4": "i", "int32": "i"},
    **{"u4": "I", "uint32": "I", "f4": "f", "float32": "f", "f8": "d", "float64": "d"},
}
_DATE = re.compile(r"\d{4}-\d{1,2}(?:-\d{1,2}(?:[T ]\d[\d:.,]*(?:Z|[+-]\d{2}:?\d{2})?)?)?")
Kind = Literal["number", "time", "name"]


def part(value: object, *names: str) -> dict[str, Any]:
    """The object at this path, or an empty one where there is none."""
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}


def column(value: object, most: int = MAX_POINTS) -> list[Any]:
    """The values of a list, or of a typed array in base64; even samples where they are too many."""
    values: Any = value
    if isinstance(value, dict):
        values = _unpacked(value)
    elif not isinstance(value, list):
        return []
    step = math.ceil(len(values) / max(1, most))
    return list(values[::step] if step > 1 else values)


def grid(value: object, most: int = MAX_POINTS) -> list[list[Any]]:
    """The rows of a matrix, all of one length; even samples where they are too many."""
    rows: list[Any] = []
    if isinstance(value, dict):
        flat = _unpacked(value)
        shape = [int(number) for number in re.findall(r"\d{1,9}", str(value.get("shape")))[:2]]
        if len(shape) == 2 and shape[0] * shape[1] == len(flat) and shape[1]:
            rows = [flat[at : at + shape[1]] for at in range(0, len(flat), shape[1])]
    elif isinstance(value, list):
        rows = [_unpacked(row) if isinstance(row, dict) else row for row in value]
        rows = [row for row in rows if isinstance(row, list | array)]
    width = max(map(len, rows), default=0)
    side = max(1, math.isqrt(most))
    down, across = math.ceil(len(rows) / side), math.ceil(width / side)
    sampled = [list(row[::across]) for row in rows[::down]] if width else []
    widest = max(map(len, sampled), default=0)
    return [row + [None] * (widest - len(row)) for row in sampled]


def _unpacked(value: dict[str, Any]) -> array[Any]:
    kind = _TYPES.get(str(value.get("dtype")))
    text = value.get("bdata")
    if kind is None or not isinstance(text, str):
        return array("d")
    values = array(kind)
    try:
        data = base64.b64decode(text)
    except (binascii.Error, ValueError):
        return array("d")
    values.frombytes(data[: len(data) // values.itemsize * values.itemsize])
    if sys.byteorder == "big":
        values.byteswap()
    return values


def number(value: object) -> float | None:
    """The value as a number that can be reckoned with; texts of numbers are numbers too."""
    if isinstance(value, str):
        value = value[:40]
    elif not isinstance(value, int | float):
        return None
    try:
        found = float(value)
    except (ValueError, OverflowError):
        return None
    return found if abs(found) < _MAX_NUMBER else None  # neither is a NaN


def numbers(values: Iterable[object]) -> list[float]:
    """Those of the values that are numbers."""
    return [found for value in values if (found := number(value)) is not None]


def moment(value: object) -> datetime | None:
    """The time that this text in ISO 8601 names, in UTC where it names no zone."""
    if not isinstance(value, str) or not _DATE.fullmatch(value[:40].strip()):
        return None
    text = value.strip()
    text = f"{text}-01" if len(text) == 7 else text
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


class Axis:
    """Where values lie: numbers and times in their order, names in the order in which they come."""

    def __init__(self, kind: Kind = "number", *, log: bool = False) -> None:
        self.kind = kind
        self._log = log
        self._places: dict[str, int] = {}

    @property
    def names(self) -> list[str]:
        """The names so far; each has the place of its index."""
        return list(self._places)

    def at(self, value: object) -> float | None:
        """The value's place, or None where it has none."""
        if self.kind == "name":
            if value is None or isinstance(value, dict | list):
                return None
            return float(self._places.setdefault(str(value)[:200], len(self._places)))
        if self.kind == "time" and isinstance(value, str):
            found = moment(value)
            return None if found is None else found.timestamp() * 1000
        place = number(value)
        if self._log:
            return math.log10(place) if place is not None and place > 0 else None
        return place


def axis_for(values: Iterable[object], declared: object = None) -> Axis:
    """The axis on which these values lie, as the libraries guess it where it is not declared."""
    if declared in ("category", "multicategory"):
        return Axis("name")
    if declared in ("date", "time"):
        return Axis("time")
    if declared in ("linear", "log"):
        return Axis("number", log=declared == "log")
    known = [value for value in islice(values, _LOOKED_AT) if value is not None]
    if 2 * len(numbers(known)) >= len(known):
        return Axis("number")
    return Axis("time" if 2 * sum(map(_is_moment, known)) >= len(known) else "name")


def _is_moment(value: object) -> bool:
    return moment(value) is not None
