"""What the author's side needs of the author's files, wherever they lie."""

from __future__ import annotations

from typing import Protocol

from ..domain.errors import BadNotebook, TooLarge
from ..domain.limits import MAX_NOTEBOOK
from ..domain.notebook import Notebook
from ..domain.records import Record, Remembered


class Source(Record):
    """A notebook as it was read."""

    path: str
    notebook: Notebook
    """Of nbformat 4, checked, and without characters that cannot be stored."""
    size: int
    """Bytes of its file."""


class Workspace(Protocol):
    """The author's files. Its methods block, and raise FileProblem, BadNotebook or TooLarge."""

    def read(self, path: str) -> Source:
        """The notebook as it is saved."""
        ...

    def origin(self, path: str) -> str:
        """What tells this notebook from its copies: where its file really is."""
        ...

    def pictures(self, path: str, names: tuple[str, ...]) -> dict[str, bytes]:
        """Those of these files in the notebook's folder that are images, by name; never raises."""
        ...

    def remember(self, path: str, memory: Remembered) -> None:
        """Write the report's id into the notebook's metadata."""
        ...


def require_notebook_path(path: str) -> None:
    """Raise BadNotebook unless the path could be a notebook's."""
    if not path.endswith(".ipynb") or "\0" in path:
        raise BadNotebook(
            "Only notebooks can be published.", hint="Choose a file whose name ends in .ipynb."
        )


def require_size(size: int) -> None:
    """Raise TooLarge for a file that no reader's browser would open."""
    if size > MAX_NOTEBOOK:
        raise TooLarge(
            f"The notebook is {size / 1e6:,.0f} MB large; at most {MAX_NOTEBOOK // 1_000_000} MB"
            " can be published.",
            hint="Clear the largest outputs, or draw fewer points, and save it again.",
        )
