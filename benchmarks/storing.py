"""What storing costs: in bytes for the next version, and in time beside writing a plain file.

python benchmarks/storing.py FOLDER_WITH_NOTEBOOKS

The bytes are those of whole publications, page and picture included, of a notebook of 20 figures;
the times are of the folder's median and largest notebooks.
"""

from __future__ import annotations

import base64
import copy
import io
import os
import random
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from PIL import Image

from jupyter_hub_publish import bundle
from jupyter_hub_publish.domain import notebook as notebooks
from jupyter_hub_publish.domain.ids import new_report_id
from jupyter_hub_publish.domain.notebook import Notebook
from jupyter_hub_publish.domain.records import Actor
from jupyter_hub_publish.library.local import LocalLibrary
from jupyter_hub_publish.rendering import About, Renderer
from jupyter_hub_publish.storage import Storage, Unit, schema
from jupyter_hub_publish.storage.records import NewReport, NewVersion

TIMES = 15
FIGURES = 20
BUDGET = 0.10  # of the first version's stored bytes, which the next may add
ACTOR = Actor(name="ana")
PAGE = b"<!doctype html><p>"


def store(storage: Storage, notebook: Notebook, report_id: str | None = None) -> str:
    """Store the notebook's bytes, text and rows; a new report unless one is given."""
    data, cuts = notebooks.serialize(notebook)
    packed, facts, now = storage.pack(data, cuts), notebooks.facts(notebook), datetime.now(UTC)
    passages = notebooks.passages(notebook)
    new_id = report_id or new_report_id()

    def work(unit: Unit) -> None:
        if report_id is None:
            unit.reports.add(
                NewReport(
                    id=new_id,
                    title="T",
                    summary="",
                    owner="user:ana",
                    audience="everyone",
                    authors=("ana",),
                    created=now,
                )
            )
        unit.reports.add_version(
            new_id,
            NewVersion(
                title="T",
                summary="",
                tags=("a", "b"),
                published=now,
                publisher="ana",
                cells=facts.cells,
                language=facts.language,
                fingerprint="",
                source=None,
                notebook=unit.blobs.put(packed),
                page=unit.blobs.put(PAGE),
                passages=passages,
            ),
        )

    storage.write(work)
    return new_id


def write_plainly(folder: Path, data: bytes) -> None:
    """The floor: the same bytes in a file, on the disk when this returns."""
    with (folder / f"{time.time_ns()}.ipynb").open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def with_one_output_changed(notebook: Notebook, times: int) -> Notebook:
    """The same notebook, whose largest output came out a little differently."""
    changed = copy.deepcopy(notebook)
    outputs = [out for cell in changed["cells"] for out in notebooks.outputs_of(cell)]
    if outputs:
        largest = max(outputs, key=lambda output: len(str(output)))
        largest.setdefault("metadata", {})["run"] = times
    return changed


def median(work: Callable[[int], object]) -> float:
    """The median of the milliseconds that it takes."""
    taken = []
    for number in range(TIMES):
        start = time.perf_counter()
        work(number)
        taken.append(1000 * (time.perf_counter() - start))
    return sorted(taken)[TIMES // 2]


def stored_bytes(storage: Storage) -> int:
    """Bytes of all parts and texts, as they lie in the database."""
    with storage._engine.connect() as connection:
        columns = (schema.part.c.deflated, schema.version_text.c.passages)
        sizes = [sa.select(sa.func.sum(sa.func.length(column))) for column in columns]
        return sum(connection.execute(query).scalar() or 0 for query in sizes)


def measure(file: Path, folder: Path) -> None:
    notebook = notebooks.mended(notebooks.parse(file.read_bytes()))
    data, _ = notebooks.serialize(notebook)
    storage = Storage.open(folder / f"library-{file.stem}")
    store(storage, notebook)
    floor = median(lambda number: write_plainly(folder, data))
    # Another word in every cell, so that no part of it is known.
    strangers = [_stranger(notebook, number) for number in range(TIMES)]
    first = median(lambda number: store(storage, strangers[number]))
    report_id = store(storage, notebook)
    nexts = [with_one_output_changed(notebook, number) for number in range(1, TIMES + 2)]
    again = median(lambda number: store(storage, nexts[number], report_id))
    before = stored_bytes(storage)
    store(storage, nexts[-1], report_id)
    added = stored_bytes(storage) - before
    print(f"{file.name}: {len(data):,} bytes of JSON")
    print(f"  write and fsync a plain file   {floor:8.1f} ms")
    print(f"  store a new report             {first:8.1f} ms  {first / floor:5.2f} x the file")
    print(f"  store it, one output changed   {again:8.1f} ms  {again / floor:5.2f} x the file")
    print(f"  bytes that this version adds   {added:8,}     {added / len(data):5.2f} x the file")
    storage.close()


def _stranger(notebook: Notebook, number: int) -> Notebook:
    changed = copy.deepcopy(notebook)
    for cell in changed["cells"]:
        cell.setdefault("metadata", {})["stranger"] = number
        for output in notebooks.outputs_of(cell):
            output.setdefault("metadata", {})["stranger"] = number
    return changed


def of_figures() -> Notebook:
    """A notebook dominated by images: each cell has a line of code and a figure of about 150 kB."""
    cells = [
        {
            "cell_type": "code",
            "metadata": {},
            "execution_count": number,
            "source": f"plot(month={number})",
            "outputs": [_figure(number)],
        }
        for number in range(FIGURES)
    ]
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}


