"""What differs between two versions, as a page that runs no script."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from ..domain.comparisons import CellChange, Comparison, OutputChange
from ..domain.records import Record, ReportDetail, Version
from .browsing import Frame, counted, page_of
from .tables import Delta, Table, delta_of, table_in

_PARTS = {"figure": "Figure", "table": "Table"}


class Entry(Record):
    """A line of the list of changes."""

    anchor: str
    kind: str
    label: str


def compared_document(
    report: ReportDetail,
    versions: tuple[Version, ...],
    comparison: Comparison | None,
    frame: Frame,
) -> bytes:
    """Two versions beside each other, and a form to choose others; None where there is but one."""
    return page_of(
        "compared.html.j2",
        frame,
        title=f"Versions of {report.title}",
        report=report,
        versions=[each for each in versions if not each.erased],
        comparison=comparison,
        entries=_entries(comparison) if comparison else [],
        gist=_gist(comparison) if comparison else "",
        part_of=lambda output: _PARTS.get(output.part, "Output"),
        place_of=_place,
        picture=_picture,
        delta=_delta,
        plain=lambda data: _text(data, "text/plain"),
    )


def _entries(comparison: Comparison) -> list[Entry]:
    found = []
    if comparison.title:
        found.append(Entry(anchor="title", kind="changed", label="Title"))
    for at, cell in enumerate(comparison.cells):
        number = cell.after or cell.before
        if cell.source:
            named = "Code" if cell.part == "code" else "Text"
            label = cell.heading if named == "Text" and cell.heading else f"{named}, cell {number}"
            found.append(Entry(anchor=f"cell-{at}", kind=cell.kind, label=label))
        for place, output in enumerate(cell.outputs):
            label = f"{_PARTS.get(output.part, 'Output')}, cell {number}"
            found.append(Entry(anchor=f"cell-{at}-{place}", kind=output.kind, label=label))
    for name, changes in (("Environment", comparison.packages), ("Files", comparison.files)):
        if changes:
            found.append(Entry(anchor=name.lower(), kind="changed", label=name))
    return found


def _gist(comparison: Comparison) -> str:
    """How much has changed, in one line."""
    cells, kinds = comparison.cells, [cell.kind for cell in comparison.cells]
    parts = [output.part for cell in cells for output in cell.outputs]
    said = ["No cell has changed"]
    if cells:
        said = [counted(kinds.count("changed"), "cell changed", "cells changed")]
        said += [f"{kinds.count('added')} added", f"{kinds.count('removed')} removed"]
    for number, one, many in (
        (parts.count("figure"), "figure differs", "figures differ"),
        (parts.count("table"), "table differs", "tables differ"),
        (len(comparison.packages), "package", "packages"),
        (len(comparison.files), "file", "files"),
    ):
        said += [counted(number, one, many)] if number else []
    return " · ".join(said)


def _place(cell: CellChange) -> str:
    if cell.kind == "added":
        return f"cell {cell.after}, new"
    return f"cell {cell.before}, removed" if cell.kind == "removed" else f"cell {cell.after}"


def _picture(data: dict[str, Any] | None) -> str | None:
    """The address of an image, whose scripts never run in an `img`."""
    mime = next((name for name in data or {} if name.startswith("image/")), None)
    if mime is None:
        return None
    content = _text(data, mime)
    if mime == "image/svg+xml":
        return f"data:{mime},{quote(content)}"
    return f"data:{mime};base64,{''.join(content.split())}"


def _delta(output: OutputChange) -> Delta | None:
    """The tables of an output laid over each other, where it has any."""
    before = table_in(_text(output.before, "text/html"))
    after = table_in(_text(output.after, "text/html"))
    if output.part != "table" or (before is None and after is None):
        return None
    return delta_of(before or Table(), after or Table())


def _text(data: dict[str, Any] | None, mime: str) -> str:
    value = (data or {}).get(mime)
    if isinstance(value, list):
        value = "".join(map(str, value))
    return value if isinstance(value, str) else ""
