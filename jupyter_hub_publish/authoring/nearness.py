"""What an author is told of the library while writing: what is near, and what has fallen behind."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from ..domain import notebook as notebooks
from ..domain.drafting import propose, shortened
from ..domain.drafts import Update, Updates
from ..domain.errors import PublishError
from ..domain.limits import MAX_PROBE, MAX_TAGS, MAX_TITLE
from ..domain.notebook import Notebook
from ..domain.records import Actor, Probe, RelatedList
from ..domain.vocabulary import vocabulary
from ..library.interface import Library
from ..workspace import Workspace

SECONDS = 3.0  # for looking through notebooks; what is not known by then is not said


def near(notebook: Notebook, path: str, *, actor: Actor, library: Library) -> RelatedList:
    """Reports that are near to the notebook, but for the one that it is published as."""
    if not notebooks.has_content(notebook):
        return RelatedList(reports=())
    return library.discovery.near(_probe(notebook, path, library), actor=actor)


def _probe(notebook: Notebook, path: str, library: Library) -> Probe:
    said, passages = propose(notebook, path), notebooks.passages(notebook)
    names = vocabulary(notebook)

    def text_of(kind: str) -> str:
        return "\n".join(one.text for one in passages if one.kind == kind)[:MAX_PROBE]

    def names_of(kind: str) -> tuple[str, ...]:
        return tuple(one.text for one in names if one.kind == kind)[:MAX_TAGS]

    memory = notebooks.remembered(notebook)
    return Probe(
        title=shortened(said.title, MAX_TITLE),
        text=text_of("text"),
        code=text_of("code"),
        tags=said.tags,
        packages=names_of("package"),
        columns=names_of("column"),
        files=names_of("file"),
        but=memory.report if memory and memory.library == library.info.id else None,
    )


def updates(
    reports: tuple[str, ...],
    *,
    actor: Actor,
    library: Library,
    workspace: Workspace,
    seconds: float = SECONDS,
) -> Updates:
    """Those of the actor's reports whose notebooks here differ from their newest versions.

    After so many seconds what is known by then: storage that does not answer holds nobody up.
    """
    found: list[Update] = []
    deadline = time.monotonic() + seconds

    def look() -> None:
        for report in reports:
            if time.monotonic() > deadline:
                return
            try:
                update = _update(report, actor, library, workspace)
            except PublishError:  # gone, somebody else's, or its file cannot be read
                continue
            if update is not None:
                found.append(update)

    _within(seconds, look)
    return Updates(updates=tuple(found))


def _update(report: str, actor: Actor, library: Library, workspace: Workspace) -> Update | None:
    known = library.reading.open_latest(report, actor=actor)
    if not known.may_update or known.withdrawn or known.source is None:
        return None
    path = workspace.located(known.source)
    if path is None:
        return None
    notebook = workspace.read(path).notebook
    memory = notebooks.remembered(notebook)
    # Another notebook may lie there by now: only what remembers the report is published as it.
    if memory is None or (memory.library, memory.report) != (library.info.id, report):
        return None
    changed = notebooks.fingerprint(notebook) != known.latest.fingerprint
    return Update(report=report, path=path) if changed else None


def _within(seconds: float, work: Callable[[], None]) -> None:
    # Not of a pool: a call that hangs would keep the next one waiting, and the server from ending.
    thread = threading.Thread(target=work, name="hub-publish-updates", daemon=True)
    thread.start()
    thread.join(seconds)
