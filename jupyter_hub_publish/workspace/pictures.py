"""An image beside a notebook is read only if it is an image, and really lies in that folder.

A notebook may come from somebody else: what it names would be published in the name of whoever
publishes it. So no link leads out of the folder, no name begins with a dot, and the first bytes
have to be those of an image.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path, PurePosixPath

from ..domain.named_pictures import MAX_ALL, MAX_PICTURE, media_type

Read = Callable[[str], bytes | None]


def pictures(names: Iterable[str], read: Read) -> dict[str, bytes]:
    """The images among these names, as far as there is room for them."""
    found: dict[str, bytes] = {}
    left = MAX_ALL
    for name in names:
        data = read(name)
        if data and len(data) <= min(left, MAX_PICTURE) and media_type(data):
            found[name] = data
            left -= len(data)
    return found


def read_in(folder: str) -> Read:
    """Reads files in this folder of the file system, and in no other."""
    root = Path(os.path.realpath(folder))

    def read(name: str) -> bytes | None:
        with suppress(OSError, ValueError):  # it is not there, or no file can have this name
            file = Path(os.path.realpath(root / name))
            if file.is_relative_to(root) and not is_hidden(file.relative_to(root)):
                return _regular(file)
        return None

    return read


def is_hidden(path: Path | PurePosixPath) -> bool:
    """Whether a part of the path begins with a dot."""
    return any(part.startswith(".") for part in path.parts)


def _regular(file: Path) -> bytes | None:
    # Not waiting for a pipe, and not following what has become a link since it was looked at.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)
    handle = os.open(file, flags | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as stream:
        about = os.fstat(handle)
        if not stat.S_ISREG(about.st_mode) or about.st_size > MAX_PICTURE:
            return None
        return stream.read(MAX_PICTURE)
