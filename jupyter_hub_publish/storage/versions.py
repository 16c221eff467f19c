"""The rows of a version: written once, read together with its files, and emptied when erased."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

import msgspec
import sqlalchemy as sa

from ..domain.errors import LibraryBusy
from ..domain.indexing import OlderVersion
from ..domain.limits import MAX_OLDER, MAX_PASSAGES_TEXT
from ..domain.notebook import Passage
from . import schema
from .records import FileKind, NewVersion, StoredFile, StoredVersion

_SAID = (
    *("title", "published", "publisher", "cells", "language", "kernel", "fingerprint", "source"),
    *("summary", "tags", "message", "ran", "environment", "choices", "restores"),
)
_HELD = ("notebook", "page", "thumbnail")
_AT_ONCE = 500  # names in one query; SQLite takes 32,766 parameters, older ones 999
_PASSAGES = msgspec.json.Decoder(tuple[Passage, ...])

# Writing


def insert(connection: sa.Connection, report_id: str, number: int, new: NewVersion) -> None:
    """Write the version's rows and claim its blobs, which have to be there."""
    held = {name: blob for name in _HELD if (blob := getattr(new, name)) is not None}
    numbers = _claim(connection, {*held.values(), *(file.blob for file in new.files)})
    key = {"report_id": report_id, "number": number}
    row = {name: getattr(new, name) for name in _SAID}
    row |= {name: numbers[blob] for name, blob in held.items()}
    row["waivers"] = new.waivers or None
    connection.execute(sa.insert(schema.version).values({**row, **key}))
    text = zlib.compress(msgspec.json.encode(new.passages), 3)  # quick: other writers wait
    connection.execute(sa.insert(schema.version_text).values({**key, "passages": text}))
    files = [
        {**key, "position": at, "kind": file.kind, "path": file.path, "blob": numbers[file.blob]}
        for at, file in enumerate(sorted(new.files, key=lambda file: (file.kind, file.path)))
    ]
    if files:
        connection.execute(sa.insert(schema.attachment), files)


def set_thumbnail(connection: sa.Connection, report_id: str, number: int, blob: str) -> None:
    """Another picture for the version."""
    numbers = _claim(connection, {blob})
    connection.execute(
        sa.update(schema.version)
        .where(is_of(schema.version, report_id, number))
        .values(thumbnail=numbers[blob])
    )


def blobs_of(connection: sa.Connection, report_id: str, number: int | None = None) -> set[int]:
    """The row numbers of all blobs that the version holds, or all versions of the report."""
    version, attachment = schema.version, schema.attachment
    queries = [
        sa.select(version.c[name]).where(is_of(version, report_id, number)) for name in _HELD
    ]
    queries.append(sa.select(attachment.c.blob).where(is_of(attachment, report_id, number)))
    found = {number for query in queries for number in connection.execute(query).scalars()}
    return found - {None}


def empty(connection: sa.Connection, report_id: str, number: int, *, now: datetime) -> None:
    """Leave nothing of the version but who published it and when. Its blobs are let go."""
    for table in (schema.attachment, schema.version_text):
        connection.execute(sa.delete(table).where(is_of(table, report_id, number)))
    nothing = dict.fromkeys((*_HELD, "source", "summary", "tags"))
    nothing |= dict.fromkeys(("ran", "environment", "waivers", "choices"))
    connection.execute(
        sa.update(schema.version)
        .where(is_of(schema.version, report_id, number))
        .values(title="", kernel="", fingerprint="", message="", erased=now, **nothing)
    )


def delete(connection: sa.Connection, report_id: str) -> None:
    """Delete all versions of the report."""
    for table in (schema.attachment, schema.version_text, schema.version):
        connection.execute(sa.delete(table).where(table.c.report_id == report_id))


def _claim(connection: sa.Connection, blobs: set[str]) -> dict[str, int]:
    blob, numbers, names = schema.blob.c, dict[str, int](), sorted(blobs)
    for start in range(0, len(names), _AT_ONCE):
        rows = connection.execute(
            sa.update(schema.blob)
            .where(blob.sha256.in_(names[start : start + _AT_ONCE]))
            .values(unclaimed=None)
            .returning(blob.sha256, blob.id)
        )
        numbers.update(dict(rows.all()))
    if not blobs <= numbers.keys():
        raise LibraryBusy("The library was being tidied at this moment.", hint="Try again.")
    return numbers


def is_of(
    table: sa.Table,
    report_id: str | sa.BindParameter[str],
    number: int | sa.BindParameter[int] | None,
) -> sa.ColumnElement[bool]:
    """Whether a row is of the report, or of that version of it."""
    of_report = table.c.report_id == report_id
    return of_report if number is None else sa.and_(of_report, table.c.number == number)


# Reading


class _Queries(NamedTuple):
    """Put together once, since that takes longer than the database's answer."""

    versions: sa.Select[Any]
    files: sa.Select[Any]


def _texts() -> sa.Select[Any]:
    text = schema.version_text.c
    # Asked for as pairs, SQLite would go through the whole table.
    return sa.select(text.report_id, text.number, text.passages).where(
        text.report_id.in_(sa.bindparam("ids", expanding=True)),
        text.number.in_(sa.bindparam("numbers", expanding=True)),
    )


