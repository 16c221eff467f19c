"""Two versions side by side: their cells, their packages, their files."""

from __future__ import annotations

from collections.abc import Mapping

from ..domain.comparisons import CellChange, Comparison, FileChange, Kind, PackageChange
from ..domain.notebook import Notebook
from ..domain.records import Environment, Record, Version
from .alignment import Pair, aligned
from .bounds import Bounds
from .cells import cell_change, headings
from .texts import words_apart


class Side(Record):
    """One of the two versions."""

    version: Version
    notebook: Notebook
    files: Mapping[str, str]
    """What its attachments hold, by path: any name that is the same for the same bytes."""


def compare(before: Side, after: Side) -> Comparison:
    """What differs; cells whose text and outputs are the same are only counted."""
    bounds = Bounds()
    changes, skipped = _cells(before.notebook, after.notebook, bounds)
    return Comparison(
        before=before.version,
        after=after.version,
        title=words_apart(before.version.title, after.version.title, bounds),
        cells=tuple(changes),
        rest=skipped,
        packages=tuple(_packages(before.version.environment, after.version.environment)),
        files=tuple(_files(before.files, after.files)),
        complete=not bounds.exceeded,
    )


def _cells(before: Notebook, after: Notebook, bounds: Bounds) -> tuple[list[CellChange], int]:
    old, new = before["cells"], after["cells"]
    sections = headings(new), headings(old)
    changes: list[CellChange] = []
    skipped = 0
    for pair in aligned(old, new):
        if pair.is_same:
            skipped += 1
            continue
        changes.append(cell_change(pair, old, new, _section(pair, *sections), skipped, bounds))
        skipped = 0
    return changes, skipped


def _section(pair: Pair, new: list[str], old: list[str]) -> str:
    if pair.after is not None:
        return new[pair.after]
    assert pair.before is not None, "a pair has a side"
    return old[pair.before]


def _packages(before: Environment | None, after: Environment | None) -> list[PackageChange]:
    """Nothing where one of the versions does not know its packages: that is no change."""
    if before is None or after is None:
        return []
    old = {package.name: package.version for package in before.packages}
    new = {package.name: package.version for package in after.packages}
    return [
        PackageChange(name=name, before=old.get(name, ""), after=new.get(name, ""))
        for name in sorted(old.keys() | new.keys(), key=str.casefold)
        if old.get(name) != new.get(name)
    ]


def _files(before: Mapping[str, str], after: Mapping[str, str]) -> list[FileChange]:
    changes = []
    for path in sorted(before.keys() | after.keys()):
        if before.get(path) != after.get(path):
            kind: Kind = "changed"
            if path not in before or path not in after:
                kind = "added" if path in after else "removed"
            changes.append(FileChange(path=path, kind=kind))
    return changes
