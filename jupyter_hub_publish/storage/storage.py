"""The library's database as the other rooms see it: units of work, and what has changed."""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO, TypeVar

import sqlalchemy as sa

from ..domain.errors import LibraryUnavailable, PublishError
from ..domain.indexing import Change, Clock, Document
from ..domain.limits import NOTICE_DAYS, UNDO_DAYS
from . import documents, opening, packing
from .addresses import place_at
from .elsewhere import LARGE, elsewhere_at
from .engines import WRITES
from .loose import object_name
from .records import Packed
from .translation import TRY_AGAIN, state_of, translate
from .unit import Unit
from .usage import Usage, usages

T = TypeVar("T")
_log = logging.getLogger(__name__)
_TRIES = 8
_PATIENCE = 30.0  # seconds
_ORPHANED = timedelta(days=1)  # longer than any publication takes
_SWEEP_EVERY = 3600.0  # seconds
_VIEWS_KEPT = timedelta(days=400)  # a year and a month: more than any listing looks back
_SWEPT_AT_ONCE = 200  # blobs; a sweep holds up other writers
_REMOVED_AT_ONCE = 20  # objects elsewhere; each is a request


class Storage:
    """One library. Safe to use from several threads, and from several processes at once."""

    def __init__(self, engine: sa.Engine, location: str, blob_url: str = "") -> None:
        self._engine = engine
        self.trail_kept: timedelta | None = None
        """How long what was done stays written down. None: this process forgets nothing of it."""
        self.location = location
        """The file, or the URL without its password: for people to read."""
        try:
            self._elsewhere = elsewhere_at(blob_url)
            self.id = opening.library_id(engine, location)
            """The library's uuid."""
        except BaseException:
            self.close()
            raise
        self._writing = engine.execution_options(**{WRITES: True})
        self._reading = engine
        if engine.dialect.name == "postgresql":  # in SQLite a transaction sees one moment anyway
            self._reading = engine.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
        self._next_sweep = time.monotonic()

    @classmethod
    def open(cls, folder: Path, *, patience: float = _PATIENCE, blob_url: str = "") -> Storage:
        """The library in this folder; folder and library are made if there are none.

        An older library is brought up to date, a copy of it is kept beside it. A write waits up to
        `patience` seconds for another process's. New large bytes go to `blob_url`, where one is
        given. Raises LibraryUnavailable's subclasses.
        """
        file = folder.absolute() / "library.sqlite"
        return cls(opening.open_sqlite(file, patience=patience), str(file), blob_url)

    @classmethod
    def open_url(cls, url: str, *, patience: float = _PATIENCE, blob_url: str = "") -> Storage:
        """The library at `postgresql+psycopg://…`, or in the file of `sqlite:///…`."""
        place = place_at(url)
        if isinstance(place, Path):
            return cls(opening.open_sqlite(place, patience=patience), str(place), blob_url)
        location = place.render_as_string(hide_password=True)
        return cls(opening.open_postgresql(place, patience=patience), location, blob_url)

    def close(self) -> None:
        """Let go of the database; units that are open end by themselves."""
        self._engine.dispose()

    @property
    def connections(self) -> int:
        """How many connections are in use; 0 where none are kept."""
        pool = self._engine.pool
        return pool.checkedout() if isinstance(pool, sa.QueuePool) else 0

    # Units of work

    @contextmanager
    def reading(self) -> Iterator[Unit]:
        """A unit that sees the library as of one moment, and changes nothing."""
        with self._translated(), self._reading.connect() as connection, connection.begin():
            yield Unit(connection, self._elsewhere)

    @contextmanager
    def writing(self) -> Iterator[Unit]:
        """A unit that is committed when the block ends, and undone when it raises."""
        with self._translated(), self._writing.begin() as connection:
            unit = Unit(connection, self._elsewhere)
            yield unit
            unit.count_changes()
        if unit.erased:
            self._empty_log()
            self._empty_elsewhere()

    def write(self, work: Callable[[Unit], T]) -> T:
        """What `work` returns, committed. It is called again when the database asks for that.

        So it must have no effect but on its unit.
        """
        for attempt in range(1, _TRIES + 1):
            try:
                with self.writing() as unit:
                    answer = work(unit)
                break
            except LibraryUnavailable as error:
                if attempt == _TRIES or state_of(error.__cause__ or error) not in TRY_AGAIN:
                    raise
            time.sleep(random.uniform(0, 0.01 * 2**attempt))  # noqa: S311  two must not meet again
        self._sweep_now_and_then()
        return answer

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except PublishError:
            raise
        except sa.exc.SQLAlchemyError as error:
            raise translate(error, self.location) from error

    # Blobs

    def pack(self, data: bytes | BinaryIO, cuts: tuple[int, ...] = ()) -> Packed:
        """Cut and deflate a blob without holding anybody up, for `unit.blobs.put`.

        `cuts` are the offsets at which the next version will likely go on unchanged.
        """

        def known(names: list[str]) -> set[str]:
            with self.reading() as unit:
                return unit.blobs.known(names)

        return packing.pack(data, cuts, known=known, put_elsewhere=self._put_elsewhere)

    def _put_elsewhere(self, name: str, deflated: bytes) -> bool:
        """Store the part outside of the database, if it is large and there is a store for such."""
        if self._elsewhere is None or len(deflated) < LARGE:
            return False
        named = object_name(name, len(deflated))
        self.write(lambda unit: unit.blobs.loose.expect(named))
        self._elsewhere.put(named, deflated)
        return True

    def sweep_elsewhere(self, *, older_than: timedelta = _ORPHANED) -> int:
        """Remove what no part holds from the store of large bytes. Returns how many objects.

        `write` does this by itself as well; what was let go by a unit goes at once.
        """
        removed = 0
        while self._elsewhere is not None:
            with self.writing() as unit:
                before = datetime.now(UTC) - older_than
                some = unit.blobs.loose.due(before=before, limit=_REMOVED_AT_ONCE)
                self._elsewhere.remove(some)
                unit.blobs.loose.forget(some)
            removed += len(some)
            if not some:
                break
        return removed

    def _empty_elsewhere(self) -> None:
        try:
            self.sweep_elsewhere()
        except PublishError as error:
            _log.warning("Large files that were erased are still there: %s", error.message)

    def gzip(self, blob_id: str) -> Iterator[bytes]:
        """The blob as a gzip stream, its parts as they are stored; raises NotFound.

        Each part of a long one is read in a unit of its own when it is asked for: a reader on a
        slow line keeps neither a transaction open nor a long file in memory.
        """
        with self.reading() as unit:
            blob, names = unit.blobs.layout(blob_id)
            at_once = 1 if blob.gzip_size > packing.MAX_PART else len(names)
            parts = [unit.blobs.part(name) for name in names[:at_once]]
        # With the first bytes: where those cannot be had, nothing has been sent yet.
        yield packing.GZIP_HEADER + b"".join(map(unit.blobs.checked, parts))
        del parts
        for name in names[at_once:]:
            with self.reading() as unit:
                part = unit.blobs.part(name)
            yield unit.blobs.checked(part)
        yield packing.gzip_trailer(crc32=blob.crc32, size=blob.size)

    def sweep_orphans(self, *, older_than: timedelta = _ORPHANED) -> int:
        """Delete blobs that no version holds, put longer ago than that. Returns how many.

        `write` does this by itself once an hour; it reads only the orphans.
        """
        swept = 0
        while True:
            with self.writing() as unit:
                some = unit.blobs.sweep(older_than=older_than, limit=_SWEPT_AT_ONCE)
            swept += some
            if some < _SWEPT_AT_ONCE:
                return swept

    def sweep_withdrawn(self, *, older_than: timedelta = timedelta(days=UNDO_DAYS)) -> int:
        """Remove reports that were withdrawn longer ago than that. Returns how many.

        `write` does this by itself as well; of each the id stays.
        """
        now = datetime.now(UTC)
        with self.reading() as unit:
            due = unit.reports.withdrawn_before(now - older_than, limit=_SWEPT_AT_ONCE)
        for report_id in due:
            with self.writing() as unit:
                # Locked and looked at again: its owner may have brought it back in this moment.
                report = unit.reports.lock(report_id)
                if report is not None and report.withdrawn and report.withdrawn < now - older_than:
                    unit.remove(report_id, now=now)
        return len(due)

    def sweep_views(self, *, older_than: timedelta = _VIEWS_KEPT) -> int:
        """Forget who read what longer ago than that; the counters stay. Returns how many rows went.

        `write` does this by itself as well.
        """
        with self.writing() as unit:
            return unit.readers.forget_views(before=(datetime.now(UTC) - older_than).date())

    def sweep_trail(self) -> int:
        """Forget what was done longer ago than the trail is kept. Returns how many entries went.

        `write` does this by itself as well.
        """
        if self.trail_kept is None:
            return 0
        with self.writing() as unit:
            return unit.audits.forget(before=datetime.now(UTC) - self.trail_kept)

    def sweep_notices(self) -> int:
        """Forget what had to be told of datasets a month ago. Returns how much went.

        `write` does this by itself as well.
        """
        with self.writing() as unit:
            before = datetime.now(UTC) - timedelta(days=NOTICE_DAYS)
            return unit.said.forget_notices(before=before)

    def _sweep_now_and_then(self) -> None:
        if time.monotonic() < self._next_sweep:
            return
        self._next_sweep = time.monotonic() + _SWEEP_EVERY
        try:
            self.sweep_withdrawn()
            self.sweep_orphans()
            self.sweep_elsewhere()
            self.sweep_views()
            self.sweep_trail()
            self.sweep_notices()
        except PublishError as error:  # what was asked for has been done
            _log.warning("The library could not be tidied: %s %s", error.message, error.hint)

    def _empty_log(self) -> None:
        """Fold SQLite's log into the file: what was erased stands in it until then."""
        if self._engine.dialect.name != "sqlite":
            return
        with self._translated():
            connection = self._engine.raw_connection()
            try:
                cursor = connection.cursor()
                # Waits for readers, as long as a write would wait for another's.
                busy, *_ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            finally:
                connection.close()
        if busy:
            _log.warning("What was erased lies in %s-wal until its readers end.", self.location)

    def usages(self, *, limit: int) -> list[Usage]:
        """The owners whose reports take most room, the largest first."""
        with self._translated(), self._reading.connect() as connection:
            return usages(connection, limit=limit)

    # What has changed: a domain.indexing.ChangeSource

    def clock(self) -> Clock:
        """The counter as it stands."""
        with self._translated(), self._reading.connect() as connection:
            return documents.clock(connection)

    def mark_at(self, seq: int) -> str | None:
        """The mark of that change, or None where the library knows of no such change."""
        with self._translated(), self._reading.connect() as connection:
            return documents.mark_at(connection, seq)

    def changed_since(self, seq: int, *, limit: int) -> list[Document]:
        """The next reports that changed after `seq`, each once, by ascending `seq`."""
        with self._translated(), self._reading.connect() as connection:
            return documents.changed_since(connection, seq, limit=limit)

    def changes_since(self, seq: int, *, limit: int) -> list[Change]:
        """The same without their texts, and with those that may hear of it."""
        with self._translated(), self._reading.connect() as connection:
            return documents.changes_since(connection, seq, limit=limit)

    def counted(self) -> datetime | None:
        """When a star or a view was last counted."""
        with self._translated(), self._reading.connect() as connection:
            return documents.counted(connection)

    def counted_since(self, moment: datetime | None, *, limit: int) -> list[Document]:
        """Reports whose stars or views were counted then or later, the longest ago first."""
        with self._translated(), self._reading.connect() as connection:
            return documents.counted_since(connection, moment, limit=limit)

    def all_documents(self) -> Iterator[Document]:
        """Every report as of the moment of the first one; a few at a time are in memory."""
        with self._translated(), self._reading.connect() as connection:
            yield from documents.all_documents(connection)
