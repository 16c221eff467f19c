"""An author's desk over a folder of notebooks and a library of its own."""

from __future__ import annotations

import json
import threading

import pytest
from authors import ADA, Steps
from notebooks import code, notebook, printed, text

from jupyter_hub_publish.authoring import Desk, JobBoard
from jupyter_hub_publish.domain.drafts import DraftChoice, PublishRequest
from jupyter_hub_publish.domain.records import Remembered
from jupyter_hub_publish.library.local import LocalLibrary
from jupyter_hub_publish.rendering import Renderer
from jupyter_hub_publish.workspace import FileWorkspace


@pytest.fixture(scope="session")
def renderer():
    renderer = Renderer()
    yield renderer
    renderer.close()


@pytest.fixture
def library(tmp_path):
    library = LocalLibrary.open(tmp_path / "library", cache=tmp_path / "cache")
    yield library
    library.close()


@pytest.fixture(scope="session")
def workspace():
    """One for all: it remembers what the interpreter has said of its environment."""
    return FileWorkspace()


@pytest.fixture
def desk(library, workspace, renderer):
    desk = Desk(
        workspace=workspace, renderer=renderer, open_library=lambda: library, jobs=JobBoard()
    )
    yield desk
    desk.jobs.close()


@pytest.fixture
def write(tmp_path):
    """Write a notebook: `write("a.ipynb", text("# T"))` gives its path."""

    def write(name="a.ipynb", *cells, **metadata):
        cells = cells or (text("# Peaks\n\nThree of them."), code("fit()", [printed("4.1")]))
        file = tmp_path / "work" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(notebook(*cells, **metadata)))
        return str(file)

    return write


@pytest.fixture
def publish(desk, workspace):
    """Publish a file and let it remember its report: `publish(path, title="T")`."""

    def publish(path, *, actor=ADA, report=None, steps=None, cancelled=None, **said):
        made = desk.carry_out(
            PublishRequest(path=path, draft=DraftChoice(title="T", report=report, **said)),
            actor=actor,
            report=steps or Steps(),
            cancelled=cancelled or threading.Event(),
        )
        memory = Remembered(library=made.library, report=made.id, version=made.version)
        workspace.remember(path, memory)
        return made

    return publish
