"""Bytes that the library holds, as they are handed on: compressed once, and never again."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from .pictures import PictureType
from .records import Record


class Content(Record):
    """A stored file: its sizes, a tag that changes with its bytes, and its gzip form."""

    size: int
    """Bytes when unpacked."""
    gzip_size: int
    etag: str
    gzip: Callable[[], Iterator[bytes]]
    """Begins a new stream; the pieces are at most about 1 MB each."""


class Picture(Record):
    """A small picture, whole, with a tag that changes with its bytes."""

    data: bytes
    media_type: PictureType
    etag: str


def tag_of(blob: str | None) -> str | None:
    """The short name of stored bytes that makes the address of a picture change with it."""
    return None if blob is None else blob[:12]
