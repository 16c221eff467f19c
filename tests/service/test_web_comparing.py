"""Two versions beside each other on a web page, to whoever may read them, without a script."""

import re

import pytest
from bundles import packed
from notebooks import code, text
from running import PREFIX, Browser
from test_web_forms import EVIL, NOBODYS, Document

PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5E"


def table(*rows):
    cells = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in rows)
    return f"<table><thead><tr><th></th><th>n</th></tr></thead><tbody>{cells}</tbody></table>"


def cells(said, source, *outputs):
    """A text under a heading, and code with these MIME bundles."""
    shown = [{"output_type": "display_data", "data": data, "metadata": {}} for data in outputs]
    return text(f"# Sizes\n\n{said}"), code(source, shown)


@pytest.fixture
def carol(service):
    service.hub.oauth_redirect_uri = service.url + "oauth_callback"
    with Browser(service.url.removesuffix(PREFIX), "carol") as browser:
        browser.visit()
        yield browser


def published(service, *versions, id="", **said):
    """A report of these versions, each of them cells; or more of them."""
    for each in versions:
        bundle = packed(*each, title="Sizes", **said).getvalue()
        path = f"api/reports/{id}/versions" if id else "api/reports"
        answer = service.ask("POST", path, by="alice", content=bundle)
        assert answer.status_code == 201, answer.text
        id = answer.json()["id"]
    return id


def test_what_differs_is_marked_on_the_side_where_it_stands(service, carol):
    id = published(
        service,
        cells("Few teams.", "a = 1", {"text/html": table(("x", 1), ("y", 2))}),
        cells("Many teams.", "a = 2", {"text/html": table(("x", 1), ("y", 3), ("z", 4))}),
    )
    page = carol.visit(f"read/{id}/2")
    assert f"{PREFIX}compare/{id}?after=2" in Document(page).links
    page = carol.visit(f"compare/{id}?after=2")
    assert "<del>Few</del>" in page.text
    assert "<ins>Many</ins>" in page.text
    assert "<del>a = 1</del>" in page.text
    assert "<ins>a = 2</ins>" in page.text
    assert '<td class="differs">3 <small>was 2</small>' in page.text
    assert "<ins>z</ins>" in page.text
    assert "2 cells changed · 0 added · 0 removed · 1 table differs" in page.text
    anchors = re.findall(r'href="#([\w-]+)"', page.text)
    assert len(anchors) >= 3
    assert all(f'id="{anchor}"' in page.text for anchor in anchors)


def test_pictures_stand_beside_each_other_and_nothing_in_them_runs(service, carol):
    drawn = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    id = published(
        service,
        cells("", "plot()", {"image/png": PNG}),
        cells("", "plot()", {"image/svg+xml": drawn}),
    )
    page = carol.visit(f"compare/{id}")
    sources = [source for source in Document(page).links if source.startswith("data:")]
    assert sources[0] == f"data:image/png;base64,{PNG}"
    assert sources[1].startswith("data:image/svg+xml,%3Csvg")
    assert "script" not in Document(page).tags
    assert "script-src" not in page.headers["content-security-policy"]
    assert "default-src 'none'" in page.headers["content-security-policy"]


def test_any_two_versions_can_be_chosen(service, carol):
    id = published(service, *(cells(f"Text {word}.", "a") for word in ("one", "two", "three")))
    compared = {
        "": ("2", "3"),
        "?after=2": ("1", "2"),
        "?after=1": ("3", "1"),
        "?before=1": ("1", "3"),
        "?before=3&after=1": ("3", "1"),
    }
    for query, pair in compared.items():
        page = carol.visit(f"compare/{id}{query}")
        chosen = re.findall(r'<option value="(\d+)" selected>', page.text)
        assert chosen == sorted(pair), query
    assert "No cell has changed" in carol.visit(f"compare/{id}?before=2&after=2").text


def test_where_there_is_but_one_version_it_is_said(service, carol):
    id = published(service, cells("a", "b"))
    assert "compare/" not in carol.visit(f"read/{id}/1").text
    assert "only one version" in carol.visit(f"compare/{id}").text
    published(service, cells("b", "b"), id=id)
    service.ask("DELETE", f"api/reports/{id}/versions/1", by="alice")
    assert "only one version" in carol.visit(f"compare/{id}").text
    assert "compare/" not in carol.visit(f"read/{id}/2").text


def test_a_wrong_choice_is_told_on_a_page(service, carol):
    id = published(service, cells("a", "b"), cells("b", "b"))
    for query, status in (("before=9", 404), ("before=0", 400), ("before=x", 400), ("x=1", 400)):
        page = carol.visit(f"compare/{id}?{query}")
        assert page.status_code == status
        assert "Go to the library" in page.text


def test_what_one_may_not_read_is_not_compared_and_looks_like_what_is_not_there(service, carol):
    hidden = published(service, cells("a", "b"), cells("b", "b"), audience="private")
    pages = [carol.visit(f"compare/{id}") for id in (hidden, NOBODYS, "no-id")]
    assert {page.status_code for page in pages} == {404}
    assert len({page.content for page in pages}) == 1


def test_whatever_stands_in_a_notebook_is_text_of_the_comparison(service, carol):
    old = cells(EVIL, EVIL, {"text/html": table((EVIL, 1))}, {"text/plain": EVIL})
    new = cells(EVIL * 2, EVIL * 2, {"text/html": table((EVIL, 2))}, {"text/plain": EVIL * 2})
    id = published(service, old, new, message=EVIL)
    page = carol.visit(f"compare/{id}")
    assert Document(page).scripts == []
    assert "u" not in Document(page).tags
