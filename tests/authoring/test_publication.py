"""Publishing from end to end: what is stored is what was decided, and a failure leaves nothing."""

import gzip
import json
import threading
from pathlib import Path

import pytest
from authors import ADA, Steps, token
from notebooks import code, printed, text
from pictures import plot, saved, shown

from jupyter_hub_publish.domain import notebook as notebooks
from jupyter_hub_publish.domain.drafts import Decision
from jupyter_hub_publish.domain.errors import (
    BadInput,
    Cancelled,
    FileProblem,
    Outdated,
    PublishError,
    RunFailed,
    TooLarge,
    Undecided,
)
from jupyter_hub_publish.domain.records import CoverChoice

PYTHON = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}


def findings(desk, path, kind="secret"):
    return [f for f in desk.inspect(path, actor=ADA).check.findings if f.kind == kind]


def decided(desk, path, remedy, reason=""):
    return tuple(
        Decision(finding=finding.id, remedy=remedy, reason=reason)
        for finding in findings(desk, path)
    )


def reports(library):
    return library.discovery.search("", actor=ADA).total


def stored_in(library, id):
    return json.loads(library.reading.notebook(id, None, actor=ADA))


def everywhere(folder):
    """All bytes below a folder."""
    return b"\n".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())


def test_what_is_masked_is_nowhere(desk, library, write, publish, tmp_path):
    secret = token()
    html = {
        "output_type": "display_data",
        "metadata": {},
        "data": {"text/html": f"<b>{secret}</b>", "application/json": {"key": secret}},
    }
    path = write(
        "a.ipynb", text("# T"), code(f"key = '{secret}'\nprint(key)", [printed(secret), html])
    )
    before = Path(path).read_bytes()
    made = publish(path, decisions=decided(desk, path, "mask"))
    assert secret in Path(path).read_text()
    assert notebooks.without_memory(json.loads(Path(path).read_text())) == (
        notebooks.without_memory(json.loads(before))
    )
    library.discovery.search("key", actor=ADA)
    assert secret.encode() not in everywhere(tmp_path / "library")
    assert secret.encode() not in everywhere(tmp_path / "cache")
    page = b"".join(library.reading.page(made.id, None, actor=ADA).gzip())
    assert secret.encode() not in gzip.decompress(page)
    kept = stored_in(library, made.id)
    assert secret not in json.dumps(kept)
    assert "print(key)" in kept["cells"][1]["source"]


def test_what_is_masked_is_masked_in_what_is_said_too(desk, library, write, publish, tmp_path):
    secret = token()
    path = write("a.ipynb", text(f"# Key {secret}\n\nWe use {secret}."), code("1"))
    draft = desk.inspect(path, actor=ADA)
    assert secret in draft.summary
    made = publish(
        path,
        summary=draft.summary,
        tags=(secret,),
        message=f"No more {secret}",
        decisions=decided(desk, path, "mask"),
    )
    assert library.reading.open_latest(made.id, actor=ADA).summary == "We use ••••••••."
    assert secret.lower().encode() not in everywhere(tmp_path / "library").lower()


def test_a_secret_that_only_the_author_has_typed_is_refused(library, write, publish):
    with pytest.raises(Undecided, match="stands in the title, the summary"):
        publish(write("a.ipynb"), summary=f"The key is {token()}.")
    assert reports(library) == 0


def test_a_masked_report_is_not_changed_until_its_notebook_is(desk, write, publish):
    path = write("a.ipynb", code(f"key = '{token()}'"))
    publish(path, decisions=decided(desk, path, "mask"))
    assert desk.status(path, actor=ADA).state == "published"


def test_what_is_undecided_stops(desk, library, write, publish):
    path = write("a.ipynb", code(f"key = '{token()}'"))
    with pytest.raises(Undecided, match="1 secret needs a decision"):
        publish(path)
    assert reports(library) == 0


