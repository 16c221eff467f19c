"""The headers that decide what a document may do; each rule names what would happen without it.

A page runs its author's scripts in front of every reader, so it may neither act as the reader nor
send anything anywhere: an opaque origin (`sandbox` without `allow-same-origin`), no source outside
the vendored files, and around it a shell whose `frame-src` is the page's own path, without which
the page could carry data away by navigating itself.
"""

from __future__ import annotations

import re
from urllib.parse import quote

from ..domain.errors import BadInput
from ..domain.sources import is_source

_HOST = re.compile(r"[A-Za-z0-9.-]+(:\d{1,5})?|\[[0-9A-Fa-f:.]+\](:\d{1,5})?")
# A browser that may not say where a form comes from says that it comes from nowhere, as a sandboxed
# page's would.
_POSTING = {"Referrer-Policy": "same-origin"}
# For what no Content-Security-Policy covers: WebRTC, which could carry anything out, and what a
# browser connects to before it asks the policy. Chromium has it; other browsers ignore it.
_CONNECTIONS = {"Connection-Allowlist": "(response-origin)"}
_PERMISSIONS = (
    "camera=(), microphone=(), geolocation=(), usb=(), serial=(), clipboard-read=(), payment=(), "
    "display-capture=(), fullscreen=()"
)


def page_headers(
    host: str,
    base: str,
    *,
    printing: bool = False,
    scripts: bool = True,
    allowed: tuple[str, ...] = (),
) -> dict[str, str]:
    """For every answer of /page/: 200, 304, HEAD and errors. The caller adds the ETag.

    `host` as the browser sees it, without a scheme; `base` like `/user/ada/hub-publish/`; `allowed`
    are the hosts that an admin lets pages load from, and so send to, each like `cdn.example.org`.
    Only `printing` may open dialogs, and without `scripts` nothing is allowed at all.
    """
    vendor = _source(host, base, "vendor/")
    if not scripts:
        return _document(_still(vendor)) | _CONNECTIONS
    others = "".join(f" {each}" for each in allowed if is_source(each))
    policy = {
        # Named by the header and not by the frame: it holds at the page's own address too.
        "sandbox": "allow-scripts allow-downloads" + (" allow-modals" if printing else ""),
        "default-src": "'none'",
        # Charts are inline scripts, and some of them compile their expressions.
        "script-src": f"'unsafe-inline' 'unsafe-eval' blob: data: {vendor}{others}",
        "style-src": f"'unsafe-inline' {vendor}{others}",
        "img-src": f"data: blob:{others}",
        "media-src": f"data: blob:{others}",
        "font-src": f"data: {vendor}{others}",
        "worker-src": "blob:",
        "connect-src": f"data: blob:{others}",
        "frame-src": "'none'",
        "object-src": "'none'",
        "form-action": "'none'",
        "base-uri": "'none'",
        "frame-ancestors": "'self'",
    }
    # Where an admin lets pages reach other hosts, the policy alone says which.
    return _document(policy) | ({} if others else _CONNECTIONS)


def _still(vendor: str) -> dict[str, str]:
    """The policy of a page that is only looked at."""
    return {
        "sandbox": "",
        "default-src": "'none'",
        "script-src": "'none'",
        "style-src": f"'unsafe-inline' {vendor}",
        "img-src": "data:",
        "media-src": "data:",
        "font-src": f"data: {vendor}",
        "form-action": "'none'",
        "base-uri": "'none'",
        "frame-ancestors": "'self'",
    }


def shell_headers(
    host: str,
    base: str,
    page_path: str,
    *,
    framed: bool,
    related_path: str = "",
    star_path: str = "",
) -> dict[str, str]:
    """For the shell around the page at `page_path`; `framed` where JupyterLab may frame it.

    For a document of ours that frames nothing, `page_path` is empty. What names other reports shows
    their pictures, and loads them from `related_path`. To `star_path` goes the form that
    stars the report, and below `api/` the shell's script does the same.
    """
    vendor = _source(host, base, "vendor/")
    pictures = " " + _source(host, base, "api/reports/") if related_path else ""
    policy = {
        "default-src": "'none'",
        "script-src": vendor,
        "style-src": vendor,
        "img-src": f"data: {vendor}{pictures}",
        "font-src": vendor,
        # The exact path: with 'self' the page could go to any address of this host.
        "frame-src": _source(host, page_path, "") if page_path else "'none'",
        "object-src": "'none'",
        "form-action": "'none'",
        "base-uri": "'none'",
        "frame-ancestors": "'self'" if framed else "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "'none'",
    }
    asked = [_source(host, related_path, "")] if related_path else []
    if star_path:
        asked.append(_source(host, base, f"api/{star_path}"))
        policy["form-action"] = _source(host, base, star_path)
    if asked:
        policy["connect-src"] = " ".join(asked)
    return _document(policy) | (_POSTING if star_path else {})


def web_headers(
    host: str, base: str, *, form_path: str = "", search_path: str = "search", script: str = ""
) -> dict[str, str]:
    """For the pages on which things are found: pictures and forms of our own, and no scripts.

    But for a vendored `script`, where one is named: the page does without it as well. A form that
    is posted goes to `form_path`, or below it where it ends with a slash.
    """
    forms = [search_path, *([form_path] if form_path else [])]
    vendor = _source(host, base, "vendor/")
    policy = {
        "default-src": "'none'",
        "style-src": vendor,
        "img-src": f"data: {_source(host, base, 'api/reports/')}",
        "font-src": vendor,
        "object-src": "'none'",
        "form-action": " ".join(_source(host, base, path) for path in forms),
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    if script:
        policy["script-src"] = vendor + script
        policy |= {"require-trusted-types-for": "'script'", "trusted-types": "'none'"}
    return _document(policy) | (_POSTING if form_path else {})


def feed_headers() -> dict[str, str]:
    """For a feed: what its address holds goes nowhere, and its reader asks whether it is new."""
    return api_headers() | {
        "Content-Type": "application/atom+xml; charset=utf-8",
        "Cache-Control": "private, no-cache",
    }


def vendor_headers() -> dict[str, str]:
    """For vendored files: readable from a page's opaque origin, kept for a year."""
    return {
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
        "Access-Control-Allow-Origin": "*",
        "Cross-Origin-Resource-Policy": "cross-origin",
        "Cache-Control": "public, max-age=31536000, immutable",
    }


def api_headers() -> dict[str, str]:
    """For every JSON answer."""
    return {
        "Content-Type": "application/json",
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "no-store",
    }


def download_headers(filename: str, content_type: str) -> dict[str, str]:
    """For a file of the author's that is saved and never shown."""
    name = quote(filename.replace("/", "_").replace("\\", "_"), safe="")
    return {
        "Content-Type": content_type,
        "Content-Disposition": f"attachment; filename*=UTF-8''{name}",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "private, no-cache",
    }


def _document(policy: dict[str, str]) -> dict[str, str]:
    return {
        "Content-Type": "text/html; charset=utf-8",
        "Content-Security-Policy": "; ".join(
            f"{name} {value}".rstrip() for name, value in policy.items()
        ),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": _PERMISSIONS,
        "Cache-Control": "private, no-cache",
    }


def _source(host: str, base: str, rest: str) -> str:
    """A CSP source without a scheme: behind a proxy we do not know which one the browser uses."""
    if not _HOST.fullmatch(host):
        raise BadInput("The request names no host that we understand.")
    # What a base may hold and a policy may not: `;` and `,` would begin another directive.
    return host + quote(base, safe="/%:@!$&()*+=~-._") + rest
