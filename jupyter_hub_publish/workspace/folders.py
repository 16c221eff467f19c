"""The folder of a notebook on this machine: nothing outside of it is read, and nothing hidden.

A notebook may come from somebody else: what it names would be published in the name of whoever
publishes it. So no link leads out of the folder, and no name begins with a dot.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Literal, Protocol

from ..domain.errors import FileProblem, TooLarge
from ..domain.paths import shown
from ..domain.records import Record

State = Literal["ready", "missing", "hidden", "outside", "not_a_file"]
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)
_PROBLEMS: dict[State, tuple[str, str]] = {
    "missing": ("is not there any more", "Put it back, or publish without it."),
    "hidden": ("is hidden", "Copy it, under a name without a dot in front."),
    "outside": ("lies outside of the notebook's folder", "Move it beside the notebook."),
    "not_a_file": ("is not a file", "Choose the files in it one by one."),
}


class Look(Record):
    """What a name stands for at the moment."""

    state: State
    size: int | None = None
    """Bytes, of what is `ready`."""


class Folder(Protocol):
    """The folder that a notebook lies in; names are relative, with `/` between their parts."""

    def look(self, name: str) -> Look:
        """What lies there; never raises."""
        ...

    def read(self, name: str, most: int) -> bytes:
        """The bytes of a file; raises FileProblem, or TooLarge for one of more than `most`."""
        ...

    def below(self, name: str) -> Iterator[str]:
        """The names of what lies in a folder of it, sorted; nothing where there is no folder."""
        ...


class DiskFolder:
    """A folder of this machine's file system."""

    def __init__(self, path: str) -> None:
        self.path = os.path.abspath(path)
        self._root = Path(os.path.realpath(path))

    def look(self, name: str) -> Look:
        """What lies there, links followed as far as they stay in the folder."""
        try:
            place = self._place(name)
            if isinstance(place, Look):
                return place
            about = place.lstat()
        except (OSError, ValueError):  # it is not there, or no file can have this name
            return Look(state="missing")
        if stat.S_ISLNK(about.st_mode):  # all links are resolved: this one leads round in a circle
            return Look(state="missing")
        if not stat.S_ISREG(about.st_mode):
            return Look(state="not_a_file")
        return Look(state="ready", size=about.st_size)

    def read(self, name: str, most: int) -> bytes:
        """The bytes of a file, whatever has become of it since somebody looked."""
        try:
            place = self._place(name)
            if isinstance(place, Look):
                raise problem(name, place.state)
            handle = _opened(self._root, place.relative_to(self._root))
            try:
                if not stat.S_ISREG(os.fstat(handle).st_mode):
                    raise problem(name, "not_a_file")
                with open(handle, "rb", closefd=False) as stream:
                    data = stream.read(most + 1)
            finally:
                os.close(handle)
        except (FileNotFoundError, NotADirectoryError, ValueError) as error:
            raise problem(name, "missing") from error
        except OSError as error:
            raise unreadable(name, error.strerror or str(error)) from error
        if len(data) > most:
            raise too_large(name, most)
        return data

    def below(self, name: str) -> Iterator[str]:
        """The names in a folder; what a link leads to is looked at when it is asked for."""
        try:
            place = self._place(name)
            names = [] if isinstance(place, Look) else sorted(os.listdir(place))
        except (OSError, ValueError):
            names = []
        for inner in names:
            yield f"{name}/{inner}" if name else inner

    def _place(self, name: str) -> Path | Look:
        if is_hidden(PurePosixPath(name)):
            return Look(state="hidden")
        place = Path(os.path.realpath(self._root / name))
        if not place.is_relative_to(self._root):
            return Look(state="outside")
        if is_hidden(place.relative_to(self._root)):
            return Look(state="hidden")
        return place


def is_hidden(path: Path | PurePosixPath) -> bool:
    """Whether a part of the path begins with a dot."""
    return any(part.startswith(".") for part in path.parts if part != "..")


def problem(name: str, state: State) -> FileProblem:
    """Why what lies there cannot be read."""
    why, hint = _PROBLEMS[state]
    return FileProblem(f"{shown(name)} {why}.", hint=hint)


def unreadable(name: str, why: str) -> FileProblem:
    """A file that is there and cannot be read."""
    reason = why[:1].lower() + why[1:]
    return FileProblem(f"{shown(name)} cannot be read: {reason}.", hint="Publish without it.")


def too_large(name: str, most: int) -> TooLarge:
    """A file that is over the limit by now."""
    return TooLarge(
        f"{shown(name)} is larger than {most / 1e6:,.0f} MB.",
        hint="Publish without it, or a part of it.",
    )


def _opened(root: Path, inner: Path) -> int:
    """Open a file step by step from its root, following no link that has come meanwhile.

    Nor waiting for a pipe. Where the system has no such steps, it is opened by its whole path.
    """
    binary = getattr(os, "O_BINARY", 0)
    if os.open not in os.supports_dir_fd:
        return os.open(root / inner, _FLAGS | binary)
    *steps, last = inner.parts or (".",)
    handle = os.open(root, os.O_RDONLY | os.O_DIRECTORY)
    for part in steps:
        try:
            deeper = os.open(part, _FLAGS | os.O_DIRECTORY, dir_fd=handle)
        finally:
            os.close(handle)
        handle = deeper
    try:
        return os.open(last, _FLAGS, dir_fd=handle)
    finally:
        os.close(handle)
