"""What the author says of a table, held against the frame and joined to what was said before.

What is not said again stays as it was: a daily run needs no description, and forgets no promise.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any, NamedTuple

import pyarrow as pa

from ..domain.contracts import Terms, seconds
from ..domain.errors import BadInput
from ..domain.handoffs import Field, Handoff, Mode, TableSchema
from ..domain.limits import MAX_MEANING, MAX_REASON, MAX_SUMMARY
from .frames import check_name, kind_of

Columns = Mapping[str, str | Mapping[str, str]]
_MODES = ("replace", "append", "upsert")
_UNITS = frozenset(
    {"count", "counts", "number", "%", "‰", "share", "ratio", "USD", "EUR", "GBP", "$", "€", "£"}
    | {"ms", "s", "sec", "min", "h", "hours", "d", "days", "weeks", "months", "years"}
    | {"mm", "cm", "m", "km", "mi", "ft", "in", "m²", "km²", "m³", "l", "ml", "g", "kg", "t", "lb"}
    | {"°C", "°F", "K", "Pa", "hPa", "bar", "W", "kW", "MW", "kWh", "MWh", "J", "V", "A"}
    | {"Hz", "kHz", "B", "kB", "MB", "GB", "m/s", "km/h", "mm/h", "ppm", "lux", "dB"}
)


class Wishes(NamedTuple):
    """What was said beside the frame and the name; None is not said."""

    mode: Mode
    keys: tuple[str, ...] | None
    description: str | None
    meanings: dict[str, str]
    units: dict[str, str]
    nulls: dict[str, float]
    fresh: int | None
    sensitive: tuple[str, ...] | None
    sample: bool
    accepted: str | None


def wished(
    *,
    mode: str,
    keys: str | Iterable[str] | None,
    description: str | None,
    columns: Columns | None,
    units: Mapping[str, str] | None,
    nulls: Mapping[str, float] | None,
    fresh: str | int | timedelta | None,
    sensitive: Iterable[str] | None,
    sample: bool,
    accept_changes: str | None,
) -> Wishes:
    """What was said, or the sentence that says what in it makes no sense."""
    if mode not in _MODES:
        raise BadInput(f"“{mode}” is no mode.", hint="It is replace, append or upsert.")
    meanings, named_units = _meanings(columns or {})
    if accept_changes is not None and not accept_changes.strip():
        raise BadInput("accept_changes says nothing.", hint="Say why, for those who are told.")
    for limit in (nulls or {}).values():
        if not 0 <= limit <= 1:
            raise BadInput(f"{limit} is no share of nulls.", hint="It is from 0 (never) to 1.")
    for said, most, what in (
        (description, MAX_SUMMARY, "The description"),
        (accept_changes, MAX_REASON, "What accept_changes says"),
        *((meaning, MAX_MEANING, "What a column means") for meaning in meanings.values()),
    ):
        if said and len(said) > most:
            raise BadInput(f"{what} has {len(said):,} characters; {most:,} are possible.")
    return Wishes(
        mode=mode,  # type: ignore[arg-type]  # looked up above
        keys=_names(keys),
        description=description,
        meanings=meanings,
        units=named_units | {str(name): str(unit)[:100] for name, unit in (units or {}).items()},
        nulls=dict(nulls or {}),
        fresh=seconds(fresh),
        sensitive=_names(sensitive),
        sample=sample,
        accepted=accept_changes.strip() if accept_changes else None,
    )


def terms_of(
    wishes: Wishes, rows: pa.Table, exact: dict[str, str], before: Handoff | None
) -> Terms:
    """What this write offers: what is said now, else what was said before."""
    there = set(rows.column_names)
    for said in (
        wishes.meanings,
        wishes.units,
        wishes.nulls,
        wishes.keys or (),
        wishes.sensitive or (),
    ):
        if unknown := [name for name in said if name not in there]:
            raise BadInput(
                f"The frame has no column “{unknown[0][:100]}”.", hint="Look at its spelling."
            )
    old = {field.name: field for field in before.schema.fields} if before else {}
    fields = tuple(_field(field, wishes, exact, old.get(field.name)) for field in rows.schema)
    keys = wishes.keys
    if keys is None:
        keys = before.schema.primary_key if before else ()
        keys = keys if set(keys) <= there else ()
    fresh = wishes.fresh if wishes.fresh is not None else before.fresh if before else None
    schema = TableSchema(fields=fields, primary_key=keys)
    return Terms(schema=schema, fresh=fresh, rows=rows.num_rows)


def _field(field: pa.Field, wishes: Wishes, exact: dict[str, str], old: Field | None) -> Field:
    name = field.name
    unit = "s" if exact[name].startswith("duration[") else ""
    return Field(
        name=name,
        type=kind_of(field.type),
        description=wishes.meanings.get(name, old.description if old else ""),
        unit=wishes.units.get(name, old.unit if old else unit),
        nulls=wishes.nulls.get(name, old.nulls if old else None),
        exact=exact[name],
    )


def _meanings(columns: Columns) -> tuple[dict[str, str], dict[str, str]]:
    """Meanings and units: “expected bikes, count” ends in a unit that is known."""
    meanings: dict[str, str] = {}
    units: dict[str, str] = {}
    for name, said in columns.items():
        if isinstance(said, Mapping):
            meanings[name] = str(said.get("description", ""))
            if "unit" in said:
                units[name] = str(said["unit"])[:100]
            continue
        meaning, comma, unit = str(said).rpartition(",")
        if comma and unit.strip() in _UNITS:
            meanings[name], units[name] = meaning.strip(), unit.strip()
        else:
            meanings[name] = str(said)
    return meanings, units


def _names(said: str | Iterable[Any] | None) -> tuple[str, ...] | None:
    if said is None:
        return None
    names = (said,) if isinstance(said, str) else tuple(str(name) for name in said)
    for name in names:
        check_name(name, "A column’s name")
    return tuple(dict.fromkeys(names))
