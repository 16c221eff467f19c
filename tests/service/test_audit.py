"""Whatever is done over the service stands in the audit trail: who, what, when and from where."""

import pytest
from bundles import packed
from handed import writing
from running import said_of_the_dataset, until

from jupyter_hub_publish.api.endpoints import ENDPOINTS
from jupyter_hub_publish.domain.records import AuditEntry

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00"
    b"\x1f\x15\xc4\x89\x00\x00\x00\rIDATx\x9cc\xf8\xff\xff?\x00\x05\xfe\x02\xfe\xa7\x9a\xa0\xa0"
    b"\x00\x00\x00\x00IEND\xaeB`\x82"
)
# What each route that writes leaves in the trail: by whom, with which body, and what it says.
DEEDS = {
    ("POST", "/api/reports"): (
        "alice",
        {"content": packed(title="A secret title", audience="link").getvalue()},
        ("publish", 1, "audience: link; owner: user:alice"),
    ),
    ("POST", "/api/reports/{id}/versions"): (
        "alice",
        {"content": packed(title="Peaks", audience="people", people=("user:bob",)).getvalue()},
        ("publish", 3, "audience: everyone → people; people: +user:bob"),
    ),
    ("PATCH", "/api/reports/{id}"): (
        "alice",
        {"json": {"title": "A secret title", "audience": "private"}},
        ("edit", None, "title; audience: everyone → private"),
    ),
    ("DELETE", "/api/reports/{id}"): ("alice", {}, ("withdraw", None, "")),
    ("PUT", "/api/reports/{id}/cover"): ("alice", {"content": PNG}, ("cover", 2, "")),
    ("POST", "/api/reports/{id}/versions/{n}/restore"): (
        "alice",
        {"json": {"message": "a secret reason"}},
        ("restore", 3, "of version 1"),
    ),
    ("DELETE", "/api/reports/{id}/versions/{n}"): ("alice", {}, ("erase", 1, "")),
    ("PUT", "/api/reports/{id}/star"): ("bob", {}, ("star", None, "")),
    ("DELETE", "/api/reports/{id}/star"): ("carol", {}, ("unstar", None, "")),
    ("POST", "/api/searches"): (
        "bob",
        {"json": {"name": "a secret wish", "words": "peaks", "filters": {}}},
        ("save_search", None, "{created}"),
    ),
    ("DELETE", "/api/searches/{search}"): ("carol", {}, ("forget_search", None, "{search}")),
    ("POST", "/api/reports/{id}/access"): (
        "bob",
        {"json": {"message": "a secret wish"}},
        ("ask", None, ""),
    ),
    ("POST", "/api/requests/{request}"): (
        "alice",
        {"json": {"granted": True}},
        ("grant", None, "to: user:carol; audience: private → people; people: +user:carol"),
    ),
    ("POST", "/api/datasets/{dataset}/consumers"): (
        "bob",
        {"json": {"title": "A secret plan", "link": "https://secret.example.org/"}},
        ("feed", None, "dataset: {dataset}"),
    ),
    ("DELETE", "/api/datasets/{dataset}/consumers/{consumer}"): (
        "alice",
        {},
        ("unfeed", None, "dataset: {dataset}"),
    ),
    ("POST", "/api/datasets/{dataset}/questions"): (
        "bob",
        {"json": {"text": "A secret question"}},
        ("ask_of_dataset", None, "dataset: {dataset}"),
    ),
    ("POST", "/api/datasets/{dataset}/questions/{question}"): (
        "alice",
        {"json": {"text": "A secret answer"}},
        ("answer", None, "dataset: {dataset}"),
    ),
    ("DELETE", "/api/datasets/{dataset}/questions/{question}"): (
        "alice",
        {},
        ("unask", None, "dataset: {dataset}"),
    ),
}
# Reading is not written down, nor what asks a question with a body.
NO_DEEDS = {("PUT", "/api/reports/{id}/view"), ("POST", "/api/near")}


def trail(service) -> list[AuditEntry]:
    with service.service.open_library()._storage.reading() as unit:
        return unit.audits.entries(limit=50)


