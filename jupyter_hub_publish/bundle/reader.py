"""Reads a bundle from a stream, within its limits: nothing is extracted, nothing is believed."""

from __future__ import annotations

import tarfile
from collections import Counter
from collections.abc import Iterator
from typing import IO, NamedTuple, Self

import msgspec

from ..domain.errors import BadBundle, BadInput, TooLarge
from ..domain.limits import (
    MAX_ATTACHMENTS,
    MAX_ATTACHMENTS_BYTES,
    MAX_BUNDLE,
    MAX_ENVIRONMENT_FILES,
    MAX_NOTEBOOK,
    MAX_PAGE_BYTES,
    MAX_SMALL,
)
from ..domain.paths import attachment_name, shown
from ..domain.pictures import is_small_picture, measured
from .records import (
    ATTACHMENTS,
    ENVIRONMENT,
    MANIFEST,
    NOTEBOOK,
    PAGE,
    THUMBNAILS,
    Bundle,
    Manifest,
)

_SAYS_MORE = (
    *(tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE),
    *(tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK),
)
_NEEDED = (MANIFEST, NOTEBOOK, PAGE)
_HINT = "Make the bundle again with this version of the program."
_FEWER = "Leave out the largest, or publish them where your team keeps its data."
_SHORTER = "Clear the largest outputs, or draw fewer points, and publish again."


class _Room(NamedTuple):
    """How much of one kind a bundle may hold, and what is said of more."""

    files: int
    size: int
    subject: str
    hint: str


_ROOMS = {
    MANIFEST: _Room(1, MAX_SMALL, "The bundle's report.json is", _HINT),
    NOTEBOOK: _Room(1, MAX_NOTEBOOK, "The notebook is", _SHORTER),
    PAGE: _Room(1, MAX_PAGE_BYTES, "The page is", _SHORTER),
    ATTACHMENTS: _Room(MAX_ATTACHMENTS, MAX_ATTACHMENTS_BYTES, "The files are together", _FEWER),
    ENVIRONMENT: _Room(
        MAX_ENVIRONMENT_FILES, MAX_SMALL, "The environment's files are together", _FEWER
    ),
    **{name: _Room(1, MAX_SMALL, f"The bundle's {name} is", _HINT) for name in THUMBNAILS},
}


def read(source: IO[bytes], *, limit: int = MAX_BUNDLE) -> Bundle:
    """The bundle in this stream.

    Raises TooLarge over `limit` bytes of contents or over the limit of a kind, and BadBundle for
    what is cut off, named twice or badly, not a plain file, missing or unknown.
    """
    files: dict[str, bytes] = {}
    taken: dict[str, Counter[str]] = {"files": Counter(), "size": Counter()}
    try:
        with tarfile.open(fileobj=source, mode="r|", tarinfo=_bounded()) as tar:
            for member in tar:
                kind = _kind_of(member, files)
                taken["files"][kind] += 1
                taken["size"][kind] += member.size
                _check_room(kind, taken["files"][kind], taken["size"][kind])
                if taken["size"].total() > limit:
                    raise _too_large("The publication is", limit, _SHORTER)
                file = tar.extractfile(member)
                data = file.read() if file else b""
                if len(data) != member.size:
                    raise BadBundle("The bundle is cut off.", hint="Send it again.")
                files[member.name] = data
    except (tarfile.TarError, EOFError, ValueError, OverflowError, RecursionError) as error:
        raise BadBundle("The bundle is not a tar file, or it is cut off.", hint=_HINT) from error
    missing = [name for name in _NEEDED if name not in files]
    if missing:
        raise BadBundle(f"The bundle lacks {missing[0]}.", hint=_HINT)
    return Bundle(
        manifest=_manifest(files[MANIFEST]),
        notebook=files[NOTEBOOK],
        page=files[PAGE],
        thumbnail=_thumbnail(files),
        attachments=_below(ATTACHMENTS, files),
        environment=_below(ENVIRONMENT, files),
    )


def _bounded() -> type[tarfile.TarInfo]:
    """What tarfile reads the headers of one bundle with.

    It takes in whole what headers say besides, such as a long name, and splits it word by word: a
    bundle of nothing else would keep a processor busy for minutes.
    """

    class Bounded(tarfile.TarInfo):
        said = 0

        @classmethod
        def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
            made = super().frombuf(buf, encoding, errors)
            if made.type in _SAYS_MORE:
                cls.said += made.size
                if made.size < 0 or cls.said > MAX_SMALL:
                    raise BadBundle("The bundle says too much of its files.", hint=_HINT)
            return made

    return Bounded


def _kind_of(member: tarfile.TarInfo, files: dict[str, bytes]) -> str:
    """Where the member belongs; raises BadBundle for what has no place in a bundle."""
    name = member.name
    folder = next((folder for folder in (ATTACHMENTS, ENVIRONMENT) if name.startswith(folder)), "")
    if not folder and name not in _ROOMS:
        raise BadBundle(f"The bundle holds {shown(name)} out of place.", hint=_HINT)
    if not member.isreg() or member.size < 0:
        raise BadBundle(f"The bundle holds {shown(name)}, which is no plain file.", hint=_HINT)
    if name in files:
        raise BadBundle(f"The bundle holds {shown(name)} twice.", hint=_HINT)
    if folder:
        try:
            attachment_name(name.removeprefix(folder))
        except BadInput as error:
            raise BadBundle(error.message, hint=_HINT) from error
    return folder or name


def _check_room(kind: str, files: int, size: int) -> None:
    room = _ROOMS[kind]
    if files > room.files:
        raise TooLarge(
            f"The bundle holds more than {room.files:,} files in {kind}.", hint="Leave some out."
        )
    if size > room.size:
        raise _too_large(room.subject, room.size, room.hint)


def _too_large(subject: str, limit: int, hint: str) -> TooLarge:
    return TooLarge(f"{subject} larger than {limit // 1_000_000} MB.", hint=hint)


def _below(folder: str, files: dict[str, bytes]) -> dict[str, bytes]:
    """The files of a folder by their names in it, none of which is another's folder."""
    found = {
        name.removeprefix(folder): files[name] for name in sorted(files) if name.startswith(folder)
    }
    for name in found:
        parts = name.split("/")
        if any("/".join(parts[:count]) in found for count in range(1, len(parts))):
            raise BadBundle(f"The bundle holds {shown(name)} within a file.", hint=_HINT)
    return found


def _thumbnail(files: dict[str, bytes]) -> bytes:
    """The picture, checked by its header: nobody but a reader's browser ever decodes it."""
    named = [name for name in THUMBNAILS if name in files]
    if not named:
        return b""
    data = files[named[0]]
    header = measured(data)
    if (
        len(named) > 1
        or not is_small_picture(data)
        or header is None
        or header.media_type != THUMBNAILS[named[0]]
    ):
        raise BadBundle(f"The bundle's {named[-1]} is not a small picture.", hint=_HINT)
    return data


def _manifest(data: bytes) -> Manifest:
    try:
        manifest = msgspec.json.decode(data, type=Manifest)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadBundle(f"The bundle's report.json is wrong: {error}.", hint=_HINT) from error
    if any("\0" in text for text in _texts(msgspec.to_builtins(manifest))):
        raise BadBundle("The bundle's report.json holds a NUL character.", hint=_HINT)
    if not manifest.title.strip():
        raise BadBundle("The report has no title.", hint="Give it one.")
    return manifest


def _texts(tree: object) -> Iterator[str]:
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, dict):
        for value in tree.values():
            yield from _texts(value)
    elif isinstance(tree, list | tuple):
        for value in tree:
            yield from _texts(value)
