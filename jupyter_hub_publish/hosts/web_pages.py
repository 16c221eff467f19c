"""The pages of the hub's service on which people without Jupyter find what others published."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, wraps

from ..api.call import Call, Reply
from ..api.discovery_endpoints import SearchQuery
from ..api.endpoint import Endpoint
from ..api.errors import status_of
from ..domain.errors import PublishError
from ..domain.records import Filters
from ..web import (
    Asked,
    Frame,
    Home,
    help_document,
    home_document,
    message_document,
    results_document,
)

HTML = "text/html; charset=utf-8"
_SHOWN = 9  # reports on the first page
_POPULAR = 5
_TAGS = 24
_PAGE = 20


def show_home(call: Call) -> Reply:
    """GET /: what is new, what many read, and which tags there are."""
    find = partial(call.library.discovery.search, actor=call.actor)
    home = Home(
        newest=find(sort="newest", limit=_SHOWN),
        popular=find(sort="popular", limit=_POPULAR),
        tags=call.library.discovery.tags(actor=call.actor, limit=_TAGS),
    )
    return _page(home_document(home, _frame(call)))


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
    return _page(help_document(_frame(call)))


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
    return _page(results_document(asked, found, facets, _frame(call), heading=heading))


def _frame(call: Call) -> Frame:
    return Frame(base=call.site.base, actor=call.actor, lab=call.site.lab)


def _page(document: bytes) -> Reply:
    return Reply(body=document, content_type=HTML)


def _shown(show: Callable[[Call], Reply]) -> Callable[[Call], Reply]:
    """The same page; where it cannot be made, a page that says why."""

    @wraps(show)
    def run(call: Call) -> Reply:
        try:
            return show(call)
        except PublishError as error:
            document = message_document("Not available", error.message, error.hint, call.site.base)
            return Reply(body=document, status=status_of(error), content_type=HTML)

    return run


WEB_PAGES: tuple[Endpoint, ...] = (
    Endpoint(method="GET", path="/", run=_shown(show_home), answer=HTML),
    Endpoint(
        method="GET", path="/search", run=_shown(show_results), answer=HTML, query=SearchQuery
    ),
    Endpoint(method="GET", path="/authors/{name}", run=_shown(show_author), answer=HTML),
    Endpoint(method="GET", path="/tags/{tag}", run=_shown(show_tag), answer=HTML),
    Endpoint(method="GET", path="/help", run=_shown(show_help), answer=HTML),
)
