"""What an author asks for by a cell's tags, in the spellings of the tools that know such tags.

Jupyter Book and Quarto write `hide-input` or `hide_input`, nbconvert's users `remove_cell`; some
say `code` or `source` where others say `input`. The cell's metadata holds them as `tags`.
"""

from __future__ import annotations

import re
from typing import Any, Literal, NamedTuple

Degree = Literal["shown", "folded", "removed"]
_SPELLING = re.compile(r"(hide|remove)-(input|code|source|outputs?|cell|stdout|stderr)")


class Wishes(NamedTuple):
    """How much of a cell its author wants to be seen."""

    cell: Degree = "shown"
    code: Degree = "shown"
    """`folded` is code that stays folded when a reader asks for all code."""
    outputs: Degree = "shown"
    without: frozenset[str] = frozenset()
    """The streams that are not shown."""


def wishes(cell: dict[str, Any]) -> Wishes:
    """What the tags of this cell ask for; the stricter of two wishes wins."""
    asked: dict[str, Degree] = {}
    without = set()
    for tag in sorted(_tags(cell)):  # "hide" before "remove"
        if tag == "report-only":  # made for its readers: they get what it shows
            asked["code"] = "removed"
        elif match := _SPELLING.fullmatch(tag):
            verb, what = match.groups()
            if what in ("stdout", "stderr"):
                without |= {what} if verb == "remove" else set()
                continue
            part = {"cell": "cell", "output": "outputs", "outputs": "outputs"}.get(what, "code")
            asked[part] = "removed" if verb == "remove" else asked.get(part, "folded")
    return Wishes(
        cell=asked.get("cell", "shown"),
        code=asked.get("code", "shown"),
        outputs=asked.get("outputs", "shown"),
        without=frozenset(without),
    )


def _tags(cell: dict[str, Any]) -> set[str]:
    metadata = cell.get("metadata")
    tags = metadata.get("tags") if isinstance(metadata, dict) else None
    known = tags if isinstance(tags, list) else []
    return {tag.strip().lower().replace("_", "-") for tag in known if isinstance(tag, str)}
