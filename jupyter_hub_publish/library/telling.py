"""What somebody is told of a report: what they may not see of it is not there."""

from __future__ import annotations

from collections.abc import Container
from datetime import UTC, datetime, timedelta

from ..bundle import Manifest
from ..domain.access import principals
from ..domain.content import tag_of
from ..domain.limits import MAX_BASIS, UNDO_DAYS
from ..domain.records import (
    Actor,
    Attachment,
    Choices,
    Origin,
    Remembered,
    ReportDetail,
    ReportSummary,
    Version,
)
from ..storage import Unit
from ..storage.records import StoredFile, StoredReport, StoredVersion
from .dataset_telling import datasets_of
from .permitted import may_read, may_update

_SAME = (  # what a version is told as it is stored
    *("report", "number", "title", "published", "publisher", "cells", "language"),
    *("notebook_size", "page_size", "message", "ran", "environment"),
    *("restores", "erased"),
)


def summary_of(
    stored: StoredReport, actor: Actor, *, starred: Container[str] = ()
) -> ReportSummary:
    """The report as this actor is told of it; `starred` are the ids of those that they starred."""
    return ReportSummary(
        id=stored.id,
        title=stored.title,
        summary=stored.summary,
        authors=stored.authors,
        owner=stored.owner,
        audience=stored.audience,
        tags=stored.tags,
        version=stored.version or stored.given,
        created=stored.created,
        updated=stored.updated,
        may_update=may_update(stored, actor),
        url=None,
        thumbnail=tag_of(stored.thumbnail),
        archived=stored.archived is not None,
        ran_clean=stored.ran_clean,
        stars=stored.stars,
        starred=stored.id in starred,
        views=stored.views,
    )


def detail_of(
    unit: Unit, stored: StoredReport, latest: StoredVersion, actor: Actor
) -> ReportDetail:
    """The report with what it has to do with others, and for its author with what was decided."""
    others = unit.reports.based_on(stored.id, principals=principals(actor), limit=MAX_BASIS)
    ids = [stored.id, stored.replaced_by or "", stored.parent.report if stored.parent else ""]
    starred = unit.readers.starred([*ids, *(other.id for other in others)], actor.name)
    said = summary_of(stored, actor, starred=starred)
    author = said.may_update
    return ReportDetail(
        **{name: getattr(said, name) for name in said.__struct_fields__},
        latest=version_of(latest, stored, actor),
        source=stored.source if author else None,
        withdrawn=stored.withdrawn,
        removed_on=stored.withdrawn and stored.withdrawn + timedelta(days=UNDO_DAYS),
        replaced_by=_other(unit, stored.replaced_by, actor, starred),
        based_on=_origin(unit, stored, actor, starred),
        basis_of=tuple(summary_of(other, actor, starred=starred) for other in others),
        choices=latest.choices if author else None,
        people=stored.people if author else (),
        datasets=datasets_of(unit, stored.id, actor, datetime.now(UTC)),
    )


def version_of(version: StoredVersion, stored: StoredReport, actor: Actor) -> Version:
    """The version as this actor is told of it."""
    author = may_update(stored, actor)
    return Version(
        **{name: getattr(version, name) for name in _SAME},
        # It counts what was masked, too: who knows all the rest could try values until it fits.
        fingerprint=version.fingerprint if author else "",
        thumbnail=tag_of(version.thumbnail),
        attachments=_listed(version.attachments),
        environment_files=_listed(version.environment_files),
        # They say where a secret may have been missed.
        waivers=version.waivers if author else (),
    )


def manifest_of(
    unit: Unit, stored: StoredReport, version: StoredVersion, actor: Actor, *, library: str
) -> Manifest:
    """What a download says about the version."""
    newest, author = version.number == stored.version, may_update(stored, actor)
    origin = _origin(unit, stored, actor)
    return Manifest(
        # What was edited since stands with the newest version, and with no other.
        title=stored.title if newest else version.title,
        summary=stored.summary if newest or version.summary is None else version.summary,
        tags=stored.tags if newest or version.tags is None else version.tags,
        message=version.message,
        fingerprint=version.fingerprint if author else None,
        ran=version.ran,
        environment=version.environment,
        waivers=version.waivers if author else (),
        choices=(version.choices if author else None) or Choices(),
        parent=Remembered(library=library, report=origin.report.id, version=origin.version)
        if origin
        else None,
        report=stored.id,
        version=version.number,
        authors=stored.authors,
        published=version.published.isoformat(),
    )


def _listed(files: tuple[StoredFile, ...]) -> tuple[Attachment, ...]:
    return tuple(Attachment(path=file.path, size=file.size) for file in files)


def _origin(
    unit: Unit, stored: StoredReport, actor: Actor, starred: Container[str] = ()
) -> Origin | None:
    if stored.parent is None:
        return None
    report = _other(unit, stored.parent.report, actor, starred)
    return Origin(report=report, version=stored.parent.version) if report else None


def _other(
    unit: Unit, report: str | None, actor: Actor, starred: Container[str]
) -> ReportSummary | None:
    stored = unit.reports.get(report) if report else None
    if stored is None or not may_read(stored, actor):
        return None
    return summary_of(stored, actor, starred=starred)
