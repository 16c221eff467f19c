"""What is withdrawn, erased or removed is gone from where it says, and nothing else is."""

from __future__ import annotations

import threading
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from msgspec.structs import replace
from publications import ALL, NOON, a_report, a_version, publish, publish_again

from jupyter_hub_publish.domain.errors import Conflict, NotFound
from jupyter_hub_publish.storage import Storage, Unit, schema
from jupyter_hub_publish.storage.records import NewFile, Parent, Said, StoredReport, StoredVersion

LATER = NOON + timedelta(hours=1)
OWNER = ALL | {"user:ana"}


def report_of(storage: Storage, report_id: str) -> StoredReport:
    with storage.reading() as unit:
        report = unit.reports.get(report_id)
    assert report is not None
    return report


def version_of(storage: Storage, report_id: str, number: int) -> StoredVersion:
    with storage.reading() as unit:
        version = unit.reports.version(report_id, number)
    assert version is not None
    return version


def say(storage: Storage, report_id: str, **otherwise: object) -> None:
    said = replace(report_of(storage, report_id).said, **otherwise)
    storage.write(lambda unit: unit.reports.say(report_id, said))


def erase(storage: Storage, report_id: str, number: int) -> None:
    storage.write(lambda unit: unit.erase(report_id, number, now=LATER))


def with_files(storage: Storage, report_id: str, **files: bytes) -> int:
    """Publish a version that holds these files and return its number."""

    def work(unit: Unit) -> int:
        page = unit.blobs.put(b"<p>")
        held = tuple(
            NewFile(kind="file", path=name, blob=unit.blobs.put(data))
            for name, data in files.items()
        )
        return unit.reports.add_version(report_id, a_version(page, page, files=held, minute=2))

    return storage.write(work)


def count(storage: Storage, table: sa.Table) -> int:
    with storage._engine.connect() as connection:
        number = connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
        return int(number)


# What a version holds


def test_the_files_of_a_version_are_read_as_they_were_written(storage: Storage) -> None:
    report_id = publish(storage)
    number = with_files(storage, report_id, b=b"22", a=b"1", empty=b"")
    version = version_of(storage, report_id, number)
    files = [(file.path, file.size) for file in version.attachments]
    assert files == [("a", 1), ("b", 2), ("empty", 0)]
    assert version.environment_files == ()
    with storage.reading() as unit:
        assert unit.blobs.read(version.attachments[1].blob) == b"22"
        assert [len(v.attachments) for v in unit.reports.versions(report_id)] == [3, 0]


def test_a_file_that_has_not_changed_costs_nothing(storage: Storage) -> None:
    report_id = publish(storage)
    with_files(storage, report_id, one=b"a" * 5000)
    before = count(storage, schema.part)
    with_files(storage, report_id, one=b"a" * 5000)
    assert count(storage, schema.part) == before


def test_a_path_may_be_longer_than_a_key(storage: Storage) -> None:
    report_id = publish(storage)
    long = "数" * 1000
    number = with_files(storage, report_id, **{long: b"x"})
    assert version_of(storage, report_id, number).attachments[0].path == long


def test_the_sweep_spares_files(storage: Storage) -> None:
    report_id = publish(storage)
    number = with_files(storage, report_id, a=b"kept")
    storage.sweep_orphans(older_than=timedelta(0))
    with storage.reading() as unit:
        version = unit.reports.version(report_id, number)
        assert version is not None
        assert unit.blobs.read(version.attachments[0].blob) == b"kept"


def test_another_picture_lets_the_old_one_go(storage: Storage) -> None:
    report_id = publish(storage)

    def picture(data: bytes) -> str:
        def work(unit: Unit) -> str:
            blob = unit.blobs.put(data)
            unit.blobs.release(unit.reports.set_thumbnail(report_id, 1, blob))
            return blob

        return storage.write(work)

    first, second = picture(b"one"), picture(b"two")
    assert report_of(storage, report_id).thumbnail == second
    assert storage.sweep_orphans(older_than=timedelta(0)) == 1
    with storage.reading() as unit, pytest.raises(NotFound):
        unit.blobs.open(first)


def test_what_a_report_is_based_on_stays_over_versions_that_do_not_say(storage: Storage) -> None:
    origin, copy = publish(storage), publish(storage)
    parent = Parent(report=origin, version=1)

    def work(unit: Unit) -> None:
        page = unit.blobs.put(b"<p>")
        unit.reports.add_version(copy, a_version(page, page, parent=parent))

    storage.write(work)
    publish_again(storage, copy)
    assert report_of(storage, copy).parent == parent
    with storage.reading() as unit:
        found = unit.reports.based_on(origin, principals=ALL, limit=5)
        assert [report.id for report in found] == [copy]
        assert unit.reports.based_on(origin, principals=frozenset({"user:bo"}), limit=5) == []
        assert unit.reports.based_on(copy, principals=ALL, limit=5) == []


# What is said


