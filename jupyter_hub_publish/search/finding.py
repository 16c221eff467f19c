"""One page of what a search finds: each report once, in the order that was asked for."""

from __future__ import annotations

import tantivy

from ..domain.records import Record, Sort, Understood
from .asking import Meant
from .searching import Search

_ORDERS: dict[Sort, str] = {
    "newest": "created",
    "updated": "updated",
    "stars": "stars",
    "views": "views",
}
_LOOKED_AT = 1_000  # documents, to begin with, where a report is found by older versions as well


class Found(Record):
    """What a search found."""

    total: int
    ids: tuple[str, ...]
    """Those of the page that was asked for, in order."""
    versions: tuple[int, ...] = ()
    """For each of them the number of the version that was found."""
    understood: Understood | None = None
    """How the query was understood, where that needs saying."""
    correction: str | None = None
    """A query of likelier words, where hardly anything was found."""
    meant: Meant = ()
    """What was looked for besides, for `highlights`."""


def page(
    searcher: tantivy.Searcher, search: Search, *, sort: Sort, offset: int, limit: int
) -> Found:
    """So many reports after the first `offset`; without words the last updated come first."""
    # tantivy sets memory aside for offset + limit hits before it looks for any.
    offset, limit = (min(max(number, 0), searcher.num_docs) for number in (offset, limit))
    look = _several if search.asked.all_versions else _each
    total, addresses = look(searcher, search, sort, offset, limit)
    documents = [searcher.doc(address) for address in addresses]
    return Found(
        total=total,
        ids=tuple(str(document.get_first("id")) for document in documents),
        versions=tuple(int(document.get_first("version")) for document in documents),  # type: ignore[arg-type]
        understood=_said(search),
        correction=search.correction,
        meant=tuple((one, near.others) for one, near in search.spellings.items()),
    )


def _each(
    searcher: tantivy.Searcher, search: Search, sort: Sort, offset: int, limit: int
) -> tuple[int, list[tantivy.DocAddress]]:
    """How many documents are found, and those of the page."""
    by_relevance = sort not in _ORDERS and search.words is not None
    result = searcher.search(
        search.query,
        max(1, limit),
        offset=offset,
        order_by_field=None if by_relevance else _ORDERS.get(sort, "updated"),
        weight_by_field="standing" if by_relevance else None,
    )
    return result.count, [address for _, address in result.hits][:limit]  # type: ignore[attr-defined]


def _several(
    searcher: tantivy.Searcher, search: Search, sort: Sort, offset: int, limit: int
) -> tuple[int, list[tantivy.DocAddress]]:
    """How many reports are found, and of each on the page the version that matches best.

    Where there are too many to look at each, their number is an estimate, of a per cent or two.
    """
    end, looked_at = offset + limit, _LOOKED_AT
    while True:
        count, addresses = _each(searcher, search, sort, 0, min(looked_at, searcher.num_docs))
        reports = searcher.fast_field_values("report", addresses)
        best = dict(zip(reversed(reports), reversed(addresses), strict=True))
        if len(best) >= end or count <= looked_at:
            break
        looked_at *= 4
    in_order = [best[report] for report in dict.fromkeys(reports)]
    if count > looked_at:
        estimate = round(searcher.cardinality(search.query, "report"))
        return max(estimate, len(in_order)), in_order[offset:end]
    return len(in_order), in_order[offset:end]


def _said(search: Search) -> Understood | None:
    if not search.asked.needs_saying:
        return None
    return Understood(text=search.asked.text, ignored=search.asked.ignored)
