"""A rebuild takes its time: meanwhile search answers from what is there, and says so."""

from __future__ import annotations

import os
import resource
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from reports_in_memory import ANYONE, NOON, ReportsInMemory, caught_up, ids, many, text
from test_catching_up import another_process

from jupyter_hub_publish.domain.errors import LibraryBusy, LibraryUnavailable
from jupyter_hub_publish.domain.indexing import Document
from jupyter_hub_publish.search import Pace, SearchIndex
from jupyter_hub_publish.search.waiting_lock import held

PATIENT = Pace(wait=60)


@dataclass
class Slow(ReportsInMemory):
    """A library that is read to its end only when it may."""

    may_end: threading.Event = field(default_factory=threading.Event)
    readings: int = 0

    def all_documents(self) -> Iterator[Document]:
        self.readings += 1
        yield from super().all_documents()
        self.may_end.wait(60)


def slow(library: ReportsInMemory) -> Slow:
    return Slow(past=library.past, reports=library.reports, marks=library.marks)


def impatient(folder: Path) -> SearchIndex:
    return SearchIndex.open(folder, library="one", pace=Pace(wait=0.05))


def until_current(index: SearchIndex, library: ReportsInMemory) -> None:
    deadline = time.monotonic() + 60
    while not index.catch_up(library):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_nobody_waits_for_a_rebuild_and_it_comes_to_an_end_by_itself(tmp_path) -> None:
    library = slow(many(3))
    index = impatient(tmp_path)
    assert not index.catch_up(library)
    while not library.readings:
        time.sleep(0.01)
    assert not index.catch_up(library)
    assert (ids(index, "common"), library.readings) == ([], 1)
    library.may_end.set()
    until_current(index, library)
    assert (len(ids(index, "common")), library.readings) == (3, 1)


def test_during_a_rebuild_search_answers_from_the_index_that_was_there(tmp_path) -> None:
    library = many(3)
    backup = library.backup(past=7)
    caught_up(tmp_path, library).close()
    backup.publish("other", title="Other")
    backup.publish("more", title="More")
    backup.marks[3] = "restored"
    index, other_past = impatient(tmp_path), slow(backup)
    assert not index.catch_up(other_past)
    assert len(ids(index, "common")) == 3
    other_past.may_end.set()
    until_current(index, other_past)
    assert ids(index, "other") == ["other"]


def test_what_was_erased_is_not_found_any_more_while_the_index_is_made_anew(tmp_path) -> None:
    library = many(3)
    library.publish("leak", text("zzsecretzz"))
    caught_up(tmp_path, library).close()
    library.publish("leak", text("nothing of it"))
    library.marks = {max(library.marks): "new"}
    index, erased = impatient(tmp_path), slow(library)
    assert ids(index, "zzsecretzz") == ["leak"]
    while ids(index, "zzsecretzz"):
        assert not index.catch_up(erased)
    assert len(ids(index, "common")) == 3
    erased.may_end.set()
    until_current(index, erased)
    assert (ids(index, "zzsecretzz"), ids(index, "nothing")) == ([], ["leak"])


def test_of_two_that_find_no_index_one_makes_it_and_the_other_takes_it_over(tmp_path) -> None:
    library, same = slow(many(3)), slow(many(3))
    first, second = impatient(tmp_path), impatient(tmp_path)
    assert not first.catch_up(library)
    while not library.readings:
        time.sleep(0.01)
    assert not second.catch_up(same)
    library.may_end.set()
    until_current(first, library)
    until_current(second, same)
    assert (len(ids(second, "common")), same.readings) == (3, 0)


def test_closing_ends_a_rebuild_and_leaves_nothing_of_it(tmp_path) -> None:
    class Endless(ReportsInMemory):
        def all_documents(self) -> Iterator[Document]:
            return (Document(id=f"e{number}", seq=1, version=1) for number in count())

    library = many(3)
    index = impatient(tmp_path)
    assert not index.catch_up(Endless(reports=library.reports, marks=library.marks))
    index.close()
    assert [path for path in (tmp_path / "one").iterdir() if path.is_dir()] == []


def test_what_stops_the_reading_is_told_to_who_asked(tmp_path) -> None:
    class Failing(ReportsInMemory):
        def all_documents(self) -> Iterator[Document]:
            raise LibraryBusy("Busy.")

    library = many(3)
    index = SearchIndex.open(tmp_path, library="one", pace=PATIENT)
    with pytest.raises(LibraryBusy):
        index.catch_up(Failing(reports=library.reports, marks=library.marks))
    assert index.catch_up(library)
    assert len(ids(index, "common")) == 3


def test_a_rebuild_by_command_waits_its_turn_and_gives_up_in_a_sentence(tmp_path) -> None:
    library = many(3)
    index = SearchIndex.open(tmp_path, library="one", pace=Pace(patience=0.05, wait=60))
    told: list[int] = []
    index.rebuild(library, progress=told.append)
    assert (told, len(ids(index, "common"))) == ([1, 2, 3], 3)
    with held(tmp_path / "one" / "lock", seconds=1), pytest.raises(LibraryBusy):
        index.rebuild(library)
    assert len(ids(index, "common")) == 3


