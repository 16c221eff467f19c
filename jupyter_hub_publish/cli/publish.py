"""`jupyter hub-publish publish NOTEBOOK`: the notebook as it is saved becomes a report."""

from __future__ import annotations

import os
import sys
import threading

from traitlets import Bool, List, Unicode

from ..api.links import link_to
from ..authoring import Desk, JobBoard
from ..domain.drafting import clean_tags, shortened
from ..domain.drafts import Decision, Draft, DraftChoice, Progress, PublishRequest, Step
from ..domain.errors import Undecided
from ..domain.limits import MAX_MESSAGE, MAX_REASON, MAX_TITLE
from ..domain.records import Published, Remembered, Run
from ..rendering import Renderer
from ..workspace import FileWorkspace
from . import deciding
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
        "message": "PublishCommand.message",
        "update": "PublishCommand.update",
        "attach": "PublishCommand.attach",
        "accept": "PublishCommand.accept",
    }
    flags = {
        **Command.flags,
        "check-only": (
            {"PublishCommand": {"check_only": True}},
            "Print what the check finds, one line each, and publish nothing.",
        ),
        "run": (
            {"PublishCommand": {"run_first": True}},
            "Run it from top to bottom first, in a kernel of its own.",
        ),
        "mask": (
            {"PublishCommand": {"mask": True}},
            "Write dots over all secrets in what is published; the file is not changed.",
        ),
        "no-files": (
            {"PublishCommand": {"no_files": True}},
            "Leave the files that the notebook reads where they are.",
        ),
    }

    title = Unicode(help="The report's title. Empty: what the notebook says.").tag(config=True)
    summary = Unicode(help="Its summary. Empty: what the notebook says.").tag(config=True)
    tags = List(Unicode(), help="A tag; can be given several times.").tag(config=True)
    message = Unicode(help="What has changed, for the report's history.").tag(config=True)
    update = Unicode(
        help="The report that gets a version, by its id or its link. Empty: the one that the"
        " notebook remembers."
    ).tag(config=True)
    attach = List(
        Unicode(), help="A file in the notebook's folder; can be given several times."
    ).tag(config=True)
    accept = Unicode(
        help="Why what the check stops is published all the same; kept in the report's history."
    ).tag(config=True)
    check_only = Bool(False, help="Publish nothing.").tag(config=True)
    run_first = Bool(False, help="Run it first.").tag(config=True)
    mask = Bool(False, help="Mask all secrets.").tag(config=True)
    no_files = Bool(False, help="Attach only what `attach` names.").tag(config=True)

    def run(self) -> None:
        """Publish one notebook, or say what the check finds in it."""
        path = self.words()[0]
        if len(self.extra_args) > 1:
            self.refuse_call("Publish one notebook at a time.")
        report = self.report_id(self.update) if self.update else None
        workspace, renderer = FileWorkspace(), Renderer()
        with self.library() as library:
            desk = Desk(
                workspace=workspace,
                renderer=renderer,
                open_library=lambda: library,
                jobs=JobBoard(workers=1),
                blocked_rules=self.settings.blocked_rules,
            )
            try:
                draft = desk.inspect(path, actor=self.actor, report=report)
                decided = deciding.decisions(
                    draft.check.findings,
                    masking=self.mask,
                    reason=shortened(self.accept.strip(), MAX_REASON),
                )
                if self.check_only:
                    self._say_findings(draft)
                deciding.require_decided(draft.check.findings, decided)
                if not self.check_only:
                    made = self._publish(desk, draft, decided)
                    memory = Remembered(library=made.library, report=made.id, version=made.version)
                    remembers = workspace.remember(path, memory)
                    self._say(made)
                    if not remembers:
                        print(_FORGETS.format(id=made.id), file=sys.stderr)
            finally:
                renderer.close()
                desk.jobs.close()

    def _publish(self, desk: Desk, draft: Draft, decided: tuple[Decision, ...]) -> Published:
        try:
            return desk.carry_out(
                PublishRequest(path=draft.path, draft=self._choice(draft, decided)),
                actor=self.actor,
                report=_ProgressLine(),
                cancelled=threading.Event(),
            )
        except Undecided as error:  # the run has brought another secret to light
            raise deciding.undecided(error.message) from error

    def _choice(self, draft: Draft, decided: tuple[Decision, ...]) -> DraftChoice:
        mine = draft.report if draft.relation == "mine" else None
        offered = () if self.no_files else tuple(o.name for o in draft.files if o.chosen)
        beside = os.path.dirname(os.path.abspath(draft.path))
        named = (os.path.relpath(os.path.abspath(name), beside) for name in self.attach)
        described = draft.environment
        return DraftChoice(
            title=shortened(" ".join(self.title.split()), MAX_TITLE) or draft.title,
            summary=self.summary or draft.summary,
            tags=clean_tags(list(self.tags)) or draft.tags,
            report=mine.id if mine else None,
            follows=mine.version if mine else None,
            message=shortened(self.message.strip(), MAX_MESSAGE),
            decisions=decided,
            files=tuple(dict.fromkeys((*offered, *(n.replace(os.sep, "/") for n in named)))),
            environment=None
            if described is None
            else tuple(file.name for file in described.files if file.chosen),
            run=self.run_first,
            cover=draft.cover,
        )

    def _say(self, made: Published) -> None:
        url = link_to(made.id, self.link)
        if self.json:
            print_json({"id": made.id, "version": made.version, "title": made.title, "url": url})
        else:
            print(f"Published “{made.title}” as version {made.version} of {made.id}.")
            if url:
                print(url)

    def _say_findings(self, draft: Draft) -> None:
        if self.json:
            print_json(draft.check.findings)
        else:
            for finding in draft.check.findings:
                print(deciding.as_line(finding))
            if not draft.check.findings:
                print("Nothing found.", file=sys.stderr)
        if not draft.check.complete:
            print("The notebook is too large to be checked fully.", file=sys.stderr)


_FORGETS = (
    "The file is of an old format and does not remember its report: open and save it in JupyterLab,"
    " or publish it with --update {id}."
)
_STEPS: dict[Step, str] = {
    "reading": "Reading the notebook",
    "running": "Running from top to bottom",
    "rendering": "Rendering the page",
    "storing": "Storing",
}


class _ProgressLine:
    """One line on stderr that says what is being done; silent where nobody looks."""

    def __call__(self, step: Step, progress: Progress | None, *, ran: Run | None = None) -> None:
        if not sys.stderr.isatty():
            return
        cells = f", cell {progress.done} of {progress.total}" if progress else ""
        end = "\r\x1b[K" if step == "storing" else ""
        sys.stderr.write(f"\r\x1b[K{_STEPS[step]}{cells}…{end}")
        sys.stderr.flush()
