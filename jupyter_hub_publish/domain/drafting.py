"""What a notebook proposes for its own publication: title, summary and tags."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Any

import yaml

from .cell_tags import wishes
from .limits import MAX_SUMMARY, MAX_TAG, MAX_TAGS, MAX_TITLE
from .notebook import Notebook, joined, plain
from .records import Record

_FRONT_MATTER = re.compile(
    r"\A\s*---[ \t]*\n(.{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL
)
_ATX_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(.+?)[ \t]*#*[ \t]*$", re.MULTILINE)
_SETEXT_HEADING = re.compile(r"^(\S[^\n]*)\n(?:={3,}|-{3,})[ \t]*$", re.MULTILINE)
_BOLD_LINE = re.compile(r"\A\s*(?:\*\*|__)([^*_\n]{1,300})(?:\*\*|__)[ \t]*(?:\n\s*\n|\n?\s*\Z)")
_NOT_PROSE = re.compile(r"^ {0,3}(#|>|[-*+] |\d{1,9}[.)] |```|~~~|\||!\[|<|\$\$|---|===|:::)")


class Proposal(Record):
    """Title, summary and tags, each with what it was taken from."""

    title: str
    summary: str
    tags: tuple[str, ...]
    stated: frozenset[str] = frozenset()
    """Which of `title`, `summary` and `tags` the author wrote into the front matter."""


def propose(notebook: Notebook, path: str) -> Proposal:
    """What to fill the publish dialog with.

    Title: front matter of the first raw or Markdown cell, else the first heading, else the file's
    name made readable. Summary: front matter, else the first paragraph. Tags: front matter.
    """
    stated = _front_matter(notebook)
    # What its author keeps back must not come out as the title, nor as the summary.
    prose = [
        joined(cell.get("source"))
        for cell in notebook["cells"]
        if cell["cell_type"] == "markdown" and wishes(cell).cell == "shown"
    ]
    prose = [_FRONT_MATTER.sub("", text) for text in prose]
    bold = _bold_line(prose)
    if bold:
        prose[0] = prose[0].replace(bold.group(0), "", 1)
    heading = plain(bold.group(1)) if bold else _first_heading(prose)
    title = _words(stated.get("title")) or heading or readable_name(path)
    summary = _first(stated, "summary", "tldr", "description", "subtitle") or _first_paragraph(
        prose
    )
    tags = clean_tags(stated.get("tags") or stated.get("keywords") or ())
    named = {"title": stated.get("title"), "tags": tags}
    named["summary"] = _first(stated, "summary", "tldr", "description", "subtitle")
    return Proposal(
        title=shortened(title, MAX_TITLE),
        summary=shortened(summary, MAX_SUMMARY),
        tags=tags,
        stated=frozenset(key for key, value in named.items() if value),
    )


def _front_matter(notebook: Notebook) -> dict[str, Any]:
    for cell in notebook["cells"]:
        if cell["cell_type"] in ("raw", "markdown"):
            return front_matter(joined(cell.get("source")))[0]
    return {}


def front_matter(source: str) -> tuple[dict[str, Any], str]:
    """What the front matter at the start of a cell states, and the cell's text after it.

    Only the notebook's first raw or Markdown cell has one. Nothing, and the whole text, where it is
    broken: then it is prose, and the author sees that the dialog lacks it.
    """
    match = _FRONT_MATTER.match(source)
    if not match:
        return {}, source
    try:
        stated = yaml.safe_load(match.group(1))
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}, source
    return (stated, source[match.end() :]) if isinstance(stated, dict) else ({}, source)


def _first(stated: dict[str, Any], *keys: str) -> str:
    return next((words for key in keys if (words := _words(stated.get(key)))), "")


def _words(value: object) -> str:
    return " ".join(str(value).split()) if isinstance(value, str | int | float) else ""


def _bold_line(prose: list[str]) -> re.Match[str] | None:
    """A line in bold before all else: many people write their title so."""
    return _BOLD_LINE.match(prose[0]) if prose else None


def _first_heading(prose: list[str]) -> str:
    for text in prose:
        text = re.sub(r"^(```|~~~).*?^\1", "", text, flags=re.DOTALL | re.MULTILINE)
        places = [match for p in (_ATX_HEADING, _SETEXT_HEADING) if (match := p.search(text))]
        if places:
            return " ".join(plain(min(places, key=lambda match: match.start()).group(1)).split())
    return ""


def _first_paragraph(prose: list[str]) -> str:
    for text in prose:
        text = re.sub(r"^(```|~~~).*?^\1[^\n]*", "", text, flags=re.DOTALL | re.MULTILINE)
        text = _SETEXT_HEADING.sub("", text)
        for paragraph in re.split(r"\n\s*\n", text):
            lines = [line for line in paragraph.splitlines() if not _ATX_HEADING.match(line)]
            if lines and not _NOT_PROSE.match(lines[0]) and (words := plain("\n".join(lines))):
                return " ".join(words.split())
    return ""


def readable_name(path: str) -> str:
    """`sales/2024-q3_churn.ipynb` as a title: `2024 q3 churn`."""
    stem = PurePosixPath(path).stem
    words = re.sub(r"[-_.\s]+", " ", stem).strip()
    return (words[:1].upper() + words[1:]) or "Untitled"


def shortened(text: str, limit: int) -> str:
    """At most so many characters, cut after a word and marked with an ellipsis."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[-80:] else cut).rstrip() + "…"


def clean_tag(tag: str) -> str:
    """A tag as it is stored: no `#` in front, one space between words, lower case."""
    return " ".join(tag.strip().lstrip("#").split()).lower()[:MAX_TAG].strip()


def clean_tags(tags: object) -> tuple[str, ...]:
    """The tags of a front matter, a list or a text with commas, each once and in order."""
    if isinstance(tags, str):
        tags = tags.split(",")
    if not isinstance(tags, list | tuple):
        return ()
    cleaned = (clean_tag(_words(tag)) for tag in tags)
    return tuple(dict.fromkeys(tag for tag in cleaned if tag))[:MAX_TAGS]
