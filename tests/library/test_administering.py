"""Admins hand over what somebody leaves, and read the trail; both where the library lies."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from bundles import packed
from msgspec.structs import replace

from jupyter_hub_publish.domain.errors import BadInput, NotFound
from jupyter_hub_publish.domain.records import Actor, ReportEdits
from jupyter_hub_publish.library.local import LocalLibrary

ADA = Actor(name="ada", groups=("team-a",))
BEN = Actor(name="ben", groups=("team-a",))
ROOT = Actor(name="root")


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    if request.param == "postgresql":
        return request.getfixturevalue("postgresql_url")
    return f"sqlite:///{tmp_path / 'library.sqlite'}"


@pytest.fixture
def opened_at(url, tmp_path):
    """Open the library as a hub's service does, with these settings."""
    opened = []

    def open_at(**settings):
        library = LocalLibrary.open_at(url, shape="service", cache=tmp_path / "cache", **settings)
        opened.append(library)
        return library

    yield open_at
    for each in opened:
        each.close()


@pytest.fixture
def hub(opened_at):
    library = opened_at()
    for actor in (ADA, BEN):
        library.sharing.meet(actor)
    return library


def publish(library, actor=ADA, **said):
    return library.publishing.publish_new(packed(**said), actor=actor).id


def hand_over(library, id, *, owner="user:ada", successor="group:team-a"):
    return library.administering.hand_over(id, owner=owner, successor=successor, actor=ROOT)


def test_all_of_somebodys_reports_are_listed_and_nobody_elses(hub):
    private = publish(hub, title="Private", audience="private")
    withdrawn = publish(hub, title="Withdrawn")
    hub.curating.withdraw(withdrawn, actor=ADA)
    publish(hub, BEN, title="Of another")
    listed = hub.administering.owned_by("user:ada")
    assert {(each.id, each.title, each.audience, each.withdrawn) for each in listed} == {
        (private, "Private", "private", False),
        (withdrawn, "Withdrawn", "everyone", True),
    }


def test_what_is_handed_over_is_the_successors_and_found_by_them(hub):
    id = publish(hub, audience="private")
    assert hub.discovery.search(actor=BEN).total == 0
    assert hand_over(hub, id)
    assert [hit.id for hit in hub.discovery.search(actor=BEN).hits] == [id]
    assert hub.curating.edit(id, ReportEdits(title="Ours"), actor=BEN).authors == ("ada",)
    gone = replace(ADA, name="adas-successor-in-name-only", groups=())
    with pytest.raises(NotFound):
        hub.reading.open_latest(id, actor=gone)


def test_a_report_that_is_somebody_elses_by_now_is_left_alone(hub):
    id = publish(hub)
    hub.curating.edit(id, ReportEdits(owner="user:ben"), actor=ADA)
    assert not hand_over(hub, id)
    assert hub.reading.open_latest(id, actor=ADA).owner == "user:ben"
    assert not hand_over(hub, "raaaaaaaaaa")


def test_handing_over_is_written_down_with_both_names(hub):
    id = publish(hub)
    hand_over(hub, id)
    entry = hub.administering.trail(report=id, limit=10)[0]
    assert (entry.actor, entry.deed, entry.address) == ("root", "transfer", "")
    assert entry.details == "owner: user:ada → group:team-a"


def test_also_where_nothing_else_is_written_down(folders):
    library = LocalLibrary.open(**folders)
    id = publish(library)
    hand_over(library, id)
    assert [entry.deed for entry in library.administering.trail(limit=10)] == ["transfer"]
    library.close()


@pytest.mark.parametrize("name", ["", "ada", "user:", "user: ", "everyone:x", "group:" + "x" * 300])
def test_what_names_nobody_is_refused(hub, name):
    with pytest.raises(BadInput):
        hub.administering.owned_by(name)
    with pytest.raises(BadInput):
        hub.administering.check_successor(name)


def test_a_person_whom_the_library_has_not_met_gets_nothing(hub):
    hub.administering.check_successor("user:ben")
    hub.administering.check_successor("group:whatever-the-hub-has")
    with pytest.raises(BadInput, match="does not know bern"):
        hub.administering.check_successor("user:bern")


def test_the_trail_can_be_asked_by_person_report_and_day(hub):
    first, second = publish(hub), publish(hub, BEN)
    ask = hub.administering.trail
    assert [entry.report for entry in ask(limit=9)] == [second, first]
    assert [entry.report for entry in ask(actor="ben", limit=9)] == [second]
    assert [entry.report for entry in ask(report=first, limit=9)] == [first]
    assert ask(since=datetime.now(UTC) + timedelta(minutes=1), limit=9) == []
    assert len(ask(limit=1)) == 1


def test_the_trail_is_forgotten_after_the_days_that_an_admin_has_set(hub, opened_at, url):
    publish(hub)
    age(hub, days=30)
    publish(hub)
    keeping = opened_at(audit_days=0)
    publish(keeping)  # the first write of a process tidies the library
    assert len(hub.administering.trail(limit=9)) == 3
    forgetting = opened_at(audit_days=29)
    publish(forgetting)
    assert len(hub.administering.trail(limit=9)) == 3


def age(library, *, days):
    """Let everything in the trail be older."""
    with library._storage.writing() as unit:
        entries = unit.audits.entries(limit=9)
        unit.audits.forget(before=datetime.now(UTC) + timedelta(days=1))
        for entry in reversed(entries):
            unit.audits.add(replace(entry, at=entry.at - timedelta(days=days)))
