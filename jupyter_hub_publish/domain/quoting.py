"""A name becomes part of a program and stays one name: quoted by each language's own rule."""

from __future__ import annotations

import re

_PLAIN = re.compile(r"[a-z_][a-z0-9_]*")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_QUOTES = {"mysql": ("`", "`"), "mariadb": ("`", "`"), "mssql": ("[", "]")}
# Reserved in PostgreSQL 17, SQLite 3.50 or DuckDB 1.4: the tests ask those that are installed.
_KEYWORDS = """
    add all alter analyse analyze and anti any array as asc asof asymmetric at authorization
    autoincrement between binary both by case cast check collate collation column columns commit
    concurrently constraint create cross current_catalog current_date current_role current_schema
    current_time current_timestamp current_user default deferrable delete desc describe distinct
    do drop else end escape except exists false fetch for foreign freeze from full generated glob
    grant group having if ilike in index initially inner insert intersect into is isnull join
    lambda lateral leading left like limit localtime localtimestamp map natural not nothing
    notnull null offset on only or order outer overlaps pivot pivot_longer pivot_wider placing
    positional primary qualify references returning right select semi session_user set show
    similar some struct summarize symmetric system_user table tablesample then to trailing
    transaction true try_cast tuple union unique unpack unpivot update user using values variadic
    verbose when where window with
"""
_RESERVED = frozenset(_KEYWORDS.split())


def sql_name(kind: str, *parts: str | None) -> str:
    """Such as `bikeshare.forecast` or `"Bike share"."order"`, as this kind of database reads it."""
    return ".".join(_sql_part(kind, part) for part in parts if part is not None)


def _sql_part(kind: str, name: str) -> str:
    if _PLAIN.fullmatch(name) and name not in _RESERVED:
        return name
    opening, closing = _QUOTES.get(kind, ('"', '"'))
    return f"{opening}{name.replace(closing, closing * 2)}{closing}"


def select_from(table: str) -> str:
    """The query for all of a table, or of a function that gives one; as it stands in SQL."""
    return " ".join(("select * from", table))


def sql_text(text: str) -> str:
    """A text in SQL, as the standard has it."""
    return "'" + text.replace("'", "''") + "'"


def python_text(text: str) -> str:
    """A text in Python, in double quotes where that needs no escape."""
    literal = repr(text)
    if literal[0] == "'" and '"' not in literal:
        return f'"{literal[1:-1]}"'
    return literal


def r_text(text: str) -> str:
    """A text in R."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + _CONTROLS.sub(lambda found: _escaped(r"\u{{{:x}}}", found), escaped) + '"'


def m_text(text: str) -> str:
    """A text in Power Query's language, where `#(` begins an escape."""
    escaped = text.replace("#(", "#(#)(").replace('"', '""')
    return '"' + _CONTROLS.sub(lambda found: _escaped("#({:04x})", found), escaped) + '"'


def odbc_value(text: str) -> str:
    """A value in an ODBC connection string, where braces keep what would end it."""
    text = one_line(text)
    return text if re.fullmatch(r"[\w./:\\-]+", text) else "{" + text.replace("}", "}}") + "}"


def one_line(text: str) -> str:
    """A text where there is no quoting: it cannot begin a line of its own."""
    return _CONTROLS.sub(" ", text)


def _escaped(pattern: str, found: re.Match[str]) -> str:
    return "".join(pattern.format(ord(letter)) for letter in found.group())
