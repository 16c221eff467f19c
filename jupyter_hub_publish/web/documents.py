"""The shell and the messages are made from records, escaped by the template and by nothing else."""

from __future__ import annotations

from functools import cache
from urllib.parse import quote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined

from ..domain.records import ReportDetail
from .vendored import vendored


def shell_document(
    detail: ReportDetail,
    *,
    number: int,
    latest: int,
    base: str,
    embedded: bool,
    theme: str | None,
    scripts: bool = True,
) -> bytes:
    """The document that frames version `number` of a report; `base` like `/user/ada/hub-publish/`.

    `embedded` in JupyterLab, whose tab has a header of its own; `theme` is light, dark, or None for
    the one that the reader's system has. Without `scripts` neither the shell nor the page runs any.
    """
    # A page without scripts can follow nothing but the reader's system; so does its shell.
    theme = theme if theme in ("light", "dark") and scripts else None
    asked = {"theme": theme or "", "in": "lab" if embedded else ""}
    query = urlencode({name: value for name, value in asked.items() if value})
    return _document(
        "shell.html.j2",
        base,
        report=detail,
        number=number,
        latest=latest,
        embedded=embedded,
        theme=theme,
        # In the document and not by its script: the page need not wait for the shell.
        query=f"?{query}" if query else "",
        scripts=scripts,
        read=f"{base}read/{detail.id}/{number}",
        page=f"{base}page/{detail.id}/{number}",
        lab=f"{_parent(base)}lab?hub-publish-report={quote(detail.id)}",
        copy=detail.url or f"{base}r/{detail.id}",
        link=(detail.url or "").replace(detail.id, "{id}") or f"{base}r/{{id}}",
    )


def message_document(title: str, text: str, hint: str, base: str) -> bytes:
    """The small page that stands where a report cannot be shown."""
    return _document("message.html.j2", base, title=title, text=text, hint=hint)


def _document(template: str, base: str, **values: object) -> bytes:
    def vendor(name: str) -> str:
        """Its address; the query changes with the file, which browsers keep for a year."""
        file = vendored(name)
        assert file is not None, name
        return f"{base}vendor/{name}?v={file.etag.strip(chr(34))[:12]}"

    text = _environment().get_template(template).render(base=base, vendor=vendor, **values)
    return text.encode("utf-8", "replace")


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("jupyter_hub_publish.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _parent(base: str) -> str:
    return base.rstrip("/").rsplit("/", 1)[0] + "/"
