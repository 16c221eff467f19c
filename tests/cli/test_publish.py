"""What the check, files, runs and versions are at the command line."""

import json
import random
import string

import pytest
from notebooks import code, printed, text

from jupyter_hub_publish.domain.records import Actor
from jupyter_hub_publish.library.local import LocalLibrary

PYTHON = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
TOKEN = "ghp_" + "".join(random.Random(7).choices(string.ascii_letters + string.digits, k=36))


@pytest.fixture
def leaky(write):
    """A notebook in which a token stands, in the code and in what it made."""
    cells = text("# Three peaks"), code(f"key = '{TOKEN}'\nkey", [printed(TOKEN)])
    return write("a.ipynb", *cells)


@pytest.fixture
def held(tmp_path):
    """What the library holds: `held(id)` gives the newest version and its notebook."""
    library = LocalLibrary.open(
        tmp_path / "home" / "data" / "hub-publish", cache=tmp_path / "cache"
    )

    def held(id):
        anyone = Actor(name="reader")
        version = library.reading.version(id, None, actor=anyone)
        return version, json.loads(library.reading.notebook(id, None, actor=anyone))

    yield held
    library.close()


def made(answer):
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout)


def everywhere(folder):
    return b"\n".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())


class TestTheCheck:
    def test_findings_are_lines_and_nothing_is_published(self, run, leaky):
        answer = run("publish", "a.ipynb", "--check-only")
        assert answer.returncode == 3
        (line,) = [line for line in answer.stdout.splitlines() if line.startswith("stop")]
        assert line.startswith("stop  cell 2: A GitHub token")
        assert answer.stderr.count("\n") == 1
        assert "--mask" in answer.stderr
        assert TOKEN not in answer.stdout + answer.stderr
        assert run("search", "peaks").stdout == "0 reports\n"

    def test_findings_are_a_list_for_programs(self, run, leaky):
        answer = run("publish", "a.ipynb", "--check-only", "--json")
        assert answer.returncode == 3
        (found,) = [f for f in json.loads(answer.stdout) if f["severity"] == "stop"]
        assert (found["rule"], found["cells"]) == ("github-token", [2])
        assert json.loads(answer.stderr)["error"]["code"] == "undecided"

    def test_what_is_decided_by_options_does_not_stop(self, run, leaky):
        assert run("publish", "a.ipynb", "--check-only", "--mask").returncode == 0

    def test_a_clean_notebook_is_no_line(self, run, write):
        prose = "# Peaks\n\nWhere the three peaks lie, and which of them the noise explains."
        write("a.ipynb", text(prose), {**code("1"), "execution_count": 1})
        answer = run("publish", "a.ipynb", "--check-only")
        assert (answer.returncode, answer.stdout) == (0, "")
        assert answer.stderr == "Nothing found.\n"

    def test_a_secret_stops_with_one_sentence_that_says_how_to_go_on(self, run, leaky):
        answer = run("publish", "a.ipynb")
        assert (answer.returncode, answer.stdout) == (3, "")
        assert answer.stderr.startswith("1 secret needs a decision.")
        assert all(way in answer.stderr for way in ("--mask", "--accept", "--check-only"))
        assert answer.stderr.count("\n") == 1
        assert "hub_publish" not in leaky.read_text()

    def test_what_is_masked_is_nowhere_and_masked_again(self, run, leaky, tmp_path):
        first = made(run("publish", "a.ipynb", "--mask", "--json"))
        second = made(run("publish", "a.ipynb", "--json"))
        assert (second["id"], second["version"]) == (first["id"], 2)
        run("search", "key")
        assert TOKEN.encode() not in everywhere(tmp_path / "home")
        assert TOKEN in leaky.read_text()

    def test_what_is_accepted_is_published(self, run, leaky, held):
        id = made(run("publish", "a.ipynb", "--accept", "It has expired.", "--json"))["id"]
        assert TOKEN in json.dumps(held(id)[1])

    def test_what_an_admin_blocks_is_stopped_whatever_is_decided(self, run, leaky, tmp_path):
        config = tmp_path / "home" / "config"
        config.mkdir()
        setting = 'c.HubPublish.blocked_rules = ["github-token"]\n'
        (config / "jupyter_server_config.py").write_text(setting)
        answer = run("publish", "a.ipynb", "--accept", "It has expired.", "--json")
        assert (answer.returncode, answer.stdout) == (3, "")
        assert json.loads(answer.stderr)["error"]["code"] == "blocked"


