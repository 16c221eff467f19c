"""Whatever a value is and wherever it stands, after masking it cannot be read in any way."""

import copy
import json
from contextlib import suppress
from html import escape, unescape
from urllib.parse import quote, unquote

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from notebooks import notebook

from jupyter_hub_publish.checking.finding_again import Known
from jupyter_hub_publish.checking.masking import DOTS, Mask
from jupyter_hub_publish.checking.texts import ANSI
from jupyter_hub_publish.checking.views import views

signs = st.sampled_from(list("abAB01&<>\"'\\/;#%u=+-_ \n\té€😀"))
values = st.text(signs, min_size=4, max_size=12).filter(lambda v: v.strip() and "•" not in v)


def coloured(value):
    half = len(value) // 2
    return f"\x1b[31m{value[:half]}\x1b[0;1m{value[half:]}\x1b[0m"


FORMS = {
    "raw": str,
    "JSON": lambda v: json.dumps(v)[1:-1],
    "JSON as it is": lambda v: json.dumps(v, ensure_ascii=False)[1:-1],
    "HTML": escape,
    "HTML by numbers": lambda v: "".join(f"&#x{ord(sign):x};" for sign in v),
    "JSON in HTML": lambda v: escape(json.dumps(v)[1:-1]),
    "address": lambda v: quote(v, safe=""),
    "coloured": coloured,
}
forms = st.sampled_from(sorted(FORMS))
around = st.text(signs, max_size=6)
written = st.lists(st.tuples(around, forms, around), min_size=1, max_size=4)


def texts(tree):
    if isinstance(tree, str):
        yield tree
    for part in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from texts(part)
    if isinstance(tree, dict):
        yield from tree


def readings(text):
    """The ways in which a program or a person could come to read it."""
    yield text
    yield ANSI.sub("", text)
    yield unescape(text)
    yield unquote(text)
    for each in (text, unescape(text)):
        with suppress(ValueError):
            yield json.loads(f'"{each}"')


@given(values, written)
@example("a\\u0061b", [("", "JSON", "")])
@example("abab", [("ab", "raw", "ab")])
def test_no_reading_of_a_masked_text_has_the_value(value, pieces):
    raw = "".join(before + FORMS[form](value) + after for before, form, after in pieces)
    cell = {"cell_type": "code", "source": raw.splitlines(keepends=True), "outputs": []}
    masked = "".join(Mask([value]).cell(cell)["source"])
    assert DOTS in masked
    for reading in readings(masked):
        assert value not in reading


def books(said):
    """Notebooks of every shape, the broken ones too, in which only this is said."""
    tree = st.recursive(
        said | st.integers(0, 1),
        lambda t: st.lists(t, max_size=2) | st.dictionaries(said, t, max_size=2),
        max_leaves=4,
    )
    lines = said | st.lists(said, max_size=3)
    mimes = {"text/html": lines, "text/plain": lines, "application/json": tree, "a+json": tree}
    bundle = st.fixed_dictionaries({}, optional=mimes)
    output = st.fixed_dictionaries(
        {"output_type": st.sampled_from(["stream", "error", "display_data"])},
        optional={"text": lines, "evalue": said, "traceback": lines, "data": bundle, "more": tree},
    )
    cell = st.fixed_dictionaries(
        {"cell_type": st.sampled_from(["code", "markdown"]), "source": lines, "metadata": tree},
        optional={"outputs": st.lists(output | tree, max_size=2) | tree, "attachments": tree},
    )
    return st.builds(
        lambda cells, meta: notebook(*cells, note=meta), st.lists(cell, max_size=2), tree
    )


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(values, written, st.data())
def test_a_masked_notebook_has_it_nowhere_and_what_was_given_is_not_touched(value, pieces, data):
    said = [before + FORMS[form](value) + after for before, form, after in pieces]
    book = data.draw(books(st.sampled_from(said)))
    before = copy.deepcopy(book)
    mask = Mask([value])
    done = [mask.tree(book["metadata"]), *(mask.cell(cell) for cell in book["cells"])]
    assert book == before
    for text in texts(done):
        for reading in readings(text):
            assert value not in reading


@given(st.text(signs, max_size=40))
def test_a_view_knows_where_its_characters_come_from(raw):
    for view in views(raw):
        for at in range(len(view.text)):
            start, end = view.raw_span(at, at + 1)
            assert 0 <= start < end <= len(raw)
            piece = raw[start:end]
            assert view.text[at] in {*piece, *unescape(piece), *unquote(piece)} or "\\" in piece
        if view.text:
            assert view.raw_span(0, len(view.text))[1] <= len(raw)


@given(st.lists(values, max_size=40, unique=True), st.text(signs, max_size=60))
def test_many_values_are_found_like_few(many, text):
    text += "".join(many[:3])
    known = Known(many)
    one_by_one, at_once = set(known._one_by_one(text)), set(known._all_at_once(text))
    assert one_by_one <= at_once
    assert {value for _, _, value in one_by_one} == {value for _, _, value in at_once}
    assert all(text[start:end] == value for start, end, value in at_once)
