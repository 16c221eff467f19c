"""What a table promises to those who read it, what breaks a promise, and what follows from that.

A promise is made by a write: columns with their types and units, keys, limits of nulls, how often
the table is written. Who relies on one is told before it is broken: a write that would break it
stops, until its author says why it has to; that is a new major version. Every other write is the
next minor one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from difflib import SequenceMatcher
from typing import Literal

import msgspec

from .errors import BadInput
from .handoffs import Change, ChangeKind, Contract, Field, TableSchema
from .limits import MAX_IDENTIFIER
from .records import Record

Freshness = Literal["fresh", "late", "none"]

FEW = 0.1  # of the rows that there were: fewer are more likely a mistake than a fact
_ALIKE = 0.6  # of two names' letters: the one is the other, renamed
_ALIKE_IN_PLACE = 0.3  # the same, where it also stands where the other one stood
_COMPARED = 200  # new columns in which a renamed one is looked for
_UNITS = {"s": 1, "min": 60, "h": 3_600, "d": 86_400, "w": 604_800}
_SPAN = re.compile(r"(\d{1,6})\s*([a-z]{1,7})", re.ASCII)
_LONG = {"second": "s", "sec": "s", "minute": "min", "m": "min", "hour": "h", "hr": "h"} | {
    "day": "d",
    "week": "w",
}


class Terms(Record):
    """What is promised of a table, or what a write has to offer."""

    schema: TableSchema
    fresh: int | None = None
    """Seconds."""
    rows: int = 0


class Measured(Record):
    """What was counted in the rows that are to be written."""

    rows: int
    nulls: Mapping[str, int]
    """Of each column that has some."""
    repeated: int = 0
    """Rows whose keys an earlier row has already."""


def differences(before: Terms, after: Terms, *, replaces: bool = True) -> tuple[Change, ...]:
    """What changes for a reader, those first who break something."""
    changes = [*_columns(before.schema, after.schema)]
    changes += _keys(before.schema.primary_key, after.schema.primary_key)
    changes += _fresh(before.fresh, after.fresh)
    if replaces and before.rows and after.rows <= before.rows * FEW:
        changes.append(
            Change(kind="rows", before=f"{before.rows:,}", after=f"{after.rows:,}", breaks=True)
        )
    return tuple(sorted(changes, key=lambda change: not change.breaks))


def violations(terms: Terms, measured: Measured) -> tuple[Change, ...]:
    """Where the rows themselves are not as the terms say: keys twice, too many nulls."""
    found: list[Change] = []
    keys = terms.schema.primary_key
    if keys and measured.repeated:
        after = f"{measured.repeated:,} rows repeat one"
        named = ", ".join(keys)[:MAX_IDENTIFIER]
        found.append(_change("not_unique", named, "unique", after, breaks=True))
    for field in terms.schema.fields:
        limit = 0.0 if field.name in keys else field.nulls
        nulls = measured.nulls.get(field.name, 0)
        if limit is not None and nulls > limit * measured.rows:
            after = f"{nulls:,} of {measured.rows:,} rows are null"
            found.append(_change("too_many_nulls", field.name, _limit(limit), after, breaks=True))
    return tuple(found)


def without_broken(terms: Terms, broken: Sequence[Change]) -> Terms:
    """The terms that are left when the promises that the rows do not keep are given up."""
    kinds = {change.kind for change in broken}
    loose = {change.column for change in broken if change.kind == "too_many_nulls"}
    keys = terms.schema.primary_key
    if "not_unique" in kinds or loose & set(keys):
        keys = ()
    fields = tuple(
        msgspec.structs.replace(field, nulls=None) if field.name in loose else field
        for field in terms.schema.fields
    )
    schema = TableSchema(fields=fields, primary_key=keys)
    return Terms(schema=schema, fresh=terms.fresh, rows=terms.rows)


def breaking(changes: Sequence[Change]) -> tuple[Change, ...]:
    """Those that somebody could stumble over."""
    return tuple(change for change in changes if change.breaks)


def following(
    before: Contract | None, changes: Sequence[Change], accepted: str | None = None
) -> Contract:
    """The contract's next version: a new major one where something broke, else a minor one."""
    if before is None:
        return Contract()
    breaks = bool(breaking(changes))
    return Contract(
        major=before.major + breaks,
        minor=0 if breaks else before.minor + 1,
        accepted=accepted if breaks else None,
        changes=tuple(changes),
    )


def said(change: Change) -> str:
    """The change in words, as a part of a list."""
    column = f"“{change.column}”"
    match change.kind:
        case "added":
            return f"column {column} is new ({change.after})"
        case "dropped":
            return f"column {column} is gone ({change.before})"
        case "renamed":
            return f"column “{change.before}” is now called “{change.after}”"
        case "retyped":
            return f"column {column} was {change.before} and is {change.after}"
        case "not_unique":
            return f"the keys {change.column} are not unique: {change.after}"
        case "too_many_nulls":
            return f"column {column} is {change.before}, and {change.after}"
        case "nulls":
            return f"column {column} was {change.before} and is {change.after}"
        case "unit":
            return f"the unit of {column} was {change.before} and is {change.after}"
        case "keys":
            return f"the keys were {change.before} and are {change.after}"
        case "fresh":
            return f"it was written {change.before} and is written {change.after}"
        case _:
            return f"there were {change.before} rows and are {change.after}"