# What happens to the folder


def test_an_index_that_can_only_be_read_answers_as_long_as_it_is_current(tmp_path) -> None:
    library = many(3)
    caught_up(tmp_path, library).close()
    lock = tmp_path / "one" / "lock"
    lock.unlink()
    lock.mkdir()  # as nobody can write it, whoever runs this
    index = SearchIndex.open(tmp_path, library="one", pace=PATIENT)
    assert index.catch_up(library)
    library.publish("new", title="New")
    assert index.catch_up(library)  # in memory, from now on
    assert (ids(index, "new"), len(ids(index, "common"))) == (["new"], 3)


def test_a_library_too_large_for_memory_says_why_it_cannot_be_searched(tmp_path) -> None:
    (tmp_path / "one").write_text("a file where the folder should be")
    index = SearchIndex.open(tmp_path, library="one", pace=Pace(wait=60, in_memory=10))
    with pytest.raises(LibraryUnavailable, match=r"^The search index cannot be written: .*\.$"):
        index.catch_up(many(3))
    with pytest.raises(LibraryUnavailable):  # and the next who asks is told the same at once
        index.catch_up(many(3))


def test_on_a_full_disk_the_index_is_in_memory_and_nothing_half_built_is_left(tmp_path) -> None:
    def full() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, 2_000))

    process = another_process(tmp_path, 20, 22, preexec_fn=full)
    said = process.communicate(timeout=60)[0].split()
    assert (process.returncode, said) == (0, ["20", "21", "22"])
    assert [path for path in (tmp_path / "one").iterdir() if path.is_dir()] == []


def test_where_the_disk_fills_up_later_the_index_that_was_there_stays(tmp_path) -> None:
    library = many(20)
    caught_up(tmp_path, library).close()

    def full() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, 2_000))

    process = another_process(tmp_path, 21, 22, preexec_fn=full)
    process.communicate(timeout=60)
    assert process.returncode == 0
    assert len(ids(impatient(tmp_path), "common")) == 20


def test_two_layouts_share_a_folder_and_neither_takes_the_other_away(tmp_path) -> None:
    other = tmp_path / "one" / "1-00000000000000aa"
    other.mkdir(parents=True)
    (tmp_path / "one" / "current-1").write_text(other.name)
    caught_up(tmp_path, many(3))
    assert other.is_dir()
    long_ago = time.time() - 2 * 86_400
    os.utime(other, (long_ago, long_ago))
    caught_up(tmp_path, many(2))  # a library that went back: its index is made anew
    assert not other.exists()


# Stars and views


def most_starred(index: SearchIndex) -> list[str]:
    return list(index.find("", reader=ANYONE, sort="stars", limit=100).ids)


def counting(folder: Path) -> SearchIndex:
    """An index that takes in stars whenever it is asked to catch up."""
    return SearchIndex.open(folder, library="one", pace=Pace(wait=60, counting=0.0))


def until_most_starred(index: SearchIndex, library: ReportsInMemory, name: str) -> None:
    deadline = time.monotonic() + 60
    while most_starred(index)[0] != name:
        assert index.catch_up(library)
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_stars_are_taken_in_though_they_are_no_changes(tmp_path) -> None:
    library = many(3)
    index = counting(tmp_path)
    assert index.catch_up(library)
    for number, name in enumerate(("r1", "r0", "r2"), 1):
        library.star(name, stars=number, when=NOON + timedelta(minutes=number))
        until_most_starred(index, library, name)
    index.close()
    assert most_starred(impatient(tmp_path)) == ["r2", "r0", "r1"]


def test_more_stars_than_fit_in_a_batch_are_all_taken_in(tmp_path) -> None:
    library = many(130)
    index = counting(tmp_path)
    assert index.catch_up(library)
    for number in range(130):
        library.star(f"r{number}", stars=number, when=NOON + timedelta(seconds=number))
    until_most_starred(index, library, "r129")
    assert most_starred(index)[:3] == ["r129", "r128", "r127"]


def test_a_star_that_was_committed_late_is_taken_in_all_the_same(tmp_path) -> None:
    library = many(3)
    index = counting(tmp_path)
    assert index.catch_up(library)
    library.star("r1", stars=1, when=NOON + timedelta(seconds=50))
    until_most_starred(index, library, "r1")
    library.star("r2", stars=5, when=NOON)  # counted before, and visible after the other
    library.star("r1", stars=2, when=NOON + timedelta(seconds=55))
    until_most_starred(index, library, "r2")


def test_a_clock_that_has_jumped_ahead_hides_no_star(tmp_path) -> None:
    library = many(3)
    index = counting(tmp_path)
    assert index.catch_up(library)
    library.star("r1", stars=1, when=datetime(2099, 1, 1, tzinfo=UTC))
    until_most_starred(index, library, "r1")
    library.star("r2", stars=5, when=datetime.now(UTC))
    until_most_starred(index, library, "r2")
