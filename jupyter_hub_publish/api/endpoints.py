"""The table of all routes that any host serves, each a function of three to ten lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import IO, Annotated, Any, Literal
from urllib.parse import quote

from msgspec import Meta

from .. import __version__
from ..domain import limits
from ..domain.comparisons import Comparison
from ..domain.errors import BadInput, NotFound
from ..domain.records import (
    Health,
    HitPage,
    Limits,
    Me,
    Published,
    Record,
    ReportDetail,
    ReportEdits,
    Request,
    RestoreRequest,
    Sort,
    TagList,
    Version,
    VersionList,
)
from .call import Call, Reply
from .links import linked

Body = Literal["bundle", "picture"]


class Endpoint(Record):
    """A route: how it is called, what it answers, and the function behind it."""

    method: Literal["GET", "POST", "PUT", "PATCH", "DELETE"]
    path: str
    run: Callable[[Call], Reply]
    answer: type[Record] | str
    """A record for JSON, else a media type."""
    status: int = 200
    query: type[Request] | None = None
    body: type[Request] | Body | None = None
    errors: tuple[int, ...] = ()
    public: bool = False
    """Whether it answers people who are not signed in."""

    @property
    def name(self) -> str:
        """The function's name: the operation's id in OpenAPI."""
        return self.run.__name__

    @property
    def summary(self) -> str:
        """The first line of the function's docstring, without the route."""
        return (self.run.__doc__ or "").partition("\n")[0].partition(": ")[2]


class SearchQuery(Request):
    """What to search for, and which part of the answer is wanted."""

    q: str = ""
    author: tuple[str, ...] = ()
    tag: tuple[str, ...] = ()
    sort: Sort | None = None
    cursor: str | None = None
    limit: Annotated[int, Meta(ge=1, le=limits.MAX_PAGE)] = 20


class TagQuery(Request):
    """Which tags are wanted."""

    prefix: str = ""
    limit: Annotated[int, Meta(ge=1, le=limits.MAX_PAGE)] = 20


class DiffQuery(Request):
    """Which version to compare with: a number, or `latest`."""

    to: Annotated[str, Meta(pattern="^(latest|[1-9][0-9]{0,8})$")] = "latest"


class ThumbnailQuery(Request):
    """The tag of the picture: it changes the address with the picture, and nothing else."""

    v: Annotated[str, Meta(max_length=64)] = ""


