"""A report is for whom its owner means it, and those left out may ask without learning anything."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from bundles import packed

from jupyter_hub_publish.domain.errors import BadInput, Forbidden, NotFound
from jupyter_hub_publish.domain.limits import MAX_WAITING
from jupyter_hub_publish.domain.records import Actor, ReportEdits
from jupyter_hub_publish.library.auditing import Auditor
from jupyter_hub_publish.library.local import LocalLibrary
from jupyter_hub_publish.library.sharing import LocalSharing

ADA = Actor(name="ada", display_name="Ada Lovelace", groups=("team-a",))
BEN = Actor(name="ben", groups=("team-a",))
CLEO = Actor(name="cleo")


@pytest.fixture
def hub(tmp_path):
    """A library as a hub's service opens it."""
    url = f"sqlite:///{tmp_path / 'library.sqlite'}"
    opened = LocalLibrary.open_at(url, shape="service", cache=tmp_path / "cache")
    for actor in (ADA, BEN, CLEO):
        opened.sharing.meet(actor)
    yield opened
    opened.close()


def publish(library, actor=ADA, **said):
    return library.publishing.publish_new(packed(title="Peaks", **said), actor=actor).id


def sees(library, actor, id):
    listed = [hit.id for hit in library.discovery.search(actor=actor).hits]
    try:
        library.reading.open_latest(id, actor=actor)
    except NotFound:
        assert id not in listed
        return "nothing"
    return "listed" if id in listed else "by its link"


@pytest.mark.parametrize(
    ("audience", "people", "ben", "cleo"),
    [
        ("everyone", (), "listed", "listed"),
        ("people", ("group:team-a",), "listed", "nothing"),
        ("people", ("user:cleo",), "nothing", "listed"),
        ("people", (), "nothing", "nothing"),
        ("link", (), "by its link", "by its link"),
        ("private", ("user:cleo",), "nothing", "nothing"),
    ],
)
def test_an_audience_is_who_sees_it(hub, audience, people, ben, cleo):
    id = publish(hub, audience=audience, people=people)
    assert sees(hub, ADA, id) == "listed"
    assert (sees(hub, BEN, id), sees(hub, CLEO, id)) == (ben, cleo)


def test_an_audience_can_be_changed_and_a_new_version_keeps_it(hub):
    id = publish(hub, audience="private")
    edits = ReportEdits(audience="people", people=("group:team-a",))
    assert hub.curating.edit(id, edits, actor=ADA).people == ("group:team-a",)
    hub.publishing.publish_version(id, packed(title="Peaks, again"), actor=ADA)
    assert (sees(hub, BEN, id), sees(hub, CLEO, id)) == ("listed", "nothing")
    hub.publishing.publish_version(id, packed(title="Peaks", audience="everyone"), actor=ADA)
    assert sees(hub, CLEO, id) == "listed"


def test_whom_a_report_names_is_told_to_its_owner_only(hub):
    id = publish(hub, audience="people", people=("group:team-a", "user:cleo"))
    assert hub.reading.open_latest(id, actor=ADA).people == ("group:team-a", "user:cleo")
    assert hub.reading.open_latest(id, actor=CLEO).people == ()


def test_a_group_can_own_a_report_and_its_members_update_it(hub):
    id = publish(hub, owner="group:team-a", audience="private")
    hub.publishing.publish_version(id, packed(title="By Ben"), actor=BEN)
    assert hub.reading.open_latest(id, actor=ADA).title == "By Ben"
    assert sees(hub, CLEO, id) == "nothing"


def test_nobody_publishes_for_a_group_that_they_are_not_in(hub):
    with pytest.raises(Forbidden, match="a group that you are in"):
        publish(hub, CLEO, owner="group:team-a")
    with pytest.raises(Forbidden):
        publish(hub, CLEO, owner="user:ada")


