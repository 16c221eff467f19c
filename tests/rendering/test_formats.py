"""Every notebook that nbformat can read has a page; of the others each is refused in one sentence.

`HUB_PUBLISH_NOTEBOOKS=FOLDER` tries every notebook below that folder, too: the test data of
nbformat and nbconvert, for example, which their packages do not install.
"""

from __future__ import annotations

import json
import os
import warnings
from pathlib import Path

import nbformat
import pytest
from cells import ABOUT, PIXEL
from trees import elements

from jupyter_hub_publish.domain.errors import PublishError
from jupyter_hub_publish.workspace import FileWorkspace

LINES = ["import this\n", "print(1)"]
STREAM = {"output_type": "stream", "stream": "stdout", "text": ["1\n", "2"]}
FIGURE = {"output_type": "display_data", "png": PIXEL, "text": ["<Figure>"]}
FAILED = {"output_type": "pyerr", "ename": "E", "evalue": "v", "traceback": ["\x1b[31mE\x1b[0m"]}
RESULT = {"output_type": "pyout", "prompt_number": 1, "html": ["<b>1</b>"], "text": "1"}


def old(version: int) -> dict[str, object]:
    """A notebook as IPython saved it before there was Jupyter."""
    outputs = [STREAM, FIGURE, FAILED, RESULT]
    cells = [
        {"cell_type": "heading", "level": 2, "source": ["A heading"]},
        {"cell_type": "markdown", "source": ["*Text* ", "on two lines"]},
        {"cell_type": "html", "source": "<b>html</b>"},
        {"cell_type": "code", "language": "python", "input": LINES, "outputs": outputs,
         "prompt_number": 1, "collapsed": False},
    ]  # fmt: skip
    cells = cells if version == 3 else cells[1:]
    return {"nbformat": version, "nbformat_minor": 0, "metadata": {"name": "old"},
            "worksheets": [{"cells": cells}]}  # fmt: skip


def new(minor: int, **more: object) -> dict[str, object]:
    """A notebook of today, with all kinds of cells and outputs."""
    outputs = [
        {"output_type": "stream", "name": "stdout", "text": ["1\n", "2"]},
        {"output_type": "execute_result", "execution_count": 1, "metadata": {}, "data": {
            "text/plain": ["a\n", "b"], "text/html": ["<b>", "1</b>"],
            "application/x-own": {"a": 1}}},
        {"output_type": "display_data", "metadata": {"image/png": {"width": 3}},
         "data": {"image/png": [PIXEL]}},
        {"output_type": "error", "ename": "E", "evalue": "v", "traceback": ["\x1b[31mE\x1b[0m"]},
    ]  # fmt: skip
    cells: list[dict[str, object]] = [
        {"cell_type": "markdown", "metadata": {}, "source": ["# One\n", "two"]},
        {"cell_type": "raw", "metadata": {"format": "text/latex"}, "source": "raw"},
        {"cell_type": "code", "metadata": {"tags": ["a"]}, "execution_count": None,
         "source": LINES, "outputs": outputs},
    ]  # fmt: skip
    if minor >= 5:
        cells = [{**cell, "id": f"c{number}"} for number, cell in enumerate(cells)]
    return {"nbformat": 4, "nbformat_minor": minor, "metadata": {}, "cells": cells, **more}


def tracebacks(count: int) -> dict[str, object]:
    """A notebook whose author tried again and again."""
    made = new(4)
    error = {"output_type": "error", "ename": "E", "evalue": "v", "traceback": ["line"] * 50}
    cell = {"cell_type": "code", "metadata": {}, "execution_count": 1, "source": ""}
    made["cells"] = [{**cell, "outputs": [error]}] * count
    return made


KNOWN = {
    "format 2": old(2),
    "format 3": old(3),
    **{f"format 4.{minor}": new(minor) for minor in range(6)},
    "a format to come": new(99, extra={"a": 1}),
    "cells and outputs to come": {
        **new(99),
        "cells": [
            {"cell_type": "future", "metadata": {}, "source": "x"},
            {"cell_type": "code", "metadata": {}, "execution_count": 1, "source": "x",
             "outputs": [{"output_type": "future", "metadata": {}, "data": {}}]},
        ],
    },
    "ids that are twice there": {**new(5), "cells": [{**new(5)["cells"][0], "id": "a"}] * 2},
    "many tracebacks": tracebacks(40),
    "no cells": {**new(4), "cells": []},
    "widgets without their state": new(4, metadata={"widgets": {
        "application/vnd.jupyter.widget-state+json": {"version_major": 2}}}),
    "metadata of other tools": new(4, metadata={
        "authors": [{"name": "A"}], "title": "T", "kernelspec": {"name": "ir"}, "jupytext": {}}),
}  # fmt: skip

BROKEN = {
    "no worksheets": {"nbformat": 3, "worksheets": "none"},
    "a worksheet without cells": {"nbformat": 3, "worksheets": [{}]},
    "no cells at all": {"nbformat": 4, "metadata": {}},
    "a cell that is a number": {**new(4), "cells": [7]},
    "format 1": {"nbformat": 1, "cells": []},
    "format 12": {"nbformat": 12, "cells": []},
    "settings": {"theme": "dark"},
}

FOLDER = os.environ.get("HUB_PUBLISH_NOTEBOOKS")
FOUND = sorted(Path(FOLDER).rglob("*.ipynb")) if FOLDER else []


@pytest.mark.parametrize("content", KNOWN.values(), ids=KNOWN)
def test_what_nbformat_reads_has_a_page(exporter, tmp_path, content):
    file = tmp_path / "a.ipynb"
    file.write_text(json.dumps(content))
    assert is_known(file)
    assert page_or_refusal(exporter, file) == ""


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_the_others_are_refused_in_one_sentence(exporter, tmp_path, content):
    file = tmp_path / "a.ipynb"
    file.write_text(json.dumps(content))
    assert page_or_refusal(exporter, file).endswith(".")


@pytest.mark.parametrize("file", FOUND, ids=lambda file: file.name)
def test_every_notebook_of_the_folder(exporter, file):
    refusal = page_or_refusal(exporter, file)
    assert refusal.endswith(".") or not refusal
    assert not (refusal and is_known(file))


def page_or_refusal(exporter, file: Path) -> str:
    try:
        page = exporter.page(FileWorkspace().read(str(file)).notebook, ABOUT)
    except PublishError as error:
        return error.message if error.hint else "no hint"
    assert len(elements(page, "h1")) == 1
    return ""


def is_known(file: Path) -> bool:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            nbformat.read(file, 4)
        except Exception:
            return False
    return True
