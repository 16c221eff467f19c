"""The index by command: made anew, checked, and told of in sentences."""

import json
import shutil
from pathlib import Path

import pytest
from notebooks import code


@pytest.fixture
def index(run, write):
    """The folder of the index of a library of two reports, which is up to date."""
    write("a.ipynb", code("first"))
    write("b.ipynb", code("second"))
    for name in ("a.ipynb", "b.ipynb"):
        run("publish", name)
    run("search", "first")
    return Path(json.loads(run("index", "check", "--json").stdout)["folder"])


def test_an_index_that_is_whole_is_told_in_one_line(run, index):
    checked = run("index", "check")
    assert checked.returncode == 0
    assert checked.stdout.startswith("2 reports, 0.")
    assert checked.stdout.count("\n") == 1


def test_check_says_what_is_wrong_and_what_mends_it_and_rebuild_does(run, index):
    for segment in index.glob("*/*.store"):
        segment.unlink()
    checked = run("index", "check")
    assert checked.returncode == 1
    assert "The index cannot be opened." in checked.stdout
    assert checked.stdout.endswith("This makes it anew: jupyter hub-publish index rebuild\n")
    rebuilt = run("index", "rebuild", "--json")
    assert rebuilt.returncode == 0
    state = json.loads(rebuilt.stdout)
    assert (state["reports"], state["behind"], state["faults"]) == (2, 0, [])
    assert run("index", "check").returncode == 0


def test_what_has_changed_since_is_no_fault(run, write, index):
    write("c.ipynb", code("third"))
    run("publish", "c.ipynb")
    checked = run("index", "check")
    assert checked.returncode == 0
    assert "The next search takes in 1 change." in checked.stdout


def test_a_library_that_was_never_searched_has_no_index_yet(run, write, index):
    shutil.rmtree(index)
    checked = run("index", "check")
    assert (checked.returncode, "There is no index yet." in checked.stdout) == (1, True)


@pytest.mark.parametrize("words", [(), ("mend",), ("check", "rebuild")])
def test_a_wrong_call_of_index_is_one_line_and_exit_code_2(run, words):
    answer = run("index", *words)
    assert (answer.returncode, answer.stdout, answer.stderr.count("\n")) == (2, "", 1)


def test_a_folder_that_cannot_be_used_is_one_sentence(run, index):
    shutil.rmtree(index)
    index.write_text("a file where the folder should be")
    answer = run("index", "rebuild")
    assert (answer.returncode, answer.stderr.count("\n")) == (1, 1)
    assert answer.stderr.startswith("The search index cannot be written: ")
