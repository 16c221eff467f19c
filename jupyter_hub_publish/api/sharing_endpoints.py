"""The routes by which people are let in: those one can name, and those who ask."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from ..domain import limits
from ..domain.records import (
    AccessDecision,
    AccessRequestList,
    AskedForList,
    AskForAccess,
    KnownList,
    Received,
    Request,
)
from .call import Call, Reply
from .endpoint import Endpoint
from .links import linked


class PeopleQuery(Request):
    """Whose names are wanted."""

    prefix: Annotated[str, Meta(max_length=limits.MAX_NAME)] = ""
    limit: Annotated[int, Meta(ge=1, le=limits.MAX_PAGE)] = 20


def list_people(call: Call) -> Reply:
    """GET /api/people: people and groups that a report can be meant for."""
    wanted = call.parameters(PeopleQuery)
    sharing = call.library.sharing
    return Reply(body=sharing.people(wanted.prefix, actor=call.actor, limit=wanted.limit))


def ask_for_access(call: Call) -> Reply:
    """POST /api/reports/{id}/access: ask to be let in; the answer tells nothing."""
    message = call.json(AskForAccess).message
    asked = call.library.sharing.ask(call.path["id"], message, actor=call.actor)
    return Reply(body=asked, status=202)


def list_requests(call: Call) -> Reply:
    """GET /api/requests: who asks to see one's reports."""
    return Reply(body=linked(call.library.sharing.requests(actor=call.actor), call.site.link))


def list_asked(call: Call) -> Reply:
    """GET /api/asked: what one has asked to see, and what may be known of it."""
    return Reply(body=linked(call.library.sharing.asked(actor=call.actor), call.site.link))


def decide_request(call: Call) -> Reply:
    """POST /api/requests/{request}: let somebody in, or do not; the answer is what is left."""
    granted = call.json(AccessDecision).granted
    left = call.library.sharing.decide(call.path["request"], granted, actor=call.actor)
    return Reply(body=linked(left, call.site.link))


SHARING_ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint(
        method="GET",
        path="/api/people",
        run=list_people,
        answer=KnownList,
        query=PeopleQuery,
        errors=(400, 503),
    ),
    Endpoint(
        method="POST",
        path="/api/reports/{id}/access",
        run=ask_for_access,
        answer=Received,
        status=202,
        body=AskForAccess,
        errors=(400, 413, 503, 507),
    ),
    Endpoint(
        method="GET",
        path="/api/requests",
        run=list_requests,
        answer=AccessRequestList,
        errors=(503,),
    ),
    Endpoint(method="GET", path="/api/asked", run=list_asked, answer=AskedForList, errors=(503,)),
    Endpoint(
        method="POST",
        path="/api/requests/{request}",
        run=decide_request,
        answer=AccessRequestList,
        body=AccessDecision,
        errors=(400, 404, 413, 503, 507),
    ),
)
