"""What differs between two versions: pure, and quick enough for a service to answer.

`compare(before, after)` takes a `Side` for each: the version as readers are told of it, its
notebook, and its files by the names of their contents.
"""

from __future__ import annotations

from .comparison import Side, compare

__all__ = ["Side", "compare"]
