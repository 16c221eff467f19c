"""A library is copied, and put back, while others use it: SQLite does both as one transaction.

A plain copy of the file would miss its log, and a file put in its place would not be seen by those
who have it open.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from itertools import chain, count
from pathlib import Path

from ..domain.errors import FileProblem, LibraryBusy, LibraryNewer, LibraryUnavailable
from . import schema
from .translation import translated

_PATIENCE = 30.0  # seconds for which others may hold the library up
_AGAIN = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def back_up(file: Path, target: Path) -> int:
    """Copy the library in this file to another, which is not there yet; returns its bytes."""
    with translated(str(file)):
        if not file.exists():
            raise LibraryUnavailable(f"There is no library at {file}.")
    with _told(target):
        if target.exists():
            raise FileProblem(f"{target} is there already.", hint="Name another file.")
        copy(file, target)
        return target.stat().st_size


def put_back(backup: Path, file: Path, *, replace: bool) -> Path | None:
    """Make the library in this file what the backup is; returns where the former one is kept.

    Raises FileProblem where there is one and it may not be replaced, or for what is no backup.
    """
    _check(backup)
    with translated(str(file)):
        if not file.exists():
            file.parent.mkdir(parents=True, mode=0o700, exist_ok=True)
            copy(backup, file)
            return None
        if not replace:
            raise FileProblem(
                f"There is a library already at {file}.",
                hint="--replace puts the backup in its place, and keeps the former beside it.",
            )
        kept = _free_beside(file)
        copy(file, kept)
        with _open(backup) as source, closing(sqlite3.connect(file, timeout=_PATIENCE)) as target:
            _pour(source, target, file)
            # What the log holds of the former library goes, unless somebody still reads it.
            target.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return kept


def copy(file: Path, target: Path) -> None:
    """Copy a library into one file with nothing beside it; a file of that name is replaced."""
    unfinished = target.with_name(target.name + ".part")
    unfinished.unlink(missing_ok=True)
    os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    try:
        with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(unfinished)) as made:
            _pour(source, made, file)
            made.execute("PRAGMA journal_mode = DELETE")
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


def _free_beside(file: Path) -> Path:
    """A name for a copy that nothing has: two restores in one second must not share one."""
    stem = f"{file.stem}-before-restore-{datetime.now(UTC):%Y%m%d-%H%M%S}"
    names = (f"{stem}{suffix}.sqlite" for suffix in chain([""], (f"-{n}" for n in count(2))))
    return next(path for name in names if not (path := file.with_name(name)).exists())


def _pour(source: sqlite3.Connection, target: sqlite3.Connection, file: Path) -> None:
    deadline = time.monotonic() + _PATIENCE

    def progress(status: int, remaining: int, total: int) -> None:
        if status in _AGAIN and time.monotonic() > deadline:
            raise LibraryBusy(
                "The library is busy: another program holds it.",
                hint=f"Try again; if it stays so, look for a program that has {file} open.",
            )

    source.backup(target, progress=progress)


def _check(backup: Path) -> None:
    """Raise what is wrong with a backup, before anything is changed for it."""
    if not backup.is_file():
        raise FileProblem(f"There is no file {backup}.", hint="Name the file of a backup.")
    try:
        with _open(backup) as source:
            whole = source.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
            (revision,) = source.execute("SELECT version_num FROM alembic_version").fetchone()
            known = source.execute("SELECT library FROM meta").fetchone()
    except (sqlite3.Error, TypeError) as error:
        raise _no_backup(backup) from error
    if not whole or known is None:
        raise _no_backup(backup)
    if revision > schema.REVISION:  # both are numbers of four digits
        raise LibraryNewer(
            "The backup was written by a newer version of this program.",
            hint="Install the newest version to restore it.",
        )


def _no_backup(backup: Path) -> FileProblem:
    return FileProblem(f"{backup} is damaged, or no library.", hint="Name the file of a backup.")


@contextmanager
def _open(backup: Path) -> Iterator[sqlite3.Connection]:
    uri = f"{backup.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(uri, uri=True)) as connection:
        yield connection


@contextmanager
def _told(target: Path) -> Iterator[None]:
    """What goes wrong with the file that is written is said of it, and not of the library."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        said = getattr(error, "strerror", None) or str(error)
        raise FileProblem(
            f"{target} cannot be written: {said}.", hint="Name another file."
        ) from error