def test_a_report_is_handed_over_to_somebody_known(hub):
    id = publish(hub, audience="private")
    with pytest.raises(BadInput, match="does not know"):
        hub.curating.edit(id, ReportEdits(owner="user:nobody"), actor=ADA)
    with pytest.raises(BadInput, match="does not know"):
        hub.curating.edit(id, ReportEdits(owner="group:others"), actor=ADA)
    hub.curating.edit(id, ReportEdits(owner="user:cleo"), actor=ADA)
    hub.curating.edit(id, ReportEdits(title="Cleo's"), actor=CLEO)
    with pytest.raises(Forbidden):
        hub.curating.edit(id, ReportEdits(title="Ada's"), actor=ADA)


def test_a_library_without_a_hub_offers_everyone_and_says_why(library, ada):
    with pytest.raises(BadInput, match="for everyone who uses it"):
        publish(library, ada, audience="private")
    id = publish(library, ada)
    with pytest.raises(BadInput, match="for everyone who uses it"):
        library.curating.edit(id, ReportEdits(audience="link"), actor=ada)


@pytest.mark.parametrize("name", ["user:", "user: ", "group:a\nb", "user:" + "x" * 256])
def test_names_that_no_hub_gives_are_refused(hub, name):
    with pytest.raises(BadInput):
        hub.curating.edit(publish(hub), ReportEdits(people=(name,)), actor=ADA)


# Asking


def test_who_asks_is_let_in(hub):
    id = publish(hub, audience="private")
    hub.sharing.ask(id, " Please! ", actor=CLEO)
    (request,) = hub.sharing.requests(actor=ADA).requests
    assert (request.report.id, request.person, request.message) == (id, "cleo", "Please!")
    assert hub.sharing.decide(request.id, True, actor=ADA).requests == ()
    assert (sees(hub, CLEO, id), sees(hub, BEN, id)) == ("listed", "nothing")


def test_who_is_not_let_in_may_ask_again(hub):
    id = publish(hub, audience="private")
    for _ in range(2):
        hub.sharing.ask(id, "", actor=CLEO)
        (request,) = hub.sharing.requests(actor=ADA).requests
        hub.sharing.decide(request.id, False, actor=ADA)
    assert sees(hub, CLEO, id) == "nothing"


def test_asking_twice_is_one_request(hub):
    id = publish(hub, audience="private")
    hub.sharing.ask(id, "first", actor=CLEO)
    hub.sharing.ask(id, "second", actor=CLEO)
    (request,) = hub.sharing.requests(actor=ADA).requests
    assert request.message == "second"


def test_only_who_may_update_it_learns_of_a_request_and_decides(hub):
    id = publish(hub, audience="private", owner="group:team-a")
    hub.sharing.ask(id, "", actor=CLEO)
    (request,) = hub.sharing.requests(actor=BEN).requests
    assert hub.sharing.requests(actor=CLEO).requests == ()
    with pytest.raises(NotFound):
        hub.sharing.decide(request.id, True, actor=CLEO)
    hub.sharing.decide(request.id, True, actor=BEN)
    with pytest.raises(NotFound):
        hub.sharing.decide(request.id, True, actor=ADA)


@pytest.mark.parametrize("report", ["raaaaaaaaaa", "nonsense", "../me", ""])
def test_asking_for_what_is_not_there_answers_the_same_and_does_as_much(hub, report):
    hidden = publish(hub, audience="private")
    assert hub.sharing.ask(report, "", actor=CLEO) == hub.sharing.ask(hidden, "", actor=CLEO)
    (request,) = hub.sharing.requests(actor=ADA).requests
    assert request.report.id == hidden


def test_asking_for_what_one_may_see_bothers_nobody(hub):
    id = publish(hub)
    hub.sharing.ask(id, "", actor=CLEO)
    assert hub.sharing.requests(actor=ADA).requests == ()


def test_a_report_that_is_withdrawn_keeps_its_requests(hub):
    id = publish(hub, audience="private")
    hub.sharing.ask(id, "", actor=CLEO)
    hub.curating.withdraw(id, actor=ADA)
    (request,) = hub.sharing.requests(actor=ADA).requests
    assert request.report.id == id


# What one has asked for


def told(sharing, actor=CLEO):
    return [(each.id, each.state) for each in sharing.asked(actor=actor).asked]


def days_later(hub, days):
    """The same library, so many days on."""
    later = datetime.now(UTC) + timedelta(days=days)
    return LocalSharing(
        hub._storage, now=lambda: later, audit=Auditor(now=lambda: later, keeps=True)
    )


