"""What people do on the web pages without a script: a form is posted, and leads to a page."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import parse_qs, quote

from msgspec import Meta
from msgspec.structs import replace

from ..api.call import MAX_FORM, Call, Reply
from ..api.discovery_endpoints import SearchQuery
from ..api.endpoint import Endpoint
from ..domain import limits
from ..domain.errors import BadInput
from ..domain.records import Request, SearchToSave
from .web_feeds import post_feeds
from .web_pages import HTML, shown


class StarForm(Request):
    """The star in the bar above a report."""

    starred: bool
    version: Annotated[int, Meta(ge=1, le=999_999_999)]
    """The version that is being read, where the reader stays."""


class AccessForm(Request):
    """Please let me see it."""

    message: Annotated[str, Meta(max_length=limits.MAX_MESSAGE)] = ""


class DecisionForm(Request):
    """Whether somebody is let in."""

    granted: bool


class SaveForm(Request):
    """A search to come back to."""

    name: Annotated[str, Meta(min_length=1, max_length=limits.MAX_SEARCH_NAME)]
    search: Annotated[str, Meta(max_length=MAX_FORM)]
    """The query of its address."""


class NoForm(Request):
    """A button that says everything."""


def post_star(call: Call) -> Reply:
    """POST /reports/{id}/star: keep a report among one's stars, or take the star away."""
    wanted, id = call.form(StarForm), call.path["id"]
    call.library.collecting.star(id, wanted.starred, actor=call.actor)
    return _see_other(call, f"read/{quote(id)}/{wanted.version}")


def post_access(call: Call) -> Reply:
    """POST /read/{id}/access: ask to be let in; it leads to the same page for whatever id."""
    call.library.sharing.ask(call.path["id"], call.form(AccessForm).message, actor=call.actor)
    return _see_other(call, "asked")


def post_decision(call: Call) -> Reply:
    """POST /requests/{request}: let somebody in, or do not."""
    granted = call.form(DecisionForm).granted
    call.library.sharing.decide(call.path["request"], granted, actor=call.actor)
    return _see_other(call, "requests")


def post_search(call: Call) -> Reply:
    """POST /searches/save: keep a search."""
    form = call.form(SaveForm)
    try:
        query = parse_qs(form.search, max_num_fields=limits.MAX_VALUES)
    except ValueError as error:
        raise BadInput("The search has too many filters to be saved.") from error
    wanted = replace(call, query=query).parameters(SearchQuery)
    search = SearchToSave(
        name=form.name,
        words=wanted.q[: limits.MAX_QUERY],
        filters=wanted.filters,
        sort=wanted.sort,
    )
    call.library.collecting.save_search(search, actor=call.actor)
    return _see_other(call, "searches")


def post_forgotten(call: Call) -> Reply:
    """POST /searches/{search}/forget: forget a saved search."""
    call.form(NoForm)
    call.library.collecting.forget_search(call.path["search"], actor=call.actor)
    return _see_other(call, "searches")


def _see_other(call: Call, path: str) -> Reply:
    return Reply(status=303, headers={"Location": f"{call.site.base}{path}"}, content_type=HTML)


WEB_FORMS: tuple[Endpoint, ...] = tuple(
    Endpoint(method="POST", path=path, run=shown(run), answer=HTML, status=303, body="form")
    for path, run in (
        ("/reports/{id}/star", post_star),
        ("/read/{id}/access", post_access),
        ("/requests/{request}", post_decision),
        ("/searches/save", post_search),
        ("/searches/{search}/forget", post_forgotten),
        ("/feeds/token", post_feeds),
    )
)
