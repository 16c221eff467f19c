"""Browsing and searching: the newest first, the best first, each report once."""

from itertools import chain

import pytest
from bundles import packed
from hypothesis import given, settings
from hypothesis import strategies as st
from notebooks import code, text

from jupyter_hub_publish.domain.errors import BadInput
from jupyter_hub_publish.domain.records import Filters
from jupyter_hub_publish.library.local import LocalLibrary


def publish(library, actor, title, **said):
    return library.publishing.publish_new(packed(title=title, **said), actor=actor).id


def pages(library, actor, **wanted):
    cursor, found = None, []
    while True:
        page = library.discovery.search(actor=actor, cursor=cursor, **wanted)
        found.append([hit.id for hit in page.hits])
        if (cursor := page.next) is None:
            return found


def test_an_empty_library_answers_with_an_empty_page(library, ada):
    page = library.discovery.search(actor=ada)
    assert (page.total, page.hits, page.next) == (0, (), None)
    assert library.discovery.search("words", actor=ada).total == 0


def test_without_words_the_newest_come_first_and_each_once(library, ada):
    made = [publish(library, ada, f"T{number}") for number in range(7)]
    assert list(chain(*pages(library, ada, limit=3))) == made[::-1]
    assert [len(page) for page in pages(library, ada, limit=3)] == [3, 3, 1]
    assert library.discovery.search(actor=ada, limit=3).total == 7


def test_an_update_brings_a_report_to_the_front(library, ada):
    first, second = publish(library, ada, "one"), publish(library, ada, "two")
    library.publishing.publish_version(first, packed(title="one"), actor=ada)
    assert pages(library, ada) == [[first, second]]


def test_a_search_says_where_the_words_stand(library, ada):
    made = library.publishing.publish_new(
        packed(text("# Limits\nFew data."), code("df.groupby('path')"), title="Churn"), actor=ada
    ).id
    (hit,) = library.discovery.search("groupby", actor=ada).hits
    assert hit.id == made
    why = hit.highlights[0]
    assert (why.field, why.cell, why.heading) == ("code", 2, "Limits")
    assert why.parts[1::2] == ("groupby",)
    assert "".join(why.parts) == why.text


def test_search_goes_over_several_pages(library, ada):
    made = {publish(library, ada, f"Peaks {number}") for number in range(7)}
    found = pages(library, ada, words="peaks", limit=3)
    assert [len(page) for page in found] == [3, 3, 1]
    assert set(chain(*found)) == made


def test_tags_and_authors_narrow(library, ada, ben):
    one = publish(library, ada, "one", tags=("a", "b"))
    two = publish(library, ben, "two", tags=("a",))
    assert pages(library, ada, filters=Filters(tags=("A", "b"))) == [[one]]
    assert pages(library, ada, filters=Filters(authors=("ben",))) == [[two]]
    both = Filters(tags=("a",), authors=("ada",))
    assert pages(library, ada, words="peaks", filters=both) == [[one]]
    counts = library.discovery.tags(actor=ada).tags
    assert [(count.tag, count.reports) for count in counts] == [("a", 2), ("b", 1)]


@pytest.mark.parametrize("library", ["sqlite"], indirect=True)
def test_another_process_finds_it_the_moment_it_is_published(library, folders, ada):
    other = LocalLibrary.open(**folders)
    try:
        assert other.discovery.search("peaks", actor=ada).total == 0
        made = publish(library, ada, "Peaks")
        assert [hit.id for hit in other.discovery.search("peaks", actor=ada).hits] == [made]
    finally:
        other.close()


def test_only_those_who_may_update_learn_the_source(library, ada, ben):
    made = publish(library, ada, "one", source="secret/path.ipynb")
    assert library.reading.open_latest(made, actor=ada).source == "secret/path.ipynb"
    theirs = library.reading.open_latest(made, actor=ben)
    assert (theirs.source, theirs.may_update) == (None, False)


def test_an_odd_cursor_is_refused_in_one_sentence(library, ada):
    @settings(deadline=None)
    @given(st.text(max_size=60) | st.sampled_from(["e30", "eyJyYW5rIjotMX0", "bnVsbA"]))
    def ask(cursor):
        try:
            library.discovery.search("x", actor=ada, cursor=cursor)
        except BadInput as refused:
            assert refused.message == "The cursor is not one of ours."  # noqa: PT017

    ask()


@pytest.mark.parametrize("words", ['"', "AND", "-", "(" * 1000, "\0", "👩‍💻", "שלום", "tag:", "*"])
def test_no_search_fails(library, ada, words):
    publish(library, ada, "Peaks")
    library.discovery.search(words, actor=ada)
