"""Admonitions in the four spellings that notebooks have: MyST, Quarto, Docusaurus and GitHub."""

from __future__ import annotations

import re
from re import Match
from typing import Any

from mistune import BlockState
from nbconvert.filters.markdown_mistune import MathBlockParser

_KINDS = {
    "note": "note",
    "seealso": "note",
    "info": "note",
    "abstract": "note",
    "tip": "tip",
    "hint": "tip",
    "success": "tip",
    "important": "important",
    "attention": "warning",
    "warning": "warning",
    "caution": "warning",
    "danger": "danger",
    "error": "danger",
}
_NAMES = "|".join([*_KINDS, "admonition", "dropdown"])
_QUOTED = re.compile(rf"\s*\[!({_NAMES})\][ \t]*(?:\n|\Z)", re.IGNORECASE)
_FENCED = re.compile(r"\s*\{([a-z-]+)\}[ \t]*(.*)", re.IGNORECASE)
_OPTION = re.compile(r"(?:[ \t]*:[\w-]+:[^\n]*\n)*")
_SINGLE = r"^ {0,3}\\\[(?=[^\n]*[\\^_=+]|[ \t]*\n)(?s:.*?)\\\][ \t]*$"
_COLONS = (
    rf"^ {{0,3}}(?P<colons>:{{3,}})[ \t]*(?:\{{(?P<myst>{_NAMES})\}}"
    rf"|\{{\.callout-(?P<quarto>{_NAMES})[^}}\n]*\}}|(?P<plain>{_NAMES}))(?P<colon_title>[^\n]*)$"
)


class Blocks(MathBlockParser):
    """nbconvert's blocks, with admonitions, and with formulas between `\\[` and `\\]` on lines of
    their own."""

    SPECIFICATION = {  # noqa: RUF012
        **MathBlockParser.SPECIFICATION,
        "multiline_math": f"{MathBlockParser.SPECIFICATION['multiline_math']}|{_SINGLE}",
        "admonition": _COLONS,
    }
    DEFAULT_RULES = ("admonition", *MathBlockParser.DEFAULT_RULES)

    def parse_admonition(self, m: Match[str], state: BlockState) -> int | None:
        """`:::{note} Title` up to as many colons, or to the end of the text."""
        name = m["myst"] or m["quarto"] or m["plain"]
        begin = m.end() + 1
        closing = re.compile(rf"^ {{0,3}}{m['colons']}[ \t]*(?:\n|\Z)", re.MULTILINE)
        end = closing.search(state.src, begin)
        text = state.src[begin : end.start() if end else state.cursor_max]
        self._append(name, m["colon_title"], text, state)
        return end.end() if end else state.cursor_max

    def parse_fenced_code(self, m: Match[str], state: BlockState) -> int | None:
        """MyST writes admonitions as fences of code, too."""
        end = super().parse_fenced_code(m, state)
        token = state.tokens[-1] if state.tokens else {}
        info = (token.get("attrs") or {}).get("info") or ""
        match = _FENCED.fullmatch(info) if token.get("type") == "block_code" else None
        if match and match[1].lower() in (*_KINDS, "admonition", "dropdown"):
            state.tokens.pop()
            self._append(match[1], match[2], token.get("raw", ""), state)
        return end

    def parse_block_quote(self, m: Match[str], state: BlockState) -> int:
        """GitHub's are quotations whose first line is `[!NOTE]`."""
        end: int = super().parse_block_quote(m, state)
        for token in state.tokens[-2:]:
            inside = token.get("children") or []
            first = inside[0] if inside and token.get("type") == "block_quote" else {}
            match = (
                _QUOTED.match(first.get("text", "")) if first.get("type") == "paragraph" else None
            )
            if match:
                first["text"] = first["text"][match.end() :]
                kept = inside if first["text"].strip() else inside[1:]
                token.update(_token(match[1], "", kept))
        return end

    def _append(self, name: str, title: str, text: str, state: BlockState) -> None:
        child = state.child_state(_OPTION.sub("", text, count=1).strip("\n") + "\n")
        rules = list(self.rules)
        if state.depth() >= self.max_nested_level - 1:
            rules = [rule for rule in rules if rule not in ("admonition", "block_quote", "list")]
        self.parse(child, rules)
        state.append_token(_token(name, title.strip(), child.tokens))


def _token(name: str, title: str, children: list[dict[str, Any]]) -> dict[str, Any]:
    kind = _KINDS.get(name.lower(), "note")
    known = title or (name.capitalize() if name.lower() in _KINDS else "Note")
    # Its own token type, so that the title is read as a line of Markdown.
    head = {"type": "admonition_title", "text": known}
    return {"type": "admonition", "attrs": {"kind": kind}, "children": [head, *children]}
