"""The rows of a Vega-Lite view: data that stand in the chart, filtered, counted and grouped."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from .statistics import aggregate
from .values import MAX_POINTS, Axis, column, moment, number

Row = dict[str, Any]
_MAX_ROWS = 50_000
_UNITS = ("year", "quarter", "month", "day", "date", "hours", "minutes", "seconds")


class NotDrawn(Exception):
    """The chart needs what is not here: data of elsewhere, or an expression's value."""


def rows_of(view: dict[str, Any], datasets: dict[str, Any]) -> list[Row] | None:
    """The rows that the view names, or None where it names none and takes those around it."""
    data = view.get("data")
    if data is None:
        return None
    if not isinstance(data, dict) or "url" in data:
        raise NotDrawn
    values = data.get("values", datasets.get(str(data.get("name"))))
    if isinstance(sequence := data.get("sequence"), dict):
        values = _sequence(sequence)
    if not isinstance(values, list):
        raise NotDrawn
    step = math.ceil(len(values) / _MAX_ROWS)
    sampled = values[::step] if step > 1 else values
    return [row if isinstance(row, dict) else {"data": row} for row in sampled]


def transformed(rows: list[Row], view: dict[str, Any]) -> list[Row]:
    """The rows after those transforms that need no expression; others end the drawing."""
    for step in column(view.get("transform"), 100):
        if not isinstance(step, dict):
            raise NotDrawn
        if "filter" in step:
            rows = _filtered(rows, step["filter"])
        elif "fold" in step:
            rows = _folded(rows, step)
        elif "aggregate" in step:
            rows = _aggregated(rows, step)
        elif "timeUnit" in step:
            rows = [{**row, str(step.get("as")): unit_of(field(row, step), step)} for row in rows]
        else:
            raise NotDrawn
    return rows


def field(row: Row, channel: dict[str, Any]) -> Any:
    """The value in the field that the channel names, which may be a path into objects."""
    name = channel.get("field")
    if not isinstance(name, str):
        return None
    if name in row:
        return row[name]
    bare = name.replace("\\", "")
    if bare in row:
        return row[bare]
    value: Any = row
    for step in name.replace("[", ".").replace("]", "").split(".")[:8]:
        value = value.get(step.strip("'\"")) if isinstance(value, dict) else None
    return value


def unit_of(value: object, channel: dict[str, Any]) -> object:
    """The beginning, in milliseconds, of the unit of time in which this moment is."""
    unit = channel.get("timeUnit")
    name = str(unit.get("unit") if isinstance(unit, dict) else unit)
    name = name.removeprefix("utc").removeprefix("binned").replace("monthdate", "month date")
    found = Axis("time").at(value)
    if found is None:
        return None
    try:
        when = moment("1970-01-01")
        assert when is not None
        return _cut(when + timedelta(milliseconds=found), name).timestamp() * 1000
    except (OverflowError, ValueError):
        return None


def _cut(when: datetime, name: str) -> datetime:
    asked = {unit for unit in _UNITS if unit in name.replace("monthdate", "month date")}
    if "day" in asked and "date" not in asked:  # of the week
        return datetime(2012, 1, 1 + (when.weekday() + 1) % 7, when.hour, tzinfo=when.tzinfo)
    month = when.month if "month" in asked or {"year", "date"} <= asked else 1
    if "quarter" in asked and "month" not in asked:
        month = 3 * ((when.month - 1) // 3) + 1
    return datetime(
        when.year if "year" in asked else 2012,
        month,
        when.day if "date" in asked else 1,
        when.hour if "hours" in asked else 0,
        when.minute if "minutes" in asked else 0,
        when.second if "seconds" in asked else 0,
        tzinfo=when.tzinfo,
    )


def _sequence(known: dict[str, Any]) -> list[Row]:
    first, last = number(known.get("start")), number(known.get("stop"))
    step = number(known.get("step", 1))
    if first is None or last is None or not step or (last - first) / step > MAX_POINTS:
        raise NotDrawn
    many = max(0, math.ceil((last - first) / step))
    return [{str(known.get("as", "data")): first + n * step} for n in range(many)]


def _filtered(rows: list[Row], test: object) -> list[Row]:
    if not isinstance(test, dict):
        raise NotDrawn  # an expression
    if "param" in test:
        return rows  # nothing is selected yet
    if isinstance(every := test.get("and"), list):
        for each in every[:20]:
            rows = _filtered(rows, each)
        return rows
    if "timeUnit" in test:
        raise NotDrawn
    return [row for row in rows if _passes(field(row, test), test)]


def _passes(value: Any, test: dict[str, Any]) -> bool:
    if "equal" in test:
        return bool(value == test["equal"])
    if isinstance(known := test.get("oneOf"), list):
        return value in known
    if "valid" in test:
        return (value is not None) == bool(test["valid"])
    ends = test.get("range")
    low, high = ends if isinstance(ends, list) and len(ends) == 2 else (None, None)
    limits = {"gte": test.get("gte", low), "lte": test.get("lte", high)}
    limits |= {"gt": test.get("gt"), "lt": test.get("lt")}
    if all(limit is None for limit in limits.values()):
        raise NotDrawn
    kind = Axis("time" if moment(value) else "number")
    at = kind.at(value)
    if at is None:
        return False
    passes = {"gte": at.__ge__, "lte": at.__le__, "gt": at.__gt__, "lt": at.__lt__}
    found = {name: kind.at(limit) for name, limit in limits.items() if limit is not None}
    return all(limit is not None and passes[name](limit) for name, limit in found.items())


def _folded(rows: list[Row], step: dict[str, Any]) -> list[Row]:
    names = [str(name) for name in column(step["fold"], 100)]
    key, value = (*(str(each) for each in column(step.get("as"), 2)), "key", "value")[:2]
    if len(names) * len(rows) > _MAX_ROWS:
        raise NotDrawn
    return [{**row, key: name, value: row.get(name)} for row in rows for name in names]


def _aggregated(rows: list[Row], step: dict[str, Any]) -> list[Row]:
    names = [str(name) for name in column(step.get("groupby"), 20)]
    made = [each for each in column(step["aggregate"], 50) if isinstance(each, dict)]
    found = []
    for group in grouped(rows, ((row.get(name) for name in names) for row in rows)):
        kept = {name: group[0].get(name) for name in names}
        for each in made:
            values = [field(row, each) for row in group]
            kept[str(each.get("as"))] = aggregate(str(each.get("op")), values)
        found.append(kept)
    return found


def grouped(rows: list[Row], keys: Iterable[Iterable[object]]) -> list[list[Row]]:
    """The rows of equal keys together, in the order in which the keys come."""
    groups: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row, key in zip(rows, keys, strict=True):
        groups[tuple(str(part) if isinstance(part, dict | list) else part for part in key)].append(
            row
        )
    return list(groups.values())
