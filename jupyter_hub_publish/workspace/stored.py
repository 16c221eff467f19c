"""The folder of a notebook in a contents manager that keeps no files on this machine."""

from __future__ import annotations

import base64
import binascii
import posixpath
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import Any

from ..domain.errors import FileProblem
from .folders import Look, is_hidden, problem, too_large, unreadable

Ask = Callable[..., dict[str, Any]]


class StoredFolder:
    """A folder as a contents manager shows it; `ask` gets one of its models or a FileProblem."""

    def __init__(self, path: str, ask: Ask) -> None:
        self._path = path
        self._ask = ask

    def look(self, name: str) -> Look:
        """What the contents manager says lies there."""
        path = PurePosixPath(posixpath.normpath(name))
        if path.is_absolute() or ".." in path.parts:
            return Look(state="outside")
        if is_hidden(path):
            return Look(state="hidden")
        try:
            model = self._ask("read", self._at(str(path)), content=False)
            if model.get("type") == "directory":
                return Look(state="not_a_file")
            size = model.get("size")
            return Look(
                state="ready", size=size if size is not None else len(self._data(str(path)))
            )
        except FileProblem:
            return Look(state="missing")

    def read(self, name: str, most: int) -> bytes:
        """The bytes of a file, asked for only when it says that it is small enough."""
        look = self.look(name)
        if look.state != "ready":
            raise problem(name, look.state)
        if look.size is not None and look.size > most:
            raise too_large(name, most)
        data = self._data(posixpath.normpath(name))
        if len(data) > most:
            raise too_large(name, most)
        return data

    def below(self, name: str) -> Iterator[str]:
        """The names in a folder."""
        try:
            model = self._ask("read", self._at(name), content=True)
        except FileProblem:
            return
        content = model.get("content") if model.get("type") == "directory" else None
        names = [entry.get("name") for entry in content or () if isinstance(entry, dict)]
        for inner in sorted(inner for inner in names if isinstance(inner, str) and inner):
            yield f"{name}/{inner}" if name else inner

    def _at(self, name: str) -> str:
        return posixpath.join(self._path, name) if name else self._path

    def _data(self, name: str) -> bytes:
        # Base64 whatever it is: as a notebook or a text it would not come back byte for byte.
        model = self._ask("read", self._at(name), content=True, type="file", format="base64")
        try:
            return base64.b64decode(model["content"])
        except (KeyError, TypeError, binascii.Error) as error:
            raise unreadable(name, "its storage gives no bytes") from error
