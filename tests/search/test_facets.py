"""What the reports found have in common, and what somebody who types is shown."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reports_in_memory import ANYONE, ReportsInMemory, caught_up, column, package, text

from jupyter_hub_publish.domain.indexing import OlderVersion, Reader
from jupyter_hub_publish.domain.records import FacetCount, Filters
from jupyter_hub_publish.search import SearchIndex

ADA = Reader(principals=frozenset({"everyone", "user:ada"}), name="ada")


def counts(found: tuple[FacetCount, ...]) -> dict[str, int]:
    return {one.value: one.reports for one in found}


def days_ago(days: float) -> datetime:
    return datetime.now(UTC) - timedelta(days=days)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    library = ReportsInMemory()
    for name, authors, tags, packages, language, days, finders in (
        ("a", ("ada",), ("churn", "saas"), ("pandas",), "python", 1, "everyone"),
        ("b", ("ada", "bob"), ("churn",), ("pandas", "sklearn"), "python", 20, "everyone"),
        ("c", ("bob",), ("pollen",), ("dplyr",), "R", 200, "everyone"),
        ("d", ("eve",), ("secret-tag",), ("secretlib",), "julia", 1, "user:ada"),
    ):
        library.publish(
            name,
            text("peaks of rain"),
            *map(package, packages),
            column("churn_rate"),
            *([column("secret_column")] if name == "d" else ()),
            title=f"Report {name.upper()} on churning things",
            authors=authors,
            tags=tags,
            language=language,
            updated=days_ago(days),
            finders=frozenset({finders}),
        )
    return caught_up(tmp_path_factory.mktemp("index"), library)


def test_values_are_counted_with_the_most_frequent_first(index: SearchIndex) -> None:
    found = index.facets("", reader=ANYONE)
    assert found.total == 3
    assert counts(found.tags) == {"churn": 2, "pollen": 1, "saas": 1}
    assert [one.value for one in found.tags] == ["churn", "pollen", "saas"]
    assert counts(found.authors) == {"ada": 2, "bob": 2}
    assert counts(found.packages) == {"pandas": 2, "dplyr": 1, "sklearn": 1}
    assert counts(found.languages) == {"python": 2, "R": 1}


def test_spans_hold_the_shorter_ones(index: SearchIndex) -> None:
    found = index.facets("", reader=ANYONE)
    assert [(one.span, one.reports) for one in found.since] == [
        ("week", 1),
        ("month", 2),
        ("year", 3),
    ]
    for one in found.since:
        filters = Filters(after=one.after)
        assert index.find("", reader=ANYONE, filters=filters).total == one.reports


def test_alternatives_are_counted_as_if_none_of_their_kind_were_chosen(index: SearchIndex) -> None:
    found = index.facets("", reader=ANYONE, filters=Filters(authors=("ada",), languages=("R",)))
    assert found.total == 0
    assert counts(found.authors) == {"bob": 1}  # in R, by whoever
    assert counts(found.languages) == {"python": 2}  # by ada, in whatever
    assert found.tags == ()


def test_tags_and_packages_are_counted_under_what_is_chosen(index: SearchIndex) -> None:
    found = index.facets("rain", reader=ANYONE, filters=Filters(tags=("churn",)))
    assert (found.total, counts(found.tags)) == (2, {"churn": 2, "saas": 1})
    assert counts(index.facets("package:sklearn", reader=ANYONE).packages) == {
        "pandas": 1,
        "sklearn": 1,
    }


def test_a_report_counts_once_where_older_versions_are_found_as_well(tmp_path) -> None:
    library = ReportsInMemory()
    older = tuple(
        OlderVersion(number=number, title="Rain", summary="", passages=(package("pandas"),))
        for number in (1, 2)
    )
    library.publish("a", package("pandas"), title="Rain", tags=("wet",), version=3, older=older)
    found = caught_up(tmp_path, library).facets("rain version:all", reader=ANYONE)
    assert (found.total, counts(found.tags), counts(found.packages)) == (
        1,
        {"wet": 1},
        {"pandas": 1},
    )


def test_what_is_hidden_is_not_counted(index: SearchIndex) -> None:
    for words in ("", "rain", "secret", "tag:secret-tag", "-nothing"):
        assert "secret" not in repr(index.facets(words, reader=ANYONE))
    assert counts(index.facets("", reader=ADA).tags)["secret-tag"] == 1


# Suggestions


def suggested(index: SearchIndex, typed: str, reader: Reader = ANYONE) -> list[tuple[str, str]]:
    return [(one.kind, one.text) for one in index.suggest(typed, reader=reader, limit=8)]


def test_names_that_begin_so_are_suggested_and_then_titles(index: SearchIndex) -> None:
    assert suggested(index, "chur") == [
        ("column", "churn_rate"),
        ("tag", "churn"),
        ("report", "Report A on churning things"),
        ("report", "Report B on churning things"),
        ("report", "Report C on churning things"),
    ]
    assert suggested(index, "churn")[0] == ("tag", "churn")  # what was typed to its end


def test_a_name_is_suggested_by_any_of_its_words_and_shows_which(index: SearchIndex) -> None:
    (found,) = index.suggest("RAT", reader=ANYONE, limit=8)
    assert (found.kind, found.text, found.parts) == ("column", "churn_rate", ("churn_", "rat", "e"))
    assert found.reports == 3


def test_a_title_is_suggested_by_the_beginnings_of_its_words(index: SearchIndex) -> None:
    (found,) = index.suggest("rep b", reader=ANYONE, limit=8)
    assert (found.kind, found.report) == ("report", "b")
    assert found.parts == ("", "Report", " ", "B", " on churning things")


def test_there_are_never_more_suggestions_than_were_asked_for(index: SearchIndex) -> None:
    for limit in (1, 2, 3, 8):
        assert len(index.suggest("chu", reader=ANYONE, limit=limit)) <= limit
    assert index.suggest("", reader=ANYONE, limit=8) == ()


def test_nothing_of_a_hidden_report_is_suggested(index: SearchIndex) -> None:
    for typed in ("secret", "sec", "s", "eve", "e", "Report D", "secretlib", "column"):
        assert not [text for _, text in suggested(index, typed) if "secret" in text.lower()]
        assert ("author", "eve") not in suggested(index, typed)
    assert ("tag", "secret-tag") in suggested(index, "secret", ADA)


def test_a_whole_text_that_is_pasted_suggests_the_title_that_it_begins_with(
    index: SearchIndex,
) -> None:
    pasted = "report a on churning things " + "a.b.c.d " * 10_000
    assert suggested(index, pasted) == []
    assert suggested(index, "report a on churning things")[0][0] == "report"
    assert suggested(index, "tag:" * 1_000) == []


@given(typed=st.one_of(st.text(max_size=30), st.sampled_from(["\0", "ß", "ﬁ", "🎉", "\x1f", "İ"])))
@settings(max_examples=60, deadline=None)
def test_whatever_is_typed_the_parts_make_up_the_text(index: SearchIndex, typed: str) -> None:
    for one in index.suggest(typed, reader=ANYONE, limit=8):
        assert "".join(one.parts) == one.text
        assert len(one.parts) % 2 == 1
    index.facets(typed, reader=ANYONE)
