"""A mistyped word finds what was meant, after what was typed, and names nothing that is hidden."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reports_in_memory import (
    ANYONE,
    NOON,
    ReportsInMemory,
    caught_up,
    code,
    column,
    ids,
    output,
    text,
)

from jupyter_hub_publish.domain.indexing import Reader
from jupyter_hub_publish.search import SearchIndex, highlights
from jupyter_hub_publish.search.typos import distance


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    library = ReportsInMemory()
    library.publish(
        "churn",
        text("A logistic regression, and its classification report"),
        code("df.groupby('team'); train_test_split(X, y)", 2),
        column("subscriber", 2),
        title="Churn of customers",
        authors=("matilda",),
    )
    library.publish("peaks", text("Gaussian peaks; a model of curves"), title="Überblick")
    return caught_up(tmp_path_factory.mktemp("index"), library)


@pytest.mark.parametrize(
    ("typed", "correction"),
    [
        ("regresion", "regression"),  # a letter less
        ("regressionn ", "regression"),  # one more
        ("rebression ", "regression"),  # another
        ("regressoin ", "regression"),  # two swapped
        ("egression ", "regression"),  # the first one missing
        ("ergression ", "regression"),
        ("clasifcation ", "classification"),  # two
        ("regresi", "regression"),  # while typing
        ("costumers churn ", "customers churn"),
        ("df.gropby ", "df.groupby"),
        ("train_tests_splot_split ", None),
        ("matlida", "matilda"),
        ("subscribr", "subscriber"),
        ("uberblik", "uberblick"),
        ("Clasification -peaks", "classification -peaks"),
        ("modle", "model"),
    ],
)
def test_what_was_meant_is_found_and_offered(
    index: SearchIndex, typed: str, correction: str | None
) -> None:
    found = index.find(typed, reader=ANYONE)
    assert found.correction == correction
    if correction:
        assert found.ids == index.find(f"{correction} ", reader=ANYONE).ids != ()


@pytest.mark.parametrize(
    "typed",
    [
        "teem ",  # four letters
        "loigstiicx ",  # three mistakes
        '"regresion"',  # meant to the letter
        "-regresion",
        "tag:regresion",
        "2026x",
        "regression",
        "regressi",  # nothing is wrong with a beginning
        "",
    ],
)
def test_nothing_else_is_corrected(index: SearchIndex, typed: str) -> None:
    assert index.find(typed, reader=ANYONE).correction is None


def test_what_was_typed_comes_first(tmp_path: Path) -> None:
    library = ReportsInMemory()
    library.publish("typed", output("modle"), archived=True, updated=NOON)
    for number in range(30):
        library.publish(f"near{number}", title="Model", stars=100)
    found = caught_up(tmp_path, library).find("modle ", reader=ANYONE)
    assert (found.ids[0], found.total, found.correction) == ("typed", 31, "model")


def test_a_word_that_some_reports_have_is_no_mistake(tmp_path: Path) -> None:
    library = ReportsInMemory()
    for number in range(3):
        library.publish(f"typed{number}", text("costumer"))
    for number in range(50):
        library.publish(f"near{number}", text("customer"))
    found = caught_up(tmp_path, library).find("costumer ", reader=ANYONE)
    assert (found.total, found.correction) == (3, None)


def test_a_hidden_word_is_never_offered(tmp_path: Path) -> None:
    library = ReportsInMemory()
    library.publish("open", text("nothing of interest"))
    library.publish(
        "hidden", text("layoffs planned"), title="Layoffs", finders=frozenset({"user:eve"})
    )
    index = caught_up(tmp_path, library)
    eve = Reader(principals=frozenset({"everyone", "user:eve"}), name="eve")
    assert index.find("layofs ", reader=eve).correction == "layoffs"
    assert index.find("layofs ", reader=ANYONE).correction is None
    assert ids(index, "layofs ") == []


def test_a_hidden_report_with_the_mistake_does_not_change_the_answer(tmp_path: Path) -> None:
    library = ReportsInMemory()
    library.publish("open", text("a regression"))
    for number in range(5):
        library.publish(f"hidden{number}", text("regresion"), finders=frozenset({"user:eve"}))
    found = caught_up(tmp_path, library).find("regresion ", reader=ANYONE)
    assert (found.ids, found.correction) == (("open",), "regression")


def test_hidden_reports_with_words_that_are_nearer_do_not_change_the_answer(tmp_path: Path) -> None:
    library = ReportsInMemory()
    library.publish("open", text("python and pandas"))
    for number in range(30):
        library.publish(f"hidden{number}", text("pyhtons pyhtom"), finders=frozenset({"user:eve"}))
    assert caught_up(tmp_path, library).find("pyhton ", reader=ANYONE).correction == "python"


def test_words_that_are_near_are_marked(index: SearchIndex) -> None:
    found = index.find("clasification regresion", reader=ANYONE)
    marked = highlights(
        "clasification regresion",
        title="Churn", summary="", tags=(), authors=(), meant=found.meant,
        passages=(text("A logistic regression, and its classification report"),),
    )  # fmt: skip
    assert [one.parts[1::2] for one in marked] == [("regression", "classification")]


_LETTERS = st.text("abc", max_size=8)


@given(_LETTERS, _LETTERS, st.integers(1, 2))
def test_a_distance_counts_edits(typed: str, word: str, most: int) -> None:
    table = edits(typed, word)
    assert distance(typed, word, most) == min(most + 1, table[-1])
    assert distance(typed, word, most, begun=True) == min(most + 1, *table)


def edits(typed: str, word: str) -> list[int]:
    """The last row of the whole table, as textbooks have it."""
    table = [list(range(len(word) + 1))]
    for i, letter in enumerate(typed, 1):
        row = [i]
        for j, other in enumerate(word, 1):
            row.append(min(table[-1][j] + 1, row[-1] + 1, table[-1][j - 1] + (letter != other)))
            if i > 1 and j > 1 and (letter, typed[i - 2]) == (word[j - 2], other):
                row[-1] = min(row[-1], table[-2][j - 2] + 1)
        table.append(row)
    return table[-1]
