"""The tables that SQL reads: parsed, not run, whatever its dialect, as far as it is understood."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlglot import exp

MAX_SQL = 20_000  # characters of one text; a longer one holds data
_BEGINS = re.compile(
    r"(?:\s|--[^\n]*\n|/\*(?:[^*]|\*(?!/))*\*/|\()*+(?:select|with|from|insert|create|merge)\b",
    re.IGNORECASE,
)
_FILE = re.compile(
    r"[/\\*]|\.(?:parquet|csv|tsv|json|jsonl|ndjson|arrow|feather)(?:\.\w+)?\Z", re.I
)
_MOST_PARTS = 4  # of a name


def is_sql(text: str) -> bool:
    """Whether the text begins as a statement does that may read a table."""
    return len(text) <= MAX_SQL and _BEGINS.match(text) is not None


def tables_read(sql: str) -> tuple[str, ...]:
    """The tables that the statements read, such as `bikeshare.forecast`; none of what is no SQL.

    What is only written to is not read, and neither is what `WITH` names.
    """
    if not is_sql(sql):
        return ()
    import sqlglot  # it takes a while to load: only who meets some SQL waits for it

    logging.getLogger("sqlglot").setLevel(logging.CRITICAL)  # it would tell the log what it reads
    try:
        statements = sqlglot.parse(
            sql, dialect=_dialect(sql), error_level=sqlglot.ErrorLevel.IGNORE
        )
        names = [name for each in statements if each is not None for name in _tables(each)]
    except (sqlglot.errors.SqlglotError, RecursionError, ValueError, TypeError, AttributeError):
        return ()  # it fails in many ways at what is no SQL
    return tuple(dict.fromkeys(names))


def _dialect(sql: str) -> str | None:
    """The one whose quotes it has; most is understood without knowing."""
    if "`" in sql:
        return "mysql"
    return "tsql" if re.search(r"\b(?:from|join)\s+\[", sql, re.IGNORECASE) else None


def _tables(statement: exp.Expr) -> Iterator[str]:
    from sqlglot import exp

    named = {cte.alias_or_name.casefold() for cte in statement.find_all(exp.CTE)}
    for table in statement.find_all(exp.Table):
        reads = isinstance(table.parent, exp.From | exp.Join) or table.arg_key == "using"
        parts = table.parts
        if not reads or not all(isinstance(part, exp.Identifier) for part in parts):
            continue
        name = ".".join(part.name for part in parts)
        is_table = name and len(parts) <= _MOST_PARTS and not _FILE.search(name)
        if is_table and not (len(parts) == 1 and name.casefold() in named):
            yield name
