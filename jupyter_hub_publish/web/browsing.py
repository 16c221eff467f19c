"""The web pages on which people without Jupyter find reports: made whole on the server."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from ..domain.datasets import AskedList, DatasetPage, Notice
from ..domain.records import AccessRequestList, Actor, Facets, HitPage, Record, TagList
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


class Frame(Record):
    """What every page has around it."""

    base: str
    actor: Actor
    lab: str | None
    """Where the reader's own JupyterLab is, or None where there is none."""


class Home(Record):
    """What the first page shows."""

    newest: HitPage
    popular: HitPage
    tags: TagList
    datasets: DatasetPage
    questions: AskedList
    """What people ask of the reader's own datasets."""
    notices: tuple[Notice, ...] = ()
    """What has become of datasets that the reader writes, feeds something from or asked about."""
    waiting: int = 0
    """How many ask to see reports of the reader's own."""


def home_document(home: Home, frame: Frame) -> bytes:
    """The first page: what is new, what many read this week, and which tags there are."""
    template = "home.html.j2" if home.newest.hits else "nothing.html.j2"
    return page_of(template, frame, here="reports", title="Reports", home=home, asked=Asked())


def results_document(
    asked: Asked,
    page: HitPage,
    facets: Facets,
    frame: Frame,
    *,
    heading: str = "",
    datasets: DatasetPage | None = None,
) -> bytes:
    """What a search finds; with a `heading`, the page of an author or a tag."""
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
        datasets=datasets,
        sorts=SORTS if asked.words else SORTS[1:],
    )


def help_document(frame: Frame) -> bytes:
    """How to find, read and reuse reports."""
    return page_of("help.html.j2", frame, title="Help", asked=Asked())


def missing_document(frame: Frame, *, token: str) -> bytes:
    """The one page for what is not there and for what is meant for others."""
    return page_of("missing.html.j2", frame, title="Not found", token=token, asked=Asked())


def asked_document(frame: Frame) -> bytes:
    """What everyone reads who has asked to see something."""
    return page_of("asked.html.j2", frame, title="Your request", asked=Asked())


def requests_document(waiting: AccessRequestList, frame: Frame, *, token: str) -> bytes:
    """Who asks to see the reader's own reports."""
    title = "Who asks for access"
    return page_of(
        "requests.html.j2",
        frame,
        title=title,
        requests=waiting.requests,
        token=token,
        asked=Asked(),
    )


def told_document(title: str, text: str, hint: str, frame: Frame) -> bytes:
    """What stands where a page cannot be shown."""
    return page_of("told.html.j2", frame, title=title, text=text, hint=hint, asked=Asked())


def page_of(template: str, frame: Frame, *, here: str = "", **values: Any) -> bytes:
    """A template with what every page has; `here` is the part of the library that it is in."""
    now = datetime.now(UTC)
    return document(
        template,
        frame.base,
        frame=frame,
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
