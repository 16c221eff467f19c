"""The index is a cache: whatever happens to its folder, the next search knows the library."""

from __future__ import annotations

import os
import random
import shutil
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import tantivy
from reports_in_memory import ANYONE, ReportsInMemory, caught_up, ids, many, text

from jupyter_hub_publish.domain.errors import LibraryBusy
from jupyter_hub_publish.search import Pace, SearchIndex
from jupyter_hub_publish.search.waiting_lock import held

HERE = Path(__file__).parent


def another_process(
    folder: Path, start: int, end: int, *, preexec_fn: Callable[[], None] | None = None
) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(HERE / "catching_up.py"), str(folder), str(start), str(end)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(HERE.parent.parent), *sys.path])},
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=preexec_fn,
    )


def generations(folder: Path) -> set[str]:
    return {path.name for path in (folder / "one").iterdir() if path.is_dir()}


def kept(folder: Path, word: str) -> list[bool]:
    """For each index on the disk, whether it holds the word, if only in a forgotten report."""
    found = []
    for path in generations(folder):
        index = tantivy.Index.open(str(folder / "one" / path))
        found.append(index.searcher().doc_freq("prose", word) > 0)
    return found


def test_nothing_is_found_before_the_first_catching_up(tmp_path) -> None:
    assert ids(SearchIndex.open(tmp_path, library="one"), "") == []


def test_an_empty_library_is_no_problem(tmp_path) -> None:
    assert ids(caught_up(tmp_path, ReportsInMemory()), "") == []


def test_new_changed_and_erased_reports_are_known_at_once(tmp_path) -> None:
    library = ReportsInMemory()
    index = caught_up(tmp_path, library)
    library.publish("a", title="Apples")
    library.publish("b", title="Berries")
    index.catch_up(library)
    assert ids(index, "") == ["b", "a"]
    library.publish("a", title="Apricots")
    library.erase("b")
    index.catch_up(library)
    assert (ids(index, ""), ids(index, "apples"), ids(index, "apricots")) == (["a"], [], ["a"])


def test_catching_up_goes_on_where_another_process_stopped(tmp_path) -> None:
    library = many(3)
    caught_up(tmp_path, library).close()
    before = generations(tmp_path)
    library.publish("new", title="New")
    assert ids(caught_up(tmp_path, library), "new") == ["new"]
    assert generations(tmp_path) == before


def test_two_open_indexes_know_what_either_took_in(tmp_path) -> None:
    library = many(3)
    first, second = caught_up(tmp_path, library), caught_up(tmp_path, library)
    for number, index in enumerate((first, second, first)):
        library.publish(f"new{number}", title="New")
        index.catch_up(library)
    second.catch_up(library)
    assert sorted(ids(second, "new")) == ["new0", "new1", "new2"]


def test_more_changes_than_fit_in_a_batch_are_all_taken_in(tmp_path) -> None:
    index = caught_up(tmp_path, many(1))
    index.catch_up(many(333))
    assert index.find("common", reader=ANYONE).total == 333


def test_a_restored_backup_is_noticed(tmp_path) -> None:
    library = many(3)
    backup = library.backup(past=7)
    library.publish("lost", title="Lost")
    index = caught_up(tmp_path, library)
    backup.publish("other", title="Other")
    backup.publish("more", title="More")
    index.catch_up(backup)
    assert (ids(index, "lost"), ids(index, "other")) == ([], ["other"])


def test_a_backup_with_as_many_changes_is_noticed(tmp_path) -> None:
    library = many(3)
    backup = library.backup(past=7)
    library.publish("lost", title="Lost")
    backup.publish("other", title="Other")
    index = caught_up(tmp_path, library)
    index.catch_up(backup)
    assert (ids(index, "lost"), ids(index, "other")) == ([], ["other"])


def test_a_library_that_went_back_is_noticed(tmp_path) -> None:
    library = many(3)
    backup = library.backup(past=7)
    library.publish("lost", title="Lost")
    index = caught_up(tmp_path, library)
    index.catch_up(backup)
    assert (ids(index, "lost"), len(ids(index, "common"))) == ([], 3)


def test_the_folder_is_for_its_owner_only(tmp_path) -> None:
    caught_up(tmp_path / "cache", many(1))
    assert stat.S_IMODE((tmp_path / "cache" / "one").stat().st_mode) == 0o700


def _delete_all(folder: Path) -> None:
    shutil.rmtree(folder)


def _delete_segments(folder: Path) -> None:
    for path in folder.glob("*-*/*"):
        if path.suffix in (".idx", ".term", ".store"):
            path.unlink()


def _delete_half(folder: Path) -> None:
    for path in sorted(folder.glob("*-*/*"))[::2]:
        path.unlink()


def _delete_meta(folder: Path) -> None:
    for path in folder.glob("*-*/meta.json"):
        path.unlink()


def _scribble(folder: Path) -> None:
    for path in folder.glob("*-*/*"):
        scribbled = path.with_suffix(".scribbled")
        scribbled.write_bytes(random.Random(1).randbytes(path.stat().st_size))
        os.replace(scribbled, path)


def _other_layout(folder: Path) -> None:
    (folder / "current").write_text("0-0123456789abcdef")


def _nonsense(folder: Path) -> None:
    (folder / "current").write_bytes(b"../../\xff\0etc")


DAMAGES = [_delete_all, _delete_segments, _delete_half, _delete_meta, _scribble]


@pytest.mark.parametrize("damage", [*DAMAGES, _other_layout, _nonsense])
def test_a_damaged_index_is_rebuilt_when_it_is_opened(tmp_path, damage) -> None:
    library = many(5)
    caught_up(tmp_path, library).close()
    damage(tmp_path / "one")
    library.publish("new", title="New")
    index = caught_up(tmp_path, library)
    assert (len(ids(index, "common")), ids(index, "new")) == (5, ["new"])


