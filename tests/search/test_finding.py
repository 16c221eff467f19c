"""A report is found by what was typed, by whoever may meet it, and the best one comes first."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reports_in_memory import ANYONE, NOON, ReportsInMemory, caught_up, code, ids, output, text

from jupyter_hub_publish.domain.access import Access, Action, allowed, finders, principals
from jupyter_hub_publish.domain.indexing import OlderVersion, Reader
from jupyter_hub_publish.domain.records import Actor, Filters
from jupyter_hub_publish.search import SearchIndex


@pytest.fixture
def library() -> ReportsInMemory:
    return ReportsInMemory()


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    library = ReportsInMemory()
    library.publish(
        "churn",
        text("We fit a linear regression to the customers who left."),
        code("from sklearn.model_selection import train_test_split\ndf.merge(other)", 2),
        output("accuracy 0.93", 3),
        title="Churn by team size",
        tags=("saas", "retention"),
        authors=("alice",),
    )
    library.publish(
        "peaks",
        text("Gaussian peaks in noisy spectra; the model is a sum of curves.", 1),
        code("exporter = HTMLExporter()\ndf.groupby('peak')\nother.split(train)\nmerge = df", 2),
        title="Fitting peaks",
        tags=("physics",),
        authors=("bob",),
    )
    library.publish("kanji", text("これは機械学習の入門です。"), title="Überblick: naïve Bayes")
    library.publish("hindi", text("यह हिन्दी में है"), title="Данные о городе")
    return caught_up(tmp_path_factory.mktemp("index"), library)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("regression", "churn"),
        ("regressions", "churn"),  # its stem
        ("regressi", "churn"),  # its beginning
        ("customer linear", "churn"),  # every word, in any order
        ('"linear regression"', "churn"),
        ("train_test_split ", "churn"),
        ("sklearn.model_selection ", "churn"),
        ("df.merge ", "churn"),
        ("0.93", "churn"),
        ("saas", "churn"),
        ("alice", "churn"),
        ("groupby", "peaks"),
        ("HTMLExporter", "peaks"),
        ("html", "peaks"),
        ("exporter", "peaks"),
        ("html_exporter ", "peaks"),
        ("nai", "kanji"),
        ("naïve", "kanji"),
        ("uberblick", "kanji"),
        ("機械学習", "kanji"),
        ("学習", "kanji"),
        ("हिन्दी", "hindi"),
        ("данн", "hindi"),
    ],
)
def test_reports_are_found_as_people_type(index: SearchIndex, typed: str, found: str) -> None:
    assert ids(index, typed) == [found]


@pytest.mark.parametrize("typed", ['"regression linear" ', "学機", "train_split ", "zzz", "🎈zzz"])
def test_what_is_not_there_is_not_found(index: SearchIndex, typed: str) -> None:
    assert ids(index, typed) == []


def test_a_name_being_typed_is_found_in_place_first(index: SearchIndex) -> None:
    assert ids(index, "df.merge") == ["churn", "peaks"]
    assert set(ids(index, "df.mer")) == {"churn", "peaks"}


def test_where_no_report_has_all_words_those_with_some_are_found(index: SearchIndex) -> None:
    assert ids(index, "gaussian regression peaks ") == ["peaks", "churn"]


def test_without_words_all_reports_come_the_newest_first(index: SearchIndex) -> None:
    assert ids(index, "") == ids(index, '"') == ["hindi", "kanji", "peaks", "churn"]


def test_pages_follow_each_other(index: SearchIndex) -> None:
    pages = [index.find("", reader=ANYONE, offset=at, limit=2) for at in (0, 2, 4)]
    assert [page.ids for page in pages] == [("hindi", "kanji"), ("peaks", "churn"), ()]
    assert {page.total for page in pages} == {4}


def test_authors_are_alternatives_and_tags_add_up(index: SearchIndex) -> None:
    def found(authors: tuple[str, ...] = (), tags: tuple[str, ...] = ()) -> set[str]:
        return set(index.find("", reader=ANYONE, filters=Filters(authors=authors, tags=tags)).ids)

    assert found(authors=("alice", "bob")) == {"churn", "peaks"}
    assert found(tags=("saas", "retention")) == {"churn"}
    assert found(tags=("saas", "physics")) == set()
    assert found(authors=("alice",), tags=("physics",)) == set()
    assert found(authors=("ali",)) == set()


def test_a_title_counts_more_than_prose_and_prose_more_than_code(tmp_path, library) -> None:
    library.publish("code", code("churn = 1"), updated=NOON)
    library.publish("prose", text("churn"), updated=NOON)
    library.publish("title", text("nothing"), title="Churn", updated=NOON)
    library.publish("tag", text("nothing"), tags=("churn",), updated=NOON)
    assert ids(caught_up(tmp_path, library), "churn") == ["title", "tag", "prose", "code"]


def test_a_whole_word_counts_more_than_a_beginning(tmp_path, library) -> None:
    library.publish("longer", title="Modelica", updated=NOON)
    library.publish("exact", title="Model", updated=NOON)
    assert ids(caught_up(tmp_path, library), "model") == ["exact", "longer"]


def test_of_two_equal_reports_the_newer_comes_first(tmp_path, library) -> None:
    for name, days in (("old", 0), ("new", 900), ("middle", 400)):
        library.publish(name, title="Churn", updated=NOON + timedelta(days=days))
    assert ids(caught_up(tmp_path, library), "churn") == ["new", "middle", "old"]


def test_newest_first_holds_with_words_as_well(tmp_path, library) -> None:
    library.publish("new", text("churn"), updated=NOON + timedelta(days=1))
    library.publish("old", title="Churn churn", updated=NOON)
    index = caught_up(tmp_path, library)
    assert index.find("churn", reader=ANYONE, sort="updated").ids == ("new", "old")


_TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(
        st.sampled_from(
            [
                '"',
                "AND",
                "OR",
                "-x",
                "(",
                ")",
                "tag:",
                "*",
                "~2",
                "^",
                "\\",
                "\0",
                "🎉",
                "⑴",
                "[a TO",
                "ß",
                "İ",
                "ﬁ",
                "ﷺ",
                "\u202eabc",
                "\ud800",
                "a" * 200,
                "model",
                "学習",
                "_",
                ".",
            ]
        ),
        max_size=12,
    ).map(" ".join),
)


@given(typed=_TEXTS)
@settings(max_examples=200, deadline=None)
def test_any_text_gives_an_answer(index: SearchIndex, typed: str) -> None:
    found = index.find(typed, reader=ANYONE, filters=Filters(authors=("alice", typed)))
    assert found.total == len(found.ids) <= 1
    assert index.find("", reader=ANYONE, filters=Filters(tags=(typed,))).total == 0
    assert index.find(typed, reader=ANYONE).total == len(ids(index, typed))


@pytest.mark.parametrize("typed", ["x" * 100_000, "a b c " * 20_000, '"' * 100_000, "a_" * 50_000])
def test_a_very_long_text_gives_an_answer(index: SearchIndex, typed: str) -> None:
    assert index.find(typed, reader=ANYONE, filters=Filters(authors=(typed, "bob"))).total <= 1


def test_ten_thousand_tags_give_an_answer(index: SearchIndex) -> None:
    assert (
        index.find("", reader=ANYONE, filters=Filters(tags=tuple(map(str, range(10_000))))).total
        == 0
    )


_NAMES = st.sampled_from(["ann", "ben", "cai"])
_WHO = st.one_of(_NAMES.map("user:{}".format), st.sampled_from(["group:x", "group:y"]))
_ACCESS = st.builds(
    Access,
    owner=_WHO,
    authors=st.lists(_NAMES, max_size=2).map(tuple),
    audience=st.sampled_from(["private", "people", "link", "everyone"]),
    people=st.lists(_WHO, max_size=2).map(tuple),
)
_ACTORS = st.builds(
    Actor, name=_NAMES, groups=st.lists(st.sampled_from(["x", "y"]), max_size=2).map(tuple)
)


@given(reports=st.lists(_ACCESS, min_size=1, max_size=6), actor=_ACTORS)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_hidden_reports_are_never_found(tmp_path_factory, reports, actor) -> None:
    library = ReportsInMemory()
    for number, access in enumerate(reports):
        library.publish(
            f"r{number}",
            text("secret plans"),
            title="Budget",
            tags=("money",),
            authors=access.authors,
            finders=finders(access),
            older=(OlderVersion(number=1, title="", summary="", passages=(text("drafty"),)),),
            version=2,
        )
    may = {
        f"r{number}" for number, access in enumerate(reports) if allowed(actor, Action.FIND, access)
    }
    index = caught_up(tmp_path_factory.mktemp("index"), library)
    reader, money = Reader(principals=principals(actor)), Filters(tags=("money",))
    for typed in ("", "budget", "bud", '"secret plans"', "secret missing", "money"):
        found = index.find(typed, reader=reader, filters=money)
        assert (set(found.ids), found.total) == (may, len(may))
    # What else is asked shows no more, and a hidden report's words are not offered, either.
    for typed in ("budegt ", "drafty version:all", "secert plnas", "secret OR -budget", "-zzz"):
        found = index.find(typed, reader=reader)
        assert (set(found.ids), found.total) == (may, len(may))
        assert may or found.correction is None
    assert index.find("drafty", reader=reader).total == 0
    assert ids(index, "budget", Reader(principals=frozenset())) == []
