"""What storing a notebook costs, beside writing the same bytes to a file and waiting for the disk.

python benchmarks/storing.py FOLDER_WITH_NOTEBOOKS
"""

from __future__ import annotations

import copy
import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa

from jupyter_hub_publish.domain import notebook as notebooks
from jupyter_hub_publish.domain.ids import new_report_id
from jupyter_hub_publish.domain.notebook import Notebook
from jupyter_hub_publish.storage import Storage, Unit, schema
from jupyter_hub_publish.storage.records import NewReport, NewVersion

TIMES = 15
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


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    files = sorted(Path(sys.argv[1]).glob("**/*.ipynb"), key=lambda file: file.stat().st_size)
    if not files:
        sys.exit(f"There is no notebook in {sys.argv[1]}.")
    with tempfile.TemporaryDirectory(dir=".") as scratch:
        for chosen in dict.fromkeys((files[len(files) // 2], files[-1])):
            measure(chosen, Path(scratch))
