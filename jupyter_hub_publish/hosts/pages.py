"""The routes that answer with documents instead of JSON: links, shells, pages, their files."""

from __future__ import annotations

import gzip
import logging
import re
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from ..api.call import Call, Reply
from ..api.endpoint import Endpoint, version_number
from ..api.errors import status_of
from ..api.links import linked
from ..domain.content import Content
from ..domain.errors import NotFound, PublishError
from ..domain.ids import is_report_id
from ..domain.records import Actor, ReportDetail
from ..web import (
    Bar,
    elsewhere,
    message_document,
    missing_document,
    page_headers,
    preview_document,
    related_document,
    shell_document,
    shell_headers,
    told_document,
    vendor_headers,
    vendored,
    web_headers,
)
from .web_pages import frame_of

if TYPE_CHECKING:  # it takes a second to load; a server's start must not pay it
    from ..library.interface import Library

log = logging.getLogger(__name__)
HTML = "text/html; charset=utf-8"
RELATED_SHOWN = 4
_PREVIEW_ID = re.compile(r"[0-9a-f]{32}")


def follow_link(call: Call) -> Reply:
    """GET /r/{id}: the permanent link, which leads into JupyterLab, or to the shell without it."""
    id = call.path["id"]
    if call.site.web:
        return _see_other(f"{call.site.base}read/{quote(id, safe='')}/latest")
    if not is_report_id(id):
        return _message(call, NotFound("There is no report here that you may see."))
    if call.site.lab is not None:
        # Whether there is such a report is told by JupyterLab, in the same words for all.
        return _see_other(f"{call.site.lab}?hub-publish-report={id}")
    return _see_other(f"{call.site.base}read/{id}/latest")


def read_shell(call: Call) -> Reply:
    """GET /read/{id}/{n}: the shell around a page."""
    framed, scripts = call.query.get("in") == ["lab"], _with_scripts(call)
    try:
        report = call.library.reading.open_latest(call.path["id"], actor=call.actor)
    except NotFound as error:
        return _missing(call) if call.site.web else _message(call, error)
    except PublishError as error:
        return _unavailable(call, error)
    try:
        number = version_number(call) or report.version
        version = call.library.reading.version(report.id, number, actor=call.actor)
        bar = Bar() if framed else _bar(call, report)
    except PublishError as error:
        return _unavailable(call, error)
    # Without scripts the page cannot say it in its place.
    still = not scripts and not version.erased
    document = shell_document(
        linked(report, call.site.link),
        version,
        base=call.site.base,
        embedded=framed,
        bar=bar,
        theme=_theme(call),
        scripts=scripts,
        missing=elsewhere(_read(call, report.id, number)) if still else (),
    )
    counted = partial(_count_view, call.library, report.id, call.actor)
    headers = _around(call, report.id, number, framed=framed)
    return Reply(body=document, content_type=HTML, headers=headers, afterwards=counted)


def _bar(call: Call, report: ReportDetail) -> Bar:
    return Bar(
        versions=call.library.reading.versions(report.id, actor=call.actor).versions,
        lab=call.site.lab,
        home=call.site.web,
        token=call.token,
    )


def _around(call: Call, id: str, number: int, *, framed: bool) -> dict[str, str]:
    host, base = call.site.host, call.site.base
    return shell_headers(
        host,
        base,
        f"{base}page/{id}/{number}",
        framed=framed,
        related_path="" if framed else f"{base}related/{id}",
        star_path=f"reports/{id}/star" if call.site.web and not framed else "",
    )


def _missing(call: Call) -> Reply:
    """The same page for what is missing and for what is meant for others."""
    asked = call.library.sharing.asked(actor=call.actor).asked
    before = next((each for each in asked if each.id == call.path["id"]), None)
    document = missing_document(frame_of(call), token=call.token, before=before)
    form = f"read/{quote(call.path['id'][:100], safe='')}/access"
    headers = web_headers(call.site.host, call.site.base, form_path=form)
    return Reply(body=document, status=404, content_type=HTML, headers=headers)


def _unavailable(call: Call, error: PublishError) -> Reply:
    if not call.site.web:
        return _message(call, error)
    title = "Not found" if isinstance(error, NotFound) else "Not available"
    document = told_document(title, error.message, error.hint, frame_of(call))
    headers = web_headers(call.site.host, call.site.base)
    return Reply(body=document, status=status_of(error), content_type=HTML, headers=headers)


def _count_view(library: Library, report: str, actor: Actor) -> None:
    try:
        library.collecting.viewed(report, actor=actor)
    except PublishError as error:  # a number may be missing; the report was read all the same
        log.debug("A reading was not counted: %s", error.message)


def read_related(call: Call) -> Reply:
    """GET /related/{id}: the reports that are near to one, for whoever has read it."""
    id, site = call.path["id"], call.site
    try:
        report = call.library.reading.open_latest(id, actor=call.actor)
        found = call.library.discovery.related(id, actor=call.actor, limit=RELATED_SHOWN)
    except PublishError as error:
        return _message(call, error)
    document = related_document(report, found, base=site.base)
    own = f"{site.base}related/{report.id}"
    headers = shell_headers(site.host, site.base, "", framed=False, related_path=own)
    return Reply(body=document, content_type=HTML, headers=headers)


