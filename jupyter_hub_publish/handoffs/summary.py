"""The summary of a handoff in HTML and in plain text: rows, columns, and what changed."""

from __future__ import annotations

from datetime import datetime
from html import escape
from typing import Any

from ..domain.contracts import in_words, said
from ..domain.handoffs import Field, Handoff, Statistic, Value

_SHOWN = 12  # columns that are shown at once; the others unfold
_KINDS = {"postgresql": "PostgreSQL", "sqlite": "SQLite", "duckdb": "DuckDB", "parquet": "Parquet"}
_QUIET = "opacity:.65"


def plain(handoff: Handoff) -> str:
    """One line, and one for each change."""
    lines = [f"{handoff.name}: {', '.join(_facts(handoff))}"]
    lines += [f"  {said(change)}" for change in _changes(handoff)[:_SHOWN]]
    return "\n".join(lines)


def html(handoff: Handoff) -> str:
    """What a reader of the notebook sees; every text in it is the author's and is escaped."""
    head = (
        f"<p><b>{escape(handoff.name)}</b> <span style='{_QUIET}'>"
        f"{escape(' · '.join(_facts(handoff)))}</span></p>"
    )
    about = f"<p>{escape(handoff.description)}</p>" if handoff.description else ""
    if handoff.act == "read":
        return head + about
    changes = "".join(f"<li>{escape(said(one))}</li>" for one in _changes(handoff)[:_SHOWN])
    accepted = handoff.contract.accepted if handoff.contract else None
    why = f"<p>Accepted: {escape(accepted)}</p>" if accepted else ""
    listed = f"<ul>{changes}</ul>" if changes else ""
    return head + about + why + listed + _columns(handoff)


def in_progress(name: str, written: int, rows: int, *, stopped: bool = False) -> dict[str, Any]:
    """A bar, and the same in words."""
    words = f"{name}: {written:,} of {rows:,} rows" + (", stopped" if stopped else "")
    bar = f"<progress value='{written}' max='{max(rows, 1)}' style='width:240px'></progress>"
    return {"text/plain": words, "text/html": f"{bar} {escape(words)}"}


def _facts(handoff: Handoff) -> list[str]:
    place = _KINDS.get(handoff.location.kind, handoff.location.kind)
    done = f"read from {place}" if handoff.act == "read" else _written(handoff, place)
    count = len(handoff.schema.fields)
    facts = [done, _counted(handoff.rows, "row"), _counted(count, "column")]
    if handoff.contract:
        facts.append(f"version {handoff.contract.major}.{handoff.contract.minor}")
    if handoff.fresh:
        facts.append(f"written {in_words(handoff.fresh)}")
    if handoff.previous and handoff.act == "write":
        facts.append(_since(handoff))
    if handoff.act == "read" and handoff.written:
        facts.append(f"as written on {_moment(handoff.written)}")
    return facts


def _written(handoff: Handoff, place: str) -> str:
    verb = {"replace": "written to", "append": "appended to", "upsert": "merged into"}
    return f"{verb[handoff.mode]} {place}"


def _since(handoff: Handoff) -> str:
    previous = handoff.previous
    assert previous
    when = _moment(previous.written)
    if previous.fingerprint == handoff.fingerprint and handoff.mode == "replace":
        return f"the same rows as on {when}"
    more = handoff.rows - previous.rows
    change = (
        f"{abs(more):,} {'more' if more > 0 else 'fewer'} rows than" if more else "as many rows as"
    )
    return f"{change} on {when}"


def _changes(handoff: Handoff) -> tuple[Any, ...]:
    return handoff.contract.changes if handoff.contract and handoff.act == "write" else ()


def _columns(handoff: Handoff) -> str:
    numbers = {one.name: one for one in handoff.statistics}
    keys = set(handoff.schema.primary_key)
    rows = [
        _column(field, numbers.get(field.name), is_key=field.name in keys)
        for field in handoff.schema.fields[:200]
    ]
    if len(rows) <= _SHOWN:
        return _table(rows)
    more = len(handoff.schema.fields) - len(rows)
    rest = f"<p>and {more:,} more</p>" if more else ""
    return (
        _table(rows[:_SHOWN])
        + f"<details><summary>{len(handoff.schema.fields) - _SHOWN:,} more columns</summary>"
        + _table(rows[_SHOWN:])
        + rest
        + "</details>"
    )


def _table(rows: list[str]) -> str:
    names = ("Column", "Type", "Meaning", "Nulls", "Values")
    head = "".join(f"<th style='text-align:left'>{name}</th>" for name in names)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _column(field: Field, numbers: Statistic | None, *, is_key: bool) -> str:
    kind = ", ".join(filter(None, [field.type, field.unit, "key" if is_key else ""]))
    nulls = f"{numbers.nulls:,}" if numbers else ""
    cells = (field.name, kind, field.description, nulls, _values(numbers))
    return (
        "<tr>"
        + "".join(f"<td style='text-align:left'>{escape(one)}</td>" for one in cells)
        + "</tr>"
    )


def _values(numbers: Statistic | None) -> str:
    if numbers is None:
        return ""
    if numbers.min is not None:
        return f"{_value(numbers.min)} to {_value(numbers.max)}"
    return ", ".join(_value(top.value) for top in numbers.top[:3])


def _value(value: Value) -> str:
    if isinstance(value, float):
        return f"{value:,.6g}"
    shown = f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)
    return shown if len(shown) <= 40 else shown[:39] + "…"


def _counted(number: int, thing: str) -> str:
    return f"{number:,} {thing}" + ("" if number == 1 else "s")


def _moment(moment: datetime) -> str:
    return moment.strftime("%-d %b %Y, %H:%M UTC")
