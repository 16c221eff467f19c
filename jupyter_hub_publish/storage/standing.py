"""What state a library is in, looked at without making it, migrating it or writing to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa

from ..domain.errors import LibraryUnavailable
from ..domain.records import Record
from . import opening, schema
from .addresses import place_at
from .elsewhere import elsewhere_at
from .engines import postgresql_engine, sqlite_engine
from .loose import object_name
from .translation import translated
from .usage import Usage, usages

_PATIENCE = 5.0  # seconds
_LOOKED_FOR = 20  # objects; each is a request


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


class Outside(Record):
    """What of a library lies in a store of large files."""

    objects: int
    size: int
    """Bytes of all of them."""
    looked_at: int
    """How many were looked for in the store, the newest first."""
    lacking: int
    """How many of those are not there, or of another size."""


def look(url: str) -> Standing:
    """The library at this address; raises kinds of LibraryUnavailable where nothing answers."""
    place = place_at(url)
    if isinstance(place, Path):
        return _look_at_file(place)
    location = place.render_as_string(hide_password=True)
    with _connected(place, location) as connection:
        revision = opening.revision_on(connection, location)
        there = connection.execute(sa.select(sa.func.clock_timestamp())).scalar_one()
        ahead = (there - datetime.now(UTC)).total_seconds()
    return _standing(location, None, revision, ahead)


def look_outside(url: str, blob_url: str) -> Outside:
    """What of the library, which is of this program's version, lies in the store.

    Raises kinds of LibraryUnavailable: where the store does not answer, or should be and is none.
    """
    place, store = place_at(url), elsewhere_at(blob_url)
    location = str(place) if isinstance(place, Path) else place.render_as_string()
    part, size = schema.part.c, sa.func.length(schema.part.c.deflated)
    outside = sa.select(part.sha256, part.elsewhere).where(size == 0)
    with _connected(place, location) as connection:
        counted = sa.select(sa.func.count(), sa.func.sum(part.elsewhere)).where(size == 0)
        objects, bytes_outside = connection.execute(counted).one()
        newest = connection.execute(outside.order_by(part.id.desc()).limit(_LOOKED_FOR)).all()
    if store is not None:
        store.try_out()
    elif objects:
        raise LibraryUnavailable(
            f"{objects:,} large files of the library lie in a store, and none is set.",
            hint="Set c.HubPublish.blob_url as it was when they were published.",
        )
    lacking = [
        name
        for name, length in newest
        if store is not None and store.size(object_name(name, length)) != length
    ]
    return Outside(
        objects=objects, size=bytes_outside or 0, looked_at=len(newest), lacking=len(lacking)
    )


def look_at_usage(url: str, *, limit: int) -> list[Usage]:
    """Whose reports take most room in the library, which is of this program's version."""
    place = place_at(url)
    location = str(place) if isinstance(place, Path) else place.render_as_string()
    with _connected(place, location) as connection:
        return usages(connection, limit=limit)


def _look_at_file(file: Path) -> Standing:
    if not file.exists():
        return _standing(str(file), file, "", 0.0)
    with _connected(file, str(file)) as connection:
        revision = opening.revision_on(connection, str(file))
    return _standing(str(file), file, revision, 0.0)


@contextmanager
def _connected(place: Path | sa.URL, location: str) -> Iterator[sa.Connection]:
    with translated(location):
        if isinstance(place, Path):
            engine = sqlite_engine(place, patience=_PATIENCE)
        else:
            engine = postgresql_engine(place, patience=_PATIENCE)
        try:
            with engine.connect() as connection:
                yield connection
        finally:
            engine.dispose()


def _standing(location: str, file: Path | None, revision: str, ahead: float) -> Standing:
    return Standing(
        location=location,
        file=file,
        revision=revision,
        current=revision == schema.REVISION,
        ahead=ahead,
    )
