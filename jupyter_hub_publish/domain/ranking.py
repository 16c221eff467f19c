"""What comes first: every number that decides the order of what was found stands in this file.

A report's score is how well its words match, by field, and what its reader's teams have a part in,
times its standing: what is true of it whatever was asked.
"""

from __future__ import annotations

import math
from datetime import UTC, datetime

from .indexing import Document

# How much a word counts, by where it stands. Long fields count less already: BM25 sees to that.
FIELDS = {
    "title": 6.0,
    "names": 4.0,  # tags and authors
    "summary": 3.0,
    "vocabulary": 2.0,  # packages, columns and files
    "prose": 1.0,
    "code": 0.8,
    "output": 0.5,
}
TIE = 0.3
"""How much the other fields count that a word is found in as well."""

# How much the beginning of a word counts, while it is typed: the same for every word that begins
# so, and little, so that the word itself comes first.
BEGINNINGS = {
    "title_words": 0.6,
    "names_words": 0.4,
    "summary_words": 0.3,
    "body_words": 0.1,
}
SIDE_BY_SIDE = 2.0
"""How much more words count in place that are wanted side by side, while they are typed."""
MISSPELT = 0.0001
"""What a word counts for that is only near to one that some report has: less than that one."""
TEAM = 1.0
"""Added where a team of the reader may see or change the report: it is for them."""

_DOUBLING = 8 * 365.25 * 86400  # seconds; a report counts 9 % more than one that is a year older
_STARRED, _MANY_STARS = 0.25, 100  # so much more at most, reached with so many stars
_READ, _MANY_VIEWS = 0.15, 1_000
_RAN_CLEAN = 1.05
_ARCHIVED = 0.5
_REPLACED = 0.4
OLDER = 0.7
"""Times what its newest version would count for."""
_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)


def standing(report: Document) -> float:
    """What the report counts for whatever is asked: a positive factor."""
    age = ((report.updated or _EPOCH) - _EPOCH).total_seconds()
    factor: float = 2.0 ** (age / _DOUBLING)
    factor *= 1 + _STARRED * _share(report.stars, _MANY_STARS)
    factor *= 1 + _READ * _share(report.views, _MANY_VIEWS)
    factor *= _RAN_CLEAN if report.ran_clean else 1.0
    if report.replaced:
        return factor * _REPLACED
    return factor * _ARCHIVED if report.archived else factor


def _share(count: int, many: int) -> float:
    """From 0 to 1, by the logarithm: the tenth star says more than the hundredth."""
    return min(1.0, math.log1p(max(count, 0)) / math.log1p(many))
