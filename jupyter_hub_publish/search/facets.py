"""What the reports found have in common, counted inside the index under the reader's filter."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import accumulate, pairwise
from typing import Any, Literal

import tantivy
from msgspec.structs import replace

from ..domain.indexing import Reader
from ..domain.limits import MAX_FACET
from ..domain.records import FacetCount, Facets, Filters, SinceCount
from .fields import moment
from .searching import Search

Span = Literal["week", "month", "year"]

_ALTERNATIVES = ("authors", "languages")
_ALL_HOLD = ("tags", "packages")
_SPANS: dict[Span, int] = {"week": 7, "month": 30, "year": 365}
_LOOKED_AT = 20 * MAX_FACET  # values that each segment of the index brings forward
# Where older versions are found as well, a report counts once, with an error of a per cent or two.
_ONCE = {"aggs": {"reports": {"cardinality": {"field": "report"}}}}


def counted(
    schema: tantivy.Schema,
    searcher: tantivy.Searcher,
    search: Search,
    *,
    reader: Reader,
    filters: Filters,
    today: date,
) -> Facets:
    """The facets of a search; authors and languages as if none of their kind were chosen."""
    several = search.asked.all_versions
    chosen = [name for name in _ALTERNATIVES if getattr(filters, name)]
    together = [name for name in (*_ALTERNATIVES, *_ALL_HOLD) if name not in chosen]
    asked = {name: _values(name, several) for name in together}
    found = searcher.aggregate(search.query, {**asked, "since": _spans(today, several)})
    for name in chosen:
        others = search.under(schema, reader=reader, filters=replace(filters, **{name: ()}))
        found |= searcher.aggregate(others.query, {name: _values(name, several)})
    counts = {name: _counts(found[name]["buckets"]) for name in (*together, *chosen)}
    updated = [_reports(bucket) for bucket in found["since"]["buckets"]]
    return Facets(
        total=sum(updated),
        authors=counts["authors"],
        languages=counts["languages"],
        tags=counts["tags"],
        packages=counts["packages"],
        since=_since(updated, today),
    )


def _values(name: str, several: bool) -> dict[str, Any]:
    terms = {"field": name, "size": MAX_FACET, "segment_size": _LOOKED_AT}
    return {"terms": terms, **(_ONCE if several else {})}


def _spans(today: date, several: bool) -> dict[str, Any]:
    # The index takes no ranges that overlap: these lie beside each other, the earliest first.
    ends = sorted(moment(_after(today, span)) for span in _SPANS)
    ranges = [{"from": start, "to": end} for start, end in pairwise(ends)]
    ranges = [{"to": ends[0]}, *ranges, {"from": ends[-1]}]
    return {"range": {"field": "updated", "ranges": ranges}, **(_ONCE if several else {})}


def _since(updated: list[int], today: date) -> tuple[SinceCount, ...]:
    sums = list(accumulate(reversed(updated)))  # the last week, the last month, …
    return tuple(
        SinceCount(span=span, after=_after(today, span), reports=reports)
        for span, reports in zip(_SPANS, sums, strict=False)
    )


def _after(today: date, span: Span) -> date:
    return today - timedelta(days=_SPANS[span])


def _counts(buckets: list[dict[str, Any]]) -> tuple[FacetCount, ...]:
    found = [FacetCount(value=bucket["key"], reports=_reports(bucket)) for bucket in buckets]
    return tuple(sorted(found, key=lambda one: (-one.reports, one.value)))


def _reports(bucket: dict[str, Any]) -> int:
    return round(bucket["reports"]["value"]) if "reports" in bucket else int(bucket["doc_count"])
