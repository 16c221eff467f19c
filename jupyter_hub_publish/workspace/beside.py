"""What lies beside a notebook is found and read by the same rules, wherever its folder is."""

from __future__ import annotations

from abc import ABC, abstractmethod

from ..domain.drafts import FileOffer
from ..domain.named_files import NamedFile
from . import attachments
from .folders import Folder
from .pictures import pictures


class Beside(ABC):
    """The part of a workspace that only has to know a notebook's folder."""

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
