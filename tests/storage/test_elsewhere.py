"""Large bytes lie outside of the database, and whatever happens there, no row names what is not."""

from __future__ import annotations

import gzip
import io
import random
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from object_stores import ObjectStore
from publications import a_report, a_version, publish

from jupyter_hub_publish.domain.errors import (
    LibraryBusy,
    LibraryDamaged,
    LibraryUnavailable,
    PublishError,
)
from jupyter_hub_publish.storage import Storage, schema
from jupyter_hub_publish.storage.elsewhere import LARGE, Elsewhere

NOW = timedelta(0)
LARGE_BYTES = random.Random(1).randbytes(2 * LARGE + 1)


@pytest.fixture(params=["sqlite and s3", "postgresql and a folder"])
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Storage]:
    """Both databases and both stores; neither knows of the other."""
    if request.param == "sqlite and s3":
        request.getfixturevalue("s3")
        storage = Storage.open(tmp_path, blob_url="s3://reports/of the hub")
    else:
        url = request.getfixturevalue("postgresql_url")
        storage = Storage.open_url(url, patience=10, blob_url=str(tmp_path / "large files"))
    yield storage
    storage.close()


@pytest.fixture
def place(storage: Storage) -> Elsewhere:
    """The store, for the test to meddle with."""
    assert storage._elsewhere is not None
    return storage._elsewhere


@pytest.fixture
def foldered(tmp_path: Path) -> Iterator[Storage]:
    """In a SQLite and a folder: for what does not depend on either."""
    storage = Storage.open(tmp_path, blob_url=str(tmp_path / "large"))
    yield storage
    storage.close()


def put(storage: Storage, data: bytes) -> str:
    packed = storage.pack(data)
    return storage.write(lambda unit: unit.blobs.put(packed))


def names(storage: Storage) -> list[str]:
    """Of the objects that a part lies in."""
    part = schema.part.c
    with storage._engine.connect() as connection:
        rows = connection.execute(
            sa.select(part.sha256, part.elsewhere).where(part.elsewhere.is_not(None))
        )
        return [f"{name}-{length}" for name, length in rows]


def loose(storage: Storage) -> list[str]:
    with storage._engine.connect() as connection:
        return list(connection.execute(sa.select(schema.loose_part.c.name)).scalars())


def a_day_passes(storage: Storage) -> None:
    with storage._engine.begin() as connection:
        yesterday = datetime.now(UTC) - timedelta(hours=25)
        connection.execute(sa.update(schema.loose_part).values(since=yesterday))


# What is put comes back


def test_large_bytes_lie_in_the_store_and_come_back(storage: Storage, place: Elsewhere) -> None:
    blob_id = put(storage, LARGE_BYTES)
    (name,) = names(storage)
    assert place.size(name) == int(name.partition("-")[2])
    assert loose(storage) == []
    with storage._engine.connect() as connection:
        assert connection.execute(sa.select(schema.part.c.deflated)).scalar_one() == b""
    with storage.reading() as unit:
        blob = unit.blobs.open(blob_id)
        assert unit.blobs.read(blob_id) == LARGE_BYTES
    sent = b"".join(storage.gzip(blob_id))
    assert (gzip.decompress(sent), len(sent)) == (LARGE_BYTES, blob.gzip_size)


def test_small_bytes_and_what_shrinks_to_them_stay_in_the_database(storage: Storage) -> None:
    for data in (b"small", bytes(1_000_000)):
        put(storage, data)
    assert names(storage) == []


def test_equal_bytes_are_stored_once(storage: Storage, place: Elsewhere) -> None:
    put(storage, LARGE_BYTES)
    before = names(storage)
    part = storage.pack(LARGE_BYTES).parts[0]
    assert (part.deflated, part.elsewhere) == (None, None)
    put(storage, LARGE_BYTES)
    assert (names(storage), loose(storage)) == (before, [])


def test_two_who_store_the_same_at_once_both_succeed(storage: Storage, place: Elsewhere) -> None:
    first, second = storage.pack(LARGE_BYTES), storage.pack(LARGE_BYTES)
    blob_id = storage.write(lambda unit: unit.blobs.put(first))
    assert storage.write(lambda unit: unit.blobs.put(second)) == blob_id
    with storage.reading() as unit:
        assert unit.blobs.read(blob_id) == LARGE_BYTES


def test_a_long_file_is_never_in_memory_whole(foldered: Storage) -> None:
    size = 20_000_000
    data = random.Random(2).randbytes(size)
    tracemalloc.start()
    try:
        packed = foldered.pack(io.BytesIO(data))
        blob_id = foldered.write(lambda unit: unit.blobs.put(packed))
        assert sum(map(len, foldered.gzip(blob_id))) > size
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 8_000_000


# What is no longer needed goes


def test_what_is_erased_leaves_the_store_at_once(storage: Storage, place: Elsewhere) -> None:
    report = a_report()
    publish(storage, report)
    secret = storage.pack(LARGE_BYTES)
    storage.write(
        lambda unit: unit.reports.add_version(
            report.id, a_version(unit.blobs.put(secret), unit.blobs.put(b"<p>"))
        )
    )
    (name,) = names(storage)
    storage.write(lambda unit: unit.erase(report.id, 2, now=datetime.now(UTC)))
    assert (place.size(name), names(storage), loose(storage)) == (None, [], [])


def test_what_no_version_holds_leaves_with_the_sweep(storage: Storage, place: Elsewhere) -> None:
    put(storage, LARGE_BYTES)
    (name,) = names(storage)
    assert storage.sweep_orphans(older_than=NOW) == 1
    assert (storage.sweep_elsewhere(), place.size(name), loose(storage)) == (1, None, [])


