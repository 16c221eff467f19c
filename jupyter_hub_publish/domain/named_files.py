"""The files that a notebook reads, as far as that can be told without running it."""

from __future__ import annotations

import ast
import posixpath
import re
import shlex
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Literal

from .constant_texts import Texts, last_name, texts
from .imports import imported
from .named_pictures import pictures_named
from .notebook import Notebook, facts, joined
from .other_reads import named_by_pattern
from .python_cells import Magic, PythonCell, python_cell
from .python_reads import reads, writes
from .records import Record

NamedAs = Literal["read", "image", "script", "module"]
MAX_NAMED = 5_000
# A glob, a table written down, a query or a page: what stands where a file's name could.
_NO_FILE = re.compile(r"[*?\n\0]|\A\s*[{<\[]|\A:memory:|\A\s*\Z")
_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")  # one letter is a drive
_COMMAND = re.compile(
    r"(?:python[\d.]*|bash|sh|Rscript|julia)\s+(?:-\w+\s+)*([^\s\"'|<>;&-][^\s|<>;&]*)"
)
_USUAL = {
    "np": "numpy", "pd": "pandas", "pl": "polars", "plt": "matplotlib.pyplot", "xr": "xarray",
    "Image": "PIL.Image", "nib": "nibabel", "sc": "scanpy", "sf": "soundfile",
}  # fmt: skip


class NamedFile(Record):
    """A file that a cell names."""

    name: str
    """As the cell writes it, with `/` between its parts; of a module only its first name."""
    reason: NamedAs
    cell: int
    """Counted from 1."""


def files_named(notebook: Notebook) -> tuple[NamedFile, ...]:
    """What its cells name, in their order, each once for a cell.

    Not what has an address on the web, what is a pattern, or what the notebook itself has made
    before. A `module` may as well be one that is installed: only its files tell.
    """
    language = facts(notebook).language.lower()
    reader = FileReader()
    found: dict[NamedFile, None] = {}
    for number, cell in enumerate(notebook["cells"], 1):
        named: Iterable[tuple[str, NamedAs]]
        if cell.get("cell_type") == "markdown":
            named = ((name, "image") for name in pictures_named({"cells": [cell]}))
        elif cell.get("cell_type") != "code":
            continue
        elif language in ("r", "julia"):
            named = files_by_pattern(joined(cell.get("source")), language)
        else:
            named = reader.named(python_cell(joined(cell.get("source"))))
        for name, reason in named:
            found[NamedFile(name=name, reason=reason, cell=number)] = None
        if len(found) > MAX_NAMED:
            break
    return tuple(found)[:MAX_NAMED]


def files_named_in(source: str, *, cell: int) -> tuple[NamedFile, ...]:
    """The same for the source of a Python module that a cell imports or runs."""
    named = dict.fromkeys(FileReader().named(python_cell(source)))
    return tuple(NamedFile(name=name, reason=reason, cell=cell) for name, reason in named)


def files_by_pattern(source: str, language: str) -> Iterator[tuple[str, NamedAs]]:
    """Names and reasons in this source, by the look of its lines."""
    known: Literal["r", "julia", "python"] = "python"
    if language in ("r", "julia"):
        known = "r" if language == "r" else "julia"
    for named in named_by_pattern(source, known):
        if name := _file_name(named.name):
            yield name, named.reason


def _file_name(text: str) -> str:
    """The path that a text means; empty where it means none."""
    text = text.removeprefix("sqlite:///")
    if _NO_FILE.search(text) or _ELSEWHERE.match(text):
        return ""
    return text.replace("\\", "/")