def freshness(written: datetime | None, promise: int | None, now: datetime) -> Freshness:
    """Whether the table is as new as is promised; both moments have a time zone."""
    if promise is None or written is None:
        return "none"
    return "late" if now - written > timedelta(seconds=promise) else "fresh"


def seconds(promise: str | int | timedelta | None) -> int | None:
    """The seconds of a promise such as `1d`, `12h`, `30min`, `2 weeks`, or of a timedelta."""
    if promise is None:
        return None
    if isinstance(promise, timedelta):
        counted = int(promise.total_seconds())
    elif isinstance(promise, int):
        counted = promise
    else:
        counted = _span(promise)
    if not 0 < counted <= 10 * 366 * _UNITS["d"]:
        raise BadInput(
            f"“{promise}” is not how often a table is written.",
            hint="Say it as “1d”, “12h” or “30min”.",
        )
    return counted


def in_words(promise: int) -> str:
    """The promise as people say it: daily, every 12 hours."""
    for name, size, adverb in (
        ("week", _UNITS["w"], "weekly"),
        ("day", _UNITS["d"], "daily"),
        ("hour", _UNITS["h"], "hourly"),
        ("minute", _UNITS["min"], "every minute"),
    ):
        if promise % size == 0:
            return adverb if promise == size else f"every {promise // size} {name}s"
    return f"every {promise} seconds"


def _span(text: str) -> int:
    found = _SPAN.fullmatch(text.strip().lower())
    if not found:
        return 0
    unit = found[2]
    unit = unit if unit in _UNITS else _LONG.get(unit.removesuffix("s"), unit)
    return int(found[1]) * _UNITS.get(unit, 0)


def _columns(before: TableSchema, after: TableSchema) -> list[Change]:
    old = {field.name: field for field in before.fields}
    new = {field.name: field for field in after.fields}
    gone = [(at, field) for at, field in enumerate(before.fields) if field.name not in new]
    come = [(at, field) for at, field in enumerate(after.fields) if field.name not in old]
    changes: list[Change] = []
    for at, field in gone:
        heir = _heir(field, come[:_COMPARED], at)
        if heir:
            come = [one for one in come if one[1] is not heir]
            changes.append(_change("renamed", field.name, field.name, heir.name, breaks=True))
        else:
            changes.append(_change("dropped", field.name, field.type, "", breaks=True))
    changes += [Change(kind="added", column=field.name, after=field.type) for _, field in come]
    for name in [name for name in old if name in new]:
        changes += _field(old[name], new[name])
    return changes


def _heir(gone: Field, come: Sequence[tuple[int, Field]], place: int) -> Field | None:
    """The new column that is the old one under another name, as far as one can tell."""
    best, heir = 0.0, None
    for at, field in come:
        likeness = SequenceMatcher(None, gone.name, field.name).ratio()
        enough = _ALIKE_IN_PLACE if at == place else _ALIKE
        if field.type == gone.type and likeness >= max(enough, best):
            best, heir = likeness, field
    return heir


def _field(old: Field, new: Field) -> list[Change]:
    name, changes = old.name, []
    if old.type != new.type:
        changes.append(_change("retyped", name, old.type, new.type, breaks=True))
    if old.unit != new.unit:
        units = (old.unit or "not said", new.unit or "not said")
        changes.append(_change("unit", name, *units, breaks=bool(old.unit)))
    if old.nulls != new.nulls:
        loosened = old.nulls is not None and (new.nulls is None or new.nulls > old.nulls)
        limits = (_limit(old.nulls), _limit(new.nulls))
        changes.append(_change("nulls", name, *limits, breaks=loosened))
    return changes


def _change(kind: ChangeKind, column: str, before: str, after: str, *, breaks: bool) -> Change:
    return Change(kind=kind, column=column, before=before, after=after, breaks=breaks)


def _keys(before: Sequence[str], after: Sequence[str]) -> list[Change]:
    if set(before) == set(after):
        return []
    named = [", ".join(keys)[:1000] or "none" for keys in (before, after)]
    # Fewer columns that are unique promise more; what was unique has to stay so.
    breaks = bool(before) and not (after and set(after) <= set(before))
    return [Change(kind="keys", before=named[0], after=named[1], breaks=breaks)]


def _fresh(before: int | None, after: int | None) -> list[Change]:
    if before == after:
        return []
    named = [in_words(span) if span else "without a promise" for span in (before, after)]
    breaks = before is not None and (after is None or after > before)
    return [Change(kind="fresh", before=named[0], after=named[1], breaks=breaks)]


def _limit(nulls: float | None) -> str:
    if nulls is None:
        return "null at will"
    return "never null" if nulls == 0 else f"null in at most {nulls:.4g} of the rows"
