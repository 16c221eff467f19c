"""The trusted documents around a page, their files, and the headers that keep pages apart."""

from __future__ import annotations

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
)
from .vendored import Vendored, vendored

__all__ = [
    "Vendored",
    "api_headers",
    "download_headers",
    "elsewhere",
    "message_document",
    "page_headers",
    "preview_document",
    "related_document",
    "shell_document",
    "shell_headers",
    "vendor_headers",
    "vendored",
]