def test_who_has_asked_sees_it_and_nobody_else_does(hub):
    id = publish(hub, audience="private")
    hub.sharing.ask(id, "", actor=CLEO)
    assert told(hub.sharing) == [(id, "waiting")]
    assert told(hub.sharing, ADA) == told(hub.sharing, BEN) == []


@pytest.mark.parametrize("after", [0, 13, 15, 100])
def test_refused_unanswered_withdrawn_and_missing_look_the_same(hub, after):
    refused, unanswered, withdrawn, gone = (publish(hub, audience="private") for _ in range(4))
    asked = [refused, unanswered, withdrawn, gone, "raaaaaaaaaa", "no id"]
    for id in asked:
        hub.sharing.ask(id, "", actor=CLEO)
    request = hub.sharing.requests(actor=ADA).requests[0]
    assert request.report.id == refused
    hub.sharing.decide(request.id, False, actor=ADA)
    hub.curating.withdraw(withdrawn, actor=ADA)
    with hub._storage.writing() as unit:
        unit.remove(gone, now=datetime.now(UTC))
    state = "waiting" if after < 14 else "not_granted"
    assert sorted(told(days_later(hub, after))) == sorted((id, state) for id in asked)


def test_what_is_granted_is_told_with_its_title_for_as_long_as_one_may_read_it(hub):
    id = publish(hub, audience="private")
    hub.sharing.ask(id, "", actor=CLEO)
    (request,) = hub.sharing.requests(actor=ADA).requests
    hub.sharing.decide(request.id, True, actor=ADA)
    for days in (0, 15):
        (asked,) = days_later(hub, days).asked(actor=CLEO).asked
        assert (asked.state, asked.report.title) == ("granted", "Peaks")
    hub.curating.edit(id, ReportEdits(audience="private", people=()), actor=ADA)
    assert hub.sharing.asked(actor=CLEO).asked[0].report is None
    assert told(days_later(hub, 15)) == [(id, "not_granted")]


def test_who_asks_again_waits_again(hub):
    hub.sharing.ask("raaaaaaaaaa", "", actor=CLEO)
    later = days_later(hub, 20)
    assert told(later) == [("raaaaaaaaaa", "not_granted")]
    later.ask("raaaaaaaaaa", "", actor=CLEO)
    assert told(later) == [("raaaaaaaaaa", "waiting")]


def test_what_one_has_asked_for_is_kept_however_many_wait_for_the_owner(hub):
    id = publish(hub, audience="private")
    hub.sharing.ask(id, "", actor=CLEO)
    for number in range(MAX_WAITING):
        hub.sharing.ask(id, "", actor=Actor(name=f"p{number}"))
    assert "cleo" not in {each.person for each in hub.sharing.requests(actor=ADA).requests}
    assert told(hub.sharing) == [(id, "waiting")]


def test_the_oldest_that_one_has_asked_for_make_room(hub):
    for number in range(MAX_WAITING + 2):
        hub.sharing.ask(f"nothing {number}", "", actor=CLEO)
    kept = told(hub.sharing)
    assert (len(kept), kept[0][0]) == (MAX_WAITING, f"nothing {MAX_WAITING + 1}")


def test_whatever_is_asked_for_can_be_kept(hub):
    assert hub.sharing.ask("a\0b\ud800" + "x" * 1000, "", actor=CLEO).status == "received"
    assert told(hub.sharing) == [("ab" + "x" * 98, "waiting")]


# People


def test_people_are_found_by_name_and_by_the_name_they_show(hub):
    def named(prefix, actor=BEN):
        return [known.principal for known in hub.sharing.people(prefix, actor=actor).people]

    assert named("ad") == ["user:ada"]
    assert named("LOVE") == ["user:ada"]
    assert named("te") == ["group:team-a"]
    assert named("te", CLEO) == []
    assert named("%") == named("_") == []
    assert set(named("")) == {"group:team-a", "user:ada", "user:ben", "user:cleo"}


def test_where_a_service_keeps_its_library_is_told_to_nobody(hub, tmp_path):
    assert str(tmp_path) not in hub.info.location