def test_what_is_said_otherwise_is_listed_otherwise(storage: Storage) -> None:
    report_id = publish(storage, tags=("old",), minute=3)
    say(storage, report_id, title="New", summary="S", tags=("new",), authors=("bo", "ana"))
    report = report_of(storage, report_id)
    assert (report.title, report.summary, report.tags) == ("New", "S", ("new",))
    assert (report.authors, report.version) == (("bo", "ana"), 1)
    assert report.updated == NOON + timedelta(minutes=3)
    with storage.reading() as unit:
        assert [t.tag for t in unit.reports.tags(principals=ALL, limit=9)] == ["new"]
        found = unit.reports.newest(principals=ALL, authors=("bo",), limit=9)
    assert [each.id for each in found] == [report_id]


def test_withdrawing_takes_a_report_out_of_every_listing_and_back(storage: Storage) -> None:
    report_id, other = publish(storage, tags=("t",)), publish(storage)
    say(storage, report_id, withdrawn=LATER)
    with storage.reading() as unit:
        assert [r.id for r in unit.reports.newest(principals=OWNER, limit=9)] == [other]
        assert unit.reports.count(principals=OWNER) == 1
        assert unit.reports.count(principals=ALL) == 1
        assert unit.reports.tags(principals=OWNER, limit=9) == []
        assert unit.reports.get_many([report_id], principals=OWNER) == {}
    assert [d.gone for d in storage.changed_since(2, limit=9)] == [True]
    say(storage, report_id, withdrawn=None)
    with storage.reading() as unit:
        assert unit.reports.count(principals=ALL) == 2
        assert [t.tag for t in unit.reports.tags(principals=ALL, limit=9)] == ["t"]
    assert [d.gone for d in storage.changed_since(2, limit=9)] == [False]


def test_what_is_archived_stays_and_is_flagged(storage: Storage) -> None:
    report_id = publish(storage)
    say(storage, report_id, archived=LATER)
    with storage.reading() as unit:
        assert unit.reports.count(principals=ALL) == 1
    assert [(d.gone, d.archived) for d in storage.all_documents()] == [(False, True)]


# What is erased


def test_an_erased_version_leaves_its_number_and_nothing_that_only_it_held(
    storage: Storage,
) -> None:
    report_id = publish(storage, notebook=b"first")
    publish_again(storage, report_id, notebook=b"second", title="Leak", minute=5)
    parts = count(storage, schema.part)
    erase(storage, report_id, 2)
    report, erased = report_of(storage, report_id), version_of(storage, report_id, 2)
    assert (report.version, report.given, report.title) == (1, 2, "Churn")
    assert report.updated == NOON
    assert (erased.number, erased.publisher, erased.erased) == (2, "ana", LATER)
    assert (erased.title, erased.summary, erased.tags, erased.fingerprint) == ("", None, None, "")
    assert (erased.notebook, erased.page, erased.thumbnail, erased.source) == (None,) * 4
    assert (erased.notebook_size, erased.page_size, erased.attachments) == (0, 0, ())
    assert count(storage, schema.part) == parts - 1  # the page is the first version's as well
    with storage.reading() as unit:
        assert unit.reports.passages([(report_id, 2)]) == {}
        first = unit.reports.version(report_id, 1)
        assert first is not None
        assert unit.blobs.read(first.notebook or "") == b"first"


def test_files_that_another_version_shares_are_kept(storage: Storage) -> None:
    report_id = publish(storage)
    with_files(storage, report_id, a=b"shared", b=b"only here")
    with_files(storage, report_id, a=b"shared")
    erase(storage, report_id, 2)
    (file,) = version_of(storage, report_id, 3).attachments
    with storage.reading() as unit:
        assert unit.blobs.read(file.blob) == b"shared"
        assert unit.blobs.known([p.name for p in storage.pack(b"only here").parts]) == set()


def test_words_that_were_edited_since_are_not_the_versions_and_stay(storage: Storage) -> None:
    report_id = publish(storage, tags=("old",))
    publish_again(storage, report_id, title="Second", tags=("new",))
    say(storage, report_id, summary="Edited.")
    erase(storage, report_id, 2)
    report = report_of(storage, report_id)
    assert (report.title, report.summary, report.tags) == ("Churn", "Edited.", ("old",))
    with storage.reading() as unit:
        assert [t.tag for t in unit.reports.tags(principals=ALL, limit=9)] == ["old"]


def test_an_older_version_that_is_erased_changes_nothing_that_is_shown(storage: Storage) -> None:
    report_id = publish(storage)
    publish_again(storage, report_id, title="Second", minute=5)
    before = report_of(storage, report_id)
    erase(storage, report_id, 1)
    assert replace(report_of(storage, report_id), seq=before.seq) == before


def test_a_report_of_which_nothing_stands_is_hidden_and_its_numbers_are_not_used_again(
    storage: Storage,
) -> None:
    report_id = publish(storage, tags=("t",))
    erase(storage, report_id, 1)
    report = report_of(storage, report_id)
    assert (report.version, report.given, report.hidden) == (0, 1, True)
    assert (report.title, report.summary, report.tags) == ("", "", ())
    with storage.reading() as unit:
        assert unit.reports.count(principals=OWNER) == 0
    assert [d.gone for d in storage.all_documents()] == [True]
    assert publish_again(storage, report_id) == 2
    with storage.reading() as unit:
        assert unit.reports.count(principals=ALL) == 1


