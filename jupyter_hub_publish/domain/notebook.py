"""A notebook as data: what is taken out of it, what is kept, and what it says about itself.

A notebook here is the JSON object of nbformat 4, as nested dicts and lists.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import Any, Literal

import msgspec

from .errors import BadNotebook
from .limits import MAX_CELLS, MAX_JSON_DEPTH, MAX_PASSAGES_TEXT
from .records import Record, Remembered

Notebook = dict[str, Any]
MEMORY = "hub_publish"  # the key in the notebook's metadata that names its report
CUT_FROM = 16_000  # bytes; an output of at least this size becomes a part of its own when stored
_ANSI = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


class Passage(Record):
    """A stretch of a notebook's text that search takes in."""

    cell: int
    """Counted from 1."""
    kind: Literal["text", "code", "output", "package", "column", "file", "dataset"]
    """A `package`, `column`, `file` or `dataset` is a name, given once, in the cell where it first
    stands; a `dataset` is a table that is read."""
    heading: str
    """The heading that the cell stands under, or the empty string."""
    text: str


class Facts(Record):
    """What one wants to know about a notebook at a glance."""

    cells: int
    language: str
    kernel: str = ""
    """Its kernel's name as people read it, or the empty string."""


# Reading and writing


def parse(data: bytes) -> Notebook:
    """The notebook in these bytes; raises BadNotebook with a sentence that says what is wrong.

    Refuses what would hurt later: other formats than nbformat 4, nesting deeper than 200, NUL
    characters (PostgreSQL takes none) and more cells than anyone can read.
    """
    if not data.strip():
        raise BadNotebook("The notebook is empty.", hint="Save it from JupyterLab first.")
    try:
        notebook = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadNotebook(
            "The notebook is not valid JSON.", hint="Open it in JupyterLab and save it again."
        ) from error
    check(notebook)
    return notebook  # type: ignore[no-any-return]


def check(notebook: object) -> None:
    """Raise BadNotebook unless this is a notebook of nbformat 4, of cells and nothing else."""
    if not isinstance(notebook, dict) or not isinstance(notebook.get("cells"), list):
        raise BadNotebook(
            "This file is not a notebook.",
            hint="Publish a file that JupyterLab opens as a notebook.",
        )
    if isinstance(form := notebook.get("nbformat"), int) and form > 4:
        raise BadNotebook(
            f"The notebook is of format {form}, which is newer than what is known here.",
            hint="Save it in format 4 with the program that made it.",
        )
    if form != 4:
        raise BadNotebook(
            "The notebook is of a format that is not known here.",
            hint="Open it in JupyterLab and save it again: that converts it to format 4.",
        )
    if len(notebook["cells"]) > MAX_CELLS:
        raise BadNotebook(f"The notebook has more than {MAX_CELLS:,} cells.", hint="Split it.")
    for number, cell in enumerate(notebook["cells"], 1):
        if not isinstance(cell, dict) or not isinstance(cell.get("cell_type"), str):
            raise BadNotebook(f"Cell {number} is not a cell.", hint="Remove it and try again.")
        fault = _fault_in(cell)
        if fault:
            raise BadNotebook(f"Cell {number} {fault}.", hint="Clear it and try again.")
    fault = _fault_in(notebook.get("metadata", {}))
    if fault:
        raise BadNotebook(f"The notebook's metadata {fault}.", hint="Edit the metadata.")


def has_content(notebook: Notebook) -> bool:
    """Whether there is anything to read: a cell that is not blank."""
    return any(joined(cell.get("source")).strip() or outputs_of(cell) for cell in notebook["cells"])


def require_content(notebook: Notebook) -> None:
    """Raise BadNotebook where there is nothing to read."""
    if has_content(notebook):
        return
    raise BadNotebook(
        "This notebook is empty: there is nothing to read in it yet.",
        hint="Write something and save it.",
    )


