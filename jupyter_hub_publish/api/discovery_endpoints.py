"""The routes by which reports are found, and what readers keep of them."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from msgspec import Meta

from ..domain import limits
from ..domain.records import (
    Facets,
    Filters,
    HitPage,
    Probe,
    Received,
    RelatedList,
    Request,
    SavedSearch,
    SavedSearchList,
    SearchToSave,
    Sort,
    Stars,
    State,
    Suggestions,
    TagList,
)
from .call import Call, Reply
from .endpoint import Endpoint
from .links import linked

Values = Annotated[tuple[str, ...], Meta(max_length=limits.MAX_VALUES)]


class FacetQuery(Request):
    """What to search for: words, and what the reports must be besides."""

    q: str = ""
    author: Values = ()
    tag: Values = ()
    package: Values = ()
    language: Values = ()
    owner: Values = ()
    after: date | None = None
    before: date | None = None
    state: Annotated[tuple[State, ...], Meta(max_length=limits.MAX_VALUES)] = ()

    @property
    def words(self) -> str:
        """The query, as far as it is read, and a letter more, which tells that it was cut."""
        return self.q[: limits.MAX_QUERY + 1]

    @property
    def filters(self) -> Filters:
        """What the reports must be."""
        return Filters(
            authors=self.author,
            tags=self.tag,
            packages=self.package,
            languages=self.language,
            owners=self.owner,
            after=self.after,
            before=self.before,
            states=self.state,
        )


class SearchQuery(FacetQuery):
    """What to search for, and which part of the answer is wanted."""

    sort: Sort | None = None
    cursor: str | None = None
    limit: Annotated[int, Meta(ge=1, le=limits.MAX_PAGE)] = 20


class SuggestQuery(Request):
    """What has been typed."""

    q: str = ""
    limit: Annotated[int, Meta(ge=1, le=limits.MAX_SUGGESTIONS)] = 8


class RelatedQuery(Request):
    """How many reports are wanted."""

    limit: Annotated[int, Meta(ge=1, le=limits.MAX_RELATED)] = 6


class TagQuery(Request):
    """Which tags are wanted."""

    prefix: str = ""
    limit: Annotated[int, Meta(ge=1, le=limits.MAX_PAGE)] = 20


def search_reports(call: Call) -> Reply:
    """GET /api/reports: search and browse."""
    wanted = call.parameters(SearchQuery)
    page = call.library.discovery.search(
        wanted.words,
        actor=call.actor,
        filters=wanted.filters,
        sort=wanted.sort,
        cursor=wanted.cursor,
        limit=wanted.limit,
    )
    return Reply(body=linked(page, call.site.link))


def count_facets(call: Call) -> Reply:
    """GET /api/facets: what the reports have in common that the same search finds."""
    wanted = call.parameters(FacetQuery)
    facets = call.library.discovery.facets(wanted.words, actor=call.actor, filters=wanted.filters)
    return Reply(body=facets)


def suggest(call: Call) -> Reply:
    """GET /api/suggest: titles, tags, authors, packages and columns that begin so."""
    wanted = call.parameters(SuggestQuery)
    typed = wanted.q[: limits.MAX_QUERY]
    return Reply(body=call.library.discovery.suggest(typed, actor=call.actor, limit=wanted.limit))


def list_tags(call: Call) -> Reply:
    """GET /api/tags: tags in use, the most used first."""
    wanted = call.parameters(TagQuery)
    prefix = wanted.prefix[: limits.MAX_TAG]
    return Reply(body=call.library.discovery.tags(prefix, actor=call.actor, limit=wanted.limit))


def list_related(call: Call) -> Reply:
    """GET /api/reports/{id}/related: reports that are near to this one, and why."""
    limit = call.parameters(RelatedQuery).limit
    found = call.library.discovery.related(call.path["id"], actor=call.actor, limit=limit)
    return Reply(body=linked(found, call.site.link))


def find_near(call: Call) -> Reply:
    """POST /api/near: reports that are near to something that is being written."""
    found = call.library.discovery.near(call.json(Probe), actor=call.actor)
    return Reply(body=linked(found, call.site.link))


def star_report(call: Call) -> Reply:
    """PUT /api/reports/{id}/star: keep a report among one's stars."""
    return Reply(body=call.library.collecting.star(call.path["id"], True, actor=call.actor))


def unstar_report(call: Call) -> Reply:
    """DELETE /api/reports/{id}/star: take the star away."""
    return Reply(body=call.library.collecting.star(call.path["id"], False, actor=call.actor))


def count_view(call: Call) -> Reply:
    """PUT /api/reports/{id}/view: count a reading; once a day for each reader."""
    call.library.collecting.viewed(call.path["id"], actor=call.actor)
    return Reply(body=Received())


def list_searches(call: Call) -> Reply:
    """GET /api/searches: one's saved searches, by name."""
    return Reply(body=call.library.collecting.searches(actor=call.actor))


def save_search(call: Call) -> Reply:
    """POST /api/searches: keep a search; one of the same name is replaced."""
    saved = call.library.collecting.save_search(call.json(SearchToSave), actor=call.actor)
    return Reply(body=saved, status=201)


def forget_search(call: Call) -> Reply:
    """DELETE /api/searches/{search}: forget a saved search; the answer is what is left."""
    left = call.library.collecting.forget_search(call.path["search"], actor=call.actor)
    return Reply(body=left)


DISCOVERY_ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint(
        method="GET",
        path="/api/reports",
        run=search_reports,
        answer=HitPage,
        query=SearchQuery,
        errors=(400, 503),
    ),
    Endpoint(
        method="GET",
        path="/api/facets",
        run=count_facets,
        answer=Facets,
        query=FacetQuery,
        errors=(400, 503),
    ),
    Endpoint(
        method="GET",
        path="/api/suggest",
        run=suggest,
        answer=Suggestions,
        query=SuggestQuery,
        errors=(400, 503),
    ),
    Endpoint(
        method="GET",
        path="/api/tags",
        run=list_tags,
        answer=TagList,
        query=TagQuery,
        errors=(400, 503),
    ),
    Endpoint(
        method="GET",
        path="/api/reports/{id}/related",
        run=list_related,
        answer=RelatedList,
        query=RelatedQuery,
        errors=(400, 404, 503),
    ),
    Endpoint(
        method="POST",
        path="/api/near",
        run=find_near,
        answer=RelatedList,
        body=Probe,
        errors=(400, 413, 503),
    ),
    Endpoint(
        method="PUT",
        path="/api/reports/{id}/star",
        run=star_report,
        answer=Stars,
        errors=(404, 413, 503, 507),
    ),
    Endpoint(
        method="DELETE",
        path="/api/reports/{id}/star",
        run=unstar_report,
        answer=Stars,
        errors=(404, 503, 507),
    ),
    Endpoint(
        method="PUT",
        path="/api/reports/{id}/view",
        run=count_view,
        answer=Received,
        errors=(404, 503, 507),
    ),
    Endpoint(
        method="GET",
        path="/api/searches",
        run=list_searches,
        answer=SavedSearchList,
        errors=(503,),
    ),
    Endpoint(
        method="POST",
        path="/api/searches",
        run=save_search,
        answer=SavedSearch,
        status=201,
        body=SearchToSave,
        errors=(400, 413, 503, 507),
    ),
    Endpoint(
        method="DELETE",
        path="/api/searches/{search}",
        run=forget_search,
        answer=SavedSearchList,
        errors=(404, 503, 507),
    ),
)
