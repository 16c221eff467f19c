"""The one tar format in which a version travels; member names are data and never become paths."""

from .reader import read
from .records import FORMAT, Bundle, Manifest
from .writer import write

__all__ = ["FORMAT", "Bundle", "Manifest", "read", "write"]
