"""What a notebook proposes for its publication."""

import pytest
from notebooks import code, notebook, text

from jupyter_hub_publish.domain.drafting import clean_tags, propose, readable_name, shortened


def proposed(*cells, path="folder/some_notebook.ipynb"):
    return propose(notebook(*cells), path)


def test_the_front_matter_comes_first():
    matter = "---\ntitle: Peaks\nsummary: Three of them.\ntags: [a, B, '#c']\n---\n# Other"
    said = proposed(text(matter), text("# Another\n\nProse."))
    assert (said.title, said.summary, said.tags) == ("Peaks", "Three of them.", ("a", "b", "c"))
    assert said.stated == {"title", "summary", "tags"}


def test_a_raw_cell_may_hold_the_front_matter():
    raw = {"cell_type": "raw", "source": "---\ntldr: In short.\n---", "metadata": {}}
    assert proposed(raw, text("# T")).summary == "In short."


def test_without_front_matter_the_heading_and_the_first_paragraph_speak():
    said = proposed(code("x"), text("![](a.png)\n\n# A *fine* title #\n\nSome\nprose.\n\nMore."))
    assert (said.title, said.summary, said.stated) == ("A fine title", "Some prose.", frozenset())


def test_underlined_headings_are_headings():
    said = proposed(text("Title\n=====\n\nProse."))
    assert (said.title, said.summary) == ("Title", "Prose.")


def test_a_comment_in_fenced_code_is_no_heading():
    assert proposed(text("```\n# not this\n```\n\n# This")).title == "This"


def test_a_bold_line_before_all_prose_is_a_heading():
    said = proposed(text("**Chapter 1 – Peaks**"), text("*Notes.*\n"), text("# Setup\nProse."))
    assert (said.title, said.summary) == ("Chapter 1 – Peaks", "Notes.")


def test_without_any_words_the_file_name_speaks():
    assert proposed(code("x")).title == "Some notebook"


@pytest.mark.parametrize(
    "matter",
    [
        "---\n: [\n---",
        "---\n- a\n---",
        "---\ntitle: [1, 2]\n---",
        "---\ntitle: {a: b}\n---",
        "---\n!!python/object/apply:os.system ['true']\n---",
        "---\n" + "[" * 1000 + "\n---",
        "---\na: &a [x, x]\nb: &b [*a, *a]\ntitle: *b\n---",
    ],
)
def test_a_broken_front_matter_is_passed_over(matter):
    assert proposed(text(matter), text("# Title")).title == "Title"


def test_names_are_made_readable():
    assert readable_name("a/b/2024-q3_churn.v2.ipynb") == "2024 q3 churn v2"
    assert readable_name("a/.ipynb") == "Ipynb"


def test_long_texts_end_after_a_word():
    assert shortened("one two three", 9) == "one two…"
    assert shortened("x" * 20, 9) == "x" * 8 + "…"


def test_tags_are_clean_and_stand_once():
    assert clean_tags("#One,  two words , one,,") == ("one", "two words")
    assert clean_tags({"a": 1}) == ()


@pytest.mark.parametrize("tag", ["remove-cell", "hide_cell"])
def test_what_an_author_keeps_back_is_neither_title_nor_summary(tag):
    hidden = {**text("# Secret plan\n\nNobody may know."), "metadata": {"tags": [tag]}}
    said = proposed(hidden, text("# Plan\n\nEverybody may know."))
    assert (said.title, said.summary) == ("Plan", "Everybody may know.")


def test_marks_of_footnotes_are_no_part_of_the_summary():
    assert proposed(text("A claim[^1] and another[^long].")).summary == "A claim and another."
