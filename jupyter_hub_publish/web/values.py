"""Values and numbers of a dataset as people read them."""

from __future__ import annotations

import math
import re
from datetime import datetime

from ..domain.datasets import Scalar

_SHORT = 13  # letters of a value at the end of a small figure
_LONG = 200  # letters of a value in a table
_TIME = re.compile(r"^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)")
_MANY_DIGITS = 1e7
_UNITS = ("kB", "MB", "GB", "TB")


def value(scalar: Scalar) -> str:
    """A value in a table: numbers as they are written, nothing for null."""
    match scalar:
        case None:
            return ""
        case bool():
            return "true" if scalar else "false"
        case int():
            return str(scalar)
        case float():
            return _number(scalar)
        case _:
            # As people write it: the letter between a day and its time is for machines.
            return _cut(_TIME.sub(r"\1 \2", scalar), _LONG)


def short(scalar: Scalar, type: str) -> str:
    """The same where there is hardly room: `41`, `20 Nov 2026`, `St Marien's s…`."""
    if isinstance(scalar, str) and type in ("date", "datetime"):
        try:
            day = datetime.fromisoformat(scalar).date()
        except ValueError:
            return _cut(scalar, _SHORT)
        return f"{day.day} {day:%b %Y}"
    if isinstance(scalar, int | float) and not isinstance(scalar, bool):
        return _number(float(f"{scalar:.4g}")) if abs(scalar) < 1e300 else "very large"
    return _cut(value(scalar), _SHORT)


def share(part: int, whole: int) -> str:
    """`0`, `2.4%`, `<0.1%`, `100%`: never nothing for something, nor all for nearly all."""
    if part <= 0 or whole <= 0:
        return "0"
    percent = 100 * part / whole
    if percent < 0.1:
        return "<0.1%"
    if part < whole and percent > 99.9:
        return ">99.9%"
    return f"{percent:.0f}%" if percent >= 9.95 or percent == int(percent) else f"{percent:.1f}%"


def size(bytes: int) -> str:
    """`4.1 MB`, as disks are sold."""
    if bytes < 1000:
        return f"{bytes} bytes"
    power = min(len(_UNITS), max(1, (len(str(bytes)) - 1) // 3))
    amount = bytes / 1000**power
    return (
        f"{amount:.1f} {_UNITS[power - 1]}" if amount < 10 else f"{amount:.0f} {_UNITS[power - 1]}"
    )


def _number(number: float) -> str:
    if not math.isfinite(number):
        return str(number)
    if number == int(number) and abs(number) < _MANY_DIGITS:
        return str(int(number))
    return f"{number:.6g}"


def _cut(text: str, letters: int) -> str:
    return text if len(text) <= letters else f"{text[: letters - 1]}…"
