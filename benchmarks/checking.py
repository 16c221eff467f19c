"""How much the check before publishing finds, how often it is wrong, and how long it takes.

    python benchmarks/checking.py [FOLDER_OF_CLEAN_NOTEBOOKS]

The secrets are drawn by the tests' generator, and each is planted in code, text, HTML and JSON. The
clean notebooks are the examples, the tests' gallery and those of the folder. Times are those of the
processor, beside what Python's own parser takes for the same notebook's JSON, and beside what
detect-secrets takes for the same text when it scans line by line, both in the same run.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from detect_secrets.core.scan import scan_line
from detect_secrets.settings import transient_settings

from jupyter_hub_publish import checking
from jupyter_hub_publish.checking.texts import texts
from jupyter_hub_publish.domain.notebook import Notebook, parse

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "checking")]
from planted import PLACES, planted, secrets  # type: ignore[import-not-found]  # noqa: E402

KEY = b"benchmark"
FOUND_BUDGET = 0.95
ALARMS_BUDGET = 0.01  # of clean notebooks
BUDGETS = {1_000_000: 300, 5_000_000: 2_000}  # bytes of a notebook: milliseconds
ENTROPY = ("Base64HighEntropyString", "HexHighEntropyString")


def main(folder: Path | None) -> None:
    """Measure and print all of it."""
    print_what_is_found()
    clean = [
        *(ROOT / "examples").glob("*.ipynb"),
        *(ROOT / "tests/rendering/gallery").glob("*.ipynb"),
    ]
    clean += folder.rglob("*.ipynb") if folder else ()
    print_false_alarms(clean)
    for size, budget in BUDGETS.items():
        print_time(size, budget)


def stops(notebook: Notebook) -> list[Any]:
    found = checking.check(notebook, key=KEY, seconds=600).findings
    return [finding for finding in found if finding.severity == "stop"]


def print_what_is_found() -> None:
    corpus = secrets()
    kinds = Counter(secret.kind for secret in corpus)
    print(f"{len(corpus)} secrets of {len(kinds)} kinds, found in")
    for place in PLACES:
        missed = [s.kind for s in corpus if not stops(planted(s, place))]
        share = 1 - len(missed) / len(corpus)
        print(f"  {place:<5} {share:7.1%}, {verdict(share >= FOUND_BUDGET)} {' '.join(missed)}")


def print_false_alarms(paths: list[Path]) -> None:
    alarms = []
    for path in paths:
        alarms += [(path, finding.message) for finding in stops(parse(path.read_bytes()))]
    share = len({path for path, _ in alarms}) / len(paths)
    kept = verdict(share <= ALARMS_BUDGET)
    print(f"{len(paths)} clean notebooks, {len(alarms)} false alarms: {kept}")
    for path, message in alarms:
        print(f"  {path.name}: {message}")


def print_time(size: int, budget: int) -> None:
    notebook = of_size(size)
    data = json.dumps(notebook)
    said = [line for text in texts(notebook) for line in text.content.splitlines()]
    ours = seconds(lambda: checking.check(notebook, key=KEY, seconds=600))
    floor = seconds(lambda: json.loads(data))
    first = said[: len(said) * 200_000 // size]  # it needs more than a second for a megabyte
    peer = seconds(lambda: line_by_line(first), times=1) * len(said) / len(first)
    print(f"{len(data) / 1e6:.1f} MB, {sum(map(len, said)) / 1e6:.1f} MB of it text:")
    print(f"  {ours * 1000:,.0f} ms, budget {budget} ms, {verdict(ours * 1000 <= budget)}")
    print(f"  ×{ours / floor:.0f} json.loads ({floor * 1000:.0f} ms)")
    print(f"  ×{ours / peer:.2f} detect-secrets line by line ({peer * 1000:,.0f} ms)")


def of_size(size: int) -> Notebook:
    """A notebook so large as JSON, of the cells of the clean ones without their pictures."""
    cells: list[dict[str, Any]] = []
    left = size
    sources = sorted((ROOT / "examples").glob("*.ipynb"))
    sources += sorted((ROOT / "tests" / "rendering" / "gallery").glob("*.ipynb"))
    every = [cell for path in sources for cell in parse(path.read_bytes())["cells"]]
    while left > 0:
        for cell in every:
            cells.append(without_pictures(cell))
            left -= len(json.dumps(cells[-1])) + 2
            if left <= 0:
                break
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}


def without_pictures(cell: dict[str, Any]) -> dict[str, Any]:
    outputs = [
        {**output, "data": {m: v for m, v in output["data"].items() if m != "image/png"}}
        if "data" in output
        else output
        for output in cell.get("outputs", ())
    ]
    return {**cell, "outputs": outputs} if cell["cell_type"] == "code" else cell


def line_by_line(lines: list[str]) -> None:
    from detect_secrets.core.plugins.util import get_mapping_from_secret_type_to_class

    known: dict[str, type] = get_mapping_from_secret_type_to_class()
    plugins = [plugin.__name__ for plugin in known.values()]
    used = [{"name": name} for name in plugins if name not in ENTROPY]
    with transient_settings({"plugins_used": used}):
        for line in lines:
            list(scan_line(line))


def seconds(work: Callable[[], object], times: int = 3) -> float:
    """The best of some runs: whatever else the machine does only adds to it."""
    taken = []
    for _ in range(times):
        begin = time.process_time()
        work()
        taken.append(time.process_time() - begin)
    return min(taken)


def verdict(kept: bool) -> str:
    return "kept" if kept else "OVER"


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