def _figure(number: int) -> dict[str, Any]:
    noise = random.Random(number).randbytes(240 * 180)
    file = io.BytesIO()
    Image.frombytes("L", (240, 180), noise).resize((480, 360)).save(file, "PNG")
    data = {"image/png": base64.b64encode(file.getvalue()).decode(), "text/plain": "<Figure>"}
    return {"output_type": "display_data", "metadata": {}, "data": data}


def publish(
    library: LocalLibrary,
    renderer: Renderer,
    notebook: Notebook,
    files: dict[str, bytes],
    report: str | None = None,
) -> str:
    """Publish the notebook as its author's server does, and return the report's id."""
    data, _ = notebooks.serialize(notebook)
    about = About(
        title="Figures",
        summary="",
        authors=("ana",),
        tags=(),
        published=datetime(2026, 1, 1, tzinfo=UTC),
        language="python",
    )
    page = renderer.render(
        data, about, progress=lambda done, total: None, cancelled=threading.Event()
    )
    file = io.BytesIO()
    manifest = bundle.Manifest(title="Figures", page_cuts=page.cuts)
    bundle.write(
        file,
        manifest=manifest,
        notebook=data,
        page=page.html,
        thumbnail=page.thumbnail,
        attachments=files,
    )
    file.seek(0)
    if report is None:
        return library.publishing.publish_new(file, actor=ACTOR).id
    return library.publishing.publish_version(report, file, actor=ACTOR).id


def measure_next_versions(folder: Path) -> None:
    """What the next version adds when a line, a figure, or a file has changed."""
    notebook = of_figures()
    files = {"data.csv": random.Random(0).randbytes(100_000)}
    line, figure = copy.deepcopy(notebook), copy.deepcopy(notebook)
    line["cells"][7]["source"] += "  # again"
    figure["cells"][7]["outputs"] = [_figure(FIGURES)]
    library, renderer = LocalLibrary.open(folder / "next", cache=folder / "cache"), Renderer()
    storage = library._storage
    try:
        report = publish(library, renderer, notebook, files)
        first = stored_bytes(storage)
        print(f"{FIGURES} figures and a file: the first version stores {first:,} bytes")
        for change, changed in (
            ("nothing changed", notebook),
            ("a line of code changed", line),
            ("a cell with its figure changed", figure),
        ):
            before = stored_bytes(storage)
            publish(library, renderer, changed, files, report)
            added = stored_bytes(storage) - before
            verdict = "within" if added <= BUDGET * first else "OVER"
            share = f"{100 * added / first:5.1f} % of the first"
            print(f"  {change:32} adds {added:9,} bytes, {share}  ({verdict} {BUDGET:.0%})")
    finally:
        renderer.close()
        library.close()


def main(notebooks_in: Path) -> None:
    """Measure the next versions, then the median and the largest notebook of a folder."""
    with tempfile.TemporaryDirectory(dir=".") as scratch:
        measure_next_versions(Path(scratch))
        files = sorted(notebooks_in.glob("**/*.ipynb"), key=lambda file: file.stat().st_size)
        if not files:
            sys.exit(f"There is no notebook in {notebooks_in}.")
        for chosen in dict.fromkeys((files[len(files) // 2], files[-1])):
            measure(chosen, Path(scratch))


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "examples"))
