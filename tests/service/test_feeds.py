"""Feeds: what a reader may find at that moment, to whoever has their token and to nobody else."""

import re
from datetime import datetime
from html import unescape
from urllib.parse import quote
from xml.etree import ElementTree

import httpx
import pytest
from bundles import packed
from running import PREFIX, Browser
from test_web_forms import EVIL, Document, submit

from jupyter_hub_publish.hosts.hub_limits import Rate

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def bob(service):
    service.hub.oauth_redirect_uri = service.url + "oauth_callback"
    with Browser(service.url.removesuffix(PREFIX), "bob") as browser:
        browser.visit()
        yield browser


def deed(browser, deed, **said):
    return submit(browser, browser.visit("feeds"), "feeds/token", deed=deed, **said)


def token_on(page):
    return re.search(r"\?token=([A-Za-z0-9_-]{43})<", page.text)[1]


def fetch(service, path, token=None, **options):
    """As a feed reader does, which has no cookie."""
    query = "" if token is None else f"?token={token}"
    url = f"{service.url}atom/{path}{query}"
    return httpx.get(url, trust_env=False, timeout=30, **options)


def titles(answer):
    assert answer.status_code == 200, answer.text
    return [entry.findtext(f"{ATOM}title") for entry in valid(answer).findall(f"{ATOM}entry")]


