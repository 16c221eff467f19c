"""`jupyter hub-publish open ID --to DIR`: a copy of the published notebook in a folder."""

from __future__ import annotations

from pathlib import Path

from traitlets import Unicode

from ..authoring.copying import copy_notebook
from ..domain.ids import is_report_id
from .command import Command, print_json


class OpenCommand(Command):
    """Write a copy of a report's notebook into a folder. Nothing is overwritten."""

    name = "open"
    wants = "which report to open"
    usage = "ID --to DIR"
    description = __doc__
    aliases = {**Command.aliases, "to": "OpenCommand.folder"}

    folder = Unicode(".", help="The folder that gets the copy; made if it is not there.").tag(
        config=True
    )

    def run(self) -> None:
        """Write the copy and print where it is."""
        id = self.words()[0].rstrip("/").rpartition("/")[2]  # a link is as good as an id
        if len(self.extra_args) > 1 or not is_report_id(id):
            self.refuse_call("Say one report, by its id or its link, such as rk7m2xq4d3z.")
        with self.library() as library:
            made = copy_notebook(id, Path(self.folder), library=library, actor=self.actor)
        if self.json:
            print_json({"id": id, "version": made.version, "path": str(made.path)})
        else:
            print(made.path)
