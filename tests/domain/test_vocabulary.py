"""Packages, columns and files are told once, where they first stand, whatever the notebook is."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from notebooks import code, notebook, text

from jupyter_hub_publish.domain.limits import MAX_NAMES
from jupyter_hub_publish.domain.notebook import Passage, passages
from jupyter_hub_publish.domain.vocabulary import packages_in, vocabulary

PYTHON = {"language_info": {"name": "python"}}


def names(kind, *cells, language="python"):
    found = vocabulary(notebook(*cells, language_info={"name": language}))
    return [passage.text for passage in found if passage.kind == kind]


def shown(html):
    return {"output_type": "display_data", "data": {"text/html": html}, "metadata": {}}


def test_each_is_told_where_it_first_stands():
    told = vocabulary(
        notebook(
            text("# Fit"),
            code("import pandas as pd"),
            code('df = pd.read_csv("data/churn.csv")\ndf["rate"]'),
            code('import pandas\ndf["rate"], df["id"]'),
        )
    )
    assert told == (
        Passage(cell=2, kind="package", heading="Fit", text="pandas"),
        Passage(cell=3, kind="file", heading="Fit", text="data/churn.csv"),
        Passage(cell=3, kind="column", heading="Fit", text="rate"),
        Passage(cell=4, kind="column", heading="Fit", text="id"),
    )


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import numpy as np, scipy.stats", ["numpy", "scipy"]),
        ("from sklearn.linear_model import Ridge", ["sklearn"]),
        ("import os, sys\nfrom json import loads", []),
        ("from . import helper", []),
        ("try:\n    import polars\nexcept ImportError:\n    import pandas", ["polars", "pandas"]),
        ("def f():\n    if True:\n        import torch", ["torch"]),
        ("import numpy\nthis does not parse", ["numpy"]),
        ("%matplotlib inline\nimport seaborn", ["seaborn"]),
        ("print('import nothing')", []),
    ],
)
def test_packages_are_what_python_imports_and_does_not_bring_itself(source, expected):
    assert sorted(names("package", code(source))) == sorted(expected)


def test_r_and_julia_have_packages_too():
    source = 'library(dplyr)\nrequire("ggplot2")\nreadr::read_csv("a.csv")'
    assert names("package", code(source), language="R") == ["dplyr", "ggplot2", "readr"]
    source = "using DataFrames, CSV: File\nimport Plots"
    assert names("package", code(source), language="julia") == ["DataFrames", "CSV", "Plots"]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('df["churn_rate"]', ["churn_rate"]),
        ('df[["a", "b"]].loc[:, "c"]', ["c", "a", "b"]),
        ('df.loc[mask, ["a"]] = 1', ["a"]),
        ('df.groupby(["a", "b"]).agg({"c": "sum"})', ["c", "a", "b"]),
        ('df.merge(other, on="id", how="left")', ["id"]),
        ('df.sort_values("a", ascending=False)', ["a"]),
        ('df.rename(columns={"old": "new"})', ["new", "old"]),
        ("df.assign(total=df.a + 1)", ["total"]),
        ('pd.DataFrame({"x": [1], "y": [2]}, columns=["x"])', ["x", "y"]),
        ('pd.read_csv(f, usecols=["a"], parse_dates=["b"])', ["a", "b"]),
        ('sns.lineplot(df, x="day", y="sales", hue="shop")', ["day", "sales", "shop"]),
        ('alt.Chart(df).encode(x="day:T", y="sum(sales):Q")', ["day", "sales"]),
        ('px.scatter(df, x="a", y="b", color="c")', ["a", "b", "c"]),
        ('pl.col("a"), F.col("b")', ["a", "b"]),
        ('df.query("age > 3 and `net income` < @most")', ["age", "net income"]),
        ('sql("SELECT o.id, sum(price) AS total FROM orders o")', ["id", "total"]),
        ("%%sql\nselect name, age from people", ["name", "age"]),
        ('os.environ["HOME"], plt.rcParams["figure.dpi"]', []),
        ('plt.plot(x, y, color="red"); df["1"], f("text")', []),
    ],
)
def test_columns_are_told_by_the_form_of_the_code(source, expected):
    assert sorted(names("column", code(source))) == sorted(expected)


def test_columns_of_r_and_julia():
    source = 'peaks$width; peaks[["area"]]\ngroup_by(peaks, line)\naes(x = day, y = count)'
    found = names("column", code(source), language="r")
    assert {"width", "area", "line", "day", "count"} <= set(found)
    source = 'df[!, :width]\ndf[:, "area"]\ncombine(g, :day => sum)'
    assert names("column", code(source), language="julia") == ["width", "area", "day"]


def test_the_head_of_a_table_that_is_shown_names_its_columns():
    table = """<table class="dataframe"><thead><tr style="x"><th></th><th>Day</th>
      <th>Rain &amp; snow</th></tr><tr><th>index</th><th></th></tr></thead>
      <tbody><tr><th>0</th><td>1</td></tr></tbody></table>"""
    assert names("column", code("df", [shown(table)])) == ["Day", "Rain & snow", "index"]
    assert names("column", code("df", [shown("<thead><th>never closed")])) == []


def test_files_are_those_that_are_read_or_shown_and_no_modules():
    cells = [text("![Map](figures/map.png)"), code('import helper\nopen("a/b.json")')]
    assert names("file", *cells) == ["figures/map.png", "a/b.json"]


def test_there_is_an_end_to_names():
    many = "\n".join(f'df["column_{number}"]' for number in range(5_000))
    found = vocabulary(notebook(code(many), **PYTHON))
    assert len(found) < MAX_NAMES
    assert names("column", code('df["' + "x" * 500 + '"], df[" "], df["1.5"]')) == []


def test_packages_are_told_of_code_of_which_only_the_text_is_left():
    kept = passages(notebook(text("# A"), code("import numpy as np\nfrom scipy import stats")))
    assert packages_in(kept, "python") == (
        Passage(cell=2, kind="package", heading="A", text="numpy"),
        Passage(cell=2, kind="package", heading="A", text="scipy"),
    )


CELLS = st.builds(
    lambda kind, source, html: code(source, [shown(html)]) if kind else text(source),
    st.booleans(),
    st.text(max_size=80)
    | st.sampled_from(['df["', "import", "%%sql\nselect", "x[" * 200, "\\" * 99]),
    st.text(max_size=80) | st.sampled_from(["<thead><th>", "<thead" * 50, "<th>" * 50]),
)


@settings(suppress_health_check=list(HealthCheck), deadline=None)
@given(st.lists(CELLS, max_size=4), st.sampled_from(["python", "R", "julia", "", "сpp"]))
def test_any_notebook_has_names_or_none(cells, language):
    for passage in vocabulary(notebook(*cells, language_info={"name": language})):
        assert passage.text == " ".join(passage.text.split())
        assert 0 < passage.cell <= len(cells)


HOSTILE = {
    "nested": "[" * 50_000 + "]" * 50_000,
    "a long sum": "x = " + "+".join(["1"] * 40_000),
    "queries": "q = '''" + "select " * 25_000 + "'''",
    "a query of commas": "q = '''select " + "a," * 90_000 + " from t'''",
    "quotes": "df.query(" + repr('"' * 20_000) + ")",
    "in R": "aes(" * 40_000,
    "subscripts": "x" + "[0]" * 50_000,
    "backticks": "df.query('" + "`" * 100_000 + "')",
}


@pytest.mark.parametrize("language", ["python", "r", "julia"])
@pytest.mark.parametrize("source", HOSTILE.values(), ids=HOSTILE)
def test_hostile_code_takes_no_time(source, language):
    began = time.process_time()
    vocabulary(notebook(code(source), language_info={"name": language}))
    assert time.process_time() - began < 3


@pytest.mark.parametrize(
    "html", ["<thead " * 20_000, "<thead>" * 20_000, "<thead>" + "<th " * 30_000]
)
def test_hostile_tables_take_no_time(html):
    began = time.process_time()
    vocabulary(notebook(code("", [shown(html)]), **PYTHON))
    assert time.process_time() - began < 3


def test_as_much_code_is_read_as_search_takes_in():
    cells = [code(f"import numpy\nx = '{'a' * 200_000}'\n") for _ in range(40)]
    found = vocabulary(notebook(*cells, code("import scipy"), **PYTHON))
    assert [passage.text for passage in found] == ["numpy"]
