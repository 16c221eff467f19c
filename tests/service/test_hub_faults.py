"""The hub may be away, slow, or talk nonsense: for a minute, whoever is known reads on."""

import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from jupyter_hub_publish.hosts import hub_identity
from jupyter_hub_publish.hosts.hub_limits import KEYS, Rate

NONSENSE = [
    *("", "<html>It works!</html>", "[]", '"alice"', "42", "{}", "{", "\xff"),
    *('{"name": ""}', '{"name": 7, "scopes": []}', '{"name": "alice", "scopes": "all"}'),
    '{"name": "alice", "groups": "team-a", "scopes": []}',
]


def test_who_is_known_reads_on_while_the_hub_is_away_and_changes_nothing(service, hub):
    id = service.publish(by="alice")
    hub.stop()
    assert service.ask("GET", f"api/reports/{id}", by="alice").status_code == 200
    for method, by in (("GET", "carol"), ("DELETE", "alice")):
        refused = service.ask(method, f"api/reports/{id}", by=by)
        assert refused.status_code == 503
        assert refused.headers["Retry-After"] == "5"
        assert refused.json()["error"]["message"] == "The hub does not say who you are."
    hub.start_again()
    assert service.ask("GET", f"api/reports/{id}", by="carol").status_code == 200


@pytest.mark.parametrize("body", NONSENSE)
def test_nonsense_lets_nobody_in_and_breaks_nothing(service, hub, body):
    hub.answer = 200, body
    refused = service.ask("GET", "api/me", by="alice")
    assert (refused.status_code, refused.json()["error"]["code"]) == (503, "library_unavailable")
    hub.answer = None
    assert service.ask("GET", "api/me", by="alice").status_code == 200


def test_a_scope_that_jupyterhub_does_not_understand_lets_nobody_in(service, hub):
    hub.add("alice", scopes=["access:servers!server"])
    assert service.ask("GET", "api/me", by="alice").status_code == 503


@pytest.mark.parametrize("status", [299, 302, 401, 404, 429, 500, 502, 599])
def test_a_hub_that_refuses_us_is_no_answer_about_a_person(service, hub, status):
    hub.answer = status, "no"
    assert service.ask("GET", "api/me", by="alice").status_code == 503


def test_a_slow_hub_holds_up_nobody_whom_it_has_vouched_for(service, hub):
    service.ask("GET", "api/me", by="alice")
    hub.delay = 4
    with ThreadPoolExecutor(8) as strangers:
        waiting = [
            strangers.submit(service.ask, "GET", "api/me", by=f"stranger-{n}") for n in range(8)
        ]
        time.sleep(0.3)
        began = time.monotonic()
        assert service.ask("GET", "api/me", by="alice").status_code == 200
        assert httpx.get(f"{service.url}health", trust_env=False).status_code == 200
        assert time.monotonic() - began < 3
        assert {one.result().status_code for one in waiting} == {403}


def test_a_hub_that_never_answers_is_not_waited_for(service, hub):
    service.hub.patience, hub.delay = 0.3, 5
    assert service.ask("GET", "api/me", by="alice").status_code == 503


def test_who_is_removed_from_a_group_is_out_when_the_hub_is_asked_again(service, hub):
    id = service.publish(by="alice", audience="people", people=("group:team-a",))
    assert service.ask("GET", f"api/reports/{id}", by="bob").status_code == 200
    hub.add("bob")
    star = service.ask("PUT", f"api/reports/{id}/star", by="bob")  # a write asks at once
    assert star.status_code == 404
    assert service.ask("GET", f"api/reports/{id}", by="bob").status_code == 404


def test_who_is_removed_from_a_group_reads_nothing_of_it_after_a_minute(service, hub):
    id = service.publish(by="alice", audience="people", people=("group:team-a",))
    report = f"api/reports/{id}"
    asked = report, f"{report}/versions/1/notebook", f"read/{id}/latest"
    at = service.hub.now()
    service.hub.now = lambda: at
    assert [service.ask("GET", path, by="bob").status_code for path in asked] == [200] * 3
    hub.add("bob")
    at += 60
    assert [service.ask("GET", path, by="bob").status_code for path in asked] == [404] * 3
    assert service.ask("GET", "api/reports", by="bob").json()["total"] == 0


def test_what_the_hub_said_is_believed_for_a_minute_and_not_longer(service, hub):
    assert hub_identity.KEPT == 60
    service.hub.kept = 0.2
    service.ask("GET", "api/me", by="carol")
    del hub.people["token-of-carol"]
    time.sleep(0.3)
    assert service.ask("GET", "api/me", by="carol").status_code == 403


def test_somebody_elsewhere_is_not_held_up_by_an_attack(service, hub):
    for n in range(40):
        service.ask("GET", "api/me", by=f"nobody-{n}", headers={"X-Forwarded-For": "203.0.113.9"})
    here, there = ({"X-Forwarded-For": address} for address in ("203.0.113.9", "198.51.100.7"))
    assert service.ask("GET", "api/me", by="bob", headers=here).status_code == 429
    assert service.ask("GET", "api/me", by="bob", headers=there).status_code == 200


def test_so_many_in_a_row_and_then_one_each_so_often():
    at = 1000.0
    rate = Rate(3, 10, now=lambda: at)
    for _ in range(3):
        assert rate.wait("a") == 0
        rate.count("a")
    assert (rate.wait("a"), rate.wait("b")) == (10, 0)
    at += 9.5
    assert rate.wait("a") == 1
    at += 0.5
    assert rate.wait("a") == 0
    rate.count("a")
    assert rate.wait("a") == 10


def test_so_many_keys_are_remembered_and_no_more():
    rate = Rate(1, 60)
    for number in range(KEYS + 10):
        rate.count(str(number))
    assert (rate.wait("0"), rate.wait(str(KEYS)) > 0) == (0, True)