@pytest.fixture
def places(service):
    """A report of two versions, carol's star and search, and what she asks to see."""
    id = service.publish(writing(), by="alice")
    service.ask("POST", f"api/reports/{id}/versions", by="alice", content=packed().getvalue())
    service.ask("PUT", f"api/reports/{id}/star", by="carol")
    search = {"name": "mine", "words": "", "filters": {}}
    kept = service.ask("POST", "api/searches", by="carol", json=search).json()["id"]
    hidden = service.publish(by="alice", audience="private")
    service.ask("POST", f"api/reports/{hidden}/access", by="carol", json={"message": ""})
    (asked,) = service.ask("GET", "api/requests", by="alice").json()["requests"]
    known = {"id": id, "n": 1, "search": kept, "request": asked["id"], "hidden": hidden}
    return {**known, **said_of_the_dataset(service)}


def test_every_route_that_writes_has_its_row():
    writing = {(e.method, e.path) for e in ENDPOINTS if e.method != "GET"}
    assert set(DEEDS) | NO_DEEDS == writing


@pytest.mark.parametrize("route", DEEDS, ids=" ".join)
def test_a_deed_is_written_down_with_who_and_where(service, places, route):
    by, body, (deed, version, details) = DEEDS[route]
    before = len(trail(service))
    answer = service.ask(route[0], route[1].format(**places)[1:], by=by, **body)
    assert answer.status_code < 300, answer.text
    entries = trail(service)
    assert len(entries) == before + 1
    entry, made = entries[0], answer.json()
    details = details.format(created=made.get("id"), **places)
    assert (entry.actor, entry.deed, entry.version) == (by, deed, version)
    assert (entry.details, entry.address) == (details, "127.0.0.1")
    assert "secret" not in str(entry)


@pytest.mark.parametrize("route", sorted(NO_DEEDS), ids=" ".join)
def test_reading_is_not_written_down(service, places, route):
    before = trail(service)
    probe = {"json": {"title": "Peaks"}} if route[0] == "POST" else {}
    answer = service.ask(route[0], route[1].format(**places)[1:], by="bob", **probe)
    assert answer.status_code < 300, answer.text
    assert trail(service) == before


def test_what_is_refused_or_changes_nothing_is_not_written_down(service, places):
    before, id = trail(service), places["id"]
    service.ask("PATCH", f"api/reports/{id}", by="bob", json={"title": "Not his"})
    service.ask("PATCH", f"api/reports/{id}", by="alice", json={"audience": "everyone"})
    service.ask("PUT", f"api/reports/{id}/star", by="carol")
    assert trail(service) == before


def test_the_address_is_the_one_that_the_proxy_saw(service):
    told = {"X-Forwarded-For": "203.0.113.9, 198.51.100.7"}  # the first is what a client says
    bundle = packed().getvalue()
    service.ask("POST", "api/reports", by="alice", headers=told, content=bundle)
    assert trail(service)[0].address == "198.51.100.7"


def test_whoever_has_asked_once_can_be_named_by_others(service):
    for name in ("alice", "carol"):
        service.ask("GET", "api/me", by=name)

    def known():
        people = service.ask("GET", "api/people", by="bob").json()["people"]
        return {one["principal"]: one["name"] for one in people}

    until(lambda: len(known()) >= 4)
    assert known() == {
        "group:team-a": "team-a",
        "user:alice": "Alice Liddell",
        "user:bob": "bob",
        "user:carol": "carol",
    }


def test_somebody_who_shows_another_name_is_met_again(service, hub):
    service.ask("GET", "api/me", by="alice")
    hub.add("alice", user_info={"display_name": "Alice Hargreaves"})
    service.ask(
        "PUT", "api/reports/raaaaaaaaaa/star", by="alice"
    )  # before a deed, the hub is asked

    def name():
        people = service.ask("GET", "api/people?prefix=alice", by="bob").json()["people"]
        return people and people[0]["name"]

    until(lambda: name() == "Alice Hargreaves")
