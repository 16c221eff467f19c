"""A file's JSON becomes a notebook of nbformat 4, or one sentence says why it cannot."""

from __future__ import annotations

from typing import Any

import msgspec

from ..domain import notebook as notebooks
from ..domain.errors import BadNotebook
from ..domain.notebook import Notebook


def decoded(data: bytes) -> Any:
    """The JSON in a file; raises BadNotebook for what is empty or none."""
    if not data.strip():
        raise BadNotebook(
            "The notebook is empty.", hint="Open it in JupyterLab, write something and save it."
        )
    try:
        return msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadNotebook(
            "The file is not a notebook: it is not valid JSON.",
            hint="Open it in JupyterLab and save it again, or restore an older copy.",
        ) from error


def publishable(content: Any) -> Notebook:
    """A notebook of nbformat 4 from any that nbformat knows; old ones are converted."""
    if not isinstance(content, dict):
        raise BadNotebook(
            "This file is not a notebook.",
            hint="Publish a file that JupyterLab opens as a notebook.",
        )
    if content.get("nbformat") in (2, 3):
        content = _converted(content)
    content = notebooks.mended(content)
    notebooks.check(content)
    return content  # type: ignore[no-any-return]


def plain(content: Any) -> Any:
    """The notebook as plain dicts and lists: nbformat's own are subclasses with attributes."""
    if isinstance(content, dict):
        return {key: plain(value) for key, value in content.items()}
    if isinstance(content, list):
        return [plain(value) for value in content]
    return content


def _converted(content: dict[str, Any]) -> dict[str, Any]:
    # nbformat takes 60 ms to import, and notebooks this old are rare.
    from nbformat import convert, reader

    try:
        # Its reader first: old formats keep lines in lists, which the conversion does not take.
        known = reader.reads(msgspec.json.encode(content).decode())  # type: ignore[no-untyped-call]
        converted = convert(known, 4)  # type: ignore[no-untyped-call]
    except Exception as error:  # nbformat raises whatever an odd shape makes it trip on
        raise BadNotebook(
            f"The notebook is of the old format {content['nbformat']} and cannot be converted.",
            hint="Open it in JupyterLab and save it again.",
        ) from error
    return msgspec.json.decode(msgspec.json.encode(converted))  # type: ignore[no-any-return]
