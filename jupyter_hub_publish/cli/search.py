"""`jupyter hub-publish search WORDS`: what the sidebar finds, as text."""

from __future__ import annotations

from typing import Any

from traitlets import Int

from ..domain.records import Hit
from .command import Command, print_json


class SearchCommand(Command):
    """Search the library. Several words are one search."""

    name = "search"
    wants = "what to search for"
    usage = "WORDS"
    description = __doc__
    aliases = {**Command.aliases, "limit": "SearchCommand.limit"}

    limit = Int(20, min=1, max=100, help="How many reports to print, at most.").tag(config=True)

    def run(self) -> None:
        """Print what was found."""
        words = " ".join(self.words())
        with self.library() as library:
            page = library.discovery.search(words, actor=self.actor, limit=self.limit)
        if self.json:
            print_json({"total": page.total, "hits": [_as_json(hit) for hit in page.hits]})
            return
        print(f"{page.total} {'report' if page.total == 1 else 'reports'}")
        for hit in page.hits:
            print(f"\n{hit.id}  {hit.title}")
            print(f"             {', '.join(hit.authors)} · {hit.updated:%d %b %Y}")
            for why in hit.highlights[:1]:
                place = f"cell {why.cell}: " if why.cell else ""
                print(f"             {place}{' '.join(why.text.split())}")


def _as_json(hit: Hit) -> dict[str, Any]:
    return {
        "id": hit.id,
        "title": hit.title,
        "authors": hit.authors,
        "updated": hit.updated,
        "highlights": [
            {"field": why.field, "cell": why.cell, "text": why.text} for why in hit.highlights
        ],
    }
