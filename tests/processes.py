"""Whether a process is there, and the numbers of those that tests start."""

from __future__ import annotations

import time
from pathlib import Path


def is_running(pid):
    """Whether it is there, and not only waiting for its parent to take notice of its end."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def is_gone(pid, *, within=5.0):
    """Whether it ends in this time."""
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        if not is_running(pid):
            return True
        time.sleep(0.05)
    return False


def written(file, *, within=30.0):
    """The number in this file, as soon as somebody has written one."""
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        if file.exists() and (number := file.read_text().strip()):
            return int(number)
        time.sleep(0.02)
    raise AssertionError(f"nobody has written {file}")
