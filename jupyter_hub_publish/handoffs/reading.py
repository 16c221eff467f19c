"""`read_handoff`: the rows of a table that somebody handed off, and a trace that they were read."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.util import find_spec
from typing import Any

import msgspec
import pyarrow as pa

from ..domain.errors import BadInput
from ..domain.handoffs import Field, Handoff, Location, TableSchema
from .frames import check_name, given, kind_of
from .places import warehouse_of
from .showing import Shown, in_a_sentence

_INTO = ("pandas", "polars", "arrow")


@in_a_sentence
def read_handoff(
    name: str,
    at: Any = None,
    *,
    columns: Iterable[str] | None = None,
    into: str | None = None,
) -> Any:
    """The rows of the table `name`, as its author handed them off.

    `at` says where it lies, as `to` of `handoff` does. `into` is `pandas`, `polars` or `arrow`;
    without it, the first of these that is installed. The cell keeps what was read, so that a report
    that is made of it is found by those who write the table.
    """
    check_name(name, "The dataset’s name")
    if into is not None and into not in _INTO:
        raise BadInput(f"“{into}” is no frame.", hint="It is pandas, polars or arrow.")
    wanted = None if columns is None else [columns] if isinstance(columns, str) else list(columns)
    warehouse = warehouse_of(at)
    with warehouse.reading(name) as session:
        memory = session.remembered()
        rows = session.read(wanted)
    Shown(_said(name, warehouse.location(name), rows, memory)).show()
    exact = {field.name: field.exact for field in memory.schema.fields} if memory else {}
    return given(rows, exact, into or _installed())


def _said(name: str, location: Location, rows: pa.Table, memory: Handoff | None) -> Handoff:
    known = {field.name: field for field in memory.schema.fields} if memory else {}
    fields = tuple(
        known.get(field.name) or Field(name=field.name, type=kind_of(field.type))
        for field in rows.schema
    )
    if memory:
        location = msgspec.structs.replace(location, warehouse=memory.location.warehouse)
    names = set(rows.column_names)
    keys = memory.schema.primary_key if memory else ()
    return Handoff(
        act="read",
        name=name,
        description=memory.description if memory else "",
        location=location,
        written=memory.written if memory else None,
        rows=rows.num_rows,
        schema=TableSchema(fields=fields, primary_key=keys if set(keys) <= names else ()),
        sensitive=tuple(one for one in (memory.sensitive if memory else ()) if one in names),
        fresh=memory.fresh if memory else None,
        contract=memory.contract if memory else None,
        fingerprint=memory.fingerprint if memory else None,
    )


def _installed() -> str:
    return next((name for name in _INTO[:2] if find_spec(name)), "arrow")
