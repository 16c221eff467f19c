"""Every error of a database or its disk becomes one of ours here, with a sentence and a hint."""

from __future__ import annotations

import errno
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from ..domain.errors import (
    Conflict,
    LibraryBusy,
    LibraryDamaged,
    LibraryFull,
    LibraryReadOnly,
    LibraryUnavailable,
    PublishError,
)

TRY_AGAIN = frozenset({"40001", "40P01"})  # serialization failure, deadlock: PostgreSQL's advice
LOCK_NOT_AVAILABLE = "55P03"  # not within PostgreSQL's lock_timeout
_NEARLY_FULL = 1_000_000  # bytes; SQLite reports some failed writes as a plain input/output error


@contextmanager
def translated(location: str) -> Iterator[None]:
    """Raise what goes wrong inside as a PublishError whose hint names the library."""
    try:
        yield
    except PublishError:
        raise
    except (sa.exc.SQLAlchemyError, sqlite3.Error, OSError) as error:
        raise translate(error, location) from error


def translate(error: Exception, location: str) -> PublishError:
    """The error as one of ours. `location` is the library's file, or its URL without a password."""
    origin = getattr(error, "orig", None) or error
    if isinstance(origin, PublishError):
        return origin
    if isinstance(origin, sqlite3.Error):
        return _of_sqlite(origin, location)
    if isinstance(origin, OSError):
        return _of_system(origin, location)
    if isinstance(error, sa.exc.TimeoutError):
        return _busy(location)
    return _of_postgresql(error, origin, location)


def state_of(error: BaseException) -> str:
    """The five letters by which PostgreSQL names what went wrong, or the empty string."""
    return getattr(getattr(error, "orig", error), "sqlstate", None) or ""


def _of_sqlite(error: sqlite3.Error, location: str) -> PublishError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the rest says where in SQLite it arose
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return _busy(location)
    if code == sqlite3.SQLITE_READONLY:
        return read_only(location)
    if code == sqlite3.SQLITE_FULL or (code == sqlite3.SQLITE_IOERR and _is_full(location)):
        return _full(location)
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB) or "no such table" in str(error):
        return damaged(location)
    if code == sqlite3.SQLITE_CONSTRAINT:
        return _conflict()
    if code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return cannot_be_opened(location)
    if code == sqlite3.SQLITE_IOERR:
        return LibraryUnavailable(
            "The disk under the library does not answer.", hint=f"Check the disk of {location}."
        )
    return LibraryUnavailable("The library could not do this.", hint=f"It lies at {location}.")


def _of_system(error: OSError, location: str) -> PublishError:
    if is_no_space(error):
        return _full(location)
    if error.errno == errno.EROFS:
        return read_only(location)
    return cannot_be_opened(location)


def is_no_space(error: OSError) -> bool:
    """Whether a disk, or somebody's share of it, is full."""
    return error.errno in (errno.ENOSPC, errno.EDQUOT)


def _of_postgresql(error: Exception, origin: BaseException, location: str) -> PublishError:
    state = state_of(origin)
    if state in TRY_AGAIN or state in (LOCK_NOT_AVAILABLE, "57014", "53300"):
        return _busy(location)
    if state in ("25006", "42501"):  # a read-only transaction, no right to write
        return read_only(location)
    if state == "53100":
        return _full(location)
    if state.startswith("XX") or state in ("42P01", "42703"):  # a table or a column is missing
        return damaged(location)
    if state.startswith("23"):
        return _conflict()
    if isinstance(error, sa.exc.OperationalError):
        return LibraryUnavailable(
            "The library's database does not answer.",
            hint=f"Check that {location} runs and lets this program in.",
        )
    return LibraryUnavailable("The library could not do this.", hint=f"It lies at {location}.")


def _busy(location: str) -> PublishError:
    return LibraryBusy(
        "The library is busy: another program holds it.",
        hint=f"Try again; if it stays so, look for a program that has {location} open.",
    )


def read_only(location: str) -> PublishError:
    """It may be read and not written."""
    return LibraryReadOnly(
        "The library can be read and not written.",
        hint=f"Give yourself the right to write to {location} and its folder.",
    )


def _full(location: str) -> PublishError:
    return LibraryFull(
        "No space is left for the library.", hint=f"Make room on the disk of {location}."
    )


def damaged(location: str) -> PublishError:
    """It is no database, or not one of ours, or not as we wrote it."""
    return LibraryDamaged(
        "The library's file is damaged or not a library.",
        hint=f"Put a backup in the place of {location}, or move the file away to begin anew.",
    )


def cannot_be_opened(location: str) -> PublishError:
    """Neither reading nor writing is possible."""
    return LibraryUnavailable(
        "The library cannot be opened.",
        hint=f"Check that {location} and its folder exist and are yours to read.",
    )


def _conflict() -> PublishError:
    return Conflict(
        "Something else was stored at the same moment.",
        hint="Look at what is there, and try again.",
    )


def _is_full(location: str) -> bool:
    try:
        return shutil.disk_usage(Path(location).parent).free < _NEARLY_FULL
    except OSError:
        return False
