"""The table of all routes that any host serves, each a function of three to ten lines."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from .. import __version__
from ..domain import limits
from ..domain.access import audiences_of
from ..domain.comparisons import Comparison
from ..domain.records import (
    Audience,
    Health,
    Limits,
    Me,
    Published,
    ReportDetail,
    ReportEdits,
    Request,
    RestoreRequest,
    Version,
    VersionList,
)
from .call import Call, Reply
from .dataset_endpoints import DATASET_ENDPOINTS
from .discovery_endpoints import DISCOVERY_ENDPOINTS
from .endpoint import Endpoint, stated_number, version_number
from .file_endpoints import FILE_ENDPOINTS
from .links import linked
from .sharing_endpoints import SHARING_ENDPOINTS


class DiffQuery(Request):
    """Which version to compare with: a number, or `latest`."""

    to: Annotated[str, Meta(pattern="^(latest|[1-9][0-9]{0,8})$")] = "latest"


def read_me(call: Call) -> Reply:
    """GET /api/me: who asks, of which library, and what can be done there."""
    begins = call.library.beginning(actor=call.actor)
    me = Me(
        name=call.actor.name,
        display_name=call.actor.display_name or call.actor.name,
        library=call.library.info,
        link=call.site.link,
        audiences=_begun_with(begins.audience, audiences_of(call.library.info.shape)),
        people=begins.people,
        groups=call.library.groups(actor=call.actor),
        limits=Limits(
            bundle_bytes=limits.MAX_BUNDLE,
            title_length=limits.MAX_TITLE,
            summary_length=limits.MAX_SUMMARY,
            tags=limits.MAX_TAGS,
            tag_length=limits.MAX_TAG,
            message_length=limits.MAX_MESSAGE,
            attachments_bytes=limits.MAX_ATTACHMENTS_BYTES,
            attachments=limits.MAX_ATTACHMENTS,
        ),
        program=__version__,
    )
    return Reply(body=me)


def _begun_with(usual: Audience, offered: tuple[Audience, ...]) -> tuple[Audience, ...]:
    return (usual, *(audience for audience in offered if audience != usual))


def publish_report(call: Call) -> Reply:
    """POST /api/reports: publish a bundle as a new report."""
    key = call.headers.get("idempotency-key")
    made = call.library.publishing.publish_new(call.body, actor=call.actor, key=key)
    return Reply(body=linked(made, call.site.link), status=201)


def publish_version(call: Call) -> Reply:
    """POST /api/reports/{id}/versions: publish a bundle as the next version of a report."""
    key = call.headers.get("idempotency-key")
    made = call.library.publishing.publish_version(
        call.path["id"], call.body, actor=call.actor, key=key
    )
    return Reply(body=linked(made, call.site.link), status=201)


def read_report(call: Call) -> Reply:
    """GET /api/reports/{id}: a report and its newest version."""
    report = call.library.reading.open_latest(call.path["id"], actor=call.actor)
    return Reply(body=linked(report, call.site.link))


def list_versions(call: Call) -> Reply:
    """GET /api/reports/{id}/versions: all versions, the newest first."""
    return Reply(body=call.library.reading.versions(call.path["id"], actor=call.actor))


def edit_report(call: Call) -> Reply:
    """PATCH /api/reports/{id}: change what is said about a report, or take its withdrawal back."""
    edits = call.json(ReportEdits)
    report = call.library.curating.edit(call.path["id"], edits, actor=call.actor)
    return Reply(body=linked(report, call.site.link))


def withdraw_report(call: Call) -> Reply:
    """DELETE /api/reports/{id}: hide a report; it can be brought back for 30 days."""
    report = call.library.curating.withdraw(call.path["id"], actor=call.actor)
    return Reply(body=linked(report, call.site.link))


def set_cover(call: Call) -> Reply:
    """PUT /api/reports/{id}/cover: another picture for the report, PNG or WebP."""
    picture = call.body.read(limits.MAX_THUMBNAIL + 1)
    report = call.library.curating.set_cover(call.path["id"], picture, actor=call.actor)
    return Reply(body=linked(report, call.site.link))


def restore_version(call: Call) -> Reply:
    """POST /api/reports/{id}/versions/{n}/restore: an old version becomes the newest."""
    message = call.json(RestoreRequest).message
    made = call.library.publishing.restore(
        call.path["id"], stated_number(call), message=message, actor=call.actor
    )
    return Reply(body=linked(made, call.site.link), status=201)


def erase_version(call: Call) -> Reply:
    """DELETE /api/reports/{id}/versions/{n}: remove a version's bytes and text for good."""
    report = call.library.curating.erase(call.path["id"], stated_number(call), actor=call.actor)
    return Reply(body=linked(report, call.site.link))


