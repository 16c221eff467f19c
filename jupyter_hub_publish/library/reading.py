"""Reading: a report, its versions and their files, for those who may see them."""

from __future__ import annotations

import tempfile
from typing import IO

from .. import bundle
from ..comparing import Side, compare
from ..domain import notebook as notebooks
from ..domain.comparisons import Comparison
from ..domain.content import Content, Picture
from ..domain.errors import LibraryDamaged, NotFound
from ..domain.pictures import measured
from ..domain.records import Actor, ReportDetail, Version, VersionList
from ..storage import Storage, Unit
from ..storage.records import StoredFile, StoredReport, StoredVersion
from .permitted import readable
from .telling import detail_of, manifest_of, version_of

_SPOOL = 1_000_000  # bytes of a bundle that stay in memory; a longer one goes through a file


class LocalReading:
    """Reads from this process's own storage."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def open_latest(self, report: str, *, actor: Actor) -> ReportDetail:
        """The report and its newest version."""
        with self._storage.reading() as unit:
            stored, version = _find(unit, report, None, actor)
            return detail_of(unit, stored, version, actor)

    def versions(self, report: str, *, actor: Actor) -> VersionList:
        """All versions, the newest first; those that were erased too."""
        with self._storage.reading() as unit:
            stored = readable(unit.reports.get(report), actor)
            found = unit.reports.versions(report)
        return VersionList(versions=tuple(version_of(v, stored, actor) for v in found))

    def version(self, report: str, number: int | None, *, actor: Actor) -> Version:
        """One version; None is the newest."""
        with self._storage.reading() as unit:
            stored, version = _find(unit, report, number, actor)
        return version_of(version, stored, actor)

    def notebook(self, report: str, number: int | None, *, actor: Actor) -> bytes:
        """The notebook as JSON. Trust was stripped as it came, and is again as it leaves."""
        with self._storage.reading() as unit:
            version = _find(unit, report, number, actor)[1]
            data = unit.blobs.read(_kept(version.notebook, version))
        return notebooks.serialize(notebooks.without_trust(notebooks.parse(data)))[0]

    def page(self, report: str, number: int | None, *, actor: Actor) -> Content:
        """The page as it is stored."""
        with self._storage.reading() as unit:
            version = _find(unit, report, number, actor)[1]
            return self._content(unit, _kept(version.page, version))

    def attachment(self, report: str, number: int | None, path: str, *, actor: Actor) -> Content:
        """A file of the version as it is stored, by the path that the version gives it."""
        with self._storage.reading() as unit:
            version = _find(unit, report, number, actor)[1]
            return self._content(unit, _named(version.attachments, path))

    def environment_file(
        self, report: str, number: int | None, name: str, *, actor: Actor
    ) -> Content:
        """A file that says how to make the version's environment again."""
        with self._storage.reading() as unit:
            version = _find(unit, report, number, actor)[1]
            return self._content(unit, _named(version.environment_files, name))

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

    def compare(self, report: str, before: int, after: int | None, *, actor: Actor) -> Comparison:
        """What differs between two versions, the older one first whatever their order here."""

        def side(number: int) -> Side:
            stored, version = _find(unit, report, number, actor)
            data = unit.blobs.read(_kept(version.notebook, version))
            return Side(
                version=version_of(version, stored, actor),
                notebook=notebooks.parse(data),
                files={file.path: file.blob for file in version.attachments},
            )

        with self._storage.reading() as unit:
            newest = _find(unit, report, None, actor)[1].number
            older, newer = (side(number) for number in sorted((before, after or newest)))
        return compare(older, newer)

    def bundle(self, report: str, number: int | None, *, actor: Actor) -> IO[bytes]:
        """All of a version in one tar file, at its beginning."""
        with self._storage.reading() as unit:
            stored, version = _find(unit, report, number, actor)
            manifest = manifest_of(unit, stored, version, actor, library=self._storage.id)
            read = unit.blobs.read
            notebook, page = (read(_kept(b, version)) for b in (version.notebook, version.page))
            thumbnail = read(version.thumbnail) if version.thumbnail else b""
            attachments = {file.path: read(file.blob) for file in version.attachments}
            environment = {file.path: read(file.blob) for file in version.environment_files}
        file = tempfile.SpooledTemporaryFile(max_size=_SPOOL)  # noqa: SIM115 the caller reads it
        bundle.write(
            file,
            manifest=manifest,
            notebook=notebook,
            page=page,
            thumbnail=thumbnail,
            attachments=attachments,
            environment=environment,
        )
        file.seek(0)
        return file

    def _content(self, unit: Unit, name: str) -> Content:
        blob = unit.blobs.open(name)
        return Content(
            size=blob.size,
            gzip_size=blob.gzip_size,
            etag=f'"{blob.id}"',
            gzip=lambda: self._storage.gzip(name),
        )


def _find(
    unit: Unit, report: str, number: int | None, actor: Actor
) -> tuple[StoredReport, StoredVersion]:
    stored = readable(unit.reports.get(report), actor)
    # Where every version was erased, the newest of those.
    wanted = (stored.version or stored.given) if number is None else number
    version = unit.reports.version(report, wanted)
    if version is None:
        raise NotFound(f"This report has no version {number}.", hint="Open the newest one.")
    return stored, version


def _kept(blob: str | None, version: StoredVersion) -> str:
    if blob is None:
        raise NotFound(f"Version {version.number} was erased.", hint="Open the newest one.")
    return blob


def _named(files: tuple[StoredFile, ...], path: str) -> str:
    for file in files:
        if file.path == path:
            return file.blob
    raise NotFound("This version has no such file.", hint="Look at the list of its files.")
