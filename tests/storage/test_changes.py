"""What the search index is told is in order, complete, and tells a restored backup."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

from publications import a_report, publish, publish_again

from jupyter_hub_publish.domain.access import finders
from jupyter_hub_publish.storage import Storage


def test_every_change_moves_the_clock_and_draws_a_mark(storage: Storage) -> None:
    start = storage.clock()
    report_id = publish(storage)
    publish_again(storage, report_id)
    assert (start.seq, storage.clock().seq) == (0, 2)
    marks = [storage.mark_at(seq) for seq in range(4)]
    assert marks[0] == start.mark
    assert marks[2] == storage.clock().mark
    assert marks[3] is None
    assert len(set(marks)) == 4


def test_reading_and_tidying_change_nothing(storage: Storage) -> None:
    publish(storage)
    before = storage.clock()
    storage.write(lambda unit: unit.blobs.put(b"x"))
    storage.sweep_orphans()
    assert storage.clock() == before


def test_each_changed_report_comes_once_in_the_order_of_its_last_change(storage: Storage) -> None:
    first, second, third = (publish(storage) for _ in range(3))
    publish_again(storage, first, title="Again")
    documents = storage.changed_since(0, limit=10)
    assert [document.id for document in documents] == [second, third, first]
    assert [document.seq for document in documents] == [2, 3, 4]
    assert documents[-1].title == documents[-1].passages[0].text == "Again"
    assert [document.id for document in storage.changed_since(2, limit=1)] == [third]
    assert storage.changed_since(4, limit=10) == []


def test_all_documents_are_of_one_moment(storage: Storage) -> None:
    new = a_report(audience="people", people=("group:x",))
    ids = {publish(storage, new), *(publish(storage) for _ in range(250))}
    documents = storage.all_documents()
    seen = [next(documents)]
    late = publish(storage)
    seen += documents
    assert {document.id for document in seen} == ids
    assert late not in ids
    with storage.reading() as unit:
        report = unit.reports.get(new.id)
    assert report is not None
    found = next(document for document in seen if document.id == new.id)
    assert found.finders == finders(report.access) == {"user:ana", "group:x"}


def test_a_reader_who_remembers_the_last_number_misses_nothing(storage: Storage) -> None:
    def write() -> None:
        for _ in range(15):
            publish(storage)

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    seen, last = [], 0
    while any(thread.is_alive() for thread in threads) or last < storage.clock().seq:
        for document in storage.changed_since(last, limit=7):
            seen.append(document.seq)
            last = document.seq
    assert seen == list(range(1, 61))


def test_a_restored_backup_has_another_mark_under_the_same_number(tmp_path: Path) -> None:
    storage = Storage.open(tmp_path / "a")
    publish(storage)
    storage.close()
    shutil.copytree(tmp_path / "a", tmp_path / "b")
    marks = []
    for copy in ("a", "b"):
        storage = Storage.open(tmp_path / copy)
        publish(storage)
        marks.append((storage.id, storage.mark_at(1), storage.mark_at(2)))
        storage.close()
    assert marks[0][:2] == marks[1][:2]
    assert marks[0][2] != marks[1][2]
