"""A pair of cells as a reader sees what has changed in it."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Any, Literal

from ..domain.comparisons import CellChange, Kind, OutputChange
from ..domain.notebook import joined, outputs_of, plain
from .alignment import Cell, Pair, output_digest
from .bounds import Bounds
from .texts import lines_apart, words_apart

Part = Literal["figure", "table", "text", "other"]
_IMAGES = ("image/png", "image/jpeg", "image/webp", "image/gif", "image/svg+xml")
_SHOWN = (*_IMAGES, "text/html", "text/markdown", "text/latex", "text/plain")
_TABLE = re.compile(r"<table\b", re.IGNORECASE)
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(.+?)[ \t#]*$", re.MULTILINE)


def cell_change(
    pair: Pair, before: list[Cell], after: list[Cell], heading: str, skipped: int, bounds: Bounds
) -> CellChange:
    """The change of a pair that is not the same."""
    old = None if pair.before is None else before[pair.before]
    new = None if pair.after is None else after[pair.after]
    shown = new if new is not None else old
    is_code = shown is not None and shown.get("cell_type") == "code"
    texts = (joined((old or {}).get("source")), joined((new or {}).get("source")))
    return CellChange(
        kind=_kind(old, new),
        part="code" if is_code else "text",
        heading=heading,
        before=None if pair.before is None else pair.before + 1,
        after=None if pair.after is None else pair.after + 1,
        source=lines_apart(*texts, bounds) if is_code else words_apart(*texts, bounds),
        outputs=tuple(_outputs(old or {}, new or {}, bounds)),
        skipped=skipped,
    )


def headings(cells: list[Cell]) -> list[str]:
    """For each cell, the heading that it stands under: of a text, its own."""
    found, heading = [], ""
    for cell in cells:
        if cell.get("cell_type") == "markdown":
            names = _HEADING.findall(joined(cell.get("source")))
            heading = plain(names[0]) if names else heading
            found.append(heading)
            heading = plain(names[-1]) if names else heading
        else:
            found.append(heading)
    return found


def _kind(old: object, new: object) -> Kind:
    if old is None:
        return "added"
    return "removed" if new is None else "changed"


def _outputs(old: Cell, new: Cell, bounds: Bounds) -> list[OutputChange]:
    before, after = outputs_of(old), outputs_of(new)
    digests = list(map(output_digest, before)), list(map(output_digest, after))
    changes = []
    for tag, at, to, there, until in SequenceMatcher(None, *digests, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        gone, come = before[at:to], after[there:until]
        for place in range(max(len(gone), len(come))):
            one = gone[place] if place < len(gone) else None
            other = come[place] if place < len(come) else None
            changes.append(_output(one, other, bounds))
    return changes


def _output(old: dict[str, Any] | None, new: dict[str, Any] | None, bounds: Bounds) -> OutputChange:
    before = None if old is None else _data(old)
    after = None if new is None else _data(new)
    return OutputChange(
        kind=_kind(old, new),
        part=_part(after if after is not None else before or {}),
        before=None if before is None else bounds.kept(before),
        after=None if after is None else bounds.kept(after),
    )


def _data(output: dict[str, Any]) -> dict[str, str]:
    kind = output.get("output_type")
    if kind == "stream":
        return {"text/plain": joined(output.get("text"))}
    if kind == "error":
        return {"text/plain": f"{output.get('ename', '')}: {output.get('evalue', '')}"}
    data = output.get("data")
    if not isinstance(data, dict):
        return {}
    found = {mime: joined(data[mime]) for mime in _SHOWN if mime in data}
    image = next((mime for mime in _IMAGES if mime in found), None)
    # Beside an image the rest says nothing more; HTML is kept for its tables only.
    if image:
        return {image: found[image]}
    if "text/html" in found and not _TABLE.search(found["text/html"]):
        del found["text/html"]
    return found


def _part(data: dict[str, str]) -> Part:
    if any(mime in data for mime in _IMAGES):
        return "figure"
    if "text/html" in data:
        return "table"
    return "text" if data else "other"
