"""A copy: a folder of one's own, complete, not trusted, and knowing where it comes from."""

import json
from pathlib import Path

import pytest
from authors import ADA, BOB
from notebooks import code, text

from jupyter_hub_publish.domain.drafts import CopyRequest
from jupyter_hub_publish.domain.errors import FileProblem, NotFound

PYTHON = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}


@pytest.fixture
def copied(desk, tmp_path):
    """Copy a report into a folder: `copied(id)`."""

    def copied(id, *, actor=BOB, folder="copies", version=None):
        where = tmp_path / folder
        where.mkdir(exist_ok=True)
        request = CopyRequest(report=id, version=version, directory=str(where))
        return desk.copy(request, actor=actor)

    return copied


@pytest.fixture
def made(write, publish):
    """A report with a file and an environment."""
    path = write(
        "a.ipynb", text("# T"), code("import msgspec\nopen('data/x.csv')", trusted=True), **PYTHON
    )
    file = Path(path).parent / "data" / "x.csv"
    file.parent.mkdir()
    file.write_bytes(b"a,b\n")
    return publish(path, files=("data/x.csv",))


def test_a_copy_is_whole(made, copied, tmp_path):
    copy = copied(made.id)
    folder = Path(copy.folder)
    assert folder == tmp_path / "copies" / "T"
    names = {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()}
    assert names == {"T.ipynb", "data/x.csv", "requirements.txt"}
    assert (folder / "data/x.csv").read_bytes() == b"a,b\n"
    assert (Path(copy.notebook), copy.files, copy.version) == (folder / "T.ipynb", 2, 1)


def test_it_is_not_trusted_and_knows_its_parent(made, copied):
    notebook = json.loads(Path(copied(made.id).notebook).read_text())
    assert "trusted" not in json.dumps(notebook)
    assert notebook["metadata"]["hub_publish"] == {
        "parent": {"library": made.library, "report": made.id, "version": 1}
    }


def test_a_copy_of_a_copy_knows_the_nearest(made, copied, publish):
    copy = copied(made.id)
    second = publish(copy.notebook, actor=BOB)
    notebook = json.loads(Path(copied(second.id, folder="others").notebook).read_text())
    assert notebook["metadata"]["hub_publish"]["parent"]["report"] == second.id


def test_publishing_a_copy_names_both_to_each_other(made, copied, publish, library):
    second = publish(copied(made.id).notebook, actor=BOB)
    assert library.reading.open_latest(second.id, actor=BOB).based_on.report.id == made.id
    (based,) = library.reading.open_latest(made.id, actor=ADA).basis_of
    assert based.id == second.id


def test_nothing_is_overwritten(made, copied):
    folders = [Path(copied(made.id).folder).name for _ in range(3)]
    assert folders == ["T", "T 2", "T 3"]


def test_an_old_version_can_be_copied(write, publish, copied):
    path = write("a.ipynb", text("# One"))
    made = publish(path)
    publish(write("a.ipynb", text("# Two")), report=made.id)
    copy = copied(made.id, version=1)
    assert "# One" in Path(copy.notebook).read_text()
    assert copy.version == 1


def test_a_file_that_has_the_notebooks_name_keeps_it(write, publish, copied):
    path = write("a.ipynb")
    (Path(path).parent / "t.ipynb").write_text("{}")
    made = publish(path, files=("t.ipynb",))
    copy = copied(made.id)
    assert Path(copy.notebook).name == "T 2.ipynb"
    assert (Path(copy.folder) / "t.ipynb").read_text() == "{}"


def test_what_one_may_not_see_cannot_be_copied(copied, made):
    for id, version in (("raaaaaaaaaa", None), (made.id, 7)):
        with pytest.raises(NotFound):
            copied(id, version=version)


def test_a_folder_that_cannot_be_written_is_one_sentence(desk, made, tmp_path):
    (tmp_path / "file").write_text("")
    request = CopyRequest(report=made.id, directory=str(tmp_path / "file"))
    with pytest.raises(FileProblem) as refused:
        desk.copy(request, actor=ADA)
    assert refused.value.message.endswith(".")
