"""The modules that lie beside a notebook: what Python would find there first."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import islice

from ..domain.errors import PublishError
from ..domain.python_cells import MAX_CODE
from .folders import Folder

MAX_MODULES = 200  # files of local modules; a folder with more is no notebook's own
MAX_DEPTH = 8  # folders within folders; a link to its own parent has no end


class Modules:
    """The Python files beside a notebook, by the names under which they are imported."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._beside: frozenset[str] | None = None
        self._sources = MAX_MODULES
        self._folders = MAX_MODULES

    def files(self, name: str) -> tuple[str, ...]:
        """The files of a module; none where it does not lie beside the notebook."""
        if self._beside is None:
            self._beside = frozenset(self._folder.below(""))
        top = name.partition(".")[0]
        inner = frozenset(self._folder.below(top)) if top in self._beside else frozenset()
        # As Python looks for it: a package, else a module, else a folder that only holds some.
        if f"{top}/__init__.py" not in inner and f"{top}.py" in self._beside:
            return (f"{top}.py",)
        if any(name.endswith(".py") for name in inner):
            return tuple(islice(self._package(top, MAX_DEPTH), MAX_MODULES))
        return ()

    def source(self, file: str) -> str:
        """What stands in one of these files; empty where it cannot be read, or after too many."""
        self._sources -= 1
        if self._sources >= 0:
            with suppress(PublishError, UnicodeDecodeError):
                return self._folder.read(file, MAX_CODE).decode()
        return ""

    def _package(self, name: str, depth: int) -> Iterator[str]:
        self._folders -= 1
        for inner in self._folder.below(name) if self._folders >= 0 else ():
            if inner.endswith(".py"):
                yield inner
            elif depth and "." not in inner and not inner.endswith("__pycache__"):
                yield from self._package(inner, depth - 1)
