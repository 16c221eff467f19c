"""Reading: a report, its versions and their files, for those who may see them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from typing import IO

from .. import bundle
from ..domain import notebook as notebooks
from ..domain.access import Action, allowed
from ..domain.content import Content, Picture, tag_of
from ..domain.errors import LibraryDamaged, NotFound
from ..domain.pictures import measured
from ..domain.records import Actor, ReportDetail, ReportSummary, Version, VersionList
from ..storage import Storage, Unit
from ..storage.records import StoredReport, StoredVersion

_SPOOL = 1_000_000  # bytes of a bundle that stay in memory; a longer one goes through a file


class LocalReading:
    """Reads from this process's own storage."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def open_latest(self, report: str, *, actor: Actor) -> ReportDetail:
        """The report and its newest version."""
        with self._storage.reading() as unit:
            stored, version = _find(unit, report, None, actor)
        said = summary_of(stored, actor)
        return ReportDetail(
            **{name: getattr(said, name) for name in said.__struct_fields__},
            latest=_shown(version),
            source=stored.source if said.may_update else None,
        )

    def versions(self, report: str, *, actor: Actor) -> VersionList:
        """All versions, the newest first."""
        with self._storage.reading() as unit:
            _find(unit, report, None, actor)
            return VersionList(versions=tuple(_shown(v) for v in unit.reports.versions(report)))

    def version(self, report: str, number: int | None, *, actor: Actor) -> Version:
        """One version; None is the newest."""
        with self._storage.reading() as unit:
            return _shown(_find(unit, report, number, actor)[1])

    def notebook(self, report: str, number: int | None, *, actor: Actor) -> bytes:
        """The notebook as JSON. Trust was stripped as it came, and is again as it leaves."""
        with self._storage.reading() as unit:
            data = unit.blobs.read(_find(unit, report, number, actor)[1].notebook)
        return notebooks.serialize(notebooks.without_trust(notebooks.parse(data)))[0]

    def page(self, report: str, number: int | None, *, actor: Actor) -> Content:
        """The page as it is stored."""
        with self._storage.reading() as unit:
            name = _find(unit, report, number, actor)[1].page
            blob = unit.blobs.open(name)
        return Content(
            size=blob.size,
            gzip_size=blob.gzip_size,
            etag=f'"{blob.id}"',
            gzip=lambda: self._gzip(name),
        )

    def thumbnail(self, report: str, number: int | None, *, actor: Actor) -> Picture:
        """The version's picture; it is small, and so in memory whole."""
        with self._storage.reading() as unit:
            name = _find(unit, report, number, actor)[1].thumbnail
            if name is None:
                raise NotFound("This version has no picture.")
            data = unit.blobs.read(name)
        header = measured(data)
        if header is None:  # what came in was measured, so something else has written this
            raise LibraryDamaged("A picture in the library is none.", hint="Publish again.")
        return Picture(data=data, media_type=header.media_type, etag=f'"{name}"')

    def _gzip(self, name: str) -> Iterator[bytes]:
        # Read at once: a reader on a slow line must not hold a transaction open for minutes.
        with self._storage.reading() as unit:
            pieces = list(unit.blobs.gzip(name))
        yield from pieces

    def bundle(self, report: str, number: int | None, *, actor: Actor) -> IO[bytes]:
        """All of a version in one tar file, at its beginning."""
        with self._storage.reading() as unit:
            stored, version = _find(unit, report, number, actor)
            notebook, page = unit.blobs.read(version.notebook), unit.blobs.read(version.page)
            thumbnail = unit.blobs.read(version.thumbnail) if version.thumbnail else b""
        manifest = bundle.Manifest(
            title=version.title,
            summary=stored.summary,
            tags=stored.tags,
            report=stored.id,
            version=version.number,
            authors=stored.authors,
            published=version.published.isoformat(),
        )
        file = tempfile.SpooledTemporaryFile(max_size=_SPOOL)  # noqa: SIM115 the caller reads it
        bundle.write(file, manifest=manifest, notebook=notebook, page=page, thumbnail=thumbnail)
        file.seek(0)
        return file


def summary_of(stored: StoredReport, actor: Actor) -> ReportSummary:
    """The report as this actor is told of it."""
    return ReportSummary(
        id=stored.id,
        title=stored.title,
        summary=stored.summary,
        authors=stored.authors,
        owner=stored.owner,
        audience=stored.audience,
        tags=stored.tags,
        version=stored.version,
        created=stored.created,
        updated=stored.updated,
        may_update=allowed(actor, Action.UPDATE, stored.access),
        url=None,
        thumbnail=tag_of(stored.thumbnail),
    )


def _find(
    unit: Unit, report: str, number: int | None, actor: Actor
) -> tuple[StoredReport, StoredVersion]:
    stored = unit.reports.get(report)
    if stored is None or not allowed(actor, Action.READ, stored.access):
        # Hidden and missing look the same everywhere.
        raise NotFound(
            "There is no report here that you may see.",
            hint="The link may be wrong, or the report is meant for other people.",
        )
    version = unit.reports.version(report, stored.version if number is None else number)
    if version is None:
        raise NotFound(f"This report has no version {number}.", hint="Open the newest one.")
    return stored, version


def _shown(version: StoredVersion) -> Version:
    return Version(
        report=version.report,
        number=version.number,
        title=version.title,
        published=version.published,
        publisher=version.publisher,
        cells=version.cells,
        language=version.language,
        notebook_size=version.notebook_size,
        page_size=version.page_size,
        fingerprint=version.fingerprint,
        thumbnail=tag_of(version.thumbnail),
    )
