"""Publications to store, with as little to say about each as a test needs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from jupyter_hub_publish.domain.ids import new_report_id
from jupyter_hub_publish.domain.notebook import Passage
from jupyter_hub_publish.domain.records import Audience
from jupyter_hub_publish.storage import Storage, Unit
from jupyter_hub_publish.storage.records import NewFile, NewReport, NewVersion, Parent

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
ALL = frozenset({"everyone"})


def a_report(
    *,
    owner: str = "user:ana",
    authors: tuple[str, ...] = ("ana",),
    audience: Audience = "everyone",
    people: tuple[str, ...] = (),
) -> NewReport:
    return NewReport(
        id=new_report_id(),
        title="Churn",
        summary="",
        owner=owner,
        audience=audience,
        authors=authors,
        people=people,
        created=NOON,
    )


def a_version(
    notebook: str,
    page: str,
    *,
    title: str = "Churn",
    tags: tuple[str, ...] = (),
    minute: int = 0,
    summary: str = "What drives it.",
    thumbnail: str | None = None,
    files: tuple[NewFile, ...] = (),
    parent: Parent | None = None,
    **said: Any,
) -> NewVersion:
    return NewVersion(
        title=title,
        summary=summary,
        tags=tags,
        published=NOON + timedelta(minutes=minute),
        publisher="ana",
        cells=3,
        language="python",
        fingerprint="f" * 64,
        source="work/churn.ipynb",
        notebook=notebook,
        page=page,
        thumbnail=thumbnail,
        passages=(Passage(cell=1, kind="text", heading="", text=title),),
        files=files,
        parent=parent,
        **said,
    )


def publish(
    storage: Storage,
    report: NewReport | None = None,
    *,
    notebook: bytes = b"{}",
    page: bytes = b"<p>",
    tags: tuple[str, ...] = (),
    minute: int = 0,
) -> str:
    """Publish a new report and return its id."""
    new = report or a_report()

    def work(unit: Unit) -> None:
        unit.reports.add(new)
        blobs = unit.blobs.put(notebook), unit.blobs.put(page)
        unit.reports.add_version(new.id, a_version(*blobs, tags=tags, minute=minute))

    storage.write(work)
    return new.id


def publish_again(
    storage: Storage,
    report_id: str,
    *,
    notebook: bytes = b"{}",
    title: str = "Churn",
    tags: tuple[str, ...] = (),
    minute: int = 1,
) -> int:
    """Publish the next version and return its number."""

    def work(unit: Unit) -> int:
        blobs = unit.blobs.put(notebook), unit.blobs.put(b"<p>")
        return unit.reports.add_version(
            report_id, a_version(*blobs, title=title, tags=tags, minute=minute)
        )

    return storage.write(work)
