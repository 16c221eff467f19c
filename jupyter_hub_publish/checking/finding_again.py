"""Known values are found again in time that grows with the text, few or many of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

FEW = 30  # values; for so many, one search for each is faster than a look at every character


class Known:
    """Values to be found again."""

    def __init__(self, values: Iterable[str]) -> None:
        # Those that hold another one first: what is left of them must not be taken for a text.
        self._values = sorted({value for value in values if value}, key=len, reverse=True)
        self._length = min(map(len, self._values), default=0)
        self._by_beginning: dict[str, list[str]] = defaultdict(list)
        for value in self._values:
            self._by_beginning[value[: self._length]].append(value)

    def __repr__(self) -> str:
        return f"<Known: {len(self._values)} values>"

    def __bool__(self) -> bool:
        return bool(self._values)

    def spans(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Where values stand, and which; they may overlap, and come in no particular order."""
        return self._one_by_one(text) if len(self._values) <= FEW else self._all_at_once(text)

    def _one_by_one(self, text: str) -> Iterator[tuple[int, int, str]]:
        for value in self._values:
            at = text.find(value)
            while at >= 0:
                yield at, at + len(value), value
                at = text.find(value, at + len(value))

    def _all_at_once(self, text: str) -> Iterator[tuple[int, int, str]]:
        length, beginnings = self._length, self._by_beginning
        for at in range(len(text) - length + 1):
            beginning = text[at : at + length]
            if beginning in beginnings:
                for value in beginnings[beginning]:
                    if text.startswith(value, at):
                        yield at, at + len(value), value
