"""What a page shows from other servers is found in its text, where no script of it can say so."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

MOST = 6  # that are named
_WORDS = {b"img": "image", b"video": "video", b"audio": "sound"}
# In scripts and comments there is only text, however it looks, and an image that is all of a link
# leaves the link's name. What is not closed goes on to the end: no letter is looked at twice.
_TAG = re.compile(
    rb"<script\b.*?(?:</script|\Z)|<!--.*?(?:-->|\Z)|<a\s[^<>]*>\s*<img\s[^<>]*>\s*</a>"
    rb"|<(img|video|audio|source)\s([^<>]*)",
    re.DOTALL | re.IGNORECASE,
)
_SOURCE = re.compile(
    rb"(?:^|[\s\"'])src\s*=\s*(?:[\"']\s*)?(?:https?:)?//([^/?#\s\"'<>\\]{1,200})", re.IGNORECASE
)


def elsewhere(html: bytes) -> tuple[str, ...]:
    """Such as `an image from pictures.example.org`, in the order of the page."""
    found = list(Counter(_asked(html)).items())
    named = [
        f"{count} {word}s from {host}" if count > 1 else f"{_article(word)} {word} from {host}"
        for (word, host), count in found[:MOST]
    ]
    rest = len(found) - MOST
    return (*named, f"{rest} more") if rest > 0 else tuple(named)


def _asked(html: bytes) -> Iterable[tuple[str, str]]:
    """What is shown and from which host, once for each element."""
    around = b"video"
    for match in _TAG.finditer(html):
        name, attributes = match.groups()
        if name is None:
            continue
        name = name.lower()
        if name in (b"video", b"audio"):
            around = name
        source = _SOURCE.search(attributes)
        if source:
            host = source.group(1).rpartition(b"@")[2].decode("utf-8", "replace")
            yield _WORDS.get(name, _WORDS[around]), host


def _article(word: str) -> str:
    return "an" if word[0] in "aeiou" else "a"
