"""How to connect to a dataset with each tool: snippets and files that hold nobody's password."""

from __future__ import annotations

from .datasets import Connections, DatasetDetail


def connections(dataset: DatasetDetail) -> Connections:
    """All ways that are known for where the dataset lies."""
    return Connections(snippets=(), files=())


def connection_file(dataset: DatasetDetail, name: str) -> bytes | None:
    """The file of this name, one of those in `connections`; None where there is none."""
    return None
