"""Every output becomes HTML, or a notice in its place."""

from __future__ import annotations

import base64

import pytest
from cells import CLEAR, PIXEL, code, markdown, shows, stream


def test_images_are_figures_with_a_text_and_a_size(body):
    html = body(markdown("## Teams"), code("plot", shows({"image/png": PIXEL})))
    assert 'alt="Figure 1: Teams"' in html
    assert 'width="1" height="1"' in html


def test_the_authors_own_text_for_an_image_is_kept(body):
    html = body(code("plot", shows({"image/png": PIXEL}, **{"image/png": {"alt": 'A "line"'}})))
    assert 'alt="A &quot;line&quot;"' in html


def test_figures_stand_on_paper_but_those_whose_ink_is_light(body):
    for mime, data in (("image/png", PIXEL), ("image/png", CLEAR), ("image/svg+xml", "<svg/>")):
        assert 'class="paper"' in body(code("plot", shows({mime: data})))
    needs = shows({"image/png": CLEAR}, needs_background="dark")
    assert 'class="night"' in body(code("plot", needs))


def test_the_bytes_decide_what_an_image_is(body):
    html = body(code("plot", shows({"image/jpeg": PIXEL})))
    assert "data:image/png;base64" in html


def test_a_drawing_is_an_image_whose_scripts_never_run(body):
    html = body(code("plot", shows({"image/svg+xml": "<svg><script>alert(1)</script></svg>"})))
    assert "alert(1)" not in html
    assert "data:image/svg+xml;base64" in html


@pytest.mark.parametrize("broken", ["!!!", "", "QUJD", {"a": 1}, 7, None, ["x", 3]])
def test_a_broken_image_is_a_notice_beside_its_text(render, broken):
    page = render(code("plot", shows({"image/png": broken, "text/plain": "<Figure>"})))
    assert b"&lt;Figure&gt;" in page.html
    assert "Cell 1: An output is damaged" in page.notices[0]


def test_html_stays_as_it_is(body):
    table = '<div><style scoped>td{color:red}</style><table class="dataframe"></table></div>'
    assert table in body(code("df", shows({"text/html": table, "text/plain": "df"})))


def test_text_is_escaped(body):
    html = body(code("x", stream("<b>1</b>"), shows({"text/plain": "<i>2</i>"})))
    assert "&lt;b&gt;1&lt;/b&gt;" in html
    assert "&lt;i&gt;2&lt;/i&gt;" in html


def test_what_is_printed_in_pieces_is_one_text(body):
    html = body(code("x", stream("one "), stream("two"), stream("bad", "stderr"), stream("three")))
    assert "one two</pre>" in html
    assert "three</pre>" in html


def test_warnings_are_folded_under_their_number_and_gist(body):
    text = "note\n/tmp/a.py:3: RuntimeWarning: divide by zero\n  x = 1/0\n"
    html = body(code("x", stream(text, "stderr")))
    assert "3 lines of warnings <span>RuntimeWarning: divide by zero</span>" in html
    assert "<details" in html


def test_an_error_is_folded_under_its_name(body):
    error = {"output_type": "error", "ename": "ValueError", "evalue": "<no>", "traceback": ["tb"]}
    html = body(code("x", error))
    assert "This cell ended with an error <span>ValueError: &lt;no&gt;</span>" in html


def test_a_widget_without_state_is_its_text_and_a_notice(render):
    view = {"application/vnd.jupyter.widget-view+json": {}, "text/plain": "IntSlider()"}
    page = render(code("x", shows(view)))
    assert b"IntSlider()" in page.html
    assert page.notices == (
        "Cell 1: An interactive widget is shown as its text: the notebook does not hold its state.",
    )


def test_an_unknown_kind_is_its_text_or_named(body):
    assert "as text" in body(code("x", shows({"application/x-odd": "?", "text/plain": "as text"})))
    assert "(application/x-odd)" in body(code("x", shows({"application/x-odd": {"a": 1}})))


def test_formulas_are_kept_as_text(body):
    html = body(code("x", shows({"text/latex": "$a < b$", "text/plain": "a<b"})))
    assert '<div class="math display">$a &lt; b$</div>' in html


def test_a_script_can_not_end_its_element_early(body):
    html = body(code("x", shows({"application/javascript": "let a = '</script><b>';"})))
    assert "</script><b>" not in html


def test_headings_in_an_output_are_part_of_the_outline(render):
    page = render(code("x", shows({"text/markdown": "## Found by code"}))).html.decode()
    assert '<a href="#Found-by-code">' in page


def test_sounds_are_played_from_the_page(body):
    data = base64.b64encode(b"RIFF").decode()
    html = body(code("x", shows({"audio/wav": data})))
    assert f'<audio controls src="data:audio/wav;base64,{data}">' in html
    assert "onerror" not in body(code("x", shows({"audio/wav": '" onerror="x'})))


def test_an_output_over_five_megabytes_is_a_notice_in_its_place(render):
    page = render(code("x", shows({"text/html": "x" * 6_000_000})), markdown("still here"))
    assert len(page.html) < 10_000
    assert b"Not shown: an output of 6 MB (text/html)." in page.html
    assert b"still here" in page.html


def test_of_a_text_over_five_megabytes_the_beginning_is_shown(render):
    page = render(code("x", stream("begin " + "x" * 6_000_000)))
    assert b"begin" in page.html
    assert b"Only the beginning of this text is shown" in page.html
    assert len(page.html) < 200_000


def test_outputs_over_fifty_megabytes_together_are_notices(render):
    page = render(*[code("x", shows({"text/html": "x" * 4_900_000}))] * 12)
    assert len(page.html) < 51_000_000
    assert "Cell 11: Not shown: the outputs before it have filled the page." in page.notices


def test_what_an_output_leaves_open_ends_with_it(body):
    html = body(code("x", shows({"text/html": "<div><b><!-- <table>"})), markdown("after"))
    at = html.index("<!-- <table>")
    assert html[at:].index("<!--\"'-->") < html[at:].index("after")


@pytest.mark.parametrize("outputs", [None, {}, "x", 3, [None], [3], ["x"], [{}], [[]]])
def test_outputs_of_odd_types_do_not_lose_the_report(body, outputs):
    cell = {"cell_type": "code", "source": "x = 1", "outputs": outputs}
    assert "after" in body(cell, markdown("after"))
