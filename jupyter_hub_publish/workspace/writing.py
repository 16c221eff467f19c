"""A new folder with files in it: all of them or nothing, and nothing that is there is touched."""

from __future__ import annotations

import base64
import os
import posixpath
import secrets
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec

from ..domain.errors import BadInput, FileProblem, PublishError
from ..domain.file_names import file_name
from ..domain.paths import attachment_name, shown

Call = Callable[..., Any]
MOST_COPIES = 1_000  # of one name in one folder; whoever has more is in a loop


def checked(files: Mapping[str, bytes]) -> None:
    """Raise BadInput for a name that would lead out of the folder."""
    for name in files:
        attachment_name(name)


def require_shown(directory: str) -> None:
    """Raise BadInput for a folder of the workspace that its file browser would not show."""
    if directory and (
        not directory.isprintable()
        or "\\" in directory
        or any(part.startswith(".") for part in directory.split("/"))
    ):
        raise BadInput(
            f"{shown(directory)} is no folder that can be written to.",
            hint="Choose one that the file browser shows.",
        )


def write_on_disk(parent: str, title: str, files: Mapping[str, bytes]) -> str:
    """The name of the folder that was made in this one, which is there already.

    It is filled under a hidden name, so that nobody sees a part of it.
    """
    filled = Path(parent) / f".hub-publish-{secrets.token_hex(8)}"
    try:
        filled.mkdir()
        for name, data in files.items():
            (filled / name).parent.mkdir(parents=True, exist_ok=True)
            with (filled / name).open("xb") as file:
                file.write(data)
        return _moved(filled, Path(parent), title)
    except OSError as error:
        raise _unwritten(parent, error.strerror or str(error)) from error
    finally:
        shutil.rmtree(filled, ignore_errors=True)


def write_stored(
    contents: Any, call: Call, parent: str, title: str, files: Mapping[str, bytes]
) -> str:
    """The same in a contents manager; `call` calls one of its methods, or raises FileProblem."""

    def is_free(path: str) -> bool:
        return not any(
            call("read", path, method, path)
            for method in (contents.dir_exists, contents.file_exists)
        )

    names = _names(title)
    name = next((name for name in names if is_free(posixpath.join(parent, name))), None)
    if name is None:
        raise _too_many(parent)
    folder = posixpath.join(parent, name)
    made: list[str] = []
    try:
        for path, model in _models(folder, files):
            made.append(path)  # before it is saved: a part of it may be there when that fails
            call("written", path, contents.save, model, path)
    except BaseException:
        for path in reversed(made):
            with suppress(PublishError):
                call("written", path, contents.delete, path)
        raise
    return name


def _moved(filled: Path, parent: Path, title: str) -> str:
    for name in _names(title):
        target = parent / name
        if os.path.lexists(target):
            continue
        try:
            os.rename(filled, target)
        except OSError:
            if os.path.lexists(target):  # somebody was faster
                continue
            raise
        return name
    raise _too_many(str(parent))


def _names(title: str) -> Iterator[str]:
    stem = file_name(title)
    yield stem
    for number in range(2, MOST_COPIES):
        yield f"{stem} {number}"


def _models(folder: str, files: Mapping[str, bytes]) -> Iterator[tuple[str, dict[str, Any]]]:
    """What is saved, in this order: each folder before what it holds."""
    folders = {folder}
    yield folder, {"type": "directory"}
    for name, data in files.items():
        *parts, _ = name.split("/")
        for depth in range(1, len(parts) + 1):
            inner = posixpath.join(folder, *parts[:depth])
            if inner not in folders:
                folders.add(inner)
                yield inner, {"type": "directory"}
        yield posixpath.join(folder, name), _model(name, data)


def _model(name: str, data: bytes) -> dict[str, Any]:
    if name.endswith(".ipynb"):
        with suppress(msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            # As what it is: such managers keep notebooks and files apart.
            return {"type": "notebook", "format": "json", "content": msgspec.json.decode(data)}
    encoded = base64.b64encode(data).decode()
    return {"type": "file", "format": "base64", "content": encoded}


def _too_many(parent: str) -> FileProblem:
    return FileProblem(
        f"There are too many copies of it in {parent or 'this folder'}.",
        hint="Choose another folder.",
    )


def _unwritten(parent: str, why: str) -> FileProblem:
    reason = why[:1].lower() + why[1:]
    return FileProblem(
        f"The files cannot be written to {parent}: {reason}.", hint="Choose another folder."
    )
