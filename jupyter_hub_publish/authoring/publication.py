"""One publication from end to end: read, render, bundle, store."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Callable
from datetime import UTC, datetime

from .. import bundle
from ..domain import notebook as notebooks
from ..domain.drafting import clean_tags
from ..domain.drafts import DraftChoice, Progress, Step
from ..domain.errors import Cancelled, TooLarge
from ..domain.limits import MAX_BUNDLE
from ..domain.named_pictures import pictures_named
from ..domain.records import Actor, Published
from ..library.interface import Library
from ..rendering import About, Renderer
from ..workspace import Workspace

_SPOOL = 4_000_000  # bytes of a bundle that stay in memory; a longer one goes through a file
Report = Callable[[Step, Progress | None], None]


def publish(
    path: str,
    draft: DraftChoice,
    *,
    actor: Actor,
    workspace: Workspace,
    renderer: Renderer,
    library: Library,
    report: Report,
    cancelled: threading.Event,
    key: str | None = None,
) -> Published:
    """Publish a notebook as it is saved.

    `report` is told each step as it begins. Until storing begins, setting `cancelled` ends it with
    Cancelled and nothing stored; from then on it is carried through.
    """
    report("reading", None)
    source = workspace.read(path)
    notebook = notebooks.without_memory(notebooks.without_trust(source.notebook))
    data, _ = notebooks.serialize(notebook)
    _stop_if(cancelled)

    report("rendering", Progress(done=0, total=len(notebook["cells"])))
    about = About(
        title=draft.title,
        summary=draft.summary,
        authors=(actor.display_name or actor.name,),
        tags=clean_tags(draft.tags),
        published=datetime.now(UTC),
        language=notebooks.facts(notebook).language,
    )

    def rendered(done: int, total: int) -> None:
        report("rendering", Progress(done=done, total=total))

    pictures = workspace.pictures(path, pictures_named(notebook))
    page = renderer.render(data, about, progress=rendered, cancelled=cancelled, pictures=pictures)
    _stop_if(cancelled)
    if len(data) + len(page.html) + len(page.thumbnail) > MAX_BUNDLE:
        raise TooLarge(
            f"The publication is larger than {MAX_BUNDLE // 1_000_000} MB.",
            hint="Clear the largest outputs, or draw fewer points, and publish again.",
        )

    report("storing", None)
    manifest = bundle.Manifest(
        title=draft.title,
        summary=draft.summary,
        tags=clean_tags(draft.tags),
        audience=draft.audience,
        source=workspace.origin(path),
        page_cuts=page.cuts,
    )
    with tempfile.SpooledTemporaryFile(max_size=_SPOOL) as file:
        bundle.write(
            file, manifest=manifest, notebook=data, page=page.html, thumbnail=page.thumbnail
        )
        file.seek(0)
        if draft.report is None:
            return library.publishing.publish_new(file, actor=actor, key=key)
        return library.publishing.publish_version(draft.report, file, actor=actor, key=key)


def _stop_if(cancelled: threading.Event) -> None:
    if cancelled.is_set():
        raise Cancelled("Publishing was cancelled. Nothing was stored.")
