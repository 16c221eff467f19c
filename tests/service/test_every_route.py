"""Every route, for everybody there can be: a route without a row of its own fails."""

import re

import pytest
from bundles import packed
from handed import writing
from running import said_of_the_dataset
from test_audit import PNG

from jupyter_hub_publish.hosts.service import SERVED, application

# Who asks for a report that alice owns, dora has written with her, and bob's team may read.
# Those who may do most come last: what they do changes what there is.
WHO = ("nobody", "service", "carol", "hubadmin", "bob", "dora", "alice")
NOBODYS, SERVICES = 403, 403  # signed in they are not, and a service has no reports

EVERYBODY = (200,) * 7
SIGNED_IN = (NOBODYS, SERVICES, 200, 200, 200, 200, 200)
OPENED = (302, SERVICES, 200, 200, 200, 200, 200)  # a person is led to the login
READERS = (NOBODYS, SERVICES, 404, 404, 200, 200, 200)
OPENED_BY_READERS = (302, SERVICES, 404, 404, 200, 200, 200)


def owners(status=200):
    """An author without the report is told that it is not theirs; a stranger, that it is not."""
    return (NOBODYS, SERVICES, 404, 404, 403, 403, status)


def persons(status):
    return (NOBODYS, SERVICES, *(status,) * 5)


