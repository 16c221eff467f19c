"""The main job without a browser: real processes, their output and their exit codes."""

import json
from typing import get_args, get_type_hints

import pytest
from notebooks import code, text

from jupyter_hub_publish import __version__
from jupyter_hub_publish.cli.search import _NOT_UNDERSTOOD
from jupyter_hub_publish.domain.records import Ignored


def test_publish_search_and_open(run, write, tmp_path):
    file = write("peaks.ipynb")
    made = json.loads(run("publish", "peaks.ipynb", "--json").stdout)
    assert made == {"id": made["id"], "version": 1, "title": "Three peaks", "url": None}
    memory = json.loads(file.read_text())["metadata"]["hub_publish"]
    assert (memory["report"], memory["version"]) == (made["id"], 1)

    found = json.loads(run("search", "third", "peak", "--json").stdout)
    assert found["total"] == 1
    (hit,) = found["hits"]
    assert set(hit) == {"id", "title", "authors", "updated", "highlights"}
    assert hit["id"] == made["id"]
    assert all(set(why) == {"field", "cell", "text"} for why in hit["highlights"])

    opened = run("open", made["id"], "--to", "copies")
    assert (opened.returncode, opened.stdout) == (0, "copies/Three peaks\n")
    again = json.loads(run("open", made["id"], "--to", "copies", "--json").stdout)
    assert again["folder"] == "copies/Three peaks 2"
    assert again["path"] == "copies/Three peaks 2/Three peaks.ipynb"
    copy = json.loads((tmp_path / "copies/Three peaks/Three peaks.ipynb").read_text())
    assert copy["cells"][1]["source"] == "fit()"
    assert copy["metadata"]["hub_publish"] == {
        "parent": {"library": memory["library"], "report": made["id"], "version": 1}
    }


def test_publishing_again_adds_a_version_and_a_copy_is_a_new_report(run, write):
    file = write("a.ipynb")
    first = json.loads(run("publish", "a.ipynb", "--json").stdout)
    second = json.loads(run("publish", "a.ipynb", "--json", "--title", "Four").stdout)
    assert (second["id"], second["version"], second["title"]) == (first["id"], 2, "Four")
    file.with_name("b.ipynb").write_text(file.read_text())
    other = json.loads(run("publish", "b.ipynb", "--json").stdout)
    assert (other["id"] != first["id"], other["version"]) == (True, 1)


def test_a_copy_claims_no_trust(run, write, tmp_path):
    write("a.ipynb", code("x", trusted=True))
    id = json.loads(run("publish", "a.ipynb", "--json").stdout)["id"]
    run("open", id, "--to", "copies")
    (copy,) = (tmp_path / "copies").rglob("*.ipynb")
    assert "trusted" not in copy.read_text()


def test_a_public_address_gives_links(run, write, tmp_path):
    config = tmp_path / "home" / "config"
    config.mkdir()
    setting = 'c.HubPublish.public_url = "https://lab.example.org/user/ada/"\n'
    (config / "jupyter_server_config.py").write_text(setting + 'c.HubPublish.author = "ada"\n')
    write("a.ipynb")
    made = json.loads(run("publish", "a.ipynb", "--json").stdout)
    assert made["url"] == f"https://lab.example.org/user/ada/hub-publish/r/{made['id']}"
    assert json.loads(run("search", "peaks", "--json").stdout)["hits"][0]["authors"] == ["ada"]
    assert run("open", made["url"], "--to", ".").returncode == 0


def test_people_get_sentences(run, write):
    write("a.ipynb")
    said = run("publish", "a.ipynb").stdout
    assert said.startswith("Published “Three peaks” as version 1 of r")
    found = run("search", "third")
    assert found.stdout.startswith("1 report\n")
    assert "Three peaks" in found.stdout
    assert run("search", "nothing-like-it").stdout == "0 reports\n"


