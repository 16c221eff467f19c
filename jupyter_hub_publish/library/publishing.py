"""Publishing: a bundle becomes a report or a version of one, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import IO

import msgspec

from .. import bundle
from ..domain import notebook as notebooks
from ..domain.access import Action, allowed
from ..domain.content import tag_of
from ..domain.drafting import clean_tags
from ..domain.errors import Forbidden, NotFound
from ..domain.ids import new_report_id
from ..domain.records import Actor, Published
from ..storage import Storage, Unit
from ..storage.records import NewReport, NewVersion, Packed, StoredReport

MAX_KEY = 200  # characters of an Idempotency-Key that count


class LocalPublishing:
    """Publishes into this process's own storage."""

    def __init__(self, storage: Storage, *, now: Callable[[], datetime]) -> None:
        self._storage = storage
        self._now = now

    def publish_new(self, source: IO[bytes], *, actor: Actor, key: str | None = None) -> Published:
        """A new report, owned by the actor."""
        received = bundle.read(source)
        version, blobs = self._received(received, actor)

        def store(unit: Unit) -> Published:
            report = NewReport(
                id=new_report_id(),
                title=version.title,
                summary=version.summary,
                owner=f"user:{actor.name}",
                audience=received.manifest.audience,
                authors=(actor.name,),
                tags=version.tags,
                created=version.published,
            )
            unit.reports.add(report)
            return self._add(unit, report.id, version, blobs)

        return self._once(store, actor=actor, key=key)

    def publish_version(
        self, report: str, source: IO[bytes], *, actor: Actor, key: str | None = None
    ) -> Published:
        """The next version of a report that the actor may update."""
        with self._storage.reading() as unit:  # before the work, so that a refusal is quick
            _require_update(unit.reports.get(report), actor)
        version, blobs = self._received(bundle.read(source), actor)

        def store(unit: Unit) -> Published:
            _require_update(unit.reports.lock(report), actor)
            return self._add(unit, report, version, blobs)

        return self._once(store, actor=actor, key=key)

    def _received(
        self, received: bundle.Bundle, actor: Actor
    ) -> tuple[NewVersion, tuple[Packed, ...]]:
        """What is stored of a bundle. Its notebook claims no trust and remembers no report."""
        notebook = notebooks.parse(received.notebook)
        notebook = notebooks.without_memory(notebooks.without_trust(notebook))
        data, cuts = notebooks.serialize(notebook)
        facts = notebooks.facts(notebook)
        manifest = received.manifest
        # Compressed before the transaction begins: nobody waits for it.
        packed_notebook = self._storage.pack(data, cuts)
        packed_page = self._storage.pack(received.page, manifest.page_cuts)
        packed_thumbnail = self._storage.pack(received.thumbnail) if received.thumbnail else None
        version = NewVersion(
            title=" ".join(manifest.title.split()),
            summary=manifest.summary.strip(),
            tags=clean_tags(manifest.tags),
            published=self._now(),
            publisher=actor.name,
            cells=facts.cells,
            language=facts.language,
            fingerprint=notebooks.fingerprint(notebook),
            source=manifest.source,
            notebook=packed_notebook.id,
            page=packed_page.id,
            thumbnail=packed_thumbnail.id if packed_thumbnail else None,
            passages=notebooks.passages(notebook),
        )
        blobs = packed_notebook, packed_page, *((packed_thumbnail,) if packed_thumbnail else ())
        return version, blobs

    def _add(
        self, unit: Unit, report: str, version: NewVersion, blobs: tuple[Packed, ...]
    ) -> Published:
        for packed in blobs:
            unit.blobs.put(packed)
        number = unit.reports.add_version(report, version)
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

        def work(unit: Unit) -> Published:
            if key is None:
                return store(unit)
            answer = unit.answers.answer_for(key[:MAX_KEY], actor.name)
            if answer is not None:
                return msgspec.json.decode(answer, type=Published)
            made = store(unit)
            unit.answers.remember_answer(
                key[:MAX_KEY], actor.name, msgspec.json.encode(made), now=self._now()
            )
            return made

        return self._storage.write(work)


def _require_update(stored: StoredReport | None, actor: Actor) -> None:
    if stored is None or not allowed(actor, Action.READ, stored.access):
        # The same answer as "missing": a 403 would confirm that the id exists.
        raise NotFound("There is no report here that you may see.")
    if not allowed(actor, Action.UPDATE, stored.access):
        raise Forbidden(
            "This report is not yours to update.", hint="Publish the notebook as a new report."
        )
