"""Whatever stands in a notebook, the report around it stays whole, and text stays text."""

from __future__ import annotations

import base64
import json

import pytest
from cells import ABOUT, PIXEL, code, markdown, notebook, shows, stream
from msgspec.structs import replace
from payloads import BREAKING, PAYLOADS
from trees import below_the_title, cells, elements, faults, tree

from jupyter_hub_publish.domain.errors import PublishError
from jupyter_hub_publish.domain.notebook import parse

payloads = pytest.mark.parametrize("evil", PAYLOADS.values(), ids=PAYLOADS)
breaking = pytest.mark.parametrize("broken", BREAKING.values(), ids=BREAKING)


def all_text(page) -> str:
    return "".join(tree(page).itertext())


def error(text):
    return {"output_type": "error", "ename": text, "evalue": text, "traceback": [text]}


# What is text stays text


@payloads
def test_what_is_printed_says_what_it_says(render, evil):
    page = render(code("x", stream(evil), error(evil), shows({"text/plain": evil})))
    plain = render(code("x", stream("a"), error("a"), shows({"text/plain": "a"})))
    assert faults(page) == []
    assert shape(page) == shape(plain)
    # A browser reads line ends and tabs as they are, and no other character is lost.
    assert all_text(page).count(evil.strip()) >= 4


@payloads
def test_code_and_formulas_and_data_are_text(render, evil):
    made = [
        code(evil, stream("a")),
        code("x", shows({"text/latex": evil}), shows({"application/json": {"a": evil}})),
    ]
    page = render(*made)
    assert faults(page) == []
    assert not [e for e in below_the_title(page) if e.tag in ("script", "iframe", "form")]


@payloads
def test_title_names_tags_and_summary_are_text(render, evil):
    about = replace(ABOUT, title=evil, summary=evil, authors=(evil,), tags=(evil,))
    page = render(markdown("x"), about=about)
    assert faults(page) == []
    assert shape(page) == shape(
        render(
            markdown("x"), about=replace(about, title="a", summary="a", authors=("a",), tags=("a",))
        )
    )


@payloads
def test_the_text_of_an_image_is_an_attribute(render, evil):
    output = shows({"image/png": PIXEL}, **{"image/png": {"alt": evil}})
    page = render(
        code("x", output), {**code("x", shows({"image/png": PIXEL})), "metadata": {"alt": evil}}
    )
    assert faults(page) == []
    assert [image.get("alt") for image in elements(page, "img")] == [evil, evil]


@payloads
def test_names_of_languages_kinds_and_attachments_are_text(exporter, evil):
    made = notebook(
        code("x", shows({evil: evil}), shows({f"application/{evil}": {evil: evil}})),
        markdown("![a](attachment:b)", attachments={evil: {evil: evil}}),
        markdown(f"```{evil.splitlines()[0]}\ncode\n```"),
        kernelspec={"name": evil, "language": evil},
        language_info={"name": evil, "pygments_lexer": evil},
    )
    page = exporter.page(made, ABOUT)
    assert faults(page) == []
    assert not [e for e in below_the_title(page) if e.tag == "script"]


@payloads
def test_a_drawing_is_an_image_and_no_part_of_the_page(render, evil):
    page = render(code("x", shows({"image/svg+xml": f"<svg>{evil}</svg>"})))
    assert faults(page) == []
    (image,) = elements(page, "img")
    encoded = image.get("src").removeprefix("data:image/svg+xml;base64,")
    assert evil in base64.b64decode(encoded).decode()


@payloads
def test_the_outline_and_the_anchors_are_text(render, evil):
    page = render(markdown(f"## One {evil}\n\n## Two"))
    (outline,) = elements(page, "nav")
    tags = {element.tag for element in outline.iter()}
    assert tags <= {"nav", "ol", "li", "a", "p"}


# What is HTML stays where it is: the sandbox makes it harmless, the closer keeps it in its place


@pytest.mark.parametrize("where", ["text/html", "text/markdown", "markdown", "raw", "hidden"])
@payloads
def test_others_html_leaves_the_cells_around_it_alone(render, evil, where):
    assert_whole(render, evil, where)


@pytest.mark.parametrize("where", ["text/html", "text/markdown", "markdown", "raw", "hidden"])
@breaking
def test_one_broken_output_never_loses_the_report(render, broken, where):
    assert_whole(render, broken, where)


def assert_whole(render, html, where):
    hostile = {
        "text/html": code("x", shows({"text/html": html})),
        "text/markdown": code("x", shows({"text/markdown": html})),
        "markdown": markdown(html),
        "raw": {**markdown(html), "cell_type": "raw", "metadata": {"raw_mimetype": "text/html"}},
        "hidden": {**code("x", shows({"text/html": html})), "metadata": {"tags": ["hide-output"]}},
    }[where]
    page = render(markdown("before"), hostile, markdown("## After\n\nthe end"))
    seen = tree(page)
    place = next(e for e in seen.iter("section") if e.get("id") == "cell-3")
    assert "".join(place.itertext()).strip().endswith("the end")
    around = ancestors(seen, place)
    assert not around & {"script", "style", "template", "table", "svg", "math", "select", "details"}
    if "</section>" not in html:
        assert cells(page) == ["cell-1", "cell-2", "cell-3"]


