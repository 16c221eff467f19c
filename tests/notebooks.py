"""Notebooks as tests write them."""

from __future__ import annotations

from typing import Any


def code(source: Any = "", outputs: Any = (), **metadata: Any) -> dict[str, Any]:
    """A code cell that was run."""
    return {
        "cell_type": "code",
        "source": source,
        "metadata": metadata,
        "outputs": list(outputs),
        "execution_count": 1,
    }


def text(source: str) -> dict[str, Any]:
    """A Markdown cell."""
    return {"cell_type": "markdown", "source": source, "metadata": {}}


def printed(words: str) -> dict[str, Any]:
    """An output that says these words."""
    return {"output_type": "stream", "name": "stdout", "text": words}


def notebook(*cells: dict[str, Any], **metadata: Any) -> dict[str, Any]:
    """A notebook of these cells."""
    return {"nbformat": 4, "nbformat_minor": 4, "metadata": metadata, "cells": list(cells)}
