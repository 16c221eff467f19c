"""Whatever the domain accepts as a notebook has a page."""

from __future__ import annotations

import string

from cells import ABOUT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from trees import elements, faults

from jupyter_hub_publish.domain.errors import BadNotebook
from jupyter_hub_publish.domain.notebook import check
from jupyter_hub_publish.rendering.exporter import ReportExporter

EXPORTER = ReportExporter()
SOURCES = ["# A", "---\ntitle: x\n---", "$x$", "![a](attachment:a)", "<div>", "\x1b[31m", "\ud800"]
texts = st.text(max_size=40) | st.sampled_from(SOURCES)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)
TAGS = [
    "",
    "hide-input",
    "hide-output",
    "hide-cell",
    "remove-input",
    "remove-output",
    "remove-cell",
]
MIMES = (
    "text/html text/plain text/markdown text/latex text/x image/png image/svg+xml audio/wav a/b "
    "application/json application/javascript application/vnd.plotly.v1+json application/pdf "
    "application/vnd.vegalite.v5+json application/geo+json text/vnd.mermaid text/latex "
    "application/vnd.bokehjs_exec.v0+json application/vnd.x+json "
    "application/vnd.jupyter.widget-view+json"
)
mimes = st.sampled_from(MIMES.split())
outputs = st.fixed_dictionaries(
    {"output_type": st.sampled_from(["stream", "error", "display_data", "odd"]) | anything},
    optional={
        "name": st.sampled_from(["stdout", "stderr"]) | anything,
        "text": texts | anything,
        "data": st.dictionaries(mimes, anything, max_size=3) | anything,
        "metadata": anything,
        "ename": anything,
        "evalue": anything,
        "traceback": anything,
    },
)
cells = st.fixed_dictionaries(
    {"cell_type": st.sampled_from(["code", "markdown", "raw", "heading"]) | texts},
    optional={
        "source": texts | st.lists(texts, max_size=3) | anything,
        "outputs": st.lists(outputs, max_size=3) | anything,
        "attachments": st.dictionaries(st.just("a"), anything) | anything,
        "metadata": anything,
        "execution_count": anything,
    },
)
notebooks = st.fixed_dictionaries(
    {"nbformat": st.just(4), "cells": st.lists(cells, max_size=5)},
    optional={
        "metadata": anything
        | st.fixed_dictionaries({"language_info": anything, "kernelspec": anything})
        | st.builds(lambda name: {"language_info": {"name": name}}, texts)
    },
)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(notebooks)
def test_every_notebook_that_is_accepted_has_a_page(notebook):
    try:
        check(notebook)
    except BadNotebook:
        return
    page = EXPORTER.page(notebook, ABOUT)
    assert page.html.startswith(b"<!doctype html>")
    assert page.html.rstrip().endswith(b"</html>")
    assert page.html.decode()
    assert elements(page, "main")
    assert list(page.cuts) == sorted(set(page.cuts))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(texts, st.sampled_from(TAGS)), max_size=6))
def test_our_own_markup_is_good_html(made):
    cells = [
        {
            "cell_type": "code",
            "source": text,
            "metadata": {"tags": [tag]},
            "outputs": [{"output_type": "stream", "name": "stdout", "text": text}],
        }
        for text, tag in made
    ]
    assert faults(EXPORTER.page({"nbformat": 4, "cells": cells}, ABOUT)) == []


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet=string.printable + "äß漢\u2028", max_size=400))
def test_every_text_is_prose(source):
    notebook = {"nbformat": 4, "cells": [{"cell_type": "markdown", "source": source}]}
    assert EXPORTER.page(notebook, ABOUT).html