def ancestors(root, element) -> set[str]:
    above = {child: parent for parent in root.iter() for child in parent}
    found = set()
    while element in above:
        element = above[element]
        found.add(element.tag)
    return found


def shape(page) -> list[str]:
    return [element.tag for element in tree(page).iter() if isinstance(element.tag, str)]


# What notebooks have been that nobody expected


def deep(levels: int) -> bytes:
    return b'{"nbformat":4,"cells":[],"metadata":' + b'{"a":' * levels + b"1" + b"}" * levels + b"}"


def one(cell: object, **more: object) -> bytes:
    return json.dumps({"nbformat": 4, "metadata": {}, "cells": [cell], **more}).encode()


GROWING = '<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">'
REFUSED = {
    "nothing": b"",
    "an empty text": b'""',
    "a list": b"[]",
    "null": b"null",
    "a number": b"4",
    "depth 900": deep(900),
    "depth 100,000": deep(100_000),
    "bytes that are no text": b'{"nbformat": 4, "cells": ["\xff\xfe"]}',
    "half of a notebook": one(markdown("x"))[:-9],
    "two notebooks": one(markdown("x")) * 2,
    "format 5": one(markdown("x"), nbformat=5),
    "format 3": one(markdown("x"), nbformat=3),
    "no format": b'{"cells": []}',
    "a format that is a text": one(markdown("x"), nbformat="4"),
    "a NUL character": one(markdown("a\0b")),
    "cells that are none": one("x"),
    "cells of no type": one({"source": "x"}),
    "half of a character": one(markdown("a \ud800 b")),
    "NaN": b'{"nbformat": 4, "cells": [], "metadata": {"a": NaN}}',
}

ACCEPTED = {
    "no metadata": b'{"nbformat": 4, "cells": [{"cell_type": "markdown", "source": "x"}]}',
    "format 4.99": one(markdown("x"), nbformat_minor=99),
    "no outputs": one({"cell_type": "code", "metadata": {}, "source": "x"}),
    "an unknown type of cell": one({"cell_type": "heading", "metadata": {}, "source": "x"}),
    "two cells of one id": one({**markdown("x"), "id": "a"}),
    "a widget without its id": one(
        code("x", shows({"application/vnd.jupyter.widget-view+json": {}, "text/plain": "w"}))
    ),
    "a widget whose state is not there": one(
        code("x", shows({"application/vnd.jupyter.widget-view+json": {"model_id": "a"}})),
        metadata={"widgets": {"application/vnd.jupyter.widget-state+json": {}}},
    ),
    "a state that is a list": one(markdown("x"), metadata={"widgets": []}),
    "a missing attachment": one(markdown("![a](attachment:a.png)")),
    "entities that grow": one(
        code("x", shows({"image/svg+xml": f"<!DOCTYPE s [{GROWING}]><svg>&b;</svg>"}))
    ),
    # More than browsers nest; html5lib, which looks at the page here, takes the square of it.
    "5,000 boxes": one(code("x", shows({"text/html": "<div>" * 5_000}))),
    "duplicate keys": b'{"nbformat": 4, "nbformat": 4, "cells": [], "cells": []}',
}  # fmt: skip


@pytest.mark.parametrize("data", REFUSED.values(), ids=REFUSED)
def test_what_is_no_notebook_is_refused_in_one_sentence(data):
    with pytest.raises(PublishError) as refused:
        parse(data)
    assert refused.value.message.endswith(".")
    assert refused.value.hint


@pytest.mark.parametrize("data", ACCEPTED.values(), ids=ACCEPTED)
def test_what_is_odd_is_rendered(exporter, data):
    page = exporter.page(parse(data), ABOUT)
    assert page.html.decode().rstrip().endswith("</html>")
    assert elements(page, "h1")


@pytest.mark.parametrize(
    "slow",
    [
        "[" * 20_000,
        "![" * 10_000,
        "*a_" * 10_000,
        "`" * 5_000 + "a" + "`" * 4_999,
        "<" * 20_000,
        "<!--" * 10_000,
        "[a](" * 5_000,
        "> " * 20_000,
        "- " * 5_000 + "a",
        "|a" * 2_000 + "\n" + "|-" * 2_000,
        "$" * 20_001,
        "\\begin{a}" * 5_000,
        "&" * 20_000 + ";",
        "a" * 100_000 + "@",
        "https://" + "a." * 20_000,
    ],
    ids=lambda text: text[:8],
)
def test_texts_that_parsers_have_hung_on_end(render, slow):
    page = render(markdown(slow), markdown("the end"))
    assert all_text(page).strip().endswith("the end")
