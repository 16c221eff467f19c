"""Any text has a meaning; what is written out means the same; what is left out is named."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jupyter_hub_publish.domain.limits import MAX_QUERY
from jupyter_hub_publish.domain.queries import (
    MAX_ASKED,
    All,
    Asked,
    Either,
    Filter,
    Key,
    Node,
    Not,
    Words,
    understood,
)
from jupyter_hub_publish.domain.records import State

TODAY = date(2026, 11, 27)


def asked(text: str) -> Asked:
    return understood(text, TODAY)


def word(text: str) -> Words:
    return Words(text=text)


def by(name: str) -> Filter:
    return Filter(key="author", value=name)


def phrase(text: str) -> Words:
    return Words(text=text, quoted=True)


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("churn model", [word("churn"), word("model")]),
        ('"linear model" churn', [phrase("linear model"), word("churn")]),
        ("„linear  model“", [phrase("linear model")]),
        ('"linear mod', [phrase("linear mod")]),
        ("a b OR c", [word("a"), Either(parts=(word("b"), word("c")))]),
        ("a AND b OR c", [Either(parts=(All(parts=(word("a"), word("b"))), word("c")))]),
        ("(a b) OR c", [Either(parts=(All(parts=(word("a"), word("b"))), word("c")))]),
        ("a (b c)", [word("a"), word("b"), word("c")]),
        ("a -b", [word("a"), Not(part=word("b"))]),
        ("a NOT b", [word("a"), Not(part=word("b"))]),
        ("-(a OR b)", [Not(part=Either(parts=(word("a"), word("b"))))]),
        ("NOT -a", [word("a")]),
        ("well-known --force", [word("well-known"), word("--force")]),
        ('tag:"time series"', [Filter(key="tag", value="time series")]),
        ("Tag:x -author:ada", [Filter(key="tag", value="x"), Not(part=by("ada"))]),
        ("author:a author:b", [Either(parts=(by("a"), by("b")))]),
        ("tag:a tag:b", [Filter(key="tag", value="a"), Filter(key="tag", value="b")]),
        ("after:2026-09", [Filter(key="after", value="2026-09-01")]),
        ("before:2026", [Filter(key="before", value="2026-01-01")]),
        ("after:yesterday", [Filter(key="after", value="2026-11-26")]),
        ("is:ran_clean", [Filter(key="is", value="ran-clean")]),
        ("df:x 12:30 note: this", [word("df:x"), word("12:30"), word("note:"), word("this")]),
        ("https://a.org/?b=c", [word("https://a.org/?b=c")]),
        ('df["churn_rate"]', [word('df["churn_rate"]')]),
        ("df.merge(other)", [word("df.merge(other)")]),
        ("merge(left, right)", [word("merge"), word("left,"), word("right")]),
        ("or and not", [word("or"), word("and"), word("not")]),
        ("🎉 → …", []),
        ("", []),
    ],
)  # fmt: skip
def test_a_query_is_understood(typed: str, parts: list[Node]) -> None:
    assert list(asked(typed).parts) == parts


@pytest.mark.parametrize(
    ("typed", "left_out"),
    [
        ("tag: x", [("tag:", "filter")]),
        ("version:3 x", [("version:3", "filter")]),
        ("after:soon x", [("after:soon", "date")]),
        ("after:2026-13 x", [("after:2026-13", "date")]),
        ("is:nice x", [("is:nice", "state")]),
        ("x is:nice", [("is:nice", "state")]),
        ("x after:2026-13", [("after:2026-13", "date")]),
        ("x after:soon", [("after:soon", "date")]),
        ("x version:3", [("version:3", "filter")]),
        ("x OR ) y", [(")", "bracket")]),
        ("AND x", [("AND", "operator")]),
        ("x AND OR y", [("OR", "operator")]),
        ("(x OR) y", [("OR", "operator")]),
        ('"" x', [('""', "quote")]),
        ("AND OR NOT", [("AND", "operator"), ("OR", "operator"), ("NOT", "operator")]),
        ("x" * (MAX_QUERY + 1), [("…", "length")]),
        ("churn x", []),
    ],
)
def test_what_could_not_be_used_is_named(typed: str, left_out: list[tuple[str, str]]) -> None:
    assert [(one.text, one.reason) for one in asked(typed).ignored] == left_out


@pytest.mark.parametrize(
    "unfinished",
    ["x tag:", "x OR", "x AND ", "x (", 'x "', "x -", "x is:ar", "x after:202", "x after:2026-1-",
     "x before:yest", "x version:a"],
)  # fmt: skip
def test_what_may_not_be_finished_is_not_complained_of(unfinished: str) -> None:
    assert asked(unfinished).ignored == ()
    assert list(asked(unfinished).parts) == [word("x")]


@pytest.mark.parametrize(
    ("typed", "growing"),
    [
        ("a mod", word("mod")),
        ("a mod ", None),
        ('"a mod', phrase("a mod")),
        ('"a mod"', None),
        ("a tag:mod", None),
    ],
)
def test_the_last_word_may_still_be_growing(typed: str, growing: Words | None) -> None:
    assert asked(typed).growing == growing


def test_only_more_than_words_needs_saying() -> None:
    assert not asked('churn "linear model" df:x').needs_saying
    assert all(asked(typed).needs_saying for typed in ("a OR b", "-a", "tag:x", "a ) b"))


@pytest.mark.parametrize("name", [*get_args(Key), "version", *get_args(State)])
def test_every_filter_and_state_is_explained_to_users(name: str) -> None:
    explained = (Path(__file__).parents[2] / "docs" / "users" / "README.md").read_text("utf-8")
    assert f"`{name}:" in explained or f"`is:{name}`" in explained


def test_a_question_has_so_many_parts() -> None:
    many = asked(" ".join(f"t{number}" for number in range(100)))
    assert len(many.parts) == MAX_ASKED
    assert [(one.text, one.reason) for one in many.ignored] == [(f"t{MAX_ASKED}", "number")]


_PIECES = st.sampled_from(
    [
        '"', "“", "”", "AND", "OR", "NOT", "-", "(", ")", "author:", "tag:", "author:ada",
        "author:bob", 'tag:"a b"', "after:2026", "is:mine", "version:all", "is:x", " ", "\t", "\0",
        "🎉", "\u202eabc", "\ud800", "--x", "a", "b", "c", "df.merge(x", "f(x)", "学習", "_",
        "e\u0301", "\u0301",
    ]
)  # fmt: skip
_TYPED = st.lists(st.one_of(_PIECES, st.text(max_size=3)), max_size=30).flatmap(
    lambda pieces: st.sampled_from([" ".join(pieces), "".join(pieces)])
)


@given(_TYPED)
@settings(max_examples=500, deadline=None)
def test_what_is_written_out_means_the_same(typed: str) -> None:
    first = asked(typed)
    again = asked(first.text)
    assert (again.parts, again.all_versions) == (first.parts, first.all_versions)
    assert again.ignored == ()


@pytest.mark.parametrize(
    "typed",
    ["x" * 100_000, "a b " * 25_000, '"' * 100_000, "(" * 100_000, "-(" * 50_000, "NOT " * 25_000,
     "a OR " * 20_000, " ".join(f"tag:{n}" for n in range(10_000)), "\0" * 100_000, "🎉" * 100_000,
     "\u202e" * 100_000, "e\u0301" * 50_000, "f(" * 50_000],
)  # fmt: skip
def test_a_very_long_text_is_understood_at_once(typed: str) -> None:
    began = time.process_time()
    first = asked(typed)
    # A small part of that, even where coverage counts every line.
    assert time.process_time() - began < 5
    assert asked(first.text).parts == first.parts
    assert "length" in {one.reason for one in first.ignored}
