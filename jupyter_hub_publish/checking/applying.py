"""The author's decisions, carried out on a copy: the notebook that is published."""

from __future__ import annotations

from typing import Any

from ..domain.drafts import Decision, Finding
from ..domain.errors import Undecided
from ..domain.notebook import Notebook
from ..domain.records import Record, Waiver
from .findings import Found, look_through
from .masking import Mask
from .views import forms

HIDDEN = "# This cell is not part of the report."
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
    found = look_through(notebook, key=key, seconds=_SECONDS).found
    decided = {decision.finding: decision for decision in decisions}
    _require_decisions([each.finding for each in found], decided)
    chosen = [(each, decided[each.finding.id]) for each in found if each.finding.id in decided]
    return Applied(
        notebook=_changed(notebook, [(each, decision.remedy) for each, decision in chosen]),
        waivers=tuple(
            _waiver(each.finding, decision)
            for each, decision in chosen
            if decision.remedy == "waive"
        ),
        masked=tuple(
            sorted({each.finding.rule for each, decision in chosen if decision.remedy == "mask"})
        ),
    )


def _require_decisions(findings: list[Finding], decided: dict[str, Decision]) -> None:
    for finding in findings:
        decision = decided.get(finding.id)
        if decision and decision.remedy == "waive" and not decision.reason.strip():
            raise Undecided(
                f"{finding.message} is published only with a reason.",
                hint="Say why it may be seen, or mask it in the published copy.",
                cell=_first_cell(finding),
            )
    stops = [finding for finding in findings if finding.severity == "stop"]
    left = [f for f in stops if f.id not in decided or decided[f.id].remedy == "leave"]
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


def _changed(notebook: Notebook, chosen: list[tuple[Found, str]]) -> Notebook:
    dropped = {place for found, remedy in chosen if remedy == "drop" for place in found.outputs}
    hidden = {
        number for found, remedy in chosen if remedy == "hide" for number in found.finding.cells
    }
    # Who drops or hides what holds a secret does not want it to be read elsewhere either.
    values = [
        form
        for found, remedy in chosen
        if remedy in ("mask", "drop", "hide")
        for value in found.values
        for form in forms(value)
    ]
    cells = [
        _hidden(cell) if number in hidden else _without(cell, number, dropped)
        for number, cell in enumerate(notebook["cells"], 1)
    ]
    if not values:
        return {**notebook, "cells": cells}
    mask = Mask(values)
    rest = {key: mask.tree(part) for key, part in notebook.items() if key != "cells"}
    return {**notebook, **rest, "cells": [mask.cell(cell) for cell in cells]}


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
