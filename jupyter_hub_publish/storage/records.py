"""What storage takes and gives: frozen records, never a row, a session or a cursor."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from ..domain.access import Access
from ..domain.notebook import Passage
from ..domain.records import Audience, Choices, Environment, Record, Run, Waiver

FileKind = Literal["file", "environment"]


class NewReport(Record):
    """A report that begins. It is listed nowhere until its first version is added."""

    id: str
    """Fresh from `domain.ids.new_report_id`; one in use raises Conflict."""
    title: str
    summary: str
    owner: str
    """A principal, such as `user:alice`."""
    audience: Audience
    authors: tuple[str, ...]
    """Names of people, in the order in which they are credited."""
    created: datetime
    people: tuple[str, ...] = ()
    """Principals that the audience `people` names."""
    tags: tuple[str, ...] = ()


class NewFile(Record):
    """A file that belongs to a version to be added."""

    kind: FileKind
    """One of the author's own, or one that says how to make the environment again."""
    path: str
    """Checked by `domain.paths.attachment_name`."""
    blob: str
    """The id of its blob."""


class Parent(Record):
    """The version of another report that a report's notebook was copied from."""

    report: str
    version: int


class NewVersion(Record):
    """A version to be added; what it says of title, summary and tags becomes the report's."""

    title: str
    summary: str
    tags: tuple[str, ...]
    published: datetime
    publisher: str
    """The name of the person who publishes it."""
    cells: int
    language: str
    fingerprint: str
    """`domain.notebook.fingerprint` of the notebook."""
    source: str | None
    """The path that it is published from, if there is one."""
    notebook: str
    """The id of the notebook's blob."""
    page: str
    """The id of the page's blob."""
    passages: tuple[Passage, ...]
    """What search takes in."""
    kernel: str = ""
    """The kernel's name as people read it, where the notebook says it."""
    thumbnail: str | None = None
    """The id of the picture's blob, where there is a picture."""
    files: tuple[NewFile, ...] = ()
    message: str = ""
    ran: Run | None = None
    environment: Environment | None = None
    waivers: tuple[Waiver, ...] = ()
    choices: Choices = Choices()
    restores: int | None = None
    parent: Parent | None = None
    """Becomes the report's, unless it is none."""


class Said(Record):
    """What is said about a report, and changes without a new version."""

    title: str
    summary: str
    tags: tuple[str, ...]
    authors: tuple[str, ...]
    archived: datetime | None
    """Since when it is kept and said to be old."""
    withdrawn: datetime | None
    """Since when it is hidden."""
    replaced_by: str | None
    """The id of the report that has taken its place."""
    owner: str
    audience: Audience
    people: tuple[str, ...]
    """Principals that the audience `people` names."""


class StoredReport(Record):
    """A report as the library knows it."""

    id: str
    title: str
    summary: str
    authors: tuple[str, ...]
    owner: str
    audience: Audience
    people: tuple[str, ...]
    tags: tuple[str, ...]
    version: int
    """The number of its newest version that stands; 0 where every one was erased."""
    given: int
    """The last number that a version was given; 0 only inside the unit that adds the report."""
    created: datetime
    updated: datetime
    """When its newest version was published."""
    source: str | None
    """The path that its newest version was published from."""
    seq: int
    """The library's counter at the report's last change."""
    thumbnail: str | None
    """The id of the blob of its newest version's picture, where there is one."""
    language: str = ""
    """Of its newest version, as are the next two."""
    kernel: str = ""
    ran_clean: bool = False
    stars: int = 0
    views: int = 0
    counted: datetime | None = None
    """When these two were last counted."""
    archived: datetime | None = None
    withdrawn: datetime | None = None
    removed: datetime | None = None
    """Since when nothing but the id is left of it."""
    replaced_by: str | None = None
    parent: Parent | None = None

    @property
    def hidden(self) -> bool:
        """Whether it is listed nowhere, whoever looks."""
        return self.withdrawn is not None or self.removed is not None or not self.version

    @property
    def access(self) -> Access:
        """What `domain.access.allowed` has to know about it."""
        return Access(
            owner=self.owner,
            authors=self.authors,
            audience=self.audience,
            people=self.people,
            withdrawn=self.hidden,
        )

    @property
    def said(self) -> Said:
        """What is said about it, to be said otherwise."""
        return Said(**{name: getattr(self, name) for name in Said.__struct_fields__})


class StoredFile(Record):
    """A file of a version, before a byte of it is read."""

    path: str
    size: int
    blob: str


class StoredVersion(Record):
    """One immutable publication as the library knows it; of an erased one little more is left than
    its number."""

    report: str
    number: int
    title: str
    summary: str | None
    """None where it was erased, or published before it was kept with a version."""
    tags: tuple[str, ...] | None
    published: datetime
    publisher: str
    cells: int
    language: str
    kernel: str
    notebook_size: int
    """Bytes of the notebook as it was published."""
    page_size: int
    """Bytes of its page."""
    fingerprint: str
    source: str | None
    notebook: str | None
    """The id of the notebook's blob; None where it was erased."""
    page: str | None
    """The id of the page's blob; None where it was erased."""
    thumbnail: str | None
    """The id of the picture's blob, where there is a picture."""
    message: str
    ran: Run | None
    environment: Environment | None
    waivers: tuple[Waiver, ...]
    choices: Choices | None
    restores: int | None
    erased: datetime | None
    attachments: tuple[StoredFile, ...]
    """In the order of their paths."""
    environment_files: tuple[StoredFile, ...]


class Position(Record):
    """A place in a listing, newest first: the listing goes on after this report."""

    updated: datetime
    id: str


class Rank(Position):
    """A place in a listing of what is read most: the listing goes on after this report."""

    views: int


class StoredBlob(Record):
    """What is known of a blob before a byte of it is read."""

    id: str
    """The sha256 of its bytes, in hexadecimal."""
    size: int
    crc32: int
    gzip_size: int
    """Bytes of the gzip stream that `gzip` gives."""


class PackedPart(Record):
    """A stretch of a blob of at most 1 MB."""

    name: str
    """The sha256 of its plain bytes, in hexadecimal."""
    size: int
    """Plain bytes."""
    deflated: bytes | None
    """Full-flushed raw deflate; None where the library has the part already."""
    elsewhere: int | None = None
    """How many deflated bytes were put into the store of large ones instead."""


class Packed(Record):
    """A blob that is cut, named and deflated, ready to be put without delay."""

    id: str
    size: int
    crc32: int
    parts: tuple[PackedPart, ...]


class StoredRequest(Record):
    """Somebody would like to see a report."""

    id: str
    report: str | None
    """None where they asked for what is not there, or not closed to them."""
    person: str
    message: str
    asked: datetime
