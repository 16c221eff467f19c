"""A drawing in the page: its data, which ends no element, and what stands there before it."""

from __future__ import annotations

import re
from html import escape
from typing import NamedTuple

import msgspec

# What could end or open a script's text: `</script`, `<script` and `<!--`.
_ENDING = re.compile(rb"<(?=[/!sS])")


class Drawing(NamedTuple):
    """What a script of the page draws."""

    kind: str
    """Which one: `kind-{kind}-1.js`."""
    payload: object
    """JSON for it."""
    label: str
    """What it is, where it cannot be drawn, such as "An interactive chart (Plotly)"."""
    height: int = 0
    """CSS pixels that it will take, if that is known: the text below then does not move."""


def mounted(drawing: Drawing, fallback: str = "") -> str:
    """The place of a drawing. `fallback` is HTML of ours, shown where the script does not run."""
    data = _ENDING.sub(rb"\\u003c", msgspec.json.encode(drawing.payload)).decode()
    named = f'data-kind="{drawing.kind}" data-label="{escape(drawing.label)}"'
    height = f' style="--height:{drawing.height}px"' if drawing.height else ""
    label = f'<p class="note">{escape(drawing.label, quote=False)} is not shown here.</p>'
    return (
        f'<div class="kind" {named}{height}>'
        f'<script type="application/json">{data}</script>'
        f'<div class="instead">{fallback or label}</div></div>'
    )
