"""The files that a notebook reads, as far as that can be told without running it."""

from __future__ import annotations

from typing import Literal

from .notebook import Notebook
from .records import Record

NamedAs = Literal["read", "image", "script", "module"]


class NamedFile(Record):
    """A file that a cell names."""

    name: str
    """As the cell writes it, with `/` between its parts; a module by its dotted name."""
    reason: NamedAs
    cell: int
    """Counted from 1."""


def files_named(notebook: Notebook) -> tuple[NamedFile, ...]:
    """What its cells name, in their order: a name once for each cell and reason."""
    return ()


def files_named_in(source: str, *, cell: int) -> tuple[NamedFile, ...]:
    """The same for the source of a Python module that a cell imports or runs."""
    return ()
