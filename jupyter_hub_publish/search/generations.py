"""Where an index lies: in generations beside each other, of which one file names the current one.

    <folder>/<library>/lock        held by whoever writes
    <folder>/<library>/current-2   the name of layout 2's current generation, replaced in one step
    <folder>/<library>/2-5f0c…/    a generation: a layout, a random name, and tantivy's files

A generation is never rebuilt in place: truncating a file that another process has mapped ends that
process. The one that was current before goes at once, since it may hold what was erased from the
library; who is opening it in this moment reads the name again, and who has it open keeps it.

While two versions of this program share a folder, each has its own layout there; a layout that has
not been written for a day is nobody's any more.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
import time
from contextlib import AbstractContextManager, suppress
from pathlib import Path

from .fields import LAYOUT
from .waiting_lock import held

_NAME = re.compile(r"\d+-[0-9a-f]{16}")
_CURRENT = f"current-{LAYOUT}"
_ABANDONED = 86_400.0  # seconds


class Generations:
    """The cache folder of one library's index."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def make(self) -> None:
        """Make the folder, for its owner only: an index holds the words of private reports."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.folder.chmod(0o700)

    def lock(self, *, seconds: float) -> AbstractContextManager[None]:
        """Hold the right to write; raises StillHeld, or OSError where the folder takes no files."""
        self.make()
        return held(self.folder / "lock", seconds=seconds)

    def path(self, name: str) -> Path:
        """The folder of this generation."""
        return self.folder / name

    def current(self) -> str | None:
        """The name of the current generation, or None where there is none of our layout."""
        try:
            name = (self.folder / _CURRENT).read_text("ascii")
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

    def swap(self, name: str, *, other_past: bool) -> None:
        """Make it the current generation, and clear away those that it replaces. Needs the lock.

        After a change of the past, other layouts' generations go as well: they may hold what was
        erased, and whoever still uses them would build them anew.
        """
        draft = self.folder / f"{_CURRENT}.new"
        draft.write_text(name, "ascii")
        os.replace(draft, self.folder / _CURRENT)
        self._clear(keep=name, other_layouts=other_past)

    def discard(self, name: str) -> None:
        """Remove a generation that came to nothing, so that a full disk is not fuller."""
        shutil.rmtree(self.path(name), ignore_errors=True)

    def _clear(self, *, keep: str, other_layouts: bool) -> None:
        for path in self.folder.iterdir():
            if not _NAME.fullmatch(path.name) or path.name == keep:
                continue
            ours = path.name.startswith(f"{LAYOUT}-")
            if ours or other_layouts or _is_abandoned(path):
                # Windows refuses while a process has it open; the next swap tries again.
                shutil.rmtree(path, ignore_errors=True)


def _is_abandoned(generation: Path) -> bool:
    with suppress(OSError):
        return abs(time.time() - generation.stat().st_mtime) > _ABANDONED
    return False
