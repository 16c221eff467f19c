"""Bundles as tests send them."""

from __future__ import annotations

import io
import json
from typing import Any

from notebooks import code, notebook, printed, text

from jupyter_hub_publish import bundle

PAGE = b"<!doctype html><title>page</title>"


def packed(
    *cells: dict[str, Any],
    page: bytes = PAGE,
    thumbnail: bytes = b"",
    attachments: dict[str, bytes] | None = None,
    environment_files: dict[str, bytes] | None = None,
    metadata: dict[str, Any] | None = None,
    **said: Any,
) -> io.BytesIO:
    """A bundle of these cells, ready to be read; `said` goes into its manifest."""
    cells = cells or (text("# Peaks\n\nThree of them."), code("fit()", [printed("4.1 sigma")]))
    data = json.dumps(notebook(*cells, **(metadata or {}))).encode()
    file = io.BytesIO()
    manifest = bundle.Manifest(**{"title": "Peaks", **said})
    bundle.write(
        file,
        manifest=manifest,
        notebook=data,
        page=page,
        thumbnail=thumbnail,
        attachments=attachments or {},
        environment=environment_files or {},
    )
    file.seek(0)
    return file
