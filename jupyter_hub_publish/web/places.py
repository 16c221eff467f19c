"""Why a report was found, as a web page says it: the place in words, and its sign."""

from __future__ import annotations

from ..domain.records import Highlight, Hit, Record

_SIGNS = {"code": "code", "output": "output", "column": "table", "package": "box", "file": "file"}
_NAMED = ("column", "package", "file")


class Shown(Record):
    """A place that matches: where it is, what stands there, and where it is read."""

    sign: str
    where: str
    name: str
    """The name in `where` that is shown bold, or the empty string."""
    after: str
    """What follows the name."""
    parts: tuple[str, ...]
    """What stands there; the second, fourth, … match. Empty where the name says it all."""
    is_code: bool
    fragment: str
    """Where in the page it is, such as `#cell-7`, or the empty string."""


def shown(hit: Hit) -> Shown | None:
    """The place that tells best why a report was found, where title and summary do not."""
    for why in hit.highlights:
        if why.field not in ("title", "summary", "tags", "authors"):
            return _of_cell(why)
        if why.field == "summary" and hit.found_in is not None:
            return Shown(
                sign="history",
                where=f"In the summary of version {hit.found_in}",
                name="",
                after="",
                parts=why.parts,
                is_code=False,
                fragment="",
            )
    return None


def marked(hit: Hit, field: str, text: str) -> tuple[str, ...]:
    """The text of a title, summary, tag or author in pieces: unmatched, matched, unmatched, …"""
    for why in hit.highlights:
        whole = why.field == field and (field in ("title", "summary") or why.text == text)
        if whole and hit.found_in is None:
            return why.parts
    return (text,)


def _of_cell(why: Highlight) -> Shown:
    cell = f", cell {why.cell}" if why.cell else ""
    named = why.field in _NAMED
    return Shown(
        sign=_SIGNS.get(why.field, "text"),
        where=_where(why),
        name=why.text if named else "",
        after=cell if named else "",
        parts=() if named else why.parts,
        is_code=why.field == "code",
        fragment=f"#cell-{why.cell}" if why.cell else "",
    )


def _where(why: Highlight) -> str:
    if why.field in _NAMED:
        return f"In {'the ' if why.field != 'column' else ''}{why.field} "
    cell = f", cell {why.cell}" if why.cell else ""
    if why.field == "code":
        return f"In code{cell}"
    if why.field == "output":
        return f"In an output{cell}"
    return f"In text, under “{why.heading}”" if why.heading else f"In text{cell}"
