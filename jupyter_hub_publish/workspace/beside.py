"""What lies beside a notebook is found and read by the same rules, wherever its folder is."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import PurePath
from tempfile import TemporaryDirectory
from typing import Any

from ..domain.drafts import FileOffer
from ..domain.named_files import NamedFile
from ..domain.notebook import Notebook
from . import attachments
from .environment import surroundings
from .folders import DiskFolder, Folder
from .interface import Ran, Surroundings
from .interpreters import Interpreters
from .kernels import kernel_specs
from .pictures import pictures


class Beside(ABC):
    """The part of a workspace that only has to know a notebook's folder."""

    def __init__(self, kernel_specs: Any = None) -> None:
        """`kernel_specs` finds kernels by their names; null is Jupyter's own finder."""
        self._given_specs = kernel_specs
        self._interpreters = Interpreters()

    @abstractmethod
    def _folder(self, path: str) -> Folder: ...

    def pictures(self, path: str, names: tuple[str, ...]) -> dict[str, bytes]:
        """The images of these names in the notebook's folder."""
        return pictures(names, self._folder(path))

    def offers(self, path: str, named: tuple[NamedFile, ...]) -> tuple[FileOffer, ...]:
        """How the files that a notebook names stand to its folder and to the limits."""
        return attachments.offers(self._folder(path), named)

    def added(self, path: str, names: tuple[str, ...]) -> tuple[FileOffer, ...]:
        """The same for files that the author adds."""
        return attachments.added(self._folder(path), names)

    def attachment(self, path: str, name: str) -> bytes:
        """A file of the notebook's folder, as it is now."""
        return attachments.attachment(self._folder(path), name)

    def environment(self, path: str, notebook: Notebook) -> Surroundings:
        """What the notebook ran in, as its kernel's own interpreter tells."""
        return surroundings(
            notebook,
            folder=self._folder(path),
            stem=PurePath(path).stem,
            specs=self._kernel_specs,
            interpreters=self._interpreters,
        )

    def run(
        self,
        path: str,
        notebook: Notebook,
        *,
        progress: Callable[[int, int], None],
        cancelled: threading.Event,
    ) -> Ran:
        """The notebook after a run in a fresh kernel.

        In its own folder, or an empty one where its files are on no disk of this machine.
        """
        from .running import run  # it loads nbclient

        with ExitStack() as stack:
            folder = self._folder(path)
            place = folder.path if isinstance(folder, DiskFolder) else None
            return run(
                notebook,
                folder=place or stack.enter_context(TemporaryDirectory(prefix="hub-publish-")),
                specs=self._kernel_specs,
                progress=progress,
                cancelled=cancelled,
            )

    @property
    def _kernel_specs(self) -> Any:
        return self._given_specs if self._given_specs is not None else kernel_specs()
