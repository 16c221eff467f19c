"""A report goes from one library to another by the command line, byte for byte."""

import json

import pytest
from bundles import packed

from jupyter_hub_publish import bundle


def made_by(answer):
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout)


@pytest.fixture
def other(tmp_path):
    """The environment of another library."""
    return {"JUPYTER_DATA_DIR": str(tmp_path / "other"), "XDG_CACHE_HOME": str(tmp_path / "cache")}


@pytest.fixture
def file(tmp_path):
    """Write a bundle into a file: `file("a.tar", title="T")`."""

    def file(name, **said):
        (tmp_path / name).write_bytes(packed(**said).getvalue())
        return name

    return file


def read(path):
    with path.open("rb") as stream:
        return bundle.read(stream)


def test_what_is_exported_and_imported_is_the_same(run, file, other, tmp_path):
    files = {"data/a.csv": b"1,2\n", "module.py": b"x = 1\n"}
    recipes = {"requirements.txt": b"numpy==2.1\n"}
    file("given.tar", title="Peaks", attachments=files, environment_files=recipes)
    (first,) = made_by(run("import", "given.tar", "--json"))["imported"]
    assert first == {"id": first["id"], "version": 1, "title": "Peaks", "url": None}
    told = made_by(run("export", first["id"], "--to", "one.tar", "--json"))
    size = (tmp_path / "one.tar").stat().st_size
    assert told == {"id": first["id"], "version": 1, "path": "one.tar", "size": size}
    (second,) = made_by(run("import", "one.tar", "--json", env=other))["imported"]
    assert run("export", second["id"], "--to=two.tar", env=other).stdout == "two.tar\n"
    one, two = (read(tmp_path / name) for name in ("one.tar", "two.tar"))
    for name in ("notebook", "page", "thumbnail", "attachments", "environment"):
        assert getattr(one, name) == getattr(two, name)
    assert two.attachments == files


def test_versions_of_one_report_stay_versions_of_one_report(run, file, other, tmp_path):
    file("v1.tar", title="One", report="raaaaaaaaaa", version=1)
    file("v2.tar", title="Two", report="raaaaaaaaaa", version=2)
    file("alone.tar", title="Alone")
    answer = run("import", "v2.tar", "alone.tar", "v1.tar")
    assert answer.returncode == 0, answer.stderr
    lines = [line.split(" of ") for line in answer.stdout.splitlines()]
    assert [said for said, _ in lines] == [
        "Imported “Alone” as version 1",
        "Imported “One” as version 1",
        "Imported “Two” as version 2",
    ]
    assert lines[1][1] == lines[2][1] != lines[0][1]
    id = lines[1][1].rstrip(".")
    for words in (("--version", "1"), ("--version=1",)):
        run("export", id, "--to", "old.tar", *words)
        assert read(tmp_path / "old.tar").manifest.title == "One"
        (tmp_path / "old.tar").unlink()
    run("export", id, "--to", "new.tar")
    assert read(tmp_path / "new.tar").manifest.version == 2


def test_a_file_that_is_there_is_not_overwritten(run, file, tmp_path):
    file("a.tar")
    (made,) = made_by(run("import", "a.tar", "--json"))["imported"]
    before = (tmp_path / "a.tar").read_bytes()
    answer = run("export", made["id"], "--to", "a.tar")
    assert (answer.returncode, answer.stdout) == (1, "")
    assert answer.stderr == "a.tar is there already. Name another file.\n"
    assert (tmp_path / "a.tar").read_bytes() == before
    answer = run("export", made["id"], "--to", "no/such/folder.tar", "--json")
    assert json.loads(answer.stderr)["error"]["code"] == "file_problem"


def test_one_bad_bundle_stops_it_before_anything_is_stored(run, file, tmp_path):
    file("good.tar")
    (tmp_path / "bad.tar").write_bytes(b"no tar")
    for bad, code in (("bad.tar", "bad_bundle"), ("gone.tar", "file_problem"), (".", None)):
        answer = run("import", "good.tar", bad, "--json")
        assert (answer.returncode, answer.stdout) == (1, "")
        error = json.loads(answer.stderr)["error"]
        assert code is None or error["code"] == code
        assert bad in error["message"]
    assert run("search", "peaks").stdout == "0 reports\n"


def test_a_bundle_that_the_library_refuses_leaves_those_before_it(run, file, tmp_path):
    file("good.tar", title="Good", version=1)
    (tmp_path / "bad.tar").write_bytes(packed({"cell_type": 3}, version=2).getvalue())
    answer = run("import", "bad.tar", "good.tar")
    assert answer.returncode == 1
    assert answer.stdout.startswith("Imported “Good” as version 1 of r")
    assert answer.stderr.count("\n") == 1
    alone = run("import", "bad.tar", "--json")
    assert (alone.returncode, alone.stdout) == (1, "")


@pytest.mark.parametrize(
    "words",
    [
        ("import",),
        ("export",),
        ("export", "raaaaaaaaaa"),
        ("export", "not-an-id", "--to", "a.tar"),
        ("export", "raaaaaaaaaa", "rbbbbbbbbbb", "--to", "a.tar"),
        ("export", "raaaaaaaaaa", "--to", "a.tar", "--version", "x"),
        ("export", "raaaaaaaaaa", "--to", "a.tar", "--version=0"),
    ],
)
def test_a_wrong_call_is_one_line_and_exit_code_2(run, words):
    answer = run(*words)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert answer.stderr.count("\n") == 1


def test_a_report_that_is_not_there_is_not_exported(run, tmp_path):
    answer = run("export", "raaaaaaaaaa", "--to", "a.tar")
    assert answer.returncode == 1
    assert not (tmp_path / "a.tar").exists()


def test_the_programs_version_is_told_to_who_asks_for_nothing_else(run):
    assert run("export", "--version").stdout == run("--version").stdout
