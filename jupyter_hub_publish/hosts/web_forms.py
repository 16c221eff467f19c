"""What people do on the web pages without a script: a form is posted, and leads to a page."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from msgspec import Meta

from ..api.call import Call, Reply
from ..api.endpoint import Endpoint
from ..domain import limits
from ..domain.records import Request
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


def _see_other(call: Call, path: str) -> Reply:
    return Reply(status=303, headers={"Location": f"{call.site.base}{path}"}, content_type=HTML)


WEB_FORMS: tuple[Endpoint, ...] = tuple(
    Endpoint(method="POST", path=path, run=shown(run), answer=HTML, status=303, body="form")
    for path, run in (
        ("/reports/{id}/star", post_star),
        ("/read/{id}/access", post_access),
        ("/requests/{request}", post_decision),
    )
)
