"""Paths that lead nowhere on another machine are told, and name nobody while they are."""

import pytest
from notebooks import code, notebook, printed, text

from jupyter_hub_publish import checking
from jupyter_hub_publish.domain.drafts import FileOffer


def found(*cells, files=(), **metadata):
    checked = checking.check(notebook(*cells, **metadata), key=b"key", files=files, seconds=60)
    return [finding for finding in checked.findings if finding.kind == "path"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('pd.read_csv("/home/alice/data/posts.csv")', "/home/…/data/posts.csv"),
        ("open('/Users/alice/Desktop/x y.txt')", "/Users/…/Desktop/x y.txt"),
        ('open("C:\\\\Users\\\\alice\\\\x.csv")', "C:\\\\Users\\\\…\\\\x.csv"),
        ('open(r"C:\\Users\\alice\\x.csv")', "C:\\Users\\…\\x.csv"),
        ('open("D:/projects/x.csv")', "D:/projects/x.csv"),
        ('np.load("/mnt/share/x.npy")', "/mnt/share/x.npy"),
        ('open("~/data/x.csv")', "~/data/x.csv"),
        ("%cd /home/alice/work", "/home/…/work"),
        ("!ls /mnt/share/x", "/mnt/share/x"),
    ],
)
def test_a_path_in_code_is_told_without_its_owner(line, told):
    [finding] = found(code(line))
    assert (finding.rule, finding.severity) == ("own-path", "warn")
    assert finding.message == "A path of your own machine in the code"
    assert finding.masked == told
    assert finding.remedies == ("leave", "mask")


@pytest.mark.parametrize(
    "line",
    [
        'pd.read_csv("data/posts.csv")',
        'requests.get("https://example.org/home/alice/x")',
        'url = "https://api.example.org/Users/12"',
        "x = a/home/b",
        'd = {"a": "b", "c:": "d"}',
        'print("Result:\\nnext")',
        'open("/etc/hosts")',
        'open("/tmp/x.csv")',
    ],
)
def test_what_is_the_same_everywhere_or_no_path_is_none(line):
    assert found(code(line)) == []


def test_a_file_that_lies_beside_the_notebook_can_be_attached_instead():
    offer = FileOffer(
        name="data/posts.csv", reason="added", cells=(), size=9, state="ready", chosen=False
    )
    [finding] = found(code('open("/home/alice/data/posts.csv")'), files=(offer,))
    assert finding.remedies == ("attach", "leave", "mask")
    assert finding.file == "data/posts.csv"


def test_a_home_folder_in_an_output_is_a_note_and_told_once():
    trace = {"output_type": "error", "ename": "E", "evalue": "no /home/alice/x", "traceback": []}
    cells = [
        code("1", [printed("/home/alice/lib/x.py:1: Warning\n/home/alice/y")]),
        code("2", [trace]),
    ]
    [finding] = found(*cells, text("see `/home/alice/z`"), papermill={"in": "/home/alice/n.ipynb"})
    assert (finding.rule, finding.severity) == ("own-folder", "note")
    assert finding.message == "Your home folder in the text, in 2 outputs and in the metadata"
    assert finding.masked == "/home/…"
    assert finding.cells == (1, 2, 3)
    assert finding.remedies == ("mask", "leave")


def test_an_account_that_everybody_has_names_nobody():
    assert found(code("1", [printed("/home/jovyan/x.py:3: Warning in /Users/runner/y")])) == []
