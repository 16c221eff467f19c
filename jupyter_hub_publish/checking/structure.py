"""What a reader would trip over, secrets aside: runs, errors, files, sizes, missing words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any, NamedTuple

from ..domain.drafting import front_matter, propose
from ..domain.drafts import FileOffer, Remedy
from ..domain.notebook import Notebook, joined, plain
from .texts import all_outputs, size_of

LARGE = 5_000_000  # characters of one output; a page shows no more of it
_ENOUGH_WORDS = 5  # fewer words in all of a notebook's prose tell a reader nothing
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t].*$|^(?:=|-){3,}[ \t]*$", re.MULTILINE)
_A_NAME = re.compile(r"[A-Za-z_][\w.]{0,60}")


class Notice(NamedTuple):
    """A finding that is not about a value."""

    rule: str
    message: str
    cells: tuple[int, ...] = ()
    remedies: tuple[Remedy, ...] = ("leave",)
    file: str = ""
    outputs: frozenset[tuple[int, int]] = frozenset()
    """The outputs that `drop` would remove: numbers of cells, and places among their outputs."""


def notices(notebook: Notebook, files: tuple[FileOffer, ...]) -> Iterator[Notice]:
    """Everything noticed, in no particular order."""
    yield from _out_of_order(notebook)
    yield from _never_run(notebook)
    yield from _errors(notebook)
    yield from _missing(files)
    yield from _large(notebook)
    yield from _without_words(notebook)


def _code(notebook: Notebook) -> list[tuple[int, dict[str, Any]]]:
    """The cells of code that hold some, with their numbers."""
    return [
        (number, cell)
        for number, cell in enumerate(notebook["cells"], 1)
        if cell["cell_type"] == "code" and joined(cell.get("source")).strip()
    ]


def _count(cell: dict[str, Any]) -> int | None:
    count = cell.get("execution_count")
    return count if isinstance(count, int) and not isinstance(count, bool) else None


def _out_of_order(notebook: Notebook) -> Iterator[Notice]:
    """The fewest cells without which the others would have run in order."""
    ran = [(n, count) for n, cell in _code(notebook) if (count := _count(cell)) is not None]
    kept = set(_longest_rising([count for _, count in ran]))
    odd = [place for place in range(len(ran)) if place not in kept]
    if not odd:
        return
    cells = tuple(ran[place][0] for place in odd)
    late, early = _pair(ran, odd[0])
    more = f", and {len(odd) - 1} more" if len(odd) > 1 else ""
    yield Notice(
        "out-of-order",
        f"Cells ran out of order: {late} ran after {early}{more}. Numbers may not come out again.",
        cells,
        ("run", "leave"),
    )


def _pair(ran: list[tuple[int, int]], place: int) -> tuple[int, int]:
    """Two cells that show it: the upper one of them ran after the lower one."""
    number, count = ran[place]
    below = [n for n, other in ran[place + 1 :] if other < count]
    if below:
        return number, below[-1]
    return next(n for n, other in reversed(ran[:place]) if other > count), number


def _longest_rising(counts: list[int]) -> list[int]:
    """The places of a longest subsequence that never falls."""
    tails: list[int] = []  # the smallest count that ends a subsequence of each length
    places: list[int] = []
    before: list[int] = []
    for place, count in enumerate(counts):
        length = bisect_right(tails, count)
        before.append(places[length - 1] if length else -1)
        tails[length : length + 1] = [count]
        places[length : length + 1] = [place]
    chain = []
    place = places[-1] if places else -1
    while place >= 0:
        chain.append(place)
        place = before[place]
    return chain[::-1]


def _never_run(notebook: Notebook) -> Iterator[Notice]:
    code = _code(notebook)
    idle = tuple(number for number, cell in code if _count(cell) is None)
    if idle and len(idle) < len(code):
        words = f"Cell {idle[0]} was" if len(idle) == 1 else f"{len(idle)} cells of code were"
        yield Notice("never-run", f"{words} never run.", idle, ("run", "hide", "leave"))


def _errors(notebook: Notebook) -> Iterator[Notice]:
    found = [
        (number, place, output)
        for number, cell in enumerate(notebook["cells"], 1)
        if "raises-exception" not in _tags(cell)
        for place, output in enumerate(all_outputs(cell))
        if isinstance(output, dict) and output.get("output_type") == "error"
    ]
    if not found:
        return
    cells = tuple(sorted({number for number, _, _ in found}))
    message = f"{len(cells)} cells ended with an error."
    if len(cells) == 1:
        name = found[-1][2].get("ename")
        known = isinstance(name, str) and _A_NAME.fullmatch(name)
        message = f"Cell {cells[0]} ended with an error{f': {name}' if known else ''}."
    places = frozenset((number, place) for number, place, _ in found)
    yield Notice("error-output", message, cells, ("run", "drop", "hide", "leave"), outputs=places)


def _missing(files: tuple[FileOffer, ...]) -> Iterator[Notice]:
    for file in files:
        if file.state == "missing":
            yield Notice(
                "missing-file",
                f"A file that is read is not there: {file.name}",
                file.cells,
                file=file.name,
            )


def _large(notebook: Notebook) -> Iterator[Notice]:
    sizes: dict[tuple[int, int], int] = {}
    for number, cell in enumerate(notebook["cells"], 1):
        for place, output in enumerate(all_outputs(cell)):
            if (size := size_of(output)) > LARGE:
                sizes[number, place] = size
    if sizes:
        most = max(sizes.values()) / 1_000_000
        one = f"An output of {most:,.0f} MB: a report shows the first 5 MB of it."
        many = (
            f"{len(sizes)} outputs of up to {most:,.0f} MB: a report shows the first 5 MB of each."
        )
        cells = tuple(sorted({number for number, _ in sizes}))
        yield Notice(
            "large-output",
            one if len(sizes) == 1 else many,
            cells,
            ("drop", "hide", "leave"),
            outputs=frozenset(sizes),
        )


def _without_words(notebook: Notebook) -> Iterator[Notice]:
    if not notebook["cells"]:
        return
    # Without a path, only the notebook itself can have given a title.
    if propose(notebook, "").title == propose({**notebook, "cells": []}, "").title:
        yield Notice(
            "no-title", "The notebook has no title: a heading in a Markdown cell becomes it."
        )
    words = 0
    for number, cell in enumerate(notebook["cells"], 1):
        if cell["cell_type"] == "markdown":
            source = joined(cell.get("source"))[:20_000]
            source = front_matter(source)[1] if number == 1 else source
            words += len(plain(_HEADING.sub("", source)).split())
        if words >= _ENOUGH_WORDS:
            return
    yield Notice("no-prose", "There is no text: readers meet code without a word about it.")


def _tags(cell: dict[str, Any]) -> list[Any]:
    metadata = cell.get("metadata")
    tags = metadata.get("tags") if isinstance(metadata, dict) else None
    return tags if isinstance(tags, list) else []
