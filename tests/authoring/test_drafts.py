"""Drafts: what was found and decided before is what the author begins with."""

import json
from pathlib import Path

import pytest
from authors import ADA, BOB, token
from notebooks import code, printed, text

from jupyter_hub_publish.authoring import Desk, JobBoard
from jupyter_hub_publish.domain.drafts import Decision
from jupyter_hub_publish.domain.errors import (
    BadInput,
    BadNotebook,
    Forbidden,
    LibraryDamaged,
    NotFound,
)
from jupyter_hub_publish.domain.records import CoverChoice

READS = code("import pandas as pd\nframe = pd.read_csv('data/x.csv')")


PYTHON = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}


def with_data(path, names=("data/x.csv",)):
    for name in names:
        file = Path(path).parent / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("a,b\n1,2\n")


def secrets_of(draft):
    return [finding for finding in draft.check.findings if finding.kind == "secret"]


def test_a_secret_is_found_and_not_told(desk, write):
    secret = token()
    path = write("a.ipynb", text("# T\n\nProse."), code(f"key = '{secret}'", [printed(secret)]))
    draft = desk.inspect(path, actor=ADA)
    (found,) = secrets_of(draft)
    assert (found.rule, found.severity, found.cells) == ("github-token", "stop", (2,))
    assert secret not in str(draft)
    assert draft.check.complete


def test_an_empty_notebook_is_told_before_anything_is_filled_in(desk, write):
    with pytest.raises(BadNotebook, match="nothing to read in it yet"):
        desk.inspect(write("a.ipynb", code(""), text(" ")), actor=ADA)


def test_two_desks_name_the_same_finding_differently(desk, library, workspace, renderer, write):
    path = write("a.ipynb", code(f"key = '{token()}'"))
    other = Desk(
        workspace=workspace, renderer=renderer, open_library=lambda: library, jobs=JobBoard()
    )
    (one,), (two,) = (secrets_of(each.inspect(path, actor=ADA)) for each in (desk, other))
    assert one.id != two.id
    assert secrets_of(desk.inspect(path, actor=ADA))[0].id == one.id


def test_what_an_admin_blocks_stops_and_cannot_be_waived(library, workspace, renderer, write):
    desk = Desk(
        workspace=workspace,
        renderer=renderer,
        open_library=lambda: library,
        jobs=JobBoard(),
        blocked_rules=["github-token", "email-address"],
    )
    path = write("a.ipynb", code(f"key = '{token()}'\nwho = 'ada.byron@analytical-engines.com'"))
    blocked = {f.rule: f for f in desk.inspect(path, actor=ADA).check.findings}
    for rule in ("github-token", "email-address"):
        assert blocked[rule].severity == "stop"
        assert blocked[rule].remedies
        assert not {"waive", "leave"} & set(blocked[rule].remedies)


def test_a_file_that_is_read_is_offered(desk, write):
    path = write("a.ipynb", text("# T"), READS)
    with_data(path)
    (offer,) = desk.inspect(path, actor=ADA).files
    assert (offer.name, offer.reason, offer.cells, offer.size, offer.state, offer.chosen) == (
        "data/x.csv", "read", (2,), 8, "ready", True,
    )  # fmt: skip


def test_a_file_with_a_secret_travels_only_if_its_author_ticks_it(desk, write, publish):
    secret = token()
    path = write("a.ipynb", text("# T"), code("import settings\nopen('x.csv')"))
    with_data(path, ("x.csv",))
    (Path(path).parent / "settings.py").write_text(f"TOKEN = '{secret}'\n")

    def ticked(draft):
        return {offer.name for offer in draft.files if offer.chosen}

    draft = desk.inspect(path, actor=ADA)
    assert ticked(draft) == {"x.csv"}
    (found,) = secrets_of(draft)
    assert (found.severity, found.remedies, found.cells) == ("warn", ("leave",), ())
    assert (
        found.message == "A GitHub token in settings.py, which does not travel unless you tick it"
    )
    assert secret not in str(draft)
    publish(path, files=("settings.py", "x.csv"))
    assert ticked(desk.inspect(path, actor=ADA)) == {"settings.py", "x.csv"}


def test_ticks_are_remembered(desk, write, publish):
    both = code("open('x.csv')\nopen('private.csv')")
    path = write("a.ipynb", text("# T"), both)
    with_data(path, ("x.csv", "private.csv", "more.txt", "later.csv"))
    publish(path, files=("x.csv", "more.txt"))
    again = {offer.name: offer for offer in desk.inspect(path, actor=ADA).files}
    assert {name: offer.chosen for name, offer in again.items()} == {
        "x.csv": True,
        "private.csv": False,
        "more.txt": True,
    }
    assert again["more.txt"].reason == "added"

    cells = (text("# T"), both, code("open('later.csv')"))
    memory = json.loads(Path(path).read_text())["metadata"]
    write("a.ipynb", *cells, **memory)
    later = {offer.name: offer.chosen for offer in desk.inspect(path, actor=ADA).files}
    assert later["later.csv"]
    assert not later["private.csv"]


