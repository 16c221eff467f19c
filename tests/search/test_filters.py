"""Filters, typed or chosen, keep what they name; AND, OR and NOT mean what they say."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reports_in_memory import (
    ANYONE,
    EVERYONE,
    NOON,
    ReportsInMemory,
    caught_up,
    column,
    file,
    ids,
    package,
    text,
)

from jupyter_hub_publish.domain.indexing import OlderVersion, Reader
from jupyter_hub_publish.domain.queries import All, Either, Filter, Node, Not, Words, understood
from jupyter_hub_publish.domain.records import Filters, Sort
from jupyter_hub_publish.search import SearchIndex

ANN = Reader(
    principals=frozenset({"everyone", "user:ann"}), name="ann", starred=frozenset({"peaks"})
)


def older(number: int, words: str) -> OlderVersion:
    return OlderVersion(number=number, title="Peaks", summary="", passages=(text(words),))


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    library = ReportsInMemory()
    library.publish(
        "churn",
        text("Customers leave; a model of their churn"),
        package("Scikit_Learn"),
        package("pandas"),
        package("sklearn"),
        package("cv2"),
        column("churn_rate"),
        file("data/Customers 2026.csv"),
        title="Churn",
        tags=("saas", "time series"),
        authors=("Ada Löve", "bob"),
        owner="user:bob",
        language="Python",
        kernel="Python 3 (ipykernel)",
        created=datetime(2025, 3, 1, tzinfo=UTC),
        updated=datetime(2026, 9, 1, tzinfo=UTC),
        stars=1,
        views=9,
    )
    library.publish(
        "peaks",
        text("Peaks of a spectrum; a draft of a model"),
        package("ggplot2"),
        file("spectra.csv"),
        title="Peaks",
        tags=("physics",),
        authors=("ann",),
        owner="user:cai",
        language="R",
        kernel="ir",
        created=datetime(2026, 2, 1, tzinfo=UTC),
        updated=datetime(2026, 2, 2, tzinfo=UTC),
        stars=5,
        views=2,
        ran_clean=True,
        older=(
            older(1, "obsolete, model"),
            older(2, "obsolete twice: obsolete"),
        ),
        version=3,
    )  # fmt: skip
    library.publish(
        "old",
        text("An old model"),
        title="Old",
        authors=("bob",),
        owner="user:ann",
        updated=datetime(2024, 2, 29, 23, 59, tzinfo=UTC),
        archived=True,
    )
    return caught_up(tmp_path_factory.mktemp("index"), library)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("author:ann", {"peaks"}),
        ("author:ADA", {"churn"}),
        ("author:love", {"churn"}),
        ('author:"ada löve"', {"churn"}),
        ("author:lov", set()),
        ("author:ann author:ada", {"churn", "peaks"}),
        ("author:ann AND author:ada", set()),
        ("author:bob author:ada -tag:saas", {"old"}),
        ("tag:SaaS", {"churn"}),
        ('tag:"time series" tag:saas', {"churn"}),
        ("tag:#physics", {"peaks"}),
        ("tag:saas tag:physics", set()),
        ("tag:saas OR tag:physics", {"churn", "peaks"}),
        ("package:scikit_learn", {"churn"}),
        ("package:scikit_learn.linear_model", {"churn"}),
        ("package:Pandas model", {"churn"}),
        ("package:scikit-learn", {"churn"}),
        ("package:opencv-python", {"churn"}),
        ("package:OpenCV_Python_Headless", {"churn"}),
        ("package:scikit-image", set()),
        ('file:"customers 2026.csv"', {"churn"}),
        ('file:"./data/customers 2026.csv"', {"churn"}),
        ("file:spectra.csv", {"peaks"}),
        ("file:csv", set()),
        ("language:python", {"churn"}),
        ("language:python language:r", {"churn", "peaks"}),
        ("kernel:ir", {"peaks"}),
        ("kernel:ipykernel", {"churn"}),
        ("after:2026", {"churn", "peaks"}),
        ("after:2026-09", {"churn"}),
        ("after:2026-09-02", set()),
        ("before:2026-09-01", {"peaks", "old"}),
        ("before:2024-03", {"old"}),
        ("before:2024-02-29", set()),
        ("after:2026-02 before:2026-03", {"peaks"}),
        ("-after:2026", {"old"}),
        ("is:archived", {"old"}),
        ("-is:archived", {"churn", "peaks"}),
        ("is:ran-clean", {"peaks"}),
        ("is:mine", {"peaks", "old"}),
        ("is:starred", {"peaks"}),
        ("is:mine is:archived", {"old"}),
        ("model -draft", {"churn", "old"}),
        ("model NOT draft NOT customers", {"old"}),
        ("-model", set()),
        ("customers OR spectrum", {"churn", "peaks"}),
        ("model AND (customers OR spectrum)", {"churn", "peaks"}),
        ("model AND zzz", set()),
        ("(customers AND churn) OR (draft AND spectrum)", {"churn", "peaks"}),
        ("model -(customers OR draft)", {"old"}),
        ("model -🎉", {"churn", "peaks", "old"}),
        ("tag:saas OR spectrum", {"churn", "peaks"}),
        ("model -dra", {"churn", "peaks", "old"}),  # what is being typed excludes nothing yet
    ],
)
def test_a_typed_filter_keeps_what_it_names(
    index: SearchIndex, typed: str, found: set[str]
) -> None:
    assert set(ids(index, typed, ANN)) == found


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (Filters(authors=("ann", "Ada Löve")), {"churn", "peaks"}),
        (Filters(authors=("ada löve",)), set()),  # a chosen name is the name as it is
        (Filters(tags=("saas", "time series")), {"churn"}),
        (Filters(packages=("pandas", "Scikit_Learn")), {"churn"}),
        (Filters(languages=("R", "python")), {"churn", "peaks"}),
        (Filters(after=date(2026, 2, 2), before=date(2026, 2, 3)), {"peaks"}),
        (Filters(states=("mine", "archived")), {"old"}),
        (Filters(states=("starred",)), {"peaks"}),
    ],
)
def test_a_chosen_filter_keeps_what_it_names(
    index: SearchIndex, filters: Filters, found: set[str]
) -> None:
    assert set(index.find("", reader=ANN, filters=filters).ids) == found


def test_filters_hold_where_only_some_of_the_words_do(index: SearchIndex) -> None:
    assert ids(index, "tag:physics spectrum zzz ") == ["peaks"]
    assert ids(index, "tag:saas spectrum zzz ") == []
    assert ids(index, "-draft spectrum customers zzz ") == ["churn"]
    assert ids(index, "author:ann author:ada customers zzz ") == ["churn"]


def test_nothing_is_starred_or_mine_of_nobody(index: SearchIndex) -> None:
    assert ids(index, "is:starred") == ids(index, "is:mine") == []


@pytest.mark.parametrize(
    ("sort", "found"),
    [
        ("newest", ["peaks", "churn", "old"]),
        ("updated", ["churn", "peaks", "old"]),
        ("stars", ["peaks", "churn", "old"]),
        ("views", ["churn", "peaks", "old"]),
    ],
)
def test_the_order_can_be_chosen(index: SearchIndex, sort: Sort, found: list[str]) -> None:
    assert list(index.find("", reader=ANN, sort=sort).ids) == found
    assert list(index.find("model", reader=ANN, sort=sort).ids) == found


def test_older_versions_are_found_where_they_are_asked_for(index: SearchIndex) -> None:
    assert ids(index, "obsolete") == []
    found = index.find("obsolete version:all", reader=ANYONE)
    assert (found.ids, found.versions, found.total) == (("peaks",), (2,), 1)
    assert index.find("spectrum version:all", reader=ANYONE).versions == (3,)
    everything = index.find("model version:all", reader=ANYONE)
    assert (everything.total, set(everything.ids)) == (3, {"churn", "peaks", "old"})
    pages = [index.find("model version:all", reader=ANYONE, offset=at, limit=1) for at in range(4)]
    assert [id for page in pages for id in page.ids] == list(everything.ids)


def test_a_report_of_many_versions_is_found_once(tmp_path: Path) -> None:
    library = ReportsInMemory()
    many = tuple(older(number, "a model") for number in range(1, 1_100))
    library.publish("many", text("a model, a model"), older=many, version=1_100)
    for number in range(3):
        library.publish(f"few{number}", text("nothing else, and a model of it"))
    index = caught_up(tmp_path, library)
    found = index.find("model version:all", reader=ANYONE)
    assert (found.total, found.versions) == (4, (1_100, 1, 1, 1))
    assert index.find("model version:all", reader=ANYONE, limit=1).ids == ("many",)
    assert index.find("model version:all", reader=ANYONE, offset=4).ids == ()


def test_the_newest_version_says_its_number(index: SearchIndex) -> None:
    assert index.find("spectrum", reader=ANYONE).versions == (3,)


def test_how_a_query_was_understood_is_said(index: SearchIndex) -> None:
    assert index.find("churn model", reader=ANYONE).understood is None
    said = index.find("churn OR model is:nice tag:saas", reader=ANYONE).understood
    assert said is not None
    assert said.text == "(churn OR model) tag:saas"
    assert [one.reason for one in said.ignored] == ["state"]


def test_what_a_team_of_the_reader_has_a_part_in_comes_first(tmp_path: Path) -> None:
    library = ReportsInMemory()
    for name, finders in (("ours", EVERYONE | {"group:us"}), ("theirs", EVERYONE)):
        library.publish(name, text("a model"), finders=finders, updated=NOON)
    library.publish("hidden", text("a model"), finders=frozenset({"group:other"}), updated=NOON)
    index = caught_up(tmp_path, library)
    us = Reader(principals=EVERYONE | {"group:us"}, teams=frozenset({"group:us"}))
    them = Reader(principals=EVERYONE, teams=frozenset({"group:other"}))  # no principal of theirs
    assert ids(index, "model", us) == ["ours", "theirs"]
    assert set(ids(index, "model", them)) == {"ours", "theirs"}


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({}, {"archived": True}),
        ({}, {"replaced": True, "stars": 1_000, "views": 10_000}),
        ({"archived": True}, {"replaced": True}),
        ({"stars": 3}, {}),
        ({"views": 30}, {}),
        ({"ran_clean": True}, {}),
        ({"title": "Model"}, {"stars": 100_000, "views": 1_000_000, "ran_clean": True}),
    ],
)
def test_of_two_that_match_alike_the_better_comes_first(
    tmp_path: Path, better: dict[str, object], worse: dict[str, object]
) -> None:
    library = ReportsInMemory()
    library.publish("worse", text("a model"), updated=NOON, **worse)
    library.publish("better", text("a model"), updated=NOON, **better)
    assert ids(caught_up(tmp_path, library), "model ") == ["better", "worse"]


WORDS, TAGS = ("ant", "bee", "cat"), ("x", "y")
CONTENTS = [
    (words, tags)
    for words in (w for n in range(4) for w in combinations(WORDS, n))
    for tags in (t for n in range(3) for t in combinations(TAGS, n))
]


@pytest.fixture(scope="module")
def every_mixture(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    library = ReportsInMemory()
    for number, (words, tags) in enumerate(CONTENTS):
        library.publish(str(number), text("so " + " ".join(words)), tags=tags)
    return caught_up(tmp_path_factory.mktemp("index"), library)


@given(
    st.lists(
        st.sampled_from(
            [
                *WORDS,
                *WORDS,
                "tag:x",
                "tag:y",
                "AND",
                "OR",
                "NOT",
                "-ant",
                "-tag:x",
                "(",
                ")",
                "-(",
                "dog",
            ]
        ),
        max_size=9,
    )
)
@settings(max_examples=300, deadline=None)
def test_what_is_found_is_what_the_query_says(
    every_mixture: SearchIndex, pieces: list[str]
) -> None:
    typed = " ".join(pieces) + " "
    parts = understood(typed, date(2026, 1, 1)).parts
    expected = {number for number in range(len(CONTENTS)) if all(_holds(p, number) for p in parts)}
    wanted = [part for part in parts if _has_words(part)]
    if wanted and not expected:  # some of the words may do, whatever else is said holds
        limits = [part for part in parts if not _has_words(part)]
        expected = {
            number
            for number in range(len(CONTENTS))
            if all(_holds(p, number) for p in limits) and any(_holds(p, number) for p in wanted)
        }
    assert set(ids(every_mixture, typed)) == set(map(str, expected))


def _holds(node: Node, number: int) -> bool:
    words, tags = CONTENTS[number]
    match node:
        case Words(text=word):
            return word in words
        case Filter(value=tag):
            return tag in tags
        case Not(part=part):
            return not _holds(part, number)
        case All(parts=parts):
            return all(_holds(part, number) for part in parts)
        case Either(parts=parts):
            return any(_holds(part, number) for part in parts)


def _has_words(node: Node) -> bool:
    if isinstance(node, All | Either):
        return any(map(_has_words, node.parts))
    return isinstance(node, Words)
