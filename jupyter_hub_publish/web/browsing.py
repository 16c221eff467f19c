"""The web pages on which people without Jupyter find reports: made whole on the server."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from ..domain.datasets import AskedList, DatasetPage, Notice
from ..domain.limits import ANSWER_DAYS
from ..domain.records import (
    AccessRequestList,
    Actor,
    AskedFor,
    AskedForList,
    Facets,
    Hit,
    HitPage,
    Record,
    SavedSearchList,
    TagList,
)
from .addresses import Asked
from .ago import ago, exactly
from .documents import document
from .places import marked, shown

SORTS = (
    ("relevance", "Relevance"),
    ("newest", "Newest"),
    ("updated", "Updated"),
    ("stars", "Most starred"),
    ("views", "Most read"),
)
_MANY = 10_000
_NOTHING = Asked()


class Frame(Record):
    """What every page has around it."""

    base: str
    actor: Actor
    lab: str | None
    """Where the reader's own JupyterLab is, or None where there is none."""
    feed: str = ""
    """The path of a feed of what the page lists, such as `tags/sales`; empty where none is."""


class Home(Record):
    """What the first page shows."""

    newest: HitPage
    popular: HitPage
    tags: TagList
    searches: SavedSearchList
    datasets: DatasetPage
    questions: AskedList
    """What people ask of the reader's own datasets."""
    of_teams: Asked
    """The search for the reports of the groups that the reader is in."""
    teams: tuple[Hit, ...] = ()
    """The last of them."""
    notices: tuple[Notice, ...] = ()
    """What has become of datasets that the reader writes, feeds something from or asked about."""
    waiting: int = 0
    """How many ask to see reports of the reader's own."""


def home_document(home: Home, frame: Frame) -> bytes:
    """The first page: what is new, what many read this week, and which tags there are."""
    template = "home.html.j2" if home.newest.hits else "nothing.html.j2"
    return page_of(template, frame, here="reports", title="Reports", home=home)


def results_document(
    asked: Asked,
    page: HitPage,
    facets: Facets,
    frame: Frame,
    *,
    heading: str = "",
    token: str = "",
    datasets: DatasetPage | None = None,
) -> bytes:
    """What a search finds; with a `heading`, the page of an author, a tag or a group."""
    title = heading or asked.words or "Reports"
    return page_of(
        "results.html.j2",
        frame,
        here="reports",
        title=title,
        heading=heading,
        asked=asked,
        page=page,
        facets=facets,
        token=token,
        datasets=datasets,
        sorts=SORTS if asked.words else SORTS[1:],
    )


def help_document(frame: Frame) -> bytes:
    """How to find, read and reuse reports."""
    return page_of("help.html.j2", frame, title="Help")


def searches_document(kept: SavedSearchList, frame: Frame, *, token: str) -> bytes:
    """The searches that the reader has saved."""
    searches = [
        (each, Asked(words=each.words, filters=each.filters, sort=each.sort))
        for each in kept.searches
    ]
    title = "Saved searches"
    return page_of("searches.html.j2", frame, title=title, searches=searches, token=token)


def missing_document(frame: Frame, *, token: str, before: AskedFor | None) -> bytes:
    """The one page for what is not there and for what is meant for others.

    Where the reader has asked `before`, it says so, which they know.
    """
    return page_of("missing.html.j2", frame, title="Not found", token=token, before=before)


def asked_document(frame: Frame) -> bytes:
    """What everyone reads who has asked to see something."""
    return page_of("asked.html.j2", frame, title="Your request")


def requests_document(
    waiting: AccessRequestList, own: AskedForList, frame: Frame, *, token: str
) -> bytes:
    """Who asks to see the reader's own reports, and what the reader has asked for."""
    title = "Requests for access"
    return page_of(
        "requests.html.j2",
        frame,
        title=title,
        requests=waiting.requests,
        own=own.asked,
        days=ANSWER_DAYS,
        token=token,
    )


def told_document(title: str, text: str, hint: str, frame: Frame) -> bytes:
    """What stands where a page cannot be shown."""
    return page_of("told.html.j2", frame, title=title, text=text, hint=hint)


def page_of(
    template: str, frame: Frame, *, here: str = "", asked: Asked = _NOTHING, **values: Any
) -> bytes:
    """A page of the library, with the same around it and the same ways to say things as on all.

    `here` is the part of the library that it is in.
    """
    now = datetime.now(UTC)
    return document(
        template,
        frame.base,
        frame=frame,
        asked=asked,
        here=here,
        ago=lambda then: ago(then, now),
        exactly=exactly,
        counted=counted,
        shown=shown,
        marked=marked,
        **values,
    )


def counted(number: int | None, one: str, many: str) -> str:
    """ "1 report", "1,284 reports", "10,000 or more reports"."""
    if number is None:
        return many[:1].upper() + many[1:]
    if number > _MANY:
        return f"{_MANY:,} or more {many}"
    return f"{number:,} {one if number == 1 else many}"
