"""The trusted documents around a page, their files, and the headers that keep pages apart."""

from __future__ import annotations

from .addresses import Asked
from .browsing import Frame, Home, help_document, home_document, results_document
from .documents import (
    message_document,
    preview_document,
    related_document,
    shell_document,
)
from .elsewhere import elsewhere
from .headers import (
    api_headers,
    download_headers,
    page_headers,
    shell_headers,
    vendor_headers,
    web_headers,
)
from .vendored import Vendored, vendored

__all__ = [
    "Asked",
    "Frame",
    "Home",
    "Vendored",
    "api_headers",
    "download_headers",
    "elsewhere",
    "help_document",
    "home_document",
    "message_document",
    "page_headers",
    "preview_document",
    "related_document",
    "results_document",
    "shell_document",
    "shell_headers",
    "vendor_headers",
    "vendored",
    "web_headers",
]
