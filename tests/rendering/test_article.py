"""What is shown in which order, folded how, under which anchors."""

from __future__ import annotations

import base64
import re

from cells import ABOUT, PIXEL, code, markdown, notebook, shows, stream
from msgspec.structs import replace

from jupyter_hub_publish.domain.notebook import CUT_FROM
from jupyter_hub_publish.rendering.article import MAX_CELLS


def test_cells_are_counted_from_one_over_all_cells(body):
    html = body(markdown("a"), code(""), code("x", stream("hi")), markdown("b"))
    assert re.findall(r'id="cell-(\d)"', html) == ["1", "2", "3", "4"]


def test_consecutive_cells_without_output_are_one_line(body):
    html = body(markdown("a"), code("import x"), code("y = 1"), markdown("b"), code("z"))
    assert "2 cells of code" in html
    assert "1 cell of code" in html
    assert 'id="cell-2"' in html
    assert 'id="cell-3"' in html


def test_a_cell_with_output_has_a_handle_that_counts_its_lines(body):
    html = body(code("a = 1\na\n", stream("1")))
    assert "code, 2 lines" in html


def test_a_front_matter_cell_is_not_shown(body):
    raw = {"cell_type": "raw", "metadata": {}, "source": "---\ntitle: T\n---\n"}
    html = body(raw, markdown("Hello"))
    assert "title: T" not in html
    assert "Hello" in html


def test_text_after_the_front_matter_is_shown(body):
    html = body(markdown("---\ntitle: T\n---\nHello"))
    assert "title: T" not in html
    assert "<p>Hello</p>" in html


def test_the_first_heading_is_not_shown_twice_where_it_is_the_title(render):
    page = render(markdown("# Team *sizes*\n\nText\n\n## Part")).html.decode()
    assert len(re.findall("<h1", page)) == 1
    assert "sizes</em>" not in page
    assert '<h2 id="Part">' in page


def test_another_first_heading_stays(body):
    assert '<h2 id="Introduction">' in body(markdown("# Introduction"))


def test_the_first_paragraph_is_not_shown_twice_where_it_is_the_summary(render):
    about = replace(ABOUT, summary="Big teams post more.")
    page = render(markdown("# Team sizes\n\nBig *teams* post more.\n\nMore."), about=about)
    assert page.html.decode().count("post more.") == 1
    assert b"<p>More.</p>" in page.html


def test_headings_leave_no_level_out(body):
    html = body(markdown("# A\n\n#### B\n\n#### C\n\n# D\n\n## E"))
    assert re.findall(r"<h(\d) ", html) == ["2", "3", "3", "2", "3"]


def test_equal_headings_get_different_anchors(body):
    html = body(markdown("## Same\n\n## Same"))
    assert re.findall(r'<h2 id="([^"]+)"', html) == ["Same", "Same-2"]


def test_the_outline_is_escaped(render):
    page = render(markdown("## a <img src=x onerror=alert(1)> & b")).html.decode()
    outline = page[page.index("<nav") : page.index("</nav>")]
    assert "<img" not in outline
    assert "a &amp; b" in outline


def test_title_authors_tags_and_summary_are_escaped(render):
    evil = "<script>alert(1)</script>"
    about = replace(ABOUT, title=evil, summary=evil, authors=(evil,), tags=(evil,))
    assert b"<script>alert" not in render(about=about).html


def test_an_empty_notebook_is_an_empty_page(body):
    assert "cell" not in body()


def test_cells_that_are_too_many_are_named(render):
    page = render(*[markdown("x")] * (MAX_CELLS + 3))
    assert "Not shown: the 3 cells after this one." in page.html.decode()
    assert page.notices == (f"Cell {MAX_CELLS}: Not shown: the 3 cells after this one.",)


def test_cuts_stand_around_each_large_output(render):
    large = "ä" * CUT_FROM
    page = render(code("a", stream("small")), code("b", stream(large), shows({"text/html": large})))
    assert len(page.cuts) == 4
    first, second = page.html[slice(*page.cuts[:2])], page.html[slice(*page.cuts[2:])]
    assert first.decode().startswith('<pre class="text">ä')
    assert second.decode().startswith("ä")
    assert list(page.cuts) == sorted(page.cuts)


def test_the_same_notebook_gives_the_same_page(render):
    cells = [markdown("## A"), code("x", stream("y" * 50_000))]
    assert render(*cells) == render(*cells)


def test_reading_time_grows_with_the_words(render):
    assert b"1 minute<" in render(markdown("word " * 100)).html
    assert b"10 minutes<" in render(markdown("word " * 2200)).html


def test_raw_cells_for_other_formats_are_not_shown(body):
    raw = {"cell_type": "raw", "metadata": {"raw_mimetype": "text/latex"}, "source": "\\newpage"}
    assert "newpage" not in body(markdown("x"), raw)
    assert "newpage" in body(markdown("x"), {**raw, "metadata": {}})


def test_progress_counts_every_cell(exporter):
    seen: list[tuple[int, int]] = []
    cells = [markdown("a"), code("b"), markdown("c")]
    notebook = {"nbformat": 4, "cells": cells}
    exporter.page(notebook, ABOUT, lambda done, total: seen.append((done, total)))
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_a_title_in_bold_and_the_summary_after_it_are_not_shown_twice(render):
    about = replace(ABOUT, summary="Big teams post more.")
    cells = markdown("**Team sizes**"), markdown("_Big teams post more._\n\nThe rest.")
    page = render(*cells, about=about).html.decode()
    main = page[page.index("</header>") : page.index("</main>")]
    assert "Team sizes" not in main
    assert "post more" not in main
    assert "<p>The rest.</p>" in main


def test_a_paragraph_like_the_summary_further_down_stays(render):
    about = replace(ABOUT, summary="In short.")
    page = render(markdown("Once.\n\nIn short."), markdown("In short."), about=about)
    assert page.html.decode().count("<p>In short.</p>") == 2


def test_links_to_the_heading_that_became_the_title_lead_to_the_title(render):
    page = render(markdown("# Team sizes\n\nSee [the top](#Team-sizes).")).html.decode()
    assert '<h1 id="Team-sizes">' in page


def test_what_is_printed_takes_a_glance_and_figures_take_longer(render):
    def minutes(*outputs):
        page = render(*(code("x", output) for output in outputs)).html.decode()
        return int(re.search(r"<span>(\d+) minute", page)[1])

    figure = shows({"image/png": PIXEL})
    assert minutes(*[stream("4")] * 300) == 1
    assert minutes(*[figure] * 10) == 1
    assert 5 <= minutes(*[figure] * 100) <= 6


def test_an_image_beside_the_notebook_is_shown_in_outputs_too(exporter):
    data = base64.b64decode(PIXEL)
    cells = (
        code("a", shows({"text/markdown": "![](pic.png)"})),
        code("b", shows({"text/html": "<img src=pic.png>"})),
        markdown("<img src=pic.png>"),
    )
    page = exporter.page(notebook(*cells), ABOUT, pictures={"pic.png": data})
    assert page.html.count(b"data:image/png;base64,") == 3
    assert page.embedded == ("pic.png",)


def test_formulas_of_the_summary_are_set_and_prices_are_not(render):
    page = render(
        about=replace(ABOUT, summary="It is $e^{i\\pi}$ & costs $5 to $10.")
    ).html.decode()
    assert '<span class="math">$e^{i\\pi}$</span> &amp; costs $5 to $10.</p>' in page
    assert "kinds-1.js" in page
