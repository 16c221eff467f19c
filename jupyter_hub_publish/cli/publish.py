"""`jupyter hub-publish publish NOTEBOOK`: the notebook as it is saved becomes a report."""

from __future__ import annotations

import sys
import threading

from traitlets import List, Unicode

from ..api.links import link_to
from ..authoring import Desk, JobBoard, publish
from ..domain.drafting import clean_tags, shortened
from ..domain.drafts import DraftChoice, Progress, Step
from ..domain.limits import MAX_TITLE
from ..domain.records import Published, Remembered
from ..rendering import Renderer
from ..workspace import FileWorkspace
from .command import Command, print_json


class PublishCommand(Command):
    """Publish a notebook as it is saved.

    It becomes version 1 of a new report, or the next version of the report that it remembers.
    """

    name = "publish"
    wants = "which notebook to publish"
    usage = "NOTEBOOK"
    description = __doc__
    aliases = {
        **Command.aliases,
        "title": "PublishCommand.title",
        "summary": "PublishCommand.summary",
        "tag": "PublishCommand.tags",
    }

    title = Unicode(help="The report's title. Empty: what the notebook says.").tag(config=True)
    summary = Unicode(help="Its summary. Empty: what the notebook says.").tag(config=True)
    tags = List(Unicode(), help="A tag; can be given several times.").tag(config=True)

    def run(self) -> None:
        """Publish one notebook."""
        path = self.words()[0]
        if len(self.extra_args) > 1:
            self.refuse_call("Publish one notebook at a time.")
        workspace, renderer = FileWorkspace(), Renderer()
        with self.library() as library:
            desk = Desk(
                workspace=workspace,
                renderer=renderer,
                open_library=lambda: library,
                jobs=JobBoard(workers=1),
            )
            try:
                draft = desk.inspect(path, actor=self.actor)
                mine = draft.report if draft.relation == "mine" else None
                choice = DraftChoice(
                    title=shortened(" ".join(self.title.split()), MAX_TITLE) or draft.title,
                    summary=self.summary or draft.summary,
                    tags=clean_tags(list(self.tags)) or draft.tags,
                    report=mine.id if mine else None,
                )
                made = publish(
                    path,
                    choice,
                    actor=self.actor,
                    workspace=workspace,
                    renderer=renderer,
                    library=library,
                    report=_ProgressLine(),
                    cancelled=threading.Event(),
                )
                memory = Remembered(library=made.library, report=made.id, version=made.version)
                workspace.remember(path, memory)
            finally:
                renderer.close()
                desk.jobs.close()
        self._say(made)

    def _say(self, made: Published) -> None:
        url = link_to(made.id, self.link)
        if self.json:
            print_json({"id": made.id, "version": made.version, "title": made.title, "url": url})
        else:
            print(f"Published “{made.title}” as version {made.version} of {made.id}.")
            if url:
                print(url)


_STEPS: dict[Step, str] = {
    "reading": "Reading the notebook",
    "rendering": "Rendering the page",
    "storing": "Storing",
}


class _ProgressLine:
    """One line on stderr that says what is being done; silent where nobody looks."""

    def __call__(self, step: Step, progress: Progress | None) -> None:
        if not sys.stderr.isatty():
            return
        cells = f", cell {progress.done} of {progress.total}" if progress else ""
        end = "\r\x1b[K" if step == "storing" else ""
        sys.stderr.write(f"\r\x1b[K{_STEPS[step]}{cells}…{end}")
        sys.stderr.flush()