@pytest.mark.parametrize("damage", [*DAMAGES, _other_layout, _nonsense])
def test_an_index_damaged_while_open_answers_and_mends(tmp_path, damage) -> None:
    library = many(5)
    index = caught_up(tmp_path, library)
    damage(tmp_path / "one")
    assert len(ids(index, "common")) == 5
    library.publish("new", title="New")
    index.catch_up(library)
    assert (len(ids(index, "common")), ids(index, "new")) == (5, ["new"])
    assert ids(caught_up(tmp_path, library), "new") == ["new"]


def test_a_rebuild_clears_away_what_was_there_before(tmp_path) -> None:
    library = many(2)
    (tmp_path / "one" / "1-00000000000000aa").mkdir(parents=True)
    caught_up(tmp_path, library)
    for past in (1, 2, 3):
        library = library.backup(past=past)
        library.marks[0], library.marks[2] = "born", str(past)
        caught_up(tmp_path, library)
    assert len(generations(tmp_path)) == 1


def test_where_the_past_was_forgotten_no_word_of_it_stays_on_the_disk(tmp_path) -> None:
    """A library that has erased something gives its reports another past."""
    library = many(3)
    library.publish("leak", text("zzsecretzz"))
    index, other = caught_up(tmp_path, library), caught_up(tmp_path, library)
    assert kept(tmp_path, "zzsecretzz") == [True]
    library.erase("leak")
    index.catch_up(library)
    assert kept(tmp_path, "zzsecretzz") == [True]  # which is why the past has to be forgotten
    library.marks = {max(library.marks): "new"}
    index.catch_up(library)
    assert kept(tmp_path, "zzsecretzz") == [False]
    assert (ids(index, "zzsecretzz"), len(ids(index, "common"))) == ([], 3)
    other.catch_up(library)
    assert ids(other, "zzsecretzz") == []


def test_what_is_archived_comes_after_its_like(tmp_path) -> None:
    library = ReportsInMemory()
    for name in ("old", "new"):
        library.publish(name, title="Apples")
    library.archive("new")
    index = caught_up(tmp_path, library)
    assert (ids(index, "apples"), ids(index, "")) == (["old", "new"], ["new", "old"])


def test_without_a_usable_folder_the_index_is_in_memory(tmp_path) -> None:
    (tmp_path / "one").write_text("a file where the folder should be")
    library = many(3)
    index = caught_up(tmp_path, library)
    library.publish("new", title="New")
    index.catch_up(library)
    assert (len(ids(index, "common")), ids(index, "new")) == (3, ["new"])
    index.catch_up(many(2))
    assert (len(ids(index, "common")), ids(index, "new")) == (2, [])


def test_an_error_of_the_library_leaves_the_index_as_it_was(tmp_path) -> None:
    class Failing(ReportsInMemory):
        def changed_since(self, seq: int, *, limit: int) -> list:
            raise LibraryBusy("Busy.")

    library = many(3)
    index = caught_up(tmp_path, library)
    grown = library.backup(past=1)
    grown.publish("new", title="New")
    failing = Failing(reports=grown.reports, marks=grown.marks)
    with pytest.raises(LibraryBusy):
        index.catch_up(failing)
    assert len(ids(index, "common")) == 3
    index.catch_up(grown)
    assert ids(index, "new") == ["new"]


def test_while_another_process_writes_search_answers_from_what_is_there_and_says_so(
    tmp_path,
) -> None:
    library = many(2)
    index = SearchIndex.open(tmp_path, library="one", pace=Pace(patience=0.05, wait=60))
    assert index.catch_up(library)
    library.publish("new", title="New")
    with held(tmp_path / "one" / "lock", seconds=1):
        assert not index.catch_up(library)
        assert len(ids(index, "common")) == 2
    assert index.catch_up(library)
    assert ids(index, "new") == ["new"]


def test_many_threads_search_and_catch_up_at_once(tmp_path) -> None:
    library = ReportsInMemory()
    index = caught_up(tmp_path, library)
    publishing, problems = threading.Lock(), []

    def work(worker: int) -> None:
        try:
            for number in range(10):
                name = f"w{worker}n{number}"
                with publishing:
                    library.publish(name, text("shared"), title=name)
                index.catch_up(library)
                assert name in ids(index, "shared"), name
        except Exception as problem:
            problems.append(problem)

    workers = [threading.Thread(target=work, args=(worker,)) for worker in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert problems == []
    assert index.find("shared", reader=ANYONE).total == 40


def test_processes_build_and_catch_up_at_once(tmp_path) -> None:
    processes = [another_process(tmp_path, 20, 30) for _ in range(3)]
    said = [process.communicate(timeout=60)[0].split() for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0]
    assert {tuple(words) for words in said} == {tuple(map(str, range(20, 31)))}
    assert len(ids(caught_up(tmp_path, many(30)), "common")) == 30


def test_a_killed_process_leaves_an_index_that_goes_on(tmp_path) -> None:
    chance = random.Random(5)
    reached = 1
    for _ in range(6):
        process = another_process(tmp_path, reached, 100_000)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(chance.random() * 0.3)
        process.send_signal(signal.SIGKILL)
        rest = process.communicate()[0].split()
        reached = max(reached, *map(int, rest)) if rest else reached
        library = many(reached + 1)
        found = caught_up(tmp_path, library).find("common", reader=ANYONE)
        assert found.total == reached + 1
        reached += 1
