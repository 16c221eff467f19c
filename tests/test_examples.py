"""The examples are executed, whole, small, and say nothing about the machine that ran them."""

import base64
import re
from pathlib import Path

import nbformat
import pytest

from jupyter_hub_publish.domain.drafting import propose
from jupyter_hub_publish.domain.notebook import parse

EXAMPLES = Path(__file__).parent.parent / "examples"
NAMES = (
    "bike-share.ipynb",
    "bikeshare-handoff.ipynb",
    "bikeshare-stations.ipynb",
    "gaussian-peaks.ipynb",
    "team-posts.ipynb",
)
PNG = b"\x89PNG\r\n\x1a\n"
A_PATH_OF_A_MACHINE = re.compile(
    r"(?<![\w/.])/(?:home|Users|root|tmp|work|opt|usr|var|private|mnt|srv|etc)/|\b[A-Z]:\\\\"
)


@pytest.fixture(params=NAMES)
def path(request):
    return EXAMPLES / request.param


@pytest.fixture
def cells(path):
    return nbformat.read(path, as_version=nbformat.NO_CONVERT).cells


@pytest.fixture
def outputs(cells):
    return [output for cell in cells if cell.cell_type == "code" for output in cell.outputs]


def test_every_example_is_tested():
    assert tuple(sorted(path.name for path in EXAMPLES.glob("*.ipynb"))) == NAMES


def test_it_is_a_valid_notebook_of_format_4_5(path):
    notebook = nbformat.read(path, as_version=nbformat.NO_CONVERT)
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert notebook.metadata.kernelspec.name == "python3"


def test_its_cells_were_run_once_and_in_order(cells):
    counts = [cell.execution_count for cell in cells if cell.cell_type == "code"]
    assert counts == list(range(1, len(counts) + 1))


def test_no_cell_failed_or_complained(outputs):
    assert [out for out in outputs if out.output_type == "error" or out.get("name")] == []


def test_its_front_matter_fills_the_publish_dialog(path):
    proposal = propose(parse(path.read_bytes()), path.name)
    assert proposal.stated == {"title", "summary", "tags"}
    assert re.search(r"\d", proposal.summary), "a summary gives the result"
    assert len(proposal.tags) == 3


def test_it_shows_figures_of_modest_size(outputs):
    pictures = [out.data["image/png"] for out in outputs if "image/png" in out.get("data", {})]
    figures = [base64.b64decode(picture) for picture in pictures]
    assert 3 <= len(figures) <= 5
    assert all(figure.startswith(PNG) and len(figure) < 90_000 for figure in figures)


def test_it_shows_a_table(outputs):
    assert any("<table" in out.get("data", {}).get("text/html", "") for out in outputs)


def test_it_admits_its_limits(cells):
    assert any("\n## Limits\n" in cell.source for cell in cells if cell.cell_type == "markdown")


def test_it_is_below_700_kilobytes(path):
    assert path.stat().st_size < 700_000


def test_it_holds_no_path_of_the_machine_that_ran_it(path):
    assert A_PATH_OF_A_MACHINE.findall(path.read_text(encoding="utf-8")) == []
