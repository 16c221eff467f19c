"""A cursor is opaque to whoever holds it, and checked when it comes back."""

from __future__ import annotations

import base64
from datetime import date, datetime

import msgspec

from ..domain.errors import BadInput
from ..domain.ids import is_report_id
from ..domain.records import Record
from ..storage.records import Position, Rank

_MOST = 1_000_000  # reports that anybody pages through
_MOST_VIEWS = 2**31 - 1  # as a database counts them


class Cursor(Record, omit_defaults=True):
    """Where the next page begins: after a report when browsing, at a rank when searching."""

    updated: datetime | None = None
    id: str = ""
    rank: int = 0
    views: int = 0
    since: date | None = None
    """The day from which views are counted: the same on all pages of a listing."""

    @property
    def position(self) -> Position | None:
        """The last report of the page before, in a listing by time."""
        return Position(updated=self.updated, id=self.id) if self.updated else None

    @property
    def place(self) -> Rank | None:
        """The same in a listing by views."""
        return Rank(updated=self.updated, id=self.id, views=self.views) if self.updated else None


BEGINNING = Cursor()


def written(cursor: Cursor | None) -> str | None:
    """The cursor as a text for an address."""
    if cursor is None:
        return None
    return base64.urlsafe_b64encode(msgspec.json.encode(cursor)).decode().rstrip("=")


def parsed(text: str | None) -> Cursor:
    """The cursor that was written so; raises BadInput for anything else."""
    if not text:
        return BEGINNING
    try:
        data = base64.urlsafe_b64decode(text.encode("ascii") + b"===")
        cursor = msgspec.json.decode(data, type=Cursor)
    except (ValueError, msgspec.DecodeError) as error:
        raise _not_ours() from error
    fits = 0 <= cursor.rank <= _MOST and 0 <= cursor.views <= _MOST_VIEWS
    if cursor.updated and not (cursor.updated.tzinfo and is_report_id(cursor.id)):
        fits = False
    if not fits:
        raise _not_ours()
    return cursor


def _not_ours() -> BadInput:
    return BadInput("The cursor is not one of ours.", hint="Begin at the first page.")
