"""Whatever bytes are put, the same come back, and equal parts are stored once."""

from __future__ import annotations

import gzip
import hashlib
import io
import tracemalloc
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from random import randbytes

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from publications import a_report, a_version, publish

from jupyter_hub_publish.domain.errors import LibraryBusy, LibraryDamaged, NotFound
from jupyter_hub_publish.storage import Storage, schema
from jupyter_hub_publish.storage.packing import MAX_PART, pack

NOW = timedelta(0)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Storage]:
    storage = Storage.open(tmp_path_factory.mktemp("library"))
    yield storage
    storage.close()


def _parts(storage: Storage) -> int:
    with storage._engine.connect() as connection:
        return int(
            connection.execute(sa.select(sa.func.count()).select_from(schema.part)).scalar_one()
        )


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.binary(max_size=5000), cuts=st.lists(st.integers(-5, 6000)), as_file=st.booleans())
def test_what_is_put_comes_back(
    library: Storage, data: bytes, cuts: list[int], as_file: bool
) -> None:
    packed = library.pack(io.BytesIO(data) if as_file else data, tuple(cuts))
    blob_id = library.write(lambda unit: unit.blobs.put(packed))
    assert blob_id == hashlib.sha256(data).hexdigest()
    with library.reading() as unit:
        stream = b"".join(library.gzip(blob_id))
        assert unit.blobs.read(blob_id) == gzip.decompress(stream) == data
        blob = unit.blobs.open(blob_id)
    assert (blob.size, blob.gzip_size) == (len(data), len(stream))


