"""The pages of the hub's service on which people without Jupyter find what others published."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial, wraps

from ..api.call import Call, Reply
from ..api.discovery_endpoints import SearchQuery
from ..api.endpoint import Endpoint
from ..api.errors import status_of
from ..domain.datasets import DatasetPage, Notice
from ..domain.errors import NotFound, PublishError
from ..domain.records import NO_FILTERS, Filters
from ..web import (
    Asked,
    Frame,
    Home,
    asked_document,
    help_document,
    home_document,
    requests_document,
    results_document,
    told_document,
    web_headers,
)

HTML = "text/html; charset=utf-8"
_SHOWN = 9  # reports on the first page
_POPULAR = 5
_TAGS = 24
_FRESH = 5  # datasets on the first page
_NEWS = 3  # things that have become of datasets
_NEW = timedelta(days=7)
_BESIDE = 3  # datasets beside the reports that a search finds
_PAGE = 20


def show_home(call: Call) -> Reply:
    """GET /: what is new, what many read, and which tags there are."""
    find = partial(call.library.discovery.search, actor=call.actor)
    home = Home(
        newest=find(sort="newest", limit=_SHOWN),
        popular=find(sort="popular", limit=_POPULAR),
        tags=call.library.discovery.tags(actor=call.actor, limit=_TAGS),
        datasets=call.library.datasets.search(actor=call.actor, limit=_FRESH),
        questions=call.library.datasets.waiting(actor=call.actor),
        notices=_news(call),
        waiting=len(call.library.sharing.requests(actor=call.actor).requests),
    )
    return _page(home_document(home, frame_of(call)))


def _news(call: Call) -> tuple[Notice, ...]:
    """What to know of datasets; open questions are named beside it."""
    since = datetime.now(UTC) - _NEW
    found = call.library.datasets.notices(since, actor=call.actor).notices
    return tuple(notice for notice in found if notice.kind != "question")[:_NEWS]


def show_results(call: Call) -> Reply:
    """GET /search: what a search finds."""
    wanted = call.parameters(SearchQuery)
    asked = Asked(words=wanted.words.strip(), filters=wanted.filters, sort=wanted.sort)
    return _results(call, asked, cursor=wanted.cursor)


def show_author(call: Call) -> Reply:
    """GET /authors/{name}: what somebody has written."""
    name = call.path["name"]
    return _results(call, Asked(filters=Filters(authors=(name,))), heading=name)


def show_tag(call: Call) -> Reply:
    """GET /tags/{tag}: what carries a tag."""
    tag = call.path["tag"]
    return _results(call, Asked(filters=Filters(tags=(tag,))), heading=f"#{tag}")


def show_help(call: Call) -> Reply:
    """GET /help: how to find, read and reuse reports."""
    return _page(help_document(frame_of(call)))


def show_asked(call: Call) -> Reply:
    """GET /asked: the same for everything that somebody has asked to see."""
    return _page(asked_document(frame_of(call)))


def show_requests(call: Call) -> Reply:
    """GET /requests: who asks to see one's reports, and two buttons for each."""
    waiting = call.library.sharing.requests(actor=call.actor)
    headers = web_headers(call.site.host, call.site.base, form_path="requests/")
    document = requests_document(waiting, frame_of(call), token=call.token)
    return Reply(body=document, content_type=HTML, headers=headers)


def _results(call: Call, asked: Asked, *, cursor: str | None = None, heading: str = "") -> Reply:
    found = call.library.discovery.search(
        asked.words,
        actor=call.actor,
        filters=asked.filters,
        sort=asked.sort,
        cursor=cursor,
        limit=_PAGE,
    )
    facets = call.library.discovery.facets(asked.words, actor=call.actor, filters=asked.filters)
    document = results_document(
        asked,
        found,
        facets,
        frame_of(call),
        heading=heading,
        datasets=None if cursor else _datasets_beside(call, asked),
    )
    return _page(document)


def _datasets_beside(call: Call, asked: Asked) -> DatasetPage | None:
    """What the same words find among the datasets, where they are words and nothing else."""
    if not asked.words or asked.filters != NO_FILTERS:
        return None
    return call.library.datasets.search(asked.words, actor=call.actor, limit=_BESIDE)


def frame_of(call: Call) -> Frame:
    """What every page has around it."""
    return Frame(base=call.site.base, actor=call.actor, lab=call.site.lab)


def _page(document: bytes) -> Reply:
    return Reply(body=document, content_type=HTML)


def shown(show: Callable[[Call], Reply]) -> Callable[[Call], Reply]:
    """The same page; where it cannot be made, a page that says why."""

    @wraps(show)
    def run(call: Call) -> Reply:
        try:
            return show(call)
        except PublishError as error:
            title = "Not found" if isinstance(error, NotFound) else "Not available"
            document = told_document(title, error.message, error.hint, frame_of(call))
            return Reply(body=document, status=status_of(error), content_type=HTML)

    return run


WEB_PAGES: tuple[Endpoint, ...] = (
    Endpoint(method="GET", path="/", run=shown(show_home), answer=HTML),
    Endpoint(method="GET", path="/search", run=shown(show_results), answer=HTML, query=SearchQuery),
    Endpoint(method="GET", path="/authors/{name}", run=shown(show_author), answer=HTML),
    Endpoint(method="GET", path="/tags/{tag}", run=shown(show_tag), answer=HTML),
    Endpoint(method="GET", path="/help", run=shown(show_help), answer=HTML),
    Endpoint(method="GET", path="/asked", run=shown(show_asked), answer=HTML),
    Endpoint(method="GET", path="/requests", run=shown(show_requests), answer=HTML),
)