def _queries(*, one: bool) -> _Queries:
    notebook, page = schema.blob.alias("notebook_blob"), schema.blob.alias("page_blob")
    thumbnail, version = schema.blob.alias("thumbnail_blob"), schema.version
    attachment, blob = schema.attachment, schema.blob.c
    report: sa.BindParameter[str] = sa.bindparam("of_report")
    number: sa.BindParameter[int] | None = sa.bindparam("is") if one else None
    versions = (
        sa.select(
            version,
            notebook.c.sha256.label("notebook_id"),
            notebook.c.size.label("notebook_size"),
            page.c.sha256.label("page_id"),
            page.c.size.label("page_size"),
            thumbnail.c.sha256.label("thumbnail_id"),
        )
        .outerjoin(notebook, notebook.c.id == version.c.notebook)
        .outerjoin(page, page.c.id == version.c.page)
        .outerjoin(thumbnail, thumbnail.c.id == version.c.thumbnail)
        .where(is_of(version, report, number))
        .order_by(version.c.number.desc())
    )
    files = (
        sa.select(attachment, blob.size, blob.sha256)
        .join(schema.blob, blob.id == attachment.c.blob)
        .where(is_of(attachment, report, number))
        .order_by(attachment.c.number, attachment.c.position)
    )
    return _Queries(versions, files)


_ALL, _ONE = _queries(one=False), _queries(one=True)
_TEXTS = _texts()


def read(
    connection: sa.Connection, report_id: str, number: int | None = None
) -> list[StoredVersion]:
    """The versions of the report, or the one of that number, the newest first."""
    queries = _ALL if number is None else _ONE
    which = {"of_report": report_id} if number is None else {"of_report": report_id, "is": number}
    rows = connection.execute(queries.versions, which).all()
    files = _files(connection.execute(queries.files, which))
    return [_stored(row, files) for row in rows]


class Passages(Mapping[tuple[str, int], tuple[Passage, ...]]):
    """What search took in of versions, by report and number.

    Unpacked each time it is asked for: one after the other they take less memory, and less time,
    than all at once.
    """

    def __init__(self, packed: dict[tuple[str, int], bytes]) -> None:
        self._packed = packed

    def __getitem__(self, version: tuple[str, int]) -> tuple[Passage, ...]:
        return _unpacked(self._packed[version])

    def __iter__(self) -> Iterator[tuple[str, int]]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)


def passages(connection: sa.Connection, pairs: Iterable[tuple[str, int]]) -> Passages:
    """What search took in of these versions."""
    wanted = set(pairs)
    ids, numbers = {report_id for report_id, _ in wanted}, {number for _, number in wanted}
    rows = connection.execute(_TEXTS, {"ids": sorted(ids), "numbers": sorted(numbers)}).all()
    return Passages(
        {
            (report_id, number): packed
            for report_id, number, packed in rows
            if (report_id, number) in wanted
        }
    )


def _unpacked(packed: bytes) -> tuple[Passage, ...]:
    return _PASSAGES.decode(zlib.decompress(packed))


def older(connection: sa.Connection, ids: Iterable[str]) -> dict[str, list[OlderVersion]]:
    """What search takes in of the versions before the newest one, by report, the newest first.

    Up to `MAX_OLDER` of each, and about as much text as one version may have.
    """
    report, version, text = schema.report.c, schema.version.c, schema.version_text.c
    rows = connection.execute(
        sa.select(version.report_id, version.number, version.title, version.summary, text.passages)
        .join(schema.report, report.id == version.report_id)
        .join(
            schema.version_text,
            sa.and_(text.report_id == version.report_id, text.number == version.number),
        )
        .where(
            version.report_id.in_(sorted(set(ids))),
            version.number < report.latest,
            version.number >= report.latest - MAX_OLDER,
        )
        .order_by(version.report_id, version.number.desc())
    )
    found: dict[str, list[OlderVersion]] = defaultdict(list)
    left: dict[str, int] = defaultdict(lambda: MAX_PASSAGES_TEXT)
    for row in rows:
        if left[row.report_id] > 0:
            passages = _unpacked(row.passages)
            left[row.report_id] -= sum(len(passage.text) for passage in passages)
            found[row.report_id].append(
                OlderVersion(
                    number=row.number,
                    title=row.title,
                    summary=row.summary or "",
                    passages=passages,
                )
            )
    return found


_Files = dict[tuple[int, FileKind], list[StoredFile]]


def _files(rows: Iterable[sa.Row[Any]]) -> _Files:
    found: _Files = defaultdict(list)
    for row in rows:
        file = StoredFile(path=row.path, size=row.size, blob=row.sha256)
        found[row.number, row.kind].append(file)
    return found


def _stored(row: sa.Row[tuple[object, ...]], files: _Files) -> StoredVersion:
    return StoredVersion(
        report=row.report_id,
        number=row.number,
        notebook_size=row.notebook_size or 0,
        page_size=row.page_size or 0,
        notebook=row.notebook_id,
        page=row.page_id,
        thumbnail=row.thumbnail_id,
        waivers=row.waivers or (),
        erased=row.erased,
        attachments=tuple(files.get((row.number, "file"), ())),
        environment_files=tuple(files.get((row.number, "environment"), ())),
        **{name: getattr(row, name) for name in _SAID},
    )
