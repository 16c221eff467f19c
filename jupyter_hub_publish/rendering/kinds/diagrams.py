"""Mermaid diagrams, from outputs and from fences in Markdown."""

from __future__ import annotations

from .drawing import Drawing

MERMAID = "text/vnd.mermaid"


def mermaid(source: str) -> Drawing | None:
    """The diagram that this text describes."""
    return Drawing("mermaid", source, "A diagram (Mermaid)") if source.strip() else None
