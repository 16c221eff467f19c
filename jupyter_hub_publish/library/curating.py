"""Curating: what is done to a report without a new version, by those who may update it.

Each deed is one transaction and counts as a change, so that open panels learn of it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from msgspec import UNSET
from msgspec.structs import replace

from ..domain.drafting import clean_tags
from ..domain.errors import BadInput, Conflict, NotFound, PublishError
from ..domain.pictures import is_small_picture
from ..domain.records import Actor, Audience, ReportDetail, ReportEdits
from ..search import SearchIndex
from ..storage import Storage, Unit
from ..storage.records import Said, StoredReport
from .audiences import named, offered, successor
from .auditing import Auditor, difference
from .permitted import may_read, updatable
from .reading import LocalReading

T = TypeVar("T", str, tuple[str, ...])
log = logging.getLogger(__name__)
_OTHERWISE = "Ask its owner."


class LocalCurating:
    """Curates this process's own storage."""

    def __init__(
        self,
        storage: Storage,
        reading: LocalReading,
        *,
        now: Callable[[], datetime],
        audit: Auditor,
        open_index: Callable[[], SearchIndex],
        audiences: tuple[Audience, ...] = ("everyone",),
    ) -> None:
        self._storage = storage
        self._reading = reading
        self._now = now
        self._audit = audit
        self._open_index = open_index
        self._audiences = audiences

    def edit(self, report: str, edits: ReportEdits, *, actor: Actor) -> ReportDetail:
        """Say something else about the report, or take its withdrawal back."""

        def work(unit: Unit) -> None:
            stored = updatable(unit.reports.lock(report), actor, otherwise=_OTHERWISE)
            said = self._edited(unit, stored, edits, actor)
            if said != stored.said:
                unit.reports.say(report, said)
                told = difference(stored.said, said)
                self._audit.note(unit, "edit", actor=actor, report=report, details=told)

        self._storage.write(work)
        return self._reading.open_latest(report, actor=actor)

    def set_cover(self, report: str, picture: bytes, *, actor: Actor) -> ReportDetail:
        """Another picture for the newest version; the next version brings its own."""
        if not is_small_picture(picture):
            raise BadInput(
                "This is not a small picture.",
                hint="Send a PNG or WebP file of at most 100 kB and 2,000 × 2,000 pixels.",
            )
        packed = self._storage.pack(picture)

        def work(unit: Unit) -> None:
            stored = updatable(unit.reports.lock(report), actor, otherwise=_OTHERWISE)
            if not stored.version:
                raise Conflict("Every version of this report was erased.", hint="Publish again.")
            if stored.thumbnail != packed.id:
                blob = unit.blobs.put(packed)
                unit.blobs.release(unit.reports.set_thumbnail(report, stored.version, blob))
                self._audit.note(unit, "cover", actor=actor, report=report, version=stored.version)

        self._storage.write(work)
        return self._reading.open_latest(report, actor=actor)

    def withdraw(self, report: str, *, actor: Actor) -> ReportDetail:
        """Hide it; whoever withdraws twice has as long as after the first time."""

        def work(unit: Unit) -> None:
            stored = updatable(unit.reports.lock(report), actor, otherwise=_OTHERWISE)
            if not stored.withdrawn:
                unit.reports.say(report, replace(stored.said, withdrawn=self._now()))
                self._audit.note(unit, "withdraw", actor=actor, report=report)

        self._storage.write(work)
        return self._reading.open_latest(report, actor=actor)

    def erase(self, report: str, number: int, *, actor: Actor) -> ReportDetail:
        """Remove a version's bytes, text and traces in the index; its number stays."""

        def work(unit: Unit) -> None:
            updatable(unit.reports.lock(report), actor, otherwise=_OTHERWISE)
            version = unit.reports.version(report, number)
            if version is None:
                raise NotFound(f"This report has no version {number}.")
            if not version.erased:
                unit.erase(report, number, now=self._now())
                self._audit.note(unit, "erase", actor=actor, report=report, version=number)

        self._storage.write(work)
        try:
            # Now, and not at somebody's next search: the index on this machine still has its words.
            self._open_index().catch_up(self._storage)
        except PublishError as error:
            log.warning("The search index keeps what was erased a while: %s", error.message)
        return self._reading.open_latest(report, actor=actor)

    def _edited(self, unit: Unit, stored: StoredReport, edits: ReportEdits, actor: Actor) -> Said:
        said = stored.said
        if edits.title is not UNSET:
            said = replace(said, title=_filled(" ".join(edits.title.split()), "a title"))
        if edits.summary is not UNSET:
            said = replace(said, summary=edits.summary.strip())
        if edits.tags is not UNSET:
            said = replace(said, tags=clean_tags(edits.tags))
        if edits.authors is not UNSET:
            names = (" ".join(name.split()) for name in edits.authors)
            authors = tuple(dict.fromkeys(name for name in names if name))
            said = replace(said, authors=_filled(authors, "an author"))
        if edits.archived is not UNSET:
            since = (stored.archived or self._now()) if edits.archived else None
            said = replace(said, archived=since)
        if edits.replaced_by is not UNSET:
            said = replace(said, replaced_by=_successor(unit, stored, edits.replaced_by, actor))
        if edits.audience is not UNSET:
            said = replace(said, audience=offered(edits.audience, self._audiences))
        if edits.people is not UNSET:
            said = replace(said, people=named(edits.people))
        if edits.owner is not UNSET and edits.owner != said.owner:
            said = replace(said, owner=successor(unit, edits.owner, actor))
        if edits.withdrawn is not UNSET:
            said = replace(said, withdrawn=None)
        return said


def _filled(value: T, what: str) -> T:
    if not value:
        raise BadInput(f"A report needs {what}.")
    return value


def _successor(unit: Unit, stored: StoredReport, named: str | None, actor: Actor) -> str | None:
    """The report that takes this one's place; raises BadInput where that leads nowhere."""
    if named is None:
        return None
    seen: set[str] = {stored.id}
    other: str | None = named
    while other:
        found = unit.reports.get(other)
        if other in seen:
            raise BadInput("A report cannot be replaced by itself, nor by one that it replaces.")
        if other == named and (found is None or not may_read(found, actor)):
            raise BadInput("The report that should take its place is not there, or not for you.")
        seen.add(other)
        other = found.replaced_by if found else None
    return named
