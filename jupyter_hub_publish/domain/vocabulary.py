"""The names in a notebook that people look for: packages, columns of tables, and files.

Each is told once, in the cell where it first stands. Nothing is run to tell it, and so it is a
guess: what looks like a column may be a key of a dictionary. A name that is missing here is still
found as a word of the code.
"""

from __future__ import annotations

import html
import re
import sys
from collections.abc import Iterable, Iterator
from typing import Any, Literal

from .columns import columns_in_julia, columns_in_python, columns_in_r, columns_in_sql
from .imports import imported_by_pattern
from .limits import MAX_NAMES, MAX_PASSAGES_TEXT
from .named_files import FileReader, files_by_pattern
from .named_pictures import pictures_named
from .notebook import Notebook, Passage, facts, headed, joined, outputs_of
from .python_cells import MAX_CODE, python_cell

Kind = Literal["package", "column", "file"]
NAMES = frozenset({"package", "column", "file"})
MAX_LENGTH = 120  # characters; a longer one is a text and no name
_MOST: dict[Kind, int] = {"package": 200, "file": 500, "column": MAX_NAMES - 700}
_HTML_READ = 100_000  # characters of one output; a table begins with its head
_HEAD = 20_000  # characters of it that are read
_HEADING = re.compile(r"<th\b[^>]{0,1000}>([^<]{1,500})</th>", re.IGNORECASE)
_TABLES = 3  # of one output whose heads are read
_SQL = frozenset({"%sql", "%bigquery", "%%sql"})
_LETTER = re.compile(r"[^\W\d_]")


def vocabulary(notebook: Notebook) -> tuple[Passage, ...]:
    """The names in the notebook, by the cells where they first stand.

    As much of its code is read as search takes in, and no more than `MAX_NAMES` are told.
    """
    language = facts(notebook).language.lower()
    found, reader, left = _Found(), FileReader(), MAX_PASSAGES_TEXT
    for number, cell, heading in headed(notebook):
        source = joined(cell.get("source"))[:MAX_CODE]
        if (left := left - len(source)) < 0:
            break
        for kind, name in _named(cell, source, language, reader):
            found.add(kind, name, number, heading)
    return found.passages()


def packages_in(passages: Iterable[Passage], language: str) -> tuple[Passage, ...]:
    """The packages that code imports of which only the text is left; quick, and a little less."""
    found = _Found()
    for passage in passages:
        if passage.kind == "code":
            names = imported_by_pattern(passage.text, language.lower())
            for name in _packages(names):
                found.add("package", name, passage.cell, passage.heading)
    return found.passages()


class _Found:
    """Names in the order in which they were found, each once for its kind."""

    def __init__(self) -> None:
        self._names: dict[tuple[Kind, str], Passage] = {}
        self._left = dict(_MOST)

    def add(self, kind: Kind, name: str, cell: int, heading: str) -> None:
        text = " ".join(name.split()) if len(name) <= MAX_LENGTH else ""
        if not _LETTER.search(text) or (kind, text) in self._names or not self._left[kind]:
            return
        self._left[kind] -= 1
        self._names[kind, text] = Passage(cell=cell, kind=kind, heading=heading, text=text)

    def passages(self) -> tuple[Passage, ...]:
        return tuple(sorted(self._names.values(), key=lambda passage: passage.cell))


def _named(
    cell: dict[str, Any], source: str, language: str, reader: FileReader
) -> Iterator[tuple[Kind, str]]:
    if cell["cell_type"] == "markdown":
        yield from (("file", name) for name in pictures_named({"cells": [cell]}))
        return
    if cell["cell_type"] != "code":
        return
    if language in ("r", "julia"):
        columns = columns_in_r(source) if language == "r" else columns_in_julia(source)
        packages = imported_by_pattern(source, language)
        files = (name for name, _ in files_by_pattern(source, language))
    else:
        parsed = python_cell(source)
        named = reader.named(parsed)
        packages = (name for name, reason in named if reason == "module")
        files = (name for name, reason in named if reason != "module")
        columns = columns_in_python(parsed.tree) if parsed.tree else iter(())
        if any(magic.name in _SQL for magic in parsed.magics):
            columns = columns_in_sql(source.partition("\n")[2])
    yield from (("package", name) for name in _packages(packages))
    yield from (("file", name) for name in files)
    yield from (("column", name) for name in columns)
    for output in outputs_of(cell):
        yield from (("column", name) for name in _shown(output))


def _packages(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        top = name.partition(".")[0]
        if top not in sys.stdlib_module_names:
            yield top


def _shown(output: dict[str, Any]) -> Iterator[str]:
    """The columns of a table that is shown, as pandas and others write it."""
    data = output.get("data")
    written = joined(data.get("text/html"))[:_HTML_READ] if isinstance(data, dict) else ""
    end = 0
    for _ in range(_TABLES):
        begin = written.find("<thead", end)
        end = written.find("</thead>", begin, begin + _HEAD)
        if begin < 0 or end < 0:
            return
        yield from (html.unescape(name) for name in _HEADING.findall(written, begin, end))
