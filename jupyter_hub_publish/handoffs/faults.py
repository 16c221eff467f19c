"""What a warehouse says when something fails becomes one sentence, without anybody's password."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb
from adbc_driver_manager import Error as AdbcError

from ..domain.errors import PublishError, WarehouseProblem

_WAYS_IN = re.compile(r"(?i)(://)[^\s/@]*@|(password\s*=\s*)('[^']*'|\S+)")
_TOLD = 200  # characters of what the warehouse itself says
_AWAY = (
    "could not connect", "connection refused", "connection to server", "could not translate",
    "server closed", "terminating connection", "connection reset", "no connection",
    "timeout expired", "shutting down", "starting up",
)  # fmt: skip


@contextmanager
def told_of(warehouse: str, name: str, *, secret: str = "") -> Iterator[None]:
    """Errors of the warehouse as one of ours; `secret` is left out of what it says."""
    try:
        yield
    except PublishError:
        raise
    except (AdbcError, duckdb.Error, sqlite3.Error, OSError, MemoryError) as error:
        raise _told(error, warehouse, name, secret) from None


def _told(error: Exception, warehouse: str, name: str, secret: str) -> WarehouseProblem:
    said = _cleaned(str(error), secret)
    lowered = said.lower()
    state = getattr(error, "sqlstate", None) or ""
    unchanged = "The table is as it was before."
    if state.startswith("08") or state in ("57P01", "57P02", "57P03") or _has(lowered, _AWAY):
        message = f"{warehouse} does not answer, so “{name}” could not be reached."
        return WarehouseProblem(message, hint=f"{unchanged} Try again when it is back.")
    if state == "55P03" or _has(
        lowered, ("is locked", "conflicting lock", "set lock", "lock timeout")
    ):
        message = f"Another notebook or program is writing in {warehouse} where “{name}” lies."
        return WarehouseProblem(message, hint="Try again when it is done.")
    if state == "53100" or _has(lowered, ("no space left", "disk is full", "disk full")):
        message = f"No space is left where “{name}” lies."
        return WarehouseProblem(message, hint=f"{unchanged} Make room, and run the cell again.")
    if state in ("42501", "25006") or _has(
        lowered,
        ("readonly", "read-only", "permission denied", "unable to open", "cannot open file"),
    ):
        message = f"{warehouse} does not let you do this to “{name}”, or can only be read."
        return WarehouseProblem(message, hint="Ask whoever runs it for the right to it.")
    if state.startswith("28") or "authentication failed" in lowered:
        message = f"{warehouse} does not let you in."
        return WarehouseProblem(message, hint="Look at the user and the password in the address.")
    if state == "22021" or "0x00" in lowered:
        message = f"A text holds the sign NUL, which {warehouse} does not take."
        return WarehouseProblem(message, hint="Remove it, such as with .str.replace('\\x00', '').")
    return WarehouseProblem(f"{warehouse} refused “{name}”: {said}", hint=unchanged)


def _has(text: str, words: tuple[str, ...]) -> bool:
    return any(word in text for word in words)


def _cleaned(text: str, secret: str) -> str:
    if secret:
        text = text.replace(secret, "…")
    text = _WAYS_IN.sub(lambda found: f"{found[1] or found[2]}…{'@' if found[1] else ''}", text)
    # The statement, which the warehouse repeats, says nothing to whoever wrote none.
    text = text.rpartition("ERROR:")[2].split("LINE 1:")[0]
    line = " ".join(text.split())
    return line if len(line) <= _TOLD else line[: _TOLD - 1] + "…"
