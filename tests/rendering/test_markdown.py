"""Prose: mathematics as text, images from the notebook only, no file ever read."""

from __future__ import annotations

import base64
import re

import pytest
from cells import ABOUT, PIXEL, markdown, notebook

from jupyter_hub_publish.rendering import markdown as room


def test_mathematics_is_kept_as_text(body):
    html = body(markdown("So $a_1 * b$ and\n\n$$\nx < y\n$$\n\n\\begin{align}a&=b\\end{align}"))
    assert '<span class="math">$a_1 * b$</span>' in html
    assert '<span class="math display">$$\nx &lt; y\n$$</span>' in html
    assert '<span class="math display">\\begin{align}a&amp;=b\\end{align}</span>' in html


@pytest.mark.parametrize("text", ["from $5 to $10", "$5 or $10", "a $ b $5", "US$ 3 and US$ 4"])
def test_prices_are_no_mathematics(body, text):
    assert 'class="math"' not in body(markdown(text.replace("US$ 3 and US$ 4", "$5 and $6")))


def test_an_attachment_is_part_of_the_page(body):
    cell = markdown("![a](attachment:a%20b.png)", attachments={"a b.png": {"image/png": PIXEL}})
    assert f'<img src="data:image/png;base64,{PIXEL}" alt="a">' in body(cell)


@pytest.mark.parametrize(
    "attachments",
    [None, {}, 3, {"a.png": None}, {"a.png": {"image/png": "!!"}}, {"a.png": {"text/html": "<b>"}}],
)
def test_a_missing_or_damaged_attachment_is_named(render, attachments):
    page = render(markdown("![chart](attachment:a.png)", attachments=attachments))
    assert b"The image a.png (chart) is not part of this report." in page.html
    assert page.notices == ("Cell 1: The image a.png is not part of the report.",)


@pytest.mark.parametrize("path", ["secret.png", "/etc/passwd", "../x.png", "file:///etc/passwd"])
def test_no_file_is_read(tmp_path, monkeypatch, render, path):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "secret.png").write_bytes(b"\x89PNG\r\n\x1a\nSECRET")
    page = render(markdown(f"![x]({path}) <img src='{path}'>"))
    assert b"data:" not in page.html.split(b"</header>")[1]


def test_an_image_on_another_server_is_a_link_and_a_notice(body):
    html = body(markdown("![logo](https://example.org/a.png)"))
    assert 'href="https://example.org/a.png">logo</a>' in html
    assert "<img" not in html


def test_links_that_run_scripts_are_dead(body):
    assert "javascript:" not in body(markdown("[x](javascript:alert(1))"))


def test_code_in_prose_is_coloured(body):
    assert '<span class="k">import</span>' in body(markdown("```python\nimport a\n```"))


def test_equal_texts_are_rendered_once(body):
    body(markdown("the same text"))
    before = room._remembered.cache_info().hits
    body(markdown("the same text"))
    assert room._remembered.cache_info().hits == before + 1


def test_deep_nesting_and_slow_patterns_end(body):
    for source in ("> " * 5_000, "- " * 3_000, "[" * 20_000, "*a" * 20_000, "`" * 9_999 + " x"):
        assert "after" in body(markdown(source), markdown("after"))


# Images beside the notebook


def pictured(exporter, source):
    pictures = {"figures/a b.png": base64.b64decode(PIXEL), "bad.png": b"key"}
    page = exporter.page(notebook(markdown(source)), ABOUT, pictures=pictures)
    return page, page.html.decode().split("</header>")[1]


@pytest.mark.parametrize(
    "source", ["![x](figures/a%20b.png)", "![x](<figures/a b.png>)", "<img src='figures/a b.png'>"]
)
def test_an_image_that_is_handed_in_is_part_of_the_page(exporter, source):
    page, html = pictured(exporter, source)
    assert f"data:image/png;base64,{PIXEL}" in html
    assert page.embedded == ("figures/a b.png",)


def test_what_is_handed_in_and_is_no_image_is_not(exporter):
    page, html = pictured(exporter, "![x](bad.png)")
    assert "The image bad.png (x) is not part of this report." in html
    assert page.embedded == ()


def test_the_same_text_has_no_image_where_there_is_none(exporter):
    pictured(exporter, "![x](figures/a%20b.png)")
    page = exporter.page(notebook(markdown("![x](figures/a%20b.png)")), ABOUT)
    assert PIXEL.encode() not in page.html


# Admonitions, footnotes, formulas


@pytest.mark.parametrize(
    "source",
    [
        ":::{warning}\n*Care*\n:::",
        ":::warning\n*Care*\n:::",
        "::: {.callout-warning}\n*Care*\n:::",
        "```{warning}\n*Care*\n```",
        "> [!WARNING]\n> *Care*",
        ":::{warning}\n:class: wide\n*Care*\n:::",
        "::::{warning}\n*Care*\n::::",
        ":::{warning}\n*Care*",
    ],
)
def test_admonitions_in_every_spelling(body, source):
    html = body(markdown(f"{source}\n\nafter"))
    assert '<section class="admonition as-warning"><p class="title">Warning</p>' in html
    assert "<em>Care</em>" in html
    assert "after" in html


def test_admonitions_nest_and_have_titles(body):
    html = body(markdown("::::{note} A *title*\n:::{tip}\ninner\n:::\nouter\n::::\n\nafter"))
    assert '<p class="title">A <em>title</em></p>' in html
    assert html.index("as-note") < html.index("as-tip") < html.index("outer")
    assert html.count("</section>") == 3


@pytest.mark.parametrize("source", [":::\nx\n:::", "::: {.column}\nx\n:::", "> [!ODD]\n> x"])
def test_other_fences_stay_text(body, source):
    html = body(markdown(source))
    assert "admonition" not in html
    assert "x" in html


def test_footnotes_of_two_cells_have_anchors_of_their_own(body):
    html = body(markdown("a[^1]\n\n[^1]: one"), markdown("b[^1]\n\n[^1]: two"))
    anchors = re.findall(r' id="(note-[^"]+)"', html)
    assert len(set(anchors)) == 2
    assert all(f'href="#{anchor}"' in html for anchor in anchors)


@pytest.mark.parametrize(
    ("source", "formula"),
    [
        ("\\\\(a_1 * b\\\\)", '<span class="math">$a_1 * b$</span>'),
        ("\\(x^2\\)", '<span class="math">$x^2$</span>'),
        ("\\[ x = 1 \\]", '<span class="math display">$$ x = 1 $$</span>'),
        ("see \\eqref{a_b}", '<span class="math">$\\eqref{a_b}$</span>'),
    ],
)
def test_formulas_between_backslashes(body, source, formula):
    assert formula in body(markdown(source))


@pytest.mark.parametrize("source", ["\\(see\\) or \\(that\\)", "\\[not a link\\]"])
def test_escaped_brackets_are_no_formulas(body, source):
    html = body(markdown(source))
    assert "math" not in html
    assert source.replace("\\", "") in html
