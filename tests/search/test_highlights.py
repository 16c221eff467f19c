"""What is marked is what matched, and the places shown are the best there are."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reports_in_memory import (
    ReportsInMemory,
    caught_up,
    code,
    column,
    file,
    ids,
    output,
    package,
    text,
)

from jupyter_hub_publish.domain.notebook import Passage
from jupyter_hub_publish.domain.records import Highlight
from jupyter_hub_publish.search import highlights


def marked(words: str, *passages: Passage, title: str = "", summary: str = "") -> list[list[str]]:
    """The marked words of each place."""
    found = highlights(words, title=title, summary=summary, tags=(), authors=(), passages=passages)
    return [list(one.parts[1::2]) for one in found]


@pytest.mark.parametrize(
    ("typed", "content", "words"),
    [
        ("regressions", "a regression, regressing", ["regression", "regressing"]),
        ("regr", "Regression of x", ["Regression"]),
        ("regr ", "Regression of regr", ["regr"]),
        ("hope", "hoping to hope", ["hoping", "hope"]),
        ("happy", "happiness, happy", ["happiness", "happy"]),
        ("probability", "probabilities", ["probabilities"]),
        ("sky", "skies", ["skies"]),
        ('"linear model"', "model linear, linear\nmodels", ["linear models"]),
        ("train_test_split", "x = train_test_split(y)", ["train_test_split"]),
        ("df.merge ", "df merged; merge df", ["df merged"]),
        ("df.mer", "odd df, merged", ["df, merged"]),
        ("train_te", "test the train", ["test", "train"]),
        ("html", "an HTMLExporter()", ["HTMLExporter"]),
        ("html ", "an HTMLExporter()", ["HTML"]),
        ("htmlexporter", "an HTMLExporter()", ["HTMLExporter"]),
        ("html_exporter ", "an HTMLExporter()", ["HTMLExporter"]),
        ("strasse", "die Straße", ["Straße"]),
        ("cafe", "Le Cafe\u0301", ["Café"]),
        ("Café", "cafes", ["cafes"]),
        ("学習", "機械学習の入門", ["学習"]),
        ("हिन्दी", "यह हिन्दी में", ["हिन्दी"]),
        ("r", "R is for road", ["R"]),  # in a body, one letter begins too many words
        ("churn -model", "a model of churn", ["churn"]),  # what must not be there has no mark
        ("churn -(model OR tag:x)", "a model of churn", ["churn"]),
        ("NOT model", "a model of churn", None),
        ("churn OR zzz", "a model of churn", ["churn"]),
        ("churn AND (model OR zzz)", "a model of churn", ["model", "churn"]),
        ("tag:model author:churn", "a model of churn by author", None),  # filters have none either
        ("tag:model churn", "a model of churn, tagged", ["churn"]),
        ("zzz", "nothing", None),
        ("", "nothing", None),
        ('"', "nothing", None),
    ],
)
def test_what_matched_is_marked(typed: str, content: str, words: list[str] | None) -> None:
    assert marked(typed, text(content)) == ([words] if words else [])


def test_the_title_comes_first_and_whole_then_the_summary_then_passages() -> None:
    found = highlights(
        "churn",
        title="Churn by team size",
        summary="Long ago. " * 30 + "We look at churn. " + "And so on. " * 30,
        tags=("churn",),
        authors=("churn",),
        passages=(output("churn 3", 7), code("churn = 3", 5), text("On churn", 9)),
    )
    assert [(one.field, one.cell) for one in found] == [
        ("title", None),
        ("summary", None),
        ("text", 9),
    ]
    assert found[0].parts == ("", "Churn", " by team size")
    assert (found[1].text[0], found[1].text[-1]) == ("…", "…")


@pytest.mark.parametrize(
    ("title", "summary", "fields"),
    [
        ("Bikes", "Of bikes in spring", ["text", "title", "summary"]),
        ("Bikes and pollen", "Of bikes in spring", ["text", "title", "summary"]),
        ("Bikes", "Of bikes, spring and pollen", ["title", "summary", "text"]),
        ("Bikes, spring, pollen", "Of bikes", ["title", "summary", "text"]),
    ],
)
def test_a_passage_comes_first_unless_title_or_summary_has_all_words(
    title: str, summary: str, fields: list[str]
) -> None:
    found = highlights(
        "bikes spring pollen", title=title, summary=summary, tags=(), authors=(),
        passages=(text("Bikes only", 2), text("In spring, bikes meet pollen", 7)),
    )  # fmt: skip
    assert [one.field for one in found] == fields
    assert [one.cell for one in found if one.cell] == [7]


def test_tags_and_authors_are_shown_for_what_stands_nowhere_above() -> None:
    found = highlights(
        "churn alice saas", title="Churn", summary="", tags=("churn", "saas"),
        authors=("bob", "alice"), passages=(),
    )  # fmt: skip
    assert [(one.field, one.text) for one in found] == [
        ("title", "Churn"),
        ("tags", "saas"),
        ("authors", "alice"),
    ]


def test_a_place_says_its_cell_and_heading() -> None:
    passage = Passage(cell=12, kind="code", heading="Cleaning", text="df.merge(other)")
    (found,) = highlights("merge", title="", summary="", tags=(), authors=(), passages=(passage,))
    assert found == Highlight(
        field="code", cell=12, heading="Cleaning", text="df.merge(other)",
        parts=("df.", "merge", "(other)"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "field", "cell", "parts"),
    [
        ("churn_rate", "column", 7, ("", "churn_rate")),
        ("churn_rat", "column", 7, ("", "churn_rate")),
        ("churn", "column", 7, ("", "churn", "_rate")),
        ("lifelines", "package", 2, ("", "lifelines")),
        ("customers.csv", "file", 3, ("data/", "customers.csv")),
        ("fitter", "code", 2, ("from lifelines import KaplanMeier", "Fitter")),
        ("lifelines fitter", "code", 2, ("from ", "lifelines", " import KaplanMeier", "Fitter")),
    ],
)
def test_a_name_is_shown_whole_and_where_it_first_stands(
    typed: str, field: str, cell: int, parts: tuple[str, ...]
) -> None:
    passages = (
        code("from lifelines import KaplanMeierFitter", 2),
        code("read('data/customers.csv')['churn_rate'] * 2", 7),
        output("churn_rate 0.2", 7),
        package("lifelines", 2),
        column("churn_rate", 7),
        file("data/customers.csv", 3),
    )
    first = highlights(typed, title="", summary="", tags=(), authors=(), passages=passages)[0]
    assert (first.field, first.cell) == (field, cell)
    assert tuple(part for part in first.parts if part) == tuple(part for part in parts if part)


def test_a_passage_with_all_words_is_shown_before_one_with_some() -> None:
    passages = [text(f"gradient number {n}", n) for n in range(1, 40)]
    passages.append(text("x " * 3000 + "the gradient of the loss is flat " + "y " * 3000, 50))
    found = highlights(
        "gradient loss ", title="", summary="", tags=(), authors=(), passages=tuple(passages)
    )
    assert [one.cell for one in found] == [50, 1, 2]
    assert found[0].parts[1::2] == ("gradient", "loss")


def test_letters_beyond_ascii_in_one_text_change_no_mark_of_another() -> None:
    passages = text("eine strasse", 2), text("die Straße", 3), text("aa İ re r2", 4)
    assert marked("strasse ", *passages, title="STRASSE", summary="Straßen") == [
        ["STRASSE"],
        ["strasse"],
        ["Straße"],
    ]
    assert marked("re r2 ", *passages, title="More of r", summary="æon") == [["re", "r2"]]


def test_code_is_cut_between_lines() -> None:
    source = "\n".join(f"    value_{n} = compute(x, {n})" for n in range(100))
    (found,) = highlights(
        "value_50 ", title="", summary="", tags=(), authors=(), passages=(code(source),)
    )
    assert found.parts[:2] == ("…", "value_50")
    assert found.text.endswith(")…")
    assert len(found.text) <= 122


@pytest.mark.parametrize(
    "word", ["churn", "model", "tree", "loss", "rate", "city", "wind", "snow", "bike", "lake"]
)
def test_of_two_places_that_tell_as_much_the_first_is_shown(word: str) -> None:
    summary = f"a {word} of " + "x " * 200 + "the is pollen"
    (first,) = marked(f"a of {word} the is pollen ", summary=summary)
    assert first == ["a", word, "of"]


_PIECES = st.sampled_from(
    [
        "model",
        "Models",
        "train_test_split",
        "HTMLExporter",
        "regression",
        "Straße",
        "ﬁle",
        "学習",
        "é",
        "e\u0301",
        "\n",
        "\n\n  ",
        ".",
        "_",
        "🎉",
        "a" * 300,
        "the",
        "İstanbul",
        "x²",
        "\t",
        "हिन्दी",
    ]
)
_PROSE = st.lists(st.one_of(_PIECES, st.text(max_size=5)), max_size=60).map(" ".join)
_TYPED = st.lists(st.one_of(_PIECES, st.text(max_size=3), st.just('"')), max_size=5).map(" ".join)


@given(typed=_TYPED, title=_PROSE, summary=_PROSE, prose=_PROSE, source=_PROSE)
@settings(max_examples=200, deadline=None)
def test_parts_make_up_the_text_and_alternate(typed, title, summary, prose, source) -> None:
    found = highlights(
        typed, title=title, summary=summary, tags=(title,), authors=(typed,),
        passages=(text(prose), code(source)),
    )  # fmt: skip
    assert len(found) <= 3
    for one in found:
        assert "".join(one.parts) == one.text
        assert len(one.parts) > 1
        assert all(one.parts[1::2])
        assert all(part for part in one.parts[2:-1:2])


def test_words_without_a_sign_between_are_marked_as_one() -> None:
    (found,) = highlights(
        "学 0", title="", summary="", tags=(), authors=(), passages=(code("x 0学 y"),)
    )
    assert found.parts == ("x ", "0学", " y")


_WORDS = st.sampled_from(
    [
        "model",
        "models",
        "regression",
        "train_test_split",
        "HTMLExporter",
        "html",
        "df.merge",
        "naïve",
        "機械学習",
        "学",
        "Straße",
        "strasse",
        "hoping",
        "hope",
        "probability",
        "हिन्दी",
        "x",
        "0.93",
    ]
)


@given(
    contents=st.lists(st.lists(_WORDS, min_size=1, max_size=6), min_size=1, max_size=4),
    typed=st.lists(_WORDS, min_size=1, max_size=2),
    end=st.sampled_from(["", " "]),
)
@settings(max_examples=60, deadline=None)
def test_whatever_is_found_has_a_mark_and_nothing_else_has(
    tmp_path_factory, contents, typed, end
) -> None:
    library, words = ReportsInMemory(), typed[0] + end
    for number, content in enumerate(contents):
        library.publish(f"r{number}", text("so " + "; ".join(content)))
    found = ids(caught_up(tmp_path_factory.mktemp("index"), library), words)
    for number, content in enumerate(contents):
        assert bool(marked(words, text("so " + "; ".join(content)))) == (f"r{number}" in found)
