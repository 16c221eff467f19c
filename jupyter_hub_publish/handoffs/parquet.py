"""Parquet: a file beside which another one says what is promised; both are put in place whole."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote

import pyarrow as pa
import pyarrow.parquet as pq

from ..domain.errors import BadInput, Conflict, WarehouseProblem
from ..domain.handoffs import Handoff, Location
from .faults import told_of
from .measuring import counting
from .names import drawn, quoted
from .warehouse import BATCH, PATIENCE, Target, memory_in, memory_of

try:
    import fcntl
except ImportError:  # Windows: there the look at the end says who was first
    fcntl = None  # type: ignore[assignment]

_LOCK = ".hub_publish.lock"
_LONGEST = 200  # bytes of a file's name, so that what is put behind it still fits


class Parquet:
    """A folder, on this machine or wherever fsspec reaches."""

    def __init__(self, files: Any, folder: str, shown: str, *, is_local: bool) -> None:
        self._files = files
        self._folder = folder.rstrip("/")
        self._shown = shown
        self._is_local = is_local

    def location(self, name: str) -> Location:
        """Where the dataset's file lies."""
        return Location(kind="parquet", url=f"{self._shown}/{quote(file_name(name))}", table=name)

    @contextmanager
    def writing(self, name: str) -> Iterator[ParquetSession]:
        """Put the file in its place at the end, unless somebody else has done so meanwhile."""
        with told_of("The folder", name), _foreign_errors(name), self._alone(name):
            session = ParquetSession(self._files, self._folder, name, is_local=self._is_local)
            try:
                yield session
                session.finish()
            finally:
                session.clear()

    @contextmanager
    def reading(self, name: str) -> Iterator[ParquetSession]:
        """Read the file as it is."""
        with told_of("The folder", name), _foreign_errors(name):
            yield ParquetSession(self._files, self._folder, name, is_local=self._is_local)

    @contextmanager
    def _alone(self, name: str) -> Iterator[None]:
        """Wait for whoever else writes in a folder of this machine; a killed one holds nothing."""
        if not self._is_local or fcntl is None:
            yield
            return
        os.makedirs(self._folder, exist_ok=True)
        deadline = time.monotonic() + PATIENCE
        with open(f"{self._folder}/{_LOCK}", "ab") as file:
            while True:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    if time.monotonic() > deadline:
                        raise Conflict(
                            f"Another notebook is writing where “{name}” lies.",
                            hint="Try again when it is done.",
                        ) from None
                    time.sleep(0.02)
            yield


