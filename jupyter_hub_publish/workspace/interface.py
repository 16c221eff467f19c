"""What the author's side needs of the author's files, wherever they lie."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from typing import Protocol

from ..domain.drafts import EnvironmentOffer, FileOffer
from ..domain.errors import BadNotebook, TooLarge
from ..domain.limits import MAX_NOTEBOOK
from ..domain.named_files import NamedFile
from ..domain.notebook import Notebook
from ..domain.records import Record, Remembered, Run


class Source(Record):
    """A notebook as it was read."""

    path: str
    notebook: Notebook
    """Of nbformat 4, checked, and without characters that cannot be stored."""
    size: int
    """Bytes of its file."""


class Surroundings(Record):
    """What a notebook ran in, and the files that say how to make it again."""

    offer: EnvironmentOffer
    contents: dict[str, bytes]
    """The bytes of each file of the offer, by its name."""


class Ran(Record):
    """A notebook after a run from top to bottom, and what is said about the run."""

    notebook: Notebook
    run: Run


class Workspace(Protocol):
    """The author's files. Its methods block, and raise FileProblem, BadNotebook or TooLarge."""

    def read(self, path: str) -> Source:
        """The notebook as it is saved."""
        ...

    def origin(self, path: str) -> str:
        """What tells this notebook from its copies: where its file really is."""
        ...

    def located(self, origin: str) -> str | None:
        """The path under which `read` finds what `origin` names; None where it lies elsewhere."""
        ...

    def pictures(self, path: str, names: tuple[str, ...]) -> dict[str, bytes]:
        """Those of these files in the notebook's folder that are images, by name; never raises."""
        ...

    def remember(self, path: str, memory: Remembered) -> bool:
        """Write the report's id into the notebook's metadata, unless its format has no room."""
        ...

    def offers(self, path: str, named: tuple[NamedFile, ...]) -> tuple[FileOffer, ...]:
        """How the files that a notebook names stand to its folder and to the limits: each once.

        A module becomes its files, and what those name in turn; one that does not lie beside the
        notebook is installed somewhere, and left out. Never raises.
        """
        ...

    def added(self, path: str, names: tuple[str, ...]) -> tuple[FileOffer, ...]:
        """The same for files that the author adds; raises BadInput for what can be no name."""
        ...

    def attachment(self, path: str, name: str) -> bytes:
        """A file of the notebook's folder, as it is now.

        Raises FileProblem, TooLarge or BadInput, naming it, where it cannot travel.
        """
        ...

    def environment(self, path: str, notebook: Notebook) -> Surroundings:
        """What the notebook ran in, as its kernel's own interpreter tells; never raises.

        Nothing of the notebook is run. It takes at most 3 seconds, and is remembered.
        """
        ...

    def run(
        self,
        path: str,
        notebook: Notebook,
        *,
        progress: Callable[[int, int], None],
        cancelled: threading.Event,
    ) -> Ran:
        """The notebook after a run in a fresh kernel, in its own folder; its file is not touched.

        `progress` is called in this thread with the code cells done and all code cells. Raises
        RunFailed, naming the cell where there is one, or Cancelled; no kernel stays behind.
        """
        ...

    def write_folder(self, directory: str, title: str, files: Mapping[str, bytes]) -> str:
        """Write files into a new folder named after the title: all of them, or nothing.

        A number is added to the name where it is taken. Returns the folder's path. Raises
        FileProblem, or BadInput for a name that leads out of it.
        """
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
