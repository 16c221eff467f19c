"""`jupyter hub-publish restore FROM`: the library becomes what a backup is."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from traitlets import Bool

from ..hosts.libraries import library_file_of, local_library_of
from ..storage.copies import put_back
from .command import Command, print_json


class RestoreCommand(Command):
    """Make the library what a backup is. A library that is there is replaced only with --replace.

    The search index notices, and makes itself anew. Restart a service that was running.
    """

    name = "restore"
    wants = "which backup to restore"
    usage = "FILE"
    description = __doc__
    flags = {
        **Command.flags,
        "replace": (
            {"RestoreCommand": {"replace": True}},
            "Replace the library that is there; it is kept in a file beside it.",
        ),
    }

    replace = Bool(False, help="Replace the library that is there.").tag(config=True)

    def run(self) -> None:
        """Restore the backup, and bring it up to date where it is of an older version."""
        words = self.words()
        if len(words) > 1:
            self.refuse_call("Restore one backup.")
        file = library_file_of(self.settings)
        kept = put_back(Path(words[0]).expanduser(), file, replace=self.replace)
        with closing(local_library_of(self.settings)) as library:
            id = library.info.id
        if self.json:
            print_json({"library": id, "path": str(file), "kept": kept and str(kept)})
            return
        print(f"Restored {file}.")
        if kept:
            print(f"What was there is in {kept}: delete it when all is well.")
            print("If a service was running, restart it.")
