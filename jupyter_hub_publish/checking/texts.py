"""What a notebook says, and where: every text that a reader of the file would get to see.

Pictures and sounds are left out: base64 says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any, Literal

from ..domain.notebook import Notebook, joined

Place = Literal["code", "text", "output", "metadata"]
ANSI = re.compile(r"\x1b\[[0-9;?]{0,40}[A-Za-z]")
_EMBEDDED = re.compile(r"base64,[A-Za-z0-9+/=]{200,}")
_MEDIA = ("image/", "audio/", "video/", "font/")
_MEDIA_TOO = ("application/pdf", "application/octet-stream")


@dataclass(frozen=True, slots=True)
class Text:
    """A text as it is read: HTML unescaped, JSON decoded, colours of terminals taken out."""

    cell: int
    """Counted from 1; 0 is the notebook's own metadata."""
    place: Place
    content: str = field(repr=False)  # it may hold a secret, and a traceback shows what it can
    output: int = -1
    """Which of the cell's outputs, counted from 0; -1 is none of them."""


def texts(notebook: Notebook) -> Iterator[Text]:
    """Every text: first the sources and all metadata, then the outputs, the short ones first.

    So whoever stops early has seen the code, and most of what it printed.
    """
    yield from _described(0, notebook.get("metadata"))
    outputs: list[tuple[int, int, int, dict[str, Any]]] = []
    for number, cell in enumerate(notebook["cells"], 1):
        place: Place = "code" if cell["cell_type"] == "code" else "text"
        source = joined(cell.get("source"))
        if source.strip():
            yield Text(number, place, without_media(source))
        yield from _described(number, cell.get("metadata"))
        yield from _attached(number, cell)
        outputs += (
            (_weight(output), number, index, output)
            for index, output in enumerate(all_outputs(cell))
            if isinstance(output, dict)
        )
    for _, number, index, output in sorted(outputs, key=lambda each: each[:3]):
        for content in _of_output(output):
            yield Text(number, "output", content, index)


def all_outputs(cell: dict[str, Any]) -> list[Any]:
    """The cell's outputs, those too that are not of the right shape: each keeps its place."""
    outputs = cell.get("outputs")
    return outputs if isinstance(outputs, list) else []


def _weight(output: dict[str, Any]) -> int:
    """About how many characters there are to be read."""
    data = output.get("data")
    bundle = data if isinstance(data, dict) else {}
    read = [value for mime, value in bundle.items() if not is_media(mime)]
    return size_of([output.get("text"), output.get("traceback"), *read])


def size_of(tree: object) -> int:
    """About how many characters the tree is as JSON."""
    size, stack = 0, [tree]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            size += len(node)
        elif isinstance(node, dict):
            stack.extend(node.keys())
            stack.extend(node.values())
        elif isinstance(node, list):
            stack.extend(node)
        else:
            size += 6
    return size


def _described(number: int, metadata: object) -> Iterator[Text]:
    content = "\n".join(said(metadata))
    if content:
        yield Text(number, "metadata", content)


def _attached(number: int, cell: dict[str, Any]) -> Iterator[Text]:
    attachments = cell.get("attachments")
    for bundle in attachments.values() if isinstance(attachments, dict) else ():
        for content in _of_bundle(bundle):
            yield Text(number, "text", content)


def _of_output(output: dict[str, Any]) -> Iterator[str]:
    if "text" in output:
        yield ANSI.sub("", joined(output["text"]))
    if output.get("output_type") == "error":
        yield ANSI.sub("", joined(output.get("evalue")))
        yield ANSI.sub("", _traced(output.get("traceback")))
    yield from _of_bundle(output.get("data"))
    yield "\n".join(said(output.get("metadata")))


def _traced(traceback: object) -> str:
    lines = traceback if isinstance(traceback, list) else [traceback]
    return "\n".join(line for line in lines if isinstance(line, str))


def _of_bundle(bundle: object) -> Iterator[str]:
    for mime, value in bundle.items() if isinstance(bundle, dict) else ():
        if is_media(mime):
            continue
        if is_json(mime) or isinstance(value, dict):
            yield "\n".join(said(value))
        elif mime == "text/html" or mime.endswith("xml"):
            yield unescape(without_media(joined(value)))
        else:
            yield ANSI.sub("", without_media(joined(value)))


def is_media(mime: str) -> bool:
    """Whether this is the type of something that is held as base64."""
    kind = mime.split(";")[0].strip().lower()
    return kind in _MEDIA_TOO or (kind.startswith(_MEDIA) and not kind.endswith("xml"))


def is_json(mime: str) -> bool:
    """Whether this is the type of something that is held as JSON, not as its text."""
    kind = mime.split(";")[0].strip().lower()
    return kind == "application/json" or kind.endswith("+json")


def without_media(text: str) -> str:
    """The text without the pictures that it carries as `data:` addresses."""
    return _EMBEDDED.sub("base64,", text) if "base64," in text else text


def said(tree: object, name: str = "") -> Iterator[str]:
    """The strings of a JSON tree, each as a line with the name that it stands under."""
    if isinstance(tree, str):
        if tree:
            yield f'"{name}": "{tree}"' if name else tree
    elif isinstance(tree, dict):
        for key, value in tree.items():
            if isinstance(value, str):
                yield from said(value, str(key))
            else:
                yield str(key)
                yield from said(value, str(key))
    elif isinstance(tree, list):
        for value in tree:
            if not isinstance(value, int | float):
                yield from said(value, name)