def _read(call: Call, report: str, number: int) -> bytes:
    page = call.library.reading.page(report, number, actor=call.actor)
    return gzip.decompress(b"".join(page.gzip()))


def read_page(call: Call) -> Reply:
    """GET /page/{id}/{n}: the page, for a sandboxed frame only."""
    id, number = call.path["id"], call.path["n"]
    return _page(
        call,
        lambda: call.library.reading.page(id, version_number(call), actor=call.actor),
        shell=f"read/{id}/{number}" if is_report_id(id) and number.isalnum() else None,
        shells=f"read/{id}/",
    )


def preview_shell(call: Call) -> Reply:
    """GET /preview/{id}/shell: the shell around a page that is not published yet."""
    id, site = call.path["id"], call.site
    try:
        preview = call.desk.previews.get(id)
    except PublishError as error:
        return _message(call, error)
    scripts = _with_scripts(call)
    document = preview_document(
        preview.title,
        id=id,
        base=site.base,
        link=site.link,
        theme=_theme(call),
        scripts=scripts,
        missing=() if scripts else elsewhere(preview.html),
    )
    page = f"{site.base}preview/{id}/page"
    headers = shell_headers(site.host, site.base, page, framed=True)
    return Reply(body=document, content_type=HTML, headers=headers)


def preview_page(call: Call) -> Reply:
    """GET /preview/{id}/page: a page that is not published yet, as hostile as any other."""
    id = call.path["id"]
    shell = f"preview/{id}/shell"
    return _page(
        call,
        lambda: call.desk.previews.get(id).html,
        shell=shell if _PREVIEW_ID.fullmatch(id) else None,
        shells=shell,
        etag=f'"{id}"' if _PREVIEW_ID.fullmatch(id) else None,
    )


def _page(
    call: Call,
    read: Callable[[], Content | bytes],
    *,
    shell: str | None,
    shells: str,
    etag: str | None = None,
) -> Reply:
    """A page under its policy; `shell` shows it, if there can be one, and so do all `shells`."""
    printing, scripts = "print" in call.query, _with_scripts(call)
    headers = page_headers(
        call.site.host,
        call.site.base,
        printing=printing,
        scripts=scripts,
        allowed=call.site.allowed,
    )
    if shell is not None and not _in_its_shell(call, shells):
        # Somebody has opened the frame's address: the shell shows it.
        query = "" if scripts else "?scripts=off"
        reply = _see_other(f"{call.site.base}{shell}{query}")
        return Reply(status=reply.status, headers={**headers, **reply.headers}, content_type=HTML)
    try:
        page = read()
    except PublishError as error:
        return _message(call, error, headers)
    return Reply(body=page, content_type=HTML, headers=headers, etag=etag)


def _in_its_shell(call: Call, shells: str) -> bool:
    """Whether the page is asked for by the frame of its own shell.

    Alone in a tab, a page could imitate a page of the server, and carry what is typed there away by
    navigating. Browsers say what they load a document for, except on plain http; there the address
    of the shell has to be the referrer, which only a document of this server can bring about.
    """
    wanted = call.headers.get("sec-fetch-dest")
    if wanted is not None:
        return wanted == "iframe"
    try:
        referrer = urlsplit(call.headers.get("referer", ""))
    except ValueError:
        return False
    own = referrer.path.startswith(call.site.base + shells)
    return referrer.netloc == call.site.host and own


def _theme(call: Call) -> str | None:
    theme = call.query.get("theme", [""])[-1]
    return theme if theme in ("light", "dark") else None


def _with_scripts(call: Call) -> bool:
    return call.query.get("scripts") != ["off"]


def read_vendored(call: Call) -> Reply:
    """GET /vendor/{name}: a file that ships with the program."""
    file = vendored(call.path["name"])
    if file is None:
        raise NotFound("There is no such file.")
    return Reply(body=file.content, content_type=file.content_type, headers=vendor_headers())


def _see_other(address: str) -> Reply:
    return Reply(status=303, headers={"Location": address}, content_type=HTML)


def _message(call: Call, error: PublishError, headers: dict[str, str] | None = None) -> Reply:
    title = "Not found" if isinstance(error, NotFound) else "Not available"
    document = message_document(title, error.message, error.hint, call.site.base)
    if headers is None:
        headers = shell_headers(call.site.host, call.site.base, "", framed=True)
    return Reply(body=document, status=status_of(error), content_type=HTML, headers=headers)


LINK = Endpoint(method="GET", path="/r/{id}", run=follow_link, answer=HTML)
SHELL = Endpoint(method="GET", path="/read/{id}/{n}", run=read_shell, answer=HTML)
RELATED = Endpoint(method="GET", path="/related/{id}", run=read_related, answer=HTML)
PAGE = Endpoint(method="GET", path="/page/{id}/{n}", run=read_page, answer=HTML)
PREVIEW_SHELL = Endpoint(method="GET", path="/preview/{id}/shell", run=preview_shell, answer=HTML)
PREVIEW_PAGE = Endpoint(method="GET", path="/preview/{id}/page", run=preview_page, answer=HTML)
VENDOR = Endpoint(method="GET", path="/vendor/{name}", run=read_vendored, answer="", public=True)
