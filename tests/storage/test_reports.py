"""Reports, versions and listings behave the same on both databases."""

from __future__ import annotations

import threading

import pytest
from publications import ALL, NOON, a_report, publish, publish_again

from jupyter_hub_publish.domain.errors import BadInput, Conflict, NotFound
from jupyter_hub_publish.domain.records import TagCount
from jupyter_hub_publish.storage import Storage, Unit
from jupyter_hub_publish.storage.records import Position


def test_a_published_report_is_read_as_it_was_written(storage: Storage) -> None:
    new = a_report(authors=("zoe", "ana"), audience="people", people=("group:x", "user:bo"))
    publish(storage, new, tags=("zeta", "alpha"))
    with storage.reading() as unit:
        report = unit.reports.get(new.id)
        version = unit.reports.version(new.id, 1)
    assert report is not None
    assert version is not None
    assert (report.authors, report.people) == (("zoe", "ana"), ("group:x", "user:bo"))
    assert (report.tags, report.version, report.seq) == (("zeta", "alpha"), 1, 1)
    assert (report.created, report.updated, report.source) == (NOON, NOON, "work/churn.ipynb")
    assert (version.notebook_size, version.page_size, version.published) == (2, 3, NOON)


def test_a_new_version_changes_what_the_report_says(storage: Storage) -> None:
    report_id = publish(storage, tags=("old",))
    assert publish_again(storage, report_id, title="Churn, again", minute=5) == 2
    with storage.reading() as unit:
        report = unit.reports.get(report_id)
        numbers = [version.number for version in unit.reports.versions(report_id)]
        passages = unit.reports.passages([(report_id, 1), (report_id, 2)])
    assert report is not None
    assert (report.title, report.version, report.tags) == ("Churn, again", 2, ())
    assert numbers == [2, 1]
    assert [passages[report_id, n][0].text for n in (1, 2)] == ["Churn", "Churn, again"]


def test_a_unit_that_raises_leaves_nothing_behind(storage: Storage) -> None:
    before, new = storage.clock(), a_report()

    def work(unit: Unit) -> None:
        unit.reports.add(new)
        unit.blobs.put(b"lost")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        storage.write(work)
    with storage.reading() as unit:
        assert unit.reports.get(new.id) is None
        assert unit.blobs.known([part.name for part in storage.pack(b"lost").parts]) == set()
    assert storage.clock() == before


def test_a_report_without_a_version_is_listed_nowhere(storage: Storage) -> None:
    new = a_report()
    storage.write(lambda unit: unit.reports.add(new))
    with storage.reading() as unit:
        assert unit.reports.count(principals=ALL) == 0
        assert unit.reports.newest(principals=ALL, limit=5) == []
    assert [document.gone for document in storage.all_documents()] == [True]


def test_an_id_in_use_is_a_conflict(storage: Storage) -> None:
    new = a_report()
    publish(storage, new)
    with pytest.raises(Conflict):
        storage.write(lambda unit: unit.reports.add(new))


def test_a_version_of_no_report_is_not_found(storage: Storage) -> None:
    with pytest.raises(NotFound):
        publish_again(storage, "raaaaaaaaaa")


