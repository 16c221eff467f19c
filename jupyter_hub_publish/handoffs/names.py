"""Names and texts as SQL has them: whatever a name holds, it stays a name."""

from __future__ import annotations

import secrets

SIDE = "hub_publish_handoffs"
"""The table in which a warehouse itself remembers what was promised."""
_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"


def quoted(name: str) -> str:
    """The name as an identifier."""
    return '"' + name.replace('"', '""') + '"'


def text(value: str) -> str:
    """The text as a literal; NUL, which no literal can hold, is in none of ours."""
    return "'" + value.replace("'", "''") + "'"


def parts(name: str) -> tuple[str | None, str]:
    """Schema and table of `bikeshare.forecast`; the first dot parts them."""
    schema, dot, table = name.partition(".")
    return (schema, table) if dot and schema and table else (None, name)


def drawn() -> str:
    """A name that nobody has used yet."""
    return "".join(secrets.choice(_LETTERS) for _ in range(20))
