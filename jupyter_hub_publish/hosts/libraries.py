"""Which library a process uses, as its settings and its hub say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ..config import HubPublish
from ..domain.errors import BadInput
from ..library.interface import Library
from ..library.local import LocalLibrary


def library_of(config: HubPublish, *, patient: bool = False) -> Library:
    """The hub's library, one in a database that a team shares, or this account's own.

    A `patient` one waits for an index that is being made. Raises kinds of LibraryUnavailable;
    whether a hub's service answers is only known when it is asked.
    """
    if service := config.service():
        from ..remote import RemoteLibrary

        return RemoteLibrary(*service)
    return local_library_of(config, patient=patient)


def local_library_of(config: HubPublish, *, patient: bool = False) -> LocalLibrary:
    """The same where the library has to lie with this process; raises BadInput under a hub."""
    _require_here(config)
    options: dict[str, Any] = {
        "cache": config.cache_path(),
        "blob_url": config.blob_url,
        "blocked_rules": config.blocked_rules,
        "patient": patient,
        "webhook_hosts": config.webhook_hosts,
    }
    if not config.db_url:
        return LocalLibrary.open(config.library_path(), **options)
    return LocalLibrary.open_at(config.db_url, shape="shared", **options)


def library_file_of(config: HubPublish) -> Path:
    """The file of a library that has one; raises BadInput for others."""
    from ..storage.addresses import file_at

    _require_here(config)
    file = file_at(config.library_url())
    if file is None:
        raise BadInput(
            "The library is in PostgreSQL, which has its own tools for this.",
            hint="Use pg_dump and pg_restore.",
        )
    return file


def _require_here(config: HubPublish) -> None:
    if config.service():
        raise BadInput(
            "This server's library is kept by the hub's service.",
            hint="Do this where the service runs.",
        )
