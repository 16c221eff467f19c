"""Paths that lead nowhere on another machine, and the home folders that name their owner."""

from __future__ import annotations

import re

from .patterns import Pattern
from .texts import Text

_ROOTS = r"/(?:home|Users|mnt|media|Volumes|root|scratch|gpfs|nfs)/"
_WINDOWS = r"[A-Za-z]:(?:\\{1,2}|/)"
_KEYWORDS = ("/home/", "/users/", "/mnt/", "/media/", "/volumes/", "/root/", "/scratch/", "/gpfs/",
             "/nfs/")  # fmt: skip
_IN_QUOTES = (
    rf"(?<=[\"'])((?:{_ROOTS}|~/|{_WINDOWS}(?=[\w .-]{{1,80}}[\\/.]))[^\"'\n]{{1,300}}?)(?=[\"'])"
)
_BARE = rf"(?<![\w./:~\"'-])({_ROOTS}[\w.-][^\s\"'`<>|;,)\]}}]{{1,300}})"
_HOME = (
    r"(?<![\w.~-])(/home/[A-Za-z0-9._-]{1,40}|/Users/[A-Za-z0-9._-]{1,40}"
    r"|[A-Za-z]:\\{1,2}Users\\{1,2}[A-Za-z0-9._-]{1,40})(?![\w-])"
)
_NOBODY = re.compile(
    r".*[/\\](?:jovyan|user|username|you|me|name|runner|ubuntu|app|docker|coder|shared|public|all|home"
    r"|default|guest|work|data|test)\Z",
    re.IGNORECASE,
)
_OWNER = re.compile(r"^(/home/|/Users/|[A-Za-z]:[\\/]{1,2}Users[\\/]{1,2})[^/\\]+")


def _names_somebody(value: str, match: re.Match[str], text: Text) -> bool:
    """Whether it is the folder of a person: accounts of that name are everybody's."""
    return _NOBODY.match(value) is None


PATHS = (
    Pattern(
        "own-path",
        (*_KEYWORDS, "~/", ":\\", ":/"),
        _IN_QUOTES,
        before=3,
        places=frozenset({"code"}),
    ),
    Pattern("own-path", _KEYWORDS, _BARE, before=3, places=frozenset({"code"})),
    Pattern(
        "own-folder",
        ("/home/", "/users/", "\\users\\"),
        _HOME,
        before=8,
        after=100,
        places=frozenset({"text", "output", "metadata"}),
        judge=_names_somebody,
    ),
)


def without_owner(path: str) -> str:
    """The path as it may be shown: `/home/…/data/posts.csv`."""
    return _OWNER.sub(r"\1…", path)