def test_a_search_tells_how_it_was_understood_and_what_was_meant(run, write):
    write("a.ipynb", text("# Three peaks\n\nFitted twice."), code("import scipy"))
    run("publish", "a.ipynb", "--title", "Three peaks")
    write("b.ipynb", text("# Two valleys"))
    run("publish", "b.ipynb", "--title", "Two valleys")
    told = run("search", "package:scipy", "NOT", "valleys").stdout.splitlines()
    assert told[:2] == ["1 report", "Understood as: package:scipy -valleys"]
    told = run("search", "is:asleep after:soon peaks").stdout
    assert "Left out: is:asleep (no state: mine, starred, archived or ran-clean)\n" in told
    assert "Left out: after:soon (no date such as 2026, 2026-09 or 2026-09-01)\n" in told
    assert "Did you mean: valleys\n" in run("search", "valeys").stdout
    found = json.loads(run("search", "title", "is:mine", "--sort", "newest", "--json").stdout)
    assert (found["current"], found["ignored"], found["correction"]) == (True, [], None)
    titles = [hit["title"] for hit in json.loads(run("search", "is:mine", "--json").stdout)["hits"]]
    assert titles == ["Two valleys", "Three peaks"]


def test_every_reason_for_leaving_something_out_has_a_sentence():
    assert set(_NOT_UNDERSTOOD) == set(get_args(get_type_hints(Ignored)["reason"]))


def test_the_version_is_told(run):
    told = run("--version")
    assert (told.returncode, told.stdout.strip()) == (0, __version__)


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("nope",),
        ("publish",),
        ("publish", "a.ipynb", "b.ipynb"),
        ("publish", "a.ipynb", "--nope"),
        ("search",),
        ("search", "x", "--limit", "0"),
        ("search", "x", "--limit", "abc"),
        ("search", "x", "--limit"),
        ("search", "x", "--sort", "best"),
        ("publish", "a.ipynb", "--run=maybe"),
        ("publish", "a.ipynb", "--update", "not-an-id"),
        ("open", "not-an-id"),
        ("open", "raaaaaaaaaa", "raaaaaaaaaa"),
        ("open",),
    ],
)
def test_a_wrong_call_is_one_line_and_exit_code_2(run, words):
    answer = run(*words)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert answer.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("publish", "gone.ipynb"), "file_problem"),
        (("publish", "empty.ipynb"), "bad_notebook"),
        (("publish", "prose.txt"), "bad_notebook"),
        (("publish", "good.ipynb", "--attach", "gone.csv"), "file_problem"),
        (("publish", "good.ipynb", "--attach", "../gone.csv"), "bad_input"),
        (("publish", "good.ipynb", "--update", "raaaaaaaaaa"), "not_found"),
        (("open", "raaaaaaaaaa"), "not_found"),
    ],
)
def test_a_refusal_is_one_sentence_and_exit_code_1(run, tmp_path, write, words, code):
    write("good.ipynb")
    (tmp_path / "empty.ipynb").touch()
    (tmp_path / "prose.txt").touch()
    answer = run(*words)
    assert (answer.returncode, answer.stdout) == (1, "")
    assert answer.stderr.count("\n") == 1
    assert "Traceback" not in answer.stderr
    error = json.loads(run(*words, "--json").stderr)["error"]
    assert (error["code"], set(error)) == (code, {"code", "message", "hint", "cell"})


def test_a_damaged_library_is_said_to_be_and_left_alone(run, tmp_path, write):
    write("a.ipynb")
    file = tmp_path / "home" / "data" / "hub-publish" / "library.sqlite"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"no database " * 500)
    answer = run("publish", "a.ipynb", "--json")
    assert (answer.returncode, json.loads(answer.stderr)["error"]["code"]) == (1, "library_damaged")
    assert file.read_bytes() == b"no database " * 500
    assert "hub_publish" not in (tmp_path / "a.ipynb").read_text()
