"""Images that a notebook names by path: which those are, and what counts as an image."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import unquote

from .notebook import Notebook, joined, outputs_of

MAX_PICTURE = 5_000_000  # bytes of one
MAX_PICTURES = 200
MAX_ALL = 20_000_000  # bytes of all of them
_MOST = 400_000  # characters of a cell; a longer one is shown as its text
_NAMES = (
    re.compile(r"!\[[^\]\n]{0,2000}\]\(\s*(?:<([^<>\n]{1,1000})>|([^\s()<>]{1,1000}))"),
    re.compile(r"^ {0,3}\[[^\]\n]{1,200}\]:\s*(?:<([^<>\n]{1,1000})>|(\S{1,1000}))", re.MULTILINE),
    re.compile(
        r"""<img\b[^<>]*?\ssrc\s*=\s*(?:"([^"<>]{1,1000})"|'([^'<>]{1,1000})'|([^\s"'<>]{1,1000}))""",
        re.I,
    ),
)
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|/|#|\\", re.IGNORECASE)
_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)


def pictures_named(notebook: Notebook) -> tuple[str, ...]:
    """The paths beside the notebook that its texts name where an image could stand."""
    names: dict[str, bool] = {}
    for cell in notebook["cells"]:
        for text in _texts(cell):
            names.update(dict.fromkeys(_named(text), True))
    return tuple(names)[:MAX_PICTURES]


def _texts(cell: dict[str, Any]) -> Iterator[str]:
    """A cell's Markdown, and what its outputs show as Markdown or HTML."""
    if cell.get("cell_type") == "markdown":
        yield joined(cell.get("source"))
    for output in outputs_of(cell):
        data = output.get("data")
        if isinstance(data, dict):
            yield from (joined(data.get(mime)) for mime in ("text/markdown", "text/html"))


def picture_name(address: str) -> str:
    """The path that an address in a text means; empty where it means none beside the notebook."""
    name = unquote(unescape(address)).split("?")[0].split("#")[0].strip()
    if not name or "\0" in name or _ELSEWHERE.match(name):
        return ""
    return name


def media_type(content: bytes) -> str | None:
    """Which of the five kinds of images these bytes are, if any."""
    for magic, kind in _MAGIC:
        if content.startswith(magic):
            return kind
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    head = content[:4000].lstrip(b"\xef\xbb\xbf \t\r\n")
    return "image/svg+xml" if head.startswith(b"<") and b"<svg" in head else None


def _named(source: str) -> Iterator[str]:
    for pattern in _NAMES if len(source) <= _MOST else ():
        for match in pattern.finditer(source):
            if name := picture_name(next(filter(None, match.groups()))):
                yield name
