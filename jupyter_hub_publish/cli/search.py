"""`jupyter hub-publish search QUERY`: what the sidebar finds, as text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from traitlets import Enum, Int

from ..domain.records import Highlight, Hit, HitPage, Ignored, Sort
from .command import Command, print_json

_INDENT = " " * 13  # under the title, which stands behind the id
_NOT_UNDERSTOOD: dict[str, str] = {
    "filter": "no filter of that name, or without a value",
    "date": "no date such as 2026, 2026-09 or 2026-09-01",
    "state": "no state: mine, starred, archived or ran-clean",
    "operator": "nothing stands beside it",
    "quote": "the other quotation mark is missing",
    "bracket": "the other bracket is missing",
    "length": "longer than a query may be",
    "number": "more words than are looked for at once",
}


class SearchCommand(Command):
    """Search the library. Several words are one search.

    The query is that of the sidebar's search box: "phrases", AND, OR, NOT and brackets, and filters
    such as author:ada, package:pandas, after:2026-09 or is:archived. Where a word begins with a
    hyphen, put the whole query in quotes, or write NOT.
    """

    name = "search"
    wants = "what to search for"
    usage = "QUERY"
    description = __doc__
    aliases = {
        **Command.aliases,
        "limit": "SearchCommand.limit",
        "sort": "SearchCommand.sort",
    }

    limit = Int(20, min=1, max=100, help="How many reports to print, at most.").tag(config=True)
    sort = Enum(
        get_args(Sort),
        default_value="relevance",
        help="Which reports come first: the most relevant ones, or those that are newest (first"
        " published last), updated (last), starred (stars) or read (views) most, or read most in"
        " the past seven days (popular).",
    ).tag(config=True)

    def run(self) -> None:
        """Print what was found."""
        words = " ".join(self.words())
        with self.library() as library:
            page = library.discovery.search(
                words, actor=self.actor, sort=self.sort, limit=self.limit
            )
        if self.json:
            print_json(_as_json(page))
            return
        for line in _told(page):
            print(line)


def _told(page: HitPage) -> Iterator[str]:
    if page.total is None:
        yield "The search index is not up to date; this is what it holds already:"
    else:
        yield f"{page.total} {'report' if page.total == 1 else 'reports'}"
    if page.understood is not None:
        yield f"Understood as: {page.understood.text or 'everything'}"
        for ignored in page.understood.ignored:
            yield f"Left out: {ignored.text} ({_NOT_UNDERSTOOD[ignored.reason]})"
    if page.correction is not None:
        yield f"Did you mean: {page.correction}"
    for hit in page.hits:
        yield from ("", f"{hit.id}  {hit.title}")
        numbers = (f" · {hit.stars} ★" if hit.stars else "") + _older(hit)
        yield f"{_INDENT}{', '.join(hit.authors)} · {hit.updated:%d %b %Y}{numbers}"
        for why in hit.highlights[:1]:
            yield f"{_INDENT}{_place(why)}{' '.join(why.text.split())}"


def _older(hit: Hit) -> str:
    return f" · found in version {hit.found_in}" if hit.found_in else ""


def _place(why: Highlight) -> str:
    named = f"{why.field} " if why.field in ("package", "column", "file") else ""
    return f"cell {why.cell}: {named}" if why.cell else ""


def _as_json(page: HitPage) -> dict[str, Any]:
    understood = page.understood
    return {
        "total": page.total,
        "hits": [_hit_as_json(hit) for hit in page.hits],
        "current": page.current,
        "understood": understood and understood.text,
        "ignored": [_ignored_as_json(each) for each in (understood.ignored if understood else ())],
        "correction": page.correction,
    }


def _ignored_as_json(ignored: Ignored) -> dict[str, str]:
    return {"text": ignored.text, "reason": ignored.reason}


def _hit_as_json(hit: Hit) -> dict[str, Any]:
    return {
        "id": hit.id,
        "title": hit.title,
        "authors": hit.authors,
        "updated": hit.updated,
        "highlights": [
            {"field": why.field, "cell": why.cell, "text": why.text} for why in hit.highlights
        ],
    }
