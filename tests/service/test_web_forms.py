"""The web pages without a script: stars and asking to be let in, by forms that none can forge."""

import re
from html.parser import HTMLParser
from urllib.parse import urljoin

import pytest
from bundles import packed
from running import PREFIX, Browser

EVIL = "<script>alert(1)</script>\"'><u>"
NOBODYS = "raaaaaaaaaa"


class Document(HTMLParser):
    """The forms of a page, its links and scripts, and the elements that it has."""

    def __init__(self, page):
        super().__init__()
        self.page = page
        self.forms, self.links, self.tags, self.scripts = [], [], [], []
        self.feed(page.text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.tags.append(tag)
        if tag == "form":
            self.forms.append({"action": given["action"], "fields": {}})
        elif tag == "input" and given.get("type") == "hidden":
            self.forms[-1]["fields"][given["name"]] = given["value"]
        elif tag == "script":
            self.scripts.append(given.get("src", ""))
        elif tag in ("a", "link", "img"):
            self.links.append(given.get("href") or given.get("src"))

    def form(self, part):
        return next(each for each in self.forms if part in each["action"])


def submit(browser, page, part, headers=None, **said):
    """Press a button of a form, as a browser without scripts does."""
    form = Document(page).form(part)
    return browser.fetch(
        "POST",
        urljoin(str(page.url), form["action"]),
        mode="navigate",
        site="same-origin",
        data=form["fields"] | said,
        headers={"Origin": browser.address} | (headers or {}),
    )


def test_who_may_not_see_a_report_asks_and_is_let_in(service, browsers):
    alice, carol = browsers["alice"], browsers["carol"]
    id = service.publish(by="alice", title="Prices", audience="private")
    page = carol.visit(f"r/{id}")
    assert page.status_code == 404
    assert "Prices" not in page.text
    asked = submit(carol, page, "access", message="For the review\r\nof May")
    assert asked.url.path == f"{PREFIX}asked"
    assert "If there is a report, its owner has your request." in asked.text
    assert "1 person asks to see reports of yours" in alice.visit().text
    waiting = alice.visit("requests")
    assert "For the review\nof May" in waiting.text
    left = submit(alice, waiting, "requests/", granted="true")
    assert left.url.path == f"{PREFIX}requests"
    assert "Nobody waits" in left.text
    assert "Prices" in carol.visit(f"r/{id}").text


def test_who_is_not_let_in_learns_nothing(service, browsers):
    alice, carol = browsers["alice"], browsers["carol"]
    id = service.publish(by="alice", title="Prices", audience="private")
    submit(carol, carol.visit(f"r/{id}"), "access")
    submit(alice, alice.visit("requests"), "requests/", granted="false")
    assert "Nobody waits" in alice.visit("requests").text
    assert carol.visit(f"r/{id}").status_code == 404


def test_what_is_missing_and_what_is_hidden_are_one_page_and_one_answer(service, browsers):
    hidden = service.publish(by="alice", title="Prices", audience="private")
    carol = browsers["carol"]
    pages = [carol.visit(f"r/{id}") for id in (hidden, NOBODYS, "%3Cb%3E", "no-id")]
    assert {page.status_code for page in pages} == {404}
    assert len({page.content for page in pages}) == 1
    answers = [submit(carol, page, "access", message="Please") for page in pages]
    assert {(one.status_code, one.content) for one in answers} == {(200, answers[0].content)}


def test_a_star_is_given_and_taken_where_one_reads(service, browsers):
    carol = browsers["carol"]
    id = service.publish(by="alice", title="Prices")
    service.ask("POST", f"api/reports/{id}/versions", by="alice", content=packed().getvalue())
    page = carol.visit(f"read/{id}/1")
    starred = submit(carol, page, "star")
    assert starred.url.path == f"{PREFIX}read/{id}/1"
    assert 'aria-pressed="true"' in starred.text
    assert service.ask("GET", f"api/reports/{id}", by="alice").json()["stars"] == 1
    assert 'aria-pressed="false"' in submit(carol, starred, "star").text


@pytest.mark.parametrize(
    "forged",
    [
        {"_xsrf": ""},
        {"_xsrf": "2|of|somebody|else"},
        {"headers": {"Origin": "null"}},
        {"headers": {"Sec-Fetch-Site": "cross-site"}},
    ],
)
def test_nobody_can_have_a_form_sent_in_a_readers_name(service, browsers, forged):
    carol = browsers["carol"]
    id = service.publish(by="alice", title="Prices")
    refused = submit(carol, carol.visit(f"read/{id}/1"), "star", **forged)
    assert refused.status_code == 403
    assert refused.headers["content-type"].startswith("text/html")
    assert service.ask("GET", f"api/reports/{id}", by="alice").json()["stars"] == 0


def test_another_readers_token_is_nobodys(service, browsers):
    id = service.publish(by="alice", title="Prices")
    page = browsers["alice"].visit(f"read/{id}/1")
    assert submit(browsers["carol"], page, "star").status_code == 403


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"starred": "perhaps"}, 400),
        ({"version": "0"}, 400),
        ({"version": "1/../../x"}, 400),
        ({"more": "x"}, 400),
        ({"more": "x" * 50_000}, 413),
    ],
)
def test_a_form_that_is_wrong_is_told_on_a_page(service, browsers, said, status):
    carol = browsers["carol"]
    id = service.publish(by="alice", title="Prices")
    told = submit(carol, carol.visit(f"read/{id}/1"), "star", **said)
    assert told.status_code == status
    assert "Go to the library" in told.text