def test_a_ticked_file_that_has_gone_is_said_to_be_missing(desk, write, publish):
    path = write("a.ipynb", text("# T"))
    with_data(path, ("more.txt",))
    publish(path, files=("more.txt",))
    (Path(path).parent / "more.txt").unlink()
    (offer,) = desk.inspect(path, actor=ADA).files
    assert (offer.name, offer.state, offer.chosen) == ("more.txt", "missing", False)


def test_what_was_decided_is_proposed_again(desk, write, publish):
    path = write("a.ipynb", text("# T"), code(f"key = '{token()}'"))
    (found,) = secrets_of(desk.inspect(path, actor=ADA))
    assert found.proposed is None
    cover = CoverChoice(kind="title")
    publish(path, decisions=(Decision(finding=found.id, remedy="mask"),), cover=cover)
    draft = desk.inspect(path, actor=ADA)
    assert (draft.relation, draft.cover) == ("mine", cover)
    assert secrets_of(draft)[0].proposed == "mask"


def test_the_environment_is_offered(desk, write):
    path = write("a.ipynb", code("import msgspec"), **PYTHON)
    offer = desk.inspect(path, actor=ADA).environment
    assert offer.environment.kernel == "Python 3 (ipykernel)"
    assert [file.name for file in offer.files if file.chosen] == ["requirements.txt"]


def test_unticked_environment_files_stay_unticked(desk, write, publish):
    path = write("a.ipynb", code("import msgspec"), **PYTHON)
    publish(path, environment=())
    files = desk.inspect(path, actor=ADA).environment.files
    assert not any(file.chosen for file in files)


def test_the_report_that_it_was_copied_from_is_named_to_who_may_see_it(
    desk, library, write, publish
):
    made = publish(write("a.ipynb"))
    parent = {"library": made.library, "report": made.id, "version": 1}
    copied = write("b.ipynb", hub_publish={"parent": parent})
    assert desk.inspect(copied, actor=BOB).parent.id == made.id
    for broken in ({"library": "another"}, {"report": "raaaaaaaaaa"}):
        other = write("c.ipynb", hub_publish={"parent": {**parent, **broken}})
        assert desk.inspect(other, actor=BOB).parent is None


def test_a_withdrawn_report_is_said_to_be(desk, library, write, publish):
    path = write("a.ipynb")
    made = publish(path)
    library.curating.withdraw(made.id, actor=ADA)
    draft = desk.inspect(path, actor=ADA)
    assert (draft.relation, draft.report.id) == ("withdrawn", made.id)
    assert desk.status(path, actor=ADA).state == "unpublished"


def test_without_a_library_there_is_a_draft(workspace, renderer, write):
    def damaged():
        raise LibraryDamaged("Damaged.")

    desk = Desk(workspace=workspace, renderer=renderer, open_library=damaged, jobs=JobBoard())
    parent = {"library": "l", "report": "raaaaaaaaaa", "version": 1}
    path = write("a.ipynb", hub_publish={"parent": parent})
    draft = desk.inspect(path, actor=ADA)
    assert (draft.title, draft.relation, draft.parent) == ("Peaks", "none", None)


def test_any_report_of_ones_own_can_be_updated(desk, write, publish):
    first = publish(write("a.ipynb"), cover=CoverChoice(kind="title"))
    other = write("b.ipynb", text("# Another"))
    draft = desk.inspect(other, actor=ADA, report=first.id)
    assert (draft.relation, draft.report.id, draft.title) == ("mine", first.id, "T")
    assert draft.cover.kind == "title"
    with pytest.raises(Forbidden):
        desk.inspect(other, actor=BOB, report=first.id)
    with pytest.raises(NotFound):
        desk.inspect(other, actor=ADA, report="raaaaaaaaaa")


def test_files_that_the_author_adds_are_looked_at(desk, write):
    path = write("a.ipynb")
    with_data(path, ("x.csv",))
    offers = desk.offer_files(path, ("x.csv", "gone.csv", ".env")).files
    assert [(offer.name, offer.state) for offer in offers] == [
        ("x.csv", "ready"),
        ("gone.csv", "missing"),
        (".env", "hidden"),
    ]
    with pytest.raises(BadInput):
        desk.offer_files(path, ("../x.csv",))
