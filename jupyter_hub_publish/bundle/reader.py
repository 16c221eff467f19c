"""Reads a bundle from a stream, within its limits: nothing is extracted, nothing is believed."""

from __future__ import annotations

import tarfile
from typing import IO

import msgspec

from ..domain.errors import BadBundle, TooLarge
from ..domain.limits import MAX_BUNDLE, MAX_THUMBNAIL, MAX_THUMBNAIL_SIDE
from ..domain.pictures import is_whole, measured
from .records import MANIFEST, NOTEBOOK, PAGE, THUMBNAILS, Bundle, Manifest

_NEEDED = (MANIFEST, NOTEBOOK, PAGE)
_KNOWN = (*_NEEDED, *THUMBNAILS)
_HINT = "Make the bundle again with this version of the program."


def read(source: IO[bytes], *, limit: int = MAX_BUNDLE) -> Bundle:
    """The bundle in this stream.

    Raises TooLarge over `limit` bytes of contents, and BadBundle for what is cut off, named twice,
    not a plain file, missing or unknown.
    """
    files: dict[str, bytes] = {}
    left = limit
    try:
        with tarfile.open(fileobj=source, mode="r|") as tar:
            for member in tar:
                if member.name not in _KNOWN or not member.isreg() or member.name in files:
                    raise BadBundle(
                        f"The bundle holds {_shown(member.name)} out of place.", hint=_HINT
                    )
                left -= member.size
                if left < 0:
                    raise TooLarge(
                        f"The publication is larger than {limit // 1_000_000} MB.",
                        hint="Clear the largest outputs, or draw fewer points, and publish again.",
                    )
                file = tar.extractfile(member)
                data = file.read() if file else b""
                if len(data) != member.size:
                    raise BadBundle("The bundle is cut off.", hint="Send it again.")
                files[member.name] = data
    except (tarfile.TarError, EOFError, ValueError, OverflowError) as error:
        raise BadBundle("The bundle is not a tar file, or it is cut off.", hint=_HINT) from error
    missing = [name for name in _NEEDED if name not in files]
    if missing:
        raise BadBundle(f"The bundle lacks {missing[0]}.", hint=_HINT)
    return Bundle(
        manifest=_manifest(files[MANIFEST]),
        notebook=files[NOTEBOOK],
        page=files[PAGE],
        thumbnail=_thumbnail(files),
    )


def _thumbnail(files: dict[str, bytes]) -> bytes:
    """The picture, checked by its header: nobody but a reader's browser ever decodes it."""
    named = [name for name in THUMBNAILS if name in files]
    if not named:
        return b""
    data, header = files[named[0]], measured(files[named[0]])
    if (
        len(named) > 1
        or header is None
        or header.media_type != THUMBNAILS[named[0]]
        or len(data) > MAX_THUMBNAIL
        or max(header.width, header.height) > MAX_THUMBNAIL_SIDE
        or not is_whole(data)
    ):
        raise BadBundle(f"The bundle's {named[-1]} is not a small picture.", hint=_HINT)
    return data


def _manifest(data: bytes) -> Manifest:
    try:
        manifest = msgspec.json.decode(data, type=Manifest)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadBundle(f"The bundle's report.json is wrong: {error}.", hint=_HINT) from error
    texts = (manifest.title, manifest.summary, manifest.source or "", *manifest.tags)
    if any("\0" in text for text in texts):
        raise BadBundle("The bundle's report.json holds a NUL character.", hint=_HINT)
    if not manifest.title.strip():
        raise BadBundle("The report has no title.", hint="Give it one.")
    return manifest


def _shown(name: str) -> str:
    """A member's name, safe to show: short, printable, quoted."""
    return ascii(name[:60])
