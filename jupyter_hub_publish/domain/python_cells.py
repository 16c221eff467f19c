"""A code cell as Python: what belongs to IPython is taken out, and the rest is parsed, not run."""

from __future__ import annotations

import ast
import re
import threading
import warnings

from .records import Record

MAX_CODE = 200_000  # characters of a cell; a longer one is data that somebody pasted
_CELL_MAGIC = re.compile(r"\A\s*%%(\w+)[ \t]*([^\n]*)\n?")
_LINE = re.compile(r"^([ \t]*)(?:%(\w+)|!!?|\?)[ \t]*(.*)$", re.MULTILINE)
_ASSIGNED = re.compile(r"^([\w, \t]{1,200}=[ \t]*)(?:%(\w+)|!)[ \t]*(.*)$", re.MULTILINE)
_HELP = re.compile(r"^[ \t]*[\w.]+\?{1,2}[ \t]*$", re.MULTILINE)
_OPTIONS = re.compile(r"^(?:-\w+(?:[ \t]+\d+)?[ \t]+)*")
# These time or watch the Python that follows them; what follows others is none.
_AROUND_PYTHON = frozenset({"time", "timeit", "prun", "memit", "mprun", "lprun", "capture", "px"})
_QUIET = threading.Lock()  # what is done about warnings is done for all threads


class Magic(Record):
    """A line that IPython takes for itself, such as `%run fit.py`."""

    name: str
    """`run`, or `!` for a command of the shell, or `%writefile` for a whole cell."""
    words: str


class PythonCell(Record):
    """A cell in its two parts."""

    tree: ast.Module | None
    """Null where the rest does not parse, or none of it is Python."""
    magics: tuple[Magic, ...] = ()
    text: str = ""
    """The Python that does not parse; empty where it does."""


def python_cell(source: str) -> PythonCell:
    """The cell's Python and what it asks of IPython; never raises."""
    if len(source) > MAX_CODE:
        return PythonCell(tree=None)
    magics: list[Magic] = []
    if cell := _CELL_MAGIC.match(source):
        magics.append(Magic(name=f"%{cell[1]}", words=cell[2].strip()))
        if cell[1] not in _AROUND_PYTHON:
            return PythonCell(tree=None, magics=tuple(magics))
        source = source[cell.end() :]
    tree = parsed(source)
    if tree is None and re.search(r"[%!?]", source):

        def taken(line: re.Match[str]) -> str:
            name, words = line[2], line[3].strip()
            if name in _AROUND_PYTHON:
                return line[1] + (_OPTIONS.sub("", words) or "pass")
            if name or "!" in line[0][: line.start(3) - line.start()]:
                magics.append(Magic(name=name or "!", words=words))
            return line[1] + ("None" if line[1].rstrip().endswith("=") else "pass")

        source = _HELP.sub("pass", _ASSIGNED.sub(taken, _LINE.sub(taken, source)))
        tree = parsed(source)
    text = source if tree is None else ""
    return PythonCell(tree=tree, magics=tuple(magics), text=text)


def parsed(source: str) -> ast.Module | None:
    """The syntax tree, or null where there is none: Python refuses what is nested too deeply."""
    with _QUIET, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a backslash too many is the author's business
        try:
            return ast.parse(source)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None