BUNDLE = {"content": packed(title="Peaks").getvalue()}
REPORT = "/api/reports/{id}"
VERSION = f"{REPORT}/versions/{{n}}"
DATASET = "/api/datasets/{dataset}"
ROWS = {
    ("GET", "/health"): (EVERYBODY, {}),
    ("GET", "/vendor/{name}"): (EVERYBODY, {}),
    ("GET", "/api/openapi.json"): (SIGNED_IN, {}),
    ("GET", "/api/me"): (SIGNED_IN, {}),
    ("GET", "/api/reports"): (SIGNED_IN, {}),
    ("GET", "/api/facets"): (SIGNED_IN, {}),
    ("GET", "/api/suggest"): (SIGNED_IN, {}),
    ("GET", "/api/tags"): (SIGNED_IN, {}),
    ("GET", "/api/people"): (SIGNED_IN, {}),
    ("GET", "/api/searches"): (SIGNED_IN, {}),
    ("GET", "/api/requests"): (SIGNED_IN, {}),
    ("GET", "/api/asked"): (SIGNED_IN, {}),
    ("GET", REPORT): (READERS, {}),
    ("GET", f"{REPORT}/related"): (READERS, {}),
    ("GET", f"{REPORT}/versions"): (READERS, {}),
    ("GET", VERSION): (READERS, {}),
    ("GET", f"{VERSION}/diff"): (READERS, {}),
    ("GET", f"{VERSION}/notebook"): (READERS, {}),
    ("GET", f"{VERSION}/bundle"): (READERS, {}),
    ("GET", f"{VERSION}/thumbnail"): (READERS, {}),
    ("GET", f"{VERSION}/attachments/{{path}}"): (READERS, {}),
    ("GET", f"{VERSION}/environment/{{path}}"): (READERS, {}),
    ("PUT", f"{REPORT}/star"): (READERS, {}),
    ("DELETE", f"{REPORT}/star"): (READERS, {}),
    ("PUT", f"{REPORT}/view"): (READERS, {}),
    ("POST", f"{REPORT}/versions"): (owners(201), BUNDLE),
    ("PATCH", REPORT): (owners(), {"json": {"title": "Another"}}),
    ("DELETE", REPORT): (owners(), {}),
    ("PUT", f"{REPORT}/cover"): (owners(), {"content": PNG}),
    ("POST", f"{VERSION}/restore"): (owners(201), {"json": {"message": ""}}),
    ("DELETE", VERSION): (owners(), {}),
    # Whether there is a report is not told by asking to see it.
    ("POST", f"{REPORT}/access"): (persons(202), {"json": {"message": "Please"}}),
    ("POST", "/api/requests/{request}"): (
        (NOBODYS, SERVICES, 404, 404, 404, 404, 200),
        {"json": {"granted": True}},
    ),
    ("POST", "/api/reports"): (persons(201), BUNDLE),
    ("POST", "/api/near"): (SIGNED_IN, {"json": {"title": "Peaks"}}),
    ("POST", "/api/searches"): (persons(201), {"json": {"name": "a", "words": "", "filters": {}}}),
    ("DELETE", "/api/searches/{search}"): ((NOBODYS, SERVICES, 404, 404, 404, 404, 200), {}),
    ("GET", "/api/datasets"): (SIGNED_IN, {}),
    ("GET", DATASET): (READERS, {}),
    ("GET", f"{DATASET}/versions"): (READERS, {}),
    ("GET", f"{DATASET}/schema"): (READERS, {}),
    ("GET", f"{DATASET}/lineage"): (READERS, {}),
    ("GET", f"{DATASET}/connect"): (READERS, {}),
    ("GET", f"{DATASET}/connect/{{file}}"): (READERS, {}),
    ("POST", f"{DATASET}/consumers"): (
        (NOBODYS, SERVICES, 404, 404, 201, 201, 201),
        {"json": {"title": "Plan", "link": "https://bi.example.org/2"}},
    ),
    ("DELETE", f"{DATASET}/consumers/{{consumer}}"): (owners(), {}),
    ("GET", f"{DATASET}/questions"): (READERS, {}),
    ("POST", f"{DATASET}/questions"): (
        (NOBODYS, SERVICES, 404, 404, 201, 201, 201),
        {"json": {"text": "Why?"}},
    ),
    ("POST", f"{DATASET}/questions/{{question}}"): (owners(), {"json": {"text": "So."}}),
    ("DELETE", f"{DATASET}/questions/{{question}}"): (owners(), {}),
    ("GET", "/api/questions"): (SIGNED_IN, {}),
    ("GET", "/api/notices"): (SIGNED_IN, {}),
    ("GET", "/api/handoff-schema.json"): (SIGNED_IN, {}),
    ("GET", "/"): (OPENED, {}),
    ("GET", "/search"): (OPENED, {}),
    ("GET", "/authors/{name}"): (OPENED, {}),
    ("GET", "/groups/{name}"): (OPENED, {}),
    ("GET", "/tags/{tag}"): (OPENED, {}),
    ("GET", "/searches"): (OPENED, {}),
    ("GET", "/searches/{search}"): ((302, SERVICES, 404, 404, 404, 404, 200), {}),
    ("GET", "/compare/{id}"): (OPENED_BY_READERS, {}),
    ("GET", "/feeds"): (OPENED, {}),
    # With a feed's own token they have tests of their own.
    ("GET", "/atom/all"): (SIGNED_IN, {}),
    ("GET", "/atom/authors/{name}"): (SIGNED_IN, {}),
    ("GET", "/atom/groups/{name}"): (SIGNED_IN, {}),
    ("GET", "/atom/tags/{tag}"): (SIGNED_IN, {}),
    ("GET", "/atom/searches/{search}"): ((NOBODYS, SERVICES, 404, 404, 404, 404, 200), {}),
    ("GET", "/help"): (OPENED, {}),
    ("GET", "/asked"): (OPENED, {}),
    ("GET", "/requests"): (OPENED, {}),
    ("POST", "/reports/{id}/star"): (
        (NOBODYS, SERVICES, 404, 404, 303, 303, 303),
        {"data": {"starred": "true", "version": 1}},
    ),
    ("POST", "/read/{id}/access"): (persons(303), {"data": {"message": "Please"}}),
    ("POST", "/requests/{request}"): (
        (NOBODYS, SERVICES, 404, 404, 404, 404, 303),
        {"data": {"granted": "true"}},
    ),
    ("POST", "/searches/save"): (persons(303), {"data": {"name": "a", "search": "q=a"}}),
    ("POST", "/searches/{search}/forget"): ((NOBODYS, SERVICES, 404, 404, 404, 404, 303), {}),
    # Not with a token of the hub's, which a kernel has as well.
    ("POST", "/feeds/token"): (persons(403), {"data": {"deed": "renew"}}),
    ("GET", "/datasets"): (OPENED, {}),
    ("GET", "/datasets/{dataset}"): (OPENED_BY_READERS, {}),
    ("GET", "/datasets/{dataset}/versions"): (OPENED_BY_READERS, {}),
    ("POST", "/datasets/{dataset}/consumers"): (
        (NOBODYS, SERVICES, 404, 404, 303, 303, 303),
        {"data": {"title": "Plan", "link": "https://bi.example.org/2"}},
    ),
    ("POST", "/datasets/{dataset}/consumers/{consumer}"): (owners(303), {}),
    ("POST", "/datasets/{dataset}/questions"): (
        (NOBODYS, SERVICES, 404, 404, 303, 303, 303),
        {"data": {"text": "Why?"}},
    ),
    ("POST", "/datasets/{dataset}/questions/{question}"): (owners(303), {"data": {"text": "So."}}),
    ("POST", "/datasets/{dataset}/questions/{question}/removal"): (owners(303), {}),
    # A link leads everybody to the same place, where it is told whether there is a report.
    ("GET", "/r/{id}"): ((302, SERVICES, 303, 303, 303, 303, 303), {}),
    ("GET", "/read/{id}/{n}"): (OPENED_BY_READERS, {}),
    ("GET", "/related/{id}"): (READERS, {}),
    ("GET", "/page/{id}/{n}"): (READERS, {"headers": {"Sec-Fetch-Dest": "iframe"}}),
}


