"""What is near to what, how near, and why: a copy is the same work, a common package is not."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable
from pathlib import Path

import pytest
from reports_in_memory import ANYONE, ReportsInMemory, caught_up, code, column, file, package, text

from jupyter_hub_publish.domain import notebook as notebooks
from jupyter_hub_publish.domain.indexing import OlderVersion, Reader
from jupyter_hub_publish.domain.notebook import Notebook, Passage
from jupyter_hub_publish.domain.records import Probe
from jupyter_hub_publish.domain.vocabulary import vocabulary
from jupyter_hub_publish.search import Alike, SearchIndex

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.ipynb"))
SOMEBODY = Reader(principals=frozenset({"everyone", "user:ada"}), name="ada")


def passages(notebook: Notebook) -> tuple[Passage, ...]:
    return (*notebooks.passages(notebook), *vocabulary(notebook))


def edited(notebook: Notebook, *, share: float) -> Notebook:
    """The notebook with so many of its lines written differently, and one cell less."""
    dice, changed = random.Random(1), json.loads(json.dumps(notebook))
    for cell in changed["cells"]:
        lines = notebooks.joined(cell["source"]).split("\n")
        cell["source"] = "\n".join(
            f"{line} {dice.randrange(10_000)}" if dice.random() < share else line for line in lines
        )
    del changed["cells"][5]
    return changed


def by_package(subject: str, *names: str) -> tuple[Passage, ...]:
    """A small notebook on the subject, made as all notebooks are."""
    return (
        text(f"# {subject}\n\nWe look at {' and '.join(names)} of {subject.lower()}."),
        code("import pandas as pd\nimport matplotlib.pyplot as plt", 2),
        code(f"df = pd.read_csv('{names[0]}.csv')\ndf.head()", 3),
        code(f"df.groupby('{names[0]}')['{names[1]}'].mean().plot.bar()\nplt.show()", 4),
        package("pandas", 2), package("matplotlib", 2),
        column(names[0], 4), column(names[1], 4), file(f"{names[0]}.csv", 3),
    )  # fmt: skip


def named(found: Iterable[Alike]) -> list[str]:
    return [one.id for one in found]


def reasons(one: Alike) -> dict[str, tuple[str, ...]]:
    return {reason.kind: reason.values for reason in one.reasons}


@pytest.fixture(scope="module")
def library() -> ReportsInMemory:
    """The examples, a copy of each with small edits, and two small notebooks."""
    library = ReportsInMemory()
    for path in EXAMPLES:
        notebook = notebooks.mended(notebooks.parse(path.read_bytes()))
        library.publish(path.stem, *passages(notebook), title=path.stem)
        copy = passages(edited(notebook, share=0.1))
        library.publish(f"{path.stem} again", *copy, title="Untitled")
    library.publish("churn", *by_package("Churn", "plan", "tenure"), title="Churn by plan")
    library.publish("pollen", *by_package("Pollen", "station", "grains"), title="Pollen")
    return library


@pytest.fixture(scope="module")
def index(library: ReportsInMemory, tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    return caught_up(tmp_path_factory.mktemp("index"), library)


@pytest.mark.parametrize("name", [path.stem for path in EXAMPLES])
def test_a_copy_with_small_edits_is_the_same_work(index: SearchIndex, name: str) -> None:
    first, *others = index.related(name, reader=ANYONE, limit=20)
    assert (first.id, first.alike >= 0.8) == (f"{name} again", True)
    assert all(other.alike < 0.4 for other in others)
    assert name not in named(others)


def test_different_notebooks_that_use_the_same_packages_are_far_apart(index: SearchIndex) -> None:
    found = {one.id: one.alike for one in index.related("churn", reader=ANYONE, limit=20)}
    assert found.get("pollen", 0.0) < 0.3


def test_what_is_being_written_is_compared_with_what_there_is(
    index: SearchIndex, library: ReportsInMemory
) -> None:
    probe = Probe(
        title="Who leaves?",
        text="Why do people leave us? We look at plan and tenure.",
        code="df = pd.read_csv('plan.csv')\ndf.groupby('plan').tenure.median()",
        packages=("pandas",),
        columns=("plan", "tenure"),
        files=("plan.csv",),
    )
    (found,) = index.near(probe, reader=ANYONE, limit=3)
    assert found.id == "churn"
    assert set(reasons(found)["columns"]) == {"plan", "tenure"}
    assert reasons(found)["files"] == ("plan.csv",)


@pytest.mark.parametrize(
    "probe",
    [
        Probe(),
        Probe(title="Untitled", packages=("pandas", "matplotlib")),
        Probe(text="Let us look at the data", code="import pandas as pd\ndf.head()\nplt.show()"),
        Probe(text="\0🎉 \ud800" * 100, code="((" * 1000, tags=("",), columns=("\x1f",)),
    ],
)
def test_nothing_is_near_to_what_says_nothing_of_its_own(index: SearchIndex, probe: Probe) -> None:
    assert index.near(probe, reader=ANYONE, limit=3) == ()


def test_an_update_is_not_near_to_its_own_report(
    index: SearchIndex, library: ReportsInMemory
) -> None:
    name = EXAMPLES[0].stem
    texts = dict.fromkeys(("text", "code"), "")
    for passage in library.reports[name].passages:
        if passage.kind in texts:
            texts[passage.kind] += f"{passage.text}\n"
    near = index.near(Probe(**texts), reader=ANYONE, limit=3)
    assert sorted(named(near)) == [name, f"{name} again"]
    assert all(one.alike > 0.8 for one in near)
    assert named(index.near(Probe(**texts, but=name), reader=ANYONE, limit=3)) == [f"{name} again"]


def test_what_is_shared_by_few_is_told_first(tmp_path) -> None:
    library = ReportsInMemory()
    for number in range(30):
        library.publish(f"r{number}", package("pandas"), tags=("daily",), title=f"No {number}")
    for name in ("one", "other"):
        library.publish(
            name, package("pandas"), package("lifelines"), column("churn_rate"), tags=("daily",),
            authors=("ada",), title="Survival",
        )  # fmt: skip
    index = caught_up(tmp_path, library)
    first, *_ = index.related("one", reader=ANYONE, limit=5)
    assert first.id == "other"
    assert reasons(first)["packages"] == ("lifelines", "pandas")
    assert [reason.kind for reason in first.reasons][-1] == "authors"


def test_what_is_archived_or_replaced_comes_after_its_like(tmp_path) -> None:
    library = ReportsInMemory()
    for name, more in (
        ("one", {}),
        ("b", {"archived": True}),
        ("c", {}),
        ("d", {"replaced": True}),
    ):
        library.publish(name, *by_package("Churn", "plan", "tenure"), title="Churn", **more)
    found = named(caught_up(tmp_path, library).related("one", reader=ANYONE, limit=5))
    assert (found[0], sorted(found[1:])) == ("c", ["b", "d"])


def test_an_older_version_is_not_related_to_its_newest(tmp_path) -> None:
    library = ReportsInMemory()
    parts = by_package("Churn", "plan", "tenure")
    older = OlderVersion(number=1, title="Churn", summary="", passages=parts)
    library.publish("one", *parts, title="Churn", version=2, older=(older,))
    library.publish("other", *parts, title="Churn")
    index = caught_up(tmp_path, library)
    assert named(index.related("one", reader=ANYONE, limit=5)) == ["other"]
    assert named(index.related("other", reader=ANYONE, limit=5)) == ["one"]


def test_nobody_learns_of_a_report_that_they_may_not_meet(tmp_path) -> None:
    library = ReportsInMemory()
    parts = by_package("Churn", "plan", "tenure")
    library.publish("seen", *parts, title="Churn")
    library.publish("hidden", *parts, title="Churn", finders=frozenset({"user:ada"}))
    index = caught_up(tmp_path, library)
    probe = Probe(columns=("plan", "tenure"), files=("plan.csv",), text="churn")
    assert named(index.related("seen", reader=ANYONE, limit=5)) == []
    assert named(index.related("seen", reader=SOMEBODY, limit=5)) == ["hidden"]
    assert "hidden" not in named(index.near(probe, reader=ANYONE, limit=5))
    assert "hidden" in named(index.near(probe, reader=SOMEBODY, limit=5))


def test_a_report_that_is_not_there_is_near_to_nothing(index: SearchIndex) -> None:
    for name in ("nope", "reached", "", "\0", "\ud800"):
        assert index.related(name, reader=ANYONE, limit=5) == ()
