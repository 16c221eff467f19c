"""What state a library is in, looked at without making it, migrating it or writing to it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa

from ..domain.records import Record
from . import opening, schema
from .addresses import place_at
from .engines import postgresql_engine, sqlite_engine
from .translation import translated

_PATIENCE = 5.0  # seconds


class Standing(Record):
    """A library as somebody finds it who only looks."""

    location: str
    """The file, or the URL without its password."""
    file: Path | None
    revision: str
    """Of its tables; empty where there is no library yet."""
    current: bool
    """Whether this program would open it as it is."""
    ahead: float
    """Seconds by which the database's clock is ahead of this machine's."""


def look(url: str) -> Standing:
    """The library at this address; raises kinds of LibraryUnavailable where nothing answers."""
    place = place_at(url)
    if isinstance(place, Path):
        return _look_at_file(place)
    location = place.render_as_string(hide_password=True)
    with translated(location):
        engine = postgresql_engine(place, patience=_PATIENCE)
        try:
            with engine.connect() as connection:
                revision = opening.revision_on(connection, location)
                there = connection.execute(sa.select(sa.func.clock_timestamp())).scalar_one()
                ahead = (there - datetime.now(UTC)).total_seconds()
        finally:
            engine.dispose()
    return _standing(location, None, revision, ahead)


def _look_at_file(file: Path) -> Standing:
    if not file.exists():
        return _standing(str(file), file, "", 0.0)
    with translated(str(file)):
        engine = sqlite_engine(file, patience=_PATIENCE)
        try:
            with engine.connect() as connection:
                revision = opening.revision_on(connection, str(file))
        finally:
            engine.dispose()
    return _standing(str(file), file, revision, 0.0)


def _standing(location: str, file: Path | None, revision: str, ahead: float) -> Standing:
    return Standing(
        location=location,
        file=file,
        revision=revision,
        current=revision == schema.REVISION,
        ahead=ahead,
    )
