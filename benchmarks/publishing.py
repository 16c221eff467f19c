"""What a whole publication costs, beside what stock nbconvert takes to make its page alone.

python benchmarks/publishing.py FOLDER_WITH_NOTEBOOKS

Every figure is the median over the folder of each notebook's own median, warm; the ratios are to
`HTMLExporter(template_name="lab")` in the same process, and to the command `jupyter nbconvert`.
"""

from __future__ import annotations

import copy
import subprocess
import sys
import tempfile
import threading
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from statistics import median

import nbformat
from nbconvert import HTMLExporter

from jupyter_hub_publish.authoring import Publication
from jupyter_hub_publish.domain.drafts import DraftChoice, Progress, Step
from jupyter_hub_publish.domain.notebook import Notebook
from jupyter_hub_publish.domain.records import Actor, Run
from jupyter_hub_publish.library.local import LocalLibrary
from jupyter_hub_publish.rendering import Renderer
from jupyter_hub_publish.workspace import FileWorkspace
from jupyter_hub_publish.workspace.interface import Source

TIMES = 5
ACTOR = Actor(name="ada")


class InMemory(FileWorkspace):
    """A workspace whose notebook is read already: reading costs both sides the same.

    One for all publications, as a server has it: it remembers what the interpreter has said.
    """

    notebook: Notebook

    def read(self, path: str) -> Source:
        """The notebook."""
        return Source(path=path, notebook=self.notebook, size=0)


WORKSPACE = InMemory()


class Clock:
    """When each step of a publication began."""

    def __init__(self) -> None:
        self.began: dict[Step, float] = {}

    def __call__(self, step: Step, progress: Progress | None, *, ran: Run | None = None) -> None:
        self.began.setdefault(step, time.perf_counter())


def published(
    library: LocalLibrary, renderer: Renderer, notebook: Notebook, report: str | None = None
) -> tuple[str, dict[str, float]]:
    """Publish once, then make it findable; seconds of checking, rendering, storing, indexing."""
    clock = Clock()
    WORKSPACE.notebook = notebook
    made = Publication(
        path="a.ipynb",
        draft=DraftChoice(title="A title", report=report),
        actor=ACTOR,
        workspace=WORKSPACE,
        renderer=renderer,
        library=library,
        check_key=b"benchmark",
        report=clock,
        cancelled=threading.Event(),
    ).carry_out()
    stored = time.perf_counter()
    library.discovery.search("title", actor=ACTOR, limit=1)
    found = time.perf_counter()
    return made.id, {
        "reading, checking, environment": clock.began["rendering"] - clock.began["reading"],
        "rendering": clock.began["storing"] - clock.began["rendering"],
        "storing": stored - clock.began["storing"],
        "indexing, and the first search": found - stored,
        "whole, without the index": stored - clock.began["reading"],
        "whole": found - clock.began["reading"],
    }


def with_one_cell_changed(notebook: Notebook, nonce: int) -> Notebook:
    """The same notebook, in the middle of which a line was added."""
    changed = copy.deepcopy(notebook)
    cell = changed["cells"][len(changed["cells"]) // 2]
    source = cell["source"]
    cell["source"] = ("".join(source) if isinstance(source, list) else source) + f"\n# {nonce}"
    return changed


def timed(work: Callable[[], object]) -> float:
    """Seconds that the work takes, the median of several."""
    took = []
    for _ in range(TIMES):
        began = time.perf_counter()
        work()
        took.append(time.perf_counter() - began)
    return median(took)


def measured(file: Path, library: LocalLibrary, renderer: Renderer) -> dict[str, float]:
    """All figures of one notebook, in seconds."""
    exporter = HTMLExporter(template_name="lab")  # type: ignore[no-untyped-call]
    node = nbformat.read(file, as_version=4)  # type: ignore[no-untyped-call]
    figures = {"stock": timed(lambda: exporter.from_notebook_node(copy.deepcopy(node)))}
    notebook = FileWorkspace().read(str(file)).notebook
    first = [published(library, renderer, notebook)[1] for _ in range(TIMES)]
    report, _ = published(library, renderer, notebook)
    again = [
        published(library, renderer, with_one_cell_changed(notebook, n), report)[1]
        for n in range(TIMES)
    ]
    for name in first[0]:
        figures[name] = median(run[name] for run in first)
    figures["again, one cell changed, without the index"] = median(
        run["whole, without the index"] for run in again
    )
    return figures


def main(folder: Path) -> None:
    """Print each figure of the median notebook, and its ratio to the peer."""
    warnings.simplefilter("ignore")
    files = sorted(folder.glob("*.ipynb"))
    with tempfile.TemporaryDirectory() as place:
        library = LocalLibrary.open(Path(place, "library"), cache=Path(place, "cache"))
        renderer = Renderer()
        published(library, renderer, FileWorkspace().read(str(files[0])).notebook)  # warm
        figures = [measured(file, library, renderer) for file in files]
        renderer.close()
        library.close()
        middle = sorted(files, key=lambda file: file.stat().st_size)[len(files) // 2]
        began = time.perf_counter()
        command = [sys.executable, "-m", "nbconvert", "--to", "html", "--log-level=ERROR"]
        subprocess.run([*command, "--output-dir", place, str(middle)], check=True)
        command_took = time.perf_counter() - began
    stock = median(each["stock"] for each in figures)
    print(f"{len(files)} notebooks, medians of {TIMES}")
    print(f"{'':44} {'ms':>8} {'/ stock':>8}")
    for name in figures[0]:
        took = median(each[name] for each in figures)
        ratio = median(each[name] / each["stock"] for each in figures)
        print(f"{name:44} {took * 1e3:8.1f} {ratio:8.2f}")
    whole = next(each["whole"] for file, each in zip(files, figures, strict=True) if file == middle)
    print(f"\njupyter nbconvert --to html {middle.name}: {command_took * 1e3:.0f} ms,")
    print(f"its whole publication: {whole * 1e3:.0f} ms, 1/{command_took / whole:.0f} of it")
    print(f"stock HTMLExporter: {stock * 1e3:.0f} ms")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "examples"))
