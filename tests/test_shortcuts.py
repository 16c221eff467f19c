"""No shortcut of ours is one that JupyterLab or Notebook has already."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

OURS = Path(__file__).parents[1] / "schema"
THEIRS = Path(sys.prefix) / "share/jupyter/lab/schemas"


def shortcuts(schema: Path) -> Iterator[dict[str, Any]]:
    yield from json.loads(schema.read_text()).get("jupyter.lab.shortcuts", [])


def pressed(shortcut: dict[str, Any], system: str) -> tuple[str, ...] | None:
    """The keys as one presses them on a system: `Accel` is Cmd on a Mac and Ctrl elsewhere."""
    chords = shortcut.get(f"{system}Keys") or shortcut["keys"]
    accel = "Cmd" if system == "mac" else "Ctrl"
    keys = tuple(" ".join(sorted(chord.replace("Accel", accel).split())) for chord in chords)
    return keys if any(keys) else None


# It takes the keys of Save, in published notebooks alone, to say why they cannot be saved.
STANDS_IN = {"hub-publish:refuse-save"}


@pytest.mark.parametrize("system", ["linux", "mac", "win"])
def test_our_shortcuts_clash_with_none(system: str) -> None:
    ours = {
        pressed(shortcut, system): shortcut["command"]
        for schema in OURS.glob("*.json")
        for shortcut in shortcuts(schema)
        if shortcut["command"] not in STANDS_IN
    }
    theirs = {
        pressed(shortcut, system): shortcut["command"]
        for schema in THEIRS.rglob("*.json")
        if "jupyter-hub-publish" not in schema.parts
        for shortcut in shortcuts(schema)
    }
    assert len(theirs) > 50, "the schemas of JupyterLab are not where they are looked for"
    assert ours, "we have a shortcut of our own"
    assert not set(ours) & set(theirs)