def compare_versions(call: Call) -> Reply:
    """GET /api/reports/{id}/versions/{n}/diff: what differs between two versions."""
    to = call.parameters(DiffQuery).to
    comparison = call.library.reading.compare(
        call.path["id"],
        stated_number(call),
        None if to == "latest" else int(to),
        actor=call.actor,
    )
    return Reply(body=comparison)


def read_version(call: Call) -> Reply:
    """GET /api/reports/{id}/versions/{n}: one version; `latest` is the newest."""
    number = version_number(call)
    return Reply(body=call.library.reading.version(call.path["id"], number, actor=call.actor))


def read_openapi(call: Call) -> Reply:
    """GET /api/openapi.json: this interface as an OpenAPI document."""
    from .openapi import document_bytes

    return Reply(body=document_bytes())


def read_health(call: Call) -> Reply:
    """GET /health: that the process answers; says nothing about the library."""
    return Reply(body=Health(status="ok"))


_REPORT = (404, 503)
_PUBLISH = (400, 403, 404, 409, 413, 422, 429, 503, 507)
_CURATE = (400, 403, 404, 409, 413, 503, 507)

ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint(method="GET", path="/api/me", run=read_me, answer=Me, errors=(503,)),
    *DISCOVERY_ENDPOINTS,
    Endpoint(
        method="POST",
        path="/api/reports",
        run=publish_report,
        answer=Published,
        status=201,
        body="bundle",
        errors=_PUBLISH,
    ),
    Endpoint(
        method="POST",
        path="/api/reports/{id}/versions",
        run=publish_version,
        answer=Published,
        status=201,
        body="bundle",
        errors=_PUBLISH,
    ),
    Endpoint(
        method="GET", path="/api/reports/{id}", run=read_report, answer=ReportDetail, errors=_REPORT
    ),
    Endpoint(
        method="GET",
        path="/api/reports/{id}/versions",
        run=list_versions,
        answer=VersionList,
        errors=_REPORT,
    ),
    Endpoint(
        method="GET",
        path="/api/reports/{id}/versions/{n}",
        run=read_version,
        answer=Version,
        errors=_REPORT,
    ),
    Endpoint(
        method="PATCH",
        path="/api/reports/{id}",
        run=edit_report,
        answer=ReportDetail,
        body=ReportEdits,
        errors=_CURATE,
    ),
    Endpoint(
        method="DELETE",
        path="/api/reports/{id}",
        run=withdraw_report,
        answer=ReportDetail,
        errors=_CURATE,
    ),
    Endpoint(
        method="PUT",
        path="/api/reports/{id}/cover",
        run=set_cover,
        answer=ReportDetail,
        body="picture",
        errors=_CURATE,
    ),
    Endpoint(
        method="POST",
        path="/api/reports/{id}/versions/{n}/restore",
        run=restore_version,
        answer=Published,
        status=201,
        body=RestoreRequest,
        errors=_CURATE,
    ),
    Endpoint(
        method="DELETE",
        path="/api/reports/{id}/versions/{n}",
        run=erase_version,
        answer=ReportDetail,
        errors=_CURATE,
    ),
    Endpoint(
        method="GET",
        path="/api/reports/{id}/versions/{n}/diff",
        run=compare_versions,
        answer=Comparison,
        query=DiffQuery,
        errors=(400, 404, 413, 503),
    ),
    *SHARING_ENDPOINTS,
    *DATASET_ENDPOINTS,
    *FILE_ENDPOINTS,
    Endpoint(method="GET", path="/api/openapi.json", run=read_openapi, answer="application/json"),
    Endpoint(method="GET", path="/health", run=read_health, answer=Health, public=True),
)
