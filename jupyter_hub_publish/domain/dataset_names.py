"""When two names mean one table, as far as names tell."""

from __future__ import annotations

_USUAL = frozenset({"public", "main", "dbo"})
"""The schemas in which a table is found without naming one."""


def key_of(name: str) -> str:
    """The same for `Bikeshare.Forecast`, `warehouse.bikeshare.forecast` and `bikeshare.forecast`.

    The name of a database before them is left out, and so is the schema that everybody begins in.
    """
    parts = [part.strip().strip('"`[]').casefold() for part in name.split(".")]
    parts = [part for part in parts if part][-2:]
    if len(parts) == 2 and parts[0] in _USUAL:
        parts = parts[1:]
    return ".".join(parts) or name.casefold()
