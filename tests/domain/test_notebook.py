"""A notebook as data: what is refused, what is kept, and what is never kept."""

import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from notebooks import code, notebook, printed, text

from jupyter_hub_publish.domain import notebook as notebooks
from jupyter_hub_publish.domain.errors import BadNotebook
from jupyter_hub_publish.domain.records import Remembered

scalars = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=20)
trees = st.recursive(
    scalars, lambda t: st.lists(t, max_size=3) | st.dictionaries(st.text(max_size=8), t, max_size=3)
)
claims = st.dictionaries(st.sampled_from(["trusted", "tags", "x"]), trees, max_size=3)
cells = st.builds(
    dict,
    cell_type=st.sampled_from(["code", "markdown", "raw", "odd"]),
    source=st.text(max_size=30) | st.lists(st.text(max_size=9), max_size=3) | scalars,
    metadata=claims | scalars,
    outputs=st.lists(trees, max_size=3) | scalars,
)
any_notebook = st.builds(
    lambda c, m: {**notebook(*c), "metadata": m}, st.lists(cells, max_size=4), claims
)


def nested(levels):
    return b"[" * levels + b"]" * levels


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The notebook is empty."),
        (b"{", "The notebook is not valid JSON."),
        (b"\xff\xfe", "The notebook is not valid JSON."),
        (b'{"a": NaN}', "The notebook is not valid JSON."),
        (b'{"a": "\\ud800"}', "The notebook is not valid JSON."),
        (nested(100_000), "The notebook is not valid JSON."),
        (b"[]", "This file is not a notebook."),
        (b"null", "This file is not a notebook."),
        (b'{"cells": {}}', "This file is not a notebook."),
        (b'{"cells": [], "nbformat": 3}', "The notebook is of a format that is not known here."),
        (b'{"cells": [1], "nbformat": 4}', "Cell 1 is not a cell."),
        (
            json.dumps(notebook(code("a\0b"))).encode(),
            "Cell 1 holds a NUL character.",
        ),
        (
            json.dumps(notebook(code(x="deep"))).encode().replace(b'"deep"', nested(300)),
            "Cell 1 is nested deeper than 200 levels.",
        ),
    ],
)
def test_what_cannot_be_kept_is_refused_in_one_sentence(data, sentence):
    with pytest.raises(BadNotebook) as refused:
        notebooks.parse(data)
    assert refused.value.message == sentence
    assert refused.value.hint


@given(any_notebook)
def test_no_form_of_notebook_keeps_a_claim_of_trust(tree):
    kept = notebooks.without_trust(tree)
    assert "trusted" not in (kept["metadata"] if isinstance(kept["metadata"], dict) else {})
    for cell in kept["cells"]:
        assert not (isinstance(cell["metadata"], dict) and "trusted" in cell["metadata"])


def test_no_output_keeps_a_claim_of_trust():
    claiming = {**printed("x"), "metadata": {"trusted": True, "kept": 1}}
    tree = notebook(code("x", [claiming, "odd"]))
    assert notebooks.without_trust(tree)["cells"][0]["outputs"] == [
        {**printed("x"), "metadata": {"kept": 1}},
        "odd",
    ]
    assert claiming["metadata"]["trusted"] is True


@pytest.mark.parametrize("cells", [(), (text(" \n"), code(["\n", " "]), code(None))])
def test_a_notebook_without_anything_to_read_is_refused(cells):
    with pytest.raises(BadNotebook, match="This notebook is empty") as refused:
        notebooks.require_content(notebook(*cells))
    assert refused.value.hint


@pytest.mark.parametrize("cell", [text("x"), code("", [printed("x")])])
def test_one_cell_with_something_in_it_is_enough(cell):
    notebooks.require_content(notebook(text(""), cell))


@given(any_notebook)
def test_what_is_written_is_what_was_read(tree):
    data, cuts = notebooks.serialize(tree)
    assert json.loads(data) == tree
    assert list(cuts) == sorted(set(cuts))
    assert all(0 < cut <= len(data) for cut in cuts)


@given(any_notebook)
def test_any_notebook_that_passes_the_check_has_facts_passages_and_a_fingerprint(tree):
    tree = notebooks.mended(tree)
    notebooks.check(tree)
    assert notebooks.facts(tree).cells == len(tree["cells"])
    assert all(passage.text for passage in notebooks.passages(tree))
    assert len(notebooks.fingerprint(tree)) == 64


@given(trees)
def test_what_is_mended_can_be_stored(tree):
    odd = {"a": tree, "b": "x\0y", "c": "\ud800"}
    mended = msgspec.json.encode(notebooks.mended(odd))
    assert b"\\u0000" not in mended


def test_large_outputs_become_parts_of_their_own():
    large = {"output_type": "stream", "name": "stdout", "text": "x" * 20_000}
    data, cuts = notebooks.serialize(notebook(text("a"), code("b", [large]), text("c")))
    start, end = cuts
    assert json.loads(data[start:end]) == large


def test_the_fingerprint_sees_sources_and_outputs_and_nothing_that_saving_changes():
    before = notebook(code("1 + 1", [{"output_type": "stream", "name": "stdout", "text": "2"}]))
    same = notebook(
        {
            **code(["1 +", " 1"], [{"output_type": "stream", "name": "stdout", "text": ["2"]}]),
            "id": "abc",
            "metadata": {"trusted": True},
        },
        hub_publish={"library": "l", "report": "r", "version": 1},
        kernelspec={"name": "other"},
    )
    assert notebooks.fingerprint(before) == notebooks.fingerprint(same)
    other = notebook(code("1 + 2", before["cells"][0]["outputs"]))
    assert notebooks.fingerprint(before) != notebooks.fingerprint(other)


def test_a_notebook_remembers_its_report_and_where_it_came_from():
    origin = Remembered(library="l", report="rparent", version=2)
    memory = Remembered(library="l", report="rown", version=1)
    copied = notebooks.descending(notebook(), origin)
    assert notebooks.remembered(copied) is None
    published = notebooks.remembering(copied, memory)
    assert notebooks.remembered(published) == memory
    assert notebooks.without_memory(published) == copied
    assert notebooks.parent_of(copied) == notebooks.parent_of(published) == origin


@pytest.mark.parametrize("memory", [None, [], "x", {}, {"library": 1, "report": "r", "version": 1}])
def test_a_broken_memory_is_none(memory):
    assert notebooks.remembered(notebook(hub_publish=memory)) is None
    assert notebooks.parent_of(notebook(hub_publish={"parent": memory})) is None
    assert notebooks.parent_of(notebook(hub_publish=memory)) is None


def test_markdown_is_shown_without_its_marks():
    marked = "> *The `pandas` **library**\n> is* ~~_old_~~ [new](http://a.b) ![a figure](x.png)<br>"
    assert notebooks.plain(marked) == "The pandas library\nis old new a figure"
    assert notebooks.plain("2 * 3 * 4 and snake_case_name") == "2 * 3 * 4 and snake_case_name"


def test_passages_know_their_cell_and_their_heading():
    html = {"output_type": "display_data", "data": {"text/plain": "<Figure>", "image/png": "…"}}
    found = notebooks.passages(
        notebook(
            text("# One\nSee **the** [table](x.html)."),
            code("df.plot()", [html, {"output_type": "stream", "text": "\x1b[31mred\x1b[0m"}]),
            text("## Two"),
        )
    )
    assert [(p.cell, p.kind, p.heading, p.text) for p in found] == [
        (1, "text", "One", "One\nSee the table."),
        (2, "code", "One", "df.plot()"),
        (2, "output", "One", "red"),
        (3, "text", "Two", "Two"),
    ]
