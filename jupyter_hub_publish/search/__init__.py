"""tantivy lives here and only here: finds reports by their words, and shows where they stand."""

from __future__ import annotations

from .asking import Meant
from .finding import Found
from .highlighting import highlights
from .index import SearchIndex
from .keeping_up import Pace
from .likeness import Alike
from .state import IndexState

__all__ = ["Alike", "Found", "IndexState", "Meant", "Pace", "SearchIndex", "highlights"]
