"""Plain files as a workspace: every bad one gets one sentence."""

import json
import os

import pytest
from notebooks import code, notebook, text

from jupyter_hub_publish.domain.errors import BadNotebook, FileProblem, TooLarge
from jupyter_hub_publish.domain.records import Remembered
from jupyter_hub_publish.workspace import FileWorkspace

MEMORY = Remembered(library="l", report="raaaaaaaaaa", version=1)


def saved(tmp_path, content, name="a.ipynb"):
    file = tmp_path / name
    file.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return str(file)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The notebook is empty."),
        (b"  \n", "The notebook is empty."),
        (b"no json", "The file is not a notebook: it is not valid JSON."),
        (b"\xff\xfe\x00", "The file is not a notebook: it is not valid JSON."),
        (b"[1]", "This file is not a notebook."),
        (b'{"nbformat": 4}', "This file is not a notebook."),
        (
            b'{"nbformat": 5, "cells": []}',
            "The notebook is of format 5, which is newer than what is known here.",
        ),
        (
            b'{"nbformat": 3, "worksheets": 7}',
            "The notebook is of the old format 3 and cannot be converted.",
        ),
    ],
)
def test_what_is_no_notebook_is_refused_in_one_sentence(tmp_path, content, sentence):
    with pytest.raises(BadNotebook) as refused:
        FileWorkspace().read(saved(tmp_path, content))
    assert refused.value.message == sentence
    assert refused.value.hint


def test_only_notebooks_are_read(tmp_path):
    with pytest.raises(BadNotebook, match="Only notebooks"):
        FileWorkspace().read(saved(tmp_path, b"x", "a.txt"))


def test_a_file_that_is_gone_is_said_to_be(tmp_path):
    with pytest.raises(FileProblem, match="no such file or directory"):
        FileWorkspace().read(str(tmp_path / "gone.ipynb"))
    (tmp_path / "folder.ipynb").mkdir()
    with pytest.raises(FileProblem, match="cannot be read"):
        FileWorkspace().read(str(tmp_path / "folder.ipynb"))


def test_a_notebook_of_100_mb_is_refused_before_it_is_read(tmp_path):
    file = tmp_path / "huge.ipynb"
    with file.open("wb") as out:
        os.truncate(out.fileno(), 100_000_000)
    with pytest.raises(TooLarge, match="is 100 MB large; at most 50 MB can be published"):
        FileWorkspace().read(str(file))


@pytest.mark.parametrize("version", [2, 3])
def test_notebooks_of_old_formats_are_converted(tmp_path, version):
    cell = {"cell_type": "code", "input": "1 + 1", "outputs": [], "language": "python"}
    old = {
        "nbformat": version,
        "nbformat_minor": 0,
        "metadata": {"name": "x"},
        "worksheets": [{"cells": [cell]}],
    }
    source = FileWorkspace().read(saved(tmp_path, old))
    assert source.notebook["nbformat"] == 4
    assert source.notebook["cells"][0]["source"] == "1 + 1"


def test_what_cannot_be_stored_is_replaced(tmp_path):
    data = json.dumps(notebook(code("a\0b"))).replace("a\\u0000b", "a\\u0000b")
    source = FileWorkspace().read(saved(tmp_path, data.encode()))
    assert source.notebook["cells"][0]["source"] == "a\ufffdb"


def test_remembering_changes_one_key_and_keeps_the_mode(tmp_path):
    before = notebook(text("ä"), kernelspec={"name": "python3"})
    path = saved(tmp_path, before)
    os.chmod(path, 0o640)
    FileWorkspace().remember(path, MEMORY)
    after = json.loads((tmp_path / "a.ipynb").read_text())
    memory = after["metadata"].pop("hub_publish")
    assert memory == {"library": "l", "report": "raaaaaaaaaa", "version": 1}
    assert after == before
    assert os.stat(path).st_mode & 0o777 == 0o640
    assert os.listdir(tmp_path) == ["a.ipynb"]


def test_a_notebook_that_is_gone_cannot_remember(tmp_path):
    with pytest.raises(FileProblem, match="cannot be written") as refused:
        FileWorkspace().remember(str(tmp_path / "gone.ipynb"), MEMORY)
    assert "The report is published" in refused.value.hint
