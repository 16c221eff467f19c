"""A title becomes the name of a file or folder that every file system takes."""

from __future__ import annotations

import re

_UNFIT = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')
MAX_NAME = 100  # characters; with any encoding far below what file systems take
_BYTES = 200  # of them; the number that is added, or an ending, has room after it


def file_name(title: str) -> str:
    """A title as the stem of a file's name, without what file systems refuse."""
    name = " ".join(_UNFIT.sub(" ", title).split()).strip(". ")
    name = name[:MAX_NAME].encode("utf-8", "replace")[:_BYTES].decode("utf-8", "ignore")
    return name.strip(". ") or "Report"
