"""What differs between two versions, cell by cell."""

from __future__ import annotations

from typing import Any, Literal

from .records import Record, Version

Kind = Literal["added", "removed", "changed"]


class Piece(Record):
    """A stretch of text that both versions have, or one of them."""

    kind: Literal["same", "removed", "added"]
    text: str


class OutputChange(Record):
    """Outputs of a cell that stand in each other's place."""

    kind: Kind
    part: Literal["figure", "table", "text", "other"]
    before: dict[str, Any] | None
    """Its MIME bundle, as nbformat has it, without what is larger than the limit."""
    after: dict[str, Any] | None


class CellChange(Record):
    """A cell that differs, with the cells before it that do not."""

    kind: Kind
    part: Literal["text", "code"]
    heading: str
    """The heading that it stands under, or the empty string."""
    before: int | None
    """Its number in the older version, counted from 1."""
    after: int | None
    source: tuple[Piece, ...]
    """Its text with what differs; empty where the text is the same."""
    outputs: tuple[OutputChange, ...]
    skipped: int
    """How many equal cells stand between the change before and this one."""


class PackageChange(Record):
    """A distribution of another version; an empty version is none."""

    name: str
    before: str
    after: str


class FileChange(Record):
    """An attachment that differs."""

    path: str
    kind: Kind


class Comparison(Record):
    """Two versions of a report, the older one first."""

    before: Version
    after: Version
    title: tuple[Piece, ...]
    """The titles' differences; empty where they are the same."""
    cells: tuple[CellChange, ...]
    rest: int
    """How many equal cells stand after the last change."""
    packages: tuple[PackageChange, ...]
    files: tuple[FileChange, ...]
    complete: bool
    """False where the versions are too large to be compared in full."""
