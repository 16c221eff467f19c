"""A backup is whole while others write, and what is restored is what everybody then finds."""

import json
import os
import sqlite3
import threading
from contextlib import closing

import pytest
from bundles import packed
from notebooks import text

from jupyter_hub_publish.domain.records import Actor
from jupyter_hub_publish.library.local import LocalLibrary

ALICE = Actor(name="alice")


@pytest.fixture
def file(tmp_path):
    return tmp_path / "home" / "data" / "hub-publish" / "library.sqlite"


@pytest.fixture
def service(file, tmp_path):
    """The library as a service has it open while the commands run."""
    file.parent.mkdir(parents=True)
    opened = LocalLibrary.open_at(
        f"sqlite:///{file}", shape="service", cache=tmp_path / "cache", patient=True
    )
    yield opened
    opened.close()


def publish(library, title):
    made = library.publishing.publish_new(packed(text(f"# {title}"), title=title), actor=ALICE)
    return made.id


def titles(library):
    return {hit.title for hit in library.discovery.search(actor=ALICE).hits}


def found(library, words):
    return {hit.title for hit in library.discovery.search(words, actor=ALICE).hits}


def test_what_lies_in_a_store_is_said_to_be_missing_from_a_backup(run, service):
    del service
    made = run("backup", "kept.sqlite", "--HubPublish.blob_url=s3://reports/x")
    assert made.returncode == 0
    assert made.stderr == "Large files are not in it: copy s3://reports/x now, after it.\n"


def test_what_is_restored_is_what_a_running_service_then_finds(run, service, tmp_path):
    publish(service, "Before")
    backup = json.loads(run("backup", "kept.sqlite", "--json").stdout)
    assert backup == {"path": "kept.sqlite", "size": (tmp_path / "kept.sqlite").stat().st_size}
    publish(service, "After")
    assert (titles(service), found(service, "after")) == ({"Before", "After"}, {"After"})
    restored = run("restore", "kept.sqlite", "--replace")
    assert (restored.returncode, restored.stderr) == (0, "")
    assert (titles(service), found(service, "after")) == ({"Before"}, set())
    publish(service, "Later")
    assert (titles(service), found(service, "later")) == ({"Before", "Later"}, {"Later"})


def test_what_was_there_is_kept_beside_it(run, service, file, tmp_path):
    run("backup", "empty.sqlite")
    publish(service, "Precious")
    kept = json.loads(run("restore", "empty.sqlite", "--replace", "--json").stdout)["kept"]
    assert titles(service) == set()
    assert run("restore", kept, "--replace").returncode == 0
    assert titles(service) == {"Precious"}


def test_nothing_is_replaced_without_being_told(run, service, file, tmp_path):
    publish(service, "Before")
    run("backup", "kept.sqlite")
    publish(service, "After")
    refused = run("restore", "kept.sqlite")
    assert (refused.returncode, refused.stdout, refused.stderr.count("\n")) == (1, "", 1)
    assert "--replace" in refused.stderr
    assert titles(service) == {"Before", "After"}
    again = run("backup", "kept.sqlite")
    assert (again.returncode, again.stderr.count("\n")) == (1, 1)
    assert again.stderr.startswith("kept.sqlite is there already.")


def test_where_there_is_no_library_a_backup_becomes_one(run, service, file, tmp_path):
    publish(service, "Before")
    folder = tmp_path / "backups"
    folder.mkdir()
    assert run("backup", "backups").returncode == 0
    (backup,) = folder.iterdir()
    assert backup.stat().st_mode & 0o777 == 0o600
    restored = run("restore", str(backup), f"--HubPublish.library_folder={tmp_path / 'new'}")
    assert restored.returncode == 0, restored.stderr
    with closing(LocalLibrary.open(tmp_path / "new", cache=tmp_path / "other")) as library:
        assert titles(library) == {"Before"}


def test_a_backup_while_others_write_is_a_library_of_one_moment(run, service, tmp_path):
    ending = threading.Event()

    def write():
        number = 0
        while not ending.is_set():
            number += 1
            publish(service, f"Report {number}")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(3):
            assert run("backup", f"{number}.sqlite").returncode == 0
    finally:
        ending.set()
        writer.join()
    for number in range(3):
        with closing(sqlite3.connect(tmp_path / f"{number}.sqlite")) as copy:
            assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert copy.execute("PRAGMA foreign_key_check").fetchone() is None
            (reports,) = copy.execute("SELECT count(*) FROM report").fetchone()
            assert copy.execute("SELECT n FROM clock").fetchone() == (reports,)


@pytest.mark.parametrize("kind", ["none", "empty", "text", "other", "cut", "newer"])
def test_what_is_no_backup_changes_nothing(run, service, file, tmp_path, kind):
    publish(service, "Before")
    bad = tmp_path / "bad.sqlite"
    if kind in ("empty", "text"):
        bad.write_text("" if kind == "empty" else "This is not a database.\n" * 1000)
    elif kind == "other":
        with closing(sqlite3.connect(bad)) as other:
            other.execute("CREATE TABLE songs (title TEXT)")
    elif kind in ("cut", "newer"):
        run("backup", "bad.sqlite")
        if kind == "cut":
            os.truncate(bad, bad.stat().st_size // 2)
        else:
            with sqlite3.connect(bad) as future:
                future.execute("UPDATE alembic_version SET version_num = '9999'")
    before = sorted(file.parent.iterdir())
    refused = run("restore", "bad.sqlite", "--replace")
    assert (refused.returncode, refused.stdout, refused.stderr.count("\n")) == (1, "", 1)
    assert titles(service) == {"Before"}
    assert sorted(file.parent.iterdir()) == before


@pytest.mark.parametrize("target", ["missing/kept.sqlite", "library.txt/x"])
def test_a_backup_that_cannot_be_written_says_where(run, service, tmp_path, target):
    (tmp_path / "library.txt").write_text("a file")
    refused = run("backup", target)
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)
    assert refused.stderr.startswith(f"{target} cannot be written: ")


def test_postgresql_has_its_own_tools(run):
    url = "--HubPublish.db_url=postgresql+psycopg://someone:secret@127.0.0.1:9/reports"
    for words in (("backup", "x"), ("restore", "x")):
        refused = run(*words, url)
        assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)
        assert "pg_dump" in refused.stderr
        assert "secret" not in refused.stderr


@pytest.mark.parametrize("words", [("backup",), ("restore",), ("backup", "a", "b")])
def test_a_wrong_call_of_them_is_one_line_and_exit_code_2(run, words):
    answer = run(*words)
    assert (answer.returncode, answer.stdout, answer.stderr.count("\n")) == (2, "", 1)


def test_without_a_library_there_is_nothing_to_back_up(run, tmp_path):
    refused = run("backup", "kept.sqlite")
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)
    assert refused.stderr.startswith("There is no library at ")
    assert not (tmp_path / "kept.sqlite").exists()
