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
_VERSIONS = 10_000  # documents that are looked at where reports are found by older versions, too


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
    by_relevance = sort not in _ORDERS and search.words is not None
    # tantivy sets memory aside for offset + limit hits before it looks for any.
    offset = min(max(offset, 0), searcher.num_docs)
    several = search.asked.all_versions
    result = searcher.search(
        search.query,
        max(1, min(_VERSIONS if several else limit, searcher.num_docs)),
        offset=0 if several else offset,
        order_by_field=None if by_relevance else _ORDERS.get(sort, "updated"),
        weight_by_field="standing" if by_relevance else None,
    )
    addresses = [address for _, address in result.hits]
    total: int = result.count  # type: ignore[attr-defined]
    if several:
        every = addresses
        addresses = _first_of_each(searcher, every)
        if total > len(every):  # not all were looked at: an estimate, of a per cent or two
            total = round(searcher.cardinality(search.query, "report"))
        else:
            total = len(addresses)
        addresses = addresses[offset : offset + max(limit, 0)]
    documents = [searcher.doc(address) for address in addresses[: max(limit, 0)]]
    return Found(
        total=total,
        ids=tuple(str(document.get_first("id")) for document in documents),
        versions=tuple(int(document.get_first("version")) for document in documents),  # type: ignore[arg-type]
        understood=_said(search),
        correction=search.correction,
        meant=tuple((one, near.others) for one, near in search.spellings.items()),
    )


def _first_of_each(
    searcher: tantivy.Searcher, addresses: list[tantivy.DocAddress]
) -> list[tantivy.DocAddress]:
    reports = searcher.fast_field_values("report", addresses)
    best = dict(zip(reversed(reports), reversed(addresses), strict=True))
    return [best[report] for report in dict.fromkeys(reports)]


def _said(search: Search) -> Understood | None:
    if not search.asked.needs_saying:
        return None
    return Understood(text=search.asked.text, ignored=search.asked.ignored)
