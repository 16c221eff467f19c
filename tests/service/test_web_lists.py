"""The web pages that list: a group's reports, one's teams', saved searches, and one's requests."""

import re
from urllib.parse import urlencode

import pytest
from running import PREFIX, Browser
from test_web_forms import NOBODYS, Document, submit

TEAM = {"owner": "group:team-a", "audience": "people", "people": ("group:team-a",)}


@pytest.fixture
def visitors(service):
    service.hub.oauth_redirect_uri = service.url + "oauth_callback"
    made = {name: Browser(service.url.removesuffix(PREFIX), name) for name in ("bob", "carol")}
    for browser in made.values():
        browser.visit()
    yield made
    for browser in made.values():
        browser.__exit__()


# Groups


def test_a_group_has_a_page_of_what_it_owns_and_the_reader_may_find(service, visitors):
    bob, carol = visitors["bob"], visitors["carol"]
    service.publish(by="alice", title="Plans", **TEAM)
    service.publish(by="alice", title="Poster", owner="group:team-a", audience="everyone")
    service.publish(by="alice", title="Alice's own", audience="everyone")
    page = bob.visit("groups/team-a")
    assert ("Plans" in page.text, "Poster" in page.text, "Alice" in page.text) == (
        True,
        True,
        False,
    )
    assert "2 reports" in page.text
    page = carol.visit("groups/team-a")
    assert ("Plans" in page.text, "Poster" in page.text) == (False, True)
    assert "1 report<" in page.text
    assert "There is nothing here yet" in carol.visit("groups/nobody-s%2Fgroup").text


def test_where_a_report_is_a_groups_its_name_leads_there(service, visitors):
    id = service.publish(by="alice", title="Plans", **TEAM)
    for path in ("", "search", f"read/{id}/latest"):
        assert f"{PREFIX}groups/team-a" in Document(visitors["bob"].visit(path)).links


def test_home_has_the_reports_of_ones_teams_and_leads_to_all_of_them(hub, service, visitors):
    hub.add("bob", "team-a", "team-b")
    service.hub._believed.clear()
    service.publish(by="alice", title="Plans", **TEAM)
    service.publish(by="carol", title="Carol's")
    home = visitors["bob"].visit()
    assert "Of your teams" in home.text
    teams = urlencode([("owner", "group:team-a"), ("owner", "group:team-b")])
    assert f"{PREFIX}search?{teams}" in Document(home).links
    found = visitors["bob"].visit(f"search?{teams}")
    assert ("Plans" in found.text, "Carol" in found.text) == (True, False)
    assert "owner: team-a" in found.text
    assert "Of your teams" not in visitors["carol"].visit().text


def test_a_search_stays_within_the_owner_that_was_chosen(service, visitors):
    service.publish(by="alice", title="Plans", **TEAM)
    page = visitors["bob"].visit("search?owner=group:team-a")
    assert Document(page).form("search")["fields"] == {"owner": "group:team-a"}
    told = service.ask("GET", "api/facets?owner=group:team-a", by="carol").json()
    assert (told["total"], told["authors"]) == (0, [])
    told = service.ask("GET", "api/facets?owner=group:team-a", by="bob").json()
    assert (told["total"], told["authors"]) == (1, [{"value": "alice", "reports": 1}])


# Saved searches


def test_a_search_is_saved_found_again_and_forgotten(service, visitors):
    bob = visitors["bob"]
    service.publish(by="alice", title="Plans", tags=["a&b", "c d"])
    page = bob.visit("search", params={"q": "plans", "tag": ["a&b", "c d"], "sort": "newest"})
    kept = submit(bob, page, "searches/save", name="  Plans of a & b ")
    assert kept.url.path == f"{PREFIX}searches"
    assert "plans · tag: a&amp;b · tag: c d" in kept.text
    (saved,) = service.ask("GET", "api/searches", by="bob").json()["searches"]
    assert (saved["name"], saved["words"], saved["sort"]) == ("Plans of a & b", "plans", "newest")
    assert saved["filters"]["tags"] == ["a&b", "c d"]
    assert f"{PREFIX}searches/{saved['id']}" in Document(bob.visit()).links
    found = bob.visit(f"searches/{saved['id']}")
    assert "Plans of a &amp; b" in found.text
    assert "1 report<" in found.text
    assert visitors["carol"].visit(f"searches/{saved['id']}").status_code == 404
    assert "saved no search yet" in submit(bob, kept, "forget").text


def test_what_is_saved_is_a_search(service, visitors):
    bob = visitors["bob"]
    page = bob.visit("search?q=plans")
    for said, status in (
        ({"name": ""}, 400),
        ({"name": "   "}, 400),
        ({"name": "x" * 101}, 400),
        ({"search": "after=never"}, 400),
        ({"search": "q=a&unknown=b"}, 400),
        ({"search": urlencode([("tag", "a")] * 101)}, 400),
        ({"search": "limit=9"}, 200),
        ({"search": "q=" + "x" * 2_000}, 200),
    ):
        answer = submit(bob, page, "searches/save", **{"name": "a", **said})
        assert answer.status_code == status, said
        assert ("/forget" in answer.text) is (status == 200)


# What one has asked for


def without_proof(page):
    return re.sub(r'(name="_xsrf" value=)"[^"]*"', r"\1", page.text)


def test_who_has_asked_sees_the_same_for_what_is_hidden_refused_and_missing(service, visitors):
    carol = visitors["carol"]
    hidden = [service.publish(by="bob", title="Prices", audience="private") for _ in range(2)]
    asked = [*hidden, NOBODYS]
    for id in asked:
        submit(carol, carol.visit(f"r/{id}"), "access")
    page = visitors["bob"].visit("requests")
    refused = submit(visitors["bob"], page, "requests/", granted="false")
    assert "1 person" not in refused.text
    pages = [carol.visit(f"r/{id}") for id in asked]
    assert {page.status_code for page in pages} == {404}
    assert len({without_proof(page) for page in pages}) == 1
    assert "You asked for access on" in pages[0].text
    own = carol.visit("requests").text
    rows = [re.search(rf"{id}</a></h3>\s*<p>([^<]*)<", own)[1] for id in asked]
    assert set(rows) == {rows[0]}
    assert rows[0].startswith("Waiting for an answer")


def test_who_was_let_in_sees_it_among_what_they_have_asked_for(service, visitors):
    bob, carol = visitors["bob"], visitors["carol"]
    id = service.publish(by="bob", title="Prices", audience="private")
    submit(carol, carol.visit(f"r/{id}"), "access")
    submit(bob, bob.visit("requests"), "requests/", granted="true")
    page = carol.visit("requests")
    assert "You may read it" in page.text
    assert f"{PREFIX}read/{id}/latest" in Document(page).links
    assert "You have not asked for anything" in bob.visit("requests").text
