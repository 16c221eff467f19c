"""What a page is made of besides the notebook, and what comes out."""

from __future__ import annotations

from datetime import datetime

from ..domain.records import Record


class About(Record):
    """What the page's own title block says."""

    title: str
    published: datetime
    summary: str = ""
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    language: str = ""
    """The language of the code, where the notebook does not say it itself."""


class Page(Record):
    """One version as an HTML document, to be shown in a sandboxed frame only."""

    html: bytes
    cuts: tuple[int, ...] = ()
    """Ascending byte offsets around each output of 16 kB of HTML or more."""
    notices: tuple[str, ...] = ()
    """What is not shown as it was, one sentence each, for the author to read."""
    thumbnail: bytes = b""
    """Its picture, 480 × 300 and below 30 kB; empty where none could be made."""
    thumbnail_type: str = ""
    """The picture's media type."""
    embedded: tuple[str, ...] = ()
    """The files beside the notebook that have become part of it."""