def _fault_in(tree: object) -> str:
    stack: list[tuple[object, int]] = [(tree, 1)]
    while stack:
        node, depth = stack.pop()
        if isinstance(node, str):
            if "\0" in node:
                return "holds a NUL character"
        elif depth > MAX_JSON_DEPTH:
            return f"is nested deeper than {MAX_JSON_DEPTH} levels"
        elif isinstance(node, dict):
            stack.extend((key, depth + 1) for key in node)
            stack.extend((value, depth + 1) for value in node.values())
        elif isinstance(node, list):
            stack.extend((value, depth + 1) for value in node)
    return ""


def mended(tree: Any) -> Any:
    """The same JSON with NUL characters and lone surrogates replaced by U+FFFD.

    Both occur in the outputs of honest notebooks (binary data printed); neither can be stored.
    """
    if isinstance(tree, str):
        if "\0" in tree:
            tree = tree.replace("\0", "\ufffd")
        if not tree.isascii():
            tree = tree.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
        return tree
    if isinstance(tree, dict):
        return {mended(key): mended(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [mended(value) for value in tree]
    return tree


def serialize(notebook: Notebook) -> tuple[bytes, tuple[int, ...]]:
    """The notebook as compact JSON, and where to cut it: around each output of 16 kB or more.

    The cuts are ascending byte offsets. Equal notebooks give equal bytes.
    """
    encode = msgspec.json.Encoder(order="sorted").encode
    out, cuts = bytearray(b'{"cells":['), []
    for number, cell in enumerate(notebook["cells"]):
        out += b"," if number else b""
        outputs = cell.get("outputs")
        if not isinstance(outputs, list):
            out += encode(cell)
            continue
        rest = encode({key: value for key, value in cell.items() if key != "outputs"})
        out += rest[:-1] + (b',"outputs":[' if len(rest) > 2 else b'"outputs":[')
        for index, output in enumerate(outputs):
            out += b"," if index else b""
            encoded = encode(output)
            start = len(out)
            out += encoded
            if len(encoded) >= CUT_FROM:
                cuts += [start, len(out)]
        out += b"]}"
    rest = encode({key: value for key, value in notebook.items() if key != "cells"})
    out += b"]," + rest[1:] if len(rest) > 2 else b"]}"
    return bytes(out), tuple(sorted(set(cuts)))


# Trust and memory


def without_trust(notebook: Notebook) -> Notebook:
    """A copy in which no cell and no output claims to be trusted.

    JupyterLab runs the scripts of trusted outputs, and saving a notebook that claims trust signs it
    for good; so nothing that passes a border of ours may carry the claim.
    """
    return {**_untrusted(notebook), "cells": [_untrusted_cell(cell) for cell in notebook["cells"]]}


def _untrusted_cell(cell: dict[str, Any]) -> dict[str, Any]:
    cell = _untrusted(cell)
    if isinstance(outputs := cell.get("outputs"), list):
        cell["outputs"] = [_untrusted(out) if isinstance(out, dict) else out for out in outputs]
    return cell


def _untrusted(part: dict[str, Any]) -> dict[str, Any]:
    metadata = part.get("metadata")
    if isinstance(metadata, dict) and "trusted" in metadata:
        kept = {key: value for key, value in metadata.items() if key != "trusted"}
        return {**part, "metadata": kept}
    return dict(part)


def remembered(notebook: Notebook) -> Remembered | None:
    """The report that the notebook says it was published as, if it says so in the right form."""
    return _memory(_known(notebook))


def parent_of(notebook: Notebook) -> Remembered | None:
    """The version that the notebook says it was copied from, if it says so in the right form."""
    known = _known(notebook)
    return _memory(known.get("parent")) if isinstance(known, dict) else None


def _known(notebook: Notebook) -> object:
    metadata = notebook.get("metadata")
    return metadata.get(MEMORY) if isinstance(metadata, dict) else None


def _memory(memory: object) -> Remembered | None:
    if not isinstance(memory, dict):
        return None
    try:
        return msgspec.convert(memory, Remembered)
    except msgspec.ValidationError:
        return None


def remembering(notebook: Notebook, memory: Remembered) -> Notebook:
    """A copy that remembers this report; what else it knows about its origin is kept."""
    metadata = dict(notebook.get("metadata") or {})
    known = metadata.get(MEMORY)
    kept = {"parent": known["parent"]} if isinstance(known, dict) and "parent" in known else {}
    metadata[MEMORY] = {**kept, **msgspec.to_builtins(memory)}
    return {**notebook, "metadata": metadata}


def without_memory(notebook: Notebook) -> Notebook:
    """A copy that remembers no report of its own; the report that it was copied from is kept."""
    metadata = dict(notebook.get("metadata") or {})
    known = metadata.pop(MEMORY, None)
    if isinstance(known, dict) and "parent" in known:
        metadata[MEMORY] = {"parent": known["parent"]}
    return {**notebook, "metadata": metadata}


def descending(notebook: Notebook, origin: Remembered) -> Notebook:
    """A copy that is nobody's report, and knows which report and version it was copied from."""
    metadata = dict(notebook.get("metadata") or {})
    metadata[MEMORY] = {"parent": msgspec.to_builtins(origin)}
    return {**notebook, "metadata": metadata}


def fingerprint(notebook: Notebook) -> str:
    """The sha256 of what the cells hold: types, sources, outputs, counts, attachments and tags.

    The same before and after saving, opening with another kernel, trusting and publishing.
    """
    cells = [
        {
            "type": cell.get("cell_type"),
            "source": joined(cell.get("source")),
            "outputs": [_output_content(output) for output in outputs_of(cell)],
            "count": cell.get("execution_count"),
            "attachments": cell.get("attachments") or {},
            "tags": _tags(cell),
        }
        for cell in notebook["cells"]
    ]
    return hashlib.sha256(msgspec.json.encode(cells, order="sorted")).hexdigest()


def _output_content(output: dict[str, Any]) -> dict[str, Any]:
    content = {key: value for key, value in output.items() if key not in ("metadata", "transient")}
    if "text" in content:
        content["text"] = joined(content["text"])
    if isinstance(content.get("data"), dict):
        content["data"] = {
            mime: joined(value) if not mime.endswith("json") else value
            for mime, value in content["data"].items()
        }
    return content


def _tags(cell: dict[str, Any]) -> list[Any]:
    metadata = cell.get("metadata")
    tags = metadata.get("tags") if isinstance(metadata, dict) else None
    return tags if isinstance(tags, list) else []


# What it says


def facts(notebook: Notebook) -> Facts:
    """The number of its cells, the language of its code, and the kernel that runs it."""
    metadata = notebook.get("metadata")
    metadata = metadata if isinstance(metadata, dict) else {}
    language = ""
    for key, name in (("language_info", "name"), ("kernelspec", "language")):
        described = metadata.get(key)
        if not language and isinstance(described, dict) and isinstance(described.get(name), str):
            language = described[name][:60]
    spec = metadata.get("kernelspec")
    names = [spec.get(key) for key in ("display_name", "name")] if isinstance(spec, dict) else []
    kernel = next((name[:120] for name in names if isinstance(name, str) and name.strip()), "")
    return Facts(cells=len(notebook["cells"]), language=language, kernel=kernel)


def joined(source: object) -> str:
    """A multi-line string of nbformat, which is a string or a list of strings, as one string."""
    if isinstance(source, str):
        return source
    if isinstance(source, list):
        return "".join(line for line in source if isinstance(line, str))
    return ""


def outputs_of(cell: dict[str, Any]) -> list[dict[str, Any]]:
    """The cell's outputs, those that are of the right shape."""
    outputs = cell.get("outputs")
    return [out for out in outputs if isinstance(out, dict)] if isinstance(outputs, list) else []


def passages(notebook: Notebook) -> tuple[Passage, ...]:
    """What search takes in, in reading order, up to a million characters."""
    found: list[Passage] = []
    left = MAX_PASSAGES_TEXT
    for passage in _passages(notebook):
        text = passage.text.strip()[:left]
        if text:
            found.append(msgspec.structs.replace(passage, text=text))
            left -= len(text)
        if left <= 0:
            break
    return tuple(found)


def headed(notebook: Notebook) -> Iterator[tuple[int, dict[str, Any], str]]:
    """Each cell with its number, counted from 1, and the heading that it stands under."""
    heading = ""
    for number, cell in enumerate(notebook["cells"], 1):
        headings: list[str] = []
        if cell["cell_type"] == "markdown":
            headings = [plain(line) for line in _HEADING.findall(joined(cell.get("source")))]
        yield number, cell, headings[0] if headings else heading
        heading = headings[-1] if headings else heading


def _passages(notebook: Notebook) -> Iterator[Passage]:
    for number, cell, heading in headed(notebook):
        source = joined(cell.get("source"))
        kind = cell["cell_type"]
        if kind == "markdown":
            yield Passage(cell=number, kind="text", heading=heading, text=plain(source))
        elif kind == "code":
            yield Passage(cell=number, kind="code", heading=heading, text=source)
            for output in outputs_of(cell):
                text = _ANSI.sub("", _output_text(output))
                yield Passage(cell=number, kind="output", heading=heading, text=text)


def _output_text(output: dict[str, Any]) -> str:
    if output.get("output_type") == "stream":
        return joined(output.get("text"))
    if output.get("output_type") == "error":
        return f"{output.get('ename', '')}: {output.get('evalue', '')}"
    data = output.get("data")
    if not isinstance(data, dict) or any(mime.startswith("image/") for mime in data):
        return ""  # beside an image, the text only says `<Figure size 640x480>`
    return plain(joined(data.get("text/markdown"))) or joined(data.get("text/plain"))


_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(.+?)[ \t#]*$", re.MULTILINE)
_MARKS = (
    (re.compile(r"\A---\n.*?\n(?:---|\.\.\.)(?:\n|\Z)", re.DOTALL), ""),  # front matter
    (re.compile(r"!\[([^\]\n]{0,500})\]\([^)\n]*\)"), r"\1"),  # image: its alternative text
    (re.compile(r"\[([^\]\n]{0,500})\]\([^)\n]*\)"), r"\1"),  # link: its words
    (re.compile(r"\[\^[^\]\s]{1,100}\]:?"), ""),  # footnote
    (re.compile(r"<!--.*?-->", re.DOTALL), " "),
    (re.compile(r"</?[a-zA-Z][^<>]{0,2000}>"), " "),
    (
        re.compile(r"^ {0,3}(?:#{1,6}[ \t]+|>[ \t]?|[-*+][ \t]+|\d{1,9}[.)][ \t]+)", re.MULTILINE),
        "",
    ),
    (re.compile(r"^[ \t]*(?:[-=*_]{3,}|[|:\- ]{3,}|`{3,}.*|~{3,}.*)[ \t]*$", re.MULTILINE), ""),
    # One by one, the outer ones first: emphasis may stand within emphasis, and hold code.
    (re.compile(r"(\*\*|__)(?=\S)(.{1,2000}?)(?<=\S)\1", re.DOTALL), r"\2"),
    (re.compile(r"(\*|~~)(?=\S)(.{1,2000}?)(?<=\S)\1", re.DOTALL), r"\2"),
    (re.compile(r"(?<!\w)(_)(?=\S)(.{1,2000}?)(?<=\S)_(?!\w)", re.DOTALL), r"\2"),
    (re.compile(r"(`+)(?=\S)(.{1,2000}?)(?<=\S)\1"), r"\2"),
    (re.compile(r"[ \t]*\|[ \t]*"), " "),
    (re.compile(r"[ \t]+"), " "),
)


def plain(markdown: str) -> str:
    """Markdown without its marks, good enough to be searched and shown as a line of text."""
    for pattern, replacement in _MARKS:
        markdown = pattern.sub(replacement, markdown)
    return markdown.strip()
