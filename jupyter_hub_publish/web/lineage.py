"""A lineage as SVG: boxes that are links, with as much of their names as has room."""

from __future__ import annotations

from unicodedata import east_asian_width

from ..domain.datasets import Lineage, LineageNode
from ..domain.records import Record

_TITLE, _NOTE = 16.4, 21.0  # middling letters that have room in a box
_NARROW, _WIDE = frozenset(" fijlrtI.,:;'’|!()[]/-·"), frozenset("mwMW@%")
_SIGNS = {"dataset": "table", "report": "report", "consumer": "chart", "more": "more"}


class Box(Record):
    """A node as it is drawn and, where there are no pictures, listed."""

    node: LineageNode
    sign: str
    title: str
    """As much as has room."""
    note: str
    address: str | None
    """Where it leads, or None."""
    is_outside: bool
    """Whether that is outside of the library."""


def boxes(lineage: Lineage, base: str) -> tuple[Box, ...]:
    """The nodes of a lineage, from left to right; `base` is the path of the web pages."""
    return tuple(_box(node, base) for node in lineage.nodes)


def _box(node: LineageNode, base: str) -> Box:
    return Box(
        node=node,
        sign=_SIGNS[node.kind],
        title=fitting(node.title, _TITLE),
        note=fitting(
            node.note or ", ".join(node.members[:3]),
            _NOTE - (2.0 if node.freshness == "late" else 0.0),
        ),
        address=_address(node, base),
        is_outside=node.kind == "consumer",
    )


def _address(node: LineageNode, base: str) -> str | None:
    if node.here:
        return None
    if node.kind == "consumer":
        return node.url
    if node.id is None:
        return None
    if node.kind == "dataset":
        return f"{base}datasets/{node.id}"
    return f"{base}read/{node.id}/latest" if node.kind == "report" else None


def fitting(text: str, room: float) -> str:
    """The text, or its beginning where there is not room for all of it."""
    taken = 0.0
    for place, letter in enumerate(text):
        taken += _width(letter)
        if taken > room:
            return text[: max(0, place - 1)].rstrip() + "…"
    return text


def _width(letter: str) -> float:
    """How wide it is, as far as can be known without its font."""
    if letter in _NARROW:
        return 0.6
    if letter in _WIDE:
        return 1.4
    if east_asian_width(letter) in "WF":
        return 2.0
    return 1.15 if letter.isupper() else 1.0
