"""How long our page takes beside nbconvert's own.

    python benchmarks/rendering.py FOLDER_OF_NOTEBOOKS

Prints ratios of times measured in one run: our exporter in this process, new and with its memory of
equal cells, and the warm process with all that it takes to get there, each beside the stock
`HTMLExporter(template_name="lab")` in this process. Then what a page weighs besides its content,
compressed: the document itself, its styles, its scripts, and what each kind of drawing adds.
"""

from __future__ import annotations

import gzip
import re
import statistics
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import nbformat
from nbconvert import HTMLExporter

from jupyter_hub_publish.domain.notebook import parse
from jupyter_hub_publish.rendering import About, Renderer
from jupyter_hub_publish.rendering.exporter import ReportExporter
from jupyter_hub_publish.rendering.highlighting import highlighted
from jupyter_hub_publish.rendering.markdown import _remembered
from jupyter_hub_publish.web import vendored

OVERHEAD_BUDGET_KB = 20
DRAWN = b'{"nbformat": 4, "cells": [{"cell_type": "markdown", "source": "$x$"}]}'
ABOUT = About(title="Benchmark", published=datetime(2026, 1, 1, tzinfo=UTC))
Run = Callable[[bytes], object]


def main(folder: Path) -> None:
    """Measure every notebook of the folder, and print a line for each and one for all."""
    stock, ours = HTMLExporter(template_name="lab"), ReportExporter()  # type: ignore[no-untyped-call]
    renderer = Renderer()

    def forgetful(data: bytes) -> object:
        highlighted.cache_clear()
        _remembered.cache_clear()
        return ours.page(parse(data), ABOUT)

    def warm(data: bytes) -> object:
        return renderer.render(
            data, ABOUT, progress=lambda done, total: None, cancelled=threading.Event()
        )

    runs: dict[str, Run] = {
        "stock": lambda data: stock.from_notebook_node(_read(data)),
        "new": forgetful,
        "again": lambda data: ours.page(parse(data), ABOUT),
        "process": warm,
    }
    paths = sorted(folder.glob("*.ipynb"))
    warm_ups = paths[0].read_bytes()
    for run in runs.values():
        run(warm_ups)
    table = [
        {name: _seconds(run, path.read_bytes()) for name, run in runs.items()} for path in paths
    ]
    _print(paths, table)
    _print_weight(ours)
    renderer.close()


def _read(data: bytes) -> nbformat.NotebookNode:
    text = data.decode()
    node: nbformat.NotebookNode = nbformat.reads(text, 4)  # type: ignore[no-untyped-call]
    return node


def _seconds(run: Run, data: bytes) -> float:
    """The best of three, since whatever else the machine does only adds to it."""
    times = []
    for _ in range(3):
        begin = time.perf_counter()
        run(data)
        times.append(time.perf_counter() - begin)
    return min(times)


def _print(paths: list[Path], table: list[dict[str, float]]) -> None:
    print(f"{'notebook':<44}{'stock ms':>9}{'new':>8}{'again':>8}{'process':>9}   (× stock)")
    for path, row in zip(paths, table, strict=True):
        _line(path.stem[:42], row)
    total = {name: sum(row[name] for row in table) for name in table[0]}
    _line("all", total)
    middle = statistics.median(row["process"] / row["stock"] for row in table)
    print(f"median of the process: {middle:.3f} × stock")


def _print_weight(ours: ReportExporter) -> None:
    """Of a page with one formula: it loads all that any page loads before a kind's own file."""
    html = ours.page(parse(DRAWN), ABOUT).html
    names = re.findall(r"vendor/([^\"?]+)", html.decode())
    weights = {"document": len(gzip.compress(html)) / 1000}
    for name in names:
        file = vendored(name)
        assert file is not None, name
        weights[name] = file.content.gzip_size / 1000
    total = sum(weights.values())
    print("overhead, kB: " + ", ".join(f"{name} {size:.1f}" for name, size in weights.items()))
    verdict = "within" if total <= OVERHEAD_BUDGET_KB else "OVER"
    print(f"overhead in all: {total:.1f} kB, {verdict} the budget of {OVERHEAD_BUDGET_KB}")


def _line(name: str, row: dict[str, float]) -> None:
    ratios = [row[key] / row["stock"] for key in ("new", "again", "process")]
    shown = f"{ratios[0]:>8.3f}{ratios[1]:>8.3f}{ratios[2]:>9.3f}"
    print(f"{name:<44}{row['stock'] * 1000:>9.0f}{shown}")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "examples"))
