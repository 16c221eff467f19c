"""While one writes: what is near to it, and which of one's reports have fallen behind."""

import json
import os
import threading
import time
from pathlib import Path

import pytest
from authors import ADA, BOB
from notebooks import code, notebook, text

from jupyter_hub_publish.authoring.nearness import updates
from jupyter_hub_publish.domain.drafts import Update
from jupyter_hub_publish.domain.errors import BadNotebook, FileProblem

WHALES = (
    text("# Songs of humpback whales\n\nWhich themes the humpback whales of Tonga sing, and when."),
    code(
        "import librosa\nsongs = pd.read_csv('whale_songs.csv')\nsongs.groupby('theme')['pitch_hz']"
    ),
)
INVOICES = (
    text("# Invoices of last year\n\nWho has paid late."),
    code("import polars\ninvoices = polars.read_parquet('invoices.parquet')"),
)


def changed(path):
    file = Path(path)
    content = json.loads(file.read_text())
    content["cells"].append(text("One more thought."))
    file.write_text(json.dumps(content))


def near(desk, path, actor=BOB):
    return [report.id for report in desk.near(path, actor=actor).reports]


def behind(desk, *reports, actor=ADA):
    return list(desk.updates(reports, actor=actor).updates)


# Near


def test_a_notebook_on_the_same_thing_is_near_and_another_is_not(desk, write, publish):
    whales = publish(write("whales.ipynb", *WHALES)).id
    publish(write("invoices.ipynb", *INVOICES))
    (report,) = desk.near(write("again.ipynb", *WHALES), actor=BOB).reports
    assert (report.id, report.may_update) == (whales, False)
    assert report.alike > 0.5
    assert "packages" in {why.kind for why in report.reasons}


def test_the_report_that_a_notebook_is_published_as_is_not_near_to_it(desk, write, publish):
    path = write("whales.ipynb", *WHALES)
    own = publish(path).id
    assert near(desk, path) == []
    assert near(desk, write("copy.ipynb", *WHALES)) == [own]


def test_nothing_is_near_to_an_empty_notebook(desk, write, publish):
    publish(write("whales.ipynb", *WHALES))
    assert near(desk, write("empty.ipynb", code(""), text("  "))) == []


def test_a_notebook_that_cannot_be_read_is_told_of_as_ever(desk, write, tmp_path):
    with pytest.raises(FileProblem):
        desk.near(str(tmp_path / "gone.ipynb"), actor=ADA)
    (tmp_path / "odd.ipynb").write_text("{")
    with pytest.raises(BadNotebook):
        desk.near(str(tmp_path / "odd.ipynb"), actor=ADA)


def test_a_very_long_notebook_is_compared_by_its_beginning(desk, write, publish):
    whales = publish(write("whales.ipynb", *WHALES)).id
    long = [code("\n".join(f"column_{n} = frame['column_{n}']" for n in range(20_000)))]
    assert near(desk, write("long.ipynb", *WHALES, *long)) in ([whales], [])


# Updates


def test_a_notebook_that_has_changed_waits_for_an_update(desk, write, publish):
    path = write("a.ipynb", *WHALES)
    made = publish(path)
    assert behind(desk, made.id) == []
    changed(path)
    assert behind(desk, made.id) == [Update(report=made.id, path=os.path.realpath(path))]
    publish(path, report=made.id)
    assert behind(desk, made.id) == []


def test_what_is_gone_or_another_s_or_another_notebook_is_not_named(desk, library, write, publish):
    gone, theirs, other = (
        publish(write(f"{name}.ipynb", *WHALES), actor=BOB if name == "theirs" else ADA).id
        for name in ("gone", "theirs", "other")
    )
    changed(write("theirs.ipynb", *WHALES))
    write("other.ipynb", *INVOICES)  # it remembers no report
    Path(write("gone.ipynb")).unlink()
    assert behind(desk, gone, theirs, other, "raaaaaaaaaa") == []
    path = write("withdrawn.ipynb", *WHALES)
    withdrawn = publish(path).id
    changed(path)
    library.curating.withdraw(withdrawn, actor=ADA)
    assert behind(desk, withdrawn) == []


def test_a_storage_that_does_not_answer_holds_nobody_up(desk, library, workspace, write, publish):
    ready, hanging = write("ready.ipynb", *WHALES), write("hanging.ipynb", *WHALES)
    reports = tuple(publish(path).id for path in (ready, hanging))
    changed(ready)
    Path(hanging).unlink()
    os.mkfifo(hanging)  # whoever opens it waits for somebody who writes
    began = time.monotonic()
    found = updates(reports, actor=ADA, library=library, workspace=workspace, seconds=2)
    assert [update.report for update in found.updates] == [reports[0]]
    assert time.monotonic() - began < 10
    with open(hanging, "wb") as end:  # lets the thread go
        end.write(json.dumps(notebook(*WHALES)).encode())
    for thread in threading.enumerate():
        if thread.name == "hub-publish-updates":
            thread.join(20)
