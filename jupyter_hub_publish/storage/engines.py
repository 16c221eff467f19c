"""What a connection is told when it opens, and how a transaction begins, on each database."""

from __future__ import annotations

import logging
import os
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.pool import NullPool

_MOUNTS = Path("/proc/mounts")
_log = logging.getLogger(__name__)
_NETWORK = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "ceph", "lustre", "beegfs", "gpfs", "afs"}
    | {"fuse.sshfs", "fuse.glusterfs", "fuse.ceph"}
)
WRITES = "hub_publish_writes"  # the execution option of a transaction that will write


def postgresql_engine(url: sa.URL, *, patience: float) -> sa.Engine:
    """An engine whose statements wait at most `patience` seconds for a lock."""
    stated = str(url.query.get("options", ""))
    waiting = f"{stated} -c lock_timeout={int(patience * 1000)}".strip()
    return sa.create_engine(
        url,
        pool_pre_ping=True,  # a database that was restarted is found again without an error
        pool_size=8,
        max_overflow=24,
        connect_args={"connect_timeout": 10, "options": waiting},
    )


def sqlite_engine(file: Path, *, patience: float, foreign_keys: bool = True) -> sa.Engine:
    """An engine on a file that exists; a write waits at most `patience` seconds for another's."""
    if is_writable(file):
        engine = sa.create_engine(
            "sqlite://",
            creator=lambda: _connect(f"{file.as_uri()}?mode=rw", patience),
            poolclass=sa.QueuePool,
            pool_size=8,
            max_overflow=24,
        )
    else:
        # Opened anew each time: `immutable` would not see what somebody else writes meanwhile.
        engine = sa.create_engine(
            "sqlite://", creator=lambda: _connect_to_read(file, patience), poolclass=NullPool
        )
    sa.event.listen(engine, "connect", _set_up_with(foreign_keys=foreign_keys))
    sa.event.listen(engine, "begin", _begin)
    return engine


def is_writable(file: Path) -> bool:
    """Whether this process may write the file, and the files that SQLite puts beside it."""
    return os.access(file, os.W_OK) and os.access(file.parent, os.W_OK)


def _connect(uri: str, patience: float) -> sqlite3.Connection:
    # isolation_level=None: we begin transactions ourselves, see `_begin`.
    return sqlite3.connect(
        uri, uri=True, timeout=patience, isolation_level=None, check_same_thread=False
    )


def _connect_to_read(file: Path, patience: float) -> sqlite3.Connection:
    log = file.with_name(file.name + "-wal")
    if log.exists() and log.stat().st_size:
        return _connect(f"{file.as_uri()}?mode=ro", patience)
    # Where no log can be made, SQLite reads a library in WAL mode only if told that nobody writes.
    return _connect(f"{file.as_uri()}?mode=ro&immutable=1", patience)


def _set_up_with(*, foreign_keys: bool) -> Callable[[sqlite3.Connection, Any], None]:
    def set_up(connection: sqlite3.Connection, record: Any) -> None:
        connection.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")
        # What was acknowledged survives a power cut.
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA journal_size_limit = 67108864")
        # What is deleted is overwritten: an erased secret must not lie on in a free page.
        connection.execute("PRAGMA secure_delete = ON")

    return set_up


def _begin(connection: sa.Connection) -> None:
    # A transaction that reads first and then writes fails at once when another has written between;
    # one that begins as a writer waits its turn.
    writes = connection.get_execution_options().get(WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def settle_journal(file: Path, *, patience: float, mounts: Path = _MOUNTS) -> None:
    """WAL, under which readers and the writer do not wait for each other; not on a network.

    WAL needs memory that all processes share, which a network file system does not give.
    """
    network = network_filesystem(file, mounts)
    wanted = "delete" if network else "wal"
    deadline = time.monotonic() + patience
    connection = _connect(f"{file.as_uri()}?mode=rw", patience)
    try:
        # SQLite does not wait by itself for the lock that changing the mode takes.
        while connection.execute("PRAGMA journal_mode").fetchone()[0] != wanted:
            try:
                connection.execute(f"PRAGMA journal_mode = {wanted}")
            except sqlite3.OperationalError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.02)
    finally:
        connection.close()
    if network:
        _log.warning(
            "The library %s lies on a network file system (%s): it works without its write-ahead "
            "log, so reading waits for writing.",
            file,
            network,
        )


def network_filesystem(file: Path, mounts: Path = _MOUNTS) -> str:
    """The type of the network file system that the file lies on, or the empty string."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""  # not Linux: nothing to go by
    best, kind = "", ""
    for line in lines:
        point, _, rest = line.partition(" ")[2].partition(" ")
        point = point.replace("\\040", " ")
        inside = file.is_relative_to(point) if point.startswith("/") else False
        # Of two on one point, the later one covers the other.
        if inside and len(point) >= len(best):
            best, kind = point, rest.partition(" ")[0]
    return kind if kind in _NETWORK else ""