@pytest.mark.parametrize("size", [0, 1, MAX_PART, MAX_PART + 1, 3 * MAX_PART + 7])
def test_large_blobs_come_back_on_both_databases(storage: Storage, size: int) -> None:
    data = (b"abcdefghij" * (size // 10 + 1))[:size]
    blob_id = storage.write(lambda unit: unit.blobs.put(storage.pack(data, (size // 2,))))
    with storage.reading() as unit:
        assert unit.blobs.read(blob_id) == gzip.decompress(b"".join(storage.gzip(blob_id))) == data


def test_no_part_is_longer_than_a_megabyte() -> None:
    packed = pack(bytes(2_500_000), (600_000,))
    assert [part.size for part in packed.parts] == [600_000, 1_000_000, 900_000]
    # The same megabyte twice is deflated once.
    again = pack(bytes(2 * MAX_PART))
    assert [part.deflated is None for part in again.parts] == [False, True]


def test_a_second_version_stores_only_what_changed(storage: Storage) -> None:
    before, output, after = b"a" * 300, bytes(range(256)) * 100, b"z" * 300
    cuts = (300, 300 + len(output))
    publish(storage, notebook=b"x")
    storage.write(lambda unit: unit.blobs.put(storage.pack(before + output + after, cuts)))
    stored = _parts(storage)
    second = storage.pack(before + output[::-1] + after, cuts)
    assert [part.deflated is None for part in second.parts] == [True, False, True]
    storage.write(lambda unit: unit.blobs.put(second))
    assert _parts(storage) == stored + 1


def test_a_missing_blob_is_not_found(storage: Storage) -> None:
    with storage.reading() as unit:
        for ask in (unit.blobs.open, unit.blobs.read, lambda name: next(storage.gzip(name))):
            with pytest.raises(NotFound):
                ask("0" * 64)


def test_a_long_file_that_is_removed_while_it_is_read_ends_early(storage: Storage) -> None:
    blob_id = storage.write(lambda unit: unit.blobs.put(storage.pack(randbytes(3_000_000))))
    stream = storage.gzip(blob_id)
    next(stream)
    storage.sweep_orphans(older_than=NOW)
    publish(storage, notebook=randbytes(1_500_000))  # SQLite gives it the numbers that are free
    with pytest.raises(NotFound):
        list(stream)


def test_a_long_file_is_never_in_memory_whole(library: Storage) -> None:
    blob_id = library.write(lambda unit: unit.blobs.put(library.pack(randbytes(20_000_000))))
    tracemalloc.start()
    try:
        assert sum(map(len, library.gzip(blob_id))) > 20_000_000
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


def test_a_changed_part_is_noticed(storage: Storage) -> None:
    blob_id = storage.write(lambda unit: unit.blobs.put(b"honest"))
    other = pack(b"forged").parts[0].deflated
    with storage._engine.begin() as connection:
        connection.execute(sa.update(schema.part).values(deflated=other))
    with storage.reading() as unit, pytest.raises(LibraryDamaged):
        unit.blobs.read(blob_id)


def test_the_sweep_takes_orphans_and_nothing_else(storage: Storage) -> None:
    report = a_report()
    publish(storage, report, notebook=b"shared" + b"held", page=b"page")
    held = _parts(storage)
    orphan = storage.write(lambda unit: unit.blobs.put(b"shared" + b"lost", (6,)))
    assert storage.sweep_orphans(older_than=timedelta(hours=1)) == 0
    assert storage.sweep_orphans(older_than=NOW) == 1
    assert _parts(storage) == held
    with storage.reading() as unit:
        version = unit.reports.version(report.id, 1)
        assert version is not None
        assert unit.blobs.read(version.notebook) == b"sharedheld"
        with pytest.raises(NotFound):
            unit.blobs.read(orphan)


def test_the_sweep_spares_the_picture_of_a_version(storage: Storage) -> None:
    report_id = publish(storage)
    held = storage.write(lambda unit: unit.blobs.put(b"picture"))
    other = storage.write(lambda unit: unit.blobs.put(b"<p>"))
    storage.write(
        lambda unit: unit.reports.add_version(report_id, a_version(other, other, thumbnail=held))
    )
    storage.sweep_orphans(older_than=NOW)
    with storage.reading() as unit:
        version, report = unit.reports.version(report_id, 2), unit.reports.get(report_id)
        assert version is not None
        assert report is not None
        assert version.thumbnail == report.thumbnail == held
        assert unit.blobs.read(held) == b"picture"


def test_the_sweep_spares_parts_that_another_blob_shares(storage: Storage) -> None:
    data = b"first" + b"second"
    publish(storage, notebook=b"first")
    storage.write(lambda unit: unit.blobs.put(data, (5,)))
    storage.sweep_orphans(older_than=NOW)
    assert storage.pack(data, (5,)).parts[0].deflated is None


def test_putting_an_orphan_again_gives_it_a_new_day(storage: Storage) -> None:
    storage.write(lambda unit: unit.blobs.put(b"x"))
    with storage._engine.begin() as connection:
        connection.execute(sa.update(schema.blob).values(unclaimed=a_report().created))
    blob_id = storage.write(lambda unit: unit.blobs.put(b"x"))
    assert storage.sweep_orphans() == 0
    with storage.reading() as unit:
        assert unit.blobs.read(blob_id) == b"x"


def test_a_part_that_was_swept_while_packing_asks_to_try_again(storage: Storage) -> None:
    storage.write(lambda unit: unit.blobs.put(b"part"))
    packed = storage.pack(b"part and more", (4,))
    storage.sweep_orphans(older_than=NOW)
    with pytest.raises(LibraryBusy):
        storage.write(lambda unit: unit.blobs.put(packed))
    assert storage.write(lambda unit: unit.blobs.put(storage.pack(b"part and more", (4,))))


def test_a_version_of_a_swept_blob_is_refused(storage: Storage) -> None:
    report_id = publish(storage)
    with pytest.raises(LibraryBusy), storage.writing() as unit:
        unit.reports.add_version(report_id, a_version("0" * 64, "0" * 64))
    with storage.reading() as unit:
        assert len(unit.reports.versions(report_id)) == 1


def test_writing_tidies_by_itself(tmp_path: Path) -> None:
    storage = Storage.open(tmp_path)
    with storage.writing() as unit:
        orphan = unit.blobs.put(b"x")
    with storage._engine.begin() as connection:
        connection.execute(sa.update(schema.blob).values(unclaimed=a_report().created))
    publish(storage, notebook=b"y", page=b"z")
    with storage.reading() as unit, pytest.raises(NotFound):
        unit.blobs.open(orphan)
    storage.close()
