"""What the dataset store takes and gives."""

from __future__ import annotations

import zlib
from datetime import datetime

import msgspec

from ..domain.datasets import Asks, NoticeKind
from ..domain.handoffs import Handoff
from ..domain.records import Record

_HANDOFF = msgspec.json.Decoder(Handoff)


class NewWrite(Record):
    """A table that a version to be added has written."""

    place: str
    """`domain.handoffs.location_key`"""
    name: str
    written: datetime
    fresh: int | None
    terms: str
    """What it is searched by, in small letters."""
    packed: bytes
    """The handoff, as `packed` makes it: the slow half of storing."""


class NewUse(Record):
    """A table that a version to be added reads."""

    name: str
    place: str | None
    """None where only the name is known."""


class NewDatasets(Record):
    """What a version to be added writes and reads."""

    writes: tuple[NewWrite, ...] = ()
    reads: tuple[NewUse, ...] = ()


class StoredWrite(Record):
    """A dataset as one version of a report has written it."""

    dataset: str
    name: str
    place: str
    key: str
    report: str
    number: int
    written: datetime
    handoff: Handoff


class StoredUse(Record):
    """A table that the newest version of a report reads."""

    report: str
    number: int
    key: str
    name: str
    place: str | None

    def is_of(self, write: StoredWrite) -> bool:
        """Whether it may be this dataset, as far as is known."""
        return self.key == write.key and self.place in (None, write.place)


class StoredConsumer(Record):
    """Something that is fed from a dataset."""

    id: str
    dataset: str
    report: str
    """The report by which whoever added it has come to know the dataset."""
    person: str
    title: str
    link: str
    tool: str
    webhook: str | None
    added: datetime


class StoredQuestion(Record):
    """A question on a dataset."""

    id: str
    dataset: str
    report: str
    """The report by which whoever asks has come to know the dataset: who may update it, answers."""
    person: str
    kind: Asks
    column: str | None
    text: str
    asked: datetime
    answer: str | None = None
    answered: datetime | None = None
    answered_by: str | None = None


class StoredNotice(Record):
    """Something that had to be told."""

    id: str
    dataset: str
    report: str
    number: int | None
    question: str | None
    kind: NoticeKind
    text: str
    at: datetime


def packed(handoff: Handoff) -> bytes:
    """The handoff as it is stored."""
    return zlib.compress(msgspec.json.encode(handoff), 6)


def unpacked(data: bytes) -> Handoff:
    """The handoff that was stored so."""
    return _HANDOFF.decode(zlib.decompress(data))
