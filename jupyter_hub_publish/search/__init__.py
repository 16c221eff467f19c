"""tantivy lives here and only here: finds reports by their words, and shows where they stand."""

from __future__ import annotations

from .finding import Found
from .highlighting import highlights
from .index import SearchIndex
from .likeness import Alike

__all__ = ["Alike", "Found", "SearchIndex", "highlights"]
