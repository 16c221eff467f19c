"""Publishing: a bundle becomes a report or a version of one, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import IO, Any

import msgspec
from msgspec.structs import replace

from ..bundle import Manifest
from ..domain import notebook as notebooks
from ..domain.content import tag_of
from ..domain.errors import Conflict, NotFound
from ..domain.following import require_seen
from ..domain.ids import is_report_id, new_report_id
from ..domain.policy import USUAL, Policy
from ..domain.records import Actor, Audience, Choices, Published, Remembered
from ..storage import Storage, Unit
from ..storage.records import (
    FileKind,
    NewFile,
    NewReport,
    NewVersion,
    Parent,
    StoredFile,
    StoredReport,
    StoredVersion,
)
from .audiences import named, offered, owner_of_new
from .auditing import Auditor, beginning, difference
from .notifying import Notifier
from .permitted import may_read, updatable
from .receiving import Received, Receiver

MAX_KEY = 200  # characters of an Idempotency-Key that count
_OTHERWISE = "Publish the notebook as a new report."


class LocalPublishing:
    """Publishes into this process's own storage."""

    def __init__(
        self,
        storage: Storage,
        *,
        now: Callable[[], datetime],
        audit: Auditor,
        notifier: Notifier,
        blocked: frozenset[str] = frozenset(),
        audiences: tuple[Audience, ...] = ("everyone",),
        policy: Policy = USUAL,
    ) -> None:
        """`audiences` are those that are offered, the usual one first."""
        self._storage = storage
        self._now = now
        self._audit = audit
        self._notifier = notifier
        self._audiences = audiences
        self._policy = policy
        self._receiver = Receiver(storage, now=now, blocked=blocked)

    def publish_new(self, source: IO[bytes], *, actor: Actor, key: str | None = None) -> Published:
        """A new report, owned by the actor."""
        received = self._receiver.take(source, publisher=actor)
        version, manifest = received.version, received.manifest
        owner = owner_of_new(manifest.owner, actor)
        begins = self._policy.beginning(actor, self._audiences)
        audience = offered(manifest.audience or begins.audience, self._audiences)
        people = begins.people if manifest.audience is None else manifest.people

        def store(unit: Unit) -> Published:
            report = NewReport(
                id=new_report_id(),
                title=version.title,
                summary=version.summary,
                owner=owner,
                audience=audience,
                people=named(people),
                authors=(actor.name,),
                tags=version.tags,
                created=version.published,
            )
            unit.reports.add(report)
            made = self._add(unit, report.id, received, actor, beginning(report))
            self._check_room(unit, owner)
            return made

        return self._once(store, actor=actor, key=key)

    def publish_version(
        self, report: str, source: IO[bytes], *, actor: Actor, key: str | None = None
    ) -> Published:
        """The next version of a report that the actor may update."""
        with self._storage.reading() as unit:  # before the work, so that a refusal is quick
            _to_publish(unit.reports.get(report), actor)
        received = self._receiver.take(source, publisher=actor)

        def store(unit: Unit) -> Published:
            stored = _to_publish(unit.reports.lock(report), actor)
            _check_follows(unit, stored, received.manifest.follows, actor)
            details = self._direct(unit, stored, received.manifest)
            made = self._add(unit, report, received, actor, details)
            self._check_room(unit, stored.owner)
            return made

        return self._once(store, actor=actor, key=key)

    def restore(self, report: str, number: int, *, message: str, actor: Actor) -> Published:
        """The next version, with all that version `number` holds."""
        with self._storage.reading() as unit:
            _to_publish(unit.reports.get(report), actor)
            old = _to_restore(unit, report, number)
            notebook = unit.blobs.read(old.notebook or "")
        self._receiver.check(notebooks.parse(notebook))

        def store(unit: Unit) -> Published:
            stored = _to_publish(unit.reports.lock(report), actor)
            old = _to_restore(unit, report, number)
            if number == stored.version:
                raise Conflict(f"Version {number} is the newest already.")
            version = _again(
                old,
                stored,
                published=self._now(),
                publisher=actor.name,
                passages=unit.reports.passages([(report, number)])[report, number],
                message=message.strip(),
                restores=number,
            )
            made = unit.reports.add_version(report, version)
            unit.datasets.copy(report, number, made)
            details = f"of version {number}"
            self._audit.note(
                unit, "restore", actor=actor, report=report, version=made, details=details
            )
            return self._answer(report, made, version)

        return self._storage.write(store)

    def _add(
        self, unit: Unit, report: str, received: Received, actor: Actor, details: str
    ) -> Published:
        for packed in received.blobs:
            unit.blobs.put(packed)
        parent = self._parent(unit, received.manifest.parent, report, actor)
        version = replace(received.version, parent=parent)
        made = unit.reports.add_version(report, version)
        unit.datasets.register(report, made, received.datasets)
        self._notifier.registered(unit, report, made)
        self._audit.note(unit, "publish", actor=actor, report=report, version=made, details=details)
        return self._answer(report, made, version)

    def _check_room(self, unit: Unit, owner: str) -> None:
        """Raise OverQuota where the owner's reports have come to take too much room."""
        if self._policy.quota_of(owner):
            self._policy.check_room(owner, unit.usage.of(owner))

    def _direct(self, unit: Unit, stored: StoredReport, manifest: Manifest) -> str:
        """Mean the report for whom the author means its new version; returns what differs."""
        if manifest.audience is None:
            return ""
        audience = offered(manifest.audience, self._audiences)
        said = replace(stored.said, audience=audience, people=named(manifest.people))
        if said != stored.said:
            unit.reports.say(stored.id, said)
        return difference(stored.said, said)

    def _parent(
        self, unit: Unit, named: Remembered | None, report: str, actor: Actor
    ) -> Parent | None:
        """The version that the notebook was copied from, if it is one that the actor may see.

        Otherwise anybody could make their report appear under one that is hidden from them.
        """
        if named is None or named.library != self._storage.id or named.report == report:
            return None
        stored = unit.reports.get(named.report) if is_report_id(named.report) else None
        if stored is None or not may_read(stored, actor) or not 0 < named.version <= stored.given:
            return None
        return Parent(report=named.report, version=named.version)

    def _answer(self, report: str, number: int, version: NewVersion) -> Published:
        return Published(
            id=report,
            version=number,
            title=version.title,
            url=None,
            library=self._storage.id,
            thumbnail=tag_of(version.thumbnail),
        )

    def _once(
        self, store: Callable[[Unit], Published], *, actor: Actor, key: str | None
    ) -> Published:
        """Store in one transaction; a key that was answered before gets that answer again."""

        def work(unit: Unit) -> tuple[Published, bool]:
            """What was published, and whether that was now."""
            if key is None:
                return store(unit), True
            answer = unit.answers.answer_for(key[:MAX_KEY], actor.name)
            if answer is not None:
                return msgspec.json.decode(answer, type=Published), False
            made = store(unit)
            unit.answers.remember_answer(
                key[:MAX_KEY], actor.name, msgspec.json.encode(made), now=self._now()
            )
            return made, True

        answer, is_new = self._storage.write(work)
        if is_new:
            self._notifier.published(answer.id, answer.version)
        return answer


