"""Whatever is wrong with the library is said in one sentence, with a hint that names the file."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from children import processes, try_without_rights
from publications import ALL, publish

from jupyter_hub_publish.domain.errors import (
    LibraryBusy,
    LibraryDamaged,
    LibraryFull,
    LibraryNewer,
    LibraryReadOnly,
    LibraryUnavailable,
)
from jupyter_hub_publish.storage import Storage

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A library with one report, closed."""
    storage = Storage.open(tmp_path / "library")
    publish(storage, notebook=os.urandom(300_000))
    storage.close()
    return tmp_path / "library"


def _open_fails(folder: Path, error: type[LibraryUnavailable]) -> None:
    with pytest.raises(error) as caught:
        Storage.open(folder, patience=0.2)
    assert type(caught.value) is error
    assert caught.value.message.endswith(".")
    assert str(folder / "library.sqlite") in caught.value.hint


def test_locked_by_another_program(folder: Path) -> None:
    storage = Storage.open(folder, patience=0.2)
    other = sqlite3.connect(folder / "library.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(LibraryBusy) as caught:
        publish(storage)
    assert storage.location in caught.value.hint
    with storage.reading() as unit:  # reading goes on
        assert unit.reports.count(principals=ALL) == 1
    other.execute("ROLLBACK")
    publish(storage)
    storage.close()
    other.close()


def test_locked_entirely_while_opening(folder: Path) -> None:
    other = sqlite3.connect(folder / "library.sqlite", isolation_level=None)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    other.execute("DELETE FROM idempotency")
    _open_fails(folder, LibraryBusy)
    other.close()


@pytest.mark.parametrize("size", [100, 5_000, 100_000])
def test_cut_short(folder: Path, size: int) -> None:
    os.truncate(folder / "library.sqlite", size)
    _open_fails(folder, LibraryDamaged)


def test_not_a_database(folder: Path) -> None:
    (folder / "library.sqlite").write_bytes(b"This is not a database.\n" * 1000)
    _open_fails(folder, LibraryDamaged)


def test_bytes_overwritten(folder: Path) -> None:
    with (folder / "library.sqlite").open("r+b") as file:
        file.seek(4096)
        file.write(os.urandom(3 * 4096))
    _open_fails(folder, LibraryDamaged)


def test_somebody_elses_database(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "library.sqlite") as other:
        other.execute("CREATE TABLE songs (title TEXT)")
    _open_fails(tmp_path, LibraryDamaged)
    with sqlite3.connect(tmp_path / "library.sqlite") as other:
        assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("songs",)]


def test_written_by_a_newer_program(folder: Path) -> None:
    with sqlite3.connect(folder / "library.sqlite") as future:
        future.execute("UPDATE alembic_version SET version_num = '9999'")
    before = (folder / "library.sqlite").read_bytes()
    _open_fails(folder, LibraryNewer)
    assert (folder / "library.sqlite").read_bytes() == before
    assert [file.name for file in folder.glob("*before*")] == []


def test_a_folder_in_the_place_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "library.sqlite").mkdir()
    _open_fails(tmp_path, LibraryUnavailable)


def test_a_file_in_the_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "library").write_text("")
    _open_fails(tmp_path / "library", LibraryUnavailable)


def test_no_page_left_in_the_database(folder: Path) -> None:
    storage = Storage.open(folder)
    with storage._engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        connection.commit()
    with pytest.raises(LibraryFull) as caught:
        publish(storage, notebook=os.urandom(500_000))
    assert storage.location in caught.value.hint
    with storage.reading() as unit:
        assert unit.reports.count(principals=ALL) == 1
    storage.close()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("a small disk can only be made by root, where mounting is permitted")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


def test_a_full_disk(small_disk: Path) -> None:
    storage = Storage.open(small_disk)
    publish(storage)
    for _ in range(3):
        with pytest.raises(LibraryFull):
            publish(storage, notebook=os.urandom(4_000_000))
    with storage.reading() as unit:
        assert unit.reports.count(principals=ALL) == 1
    publish(storage)  # a small one still fits
    storage.close()


def test_a_disk_too_full_to_begin_a_library(small_disk: Path) -> None:
    (small_disk / "ballast").write_bytes(bytes(2 * 1024 * 1024 - 16_384))
    _open_fails(small_disk, LibraryFull)
    (small_disk / "ballast").unlink()
    Storage.open(small_disk).close()


def test_a_disk_mounted_to_be_read(small_disk: Path) -> None:
    storage = Storage.open(small_disk)
    publish(storage)
    storage.close()
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    storage = Storage.open(small_disk)
    with storage.reading() as unit:
        assert unit.reports.count(principals=ALL) == 1
    with pytest.raises(LibraryReadOnly):
        publish(storage)
    storage.close()


def _as_nobody(folder: Path) -> list[object]:
    receiver, sender = processes.Pipe(duplex=False)
    child = processes.Process(target=try_without_rights, args=(str(folder), sender))
    child.start()
    sender.close()
    answers: list[object] = receiver.recv()
    child.join()
    return answers


@pytest.fixture
def open_folder(folder: Path) -> Iterator[Path]:
    """The same library where everybody may go, below no private folder of pytest's."""
    public = Path("/tmp") / f"hub-publish-{os.getpid()}"
    shutil.copytree(folder, public)
    public.chmod(0o755)
    yield public
    shutil.rmtree(public)


@as_root
def test_not_mine_to_write(open_folder: Path) -> None:
    (open_folder / "library.sqlite").chmod(0o644)
    file = str(open_folder / "library.sqlite")
    [count, (error, hint)] = _as_nobody(open_folder)  # type: ignore[misc]
    assert (count, error) == (1, "LibraryReadOnly")
    assert file in hint


@as_root
def test_not_mine_to_write_while_its_owner_writes(open_folder: Path) -> None:
    (open_folder / "library.sqlite").chmod(0o644)
    owner = Storage.open(open_folder)
    publish(owner)  # it stands in the log, not yet in the file
    [count, (error, _)] = _as_nobody(open_folder)  # type: ignore[misc]
    assert (count, error) == (2, "LibraryReadOnly")
    owner.close()


@as_root
def test_not_mine_to_read(open_folder: Path) -> None:
    [(error, hint)] = _as_nobody(open_folder)  # type: ignore[misc]
    assert error == "LibraryUnavailable"
    assert str(open_folder) in hint


@as_root
def test_no_library_and_no_right_to_begin_one(open_folder: Path) -> None:
    (open_folder / "library.sqlite").unlink()
    [(error, _)] = _as_nobody(open_folder)  # type: ignore[misc]
    assert error == "LibraryReadOnly"


@pytest.mark.parametrize(
    "url",
    ["", "no url", "mysql://root@127.0.0.1/x", "sqlite://", "postgresql://x@127.0.0.1/x"],
)
def test_an_address_that_is_none(url: str) -> None:
    with pytest.raises(LibraryUnavailable, match="address"):
        Storage.open_url(url)


def test_a_database_that_does_not_answer_keeps_its_password_to_itself() -> None:
    with pytest.raises(LibraryUnavailable) as caught:
        Storage.open_url("postgresql+psycopg://ana:geheim@127.0.0.1:1/library")
    assert "127.0.0.1:1" in caught.value.hint
    assert "geheim" not in caught.value.hint + caught.value.message


def test_a_database_that_may_only_be_read(postgresql_url: str) -> None:
    Storage.open_url(postgresql_url).close()
    storage = Storage.open_url(f"{postgresql_url}?options=-cdefault_transaction_read_only%3Don")
    with pytest.raises(LibraryReadOnly):
        publish(storage)
    storage.close()
