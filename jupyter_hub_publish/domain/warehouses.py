"""Where a table lies, taken apart; whatever might let somebody in is dropped here once more."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote, urlsplit

from .datasets import DatasetPlace
from .records import Record

_DRIVE = re.compile(r"[A-Za-z]:[\\/]")


class ServerPlace(Record):
    """A database of a server."""

    host: str
    port: int | None
    database: str

    @property
    def address(self) -> str:
        """`db.example.org:5432`, an IPv6 address in brackets."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}" if self.port else host

    @property
    def quoted_database(self) -> str:
        """As a part of a URL."""
        return quote(self.database, safe="")


def server_of(place: DatasetPlace) -> ServerPlace:
    """The server and database that a URL names; empty what it does not."""
    try:
        parts = urlsplit(place.url)
        return ServerPlace(
            host=unquote(parts.hostname or ""),
            port=parts.port,
            database=unquote(parts.path.removeprefix("/")),
        )
    except ValueError:  # an address or a port that is none
        return ServerPlace(host="", port=None, database="")


def file_of(place: DatasetPlace) -> str:
    """The path of a database that is a file: `/data/warehouse.duckdb`, or a relative one."""
    _, scheme, rest = place.url.partition("://")
    path = unquote(_without_secrets(rest)) if scheme else _without_secrets(place.url)
    return path.removeprefix("/") if scheme else path


def parquet_of(place: DatasetPlace) -> str:
    """The path of a Parquet file here, or its address elsewhere."""
    scheme, is_address, rest = place.url.partition("://")
    if not is_address:
        return _without_secrets(place.url)
    if scheme in ("file", "local"):
        path = unquote(_without_secrets(rest)).lstrip("/")
        return path if _DRIVE.match(path) else f"/{path}"
    host, slash, path = _without_secrets(rest).partition("/")
    return f"{scheme}://{host.rpartition('@')[2]}{slash}{path}"


def _without_secrets(text: str) -> str:
    return text.partition("?")[0].partition("#")[0]