def test_an_erasure_gives_every_index_another_past(storage: Storage) -> None:
    report_id = publish(storage)
    publish_again(storage, report_id)
    before = storage.clock()
    erase(storage, report_id, 2)
    assert storage.clock().seq == before.seq + 1
    assert [storage.mark_at(seq) for seq in range(before.seq + 1)] == [None] * (before.seq + 1)
    assert storage.mark_at(before.seq + 1) == storage.clock().mark


def test_no_change_that_is_on_its_way_keeps_the_past(storage: Storage) -> None:
    """Whoever commits while another erases has a number behind it, or no mark any more."""
    report_id = publish(storage)
    publish_again(storage, report_id)
    threads = [threading.Thread(target=publish, args=(storage,)) for _ in range(8)]
    for thread in threads[:4]:
        thread.start()
    storage.write(lambda unit: unit.erase(report_id, 2, now=LATER))
    for thread in threads[4:]:
        thread.start()
    for thread in threads:
        thread.join()
    last = storage.clock().seq
    kept = [storage.mark_at(seq) is not None for seq in range(last + 1)]
    erased_at = report_of(storage, report_id).seq
    assert kept == [seq >= erased_at for seq in range(last + 1)]


def test_what_was_answered_about_it_is_forgotten(storage: Storage) -> None:
    report_id, other = publish(storage), publish(storage)

    def work(unit: Unit) -> None:
        for id in (report_id, other):
            unit.answers.remember_answer(id, "ana", f'{{"id":"{id}"}}'.encode(), now=NOON)

    storage.write(work)
    erase(storage, report_id, 1)
    with storage.reading() as unit:
        assert unit.answers.answer_for(report_id, "ana") is None
        assert unit.answers.answer_for(other, "ana") is not None


def test_no_byte_of_it_stays_in_the_folder(tmp_path: Path) -> None:
    storage = Storage.open(tmp_path)
    for number in range(40):  # so that pages split, and rows move
        publish(storage, notebook=b"%d" % number, tags=(f"t{number:03}",))
    report_id = publish(storage)
    secret = "zzsecretzz"
    publish_again(storage, report_id, title=secret, tags=(secret,))
    for number in range(40):
        publish(storage, notebook=b"%d" % number, tags=(f"u{number:03}",))
    assert secret.encode() in b"".join(file.read_bytes() for file in tmp_path.iterdir())
    erase(storage, report_id, 2)
    assert secret.encode() not in b"".join(file.read_bytes() for file in tmp_path.iterdir())
    storage.close()


# What is removed


def test_a_withdrawn_report_is_removed_in_time_and_its_id_is_never_used_again(
    storage: Storage,
) -> None:
    new = a_report(audience="people", people=("group:x",))
    publish(storage, new, notebook=b"gone", tags=("t",))
    with_files(storage, new.id, a=b"file")
    kept = publish(storage, notebook=b"kept")
    say(storage, new.id, withdrawn=LATER)
    storage.sweep_withdrawn(older_than=timedelta(days=36500))
    assert report_of(storage, new.id).withdrawn == LATER
    before = storage.clock().seq
    assert storage.sweep_withdrawn(older_than=timedelta(0)) == 1
    assert storage.sweep_withdrawn(older_than=timedelta(0)) == 0
    with storage.reading() as unit:
        assert unit.reports.get(new.id) is None
        assert unit.reports.versions(new.id) == []
        assert unit.reports.get(kept) is not None
    assert [(d.id, d.gone) for d in storage.changed_since(before, limit=9)] == [(new.id, True)]
    assert [d.gone for d in storage.all_documents()].count(True) == 1
    for table in (schema.attachment, schema.report_audience):
        assert count(storage, table) == 0
    with pytest.raises(Conflict):
        storage.write(lambda unit: unit.reports.add(new))
    storage.sweep_orphans(older_than=timedelta(0))
    with storage.reading() as unit:
        assert unit.blobs.known([p.name for p in storage.pack(b"gone").parts]) == set()
        assert unit.blobs.known([p.name for p in storage.pack(b"file").parts]) == set()


def test_a_report_that_is_not_withdrawn_is_never_removed(storage: Storage) -> None:
    report_id = publish(storage)
    say(storage, report_id, withdrawn=LATER)
    say(storage, report_id, withdrawn=None)
    assert storage.sweep_withdrawn(older_than=timedelta(0)) == 0
    assert report_of(storage, report_id).version == 1


def test_said_holds_what_changes_without_a_version() -> None:
    names = {"title", "summary", "tags", "authors", "archived", "withdrawn", "replaced_by"}
    names |= {"owner", "audience", "people"}
    assert set(Said.__struct_fields__) == names