def _to_publish(stored: StoredReport | None, actor: Actor) -> StoredReport:
    found = updatable(stored, actor, otherwise=_OTHERWISE)
    if found.withdrawn:
        raise Conflict("This report is withdrawn.", hint="Bring it back first, or publish anew.")
    return found


def _check_follows(unit: Unit, stored: StoredReport, follows: int | None, actor: Actor) -> None:
    if follows is None or stored.version <= follows:
        return
    newest = unit.reports.version(stored.id, stored.version)
    assert newest is not None, "the newest that stands is there"
    require_seen(newest, follows, actor=actor)


def _to_restore(unit: Unit, report: str, number: int) -> StoredVersion:
    old = unit.reports.version(report, number)
    if old is None:
        raise NotFound(f"This report has no version {number}.")
    if old.erased:
        raise NotFound(f"Version {number} was erased, and cannot be restored.")
    return old


def _again(old: StoredVersion, stored: StoredReport, **anew: Any) -> NewVersion:
    """All that an old version holds, as a version to be added, but for what is said `anew`."""
    kept: dict[FileKind, tuple[StoredFile, ...]] = {
        "file": old.attachments,
        "environment": old.environment_files,
    }
    same = (
        *("title", "cells", "language", "kernel", "fingerprint", "source", "notebook", "page"),
        *("thumbnail", "ran", "environment", "waivers"),
    )
    return NewVersion(
        **{name: getattr(old, name) for name in same},
        **anew,
        # Versions did not always keep these; then the report's own stay.
        summary=stored.summary if old.summary is None else old.summary,
        tags=stored.tags if old.tags is None else old.tags,
        choices=old.choices or Choices(),
        files=tuple(
            NewFile(kind=kind, path=file.path, blob=file.blob)
            for kind, files in kept.items()
            for file in files
        ),
    )
