"""`jupyter hub-publish open ID --to DIR`: a copy of a report, with its files, in a folder."""

from __future__ import annotations

from traitlets import Unicode

from ..authoring.copying import copy
from ..domain.drafts import CopyRequest
from ..workspace import FileWorkspace
from .command import Command, print_json


class OpenCommand(Command):
    """Write a copy of a report, with its files, into a new folder. Nothing is overwritten."""

    name = "open"
    wants = "which report to open"
    usage = "ID --to DIR"
    description = __doc__
    aliases = {**Command.aliases, "to": "OpenCommand.folder"}

    folder = Unicode(
        ".", help="The folder that gets the copy's folder; made if it is not there."
    ).tag(config=True)

    def run(self) -> None:
        """Write the copy and print where it is."""
        id = self.report_id(self.words()[0])
        if len(self.extra_args) > 1:
            self.refuse_call("Open one report at a time.")
        request = CopyRequest(report=id, directory=self.folder)
        with self.library() as library:
            made = copy(request, actor=self.actor, library=library, workspace=FileWorkspace())
        if self.json:
            print_json(
                {
                    "id": id,
                    "version": made.version,
                    "path": made.notebook,
                    "folder": made.folder,
                    "files": made.files,
                }
            )
        else:
            print(made.folder)