def test_pages_follow_each_other_without_gap_or_repetition(storage: Storage) -> None:
    # Several of one minute, and each found under two principals.
    ids = [publish(storage, minute=number // 3) for number in range(10)]
    who, seen, before = ALL | {"user:ana"}, [], None
    with storage.reading() as unit:
        while page := unit.reports.newest(principals=who, before=before, limit=3):
            seen += page
            before = Position(updated=page[-1].updated, id=page[-1].id)
        assert unit.reports.count(principals=who) == 10
    assert sorted(report.id for report in seen) == sorted(ids)
    places = [(report.updated, report.id) for report in seen]
    assert places == sorted(places, reverse=True)


def test_a_listing_is_by_any_author_with_every_tag(storage: Storage) -> None:
    both = publish(storage, a_report(authors=("ana", "bo")), tags=("sales", "eu"))
    bo = publish(storage, a_report(authors=("bo",)), tags=("sales",), minute=1)
    cy = publish(storage, a_report(authors=("cy",)), tags=("eu",), minute=2)

    def listed(**wanted: tuple[str, ...]) -> list[str]:
        with storage.reading() as unit:
            found = unit.reports.newest(principals=ALL, limit=9, **wanted)
            assert unit.reports.count(principals=ALL, **wanted) == len(found)
            return [report.id for report in found]

    assert listed(authors=("ana", "bo")) == [bo, both]
    assert listed(tags=("sales",)) == [bo, both]
    assert listed(tags=("sales", "eu")) == [both]
    assert listed(authors=("ana", "cy"), tags=("eu",)) == [cy, both]
    assert listed(tags=("no such tag",)) == []


def test_tags_are_counted_over_what_one_may_find(storage: Storage) -> None:
    publish(storage, tags=("sales", "saturn"))
    publish(storage, tags=("sales", "other"))
    publish(storage, a_report(audience="private"), tags=("salaries",))
    with storage.reading() as unit:
        found = unit.reports.tags(principals=ALL, prefix="sa", limit=5)
        mine = unit.reports.tags(principals=ALL | {"user:ana"}, prefix="sal", limit=5)
    assert found == [TagCount(tag="sales", reports=2), TagCount(tag="saturn", reports=1)]
    assert [tag.tag for tag in mine] == ["sales", "salaries"]


def test_counts_follow_tags_that_come_and_go(storage: Storage) -> None:
    report_id = publish(storage, tags=("old", "kept"))
    publish(storage, tags=("kept",))
    publish(storage, a_report(audience="people", people=("group:x",)), tags=("kept", "x"))
    publish_again(storage, report_id, tags=("kept", "new"))
    publish_again(storage, report_id, tags=("kept", "new"))

    def counted(*principals: str) -> dict[str, int]:
        with storage.reading() as unit:
            who = frozenset(principals)
            found = unit.reports.tags(principals=who, limit=9)
            for tag in found:
                assert unit.reports.count(principals=who, tags=(tag.tag,)) == tag.reports
            return {tag.tag: tag.reports for tag in found}

    assert counted("everyone") == {"kept": 2, "new": 1}
    assert counted("everyone", "group:x", "user:ana") == {"kept": 3, "new": 1, "x": 1}
    assert counted("group:x") == {"kept": 1, "x": 1}
    assert counted("group:y") == {}


@pytest.mark.parametrize("text", ["nul \0 character", "half a pair \ud800"])
def test_what_cannot_be_kept_is_refused_not_changed(storage: Storage, text: str) -> None:
    report_id = publish(storage)
    with pytest.raises(BadInput):
        publish_again(storage, report_id, title=text)


def test_an_answer_is_remembered_for_its_actor_only(storage: Storage) -> None:
    storage.write(lambda unit: unit.answers.remember_answer("k", "ana", b"201", now=NOON))
    with storage.reading() as unit:
        assert unit.answers.answer_for("k", "ana") == b"201"
        assert unit.answers.answer_for("k", "bo") is None
    with pytest.raises(Conflict):
        storage.write(lambda unit: unit.answers.remember_answer("k", "ana", b"500", now=NOON))


def test_people_are_shown_under_their_latest_display_name(storage: Storage) -> None:
    storage.write(lambda unit: unit.people.remember("ana", "Ana A."))
    storage.write(lambda unit: unit.people.remember("ana", "Ana B."))
    with storage.reading() as unit:
        assert unit.people.display_names(["ana", "bo"]) == {"ana": "Ana B."}


def test_a_locked_report_keeps_other_writers_waiting(storage: Storage) -> None:
    report_id, order = publish(storage), []

    def second() -> None:
        publish_again(storage, report_id)
        order.append("second")

    thread = threading.Thread(target=second)
    with storage.writing() as unit:
        locked = unit.reports.lock(report_id)
        thread.start()
        thread.join(0.3)
        order.append("first")
    thread.join()
    assert locked is not None
    assert locked.id == report_id
    assert order == ["first", "second"]


def test_a_unit_sees_one_moment(storage: Storage) -> None:
    report_id = publish(storage)
    with storage.reading() as unit:
        assert unit.reports.count(principals=ALL) == 1
        publish_again(storage, report_id, title="Later")
        report = unit.reports.get(report_id)
    assert report is not None
    assert report.title == "Churn"
