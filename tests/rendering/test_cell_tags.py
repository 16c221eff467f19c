"""What authors ask for by tags, in the spellings of the tools that know them."""

from __future__ import annotations

import pytest
from cells import PIXEL, code, markdown, shows, stream
from trees import cells, elements, faults

from jupyter_hub_publish.domain.cell_tags import Wishes, wishes


def tagged(cell, *tags):
    return {**cell, "metadata": {"tags": list(tags)}}


SUM = code("secret = 1", stream("the sum"))
BOTH = code("x", stream("printed"), stream("complained", "stderr"), shows({"image/png": PIXEL}))


@pytest.mark.parametrize(
    "tag", ["hide-input", "hide_input", "Hide-Input", " hide-code ", "hide_source"]
)
def test_hidden_code_stays_folded_when_all_code_is_shown(body, tag):
    html = body(tagged(SUM, tag))
    assert '<details class="code kept">' in html
    assert "secret" in html
    assert "the sum" in html


@pytest.mark.parametrize(
    "tag", ["remove-input", "remove_input", "remove-code", "report-only", "report_only"]
)
def test_removed_code_is_not_in_the_page(body, tag):
    html = body(tagged(SUM, tag))
    assert "secret" not in html
    assert "the sum" in html


@pytest.mark.parametrize("tag", ["hide-output", "hide_output", "hide-outputs"])
def test_hidden_output_is_folded_under_its_name(body, tag):
    html = body(tagged(SUM, tag))
    assert "<summary>Output</summary>" in html
    assert html.index("<summary>Output") < html.index("the sum")
    assert '<details class="code">' in html


@pytest.mark.parametrize("tag", ["remove-output", "remove_output", "remove-outputs"])
def test_removed_output_is_not_in_the_page(body, tag):
    html = body(tagged(SUM, tag))
    assert "secret" in html
    assert "the sum" not in html


@pytest.mark.parametrize("tag", ["hide-cell", "hide_cell"])
def test_a_hidden_cell_is_one_fold(body, tag):
    html = body(tagged(SUM, tag))
    assert "<summary>Code and output</summary>" in html
    assert html.index("<summary>Code") < html.index("secret") < html.index("the sum")
    text = body(tagged(markdown("## Method\n\nLong."), tag))
    assert "<summary>Details <span>Method</span></summary>" in text
    assert "1 cell of code" in body(tagged(code("only = 'code'"), tag))


@pytest.mark.parametrize("tag", ["remove-cell", "remove_cell"])
@pytest.mark.parametrize(
    "cell", [SUM, markdown("## secret"), {**markdown("secret"), "cell_type": "raw"}]
)
def test_of_a_removed_cell_only_its_place_is_left(render, tag, cell):
    page = render(markdown("before"), tagged(cell, tag), markdown("after"))
    assert b"secret" not in page.html
    assert cells(page) == ["cell-1", "cell-2", "cell-3"]


@pytest.mark.parametrize("name", ["stdout", "stderr"])
def test_one_stream_can_be_removed(body, name):
    html = body(tagged(BOTH, f"remove-{name}"))
    assert ("printed" in html, "complained" in html) == (name == "stderr", name == "stdout")
    assert "<figure>" in html


def test_the_stricter_of_two_wishes_wins(body):
    assert "secret" not in body(tagged(SUM, "remove-input", "hide-input"))
    assert "secret" not in body(tagged(SUM, "hide_input", "remove_input"))
    assert body(tagged(SUM, "hide-output", "remove-cell")).count("<section") == 0


def test_removed_headings_are_not_in_the_outline(render):
    page = render(markdown("## Kept"), tagged(markdown("## Gone"), "remove-cell"))
    (outline,) = elements(page, "nav")
    assert [link.text for link in outline.iter("a")] == ["Kept"]


def test_removed_outputs_leave_no_notice(render):
    broken = tagged(code("x", shows({"image/png": "!!"})), "remove-output")
    assert render(broken).notices == ()


@pytest.mark.parametrize(
    "metadata", [None, {}, {"tags": None}, {"tags": "hide-input"}, {"tags": [1, None, ["x"]]}, 7]
)
def test_other_metadata_asks_for_nothing(metadata):
    assert wishes({"metadata": metadata}) == Wishes()


@pytest.mark.parametrize(
    "tag", ["parameters", "hide", "remove", "hide-input-x", "raises-exception"]
)
def test_other_tags_ask_for_nothing(tag):
    assert wishes({"metadata": {"tags": [tag]}}) == Wishes()


def test_folded_cells_are_good_html(render):
    tags = ("hide-input", "hide-output", "hide-cell", "remove-input", "remove-output")
    made = [tagged(cell, tag) for tag in tags for cell in (SUM, BOTH, markdown("## A\n\nb"))]
    page = render(*made)
    assert faults(page) == []
    assert len(cells(page)) == len(made)
