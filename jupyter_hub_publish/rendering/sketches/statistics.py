"""Numbers of many values: the aggregates and bins that charts are made with."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from statistics import fmean, median, pstdev

from .values import number, numbers

_FUNCTIONS: dict[str, Callable[[list[float]], float]] = {
    **{"sum": math.fsum, "mean": fmean, "average": fmean, "avg": fmean, "median": median},
    **{"min": min, "max": max, "stdev": pstdev, "stdevp": pstdev, "variance": pstdev},
    **{"q1": lambda values: quartile(values, 1), "q3": lambda values: quartile(values, 3)},
}


def aggregate(name: str, values: Sequence[object]) -> float | None:
    """What this aggregate makes of the values; None where there are none, or it is not known."""
    if name == "count":
        return float(len(values))
    if name in ("valid", "missing"):
        known = sum(value is not None for value in values)
        return float(known if name == "valid" else len(values) - known)
    if name == "distinct":
        return float(len({str(value) for value in values}))
    function, known_numbers = _FUNCTIONS.get(name), numbers(values)
    return function(known_numbers) if function and known_numbers else None


def quartile(values: Iterable[float], which: int) -> float:
    """The first, second or third quartile of these numbers, of which there is one at least."""
    ordered = sorted(values)
    place = which / 4 * (len(ordered) - 1)
    low = math.floor(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def bin_size(values: Sequence[float], wanted: object = None, size: object = None) -> float:
    """A round width of the bins for these numbers: the one named, or one for about so many bins."""
    known = number(size)
    width = max(values, default=0.0) - min(values, default=0.0)
    if width <= 0:
        return known if known and known > 0 else 1.0
    if known and known > width / 500:
        return known
    asked = number(wanted)
    most = min(max(asked or min(max(math.sqrt(len(values)), 8), 40), 1), 200)
    step = 10.0 ** math.floor(math.log10(width / most))
    return step * next(times for times in (1, 2, 5, 10, 20) if width / (step * times) <= most)


def bin_start(value: float, size: float) -> float:
    """Where the bin of this number begins."""
    return math.floor(value / size) * size
