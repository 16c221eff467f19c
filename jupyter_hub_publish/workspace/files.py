"""The workspace of the command line: plain files."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

import msgspec

from ..domain import notebook as notebooks
from ..domain.errors import FileProblem
from ..domain.records import Remembered
from .beside import Beside
from .folders import DiskFolder, Folder
from .formats import decoded, publishable
from .interface import Source, require_notebook_path, require_size
from .writing import checked, write_on_disk


class FileWorkspace(Beside):
    """Reads and writes notebooks by their paths in the file system."""

    def read(self, path: str) -> Source:
        """The notebook in this file."""
        require_notebook_path(path)
        try:
            with Path(path).open("rb") as file:
                require_size(os.fstat(file.fileno()).st_size)
                data = file.read()
        except OSError as error:
            raise FileProblem(
                f"{path} cannot be read: {_reason(error)}.", hint="Check the path."
            ) from error
        return Source(path=path, notebook=publishable(decoded(data)), size=len(data))

    def origin(self, path: str) -> str:
        """The file's real path."""
        return os.path.realpath(path)

    def located(self, origin: str) -> str | None:
        """The same again: every file is in reach."""
        return origin

    def remember(self, path: str, memory: Remembered) -> bool:
        """Write the report's id into the file, all of it or nothing; False for an old format."""
        try:
            file = Path(path).resolve()
            content = decoded(file.read_bytes())
            if not isinstance(content, dict) or content.get("nbformat") != 4:
                return False
            changed = notebooks.remembering(content, memory)
            data = msgspec.json.format(msgspec.json.encode(changed), indent=1) + b"\n"
            write_whole(file, data, mode=file.stat().st_mode & 0o777)
            return True
        except OSError as error:
            raise FileProblem(
                f"{path} cannot be written: {_reason(error)}.",
                hint="The report is published; the next publication will ask which one it updates.",
            ) from error

    def write_folder(self, directory: str, title: str, files: Mapping[str, bytes]) -> str:
        """Write files into a new folder; the folder around it is made where it is not there."""
        checked(files)
        try:
            Path(directory).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise FileProblem(
                f"The folder {directory} cannot be made: {_reason(error)}.",
                hint="Choose another folder.",
            ) from error
        return os.path.join(directory, write_on_disk(directory or ".", title, files))

    def _folder(self, path: str) -> Folder:
        return DiskFolder(os.path.dirname(path))


def write_whole(file: Path, data: bytes, *, mode: int = 0o644) -> None:
    """Replace a file's contents in one step: a reader sees the old or the new, never a part."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=".hub-publish-")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        Path(name).chmod(mode)
        os.replace(name, file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _reason(error: OSError) -> str:
    text = error.strerror or str(error)
    return text[:1].lower() + text[1:]
