"""A program of the release before goes on over a migrated library: an upgrade only adds.

So replicas of a service are replaced one after the other, and nobody has to wait.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from jupyter_hub_publish import storage

VERSIONS = sorted((Path(storage.__file__).parent / "migrations" / "versions").glob("0*.py"))
TAKES_AWAY = {"drop_table", "drop_column", "drop_constraint", "rename_table"}
NARROWS = {("nullable", False), ("new_column_name", None), ("type_", None)}
SAYS_SO = ("DROP TABLE", "DROP COLUMN", "RENAME ", "SET NOT NULL")


def taken_away(source):
    """What its `upgrade`, and all that this could call, takes from who knew the library before."""
    found = []
    for part in ast.parse(source).body:
        if isinstance(part, ast.FunctionDef) and part.name == "downgrade":
            continue
        for node in ast.walk(part):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                name = node.func.attr
                if name in TAKES_AWAY or (name == "alter_column" and narrows(node)):
                    found.append(name)
                if name == "add_column" and demands(node.args[-1]):
                    found.append(name)
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found += [words for words in SAYS_SO if words in node.value.upper()]
    return found


def demands(column):
    """Whether a row that a program of before writes would lack it."""
    said = {each.arg: each.value for each in column.keywords}
    may_be_null = isinstance(said.get("nullable"), ast.Constant) and said["nullable"].value
    return not may_be_null and "server_default" not in said


def narrows(call):
    said = {
        (each.arg, each.value.value if each.arg == "nullable" else None)
        for each in call.keywords
        if each.arg != "nullable" or isinstance(each.value, ast.Constant)
    }
    return bool(said & NARROWS)


@pytest.mark.parametrize("file", VERSIONS, ids=lambda file: file.stem)
def test_an_upgrade_takes_nothing_away(file):
    assert taken_away(file.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "line",
    [
        'op.drop_table("star")',
        'version.drop_column("kernel")',
        'version.alter_column("notebook", nullable=False)',
        'version.alter_column("notebook", new_column_name="source")',
        'op.execute("ALTER TABLE star DROP COLUMN at")',
        'op.add_column("star", sa.Column("why", sa.Text, nullable=False))',
    ],
)
def test_what_takes_away_is_found(line):
    assert taken_away(f"def upgrade():\n    {line}\n")
    assert not taken_away(f"def downgrade():\n    {line}\n")
