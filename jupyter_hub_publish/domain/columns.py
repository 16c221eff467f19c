"""The columns that code names, as far as its form tells: `df["x"]`, `groupby("x")`, `on="x"`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from .constant_texts import last_name

# Those that are subscripted with texts, and are no tables.
_NO_TABLES = frozenset({
    "environ", "rcParams", "kwargs", "config", "params", "settings", "options", "globals",
    "locals", "modules", "headers", "metadata", "magics", "args", "Literal", "Annotated",
})  # fmt: skip
# Methods and functions whose arguments name columns, in pandas, polars, PySpark, dask and Altair.
_NAMING = frozenset({
    "groupby", "groupBy", "group_by", "sort_values", "sort", "orderBy", "partitionBy", "set_index",
    "drop_duplicates", "value_counts", "explode", "nlargest", "nsmallest", "select", "col",
    "withColumn", "withColumnRenamed", "get_column", "agg", "aggregate", "astype", "DataFrame",
    "X", "Y", "Color", "Size", "Shape", "Tooltip", "Facet", "Row", "Column",
})  # fmt: skip
_LEAVES = frozenset({ast.Name, ast.Constant, ast.Load, ast.Store, ast.Pass, ast.alias})
_NAMED_WITH = frozenset({
    "x", "y", "hue", "on", "left_on", "right_on", "by", "subset", "columns", "usecols", "id_vars",
    "value_vars", "var_name", "value_name", "facet_col", "facet_row", "hover_name", "hover_data",
    "names", "index_col", "parse_dates", "left_by", "right_by", "weights",
})  # fmt: skip
# These are often columns in a call that names one with `x` or `y`, and else colours and sizes.
_IN_PLOTS = frozenset({
    "color", "size", "style", "row", "col", "shape", "text", "values", "index", "tooltip",
    "animation_frame", "line_group", "pattern_shape", "symbol",
})  # fmt: skip
_MADE_BY_NAME = frozenset({"assign", "with_columns"})
_SHORTHAND = re.compile(r"(?:\w{1,30}\()?([^():]{1,120})\)?(?::[QNOTG])?\Z")  # sum(price):Q
_SQL_READ = 20_000  # characters of one query
_SELECTED = re.compile(r"\bselect\s+(?:distinct\s+)?(.{1,2000}?)\s+from\b", re.I | re.DOTALL)
_SQL_NAME = re.compile(r"(?:.*\s|.*\.|\A)[\"`\[]?([A-Za-z_]\w*)[\"`\]]?\s*\Z", re.DOTALL)
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'|@\w+")
_IN_EXPRESSION = re.compile(r"`([^`]{1,120})`|\b([A-Za-z_]\w*)\b(?!\s*\()")
_OPERATORS = frozenset({"and", "or", "not", "in", "True", "False", "None", "index"})
_IN_R = re.compile(
    r"\w\$([A-Za-z.][\w.]*)"  # peaks$width
    r"|\[\[\s*[\"']([^\"'\n]{1,120})[\"']\s*\]\]"  # peaks[["width"]]
    r"|\b(?:aes|select|group_by|arrange|count|distinct|pull|facet_wrap)\(([^()\n]{1,500})\)"
)
_R_NAME = re.compile(r"(?:\A|[,=~(-])\s*([A-Za-z.][\w.]*)\s*(?=,|\Z)")
_IN_JULIA = re.compile(r"\[\s*[!:]\s*,\s*:(\w+)|\[\s*[!:]\s*,\s*\"([^\"\n]{1,120})\"|:(\w+)\s*=>")


def columns_in_python(tree: ast.AST) -> Iterator[str]:
    """The columns that this code names, roughly in their order."""
    stack = [tree]
    while stack:
        node = stack.pop()
        kind = type(node)
        if kind is ast.Subscript:
            yield from _subscripted(node)  # type: ignore[arg-type]
        elif kind is ast.Call:
            yield from _called(node)  # type: ignore[arg-type]
        elif kind is ast.Constant and isinstance(node.value, str):  # type: ignore[attr-defined]
            yield from columns_in_sql(node.value)  # type: ignore[attr-defined]
        if kind not in _LEAVES:
            fields = node.__dict__
            for name in reversed(node._fields):
                child = fields.get(name)
                if isinstance(child, list):
                    stack += [each for each in reversed(child) if isinstance(each, ast.AST)]
                elif isinstance(child, ast.AST):
                    stack.append(child)


def columns_in_sql(text: str) -> Iterator[str]:
    """The columns that a query selects, where it is one and says them plainly."""
    beginning = text[:200].lstrip()[:6].lower()
    if not beginning.startswith(("select", "with")):
        return
    for selected in _SELECTED.finditer(text[:_SQL_READ]):
        for part in selected[1].split(","):
            if name := _SQL_NAME.match(part[-200:]):
                yield name[1]


def columns_in_r(source: str) -> Iterator[str]:
    """The same for R."""
    for found in _IN_R.finditer(source):
        if found[3] is None:
            yield found[1] or found[2]
        else:
            yield from _R_NAME.findall(found[3])


def columns_in_julia(source: str) -> Iterator[str]:
    """The same for Julia."""
    for found in _IN_JULIA.finditer(source):
        yield next(filter(None, found.groups()))


def _subscripted(node: ast.Subscript) -> Iterator[str]:
    if last_name(node.value) in _NO_TABLES:
        return
    parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
    for part in parts:
        if isinstance(part, ast.Constant | ast.List):
            yield from _texts(part)


def _called(call: ast.Call) -> Iterator[str]:
    name = last_name(call.func)
    given = {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg}
    if name in _NAMING:
        for argument in call.args:
            yield from _texts(argument)
    elif name in ("query", "eval") and call.args:
        for expression in _texts(call.args[0]):
            yield from _in_expression(expression)
    elif name == "rename" and isinstance(renamed := given.get("columns"), ast.Dict):
        yield from (text for new in renamed.values for text in _texts(new))
    elif name in _MADE_BY_NAME:
        yield from given
    plots = any(_is_text(given.get(axis)) for axis in ("x", "y"))
    for keyword, value in given.items():
        if keyword in _NAMED_WITH or (plots and keyword in _IN_PLOTS):
            for text in _texts(value):
                if shorthand := _SHORTHAND.match(text):
                    yield shorthand[1]


def _texts(node: ast.expr | None) -> Iterator[str]:
    """A text, those of a list, or the keys of a dictionary."""
    if isinstance(node, ast.Constant):
        if isinstance(node.value, str):
            yield node.value
    elif isinstance(node, ast.List | ast.Tuple | ast.Set):
        for item in node.elts:
            if _is_text(item):
                yield from _texts(item)
    elif isinstance(node, ast.Dict):
        for key in node.keys:
            if _is_text(key):
                yield from _texts(key)


def _is_text(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _in_expression(text: str) -> Iterator[str]:
    for found in _IN_EXPRESSION.finditer(_QUOTED.sub("", text[:_SQL_READ])):
        name = found[1] or found[2]
        if name not in _OPERATORS:
            yield name
