"""What a bundle holds."""

from __future__ import annotations

from typing import Literal

import msgspec

from ..domain.pictures import PictureType
from ..domain.records import (
    Audience,
    Choices,
    Environment,
    Message,
    People,
    Principal,
    Record,
    Remembered,
    Request,
    Run,
    Summary,
    Tags,
    Title,
    Waiver,
)

FORMAT = 1
MANIFEST = "report.json"
NOTEBOOK = "notebook.ipynb"
PAGE = "page.html"
ATTACHMENTS = "attachments/"
ENVIRONMENT = "environment/"
THUMBNAILS: dict[str, PictureType] = {"thumbnail.webp": "image/webp", "thumbnail.png": "image/png"}


class Manifest(Request, kw_only=True):
    """`report.json`: what is said about the version. Who says it is never read from here."""

    format: Literal[1] = 1
    title: Title
    summary: Summary = ""
    tags: Tags = ()
    audience: Audience | None = None
    """Null keeps the report's own; of a new report it is the library's first."""
    people: People = ()
    owner: Principal | None = None
    """Of a new report: null is who publishes it, else one of their groups."""
    source: str | None = None
    """The path that it was published from."""
    page_cuts: tuple[int, ...] = ()
    """Ascending byte offsets at which the page is cut when stored, so that versions share parts."""
    message: Message = ""
    """What has changed, in the author's words."""
    follows: int | None = None
    """The version that the author has seen as the newest; another one by now is a conflict."""
    fingerprint: str | None = None
    """`domain.notebook.fingerprint` of the author's own notebook: what is published of it may have
    been run, masked or cut."""
    ran: Run | None = None
    environment: Environment | None = None
    waivers: tuple[Waiver, ...] = ()
    choices: Choices = Choices()
    parent: Remembered | None = None
    """The version that the notebook was copied from."""
    report: str | None = None
    """In a download: the report's id. Ignored when it is published."""
    version: int | None = None
    """In a download: the version's number. Ignored when it is published."""
    authors: tuple[str, ...] = ()
    """In a download: who is credited. Ignored when it is published."""
    published: str | None = None
    """In a download: when, as RFC 3339. Ignored when it is published."""


class Bundle(Record):
    """A bundle that was read."""

    manifest: Manifest
    notebook: bytes
    page: bytes
    thumbnail: bytes = b""
    """The version's picture, PNG or WebP; empty where the bundle has none, as older ones."""
    attachments: dict[str, bytes] = msgspec.field(default_factory=dict)
    """The version's files, by their paths relative to the notebook's folder."""
    environment: dict[str, bytes] = msgspec.field(default_factory=dict)
    """The files that say how to make its environment again, by name."""
