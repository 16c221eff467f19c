"""Bytes are kept as parts that versions share: equal parts once, and served as they are stored."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import BinaryIO, NamedTuple

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from ..domain.errors import LibraryBusy, LibraryDamaged, LibraryUnavailable, NotFound
from . import schema
from .elsewhere import Elsewhere
from .loose import LooseStore, object_name
from .packing import gzip_size, inflate, pack
from .records import Packed, PackedPart, StoredBlob

_AT_ONCE = 500  # names in one query; SQLite takes 32,766 parameters, older ones 999
_SWEEP = 0x48755053  # the number of the lock that keeps sweeping and putting apart in PostgreSQL


class Part(NamedTuple):
    """A part as its row has it."""

    name: str
    size: int
    elsewhere: int | None
    deflated: bytes


# What every request asks is put together once: that takes longer than the database's answer.
_BLOB = sa.select(schema.blob).where(schema.blob.c.sha256 == sa.bindparam("named"))
_PARTS = (
    sa.select(schema.part.c.sha256)
    .join(schema.blob_part, schema.blob_part.c.part == schema.part.c.id)
    .where(schema.blob_part.c.blob == sa.bindparam("of_blob"))
    .order_by(schema.blob_part.c.position)
)
# By its name: SQLite gives the number of one that was deleted to another.
_PART = sa.select(
    *(schema.part.c.sha256, schema.part.c.size, schema.part.c.elsewhere, schema.part.c.deflated)
).where(schema.part.c.sha256 == sa.bindparam("named"))


class BlobStore:
    """The blobs as one unit of work sees them."""

    def __init__(self, connection: sa.Connection, elsewhere: Elsewhere | None = None) -> None:
        self._connection = connection
        self._elsewhere = elsewhere
        self.loose = LooseStore(connection)

    # Writing

    def put(self, data: Packed | bytes | BinaryIO, cuts: tuple[int, ...] = ()) -> str:
        """Keep the blob and return its id; what the library has already is not written again.

        Plain bytes are deflated here, while other writers wait: give `Storage.pack`'s answer for
        more than a few kB. A blob that no version holds within a day is swept away.
        """
        packed = data if isinstance(data, Packed) else pack(data, cuts, known=self.known)
        self._keep_sweeping_off()
        found = self._connection.execute(
            sa.update(schema.blob)
            .where(schema.blob.c.sha256 == packed.id)
            .values(
                unclaimed=sa.case(
                    (schema.blob.c.unclaimed.is_(None), None),
                    else_=sa.literal(_now(), schema.Moment),
                )
            )
        )
        if not found.rowcount:
            self._insert(packed)
        return packed.id

    def known(self, names: list[str]) -> set[str]:
        """Which of these parts the library has."""
        return set(self._numbers(names))

    def _insert(self, packed: Packed) -> None:
        numbers = self._numbers([part.name for part in packed.parts])
        for part in packed.parts:
            if part.name not in numbers:
                numbers[part.name] = self._insert_part(part)
        sizes = self._deflated_sizes(list(set(numbers.values())))
        stored = sum(sizes[numbers[part.name]] for part in packed.parts)
        row = {
            "sha256": packed.id,
            "size": packed.size,
            "crc32": packed.crc32,
            "gzip_size": gzip_size(stored),
            "unclaimed": _now(),
        }
        number = self._connection.execute(
            self._insert_unless_there(schema.blob).values(row).returning(schema.blob.c.id)
        ).scalar()
        if number is None or not packed.parts:
            return  # another process has put the same blob in this very moment, or it is empty
        self._connection.execute(
            sa.insert(schema.blob_part),
            [
                {"blob": number, "position": position, "part": numbers[part.name]}
                for position, part in enumerate(packed.parts)
            ],
        )

    def _insert_part(self, part: PackedPart) -> int:
        there = part.deflated is not None
        if part.elsewhere is not None:
            there = self.loose.settle(object_name(part.name, part.elsewhere))
        if not there:
            raise LibraryBusy("The library was being tidied at this moment.", hint="Try again.")
        row = {
            "sha256": part.name,
            "size": part.size,
            "deflated": part.deflated or b"",
            "elsewhere": part.elsewhere,
        }
        number: int | None = self._connection.execute(
            self._insert_unless_there(schema.part).values(row).returning(schema.part.c.id)
        ).scalar()
        return self._numbers([part.name])[part.name] if number is None else number

    def _insert_unless_there(self, table: sa.Table) -> postgresql.Insert | sqlite.Insert:
        if self._connection.dialect.name == "postgresql":
            return postgresql.insert(table).on_conflict_do_nothing()
        return sqlite.insert(table).on_conflict_do_nothing()

    def _numbers(self, names: list[str]) -> dict[str, int]:
        part = schema.part.c
        found: dict[str, int] = {}
        for start in range(0, len(names), _AT_ONCE):
            some = names[start : start + _AT_ONCE]
            rows = self._connection.execute(
                sa.select(part.sha256, part.id).where(part.sha256.in_(some))
            )
            found.update(dict(rows.all()))
        return found

    def _deflated_sizes(self, numbers: list[int]) -> dict[int, int]:
        part = schema.part.c
        found: dict[int, int] = {}
        for start in range(0, len(numbers), _AT_ONCE):
            some = numbers[start : start + _AT_ONCE]
            size = deflated_size()
            rows = self._connection.execute(sa.select(part.id, size).where(part.id.in_(some)))
            found.update(dict(rows.all()))
        return found

    # Reading

    def open(self, blob_id: str) -> StoredBlob:
        """What is known of it; raises NotFound."""
        return self._open(blob_id)[1]

    def layout(self, blob_id: str) -> tuple[StoredBlob, list[str]]:
        """What is known of it, and the names of its parts in their order; raises NotFound."""
        number, blob = self._open(blob_id)
        return blob, list(self._connection.execute(_PARTS, {"of_blob": number}).scalars())

    def part(self, name: str) -> Part:
        """A part; raises NotFound."""
        found = self._connection.execute(_PART, {"named": name}).one_or_none()
        if found is None:
            raise NotFound("This file was removed while it was read.", hint="Look for another.")
        return Part(*found)

    def read(self, blob_id: str) -> bytes:
        """The whole blob, checked against its id; raises NotFound, or LibraryDamaged."""
        blob, names = self.layout(blob_id)
        try:
            plain = b"".join(self._inflated(name) for name in names)
        except ValueError as error:
            raise _damaged(blob_id) from error
        if hashlib.sha256(plain).hexdigest() != blob.id:
            raise _damaged(blob_id)
        return plain

    def _inflated(self, name: str) -> bytes:
        part = self.part(name)  # one by one: one query would hold a blob of 50 MB twice
        return inflate(self._deflated(part), part.size)

    def _open(self, blob_id: str) -> tuple[int, StoredBlob]:
        found = self._connection.execute(_BLOB, {"named": blob_id}).one_or_none()
        if found is None:
            raise NotFound("There is no such file in the library.")
        blob = StoredBlob(
            id=found.sha256, size=found.size, crc32=found.crc32, gzip_size=found.gzip_size
        )
        return found.id, blob

    def checked(self, part: Part) -> bytes:
        """Its deflated bytes, also after the unit; of those from elsewhere, that they are its."""
        deflated = self._deflated(part)
        if part.elsewhere is not None:
            try:
                plain = inflate(deflated, part.size)
            except ValueError as error:
                raise _damaged(part.name) from error
            if len(deflated) != part.elsewhere or hashlib.sha256(plain).hexdigest() != part.name:
                raise _damaged(part.name)
        return deflated

    def _deflated(self, part: Part) -> bytes:
        if part.elsewhere is None:
            return part.deflated
        if self._elsewhere is None:
            raise LibraryUnavailable(
                "The library's large files lie in a store that this program does not know.",
                hint="Set c.HubPublish.blob_url as it was when they were published.",
            )
        return self._elsewhere.get(object_name(part.name, part.elsewhere))

    # Sweeping

    def release(self, numbers: set[int]) -> None:
        """Leave those that no version holds any more to the sweep."""
        blob = schema.blob.c
        for some in _portions(numbers):
            self._connection.execute(
                sa.update(schema.blob)
                .where(blob.id.in_(some), ~_held())
                .values(unclaimed=sa.literal(_now(), schema.Moment))
            )

    def drop(self, numbers: set[int]) -> None:
        """Delete those that no version holds any more, at once."""
        self._lock_out_putting()
        blob = schema.blob.c
        for some in _portions(numbers):
            rows = self._connection.execute(sa.select(blob.id).where(blob.id.in_(some), ~_held()))
            self._delete(list(rows.scalars()))

    def sweep(self, *, older_than: timedelta, limit: int) -> int:
        """Delete blobs that no version has held for so long, and the parts that only they held."""
        self._lock_out_putting()
        blob = schema.blob.c
        numbers = self._connection.execute(
            sa.select(blob.id)
            .where(blob.unclaimed.is_not(None), blob.unclaimed < _now() - older_than)
            .order_by(blob.unclaimed)
            .limit(limit)
        ).scalars()
        orphans = list(numbers)
        self._delete(orphans)
        return len(orphans)

    def _delete(self, orphans: list[int]) -> None:
        if not orphans:
            return
        blob, held, part = schema.blob.c, schema.blob_part.c, schema.part.c
        parts = self._connection.execute(
            sa.select(held.part).distinct().where(held.blob.in_(orphans))
        ).scalars()
        freed = set(parts)
        self._connection.execute(sa.delete(schema.blob_part).where(held.blob.in_(orphans)))
        self._connection.execute(sa.delete(schema.blob).where(blob.id.in_(orphans)))
        for some in _portions(freed):
            still_held = sa.exists().where(held.part == part.id)
            gone = self._connection.execute(
                sa.delete(schema.part)
                .where(part.id.in_(some), ~still_held)
                .returning(part.sha256, part.elsewhere)
            ).all()
            self.loose.let_go(object_name(*row) for row in gone if row.elsewhere is not None)

    def _keep_sweeping_off(self) -> None:
        # A part that a put has found must be there until it commits. SQLite has one writer anyway.
        if self._connection.dialect.name == "postgresql":
            self._connection.execute(sa.select(sa.func.pg_advisory_xact_lock_shared(_SWEEP)))

    def _lock_out_putting(self) -> None:
        if self._connection.dialect.name == "postgresql":
            self._connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_SWEEP)))


def deflated_size() -> sa.ColumnElement[int]:
    """The bytes that a part takes, wherever they are."""
    part = schema.part.c
    # `length` gives the bytes of a BLOB and of a bytea alike, and reads neither; the column behind
    # it SQLite finds only by reading all of a long one.
    here = sa.func.length(part.deflated)
    return sa.case((here > 0, here), else_=part.elsewhere)


def _held() -> sa.ColumnElement[bool]:
    """Whether a version holds the blob, as one of its own parts or as a file."""
    blob, version, attachment = schema.blob.c, schema.version.c, schema.attachment.c
    columns = version.notebook, version.page, version.thumbnail, attachment.blob
    return sa.or_(*(sa.exists().where(column == blob.id) for column in columns))


def _portions(numbers: set[int]) -> Iterator[list[int]]:
    ordered = sorted(numbers)
    for start in range(0, len(ordered), _AT_ONCE):
        yield ordered[start : start + _AT_ONCE]


def _now() -> datetime:
    return datetime.now(UTC)


def _damaged(blob_id: str) -> LibraryDamaged:
    return LibraryDamaged(
        "A file in the library is not what was stored.",
        hint=f"Put back a backup of the library. The damaged file is {blob_id[:12]}.",
    )