def valid(answer):
    """The feed, which has all that RFC 4287 wants, once and in the right form."""
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(answer.content)
    assert feed.tag == f"{ATOM}feed"
    for element in (feed, *feed.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):  # 4.1.1 and 4.1.2: exactly one of each
            (only,) = element.findall(f"{ATOM}{name}")
            assert only.text is not None or name == "title"
        assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", element.findtext(f"{ATOM}id"))
        moments = element.findall(f"{ATOM}updated") + element.findall(f"{ATOM}published")
        for moment in moments:  # 3.3: RFC 3339, with its zone
            assert datetime.fromisoformat(moment.text).tzinfo is not None
        links = [link.attrib for link in element.findall(f"{ATOM}link")]
        assert [link["rel"] for link in links].count("alternate") == 1
        assert all(link["href"].startswith("http://") for link in links)
    (own,) = (link for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self")
    assert own.get("href") == str(answer.url)
    for entry in feed.findall(f"{ATOM}entry"):  # 4.1.1: an author in each, as the feed has none
        assert all(name.text for name in entry.findall(f"{ATOM}author/{ATOM}name"))
        assert entry.findall(f"{ATOM}author")
    ids = [entry.findtext(f"{ATOM}id") for entry in feed.findall(f"{ATOM}entry")]
    assert len(set(ids)) == len(ids)
    return feed


def test_a_reader_gets_addresses_that_are_shown_once(service, bob):
    before = bob.visit("feeds")
    assert "token=…" in before.text
    made = deed(bob, "renew")
    token = token_on(made)
    assert made.headers["cache-control"] == "no-store"
    assert f"{service.url}atom/all?token={token}" in unescape(made.text)
    assert f"{service.url}atom/groups/team-a?token={token}" in unescape(made.text)
    assert token not in bob.visit("feeds").text
    assert fetch(service, "all", token).status_code == 200


def test_each_feed_has_what_its_page_lists(service, bob):
    token = token_on(deed(bob, "renew"))
    said = {"tags": ["sales", "eu/uk"]}
    service.publish(by="alice", title="Everyone's", **said)
    team = {"audience": "people", "people": ("group:team-a",)}
    service.publish(by="alice", title="The team's", owner="group:team-a", **team)
    service.publish(by="carol", title="Carol's own", audience="private", **said)
    search = {"name": "Mine", "words": "team", "filters": {}}
    kept = service.ask("POST", "api/searches", by="bob", json=search).json()["id"]
    assert titles(fetch(service, "all", token)) == ["The team's", "Everyone's"]
    assert titles(fetch(service, "groups/team-a", token)) == ["The team's"]
    assert titles(fetch(service, "tags/sales", token)) == ["Everyone's"]
    assert titles(fetch(service, "authors/alice", token)) == ["The team's", "Everyone's"]
    assert titles(fetch(service, "authors/carol", token)) == []
    assert titles(fetch(service, f"searches/{kept}", token)) == ["The team's"]


def test_a_feed_is_of_what_its_reader_may_find_at_that_moment(hub, service, bob):
    token = token_on(deed(bob, "renew"))
    team = {"audience": "people", "people": ("group:team-a",)}
    id = service.publish(by="alice", title="Plans", **team)
    assert titles(fetch(service, "all", token)) == ["Plans"]
    service.ask("PATCH", f"api/reports/{id}", by="alice", json={"audience": "private"})
    assert titles(fetch(service, "all", token)) == []
    service.ask("PATCH", f"api/reports/{id}", by="alice", json={"audience": "people"})
    assert titles(fetch(service, "all", token)) == ["Plans"]
    hub.add("bob")  # who is in no group any more
    service.hub.kept = 0.0
    service.hub._believed.clear()
    assert titles(fetch(service, "all", token)) == []
    del hub.people["token-of-bob"]
    assert fetch(service, "all", token).status_code == 404


def test_what_is_done_with_a_token_is_written_down_and_the_token_nowhere(service, bob, caplog):
    caplog.set_level("DEBUG")
    token = token_on(deed(bob, "renew"))
    assert fetch(service, "all", token).status_code == 200
    assert fetch(service, "all", "b" * 43).status_code == 404
    deed(bob, "revoke")
    trail = service.service.open_library().administering.trail(limit=9)
    assert [(entry.actor, entry.deed) for entry in trail] == [
        ("bob", "revoke_feeds"),
        ("bob", "renew_feeds"),
    ]
    assert "/atom/all" in caplog.text
    written = [record.getMessage() for record in caplog.records if record.name != "httpx"]
    assert token not in str(written)
    assert token not in str(trail)


def test_a_token_that_was_renewed_or_revoked_fetches_nothing(service, bob):
    first = token_on(deed(bob, "renew"))
    second = token_on(deed(bob, "renew"))
    assert [fetch(service, "all", one).status_code for one in (first, second)] == [404, 200]
    assert "Make my addresses" in deed(bob, "revoke").text
    assert fetch(service, "all", second).status_code == 404


def test_a_wrong_token_is_told_nothing(service, bob):
    deed(bob, "renew")
    for path in ("all", "authors/alice", "searches/saaaaaaaaaa"):
        for token in ("", "x", "a" * 43, "token-of-bob", "%00" * 43):
            answer = fetch(service, path, token)
            assert answer.status_code == 404
            assert answer.json()["error"]["message"] == "There is no such feed."
        assert fetch(service, path).status_code == 403


def test_who_tries_many_tokens_has_to_wait(service, bob):
    token = token_on(deed(bob, "renew"))
    service.service.guesses = Rate(3, 3600)
    codes = [fetch(service, "all", "a" * 43).status_code for _ in range(4)]
    assert codes == [404, 404, 404, 429]
    refused = fetch(service, "all", token)
    assert (refused.status_code, refused.headers["retry-after"] > "0") == (429, True)


def test_a_feed_that_is_known_already_is_not_sent_again(service, bob):
    token = token_on(deed(bob, "renew"))
    service.publish(by="alice", title="Prices")
    first = fetch(service, "all", token)
    known = {"If-None-Match": first.headers["etag"]}
    again = fetch(service, "all", token, headers=known)
    assert (again.status_code, again.content) == (304, b"")
    service.publish(by="alice", title="More prices")
    assert titles(fetch(service, "all", token, headers=known)) == ["More prices", "Prices"]


def test_an_entry_keeps_its_id_and_says_when_it_has_a_new_version(service, bob):
    token = token_on(deed(bob, "renew"))
    id = service.publish(by="alice", title="Prices")
    first = valid(fetch(service, "all", token)).find(f"{ATOM}entry")
    content = packed(title="Prices of May").getvalue()
    service.ask("POST", f"api/reports/{id}/versions", by="alice", content=content)
    second = valid(fetch(service, "all", token)).find(f"{ATOM}entry")
    assert first.findtext(f"{ATOM}id") == second.findtext(f"{ATOM}id")
    assert first.findtext(f"{ATOM}updated") < second.findtext(f"{ATOM}updated")
    assert second.findtext(f"{ATOM}title") == "Prices of May"
    assert second.find(f"{ATOM}link").get("href") == f"{service.url}r/{id}"


def test_whatever_somebody_calls_it_is_text_of_the_feed(hub, service, bob):
    token = token_on(deed(bob, "renew"))
    odd = f"{EVIL} ]]> &amp; \x01\x0b\ufffe\u2028 größer \U0001f389"
    service.publish(by="alice", title=odd, summary=odd, tags=["a&b <c>"])
    entry = valid(fetch(service, "all", token)).find(f"{ATOM}entry")
    title = entry.findtext(f"{ATOM}title")
    assert " ".join(title.split()) == f"{EVIL} ]]> &amp; größer \U0001f389"
    assert EVIL in entry.findtext(f"{ATOM}summary")
    assert [element.tag for element in entry.iter() if element.tag == "script"] == []


def test_code_in_a_kernel_gets_no_token_of_feeds(service, bob):
    refused = service.ask("POST", "feeds/token", by="bob", data={"deed": "renew"})
    assert refused.status_code == 403
    assert "Make my addresses" in bob.visit("feeds").text


def test_nobody_has_a_readers_addresses_made_for_them(service, bob):
    page = bob.visit("feeds")
    for forged in ({"_xsrf": ""}, {"headers": {"Sec-Fetch-Site": "cross-site"}}):
        assert submit(bob, page, "feeds/token", deed="renew", **forged).status_code == 403
    assert "Make my addresses" in bob.visit("feeds").text


def test_a_page_names_its_feed_which_its_own_browser_may_open(service, bob):
    service.publish(by="alice", title="Prices", tags=["a b"])
    for path, feed in (
        ("", "all"),
        ("authors/alice", "authors/alice"),
        ("tags/a%20b", "tags/a%20b"),
        ("groups/team-a", "groups/team-a"),
    ):
        page = bob.visit(path)
        link = re.search(r'<link rel="alternate" type="application/atom\+xml"[^>]*>', page.text)
        assert f'href="{PREFIX}atom/{feed}"' in link[0]
        assert bob.visit(f"atom/{feed}").status_code == 200
        assert f"feeds?of={quote(feed)}" in page.text
        assert f"{PREFIX}{feed if path else ''}" in Document(bob.visit(f"feeds?of={feed}")).links
    assert "alternate" not in bob.visit("help").text


def test_the_page_of_feeds_offers_what_there_are_feeds_of(bob):
    for of in ("", "x", "atom/x", "searches/saaaaaaaaaa", "../x", "tags/", EVIL):
        page = bob.visit("feeds", params={"of": of})
        assert page.status_code == 200
        assert page.text.count("one-feed") == 2, of


def test_while_the_hub_is_away_a_feed_waits(hub, service, bob):
    token = token_on(deed(bob, "renew"))
    hub.answer = (500, "no")
    answer = fetch(service, "all", token)
    assert (answer.status_code, "retry-after" in answer.headers) == (503, True)
    hub.answer = (200, '["no person"]')
    assert fetch(service, "all", token).status_code == 503
