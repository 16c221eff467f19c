"""The two examples run as they are, and the library knows that the one feeds the other."""

import shutil
from pathlib import Path

import nbformat
import pytest
from bundles import packed
from nbclient import NotebookClient

from jupyter_hub_publish.domain.handoffs import found_in

EXAMPLES = Path(__file__).parents[2] / "examples"
NAMES = ("bikeshare-handoff", "bikeshare-stations")


@pytest.fixture(scope="module")
def executed(tmp_path_factory):
    """Both, run from top to bottom, the writer first."""
    folder = tmp_path_factory.mktemp("examples")
    notebooks = []
    for name in NAMES:
        shutil.copy(EXAMPLES / f"{name}.ipynb", folder)
        notebook = nbformat.read(folder / f"{name}.ipynb", as_version=4)
        paths = {"metadata": {"path": str(folder)}}
        notebooks.append(NotebookClient(notebook, timeout=300, resources=paths).execute())
    return notebooks


@pytest.mark.parametrize("library", ["sqlite"], indirect=True)
def test_the_example_that_reads_is_downstream_of_the_one_that_writes(library, executed, ada, ben):
    wrote, read = (next(iter(found_in(notebook))).handoff for notebook in executed)
    assert (wrote.act, read.act) == ("write", "read")
    assert wrote.location == read.location
    assert wrote.schema == read.schema
    for notebook, actor, title in zip(executed, (ada, ben), ("Writes", "Reads"), strict=True):
        library.publishing.publish_new(packed(*notebook.cells, title=title), actor=actor)
    (dataset,) = library.datasets.search("bikeshare", actor=ben).datasets
    drawn = library.datasets.lineage(dataset.id, actor=ben)
    titles = {node.key: node.title for node in drawn.nodes}
    assert {(titles[edge.source], titles[edge.target]) for edge in drawn.edges} == {
        ("Writes", "bikeshare.forecast"),
        ("bikeshare.forecast", "Reads"),
    }
