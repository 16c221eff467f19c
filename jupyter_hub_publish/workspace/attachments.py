"""Which files can travel with a report: in its notebook's folder, in sight, within the limits."""

from __future__ import annotations

import posixpath
import re
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import PurePosixPath
from typing import Literal

from msgspec.structs import replace

from ..domain.drafts import FileOffer
from ..domain.errors import BadInput, PublishError
from ..domain.limits import MAX_ATTACHMENTS, MAX_ATTACHMENTS_BYTES
from ..domain.named_files import NamedFile, files_named_in
from ..domain.paths import attachment_name
from .folders import Folder, Look, is_hidden

Reason = Literal["read", "image", "script", "module", "added"]
MAX_MODULES = 200  # files of local modules; a folder with more is no notebook's own
MAX_CODE = 1_000_000  # bytes of a module that is read for what it names in turn
MAX_DEPTH = 8  # folders within folders; a link to its own parent has no end
# Read by the notebook, and perhaps the very thing that must not travel: the author ticks them.
_SECRETIVE = re.compile(
    r"(?:^|[^a-z])(?:secrets?|credentials?|passwords?|passwd|token|api[_-]?keys?|service[_-]account"
    r"|id_(?:rsa|dsa|ecdsa|ed25519))(?:[^a-z]|$)|\.(?:pem|key|p12|pfx|kdbx|jks|ppk|keytab)$"
)


def offers(folder: Folder, named: Iterable[NamedFile]) -> tuple[FileOffer, ...]:
    """Each file that is named, once, in their order; what is there and has room is chosen."""
    merged: dict[str, tuple[Reason, set[int]]] = {}
    waiting = deque(named)
    modules = _Modules(folder)
    while waiting:
        file = waiting.popleft()
        names = modules.files(file.name) if file.reason == "module" else (_plain(file.name),)
        for name in names:
            if name in merged:
                merged[name][1].add(file.cell)
            elif len(merged) < MAX_ATTACHMENTS:
                merged[name] = (file.reason, {file.cell})
                if name.endswith(".py"):
                    waiting.extend(modules.named_in(name, file.cell))
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


class _Modules:
    """The Python files beside a notebook, by the names under which they are imported."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._beside: frozenset[str] | None = None
        self._sources = MAX_MODULES
        self._folders = MAX_MODULES

    def files(self, name: str) -> tuple[str, ...]:
        """The files of a module; none where it does not lie beside the notebook."""
        if self._beside is None:
            self._beside = frozenset(self._folder.below(""))
        top = name.partition(".")[0]
        inner = frozenset(self._folder.below(top)) if top in self._beside else frozenset()
        # As Python looks for it: a package, else a module, else a folder that only holds some.
        if f"{top}/__init__.py" not in inner and f"{top}.py" in self._beside:
            return (f"{top}.py",)
        if any(name.endswith(".py") for name in inner):
            return tuple(islice(self._package(top, MAX_DEPTH), MAX_MODULES))
        return ()

    def named_in(self, name: str, cell: int) -> Iterator[NamedFile]:
        """What a module or script names in turn, as if it stood in the cell."""
        with suppress(PublishError, UnicodeDecodeError):
            if self._sources > 0:
                self._sources -= 1
                source = self._folder.read(name, MAX_CODE).decode()
                yield from files_named_in(source, cell=cell)

    def _package(self, name: str, depth: int) -> Iterator[str]:
        self._folders -= 1
        for inner in self._folder.below(name) if self._folders >= 0 else ():
            if inner.endswith(".py"):
                yield inner
            elif depth and "." not in inner and not inner.endswith("__pycache__"):
                yield from self._package(inner, depth - 1)


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
