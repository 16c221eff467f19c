"""The tables that a notebook reads: what its outputs say, and what its SQL names.

Nothing is run to tell it. SQL is found in cells of the `%%sql` kind, and as a text that is given to
what reads SQL: `pd.read_sql("select …", engine)`, `duckdb.sql("from …")`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from .constant_texts import Texts, last_name, texts
from .handoffs import Found, location_key
from .limits import MAX_DATASETS, MAX_NAME
from .notebook import Notebook, joined
from .python_cells import MAX_CODE, Magic, python_cell
from .records import Record
from .sql_tables import MAX_SQL, is_sql, tables_read

_CELL_MAGICS = frozenset({"%sql", "%bigquery", "%%sql", "%duckdb", "%read_sql"})
_LINE_MAGICS = frozenset({"sql", "read_sql"})
_READING = frozenset({
    "read_sql", "read_sql_query", "read_database", "read_database_uri", "sql", "execute", "query",
})  # fmt: skip
_TABLE_NAMED = frozenset({"read_sql_table"})
_WRAPPED = frozenset({"text", "dedent"})
_GIVEN_AS = frozenset({"sql", "query", "stmt", "statement"})
_MOST_TEXTS = 300  # of SQL in one notebook
_MOST_READ = 200_000  # characters of them


class _Said(NamedTuple):
    text: str
    is_name: bool = False
    """Whether a table is named in place of a query."""


class Use(Record):
    """A table that a notebook reads."""

    cell: int
    """Counted from 1: where it is first read."""
    name: str
    place: str | None
    """`domain.handoffs.location_key`; None where only its name is known."""


def uses(notebook: Notebook, found: tuple[Found, ...]) -> tuple[Use, ...]:
    """The tables that it reads, each once; `found` is what its outputs say."""
    told: dict[tuple[str, str | None], Use] = {}
    for one in found:
        if one.handoff is not None and one.handoff.act == "read":
            place = location_key(one.handoff.location)
            use = Use(cell=one.cell, name=one.handoff.name, place=place)
            told.setdefault((use.name, place), use)
    known = {name for name, _ in told}
    for cell, name in _named_in_sql(notebook):
        if name not in known and len(name) <= MAX_NAME:
            told.setdefault((name, None), Use(cell=cell, name=name, place=None))
    return tuple(sorted(told.values(), key=lambda use: use.cell))[:MAX_DATASETS]


def _named_in_sql(notebook: Notebook) -> Iterator[tuple[int, str]]:
    left, number_of_texts = _MOST_READ, 0
    variables: set[str] = set()
    for number, one in _said_in(notebook, variables):
        left, number_of_texts = left - len(one.text), number_of_texts + 1
        if left < 0 or number_of_texts > _MOST_TEXTS:
            return
        for name in (one.text,) if one.is_name else tables_read(one.text):
            if name not in variables:  # DuckDB reads data frames by the names that they have
                yield number, name


def _said_in(notebook: Notebook, variables: set[str]) -> Iterator[tuple[int, _Said]]:
    """Each text that may be SQL or is the name of a table, with its cell."""
    known: dict[str, Texts] = {}
    for number, cell in enumerate(notebook["cells"], 1):
        if cell.get("cell_type") != "code":
            continue
        source = joined(cell.get("source"))[:MAX_CODE]
        python = python_cell(source)
        for sql in _in_magics(source, python.magics):
            yield number, _Said(sql[: MAX_SQL + 1])
        if python.tree is not None:
            variables.update(_assigned(python.tree))
            for one in _in_python(python.tree, known):
                yield number, one


def _in_magics(source: str, magics: tuple[Magic, ...]) -> Iterator[str]:
    for magic in magics:
        if magic.name in _CELL_MAGICS:
            yield source.partition("\n")[2]
        elif magic.name in _LINE_MAGICS:
            yield magic.words


def _in_python(tree: ast.Module, known: dict[str, Texts]) -> Iterator[_Said]:
    try:
        _remember(tree, known)
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                yield from _given(node, known)
    except RecursionError:
        return  # nested too deeply to be anybody's query


def _given(call: ast.Call, known: Mapping[str, Texts]) -> Iterator[_Said]:
    name = last_name(call.func)
    if name not in _READING and name not in _TABLE_NAMED:
        return
    arguments = [*call.args[:1], *(each.value for each in call.keywords if each.arg in _GIVEN_AS)]
    for argument in arguments:
        for text in _texts(argument, known):
            if name in _TABLE_NAMED:
                schema = [each.value for each in call.keywords if each.arg == "schema"]
                parts = [*(one for node in schema for one in texts(node, known)), text]
                yield _Said(".".join(parts), is_name=True)
            elif is_sql(text):
                yield _Said(text)


def _texts(node: ast.expr, known: Mapping[str, Texts]) -> Texts:
    """The texts that it stands for; in an f-string, a name stands where a value would."""
    if isinstance(node, ast.Call) and last_name(node.func) in _WRAPPED and node.args:
        return _texts(node.args[0], known)
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return (node.value,)
    if isinstance(node, ast.JoinedStr):
        return ("".join(_part(part, known) for part in node.values),)
    if isinstance(node, ast.Call) and last_name(node.func) == "format":
        return ()
    return texts(node, known)


def _part(part: ast.expr, known: Mapping[str, Texts]) -> str:
    if isinstance(part, ast.Constant):
        return str(part.value)
    return next(iter(texts(part, known)), ":value")


def _remember(tree: ast.Module, known: dict[str, Texts]) -> None:
    """Texts that are given names: `QUERY = "select …"`."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and len(node.targets) == 1:
            target = node.targets[0]
            if isinstance(target, ast.Name) and (found := _texts(node.value, known)):
                known[target.id] = found


def _assigned(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
