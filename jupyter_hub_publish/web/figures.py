"""What a column's values are like, small enough for a line of a table: drawn as SVG, here.

No style and no script is in it: a page of ours may have neither of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..domain.datasets import DatasetColumn, TopValue
from ..domain.records import Record
from .values import share, short, value

WIDTH, HEIGHT = 132, 30
_TOPS = 4  # values that have a part of their own
_TOP_HEIGHT = 14
_LEAST = 1.0  # pixels: one row of a million is seen too


class Part(Record):
    """A frequent value's part of a line."""

    x: float
    width: float
    opacity: float


class Figure(Record):
    """What a column's values are like: bars, or parts of a line, and the words at both ends."""

    height: int
    bars: str
    """The bars, as an SVG path's `d`; empty where there are parts."""
    parts: tuple[Part, ...]
    left: str
    right: str
    title: str
    """The same in full."""


def figure(column: DatasetColumn, rows: int) -> Figure | None:
    """None where nothing was counted, or where nobody is to know."""
    if column.sensitive:
        return None
    ends = _ends(column)
    if any(column.histogram):
        return Figure(
            height=HEIGHT,
            bars=_bars(column.histogram),
            parts=(),
            left=ends[0],
            right=ends[1],
            title=f"from {value(column.min)} to {value(column.max)}",
        )
    if column.top and rows > 0:
        return _tops(column.top, rows)
    if ends != ("", ""):
        title = f"from {value(column.min)} to {value(column.max)}"
        return Figure(height=0, bars="", parts=(), left=ends[0], right=ends[1], title=title)
    return None


def _ends(column: DatasetColumn) -> tuple[str, str]:
    if column.min is None or column.max is None:
        return "", ""
    left, right = short(column.min, column.type), short(column.max, column.type)
    if column.type in ("date", "datetime") and left[-5:] == right[-5:] and left != right:
        left = left[:-5]  # the year, which stands at the other end
    return left, right


def _bars(counts: Sequence[int]) -> str:
    most, each = max(counts), WIDTH / len(counts)
    drawn = []
    for place, count in enumerate(counts):
        if count > 0:
            high = max(_LEAST, HEIGHT * count / most)
            wide = max(1.0, each - 1)
            drawn.append(f"M{place * each:.2f} {HEIGHT}v{-high:.2f}h{wide:.2f}v{high:.2f}z")
    return "".join(drawn)


def _tops(top: Sequence[TopValue], rows: int) -> Figure:
    shown = top[:_TOPS]
    parts, x = [], 0.0
    for place, each in enumerate(shown):
        wide = WIDTH * min(1.0, each.rows / rows)
        opacity = round(1 - 0.72 * place / _TOPS, 2)
        parts.append(Part(x=round(x, 2), width=round(max(_LEAST, wide - 1), 2), opacity=opacity))
        x += wide
    said = [f"{value(each.value)} {share(each.rows, rows)}" for each in shown]
    ends = [f"{short(each.value, '')} {share(each.rows, rows)}" for each in shown[:2]]
    return Figure(
        height=_TOP_HEIGHT,
        bars="",
        parts=tuple(parts),
        left=ends[0],
        right=ends[1] if len(ends) > 1 else "",
        title=", ".join(said),
    )
