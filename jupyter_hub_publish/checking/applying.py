"""The author's decisions, carried out on a copy: the notebook that is published."""

from __future__ import annotations

from typing import Any

from ..domain.drafts import Decision, Finding
from ..domain.errors import Undecided
from ..domain.notebook import Notebook
from ..domain.records import Record, Waiver
from .findings import GROUPED, Found, look_through
from .masking import Mask
from .views import forms

HIDDEN = "# This cell is not part of the report."
# Who drops or hides what holds a secret does not want it to be read elsewhere either.
_REMOVING = ("mask", "drop", "hide")
_SECONDS = 20.0  # it runs in the background, and what it does not see is published


class Applied(Record):
    """A notebook as it is published, and what is remembered of the decisions."""

    notebook: Notebook
    waivers: tuple[Waiver, ...]
    """The findings that were published all the same, and why."""
    masked: tuple[str, ...]
    """The rules whose findings were masked."""


def apply(notebook: Notebook, decisions: tuple[Decision, ...], *, key: bytes) -> Applied:
    """The notebook with each decision carried out; the one that is given stays as it is.

    Raises Undecided while a finding that stops has no decision, or has no reason for being waived.
    Decisions about what is not there (any more) are passed over. `key` is the one of the check.
    """
    report = look_through(notebook, key=key, seconds=_SECONDS)
    decided = {decision.finding: decision for decision in decisions}
    each = [(f, decided.get(f.finding.id) or decided.get(f.group)) for f in report.found]
    _require_decisions(each)
    chosen = [(f, decision) for f, decision in each if decision]
    rules = {f.finding.rule for f, decision in chosen if decision.remedy in _REMOVING}
    values = {value for f, decision in chosen if decision.remedy in _REMOVING for value in f.values}
    if not report.complete:
        values |= _values_beyond(notebook, rules & GROUPED)
    return Applied(
        notebook=_masked(_cut(notebook, chosen), values),
        waivers=tuple(_waiver(f.finding, d) for f, d in chosen if d.remedy == "waive"),
        masked=tuple(
            sorted({f.finding.rule for f, d in chosen if d.remedy == "mask" and f.values})
        ),
    )


def _require_decisions(each: list[tuple[Found, Decision | None]]) -> None:
    for found, decision in each:
        if decision and decision.remedy == "waive" and not decision.reason.strip():
            raise Undecided(
                f"{found.finding.message} is published only with a reason.",
                hint="Say why it may be seen, or mask it in the published copy.",
                cell=_first_cell(found.finding),
            )
    left = [
        found.finding
        for found, decision in each
        if found.finding.severity == "stop" and (decision is None or decision.remedy == "leave")
    ]
    if left:
        needs = "1 secret needs" if len(left) == 1 else f"{len(left)} secrets need"
        raise Undecided(
            f"{needs} a decision.",
            hint="Mask it in the published copy, hide its cell, or say why it may be seen.",
            cell=_first_cell(left[0]),
        )


def _first_cell(finding: Finding) -> int | None:
    return finding.cells[0] if finding.cells else None


def _waiver(finding: Finding, decision: Decision) -> Waiver:
    return Waiver(
        rule=finding.rule,
        message=finding.message,
        cells=finding.cells,
        masked=finding.masked,
        reason=decision.reason.strip(),
    )


def _values_beyond(notebook: Notebook, rules: set[str]) -> set[str]:
    """Who masks the addresses of people masks those as well that were too far down to be told."""
    if not rules:
        return set()
    report = look_through(notebook, key=None, most=None, rules=frozenset(rules))
    return {value for found in report.found for value in found.values}


def _masked(notebook: Notebook, values: set[str]) -> Notebook:
    if not values:
        return notebook
    mask = Mask(form for value in values for form in forms(value))
    rest = {key: mask.tree(part) for key, part in notebook.items() if key != "cells"}
    return {**notebook, **rest, "cells": [mask.cell(cell) for cell in notebook["cells"]]}


def _cut(notebook: Notebook, chosen: list[tuple[Found, Decision]]) -> Notebook:
    """The notebook without what is hidden and dropped."""
    dropped = {place for f, decision in chosen if decision.remedy == "drop" for place in f.outputs}
    hidden = {cell for f, d in chosen if d.remedy == "hide" for cell in f.finding.cells}
    cells = [
        _hidden(cell) if number in hidden else _without(cell, number, dropped)
        for number, cell in enumerate(notebook["cells"], 1)
    ]
    return {**notebook, "cells": cells}


def _hidden(cell: dict[str, Any]) -> dict[str, Any]:
    """The cell without what it says, tagged so that it stays out of the page."""
    metadata = cell.get("metadata")
    metadata = dict(metadata) if isinstance(metadata, dict) else {}
    tags = metadata.get("tags")
    tags = [tag for tag in tags if tag != "remove-cell"] if isinstance(tags, list) else []
    emptied = {key: part for key, part in cell.items() if key != "attachments"}
    emptied["metadata"] = {**metadata, "tags": [*tags, "remove-cell"]}
    emptied["source"] = HIDDEN if cell["cell_type"] == "code" else ""
    if "outputs" in cell:
        emptied["outputs"] = []
    return emptied


def _without(cell: dict[str, Any], number: int, dropped: set[tuple[int, int]]) -> dict[str, Any]:
    outputs = cell.get("outputs")
    if not isinstance(outputs, list):
        return dict(cell)
    kept = [output for place, output in enumerate(outputs) if (number, place) not in dropped]
    return {**cell, "outputs": kept}