def test_who_comes_back_to_a_forms_address_is_led_to_the_library(service, browsers):
    for path in (f"reports/{NOBODYS}/star", f"read/{NOBODYS}/access", "requests/q1"):
        assert browsers["carol"].visit(path).url.path == PREFIX


def test_the_policy_lets_a_form_go_to_its_own_address_only(service, browsers):
    carol = browsers["carol"]
    id = service.publish(by="alice", title="Prices")
    host = service.url.removeprefix("http://")

    def allowed(path):
        policy = carol.visit(path).headers["content-security-policy"]
        assert "'unsafe" not in policy
        return re.search(r"form-action ([^;]*)", policy)[1]

    assert allowed(f"read/{id}/1") == f"{host}reports/{id}/star"
    assert allowed(f"read/{NOBODYS}/1") == f"{host}search {host}read/{NOBODYS}/access"
    assert allowed("requests") == f"{host}search {host}requests/"
    assert allowed("") == f"{host}search"
    assert allowed("datasets") == f"{host}datasets"
    assert allowed("read/;%20x/1") == f"{host}search {host}read/%3B%20x/access"


def test_whatever_somebody_calls_it_is_text(hub, service, browsers):
    hub.add("mallory", user_info={"display_name": EVIL})
    said = {"title": EVIL, "summary": EVIL, "tags": [EVIL], "message": EVIL, "authors": [EVIL]}
    id = service.publish(by="mallory", audience="everyone", **said)
    plain = service.publish(by="alice", title="Plain", audience="private")
    with Browser(service.url.removesuffix(PREFIX), "mallory") as mallory:
        submit(mallory, mallory.visit(f"r/{plain}"), "access", message=EVIL)
        pages = [
            browsers["alice"].visit("requests"),
            *(mallory.visit(path) for path in ("", "search?q=alert", f"read/{id}/1")),
            *(mallory.visit(path) for path in (f"related/{id}", "requests", f"r/{plain}")),
        ]
    for page in pages:
        document = Document(page)
        assert "u" not in document.tags, page.url
        assert all(source.startswith(f"{PREFIX}vendor/") for source in document.scripts)
        if "/related/" not in page.url.path:
            assert "&lt;script&gt;alert(1)" in page.text, page.url


def test_every_link_of_every_page_leads_somewhere(service, browsers):
    carol = browsers["carol"]
    id = service.publish(by="alice", title="Prices", tags=["a b/c", "ä?#"])
    service.ask("POST", f"api/reports/{id}/versions", by="alice", content=packed().getvalue())
    found = set()
    for path in ("", "search", f"read/{id}/1", f"read/{id}/2?scripts=off", "help", "requests"):
        page = carol.visit(path)
        found |= {urljoin(str(page.url), each) for each in Document(page).links}
    ours = {each for each in found if each.startswith(service.url)}
    assert {each.removeprefix(service.url) for each in ours} >= {f"read/{id}/1", "requests"}
    for address in ours:
        assert carol.visit(address).status_code == 200, address
    assert found - ours == {
        f"{service.hub.hub_host}/hub/user-redirect/lab",
        f"{service.hub.hub_host}/hub/user-redirect/lab?hub-publish-report={id}",
    }


def test_a_version_that_was_erased_is_named_and_leads_nowhere(service, browsers):
    id = service.publish(by="alice", title="Prices")
    service.ask("POST", f"api/reports/{id}/versions", by="alice", content=packed().getvalue())
    service.ask("DELETE", f"api/reports/{id}/versions/1", by="alice")
    page = browsers["carol"].visit(f"read/{id}/latest")
    assert "Version 1<small>removed</small>" in page.text
    assert f"{PREFIX}read/{id}/1" not in Document(page).links
