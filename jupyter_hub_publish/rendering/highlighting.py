"""Source code as HTML in the colours that JupyterLab's editor has, remembered by content."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from itertools import groupby
from operator import itemgetter

from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.token import Token, _TokenType
from pygments.util import ClassNotFound

_MOST = 200_000  # characters; longer code is data, and a lexer takes seconds for it
_CLASSES = {
    Token.Keyword: "k",
    Token.Operator.Word: "k",
    Token.Literal.String: "s",
    Token.Literal.Number: "m",
    Token.Comment: "c",
    Token.Operator: "o",
    Token.Name.Function: "d",
    Token.Name.Class: "d",
    Token.Name.Decorator: "o",
    Token.Name.Builtin: "b",
    Token.Name.Tag: "k",
    Token.Name.Attribute: "d",
}


@lru_cache(maxsize=4096)
def highlighted(code: str, language: str) -> str:
    """The code, escaped; spans carry the classes k, s, m, c, o, d, b of page-1.css."""
    lexer = _lexer(language) if len(code) <= _MOST else None
    if lexer is None:
        return escape(code, quote=False)
    # Not get_tokens: it strips blank lines and expands what the author has written.
    tokens = ((_class(kind), text) for _, kind, text in lexer.get_tokens_unprocessed(code))
    out = []
    for name, run in groupby(tokens, key=itemgetter(0)):
        text = escape("".join(text for _, text in run), quote=False)
        out.append(f'<span class="{name}">{text}</span>' if name else text)
    return "".join(out)


@lru_cache(maxsize=64)
def _lexer(language: str) -> Lexer | None:
    try:
        return get_lexer_by_name(language)
    except (ClassNotFound, ValueError):
        return None


@lru_cache(maxsize=512)
def _class(kind: _TokenType) -> str:
    if kind in _CLASSES:
        return _CLASSES[kind]
    return _class(kind.parent) if kind.parent is not None else ""
