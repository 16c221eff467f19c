"""HTML with scripts: what it loads from elsewhere, and what of that ships with us.

A library that ships with us is loaded from here, whatever version the author named; the scripts of
the output then wait for it, in their order. Everything else stays as it was written: the policy of
the page decides in the reader's browser what may be loaded, and the page says what was not.
"""

from __future__ import annotations

import re
from html import escape, unescape
from typing import NamedTuple
from urllib.parse import urlsplit

_OPENING = re.compile(r"<script\b([^<>]*)>", re.I)
_WHOLE = re.compile(r"<script\b([^<>]*)>(.*?)</script\s*>", re.I | re.S)
_LINK = re.compile(r"<link\b[^<>]*>", re.I)
_SOURCE = re.compile(r"""\s(?:src|href)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.I)
_TYPE = re.compile(r"""\stype\s*=\s*["']?([^\s"'>]*)["']?""", re.I)
_IMPORT = re.compile(r"""\s*import\s+["']([^"']+)["'];?\s*""")
_FRAME = re.compile(r"<iframe\b[^<>]*>", re.I)
_ANY = re.compile(r"<(?:script|iframe|link)\b", re.I)
_CODE = ("", "text/javascript", "application/javascript", "module")
_LIBRARIES = (
    ("plotly", re.compile(r"plotly(?:\.js[\w-]*(?:@[\w.-]+)?)?(?:[/\w.-]*/)?[\w.-]*(?:\.js)?$")),
    ("vega", re.compile(r"/vega(?:-lite|-embed)?(?:@[\w.-]+)?(?:/[\w./-]*)?$")),
    ("bokeh", re.compile(r"/bokeh(?:-widgets|-tables|-gl|-api|-mathjax)?-3[\w.-]*\.js$")),
    ("map", re.compile(r"/leaflet(?:@[\w.-]+)?(?:/[\w./-]*)?(?:leaflet[\w.-]*)?\.(?:js|css)$")),
    ("mermaid", re.compile(r"/mermaid(?:@[\w.-]+)?(?:/[\w./-]*)?(?:\.js)?$")),
)
# Typesetting is ours anyway: a second MathJax would only look for formulas in prices.
_NEEDLESS = re.compile(r"mathjax|/tex-(?:svg|chtml|mml)", re.I)
_INLINED = (("plotly", "plotly.js v"), ("bokeh", "Bokeh Contributors"), ("map", "Leaflet 1."))
_LARGE = 100_000  # characters of a script, from which on it is looked at as a library


class Scripted(NamedTuple):
    """HTML, and what it needs."""

    html: str
    needs: tuple[str, ...] = ()
    """Libraries that ship with us."""
    hosts: tuple[str, ...] = ()
    """Hosts of what does not."""


def scripted(html: str) -> Scripted:
    """The HTML as the page holds it."""
    if not _ANY.search(html):
        return Scripted(html)
    needs: dict[str, bool] = {}
    hosts: dict[str, bool] = {}

    def whole(match: re.Match[str]) -> str:
        code = match[2]
        source = _source(match[1]) or _imported(code)
        name = _library(source) if source else _inlined(code)
        if not source and "docs_json" in code and "embed_items" in code:
            needs["bokeh"] = True
        if name:
            needs[name] = True
            return ""
        if source and _NEEDLESS.search(source):
            return ""
        if host := _host(source):
            hosts[host] = True
        return match[0]

    def link(match: re.Match[str]) -> str:
        source = _source(match[0])
        if name := _library(source):
            needs[name] = True
            return ""
        if (host := _host(source)) and "stylesheet" in match[0].lower():
            hosts[host] = True
        return match[0]

    # Up to the last end tag only: looking for one that is not there would take n² steps.
    end = html.lower().rfind("</script") + 9
    html = _LINK.sub(link, _WHOLE.sub(whole, html[:end]) + html[end:])
    for frame in _FRAME.findall(html):
        if host := _host(_source(frame)):
            hosts[host] = True
    if needs:
        html = _OPENING.sub(_waiting, html)
        html = f'<i class="needs" data-needs="{escape(" ".join(needs))}" hidden></i>{html}'
    return Scripted(html, tuple(needs), tuple(hosts))


def _waiting(match: re.Match[str]) -> str:
    """A script that the page's own script will run when its libraries are there."""
    kind = _TYPE.search(match[1])
    if (kind[1].lower() if kind else "") not in _CODE:
        return match[0]
    attributes = _TYPE.sub("", match[1])
    told = f' data-type="{kind[1]}"' if kind and kind[1] else ""
    return f'<script type="text/x-waiting"{told}{attributes}>'


def _source(attributes: str) -> str:
    match = _SOURCE.search(attributes)
    return unescape(next((group for group in match.groups() if group), "")) if match else ""


def _imported(code: str) -> str:
    match = _IMPORT.fullmatch(code) if len(code) < 1_000 else None
    return match[1] if match else ""


def _library(source: str) -> str:
    if not _host(source):
        return ""
    path = urlsplit(source)._replace(query="", fragment="").geturl().lower()
    return next((name for name, pattern in _LIBRARIES if pattern.search(path)), "")


def _inlined(code: str) -> str:
    if len(code) < _LARGE:
        return ""
    head = code[:5_000]
    return next((name for name, banner in _INLINED if banner in head), "")


def _host(source: str) -> str:
    try:
        parts = urlsplit(source.strip())
    except ValueError:
        return ""
    return (parts.hostname or "")[:200] if parts.scheme in ("", "http", "https") else ""
