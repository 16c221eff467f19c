"""A process of its own that keeps an index current, for tests that run several and kill some."""

from __future__ import annotations

import sys
from pathlib import Path

from reports_in_memory import caught_up, ids, many


def main(folder: str, start: str, end: str) -> None:
    """Let a library grow from one size to the other, catching up with each report; say how far."""
    for count in range(int(start), int(end) + 1):
        index = caught_up(Path(folder), many(count))
        assert len(ids(index, "common")) == min(count, 100)
        sys.stdout.write(f"{count}\n")
        sys.stdout.flush()


main(*sys.argv[1:])
