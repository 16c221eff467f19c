"""JSON as a tree of native folds, which needs no script."""

from __future__ import annotations

from html import escape
from itertools import islice

MAX_NODES = 3_000
_MAX_TEXT = 2_000  # characters of one value
_MAX_DEPTH = 60
_OPEN = 12  # members that are shown without a click, of the outermost level only


def tree(value: object) -> str:
    """The value as HTML; beyond so many nodes it says how many are left out."""
    writing = _Writing()
    html = writing.node("", value, 0)
    return f'<div class="tree">{html}</div>'


class _Writing:
    def __init__(self) -> None:
        self.left = MAX_NODES

    def node(self, name: str, value: object, depth: int) -> str:
        self.left -= 1
        named = f"<b>{escape(name, quote=False)}</b> " if name else ""
        if not isinstance(value, dict | list) or not value or depth >= _MAX_DEPTH:
            return f"<p>{named}{_leaf(value)}</p>"
        kind = "object" if isinstance(value, dict) else "list"
        gist = f"<i>{kind} of {len(value):,}</i>"
        opened = " open" if depth == 0 and len(value) <= _OPEN else ""
        return (
            f"<details{opened}><summary>{named}{gist}</summary>{self._members(value, depth)}"
            "</details>"
        )

    def _members(self, value: dict[str, object] | list[object], depth: int) -> str:
        pairs = (
            value.items()
            if isinstance(value, dict)
            else ((str(index), member) for index, member in enumerate(value))
        )
        out = []
        for name, member in islice(pairs, self.left):
            if self.left <= 0:
                break
            out.append(self.node(name, member, depth + 1))
        if len(out) < len(value):
            out.append(f"<p><i>{len(value) - len(out):,} more are not shown</i></p>")
        return "".join(out)


def _leaf(value: object) -> str:
    if isinstance(value, str):
        shown = value if len(value) <= _MAX_TEXT else value[:_MAX_TEXT] + "…"
        return f'<q class="s">{escape(shown, quote=False)}</q>'
    if isinstance(value, bool) or value is None:
        word = "null" if value is None else str(value).lower()
        return f'<span class="k">{word}</span>'
    if isinstance(value, int | float):
        return f'<span class="m">{value}</span>'
    return "<i>empty</i>" if not value else "<i>…</i>"
