"""Everything under /vendor/ is a file of this package: the same bytes for everyone.

Our own few files stand in static/ as they are. The libraries that draw charts, maps and formulas
stand in static/vendor/, put there compressed by scripts/vendor.mjs, each of the hash that
vendored.json gives; they are read when a page asks for them, and never held in memory.
"""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import msgspec

from ..domain.content import Content
from ..domain.records import Record

_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
# One file for each document of ours instead of several: nothing is painted before all of them are
# there.
_JOINED = {
    "report-1.css": (
        "tokens-1.css",
        "cells-1.css",
        "opening-1.css",
        "page-1.css",
        "kinds-1.css",
    ),
    "reader-1.css": ("tokens-1.css", "shell-1.css", "opening-1.css", "related-1.css"),
    "library-1.css": (
        "tokens-1.css",
        "web-1.css",
        "own-1.css",
        "compared-1.css",
        "datasets-1.css",
    ),
}
_VERSIONED = re.compile(r"([a-z][a-z-]*)-\d+(?:\.\d+)*(\.[a-z0-9]+)")
_PIECE = 256_000  # bytes
_HERE = Path(__file__).parent
_OWN = _HERE / "static"
_COPIED = _OWN / "vendor"


class Vendored(Record):
    """A file as it is served."""

    content: Content
    content_type: str

    @property
    def etag(self) -> str:
        """Quoted, as the header wants it."""
        return self.content.etag

    @property
    def data(self) -> bytes:
        """The file itself."""
        return gzip.decompress(b"".join(self.content.gzip()))


class _File(Record):
    size: int
    sha256: str
    source: str = msgspec.field(name="from")


class _Library(Record):
    package: str
    version: str
    license: str
    files: dict[str, _File]


def vendored(name: str) -> Vendored | None:
    """The file of that name, or None; a name is never taken for a path.

    A page lives longer than the version of a library that was current when its scripts were last
    loaded: the name of another version gives the file that has taken its place.
    """
    return _own().get(name) or _library_file(name)


def _library_file(name: str) -> Vendored | None:
    known = _libraries()
    if name not in known:
        asked = _VERSIONED.fullmatch(name)
        name = _successors().get(asked.group(1, 2), "") if asked else ""
    path = _COPIED / f"{name}.gz"
    if name not in known or not path.is_file():
        return None
    content = Content(
        size=known[name].size,
        gzip_size=path.stat().st_size,
        etag=f'"{known[name].sha256[:32]}"',
        gzip=lambda: _pieces(path),
    )
    return Vendored(content=content, content_type=_TYPES[path.suffixes[-2]])


@cache
def _own() -> dict[str, Vendored]:
    files = {
        path.name: path.read_bytes()
        for path in _OWN.iterdir()
        if path.suffix in _TYPES and path.is_file()
    }
    for name, parts in _JOINED.items():
        files[name] = b"\n".join(files[part] for part in parts)
    return {name: _own_file(name, data) for name, data in files.items()}


def _own_file(name: str, data: bytes) -> Vendored:
    packed = gzip.compress(data, mtime=0)
    content = Content(
        size=len(data),
        gzip_size=len(packed),
        etag=f'"{hashlib.sha256(data).hexdigest()[:32]}"',
        gzip=_again(packed),
    )
    return Vendored(content=content, content_type=_TYPES[Path(name).suffix])


@cache
def _libraries() -> dict[str, _File]:
    listed = msgspec.json.decode((_HERE / "vendored.json").read_bytes(), type=dict[str, _Library])
    return {name: file for library in listed.values() for name, file in library.files.items()}


@cache
def _successors() -> dict[tuple[str | None, ...], str]:
    matches = (_VERSIONED.fullmatch(name) for name in _libraries())
    return {match.group(1, 2): match.group() for match in matches if match}


def _again(data: bytes) -> Callable[[], Iterator[bytes]]:
    return lambda: iter((data,))


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece
