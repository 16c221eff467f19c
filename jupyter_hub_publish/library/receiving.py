"""What comes in a bundle is made ready to be stored: claiming no trust, and breaking no rule."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import IO

from .. import bundle
from ..domain import notebook as notebooks
from ..domain.drafting import clean_tags
from ..domain.errors import Blocked
from ..domain.notebook import Notebook
from ..domain.records import Actor, Record
from ..domain.vocabulary import vocabulary
from ..storage import Storage
from ..storage.dataset_records import NewDatasets
from ..storage.records import FileKind, NewFile, NewVersion, Packed
from .handed import handed

_FINGERPRINT = re.compile("[0-9a-f]{64}")


class Received(Record):
    """A version to be added, and the bytes that it holds."""

    manifest: bundle.Manifest
    version: NewVersion
    blobs: tuple[Packed, ...]
    datasets: NewDatasets


class Receiver:
    """Takes in bundles for a storage, under the rules that an admin has set."""

    def __init__(
        self, storage: Storage, *, now: Callable[[], datetime], blocked: frozenset[str]
    ) -> None:
        self._storage = storage
        self._now = now
        self._blocked = blocked

    def take(self, source: IO[bytes], *, publisher: Actor) -> Received:
        """What is stored of a bundle. Its notebook claims no trust and remembers no report.

        Everything is compressed here, before a transaction begins: nobody waits for it.
        """
        received = bundle.read(source)
        manifest = received.manifest
        notebook = notebooks.parse(received.notebook)
        notebook = notebooks.without_memory(notebooks.without_trust(notebook))
        self.check(notebook)
        data, cuts = notebooks.serialize(notebook)
        packed_notebook = self._storage.pack(data, cuts)
        packed_page = self._storage.pack(received.page, manifest.page_cuts)
        pictures = [self._storage.pack(received.thumbnail)] if received.thumbnail else []
        files = self._packed("file", received.attachments)
        files |= self._packed("environment", received.environment)
        facts, published = notebooks.facts(notebook), self._now()
        data_of = handed(notebook, published=published)
        version = NewVersion(
            title=" ".join(manifest.title.split()),
            summary=manifest.summary.strip(),
            tags=clean_tags(manifest.tags),
            published=published,
            publisher=publisher.name,
            cells=facts.cells,
            language=facts.language,
            kernel=facts.kernel,
            fingerprint=_fingerprint(manifest, notebook),
            source=manifest.source,
            notebook=packed_notebook.id,
            page=packed_page.id,
            thumbnail=pictures[0].id if pictures else None,
            passages=(
                *notebooks.passages(notebook),
                *vocabulary(notebook),
                *data_of.passages,
            ),
            files=tuple(files),
            message=manifest.message.strip(),
            ran=manifest.ran,
            environment=manifest.environment,
            waivers=manifest.waivers,
            choices=manifest.choices,
        )
        blobs = packed_notebook, packed_page, *pictures, *files.values()
        return Received(manifest=manifest, version=version, blobs=blobs, datasets=data_of.datasets)

    def check(self, notebook: Notebook) -> None:
        """Raise Blocked where the notebook breaks a rule that an admin has set to block."""
        if not self._blocked:
            return
        from ..checking import forbidden  # its rules take a while to load, and most set none

        for finding in forbidden(notebook, self._blocked):
            cell = finding.cells[0] if finding.cells else None
            where = f" (cell {cell})" if cell else ""
            raise Blocked(
                f"An administrator blocks what breaks the rule {finding.rule}{where}:"
                f" {finding.message.rstrip('.')}.",
                hint="Mask it or hide the cell, and publish again.",
                cell=cell,
            )

    def _packed(self, kind: FileKind, files: Mapping[str, bytes]) -> dict[NewFile, Packed]:
        packed = {path: self._storage.pack(data) for path, data in files.items()}
        return {NewFile(kind=kind, path=path, blob=blob.id): blob for path, blob in packed.items()}


def _fingerprint(manifest: bundle.Manifest, notebook: Notebook) -> str:
    """The author's own notebook's: what is published of it may have been run, masked or cut."""
    stated = manifest.fingerprint or ""
    return stated if _FINGERPRINT.fullmatch(stated) else notebooks.fingerprint(notebook)
