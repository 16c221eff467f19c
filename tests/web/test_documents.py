"""The shell and the messages: whatever a record says, it is text."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser

import pytest
from msgspec.structs import replace

from jupyter_hub_publish.domain.records import ReportDetail, ReportSummary, Version
from jupyter_hub_publish.web import (
    Bar,
    message_document,
    preview_document,
    shell_document,
    vendored,
)

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
BASE = "/user/ada/hub-publish/"
LATEST = Version(
    report="rabcdefghij", number=3, title="T", published=NOON, publisher="ada", cells=1,
    language="python", notebook_size=1, page_size=1, fingerprint="",
    thumbnail=None,
)  # fmt: skip
DETAIL = ReportDetail(
    id="rabcdefghij", title="Team sizes", summary="", authors=("ada",), owner="user:ada",
    audience="everyone", tags=(), version=3, created=NOON, updated=NOON, may_update=False, url=None,
    thumbnail=None, latest=LATEST, source=None,
)  # fmt: skip
EVIL = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onload='alert(1)",
    "</title><svg onload=alert(1)>",
    "{{ 7 * 7 }}",
    "--><b>",
]


class Elements(HTMLParser):
    """The elements of a document, and the names of their attributes."""

    def __init__(self, html: bytes) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    def shape(self) -> list[tuple[str, list[str]]]:
        return [(tag, sorted(attributes)) for tag, attributes in self.seen]

    def one(self, tag: str) -> dict[str, str | None]:
        return next(attributes for seen, attributes in self.seen if seen == tag)


def shell(detail: ReportDetail = DETAIL, version: Version | None = None, **more) -> bytes:
    asked = {"base": BASE, "embedded": False, "theme": None, **more}
    return shell_document(detail, version or detail.latest, **asked)


def preview(title: str = "Team sizes", **more) -> bytes:
    asked = {"id": "0a" * 16, "base": BASE, "link": None, "theme": None, **more}
    return preview_document(title, **asked)


@pytest.mark.parametrize("evil", EVIL)
def test_a_title_is_text_and_nothing_else(evil):
    plain, hostile = shell(), shell(replace(DETAIL, title=evil))
    assert Elements(hostile).shape() == Elements(plain).shape()
    assert Elements(hostile).one("iframe")["title"] == evil


@pytest.mark.parametrize("evil", EVIL)
def test_how_a_page_begins_is_text_and_nothing_else(evil):
    said = {"summary": "s", "authors": ("a", "b")}
    plain = shell(replace(DETAIL, **said))
    latest = replace(LATEST, title=evil)
    hostile = shell(replace(DETAIL, latest=latest, summary=evil, authors=(evil, evil)))
    assert Elements(hostile).shape() == Elements(plain).shape()


def begins_with(document: bytes) -> str:
    """The words that stand behind the frame."""
    behind = document.partition(b'<div class="opening"')[2].partition(b"<iframe")[0]
    return " ".join(re.sub(rb"<[^>]*>|^[^>]*>", b" ", behind).decode().split())


def test_behind_the_frame_stands_how_the_page_begins():
    whole = "Published so Why and how. ada 20 November 2026 version 3"
    detail = replace(DETAIL, summary="Why and how.", latest=replace(LATEST, title="Published so"))
    assert begins_with(shell(detail)) == whole
    # The page has its number from its script.
    assert begins_with(shell(detail, scripts=False)) == whole.removesuffix(" version 3")
    assert begins_with(shell(detail, embedded=True)) == whole
    assert begins_with(preview()) == "Team sizes"


def test_of_an_older_page_the_shell_knows_the_title_and_of_an_erased_one_nothing():
    older = replace(LATEST, number=2, title="As it was")
    assert begins_with(shell(replace(DETAIL, summary="As it is."), older)) == "As it was"
    assert begins_with(shell(version=replace(older, title="", erased=NOON))) == ""


def test_in_jupyterlab_the_title_is_left_to_the_tab_as_the_page_leaves_it():
    root = Elements(shell(embedded=True)).one("html")
    assert root["class"] == "in-lab"
    # The page's own script says so there; without scripts its title stays, and so does this one.
    assert "class" not in Elements(shell(embedded=True, scripts=False)).one("html")
    assert "class" not in Elements(preview()).one("html")


AROUND = Bar(versions=(LATEST, replace(LATEST, number=2, message="First")), home=True, token="t0")


@pytest.mark.parametrize("evil", EVIL)
def test_what_the_bar_names_is_text_and_nothing_else(evil):
    plain = shell(bar=AROUND)
    named = replace(AROUND.versions[1], publisher=evil, message=evil)
    bar = replace(AROUND, versions=(LATEST, named), lab=f"/{evil}", token=evil)
    assert Elements(shell(bar=bar)).shape() == Elements(plain).shape()


def test_only_among_the_librarys_web_pages_the_bar_leads_home_and_has_a_star():
    home, own = shell(bar=AROUND), shell()
    assert b'href="/user/ada/hub-publish/"' in home
    assert b'href="/user/ada/hub-publish/"' not in own
    assert Elements(home).one("form")["action"] == BASE + "reports/rabcdefghij/star"
    assert b"<form" not in own
    assert Elements(home).one("body")["data-token"] == "t0"
    assert "data-token" not in Elements(own).one("body")


def test_a_star_that_is_given_can_be_taken_away():
    def offered(starred):
        document = shell(replace(DETAIL, stars=2, starred=starred), bar=AROUND)
        fields = {a["name"]: a["value"] for tag, a in Elements(document).seen if tag == "input"}
        (pressed,) = (a["aria-pressed"] for _, a in Elements(document).seen if "aria-pressed" in a)
        return fields["starred"], pressed

    assert (offered(False), offered(True)) == (("true", "false"), ("false", "true"))


def test_every_version_is_a_link_and_the_one_that_is_read_says_so():
    document = shell(version=replace(LATEST, number=2), bar=AROUND)
    links = [a for tag, a in Elements(document).seen if tag == "a" and "/read/" in a["href"]]
    read = {a["href"].partition("/read/rabcdefghij/")[2] for a in links}
    assert read == {"latest", "2", "2?scripts=off"}
    assert {a["href"][-2:] for a in links if a.get("aria-current") == "page"} == {"/2"}
    assert said(document) == ["This is version 2. Read the newest, version 3"]


@pytest.mark.parametrize("evil", EVIL)
def test_a_previews_title_is_text_and_nothing_else(evil):
    assert Elements(preview(evil)).shape() == Elements(preview()).shape()
    assert Elements(preview(evil)).one("iframe")["title"] == evil


def test_a_preview_has_no_report_and_no_link_of_its_own():
    body = Elements(preview(theme="light", link="https://lab.example.org/r/{id}")).one("body")
    assert body == {
        "data-base": BASE,
        "data-report": "",
        "data-page": BASE + "preview/" + "0a" * 16 + "/page",
        "data-link": "https://lab.example.org/r/{id}",
        "data-copy": "",
        "data-embedded": "true",
        "data-theme": "light",
    }
    assert b"<header" not in preview()


@pytest.mark.parametrize("evil", EVIL)
def test_a_message_is_text_and_nothing_else(evil):
    plain = message_document("title", "text", "hint", BASE)
    hostile = message_document(evil, evil, evil, BASE)
    assert Elements(hostile).shape() == Elements(plain).shape()


def test_a_message_without_a_hint_has_no_empty_line():
    assert b"hint" not in message_document("title", "text", "", BASE)


def test_the_script_learns_what_it_needs():
    body = Elements(shell(embedded=True, theme="dark")).one("body")
    assert body == {
        "data-base": BASE,
        "data-report": "rabcdefghij",
        "data-page": BASE + "page/rabcdefghij/3",
        "data-link": BASE + "r/{id}",
        "data-copy": BASE + "r/rabcdefghij",
        "data-embedded": "true",
        "data-theme": "dark",
    }


def test_the_permanent_link_is_the_one_that_is_copied():
    url = "https://hub.example.org/services/hub-publish/r/rabcdefghij"
    body = Elements(shell(replace(DETAIL, url=url))).one("body")
    assert body["data-copy"] == url
    assert body["data-link"] == "https://hub.example.org/services/hub-publish/r/{id}"


def test_an_unknown_theme_is_the_systems():
    assert b"data-theme" not in shell(theme='dark" onload="x')


def test_in_jupyterlab_there_is_no_second_bar():
    assert b"<header" in shell()
    assert b"<header" not in shell(embedded=True)


def test_the_bar_leads_to_jupyterlab_and_from_an_old_version_to_the_newest():
    assert b'href="/user/ada/lab?hub-publish-report=rabcdefghij"' in shell()
    old = shell(version=replace(LATEST, number=2))
    assert b'href="/user/ada/hub-publish/read/rabcdefghij/latest"' in old
    assert b"page/rabcdefghij/2" in old


SUCCESSOR = ReportSummary(
    id="rzzzzzzzzzz", title="Team sizes 2027", summary="", authors=("ada", "ben"),
    owner="user:ada", audience="everyone", tags=(), version=1, created=NOON, updated=NOON,
    may_update=False, url=None, thumbnail=None,
)  # fmt: skip


def said(document: bytes) -> list[str]:
    lines = re.findall(rb'<div class="said( warn)?">\s*<p>(.*?)</p>', document, re.DOTALL)
    return [
        f"{kind.decode()}{re.sub(rb'<[^>]+>', b'', line).decode().strip()}" for kind, line in lines
    ]


def test_what_a_report_has_become_is_said_above_it():
    assert said(shell()) == []
    archived = replace(DETAIL, archived=True)
    assert said(shell(archived)) == ["This report is archived: it is kept, and it is old."]
    replaced = shell(replace(archived, replaced_by=SUCCESSOR))
    assert said(replaced) == [
        " warn“Team sizes 2027” by ada, ben has taken the place of this report."
    ]
    assert b'href="/user/ada/hub-publish/read/rzzzzzzzzzz/latest"' in replaced
    withdrawn = replace(DETAIL, withdrawn=NOON, removed_on=NOON + timedelta(days=30))
    assert said(shell(withdrawn)) == [
        " warnYou withdrew this report. It will be removed on 20 December 2026."
    ]


def test_in_jupyterlab_its_tab_says_it():
    for become in ({"archived": True}, {"replaced_by": SUCCESSOR}):
        assert said(shell(replace(DETAIL, **become), embedded=True)) == []


@pytest.mark.parametrize("evil", EVIL)
def test_the_title_of_a_successor_is_text_and_nothing_else(evil):
    plain = shell(replace(DETAIL, replaced_by=SUCCESSOR))
    named = replace(SUCCESSOR, title=evil, authors=(evil,))
    hostile = shell(replace(DETAIL, replaced_by=named))
    assert Elements(hostile).shape() == Elements(plain).shape()


def test_the_frame_has_its_own_sandbox_and_no_inline_document():
    frame = Elements(shell()).one("iframe")
    assert frame["sandbox"] == "allow-scripts allow-downloads"
    # Where the browser sends no Sec-Fetch headers, this tells the page's route who frames it.
    assert frame["referrerpolicy"] == "same-origin"
    assert "srcdoc" not in frame


def test_without_scripts_neither_the_shell_nor_its_frame_runs_any():
    document = shell(scripts=False, theme="dark")
    elements = Elements(document)
    assert "script" not in {tag for tag, _ in elements.seen}
    frame = elements.one("iframe")
    assert frame["sandbox"] == ""
    assert frame["src"] == BASE + "page/rabcdefghij/3?scripts=off"
    assert b"data-theme" not in document


def test_the_view_without_scripts_is_a_link_and_leads_back():
    assert b'href="/user/ada/hub-publish/read/rabcdefghij/3?scripts=off"' in shell()
    assert b'href="/user/ada/hub-publish/read/rabcdefghij/3"' in shell(scripts=False)


def test_the_page_waits_for_no_script_of_the_shell():
    page = BASE + "page/rabcdefghij/3"
    assert Elements(shell()).one("iframe")["src"] == page
    framed = Elements(shell(embedded=True, theme="dark")).one("iframe")
    assert framed["src"] == page + "?theme=dark&in=lab"


def test_in_jupyterlab_its_tab_says_that_no_script_runs_and_leads_back():
    document = shell(embedded=True, scripts=False)
    assert said(document) == []
    assert Elements(document).one("iframe")["src"] == BASE + "page/rabcdefghij/3?scripts=off"


def test_without_scripts_the_shell_says_what_is_missing_in_jupyterlab_too():
    missing = ("an image from a.example", "2 videos from b.example")
    told = "Not part of the report: an image from a.example, 2 videos from b.example."
    document = shell(scripts=False, missing=missing)
    assert told in " ".join(document.decode().split())
    assert said(shell(scripts=False, missing=missing, embedded=True)) == [told]


@pytest.mark.parametrize("evil", EVIL)
def test_what_is_missing_is_text_and_nothing_else(evil):
    plain, hostile = (shell(scripts=False, missing=(each,)) for each in ("a", evil))
    assert Elements(hostile).shape() == Elements(plain).shape()


@pytest.mark.parametrize(
    "document",
    [
        shell(),
        shell(embedded=True),
        shell(scripts=False),
        shell(bar=AROUND),
        preview(),
        message_document("a", "b", "c", BASE),
    ],
)
def test_documents_run_under_their_policy(document):
    """No inline script or style, and only vendored files that exist."""
    elements = Elements(document)
    assert not any("style" in attributes or tag == "style" for tag, attributes in elements.seen)
    assert not any(name.startswith("on") for _, attributes in elements.seen for name in attributes)
    assert all(attributes.get("src") for tag, attributes in elements.seen if tag == "script")
    names = re.findall(rb'="/user/ada/hub-publish/vendor/([^"?]+)', document)
    assert names
    assert all(vendored(name.decode()) for name in names)
