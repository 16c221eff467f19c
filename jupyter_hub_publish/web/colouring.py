"""Short programs of ours in colour: comments, texts and keywords, and no more than that."""

from __future__ import annotations

import re

_KEYWORDS = {
    "python": "import from as with def return",
    "sql": "select top from where limit",
    "r": "library",
    "": "let in",
}
_COMMENT = {"sql": r"--[^\n]*"}
_TEXT = r"\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'"
_SQL_TEXT = r"\"[^\"]*\"|'[^']*'"


def coloured(code: str, language: str) -> list[tuple[str, str]]:
    """The code in pieces, each with its kind: `comment`, `text`, `keyword`, or the empty string."""
    words = "|".join(_KEYWORDS.get(language, "").split()) or r"(?!)"
    comment = _COMMENT.get(language, r"\#[^\n]*" if language else r"(?!)")
    text = _TEXT if language in ("python", "r") else _SQL_TEXT
    pattern = rf"(?P<comment>{comment})|(?P<text>{text})|(?P<keyword>\b(?:{words})\b)"
    pieces, end = [], 0
    for found in re.finditer(pattern, code):
        if found.start() > end:
            pieces.append(("", code[end : found.start()]))
        pieces.append((found.lastgroup or "", found.group()))
        end = found.end()
    return [*pieces, ("", code[end:])] if end < len(code) else pieces
