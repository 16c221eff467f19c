"""The routes that answer with a file of a version, to be saved or shown, and never run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Annotated
from urllib.parse import quote

from msgspec import Meta

from ..domain.records import Request
from .call import Call, Reply
from .endpoint import Endpoint, version_number


class ThumbnailQuery(Request):
    """The tag of the picture: it changes the address with the picture, and nothing else."""

    v: Annotated[str, Meta(max_length=64)] = ""


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


FILE_ENDPOINTS: tuple[Endpoint, ...] = (
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
)
