"""The kernel's side of a handoff: a frame is written as a table that others can trust, and read."""

from .reading import read_handoff
from .writing import handoff

__all__ = ["handoff", "read_handoff"]
