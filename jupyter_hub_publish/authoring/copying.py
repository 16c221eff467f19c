"""A copy of a published notebook in a folder: a number is added, nothing is overwritten."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

from ..domain import notebook as notebooks
from ..domain.errors import FileProblem
from ..domain.records import Actor, Record, Remembered
from ..library.interface import Library

_UNFIT = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')
MAX_NAME = 100  # characters; with any encoding far below what file systems take


class Copy(Record):
    """Where a copy was written."""

    path: Path
    version: int


def copy_notebook(report: str, folder: Path, *, library: Library, actor: Actor) -> Copy:
    """Write the report's newest notebook into a folder, untrusted, its origin as its parent."""
    detail = library.reading.open_latest(report, actor=actor)
    data = library.reading.notebook(report, detail.version, actor=actor)
    origin = Remembered(library=library.info.id, report=report, version=detail.version)
    notebook = notebooks.without_trust(notebooks.parse(data))
    notebook = notebooks.descending(notebook, origin)
    text = msgspec.json.format(msgspec.json.encode(notebook), indent=1) + b"\n"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return Copy(path=_written(folder, file_name(detail.title), text), version=detail.version)
    except OSError as error:
        raise FileProblem(
            f"The copy cannot be written to {folder}: {error.strerror or error}.",
            hint="Choose another folder.",
        ) from error


def file_name(title: str) -> str:
    """A title as the stem of a file's name, without what file systems refuse."""
    name = " ".join(_UNFIT.sub(" ", title).split()).strip(". ")
    return name[:MAX_NAME].strip(". ") or "Report"


def _written(folder: Path, stem: str, data: bytes) -> Path:
    for number in range(1, 10_000):
        path = folder / f"{stem}{f' {number}' if number > 1 else ''}.ipynb"
        try:
            with path.open("xb") as file:
                file.write(data)
            return path
        except FileExistsError:
            continue
    raise FileProblem(f"There are too many copies in {folder}.", hint="Choose another folder.")
