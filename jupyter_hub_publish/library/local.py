"""A library in a folder: storage, search index, and the deeds over them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path

from ..domain.access import audiences_of
from ..domain.errors import LibraryUnavailable
from ..domain.policy import USUAL, Beginning, Policy
from ..domain.records import Actor, LibraryInfo, Shape
from ..search import IndexState, Pace, SearchIndex
from ..storage import Storage
from .administering import LocalAdministering
from .auditing import Auditor
from .collecting import LocalCollecting
from .curating import LocalCurating
from .datasets import LocalDatasets
from .discovery import LocalDiscovery
from .notifying import Notifier
from .publishing import LocalPublishing
from .reading import LocalReading
from .sharing import LocalSharing
from .webhooks import Webhooks

_A_DAY = 86_400.0  # seconds


def _now() -> datetime:
    return datetime.now(UTC)


class LocalLibrary:
    """The embedded library: made on first use, migrated when an old one is found."""

    def __init__(
        self,
        storage: Storage,
        *,
        cache: Path,
        blocked: frozenset[str] = frozenset(),
        shape: Shape = "embedded",
        patient: bool = False,
        policy: Policy = USUAL,
        webhook_hosts: tuple[str, ...] = (),
    ) -> None:
        self._storage = storage
        self._shape = shape
        self._policy = policy
        self._cache = cache
        self._pace = Pace(patience=_A_DAY, wait=_A_DAY) if patient else Pace()
        self._index: SearchIndex | None = None
        self._lock = threading.Lock()
        audit = Auditor(now=_now, keeps=shape == "service")
        self._webhooks = Webhooks(webhook_hosts)
        self.notifier = Notifier(storage, now=_now, webhooks=self._webhooks)
        self.publishing = LocalPublishing(
            storage,
            now=_now,
            audit=audit,
            notifier=self.notifier,
            blocked=blocked,
            audiences=audiences_of(shape),
            policy=policy,
        )
        self.datasets = LocalDatasets(storage, now=_now, audit=audit, notifier=self.notifier)
        self.sharing = LocalSharing(storage, now=_now, audit=audit)
        self.administering = LocalAdministering(storage, now=_now)
        self.reading = LocalReading(storage)
        self.curating = LocalCurating(
            storage,
            self.reading,
            now=_now,
            audit=audit,
            open_index=self._open_index,
            audiences=audiences_of(shape),
        )
        self.discovery = LocalDiscovery(storage, self._open_index, now=_now)
        self.collecting = LocalCollecting(storage, now=_now, audit=audit)

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        cache: Path,
        blob_url: str = "",
        blocked_rules: Iterable[str] = (),
        patient: bool = False,
        webhook_hosts: Iterable[str] = (),
    ) -> LocalLibrary:
        """The library in `folder`, its index under `cache`; raises kinds of LibraryUnavailable.

        It takes nothing in that breaks one of the `blocked_rules` of the check. A `patient` one
        waits for an index that is being made: for who asks once and ends. Webhooks are told at the
        `webhook_hosts`, and nowhere else.
        """
        blocked, hosts = _known(frozenset(blocked_rules)), tuple(webhook_hosts)
        return cls(
            Storage.open(folder, blob_url=blob_url),
            cache=cache,
            blocked=blocked,
            patient=patient,
            webhook_hosts=hosts,
        )

    @classmethod
    def open_at(
        cls,
        url: str,
        *,
        shape: Shape,
        cache: Path,
        blob_url: str = "",
        blocked_rules: Iterable[str] = (),
        patient: bool = False,
        audit_days: int = 0,
        policy: Policy = USUAL,
        webhook_hosts: Iterable[str] = (),
    ) -> LocalLibrary:
        """The same at a database's address: `postgresql+psycopg://…` or `sqlite:///…`.

        What was done is forgotten after `audit_days`, by this process, unless they are 0.
        """
        blocked = _known(frozenset(blocked_rules))
        storage = Storage.open_url(url, blob_url=blob_url)
        storage.trail_kept = timedelta(days=audit_days) if audit_days else None
        return cls(
            storage,
            cache=cache,
            blocked=blocked,
            shape=shape,
            patient=patient,
            policy=policy,
            webhook_hosts=tuple(webhook_hosts),
        )

    @cached_property
    def info(self) -> LibraryInfo:
        """Which library this is."""
        # Where a service keeps it is its admins' business.
        lies = "on this JupyterHub" if self._shape == "service" else str(self._storage.location)
        return LibraryInfo(id=self._storage.id, shape=self._shape, location=lies)

    def beginning(self, *, actor: Actor) -> Beginning:
        """For whom the actor's new reports are, until they decide otherwise."""
        return self._policy.beginning(actor, audiences_of(self._shape))

    def groups(self, *, actor: Actor) -> tuple[str, ...]:
        """Those that whoever let the actor in has told of."""
        return actor.groups

    def rebuild_index(self, progress: Callable[[int], None]) -> IndexState:
        """Make the search index anew; `progress` is told how many reports it holds."""
        return self._open_index().rebuild(self._storage, progress=progress)

    def check_index(self, progress: Callable[[int], None]) -> IndexState:
        """What the search index is like; `progress` is told how many reports were compared."""
        return self._open_index().check(self._storage, progress=progress)

    def seq(self) -> int:
        """The change counter."""
        return self._storage.clock().seq

    def indexed(self) -> int | None:
        """The last change that is in the search index, once that is in use."""
        return None if self._index is None else self._index.reached

    def connections(self) -> int:
        """How many connections to the database are in use."""
        return self._storage.connections

    def close(self) -> None:
        """Let go of the database and the index."""
        with self._lock:
            if self._index is not None:
                self._index.close()
                self._index = None
            self._webhooks.close()
            self._storage.close()

    def _open_index(self) -> SearchIndex:
        with self._lock:
            if self._index is None:
                self._index = SearchIndex.open(
                    self._cache, library=self._storage.id, pace=self._pace
                )
            return self._index


def _known(rules: frozenset[str]) -> frozenset[str]:
    """The rules, all of which the check has: one that is misspelt would block nothing."""
    if rules:
        from ..checking import RULES  # only where an admin has set some: they take a while to load

        unknown = sorted(rules - set(RULES))
        if unknown:
            raise LibraryUnavailable(
                f"c.HubPublish.blocked_rules names {unknown[0]!r}, which is no rule of the check.",
                hint="The admins' page of the documentation lists them.",
            )
    return rules