@pytest.fixture
def places(hub, service):
    hub.add("dora")
    hub.add("hubadmin", admin=True)
    hub.add("service", kind="service")
    said = {"audience": "people", "people": ("group:team-a",), "thumbnail": PNG}
    files = {"attachments": {"data.csv": b"a"}, "environment_files": {"pip.txt": b"numpy"}}
    id = service.publish(writing(), by="alice", **said, **files)
    service.ask("PATCH", f"api/reports/{id}", by="alice", json={"authors": ["alice", "dora"]})
    again = packed(writing(), title="Peaks, again", **said, **files).getvalue()
    service.ask("POST", f"api/reports/{id}/versions", by="alice", content=again)
    for asked in (id, "raaaaaaaaaa"):
        service.ask("POST", f"api/reports/{asked}/access", by="carol", json={"message": ""})
    (asked,) = service.ask("GET", "api/requests", by="alice").json()["requests"]
    search = {"name": "mine", "words": "", "filters": {}}
    kept = service.ask("POST", "api/searches", by="alice", json=search).json()["id"]
    known = {"id": id, "n": 1, "request": asked["id"], "search": kept, "tag": "x"}
    return {**known, "name": "alice", **said_of_the_dataset(service)}


def test_every_route_has_its_row():
    assert set(ROWS) == {(e.method, e.path) for e in SERVED}


def test_what_no_table_names_is_known_here(service):
    """Each of these has tests of its own."""
    table = application(service.service, service.config, service.hub, b"secret")
    routes = {rule.target_kwargs.get("route") for rule in table.wildcard_router.rules}
    own = {"/api/events", "/metrics", "/health/ready"}
    unnamed = {None}  # the way back from the hub, and the prefix without its slash
    assert routes == {e.path for e in SERVED} | own | unnamed
    assert len(table.wildcard_router.rules) == len({e.path for e in SERVED} | own) + 2


@pytest.mark.parametrize("route", ROWS, ids=" ".join)
def test_everybody_gets_what_is_theirs_on_every_route(service, places, route):
    method, path = route
    wanted, options = ROWS[route]
    named = {
        "/vendor/{name}": {"name": "web-1.css"},
        f"{VERSION}/attachments/{{path}}": {"path": "data.csv"},
        f"{VERSION}/environment/{{path}}": {"path": "pip.txt"},
    }
    address = path.format(**{**places, **named.get(path, {})})[1:]
    answers = {}
    for who in WHO:
        by = None if who == "nobody" else who
        answers[who] = service.ask(method, address, by=by, **options)
    assert {who: one.status_code for who, one in answers.items()} == dict(
        zip(WHO, wanted, strict=True)
    )
    if wanted[2] == 404:
        # What is hidden looks like what is not there, to the last byte.
        missing = {name: f"{str(one)[0]}aaaaaaaaaa" for name, one in places.items() if name != "n"}
        missing |= {"n": places["n"], "file": places["file"]}
        nowhere = path.format(**{**missing, **named.get(path, {})})[1:]
        gone = service.ask(method, nowhere, by="carol", **options)
        assert gone.status_code == 404
        assert told(gone, missing) == told(answers["carol"], places)


def told(answer, asked):
    """What an answer says, but for the ids that were asked for, and the proof that forms repeat."""
    text = answer.text.replace(asked["id"], "…").replace(asked["dataset"], "…")
    return re.sub(r'(name="_xsrf" value=)"[^"]*"', r"\1", text)


def test_nobody_hears_events_without_the_hub(service, places):
    for who in (None, "service"):
        assert service.ask("GET", "api/events", by=who).status_code == 403


@pytest.mark.parametrize("field", ["owner", "author", "authors", "people", "id", "version", "name"])
def test_who_one_is_cannot_be_said_in_the_request(service, places, field):
    forged = {"X-Forwarded-User": "alice", "X-Remote-User": "alice", "JupyterHub-User": "alice"}
    address = f"api/reports/{places['id']}?{field}=alice&user=alice"
    body = {field: "user:alice" if field == "owner" else ["alice"]}
    answer = service.ask("PATCH", address, by="carol", json=body, headers=forged)
    assert answer.status_code in (400, 404)
    assert service.ask("GET", "api/me?name=alice", by="carol", headers=forged).json()["name"] == (
        "carol"
    )


@pytest.mark.parametrize(
    ("audience", "owner"), [("people", "user:alice"), ("private", "group:team-a")]
)
def test_nobody_publishes_for_somebody_else_or_a_group_they_are_not_in(service, audience, owner):
    bundle = packed(audience=audience, owner=owner).getvalue()
    refused = service.ask("POST", "api/reports", by="carol", content=bundle)
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "forbidden")
