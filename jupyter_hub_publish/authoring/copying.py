"""A copy of a report is a folder of one's own: notebook, files and environment, nobody's report."""

from __future__ import annotations

import posixpath

import msgspec

from .. import bundle
from ..domain import notebook as notebooks
from ..domain.drafts import Copied, CopyRequest
from ..domain.file_names import file_name
from ..domain.records import Actor, Remembered
from ..library.interface import Library
from ..workspace import Workspace


def copy(request: CopyRequest, *, actor: Actor, library: Library, workspace: Workspace) -> Copied:
    """Write a version into a new folder of the workspace, all of it or nothing.

    The notebook is not trusted, and knows the version that it was copied from.
    """
    report = library.reading.open_latest(request.report, actor=actor)
    number = request.version or report.version
    with library.reading.bundle(report.id, number, actor=actor) as file:
        version = bundle.read(file)
    origin = Remembered(library=library.info.id, report=report.id, version=number)
    # What the notebook reads comes before what says how to install: they seldom share a name.
    files = version.environment | version.attachments
    name = _free_name(file_name(report.title), files)
    folder = workspace.write_folder(
        request.directory, report.title, {name: _untrusted(version.notebook, origin), **files}
    )
    return Copied(
        folder=folder,
        notebook=posixpath.join(folder, name),
        version=number,
        files=len(files),
    )


def _untrusted(data: bytes, origin: Remembered) -> bytes:
    """The notebook as JupyterLab would save it, with its origin as its parent."""
    notebook = notebooks.without_trust(notebooks.parse(data))
    encoded = msgspec.json.encode(notebooks.descending(notebook, origin))
    return msgspec.json.format(encoded, indent=1) + b"\n"


def _free_name(stem: str, taken: dict[str, bytes]) -> str:
    """The name of the notebook's file, which none of its files has, in capitals or not."""
    others = {name.partition("/")[0].lower() for name in taken}
    number, name = 1, f"{stem}.ipynb"
    while name.lower() in others:
        number += 1
        name = f"{stem} {number}.ipynb"
    return name