def read_me(call: Call) -> Reply:
    """GET /api/me: who asks, of which library, and what can be done there."""
    me = Me(
        name=call.actor.name,
        display_name=call.actor.display_name or call.actor.name,
        library=call.library.info,
        link=call.site.link,
        audiences=("everyone",),
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


def search_reports(call: Call) -> Reply:
    """GET /api/reports: search and browse."""
    wanted = call.parameters(SearchQuery)
    page = call.library.discovery.search(
        wanted.q[: limits.MAX_QUERY],
        actor=call.actor,
        authors=wanted.author,
        tags=wanted.tag,
        sort=wanted.sort,
        cursor=wanted.cursor,
        limit=wanted.limit,
    )
    return Reply(body=linked(page, call.site.link))


def list_tags(call: Call) -> Reply:
    """GET /api/tags: tags in use, the most used first."""
    wanted = call.parameters(TagQuery)
    prefix = wanted.prefix[: limits.MAX_TAG]
    return Reply(body=call.library.discovery.tags(prefix, actor=call.actor, limit=wanted.limit))


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


def read_attachment(call: Call) -> Reply:
    """GET /api/reports/{id}/versions/{n}/attachments/{path}: a file of a version."""
    path = call.path["path"]
    content = call.library.reading.attachment(
        call.path["id"], version_number(call), path, actor=call.actor
    )
    return Reply(body=content, content_type=FILE, headers=_as_any_file(path.rpartition("/")[2]))


def read_environment_file(call: Call) -> Reply:
    """GET /api/reports/{id}/versions/{n}/environment/{path}: how to make its environment again."""
    name = call.path["path"]
    content = call.library.reading.environment_file(
        call.path["id"], version_number(call), name, actor=call.actor
    )
    return Reply(body=content, content_type=FILE, headers=_as_any_file(name))


def read_version(call: Call) -> Reply:
    """GET /api/reports/{id}/versions/{n}: one version; `latest` is the newest."""
    number = version_number(call)
    return Reply(body=call.library.reading.version(call.path["id"], number, actor=call.actor))


def read_notebook(call: Call) -> Reply:
    """GET /api/reports/{id}/versions/{n}/notebook: the notebook, claiming no trust."""
    number = version_number(call)
    data = call.library.reading.notebook(call.path["id"], number, actor=call.actor)
    name = f"{call.path['id']}-{call.path['n']}.ipynb"
    return Reply(body=data, content_type=NOTEBOOK, headers=_as_file(name))


def read_bundle(call: Call) -> Reply:
    """GET /api/reports/{id}/versions/{n}/bundle: all of a version in one tar file."""
    number = version_number(call)
    file = call.library.reading.bundle(call.path["id"], number, actor=call.actor)
    name = f"{call.path['id']}-{call.path['n']}.tar"
    return Reply(body=_pieces(file), content_type=BUNDLE, headers=_as_file(name))


def read_thumbnail(call: Call) -> Reply:
    """GET /api/reports/{id}/versions/{n}/thumbnail: the picture that stands for a version."""
    tag = call.parameters(ThumbnailQuery).v
    number = version_number(call)
    picture = call.library.reading.thumbnail(call.path["id"], number, actor=call.actor)
    # Under the address that names this very picture. Private: not everyone may see the report.
    lasting = tag and number is not None and picture.etag.startswith(f'"{tag}')
    age = f"max-age={_A_YEAR}, immutable" if lasting else "no-cache"
    return Reply(
        body=picture.data,
        content_type=picture.media_type,
        headers={"Cache-Control": f"private, {age}"},
        etag=picture.etag,
    )


def read_openapi(call: Call) -> Reply:
    """GET /api/openapi.json: this interface as an OpenAPI document."""
    from .openapi import document_bytes

    return Reply(body=document_bytes())


def read_health(call: Call) -> Reply:
    """GET /health: that the process answers; says nothing about the library."""
    return Reply(body=Health(status="ok"))


def version_number(call: Call) -> int | None:
    """The number in the path, None for `latest`; raises NotFound for what is neither."""
    text = call.path["n"]
    if text == "latest":
        return None
    if text.isascii() and text.isdigit() and len(text) <= 9 and int(text) > 0:
        return int(text)
    raise NotFound("There is no such version.")


def stated_number(call: Call) -> int:
    """The number in the path, where `latest` will not do; raises BadInput for it."""
    number = version_number(call)
    if number is None:
        raise BadInput("Say which version.", hint="Give its number.")
    return number


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while piece := file.read(1_000_000):
            yield piece


def _as_file(name: str) -> dict[str, str]:
    # `name` holds nothing but an id and a number that have been found, so it needs no escaping.
    return {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }


def _as_any_file(name: str) -> dict[str, str]:
    # A name that an author chose: RFC 5987 takes any, and none can end the header.
    return {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }


FILE = "application/octet-stream"
NOTEBOOK = "application/x-ipynb+json"
BUNDLE = "application/x-tar"
PICTURE = "image/*"
_A_YEAR = 365 * 24 * 3600  # seconds
_REPORT = (404, 503)
_PUBLISH = (400, 403, 404, 409, 413, 422, 503, 507)
_CURATE = (400, 403, 404, 409, 413, 503, 507)

ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint(method="GET", path="/api/me", run=read_me, answer=Me, errors=(503,)),
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
        path="/api/tags",
        run=list_tags,
        answer=TagList,
        query=TagQuery,
        errors=(400, 503),
    ),
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
    Endpoint(
        method="GET",
        path="/api/reports/{id}/versions/{n}/attachments/{path}",
        run=read_attachment,
        answer=FILE,
        errors=_REPORT,
    ),
    Endpoint(
        method="GET",
        path="/api/reports/{id}/versions/{n}/environment/{path}",
        run=read_environment_file,
        answer=FILE,
        errors=_REPORT,
    ),
    Endpoint(
        method="GET",
        path="/api/reports/{id}/versions/{n}/notebook",
        run=read_notebook,
        answer=NOTEBOOK,
        errors=_REPORT,
    ),
    Endpoint(
        method="GET",
        path="/api/reports/{id}/versions/{n}/bundle",
        run=read_bundle,
        answer=BUNDLE,
        errors=_REPORT,
    ),
    Endpoint(
        method="GET",
        path="/api/reports/{id}/versions/{n}/thumbnail",
        run=read_thumbnail,
        answer=PICTURE,
        query=ThumbnailQuery,
        errors=(400, 404, 503),
    ),
    Endpoint(method="GET", path="/api/openapi.json", run=read_openapi, answer="application/json"),
    Endpoint(method="GET", path="/health", run=read_health, answer=Health, public=True),
)


def parameters_of(path: str) -> list[str]:
    """The `{names}` in a route's path, in order."""
    return [part[1:-1] for part in path.split("/") if part.startswith("{")]


def is_record(kind: Any) -> bool:
    """Whether an endpoint's answer or body is JSON of a record."""
    return isinstance(kind, type)
