"""What the code cells import: dotted names, as far as they are written down."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator

from .notebook import Notebook, facts, joined
from .python_cells import MAX_CODE, PythonCell, python_cell

MAX_IMPORTS = 2_000
_LINE = re.compile(
    r"^[ \t]*(?:from[ \t]+([\w.]+)[ \t]+import\b|import[ \t]+([\w. ,\t]+))", re.MULTILINE
)
_BLOCKS = ("body", "handlers", "cases", "orelse", "finalbody")  # of statements
_BY_LANGUAGE = {
    # library(dplyr), require("dplyr"), dplyr::filter
    "r": re.compile(
        r"\b(?:library|require|requireNamespace)\(\s*[\"']?([\w.]+)|\b([\w.]{1,100}):::?\w"
    ),
    # using DataFrames, CSV: File; import Plots as P
    "julia": re.compile(r"^[ \t]*(?:using|import)[ \t]+([\w. ,\t]+)", re.MULTILINE),
}


def imports(notebook: Notebook) -> tuple[str, ...]:
    """The modules or packages that its code cells name, each once, in their order.

    `from a.b import c` counts as `a.b.c`: whether that is a module is not known here.
    """
    language = facts(notebook).language.lower()
    cells = (cell for cell in notebook["cells"] if cell.get("cell_type") == "code")
    sources = (joined(cell.get("source"))[:MAX_CODE] for cell in cells)
    if language in _BY_LANGUAGE:
        found = (name for source in sources for name in imported_by_pattern(source, language))
    else:
        found = (name for source in sources for name in imported(python_cell(source)))
    return _first(found)


def imported(cell: PythonCell) -> Iterator[str]:
    """The same for one cell, or for a module, in Python."""
    if cell.tree is None:
        yield from imported_by_pattern(cell.text, "python")
        return
    for node in _statements(cell.tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                yield node.module if alias.name == "*" else f"{node.module}.{alias.name}"


def _statements(tree: ast.Module) -> Iterator[ast.AST]:
    """The outer ones first; no import stands in an expression, of which most of a cell is made."""
    level: list[ast.AST] = [tree]
    while level:
        yield from level
        level = [
            inner for node in level for name in _BLOCKS for inner in getattr(node, name, None) or ()
        ]


def imported_by_pattern(source: str, language: str) -> Iterator[str]:
    """The same by the look of its lines: for R, for Julia, and for Python that is not parsed."""
    for match in _BY_LANGUAGE.get(language, _LINE).finditer(source):
        yield from _split(match)


def _split(match: re.Match[str]) -> Iterator[str]:
    for part in next(filter(None, match.groups()), "").split(","):
        if words := part.split():
            yield words[0]


def _first(names: Iterable[str]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for name in names:
        found[name] = None
        if len(found) == MAX_IMPORTS:
            break
    return tuple(found)
