"""The pages of the hub's service on which people without Jupyter find what others published."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial, wraps
from typing import Annotated

from msgspec import Meta

from ..api.call import Call, Reply
from ..api.discovery_endpoints import SearchQuery
from ..api.endpoint import Endpoint
from ..api.errors import status_of
from ..domain.datasets import DatasetPage, Notice
from ..domain.errors import NotFound, PublishError
from ..domain.limits import MAX_VALUES
from ..domain.records import NO_FILTERS, Filters, Request, SavedSearch, Version
from ..web import (
    Asked,
    Frame,
    Home,
    asked_document,
    compared_document,
    feed_path,
    help_document,
    home_document,
    requests_document,
    results_document,
    searches_document,
    told_document,
    web_headers,
)

HTML = "text/html; charset=utf-8"
_SHOWN = 9  # reports on the first page
_POPULAR = 5
_OF_TEAMS = 4
_TAGS = 24
_FRESH = 5  # datasets on the first page
_NEWS = 3  # things that have become of datasets
_NEW = timedelta(days=7)
_BESIDE = 3  # datasets beside the reports that a search finds
_PAGE = 20

Number = Annotated[int, Meta(ge=1, le=999_999_999)]


class CompareQuery(Request):
    """Which versions are laid beside each other."""

    before: Number | None = None
    after: Number | None = None
    """The newest by itself."""


def show_home(call: Call) -> Reply:
    """GET /: what is new, what many read, what one's teams have, and which tags there are."""
    find = partial(call.library.discovery.search, actor=call.actor)
    of_teams = Filters(owners=tuple(f"group:{name}" for name in call.actor.groups[:MAX_VALUES]))
    home = Home(
        of_teams=Asked(filters=of_teams),
        teams=find(filters=of_teams, limit=_OF_TEAMS).hits if of_teams.owners else (),
        searches=call.library.collecting.searches(actor=call.actor),
        newest=find(sort="newest", limit=_SHOWN),
        popular=find(sort="popular", limit=_POPULAR),
        tags=call.library.discovery.tags(actor=call.actor, limit=_TAGS),
        datasets=call.library.datasets.search(actor=call.actor, limit=_FRESH),
        questions=call.library.datasets.waiting(actor=call.actor),
        notices=_news(call),
        waiting=len(call.library.sharing.requests(actor=call.actor).requests),
    )
    return _page(home_document(home, frame_of(call, feed="all")))


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
    feed = feed_path("authors", name)
    return _results(call, Asked(filters=Filters(authors=(name,))), heading=name, feed=feed)


def show_group(call: Call) -> Reply:
    """GET /groups/{name}: what a group owns."""
    name = call.path["name"]
    asked = Asked(filters=Filters(owners=(f"group:{name}",)))
    return _results(call, asked, heading=name, feed=feed_path("groups", name))


def show_tag(call: Call) -> Reply:
    """GET /tags/{tag}: what carries a tag."""
    tag = call.path["tag"]
    feed = feed_path("tags", tag)
    return _results(call, Asked(filters=Filters(tags=(tag,))), heading=f"#{tag}", feed=feed)


def show_searches(call: Call) -> Reply:
    """GET /searches: the searches that one has saved."""
    kept = call.library.collecting.searches(actor=call.actor)
    document = searches_document(kept, frame_of(call), token=call.token)
    return _page(document, headers=_form_headers(call, "searches/"))


def show_saved(call: Call) -> Reply:
    """GET /searches/{search}: what a saved search finds now."""
    kept = saved_search_of(call)
    asked = Asked(words=kept.words, filters=kept.filters, sort=kept.sort)
    return _results(call, asked, heading=kept.name, feed=feed_path("searches", kept.id))


def saved_search_of(call: Call) -> SavedSearch:
    """The reader's saved search that the address names; raises NotFound."""
    searches = call.library.collecting.searches(actor=call.actor).searches
    kept = next((each for each in searches if each.id == call.path["search"]), None)
    if kept is None:
        raise NotFound("You have no such saved search.")
    return kept


def show_compared(call: Call) -> Reply:
    """GET /compare/{id}: two versions beside each other."""
    wanted, id = call.parameters(CompareQuery), call.path["id"]
    reading = call.library.reading
    report = reading.open_latest(id, actor=call.actor)
    versions = reading.versions(id, actor=call.actor).versions
    pair = _pair(versions, wanted)
    comparison = reading.compare(id, *pair, actor=call.actor) if pair else None
    document = compared_document(report, versions, comparison, frame_of(call))
    return _page(document, headers=_form_headers(call, f"compare/{report.id}"))


def _pair(versions: tuple[Version, ...], wanted: CompareQuery) -> tuple[int, int] | None:
    """The numbers that are meant: where one is not said, the nearest that stands."""
    standing = [each.number for each in versions if not each.erased]
    if len(standing) < 2:
        return None
    after = wanted.after or max(standing)
    older = [number for number in standing if number < after]
    before = wanted.before or (max(older) if older else max(standing))
    return before, after


def show_help(call: Call) -> Reply:
    """GET /help: how to find, read and reuse reports."""
    return _page(help_document(frame_of(call)))


def show_asked(call: Call) -> Reply:
    """GET /asked: the same for everything that somebody has asked to see."""
    return _page(asked_document(frame_of(call)))


def show_requests(call: Call) -> Reply:
    """GET /requests: who asks to see one's reports, and two buttons for each."""
    sharing = call.library.sharing
    waiting, own = sharing.requests(actor=call.actor), sharing.asked(actor=call.actor)
    document = requests_document(waiting, own, frame_of(call), token=call.token)
    return _page(document, headers=_form_headers(call, "requests/"))


def _results(
    call: Call,
    asked: Asked,
    *,
    cursor: str | None = None,
    heading: str = "",
    feed: str = "",
) -> Reply:
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
        frame_of(call, feed=feed),
        heading=heading,
        token=call.token,
        datasets=None if cursor else _datasets_beside(call, asked),
    )
    return _page(document, headers=_form_headers(call, "searches/save"))


def _datasets_beside(call: Call, asked: Asked) -> DatasetPage | None:
    """What the same words find among the datasets, where they are words and nothing else."""
    if not asked.words or asked.filters != NO_FILTERS:
        return None
    return call.library.datasets.search(asked.words, actor=call.actor, limit=_BESIDE)


def frame_of(call: Call, *, feed: str = "") -> Frame:
    """What every page has around it; `feed` is of what it lists."""
    return Frame(base=call.site.base, actor=call.actor, lab=call.site.lab, feed=feed)


def _form_headers(call: Call, path: str) -> dict[str, str]:
    return web_headers(call.site.host, call.site.base, form_path=path)


def _page(document: bytes, *, headers: dict[str, str] | None = None) -> Reply:
    return Reply(body=document, content_type=HTML, headers=headers or {})


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
    Endpoint(method="GET", path="/groups/{name}", run=shown(show_group), answer=HTML),
    Endpoint(method="GET", path="/tags/{tag}", run=shown(show_tag), answer=HTML),
    Endpoint(method="GET", path="/searches", run=shown(show_searches), answer=HTML),
    Endpoint(method="GET", path="/searches/{search}", run=shown(show_saved), answer=HTML),
    Endpoint(
        method="GET",
        path="/compare/{id}",
        run=shown(show_compared),
        answer=HTML,
        query=CompareQuery,
    ),
    Endpoint(method="GET", path="/help", run=shown(show_help), answer=HTML),
    Endpoint(method="GET", path="/asked", run=shown(show_asked), answer=HTML),
    Endpoint(method="GET", path="/requests", run=shown(show_requests), answer=HTML),
)