def test_who_ends_before_naming_what_was_written_leaves_nothing(
    storage: Storage, place: Elsewhere
) -> None:
    storage.pack(LARGE_BYTES)
    (name,) = loose(storage)
    assert place.size(name)
    assert storage.sweep_elsewhere() == 0  # it may still be named
    a_day_passes(storage)
    assert (storage.sweep_elsewhere(), place.size(name), loose(storage)) == (1, None, [])


def test_who_ends_after_another_has_named_the_same_takes_nothing_away(
    storage: Storage, place: Elsewhere
) -> None:
    packed = storage.pack(LARGE_BYTES)
    (name,) = loose(storage)
    storage.write(lambda unit: unit.blobs.put(packed))
    storage.write(lambda unit: unit.blobs.loose.expect(name))  # a second one, who was late
    a_day_passes(storage)
    assert (storage.sweep_elsewhere(), loose(storage)) == (0, [])
    assert place.size(name)


def test_what_was_removed_before_it_was_named_asks_to_try_again(storage: Storage) -> None:
    packed = storage.pack(LARGE_BYTES)
    storage.sweep_elsewhere(older_than=NOW)
    with pytest.raises(LibraryBusy):
        storage.write(lambda unit: unit.blobs.put(packed))
    assert put(storage, LARGE_BYTES) == packed.id


def test_what_was_erased_while_it_was_stored_again_asks_to_try_again(storage: Storage) -> None:
    first, second = storage.pack(LARGE_BYTES), storage.pack(LARGE_BYTES)
    storage.write(lambda unit: unit.blobs.put(first))
    storage.sweep_orphans(older_than=NOW)  # by somebody who has no store to remove it from
    with pytest.raises(LibraryBusy):
        storage.write(lambda unit: unit.blobs.put(second))


# Faults


def test_what_is_missing_from_the_store_is_said(storage: Storage, place: Elsewhere) -> None:
    blob_id = put(storage, LARGE_BYTES)
    place.remove(names(storage))
    assert_told(storage, blob_id, LibraryDamaged, "A large file of the library is missing")


@pytest.mark.parametrize("change", [lambda data: data[:1000], lambda data: data[:-9] + data[-8:]])
def test_what_was_altered_in_the_store_is_not_handed_on(
    storage: Storage, place: Elsewhere, change: Callable[[bytes], bytes]
) -> None:
    blob_id = put(storage, LARGE_BYTES)
    (name,) = names(storage)
    place.put(name, change(place.get(name)))
    assert_told(storage, blob_id, LibraryDamaged, "A file in the library is not what was stored")


def test_a_store_that_is_away_is_said_and_nothing_is_stored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, s3: ObjectStore
) -> None:
    storage = Storage.open(tmp_path, blob_url="s3://reports/x")
    blob_id = put(storage, LARGE_BYTES)
    storage.close()
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    storage = Storage.open(tmp_path, blob_url="s3://reports/x")  # it opens: small files are there
    said = "The store of the library's large files does not answer."
    assert_told(storage, blob_id, LibraryUnavailable, said)
    with pytest.raises(LibraryUnavailable, match=said):
        put(storage, LARGE_BYTES[::-1])
    assert len(names(storage)) == 1
    put(storage, b"small")
    storage.close()


def test_credentials_that_do_not_count_are_said_and_not_repeated(
    tmp_path: Path, s3: ObjectStore
) -> None:
    storage = Storage.open(tmp_path, blob_url="s3://reports/x")
    blob_id = put(storage, LARGE_BYTES)
    s3.let_nobody_in()
    said = "The store of the library's large files does not let this program in."
    assert_told(storage, blob_id, LibraryUnavailable, said)
    storage.close()


def test_a_bucket_that_is_not_there_is_said(tmp_path: Path, s3: ObjectStore) -> None:
    storage = Storage.open(tmp_path, blob_url="s3://another/x")
    with pytest.raises(LibraryUnavailable, match="is not there"):
        put(storage, LARGE_BYTES)
    storage.close()


def test_a_program_that_knows_no_store_says_which_setting_it_lacks(
    tmp_path: Path, foldered: Storage
) -> None:
    blob_id = put(foldered, LARGE_BYTES)
    other = Storage.open(tmp_path)
    with other.reading() as unit, pytest.raises(LibraryUnavailable) as told:
        unit.blobs.read(blob_id)
    assert "c.HubPublish.blob_url" in told.value.hint
    other.close()


@pytest.mark.parametrize(
    "address", ["s3://key:secret@reports/x", "nothing://reports", "gs://reports/x"]
)
def test_an_address_that_cannot_be_used_is_refused_without_repeating_it(
    tmp_path: Path, address: str
) -> None:
    with pytest.raises(LibraryUnavailable, match=r"c\.HubPublish\.blob_url") as told:
        Storage.open(tmp_path, blob_url=address)
    assert "secret" not in str(told.value) + told.value.hint


def assert_told(storage: Storage, blob_id: str, kind: type[PublishError], beginning: str) -> None:
    """Reading it whole and in pieces raises this, and gives away no credentials."""
    for ask in (
        lambda unit: unit.blobs.read(blob_id),
        lambda unit: next(storage.gzip(blob_id)),
    ):
        with storage.reading() as unit, pytest.raises(kind, match=beginning) as told:
            ask(unit)
        said = told.value.message + told.value.hint
        assert not any(word in said for word in ("secret", "AKIA"))
        assert told.value.__cause__ is None or kind is LibraryDamaged