class ParquetSession:
    """One write of one file, or one reading of it."""

    def __init__(self, files: Any, folder: str, name: str, *, is_local: bool) -> None:
        self.name = name
        self._files = files
        self._is_local = is_local
        self._file = f"{folder}/{file_name(name)}"
        self._side = self._file.removesuffix(".parquet") + ".handoff.json"
        self._part = f"{self._file}.{drawn()}.part"
        self._folder = folder
        self._before = self._side_bytes()
        self._after = b""
        self._rows = 0

    def remembered(self) -> Handoff | None:
        """The last write, as the file beside remembers it."""
        return memory_in(self._before) if self._before and self._is_there() else None

    def columns(self) -> list[str] | None:
        """The columns of the file that is there; None where there is none."""
        if not self._is_there():
            return None
        with self._files.open(self._file, "rb") as file:
            return list(pq.read_schema(file).names)

    def check(self, schema: pa.Schema) -> None:
        """Parquet takes every column."""

    def write(self, target: Target) -> None:
        """Write all rows into a file of another name."""
        self._files.makedirs(self._folder, exist_ok=True)
        kept = self._kept(target) if target.mode != "replace" and self._is_there() else None
        schema = target.rows.schema
        if kept is not None:
            schema = pa.unify_schemas([kept.schema, schema], promote_options="permissive")
        with self._files.open(self._part, "wb") as file, pq.ParquetWriter(file, schema) as writer:
            for table in (kept, target.rows):
                for batch in _fitted(table, schema).to_batches(BATCH) if table is not None else ():
                    writer.write_batch(batch)
                    if table is target.rows:
                        target.progress(batch.num_rows)
        self._rows = target.rows.num_rows + (kept.num_rows if kept is not None else 0)

    def size(self) -> tuple[int, int | None]:
        """The file's rows and bytes."""
        return self._rows, int(self._files.size(self._part))

    def warehouse(self) -> str:
        """The id that the file beside remembers; each dataset has one of its own."""
        memory = memory_in(self._before) if self._before else None
        return memory.location.warehouse if memory and memory.location.warehouse else drawn()

    def remember(self, handoff: Handoff) -> None:
        """Keep what was promised, to be put beside the file."""
        self._after = json.dumps(json.loads(memory_of(handoff)), indent=1).encode()

    def read(self, columns: list[str] | None) -> pa.Table:
        """The file's rows."""
        there = self.columns()
        if there is None:
            raise WarehouseProblem(
                f"There is no file for “{self.name}” here.",
                hint="Look at its name, and at where it lies: `at=` says which folder.",
            )
        missing = [name for name in columns or () if name not in there]
        if missing:
            raise BadInput(f"“{self.name}” has no column “{missing[0][:100]}”.")
        with self._files.open(self._file, "rb") as file:
            return pq.read_table(file, columns=columns)

    def finish(self) -> None:
        """Put both files in place, the rows first; who reads sees the old file or the new one."""
        if self._side_bytes() != self._before:
            raise Conflict(
                f"Another notebook has written “{self.name}” meanwhile.",
                hint="Look at what it wrote, and run the cell again.",
            )
        self._put(self._part, self._file)
        part = f"{self._side}.{drawn()}.part"
        with self._files.open(part, "wb") as file:
            file.write(self._after)
        self._put(part, self._side)

    def clear(self) -> None:
        """Leave nothing of a write that failed."""
        if self._files.exists(self._part):
            self._files.rm(self._part)

    def _put(self, part: str, place: str) -> None:
        if self._is_local:
            os.replace(part, place)
        else:
            self._files.mv(part, place)

    def _is_there(self) -> bool:
        return bool(self._files.exists(self._file))

    def _side_bytes(self) -> bytes:
        return bytes(self._files.cat_file(self._side)) if self._files.exists(self._side) else b""

    def _kept(self, target: Target) -> pa.Table:
        """What stays of the file that is there."""
        with self._files.open(self._file, "rb") as file:
            old = pq.read_table(file)
        if not target.keys:
            return old
        same = " AND ".join(f"old.{quoted(key)} = new.{quoted(key)}" for key in target.keys)
        with counting(old.num_rows) as connection:
            connection.register("old", old)
            connection.register("new", target.rows.select(list(target.keys)))
            kept = connection.sql(f"SELECT old.* FROM old ANTI JOIN new ON {same}").to_arrow_table()
        if target.mode == "append" and kept.num_rows < old.num_rows:
            raise BadInput(
                f"{old.num_rows - kept.num_rows:,} of the rows have keys that “{self.name}” has"
                " already.",
                hint="mode='upsert' puts the new rows in their place.",
            )
        return kept.cast(old.schema)


def file_name(name: str) -> str:
    """The file's name: no sign of the dataset's name leads out of the folder."""
    safe = quote(name, safe=" ()+,=@._-")
    if len(safe) > _LONGEST:
        raise BadInput(
            f"The name “{name[:40]}…” is too long for a file.", hint="Give it a shorter one."
        )
    return f"{safe}.parquet"


def _fitted(table: pa.Table, schema: pa.Schema) -> pa.Table:
    there = dict(zip(table.column_names, table.columns, strict=True))
    columns = [
        there[field.name].cast(field.type)
        if field.name in there
        else pa.nulls(table.num_rows, field.type)
        for field in schema
    ]
    return pa.table(columns, schema=schema)


@contextmanager
def _foreign_errors(name: str) -> Iterator[None]:
    """What a file system of elsewhere raises has no common type."""
    try:
        yield
    except pa.ArrowException as error:
        raise WarehouseProblem(
            f"The file of “{name}” cannot be read or written: {str(error)[:200]}"
        ) from None
