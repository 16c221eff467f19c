"""Makes gallery/: a notebook for each kind of output, run with the real libraries and small.

    python -m venv gallery-venv
    gallery-venv/bin/pip install ipykernel nbclient nbformat plotly altair bokeh ipywidgets \\
        matplotlib pandas jinja2 folium sympy
    gallery-venv/bin/python tests/rendering/make_gallery.py [NAME…]

The notebooks are committed: tests read what these libraries have written, and need none of them.
"""

from __future__ import annotations

import sys
from pathlib import Path

import nbformat
from gallery_cells import NOTEBOOKS
from nbclient import NotebookClient

FOLDER = Path(__file__).parent / "gallery"
MOST = 300_000  # bytes; a library's own script in an output would be megabytes


def main(names: list[str]) -> None:
    """Run the notebooks named, or all."""
    for name in names or NOTEBOOKS:
        notebook = _run(name)
        text = nbformat.writes(notebook) + "\n"
        if len(text) > MOST:
            raise SystemExit(f"{name}: {len(text):,} bytes")
        (FOLDER / f"{name}.ipynb").write_text(text)
        print(f"{name:<12}{len(text):>10,}")


def _run(name: str) -> nbformat.NotebookNode:
    cells = [
        nbformat.v4.new_code_cell(source.strip("\n"))
        if kind == "code"
        else nbformat.v4.new_markdown_cell(source.strip("\n"))
        for kind, source in NOTEBOOKS[name]
    ]
    for number, cell in enumerate(cells, 1):
        cell["id"] = f"{name}-{number}"
    notebook = nbformat.v4.new_notebook(cells=cells)
    NotebookClient(notebook, store_widget_state=True, allow_errors=True).execute()
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)  # the time of the run: a difference that means nothing
    return notebook


if __name__ == "__main__":
    main(sys.argv[1:])
