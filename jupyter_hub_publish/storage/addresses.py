"""Where a library lies, as its address says it: in a file, or in a PostgreSQL."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from ..domain.errors import LibraryUnavailable


def place_at(url: str) -> Path | sa.URL:
    """The file of `sqlite:///…`, or the parts of `postgresql+psycopg://…`."""
    try:
        parsed = sa.make_url(url)
    except (sa.exc.ArgumentError, ValueError) as error:
        raise _unknown() from error
    if parsed.get_backend_name() == "sqlite" and parsed.database:
        return Path(parsed.database).absolute()
    if parsed.drivername != "postgresql+psycopg":
        raise _unknown()
    return parsed


def file_at(url: str) -> Path | None:
    """The file of a library that lies in one."""
    place = place_at(url)
    return place if isinstance(place, Path) else None


def _unknown() -> LibraryUnavailable:
    return LibraryUnavailable(
        "The library's address is not one that this program understands.",
        hint="Write postgresql+psycopg://user@host/database, or sqlite:////folder/library.sqlite.",
    )
