"""The texts that an expression of Python can stand for, told without running it.

Constants, what is joined of them, and names that were given such: `"data/" + name`, an f-string,
`os.path.join(DATA, "x.csv")`, `Path("data") / "x.csv"`, and the items of a list of those.
"""

from __future__ import annotations

import ast
import posixpath
from collections.abc import Mapping
from itertools import product

Texts = tuple[str, ...]
MAX_TEXTS = 100  # that one expression can stand for
MAX_TEXT = 1_000  # characters; a longer one is no path
_PATHS = frozenset({"Path", "PurePath", "PosixPath", "WindowsPath", "PurePosixPath"})
# What gives its path again, or another way to write it.
_SAME = frozenset({"str", "fspath", "abspath", "realpath", "normpath", "resolve", "absolute"})
_SAME_OF_SELF = frozenset({"resolve", "absolute", "as_posix", "strip"})
_HERE = frozenset({"getcwd", "cwd"})


def texts(node: ast.expr | None, known: Mapping[str, Texts]) -> Texts:
    """The texts it can stand for; empty where that is not known.

    `known` are the texts of names. Raises RecursionError for what is nested too deeply.
    """
    if isinstance(node, ast.Constant):
        return _fit([node.value]) if isinstance(node.value, str) else ()
    if isinstance(node, ast.Name):
        return known.get(node.id, ())
    if isinstance(node, ast.BinOp):
        return _operation(node, known)
    if isinstance(node, ast.JoinedStr):
        return _fit("".join(parts) for parts in _product(node.values, known))
    if isinstance(node, ast.FormattedValue):
        return texts(node.value, known) if node.format_spec is None else ()
    if isinstance(node, ast.List | ast.Tuple | ast.Set):
        return _fit(text for item in node.elts for text in texts(item, known))
    if isinstance(node, ast.Call):
        return _call(node, known)
    return ()


def last_name(node: ast.expr) -> str:
    """`read_csv` of `pd.read_csv`; empty where it is no name."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _operation(node: ast.BinOp, known: Mapping[str, Texts]) -> Texts:
    pairs = _product([node.left, node.right], known)
    if isinstance(node.op, ast.Add):
        return _fit("".join(pair) for pair in pairs)
    if isinstance(node.op, ast.Div):
        return _fit(posixpath.join(*pair) for pair in pairs)
    return ()


def _call(node: ast.Call, known: Mapping[str, Texts]) -> Texts:
    name = last_name(node.func)
    if (name in _PATHS and not node.args) or name in _HERE:
        return ("",)
    if name in _SAME_OF_SELF and not node.args and isinstance(node.func, ast.Attribute):
        return texts(node.func.value, known)
    if name in _SAME and len(node.args) == 1:
        return texts(node.args[0], known)
    if name == "joinpath" and isinstance(node.func, ast.Attribute):
        parts: list[ast.expr] = [node.func.value, *node.args]
    elif name in _PATHS or (name == "join" and _is_of_paths(node.func)):
        parts = node.args
    else:
        return ()
    return _fit(posixpath.join(*words) for words in _product(parts, known) if words)


def _is_of_paths(function: ast.expr) -> bool:
    # `"/".join(…)` joins a list; `os.path.join` and a bare `join` take one part after the other.
    if not isinstance(function, ast.Attribute):
        return True
    return last_name(function.value) in ("path", "posixpath", "ntpath")


def _product(nodes: list[ast.expr], known: Mapping[str, Texts]) -> list[Texts]:
    """Each way to choose one text for each of them; none where one of them is not known."""
    choices = [texts(node, known) for node in nodes]
    ways = 1
    for choice in choices:
        ways *= len(choice)
    return list(product(*choices)) if 0 < ways <= MAX_TEXTS else []


def _fit(found: object) -> Texts:
    fit = [text for text in found if len(text) <= MAX_TEXT]  # type: ignore[attr-defined]
    return tuple(fit[:MAX_TEXTS])
