"""The author's side of a publication, over any library."""

from .desk import Desk
from .jobs import JobBoard
from .publication import Publication

__all__ = ["Desk", "JobBoard", "Publication"]
