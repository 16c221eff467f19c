"""Why two reports are near to each other, in the words of the web."""

from __future__ import annotations

from collections.abc import Sequence

from ..domain.records import Likeness

_NAMED = 3  # values of one kind; the rest is counted
_REASONS = 2
_KINDS = {
    "packages": "package",
    "tags": "tag",
    "columns": "column",
    "files": "file",
    "words": "word",
    "authors": "author",
}


def reasons_of(reasons: Sequence[Likeness]) -> str:
    """Such as `Same packages: polars, altair · Same column: churn_rate`; the most telling first."""
    told = [reason for reason in reasons if reason.values]
    return " · ".join(map(_reason, told[:_REASONS]))


def _reason(reason: Likeness) -> str:
    values = reason.values
    left, s = len(values) - _NAMED, "s" if len(values) > 1 else ""
    more = f" and {left} more" if left > 0 else ""
    same = "Reads the same data" if reason.kind == "datasets" else f"Same {_KINDS[reason.kind]}{s}"
    return f"{same}: {', '.join(values[:_NAMED])}{more}"
