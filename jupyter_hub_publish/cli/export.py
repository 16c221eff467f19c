"""`jupyter hub-publish export ID --to FILE`: all of a version in one file, for another library."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path
from typing import IO

from traitlets import Unicode

from ..domain.errors import FileProblem
from .command import Command, print_json


class ExportCommand(Command):
    """Write all of a version into one file, a bundle. Nothing is overwritten."""

    name = "export"
    wants = "which report to export"
    usage = "ID --to FILE"
    description = __doc__
    aliases = {
        **Command.aliases,
        "to": "ExportCommand.file",
        "version": "ExportCommand.number",
    }

    file = Unicode(help="The file to write, such as `report.tar`.").tag(config=True)
    number = Unicode(help="Which version. Empty: the newest.").tag(config=True)

    def parse_command_line(self, argv: list[str] | None = None) -> None:
        """Take `--version 3` for an option: alone, it would ask for the program's version."""
        words = list(sys.argv[1:] if argv is None else argv)
        if "--version" in words[:-1]:
            at = words.index("--version")
            words[at : at + 2] = [f"--version={words[at + 1]}"]
        super().parse_command_line(words)

    def run(self) -> None:
        """Write the bundle and print where it is."""
        id = self.report_id(self.words()[0])
        if len(self.extra_args) > 1:
            self.refuse_call("Export one report at a time.")
        if not self.file:
            self.refuse_call("Say which file to write: --to FILE")
        if self.number and not re.fullmatch("[1-9][0-9]{0,8}", self.number):
            self.refuse_call("Say a version by its number, such as --version 3.")
        path = Path(self.file)
        with self.library() as library:
            reading = library.reading
            latest = reading.open_latest(id, actor=self.actor).version
            number = int(self.number or latest)
            with reading.bundle(id, number, actor=self.actor) as bundle:
                size = _written(bundle, path)
        if self.json:
            print_json({"id": id, "version": number, "path": str(path), "size": size})
        else:
            print(path)


def _written(bundle: IO[bytes], path: Path) -> int:
    try:
        with path.open("xb") as file:
            try:
                shutil.copyfileobj(bundle, file)
            except BaseException:
                path.unlink()
                raise
            return file.tell()
    except FileExistsError as error:
        raise FileProblem(f"{path} is there already.", hint="Name another file.") from error
    except OSError as error:
        raise FileProblem(
            f"{path} cannot be written: {error.strerror or error}.", hint="Name another file."
        ) from error