def test_a_reason_is_kept_and_the_value_is_not(desk, library, write, publish):
    secret = token()
    path = write("a.ipynb", code(f"key = '{secret}'"))
    made = publish(path, decisions=decided(desk, path, "waive", reason="It has expired."))
    (waiver,) = library.reading.version(made.id, None, actor=ADA).waivers
    assert (waiver.rule, waiver.reason, waiver.cells) == ("github-token", "It has expired.", (1,))
    assert secret not in str(waiver)
    assert secret in json.dumps(stored_in(library, made.id))


def test_a_hidden_cell_is_not_in_the_page(desk, library, write, publish):
    path = write("a.ipynb", text("# T"), code(f"key = '{token()}'", [printed("made by it")]))
    made = publish(path, decisions=decided(desk, path, "hide"))
    cell = stored_in(library, made.id)["cells"][1]
    assert cell["source"] == "# This cell is not part of the report."
    assert cell["outputs"] == []


def test_files_and_environment_travel(desk, library, write, publish):
    path = write("a.ipynb", text("# T"), code("import msgspec\nopen('data/x.csv')"), **PYTHON)
    file = Path(path).parent / "data" / "x.csv"
    file.parent.mkdir()
    file.write_bytes(b"a,b\n")
    made = publish(path, files=("data/x.csv",), message="First.")
    version = library.reading.version(made.id, None, actor=ADA)
    assert [(each.path, each.size) for each in version.attachments] == [("data/x.csv", 4)]
    assert [each.path for each in version.environment_files] == ["requirements.txt"]
    assert (version.environment.language, version.message) == ("python", "First.")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("gone.csv", FileProblem),
        ("../a.csv", BadInput),
        ("/etc/passwd", BadInput),
        (".env", BadInput),
        ("x\0", BadInput),
        ("n" * 300, BadInput),
        ("folder", FileProblem),
        ("link.csv", FileProblem),
    ],
)
def test_a_file_that_cannot_travel_is_named_and_nothing_is_stored(
    library, write, publish, name, kind
):
    path = write("a.ipynb")
    beside = Path(path).parent
    (beside / "folder").mkdir()
    (beside.parent / "outside.csv").write_text("1")
    (beside / "link.csv").symlink_to(beside.parent / "outside.csv")
    with pytest.raises(kind) as refused:
        publish(path, files=(name,))
    assert name.strip("\0")[:20] in refused.value.message
    assert refused.value.message.endswith(".")
    assert reports(library) == 0


def test_more_files_than_there_is_room_for_are_refused(library, write, publish):
    path = write("a.ipynb")
    for name in ("a.bin", "b.bin"):
        with (Path(path).parent / name).open("wb") as file:
            file.truncate(30_000_000)
    with pytest.raises(TooLarge, match=r"b\.bin.*50 MB together"):
        publish(path, files=("a.bin", "b.bin"))
    with pytest.raises(TooLarge, match="More than 1,000 files"):
        publish(path, files=tuple(f"{n}.bin" for n in range(10_000)))
    assert reports(library) == 0


def test_an_environment_file_that_has_gone_is_named(library, write, publish):
    with pytest.raises(FileProblem, match=r"uv\.lock"):
        publish(write("a.ipynb", **PYTHON), environment=("uv.lock",))
    assert reports(library) == 0


def test_a_run_is_published_and_the_file_is_not_touched(desk, library, write, publish):
    path = write("a.ipynb", text("# T"), code("print(6 * 7)"), **PYTHON)
    before = Path(path).read_bytes()
    steps = Steps()
    seen = []

    def watching(step, progress, *, ran=None):
        steps(step, progress, ran=ran)
        if step == "storing":
            seen.append(Path(path).read_bytes())

    made = publish(path, run=True, steps=watching)
    assert seen == [before]
    assert steps.names == ["reading", "running", "rendering", "storing"]
    version = library.reading.version(made.id, None, actor=ADA)
    assert (version.ran, version.ran.cells) == (steps.ran, 1)
    assert stored_in(library, made.id)["cells"][1]["outputs"][0]["text"] == "42\n"
    assert desk.status(path, actor=ADA).state == "published"
    assert desk.inspect(path, actor=ADA).run


