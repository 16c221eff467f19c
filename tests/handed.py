"""Notebooks that hand tables off and read them, as tests write them: without a warehouse."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from notebooks import code

from jupyter_hub_publish.domain.handoffs import MIME

WRITTEN = datetime(2026, 11, 1, 6, tzinfo=UTC)
HOUR = {"name": "hour", "type": "datetime", "description": "Start of the hour"}
BIKES = {"name": "bikes", "type": "number", "description": "Expected bikes", "unit": "count"}


def handoff(name: str = "bikeshare.forecast", *fields: dict[str, Any], **said: Any) -> Any:
    """What an output says of a table that was written; `said` in place of what is usual."""
    place = {"kind": "postgresql", "url": "postgresql://db.example.org/warehouse"}
    schema, _, table = name.rpartition(".")
    return {
        "format": 1,
        "act": "write",
        "name": name,
        "location": {**place, "schema": schema or None, "table": table},
        "written": WRITTEN.isoformat(),
        "rows": 168_000,
        "schema": {"fields": list(fields or (HOUR, BIKES)), "primaryKey": []},
        "statistics": [],
        "sample": None,
        "fingerprint": f"sha256:{'0' * 64}",
        **said,
    }


def writing(*args: Any, **said: Any) -> dict[str, Any]:
    """A cell that has written a table."""
    return code("handoff(df, …)", [shown(handoff(*args, **said))])


def reading(*args: Any, **said: Any) -> dict[str, Any]:
    """A cell that has read one."""
    return code("df = read_handoff(…)", [shown(handoff(*args, act="read", **said))])


def querying(sql: str) -> dict[str, Any]:
    """A cell of SQL."""
    return code(f"%%sql\n{sql}")


def shown(data: Any) -> dict[str, Any]:
    """The output that carries it."""
    return {
        "output_type": "display_data",
        "metadata": {},
        "data": {MIME: data, "text/plain": "a table"},
    }
