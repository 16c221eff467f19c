"""tantivy lives here and only here: finds reports by their words, and shows where they stand."""

from __future__ import annotations

from .highlighting import highlights
from .index import Found, SearchIndex

__all__ = ["Found", "SearchIndex", "highlights"]
