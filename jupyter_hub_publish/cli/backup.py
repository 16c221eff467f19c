"""`jupyter hub-publish backup TO`: all of the library in one file, while it is used."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from ..hosts.libraries import library_file_of
from ..storage.copies import back_up
from .command import Command, print_json


class BackupCommand(Command):
    """Copy the library into one file, as it is at this moment. Nothing has to be stopped for it.

    The search index is not in it: it is made of the library.
    """

    name = "backup"
    wants = "where to"
    usage = "FILE|FOLDER"
    description = __doc__

    def run(self) -> None:
        """Write the copy and print where it is."""
        words = self.words()
        if len(words) > 1:
            self.refuse_call("Name one file, or one folder.")
        target = Path(words[0]).expanduser()
        if target.is_dir():
            target /= f"library-{datetime.now(UTC):%Y%m%d-%H%M%S}.sqlite"
        size = back_up(library_file_of(self.settings), target)
        if self.json:
            print_json({"path": str(target), "size": size})
        else:
            print(f"{target} ({size / 1e6:,.1f} MB)")
        if store := self.settings.blob_url:
            print(f"Large files are not in it: copy {store} now, after it.", file=sys.stderr)
