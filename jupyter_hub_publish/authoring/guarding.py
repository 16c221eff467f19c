"""A file that holds a secret travels only if its author ticks it, and the author is told why."""

from __future__ import annotations

import hmac
import time
from contextlib import suppress
from pathlib import PurePosixPath

from msgspec.structs import replace

from .. import checking
from ..domain.drafts import FileOffer, Finding
from ..domain.errors import PublishError
from ..domain.records import Choices
from ..workspace import Workspace

_TEXTS = frozenset(
    (".py", ".r", ".jl", ".sh", ".sql", ".json", ".yaml", ".yml", ".toml", ".ini", ".cfg", ".txt")
)
_LARGEST = 500_000  # bytes; a larger one is data, and looking through it would take too long
_SECONDS = 1.0  # for all of them: a person waits for the draft


def guarded(
    workspace: Workspace,
    path: str,
    offers: tuple[FileOffer, ...],
    choices: Choices | None,
    *,
    key: bytes,
) -> tuple[tuple[FileOffer, ...], tuple[Finding, ...]]:
    """The same offers, those with secrets unticked, and a finding for each of these.

    What was ticked for the version before stays so: its author knows the file.
    """
    known = choices.files if choices else ()
    deadline = time.monotonic() + _SECONDS
    kept: list[FileOffer] = []
    findings: list[Finding] = []
    for offer in offers:
        found, left = None, deadline - time.monotonic()
        if offer.chosen and offer.name not in known and _is_text(offer) and left > 0:
            data = _read(workspace, path, offer.name)
            found = _secret_in(data, offer.name, key, left)
        if found is not None:
            findings.append(found)
            offer = replace(offer, chosen=False)
        kept.append(offer)
    return tuple(kept), tuple(findings)


def _is_text(offer: FileOffer) -> bool:
    suffix = PurePosixPath(offer.name).suffix.lower()
    return suffix in _TEXTS and offer.size is not None and offer.size <= _LARGEST


def _read(workspace: Workspace, path: str, name: str) -> bytes:
    with suppress(PublishError):  # who publishes it is told then
        return workspace.attachment(path, name)
    return b""


def _secret_in(data: bytes, name: str, key: bytes, seconds: float) -> Finding | None:
    source = data.decode("utf-8", "replace")
    cell = {"cell_type": "code", "source": source, "metadata": {}, "outputs": []}
    checked = checking.check({"cells": [cell], "metadata": {}}, key=key, seconds=seconds)
    first = next((each for each in checked.findings if each.severity == "stop"), None)
    if first is None:
        return None
    what = first.message.partition(" in the ")[0]
    return replace(
        first,
        id=hmac.new(key, f"{name}\0{first.id}".encode(), "sha256").hexdigest()[:24],
        severity="warn",
        message=f"{what} in {name}, which does not travel unless you tick it",
        cells=(),
        remedies=("leave",),
        proposed=None,
    )
