"""Reports near to another one, as a document: whatever a record says in it, it is text."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from jupyter_hub_publish.domain.records import Likeness, Related, RelatedList, ReportDetail, Version
from jupyter_hub_publish.web import related_document, shell_document
from jupyter_hub_publish.web.likeness import reasons_of

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
BASE = "/user/ada/hub-publish/"
DETAIL = ReportDetail(
    id="rabcdefghij", title="Team sizes", summary="", authors=("ada",), owner="user:ada",
    audience="everyone", tags=(), version=3, created=NOON, updated=NOON, may_update=False, url=None,
    thumbnail=None, source=None,
    latest=Version(
        report="rabcdefghij", number=3, title="T", published=NOON, publisher="ada", cells=1,
        language="python", notebook_size=1, page_size=1, fingerprint="", thumbnail=None,
    ),
)  # fmt: skip
NEAR = Related(
    id="rzzzzzzzzzz", title="Who stays", summary="", authors=("carol", "ben"), owner="user:carol",
    audience="everyone", tags=(), version=2, created=NOON, updated=NOON, may_update=False, url=None,
    thumbnail="c0ffee", reasons=(Likeness(kind="columns", values=("churn_rate",)),), alike=0.4,
)  # fmt: skip


def document(*reports: Related) -> str:
    return related_document(DETAIL, RelatedList(reports=reports), base=BASE).decode()


def test_each_is_a_link_with_its_picture_its_author_and_the_reason():
    html = document(NEAR)
    assert f'<a href="{BASE}read/rzzzzzzzzzz/latest">Who stays</a>' in html
    assert f'src="{BASE}api/reports/rzzzzzzzzzz/versions/2/thumbnail?v=c0ffee"' in html
    assert "<small>carol · Same column: churn_rate</small>" in html


def test_a_report_without_a_picture_or_a_reason_is_named_all_the_same():
    html = document(replace(NEAR, thumbnail=None, reasons=()))
    assert "<img" not in html
    assert "<small>carol</small>" in html


def test_where_there_is_none_it_says_so_and_lists_nothing():
    assert "No other report is near to this one." in document()
    assert "<li>" not in document()
    assert "No other report" not in document(NEAR)


@pytest.mark.parametrize("evil", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>'])
def test_what_a_report_says_is_text(evil):
    reason = Likeness(kind="tags", values=(evil,))
    named = replace(NEAR, title=evil, authors=(evil,), thumbnail=evil, reasons=(reason,))
    html = related_document(
        replace(DETAIL, title=evil), RelatedList(reports=(named,)), base=BASE
    ).decode()
    assert evil not in html
    assert html.count("<script") == 0
    assert html.count("<img") == 1


def test_the_shell_shows_them_itself_only_where_no_tab_of_jupyterlab_does():
    asked = {"version": DETAIL.latest, "base": BASE, "theme": None}
    alone = shell_document(DETAIL, embedded=False, **asked).decode()
    assert "related-1.js" in alone
    # Where the browser runs no script, a link has to do.
    assert f'<a href="{BASE}related/rabcdefghij">Related reports</a>' in alone
    assert "<noscript>" in alone
    still = shell_document(DETAIL, embedded=False, scripts=False, **asked).decode()
    assert f'<a href="{BASE}related/rabcdefghij">Related reports</a>' in still
    assert "<noscript>" not in still
    assert "related" not in shell_document(DETAIL, embedded=True, **asked).decode()


@pytest.mark.parametrize(
    ("reasons", "said"),
    [
        ((), ""),
        ((Likeness(kind="files", values=()),), ""),
        ((Likeness(kind="packages", values=("polars",)),), "Same package: polars"),
        ((Likeness(kind="datasets", values=("a.b", "c")),), "Reads the same data: a.b, c"),
        (
            (
                Likeness(kind="packages", values=("polars", "altair")),
                Likeness(kind="words", values=("a", "b", "c", "d", "e")),
                Likeness(kind="authors", values=("ada",)),
            ),
            "Same packages: polars, altair · Same words: a, b, c and 2 more",
        ),
    ],
)
def test_the_two_most_telling_reasons_are_said(reasons, said):
    assert reasons_of(reasons) == said
