"""Where an index lies: in generations beside each other, of which one file names the current one.

    <folder>/<library>/lock        held by whoever writes
    <folder>/<library>/current     the name of the current generation, replaced in one step
    <folder>/<library>/1-5f0c…/    a generation: a layout, a random name, and tantivy's files

A generation is never rebuilt in place: truncating a file that another process has mapped ends that
process. The one that was current before goes at once, since it may hold what was erased from the
library; who is opening it in this moment reads the name again, and who has it open keeps it.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
from contextlib import AbstractContextManager
from pathlib import Path

from .fields import LAYOUT
from .waiting_lock import held

_NAME = re.compile(r"\d+-[0-9a-f]{16}")


class Generations:
    """The cache folder of one library's index."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def make(self) -> None:
        """Make the folder, for its owner only: an index holds the words of private reports."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder.chmod(0o700)

    def lock(self, *, seconds: float) -> AbstractContextManager[None]:
        """Hold the right to write; raises StillHeld, or OSError where the folder takes no files."""
        self.make()
        return held(self._folder / "lock", seconds=seconds)

    def path(self, name: str) -> Path:
        """The folder of this generation."""
        return self._folder / name

    def current(self) -> str | None:
        """The name of the current generation, or None where there is none of our layout."""
        try:
            name = (self._folder / "current").read_text("ascii")
        except (OSError, UnicodeDecodeError):
            return None
        usable = _NAME.fullmatch(name) and name.startswith(f"{LAYOUT}-")
        return name if usable else None

    def begin(self) -> str:
        """A new, empty generation, which nobody knows of yet. Needs the lock."""
        self.make()
        name = f"{LAYOUT}-{secrets.token_hex(8)}"
        self.path(name).mkdir(mode=0o700)
        return name

    def swap(self, name: str) -> None:
        """Make it the current generation, and clear away all others. Needs the lock."""
        draft = self._folder / "current.new"
        draft.write_text(name, "ascii")
        os.replace(draft, self._folder / "current")
        self.clear(keep=name)

    def discard(self, name: str) -> None:
        """Remove a generation that came to nothing, so that a full disk is not fuller."""
        shutil.rmtree(self.path(name), ignore_errors=True)

    def clear(self, *, keep: str) -> None:
        """Remove all other generations, half-built ones as well. Needs the lock."""
        for path in self._folder.iterdir():
            if _NAME.fullmatch(path.name) and path.name != keep:
                # Windows refuses while a process has it open; the next swap tries again.
                shutil.rmtree(path, ignore_errors=True)
