"""How a table of endpoints becomes a host's routes: the same patterns and headers for all."""

from __future__ import annotations

import re
from typing import Any

from ..api.call import Site
from ..web import feed_headers, page_headers, shell_headers, vendor_headers, web_headers
from .dataset_forms import DATASET_FORMS
from .dataset_pages import DATASET_PAGES
from .pages import LINK, PAGE, PREVIEW_PAGE, PREVIEW_SHELL, RELATED, SHELL, VENDOR
from .web_feeds import FEEDS, FEEDS_PAGE
from .web_forms import WEB_FORMS
from .web_pages import WEB_PAGES

PAGES = (*WEB_PAGES, *DATASET_PAGES, FEEDS_PAGE)
"""The hub's pages for people without Jupyter."""
FORMS = (*WEB_FORMS, *DATASET_FORMS)
"""What is done on them."""


def pattern(path: str) -> str:
    """A route's names are one part of its path each, but for `path`, which is all of its rest."""
    whole = path.replace("{path}", r"(?P<path>.+)")
    return re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", whole) + "$"


def headers_of(path: str) -> dict[str, Any]:
    """The headers of all answers under a path, and whether other sites may link to it."""
    if path in (LINK.path, SHELL.path):
        return {"headers": _shell, "cross_site": True}
    if any(path == feed.path for feed in FEEDS):
        return {"headers": _feed, "cross_site": True}
    if any(path == page.path for page in PAGES):
        return {"headers": _web, "cross_site": True}
    if any(path == form.path for form in FORMS):
        return {"headers": _web}
    if path in (PREVIEW_SHELL.path, RELATED.path):
        return {"headers": _shell}
    if path in (PAGE.path, PREVIEW_PAGE.path):
        return {"headers": _page}
    if path == VENDOR.path:
        return {"headers": _vendor, "cross_site": True}
    return {}


def _page(site: Site) -> dict[str, str]:
    return page_headers(site.host, site.base, allowed=site.allowed)


def _shell(site: Site) -> dict[str, str]:
    return shell_headers(site.host, site.base, "", framed=True)


def _web(site: Site) -> dict[str, str]:
    return web_headers(site.host, site.base)


def _feed(site: Site) -> dict[str, str]:
    return feed_headers()


def _vendor(site: Site) -> dict[str, str]:
    return vendor_headers()