class FileReader:
    """Goes through Python cells in their order, and keeps in mind what names stand for."""

    def __init__(self) -> None:
        self._known: dict[str, Texts] = {}
        self._aliases = dict(_USUAL)
        self._made: set[str] = set()
        self._folder: str | None = ""  # where relative paths begin; null where nobody can tell
        self._found: list[tuple[str, NamedAs]] = []

    def named(self, cell: PythonCell) -> list[tuple[str, NamedAs]]:
        """Names and reasons in this cell, in their order."""
        self._found = []
        for magic in cell.magics:
            self._magic(magic)
        if cell.tree is not None:
            with suppress(RecursionError):  # nested by a machine, not written by a person
                self._visit_all(cell.tree.body)
        else:
            self._found += files_by_pattern(cell.text, "python")
        self._found += ((name.partition(".")[0], "module") for name in imported(cell))
        return self._found

    def _magic(self, magic: Magic) -> None:
        words = magic.words
        if magic.name in ("%writefile", "%file") and words:
            self._make(words.split()[-1])
        elif magic.name == "cd":
            self._go((words.strip("\"'"),))
        elif magic.name == "!" and (command := _COMMAND.match(words)):
            self._find(command[1], "script")
        elif magic.name in ("run", "load", "loadpy"):
            with suppress(ValueError):  # a quotation mark that is not closed
                script = next((w for w in shlex.split(words) if not w.startswith("-")), "")
                suffix = "" if "." in posixpath.basename(script) or not script else ".py"
                self._find(script + suffix, "script")

    def _visit_all(self, nodes: Iterable[ast.AST]) -> None:
        for node in nodes:
            self._visit(node)

    def _visit(self, node: ast.AST) -> None:
        if isinstance(node, ast.Import | ast.ImportFrom):
            self._import(node)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            with self._inside(node.args):
                self._visit_all(ast.iter_child_nodes(node))
        elif isinstance(node, ast.Assign):
            self._visit(node.value)
            for target in node.targets:
                self._bind(target, node.value)
        elif isinstance(node, ast.AnnAssign | ast.NamedExpr) and node.value is not None:
            self._visit(node.value)
            self._bind(node.target, node.value)
        elif isinstance(node, ast.AugAssign):
            self._visit(node.value)
            self._bind(node.target, None)
        elif isinstance(node, ast.For | ast.AsyncFor | ast.comprehension):
            self._visit(node.iter)
            self._bind(node.target, node.iter)
            self._visit_all(n for n in ast.iter_child_nodes(node) if n is not node.iter)
        elif isinstance(node, ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp):
            parts = list(ast.iter_child_nodes(node))
            self._visit_all(sorted(parts, key=lambda n: not isinstance(n, ast.comprehension)))
        else:
            self._visit_all(ast.iter_child_nodes(node))
            if isinstance(node, ast.Call):
                self._call(node)

    def _call(self, call: ast.Call) -> None:
        full_name = self._full_name(call.func)
        for text in reads(call, self._known, full_name):
            self._find(text, "script" if full_name == "runpy.run_path" else "read")
        for text in writes(call, self._known, full_name):
            self._make(text)
        if full_name == "os.chdir" and call.args:
            self._go(texts(call.args[0], self._known))

    def _import(self, node: ast.Import | ast.ImportFrom) -> None:
        for alias in node.names:
            if isinstance(node, ast.ImportFrom):
                self._aliases[alias.asname or alias.name] = f"{node.module}.{alias.name}"
            elif alias.asname:
                self._aliases[alias.asname] = alias.name

    def _full_name(self, node: ast.expr) -> str:
        """`numpy.load` of `np.load`, as the imports so far say."""
        if isinstance(node, ast.Attribute):
            before = self._full_name(node.value)
            return f"{before}.{node.attr}" if before else ""
        name = last_name(node)
        return self._aliases.get(name, name)

    def _bind(self, target: ast.expr, value: ast.expr | None) -> None:
        if isinstance(target, ast.Name):
            self._known[target.id] = texts(value, self._known)
        elif isinstance(target, ast.Tuple | ast.List):
            same = isinstance(value, ast.Tuple | ast.List) and len(value.elts) == len(target.elts)
            values = value.elts if same else [None] * len(target.elts)  # type: ignore[union-attr]
            for inner, given in zip(target.elts, values, strict=True):
                self._bind(inner, given)

    @contextmanager
    def _inside(self, arguments: ast.arguments) -> Iterator[None]:
        """A function's own names hide those around it, and are forgotten after it.

        One that has a default stands for that.
        """
        before = dict(self._known)
        placed = [*arguments.posonlyargs, *arguments.args]
        defaults = [*[None] * (len(placed) - len(arguments.defaults)), *arguments.defaults]
        every = [*zip(placed, defaults, strict=True)]
        every += zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
        for argument, default in every:
            self._known[argument.arg] = texts(default, before)
        yield
        self._known = before

    def _go(self, folders: Texts) -> None:
        known = len(folders) == 1 and self._folder is not None
        self._folder = posixpath.join(self._folder or "", folders[0]) if known else None

    def _at(self, text: str) -> str:
        name = _file_name(text)
        if not name or name.startswith(("/", "~")):
            return name
        return "" if self._folder is None else posixpath.join(self._folder, name)

    def _make(self, text: str) -> None:
        self._made.add(posixpath.normpath(self._at(text)))

    def _find(self, text: str, reason: NamedAs) -> None:
        name = self._at(text)
        if name and posixpath.normpath(name) not in self._made:
            self._found.append((name, reason))
