"""Writes a bundle; equal contents give equal bytes."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import IO

import msgspec

from ..domain.paths import attachment_name
from ..domain.pictures import measured
from .records import ATTACHMENTS, ENVIRONMENT, MANIFEST, NOTEBOOK, PAGE, THUMBNAILS, Manifest

_NOTHING: Mapping[str, bytes] = MappingProxyType({})


def write(
    out: IO[bytes],
    *,
    manifest: Manifest,
    notebook: bytes,
    page: bytes,
    thumbnail: bytes = b"",
    attachments: Mapping[str, bytes] = _NOTHING,
    environment: Mapping[str, bytes] = _NOTHING,
) -> None:
    """Write a bundle to a file. The manifest comes first, so that a reader can refuse early.

    `thumbnail` is a PNG or WebP file, or empty. Raises BadInput for a name that may not travel.
    """
    with tarfile.open(fileobj=out, mode="w|", format=tarfile.PAX_FORMAT) as tar:
        for name, data in (
            (MANIFEST, msgspec.json.encode(manifest)),
            *_picture(thumbnail),
            (NOTEBOOK, notebook),
            (PAGE, page),
            *_below(ENVIRONMENT, environment),
            *_below(ATTACHMENTS, attachments),
        ):
            member = tarfile.TarInfo(name)
            member.size, member.mode = len(data), 0o644
            tar.addfile(member, io.BytesIO(data))


def _picture(thumbnail: bytes) -> Iterator[tuple[str, bytes]]:
    header = measured(thumbnail)
    yield from (
        (name, thumbnail)
        for name, kind in THUMBNAILS.items()
        if header is not None and header.media_type == kind
    )


def _below(folder: str, files: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    yield from ((folder + attachment_name(name), files[name]) for name in sorted(files))
