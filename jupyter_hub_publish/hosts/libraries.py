"""Which library a process uses, as its settings and its hub say."""

from __future__ import annotations

from ..config import HubPublish
from ..library.interface import Library
from ..library.local import LocalLibrary


def library_of(config: HubPublish) -> Library:
    """The hub's library, one in a database that a team shares, or this account's own.

    Raises kinds of LibraryUnavailable; whether a hub's service answers is only known when asked.
    """
    if service := config.service():
        from ..remote import RemoteLibrary

        return RemoteLibrary(*service)
    cache, blocked = config.cache_path(), config.blocked_rules
    if config.db_url:
        return LocalLibrary.open_at(
            config.db_url, shape="shared", cache=cache, blocked_rules=blocked
        )
    return LocalLibrary.open(config.library_path(), cache=cache, blocked_rules=blocked)
