"""Open lists hear that something has changed which their reader may find, and nothing else."""

import httpx
import pytest
from running import Listening, until

from jupyter_hub_publish.hosts.hub_news import EVERY

SILENCE = 3 * EVERY  # after which nothing more is on its way


def edit(service, id, by="alice", **said):
    answer = service.ask("PATCH", f"api/reports/{id}", by=by, json=said)
    assert answer.status_code == 200, answer.text


def test_who_may_find_a_report_hears_of_it_and_nobody_else_does(service):
    with (
        Listening(service, "alice") as alice,
        Listening(service, "bob") as bob,
        Listening(service, "carol") as carol,
    ):
        service.publish(by="alice", audience="people", people=("group:team-a",))
        assert (alice.hears(), bob.hears()) == ([1], [1])
        assert carol.hears(within=SILENCE) == []


def test_from_whom_a_report_is_hidden_hears_it_once_and_then_nothing_more(service):
    id = service.publish(by="alice")
    with Listening(service, "carol") as carol:
        edit(service, id, title="For all to see")
        assert len(carol.hears()) == 1
        edit(service, id, audience="private")
        carol.heard.clear()
        assert len(carol.hears()) == 1
        carol.heard.clear()
        edit(service, id, title="A secret")
        assert carol.hears(within=SILENCE) == []


def test_a_withdrawal_is_news_for_those_who_had_the_report(service):
    id = service.publish(by="alice")
    with Listening(service, "carol") as carol:
        service.ask("DELETE", f"api/reports/{id}", by="alice")
        assert len(carol.hears()) == 1


def test_who_was_cut_off_hears_what_was_missed_and_only_that(service):
    with Listening(service, "carol") as carol:
        last = carol.last
    service.publish(by="alice", audience="private")
    with Listening(service, "carol", last=last) as carol:
        assert carol.hears(within=SILENCE) == []
        now = carol.last
    service.publish(by="alice")
    with Listening(service, "carol", last=now) as carol:
        assert len(carol.hears()) == 1


def test_nothing_is_told_but_a_number_and_which_library(service):
    library = service.ask("GET", "api/me", by="alice").json()["library"]["id"]
    headers = {"Authorization": "token token-of-carol", "Last-Event-ID": "0"}
    service.publish(by="alice", title="A secret title")
    with httpx.stream("GET", service.url + "api/events", headers=headers, trust_env=False) as told:
        assert told.headers["content-type"] == "text/event-stream"
        assert told.headers["cache-control"] == "no-store"
        lines = iter(told.iter_lines())
        said = [next(lines) for _ in range(6)]
    assert said == [
        *("retry: 3000", "id: 1", ""),
        *("event: library-changed", "id: 1", f'data: {{"seq":1,"library":"{library}"}}'),
    ]


def test_who_leaves_the_hub_is_sent_away(service, hub):
    service.streams.kept = 0.5
    with Listening(service, "carol") as carol:
        del hub.people["token-of-carol"]
        carol._thread.join(10)
        assert not carol._thread.is_alive()


def test_who_leaves_a_group_hears_nothing_more_of_it(service, hub):
    service.streams.kept = 0.5
    with Listening(service, "bob") as bob:
        hub.add("bob")
        asked = hub.asked
        until(lambda: hub.asked >= asked + 2)
        service.publish(by="alice", audience="people", people=("group:team-a",))
        assert bob.hears(within=SILENCE) == []


def test_one_person_listens_in_so_many_places_and_no_more(service):
    service.streams.most = 1
    with Listening(service, "alice"), Listening(service, "bob") as bob:
        assert bob.status == 200
        refused = service.ask("GET", "api/events", by="alice")
        assert (refused.status_code, refused.headers["Retry-After"]) == (429, "60")
    until(lambda: len(service.streams.herald) == 0)


@pytest.mark.parametrize("last", ["", "-1", "x", "1" * 40, "999999"])
def test_whatever_was_heard_last_there_is_an_answer(service, last):
    with Listening(service, "alice", last=last) as alice:
        assert alice.status == 200