def test_files_travel_as_they_were_chosen_before(run, write, tmp_path, held):
    folder = tmp_path / "work"
    folder.mkdir()
    for name in ("x.csv", "notes.txt"):
        (folder / name).write_text(name)
    write("work/a.ipynb", text("# T"), code("open('x.csv')"))
    attach = "--attach", "work/notes.txt"
    for words, files in (
        ((), {"x.csv"}),
        (attach, {"x.csv", "notes.txt"}),
        (("--no-files", *attach), {"notes.txt"}),
        ((), {"notes.txt"}),
    ):
        id = made(run("publish", "work/a.ipynb", "--json", *words))["id"]
        assert {file.path for file in held(id)[0].attachments} == files


class TestRunning:
    def test_a_run_is_published(self, run, write, held):
        file = write("a.ipynb", text("# T"), code("print(6 * 7)"), **PYTHON)
        version, notebook = held(made(run("publish", "a.ipynb", "--run", "--json"))["id"])
        assert version.ran.cells == 1
        assert notebook["cells"][1]["outputs"][0]["text"] == "42\n"
        assert json.loads(file.read_text())["cells"][1]["outputs"] == []

    def test_a_cell_that_fails_is_named(self, run, write):
        write("a.ipynb", text("# T"), code("{}['key']"), **PYTHON)
        answer = run("publish", "a.ipynb", "--run", "--json")
        error = json.loads(answer.stderr)["error"]
        assert (answer.returncode, error["code"], error["cell"]) == (1, "run_failed", 2)
        assert run("search", "T").stdout == "0 reports\n"

    def test_a_secret_that_a_run_brings_to_light_stops_it(self, run, write):
        write("a.ipynb", code(f"print('{TOKEN[:9]}' + '{TOKEN[9:]}')"), **PYTHON)
        answer = run("publish", "a.ipynb", "--run")
        assert (answer.returncode, answer.stdout) == (3, "")
        assert "--mask" in answer.stderr


def test_a_notebook_becomes_a_version_of_the_report_that_is_named(run, write, held):
    write("a.ipynb")
    first = made(run("publish", "a.ipynb", "--json"))
    write("b.ipynb", text("# Another"))
    link = f"https://lab.example.org/hub-publish/r/{first['id']}"
    words = "--update", link, "--message", "More peaks.", "--json"
    second = made(run("publish", "b.ipynb", *words))
    assert (second["id"], second["version"], second["title"]) == (first["id"], 2, "Three peaks")
    assert held(first["id"])[0].message == "More peaks."


def test_a_file_of_an_old_format_says_that_it_forgets_its_report(run, tmp_path):
    cell = {"cell_type": "markdown", "source": "# Three peaks", "metadata": {}}
    old = {
        "nbformat": 3, "nbformat_minor": 0, "metadata": {"name": ""},
        "worksheets": [{"cells": [cell], "metadata": {}}],
    }  # fmt: skip
    (tmp_path / "old.ipynb").write_text(json.dumps(old))
    answer = run("publish", "old.ipynb", "--json")
    id = made(answer)["id"]
    assert answer.stderr.splitlines() == [
        "The file is of an old format and does not remember its report: open and save it in"
        f" JupyterLab, or publish it with --update {id}."
    ]
    assert json.loads((tmp_path / "old.ipynb").read_text()) == old
    assert made(run("publish", "old.ipynb", "--update", id, "--json"))["version"] == 2


def test_an_author_has_one_line(run, write):
    write("a.ipynb")
    made(run("publish", "a.ipynb", "--json", "--HubPublish.author= Ada\n Byron "))
    (hit,) = made(run("search", "peaks", "--json"))["hits"]
    assert hit["authors"] == ["Ada Byron"]
