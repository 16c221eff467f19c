"""A search as an address: each filter is a link that adds or takes away one value."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from msgspec.structs import asdict, replace

from ..domain.records import NO_FILTERS, Filters, Record, Sort

_NAMES = {
    "authors": "author",
    "tags": "tag",
    "packages": "package",
    "languages": "language",
    "owners": "owner",
}


class Asked(Record):
    """What somebody searches for."""

    words: str = ""
    filters: Filters = NO_FILTERS
    sort: Sort | None = None

    def query(self, cursor: str | None = None) -> str:
        """The query of its address, without the question mark."""
        pairs: list[tuple[str, str]] = [("q", self.words)] if self.words else []
        pairs += self.parameters
        pairs += [("sort", self.sort)] if self.sort else []
        pairs += [("cursor", cursor)] if cursor else []
        return urlencode(pairs)

    @property
    def parameters(self) -> list[tuple[str, str]]:
        """The filters, as the query of an address has them."""
        pairs: list[tuple[str, str]] = []
        for field, value in asdict(self.filters).items():
            if isinstance(value, tuple):
                pairs += [(_NAMES.get(field, "state"), each) for each in value]
            elif value is not None:
                pairs.append((field, value.isoformat()))
        return pairs

    def toggled(self, field: str, value: Any) -> Asked:
        """The same with this value, or without it where it was there."""
        before = getattr(self.filters, field)
        if isinstance(before, tuple):
            after: Any = (
                tuple(each for each in before if each != value)
                if value in before
                else (*before, value)
            )
        else:
            after = None if before == value else value
        return replace(self, filters=replace(self.filters, **{field: after}))

    def sorted_by(self, sort: Sort | None) -> Asked:
        """The same in another order."""
        return replace(self, sort=sort)

    @property
    def chosen(self) -> list[tuple[str, str, Any]]:
        """The filters as they are shown: their field, their words, their value."""
        told = []
        for field, name in _NAMES.items():
            for value in getattr(self.filters, field):
                shown = short_name(value) if field == "owners" else value
                told.append((field, f"{name}: {shown}", value))
        if self.filters.after:
            told.append(("after", f"since {self.filters.after:%d %b %Y}", self.filters.after))
        if self.filters.before:
            told.append(("before", f"before {self.filters.before:%d %b %Y}", self.filters.before))
        told += [("states", state, state) for state in self.filters.states]
        return told


def short_name(principal: str) -> str:
    """`team-a`, of `group:team-a`."""
    return principal.partition(":")[2] or principal
