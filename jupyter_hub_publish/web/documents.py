"""The shell and the messages are made from records, escaped by the template and by nothing else."""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache
from urllib.parse import quote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined

from ..domain.records import Record, RelatedList, ReportDetail, Version
from .likeness import reasons_of
from .vendored import vendored

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class _Opening(Record):
    """How a page begins, which its shell shows while the page is on its way."""

    title: str
    summary: str = ""
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    number: int = 0


class Bar(Record):
    """What the bar above a report offers, where it has one."""

    versions: tuple[Version, ...] = ()
    """All of them, the newest first."""
    lab: str | None = None
    """Where the reader's JupyterLab is; None where it lies beside `base`."""
    home: bool = False
    """Whether the library's web pages are around it, with their forms; not in one's own server."""
    token: str = ""
    """What a form has to repeat."""


def shell_document(
    detail: ReportDetail,
    version: Version,
    *,
    base: str,
    embedded: bool,
    theme: str | None,
    bar: Bar | None = None,
    scripts: bool = True,
    missing: tuple[str, ...] = (),
) -> bytes:
    """The document that frames a version of a report; `base` like `/user/ada/hub-publish/`.

    `embedded` in JupyterLab, whose tab has a header of its own; `theme` is light, dark, or None for
    the one that the reader's system has. Without `scripts` neither the shell nor the page runs any,
    and the shell says what is `missing`.
    """
    number, bar = version.number, bar or Bar()
    lab = bar.lab or f"{_parent(base)}lab"
    return _shell(
        base,
        report=detail,
        opening=_opening(detail, version),
        title=detail.title,
        id=detail.id,
        number=number,
        latest=detail.version,
        bar=bar,
        embedded=embedded,
        theme=theme,
        in_lab=embedded,
        scripts=scripts,
        missing=missing,
        read=f"{base}read/{detail.id}/{number}",
        page=f"{base}page/{detail.id}/{number}",
        lab=f"{lab}?hub-publish-report={quote(detail.id)}",
        copy=detail.url or f"{base}r/{detail.id}",
        link=(detail.url or "").replace(detail.id, "{id}") or f"{base}r/{{id}}",
    )


def preview_document(
    title: str,
    *,
    id: str,
    base: str,
    link: str | None,
    theme: str | None,
    scripts: bool = True,
    missing: tuple[str, ...] = (),
) -> bytes:
    """The shell around a page that is not published yet: it has no bar, no report and no link."""
    return _shell(
        base,
        opening=_Opening(title=title),
        title=title,
        id="",
        embedded=True,
        bar=Bar(),
        theme=theme,
        scripts=scripts,
        missing=missing,
        read=f"{base}preview/{id}/shell",
        page=f"{base}preview/{id}/page",
        copy="",
        link=link or f"{base}r/{{id}}",
    )


def _opening(detail: ReportDetail, version: Version) -> _Opening | None:
    """In the words of the page, which an edit leaves as they were published."""
    if version.erased:
        return None
    if version.number != detail.version:
        return _Opening(title=version.title)  # what else it says, only the page knows
    return _Opening(
        title=version.title,
        summary=detail.summary,
        authors=detail.authors,
        published=version.published,
        number=version.number,
    )


def related_document(detail: ReportDetail, found: RelatedList, *, base: str) -> bytes:
    """The datasets that a report reads and writes, and the reports that are near to it, and why.

    By itself, or for a shell that takes them out.
    """
    tables = [("writes", each) for each in detail.datasets.writes]
    tables += [("reads", each) for each in detail.datasets.reads]
    return document(
        "related.html.j2",
        base,
        title=detail.title,
        id=detail.id,
        tables=tables,
        related=[(report, reasons_of(report.reasons)) for report in found.reports],
    )


def _shell(
    base: str, *, theme: str | None, scripts: bool, in_lab: bool = False, **values: object
) -> bytes:
    """`in_lab` where a tab of JupyterLab shows the title, which the page then leaves to it."""
    # A page without scripts can follow nothing but the reader's system; so does its shell.
    known = theme if theme in ("light", "dark") and scripts else None
    asked = {"theme": known or "", "in": "lab" if in_lab else ""}
    # In the document and not by its script: the page need not wait for the shell.
    query = urlencode({name: value for name, value in asked.items() if value})
    return document(
        "shell.html.j2",
        base,
        theme=known,
        in_lab=in_lab,
        scripts=scripts,
        query=f"?{query}" if query else "",
        **values,
    )


def message_document(title: str, text: str, hint: str, base: str) -> bytes:
    """The small page that stands where a report cannot be shown."""
    return document("message.html.j2", base, title=title, text=text, hint=hint)


def document(template: str, base: str, **values: object) -> bytes:
    """A template filled with values; `base` is the path under which all routes lie."""

    def vendor(name: str) -> str:
        """Its address; the query changes with the file, which browsers keep for a year."""
        file = vendored(name)
        assert file is not None, name
        return f"{base}vendor/{name}?v={file.etag.strip(chr(34))[:12]}"

    text = _environment().get_template(template).render(base=base, vendor=vendor, **values)
    return text.encode("utf-8", "replace")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("jupyter_hub_publish.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["day"] = _day
    environment.filters["segment"] = _segment
    environment.filters["xml"] = _xml
    return environment


def _day(when: datetime) -> str:
    return f"{when.day} {when:%B %Y}"


def _segment(text: str) -> str:
    """As one part of a path, whatever it holds."""
    return quote(text, safe="")


def _xml(text: str) -> str:
    """Without what no XML document may hold, however it is escaped."""
    return _NO_XML.sub("", text)


def _parent(base: str) -> str:
    return base.rstrip("/").rsplit("/", 1)[0] + "/"
