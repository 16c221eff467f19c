"""The trusted documents around a page, their files, and the headers that keep pages apart."""

from __future__ import annotations

from .addresses import Asked
from .browsing import (
    Frame,
    Home,
    asked_document,
    help_document,
    home_document,
    missing_document,
    requests_document,
    results_document,
    searches_document,
    told_document,
)
from .comparing import compared_document
from .datasets import (
    DatasetShown,
    Wanted,
    dataset_document,
    dataset_versions_document,
    datasets_document,
)
from .documents import (
    Bar,
    message_document,
    preview_document,
    related_document,
    shell_document,
)
from .elsewhere import elsewhere
from .feeds import Feed, FeedPage, feed_document, feed_path, feeds_document
from .headers import (
    api_headers,
    download_headers,
    feed_headers,
    page_headers,
    shell_headers,
    vendor_headers,
    web_headers,
)
from .vendored import Vendored, vendored

__all__ = [
    "Asked",
    "Bar",
    "DatasetShown",
    "Feed",
    "FeedPage",
    "Frame",
    "Home",
    "Vendored",
    "Wanted",
    "api_headers",
    "asked_document",
    "compared_document",
    "dataset_document",
    "dataset_versions_document",
    "datasets_document",
    "download_headers",
    "elsewhere",
    "feed_document",
    "feed_headers",
    "feed_path",
    "feeds_document",
    "help_document",
    "home_document",
    "message_document",
    "missing_document",
    "page_headers",
    "preview_document",
    "related_document",
    "requests_document",
    "results_document",
    "searches_document",
    "shell_document",
    "shell_headers",
    "told_document",
    "vendor_headers",
    "vendored",
    "web_headers",
]