def test_a_cell_that_fails_is_named_and_nothing_is_stored(library, write, publish):
    path = write("a.ipynb", text("# T"), code("1"), code("{}['key']"), **PYTHON)
    with pytest.raises(RunFailed) as failed:
        publish(path, run=True)
    assert failed.value.cell == 3
    assert reports(library) == 0
    assert publish(path).version == 1


def test_a_secret_is_said_before_the_run(desk, library, write, publish, tmp_path):
    path = write("a.ipynb", code(f"open('ran', 'w')\nkey = '{token()}'"), **PYTHON)
    with pytest.raises(Undecided):
        publish(path, run=True)
    assert not list(tmp_path.rglob("ran"))


def test_a_secret_that_the_run_brings_to_light_stops(library, write, publish):
    parts = token()[:20], token()[20:]
    path = write("a.ipynb", code(f"print('{parts[0]}' + '{parts[1]}')"), **PYTHON)
    with pytest.raises(Undecided):
        publish(path, run=True)
    assert reports(library) == 0


@pytest.mark.parametrize("at", ["reading", "running", "rendering"])
def test_it_can_be_stopped_in_every_step_before_storing(library, write, publish, at):
    path = write("a.ipynb", text("# T"), code("import time; time.sleep(0.2)"), **PYTHON)
    stop = threading.Event()

    def report(step, progress, *, ran=None):
        if step == at:
            stop.set()

    with pytest.raises(Cancelled):
        publish(path, run=True, steps=report, cancelled=stop)
    assert reports(library) == 0


def test_a_version_that_came_meanwhile_is_a_conflict(library, write, publish):
    path = write("a.ipynb")
    made = publish(path)
    publish(path, report=made.id, follows=1)
    with pytest.raises(Outdated):
        publish(path, report=made.id, follows=1)
    assert library.reading.open_latest(made.id, actor=ADA).version == 2
    assert publish(path, report=made.id).version == 3


def test_it_is_a_conflict_before_a_run_as_well(write, publish, tmp_path):
    path = write("a.ipynb", code("open('ran', 'w')"), **PYTHON)
    made = publish(path)
    publish(path, report=made.id)
    with pytest.raises(Outdated, match="You published version 2 on"):
        publish(path, report=made.id, follows=1, run=True)
    assert not list(tmp_path.rglob("ran"))


def test_the_version_knows_what_it_was_copied_from(library, write, publish):
    first = publish(write("a.ipynb"))
    parent = {"library": first.library, "report": first.id, "version": 1}
    copied = publish(write("b.ipynb", text("# B"), hub_publish={"parent": parent}))
    origin = library.reading.open_latest(copied.id, actor=ADA).based_on
    assert (origin.report.id, origin.version) == (first.id, 1)


def test_the_cover_is_the_one_that_was_chosen(library, write, publish, desk):
    cells = (
        text("# T"),
        code("x", [shown(saved(plot()))]),
        code("y", [shown(saved(plot(200, 130, ink="red")))]),
    )
    best = publish(write("a.ipynb", *cells))
    chosen = publish(write("b.ipynb", *cells), cover=CoverChoice(kind="figure", cell=3, output=0))
    card = publish(write("c.ipynb", *cells), cover=CoverChoice(kind="title"))
    pictures = {
        library.reading.thumbnail(made.id, None, actor=ADA).data for made in (best, chosen, card)
    }
    assert len(pictures) == 3


def test_every_refusal_is_a_sentence_with_a_hint(write, publish, desk):
    secret = write("s.ipynb", code(f"key = '{token()}'"))
    for attempt in (
        lambda: publish(secret),
        lambda: publish(secret, decisions=decided(desk, secret, "waive")),
        lambda: publish(write("a.ipynb"), files=("gone.csv",)),
        lambda: publish(write("a.ipynb"), environment=("gone.txt",)),
    ):
        with pytest.raises(PublishError) as refused:
            attempt()
        assert refused.value.message.endswith(".")
        assert refused.value.hint.endswith(".")


def test_the_author_learns_what_the_page_does_not_show(write, publish):
    path = write("a.ipynb", text("# T\n\n![](gone.png)"))
    assert publish(path).notices == ("Cell 1: The image gone.png is not part of the report.",)
