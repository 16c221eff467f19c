"""Which files can travel with a report: in its notebook's folder, in sight, within the limits."""

from __future__ import annotations

import posixpath
import re
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Literal

from msgspec.structs import replace

from ..domain.drafts import FileOffer
from ..domain.errors import BadInput
from ..domain.limits import MAX_ATTACHMENTS, MAX_ATTACHMENTS_BYTES
from ..domain.named_files import NamedFile, files_named_in
from ..domain.paths import attachment_name
from .folders import Folder, Look, is_hidden
from .modules import Modules

Reason = Literal["read", "image", "script", "module", "added"]
# Read by the notebook, and perhaps the very thing that must not travel: the author ticks them.
_SECRETIVE = re.compile(
    r"(?:^|[^a-z])(?:secrets?|credentials?|passwords?|passwd|token|api[_-]?keys?|service[_-]account"
    r"|id_(?:rsa|dsa|ecdsa|ed25519))(?:[^a-z]|$)|\.(?:pem|key|p12|pfx|kdbx|jks|ppk|keytab)$"
)


def offers(folder: Folder, named: Iterable[NamedFile]) -> tuple[FileOffer, ...]:
    """Each file that is named, once, in their order; what is there and has room is chosen."""
    merged: dict[str, tuple[Reason, set[int]]] = {}
    waiting = deque(named)
    modules = Modules(folder)
    while waiting:
        file = waiting.popleft()
        names = modules.files(file.name) if file.reason == "module" else (_plain(file.name),)
        for name in names:
            if name in merged:
                merged[name][1].add(file.cell)
            elif len(merged) < MAX_ATTACHMENTS:
                merged[name] = (file.reason, {file.cell})
                if name.endswith(".py"):
                    waiting.extend(files_named_in(modules.source(name), cell=file.cell))
    found = (
        _offer(name, reason, tuple(sorted(cells)), _look(folder, name))
        for name, (reason, cells) in merged.items()
    )
    return tuple(_within_limits(found))


def added(folder: Folder, names: Iterable[str]) -> tuple[FileOffer, ...]:
    """Files that the author has chosen, each once; raises BadInput for what can be no name."""
    names = tuple(dict.fromkeys(names))
    for name in names:
        if not is_hidden(PurePosixPath(name)):
            attachment_name(name)
    found = (_offer(name, "added", (), _look(folder, name)) for name in names)
    return tuple(_within_limits(found))


def attachment(folder: Folder, name: str) -> bytes:
    """The bytes of a file that the author has chosen, as they are now."""
    return folder.read(attachment_name(name), MAX_ATTACHMENTS_BYTES)


def _plain(name: str) -> str:
    """The shortest way to write it: `./data//x.csv` and `data/x.csv` are one file."""
    return posixpath.normpath(name)


def _look(folder: Folder, name: str) -> Look:
    path = PurePosixPath(name)
    if not path.parts:
        return Look(state="not_a_file")  # the folder itself
    if path.is_absolute() or ".." in path.parts or re.match(r"[A-Za-z]:|~", name):
        return Look(state="outside")  # pandas reads `~` as the home
    try:
        return folder.look(attachment_name(name))
    except BadInput:
        return Look(state="hidden" if is_hidden(path) else "missing")


def _offer(name: str, reason: Reason, cells: tuple[int, ...], look: Look) -> FileOffer:
    too_large = look.size is not None and look.size > MAX_ATTACHMENTS_BYTES
    return FileOffer(
        name=name,
        reason=reason,
        cells=cells,
        size=look.size,
        state="too_large" if too_large else look.state,
        chosen=False,
    )


def _within_limits(found: Iterable[FileOffer]) -> Iterator[FileOffer]:
    left = MAX_ATTACHMENTS_BYTES
    for offer in found:
        size = offer.size or 0
        proposed = offer.reason == "added" or not _SECRETIVE.search(offer.name.lower())
        if offer.state == "ready" and size <= left and proposed:
            left -= size
            offer = replace(offer, chosen=True)
        yield offer
