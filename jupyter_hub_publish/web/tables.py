"""Tables of two versions laid over each other, read from their HTML, of which nothing is kept."""

from __future__ import annotations

from collections.abc import Sequence
from html.parser import HTMLParser
from itertools import zip_longest
from typing import Literal

from ..domain.records import Record

MOST_ROWS = 200
Row = tuple[str, ...]


class Table(Record):
    """The cells of a table as text."""

    header: Row = ()
    rows: tuple[Row, ...] = ()


class Cell(Record):
    """A cell of the newer table, or of a row that went."""

    text: str
    kind: Literal["same", "changed", "added", "removed"]
    before: str = ""
    """What it was, where it has changed."""


class Delta(Record):
    """The newer table, with what was there before."""

    header: Row
    rows: tuple[tuple[Cell, ...], ...]
    cut: bool
    """Whether only the first rows are told of."""


def table_in(html: str) -> Table | None:
    """The first table of an output's HTML, or None where there is none."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    if not reader.found:
        return None
    heads = [row for is_head, row in reader.rows if is_head]
    rows = tuple(tuple(row) for is_head, row in reader.rows if not is_head)
    return Table(header=tuple(heads[-1]) if heads else (), rows=rows)


def delta_of(before: Table, after: Table) -> Delta:
    """Rows find each other by what their first cell says, or else by their place."""
    columns = _columns(before, after)
    rows = [_row(old, new, columns) for old, new in _pairs(before.rows, after.rows)]
    return Delta(header=after.header, rows=tuple(rows[:MOST_ROWS]), cut=len(rows) > MOST_ROWS)


def _columns(before: Table, after: Table) -> dict[int, int]:
    """Where in the older table each column of the newer one is."""
    width = max([len(after.header), *(len(row) for row in after.rows)], default=0)
    old, new = before.header, after.header
    if old and _are_unique(old) and _are_unique(new):
        return {at: old.index(name) for at, name in enumerate(new) if name in old}
    return {at: at for at in range(width)}


def _pairs(old: Sequence[Row], new: Sequence[Row]) -> list[tuple[Row | None, Row | None]]:
    names = [row[0] if row else "" for row in old], [row[0] if row else "" for row in new]
    if not all(map(_are_unique, names)):
        return list(zip_longest(old, new))
    known = dict(zip(names[0], old, strict=True))
    found: list[tuple[Row | None, Row | None]] = [
        (known.get(name), row) for name, row in zip(names[1], new, strict=True)
    ]
    stays = set(names[1])
    return [*found, *((row, None) for name, row in known.items() if name not in stays)]


def _row(old: Row | None, new: Row | None, columns: dict[int, int]) -> tuple[Cell, ...]:
    if new is None:
        return tuple(Cell(text=text, kind="removed") for text in old or ())
    cells = []
    for at, text in enumerate(new):
        place = columns.get(at)
        if old is None or place is None or place >= len(old):
            cells.append(Cell(text=text, kind="added"))
        elif old[place] == text:
            cells.append(Cell(text=text, kind="same"))
        else:
            cells.append(Cell(text=text, kind="changed", before=old[place]))
    return tuple(cells)


def _are_unique(names: Sequence[str]) -> bool:
    return len(set(names)) == len(names)


class _Reader(HTMLParser):
    """Collects the cells of the first table, without what is nested in them."""

    def __init__(self) -> None:
        super().__init__()
        self.found = False
        self.rows: list[tuple[bool, list[str]]] = []
        self._depth = 0
        self._is_over = False
        self._in_head = self._in_cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table" and not self._is_over:
            self.found = True
            self._depth += 1
        if self._depth != 1:
            return
        if tag == "thead":
            self._in_head = True
        elif tag == "tr":
            self.rows.append((self._in_head, []))
        elif tag in ("td", "th") and self.rows:
            self._in_cell = True
            self.rows[-1][1].append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "table" and self._depth:
            self._depth -= 1
            self._is_over = self._depth == 0
        elif tag == "thead":
            self._in_head = False
        elif tag in ("td", "th"):
            self._in_cell = False
            if self.rows and self.rows[-1][1]:
                self.rows[-1][1][-1] = self.rows[-1][1][-1].strip()

    def handle_data(self, data: str) -> None:
        if self._depth == 1 and self._in_cell:
            self.rows[-1][1][-1] += data
