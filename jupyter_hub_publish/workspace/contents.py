"""The workspace of a Jupyter server: its contents manager, whatever storage is behind that."""

from __future__ import annotations

import asyncio
import inspect
import os
import posixpath
from collections.abc import Mapping
from concurrent.futures import Future
from typing import Any

from ..domain import notebook as notebooks
from ..domain.errors import FileProblem, PublishError
from ..domain.records import Remembered
from .beside import Beside
from .folders import DiskFolder, Folder
from .formats import plain, publishable
from .interface import Source, require_notebook_path, require_size
from .stored import StoredFolder
from .writing import checked, require_shown, write_on_disk, write_stored

PATIENCE = 60.0  # seconds for one call; remote storage can be slow, and a person is waiting


class ContentsWorkspace(Beside):
    """Reads and writes through the contents manager, which lives on the server's event loop.

    Its methods block, and are called from other threads than the loop's.
    """

    def __init__(
        self, contents: Any, loop: asyncio.AbstractEventLoop, *, kernel_specs: Any = None
    ) -> None:
        super().__init__(kernel_specs)
        self._contents = contents
        self._loop = loop

    def read(self, path: str) -> Source:
        """The notebook as it is saved."""
        require_notebook_path(path)
        about = self._ask("read", path, content=False)
        require_size(about.get("size") or 0)
        model = self._ask("read", path, content=True, type="notebook")
        content = plain(model["content"])
        return Source(path=path, notebook=publishable(content), size=model.get("size") or 0)

    def origin(self, path: str) -> str:
        """The file's real path, so that all servers and the command line name it alike.

        The contents path, where the contents manager keeps no files.
        """
        root = self._root()
        file = os.path.realpath(os.path.join(root, path)) if root else ""
        return file if file and os.path.exists(file) else path

    def located(self, origin: str) -> str | None:
        """The contents path of that file, where it lies below the contents manager's root."""
        root = self._root()
        if not root:
            return origin
        path = os.path.relpath(origin, os.path.realpath(root))
        below = os.path.isabs(origin) and path.split(os.sep, 1)[0] != os.pardir
        return path.replace(os.sep, "/") if below else None

    def remember(self, path: str, memory: Remembered) -> bool:
        """Write the report's id into the saved notebook."""
        model = self._ask("read", path, content=True, type="notebook")
        # The trust that the contents manager has found stays: it signs what it has trusted.
        changed = notebooks.remembering(plain(model["content"]), memory)
        saved = {"type": "notebook", "format": "json", "content": changed}
        self._run("written", path, self._contents.save, saved, path)
        return True

    def write_folder(self, directory: str, title: str, files: Mapping[str, bytes]) -> str:
        """Write files into a new folder of one that the file browser shows."""
        checked(files)
        directory = directory.strip("/")
        require_shown(directory)
        if not self._run("read", directory, self._contents.dir_exists, directory):
            raise FileProblem(
                f"There is no folder {directory}.", hint="Choose one that the file browser shows."
            )
        if root := self._root():
            name = write_on_disk(os.path.join(root, directory), title, files)
        else:
            name = write_stored(self._contents, self._run, directory, title, files)
        return posixpath.join(directory, name)

    def _folder(self, path: str) -> Folder:
        root = self._root()
        file = os.path.join(root, path) if root else ""
        if file and os.path.isfile(file) and ".." not in path.split("/"):
            return DiskFolder(os.path.dirname(file))
        return StoredFolder(posixpath.dirname(path), self._ask)

    def _root(self) -> str:
        """Where the contents manager keeps its files on this machine; empty where it does not."""
        from jupyter_server.services.contents.fileio import FileManagerMixin

        # Others have a root_dir too, which is "/" and means nothing.
        files = isinstance(self._contents, FileManagerMixin)
        return str(self._contents.root_dir) if files else ""

    def _ask(self, deed: str, path: str, **options: Any) -> dict[str, Any]:
        return self._run(deed, path, self._contents.get, path, **options)  # type: ignore[no-any-return]

    def _run(self, deed: str, path: str, method: Any, *args: Any, **options: Any) -> Any:
        async def call() -> Any:
            result = method(*args, **options)
            return await result if inspect.isawaitable(result) else result

        future: Future[Any] = asyncio.run_coroutine_threadsafe(call(), self._loop)
        try:
            return future.result(PATIENCE)
        except PublishError:
            raise
        except TimeoutError as error:
            future.cancel()
            raise FileProblem(
                f"{path} cannot be {deed}: its storage does not answer.", hint="Try again."
            ) from error
        except Exception as error:  # a contents manager raises HTTPError, OSError or its own kinds
            raise _problem(deed, path, error) from error


def _problem(deed: str, path: str, error: Exception) -> FileProblem:
    status = getattr(error, "status_code", None)
    if status == 404 or isinstance(error, FileNotFoundError):
        return FileProblem(
            f"There is no file {path} any more.",
            hint="It was renamed, moved or deleted: save it again, then publish.",
        )
    if status == 400:
        return FileProblem(
            f"{path} is not a notebook that Jupyter can open.",
            hint="Open it in JupyterLab to see what is wrong with it.",
        )
    return FileProblem(f"{path} cannot be {deed}.", hint="The server's log says why.")
