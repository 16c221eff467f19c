"""What every command shares: one sentence for an error, JSON on request, exit codes that tell."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr
from inspect import unwrap
from typing import NoReturn

import msgspec
from jupyter_core.application import JupyterApp, base_aliases, base_flags
from traitlets import Bool, Enum, Int, TraitError

from .. import __version__
from ..api.errors import body_of
from ..config import HubPublish
from ..domain.errors import Blocked, PublishError, Undecided
from ..domain.ids import is_report_id
from ..domain.records import Actor
from ..hosts.libraries import library_of
from ..library.interface import Library

FAILED, WRONG_CALL, STOPPED, INTERRUPTED = 1, 2, 3, 130


class Command(JupyterApp):
    """One command, over the library that `c.HubPublish` names."""

    version = __version__
    classes = [HubPublish]
    # The server's settings are ours, so that both use the same library.
    config_file_name = "jupyter_server_config"
    wants = ""
    """The names of the words that follow the command, for the message to those who forgot them."""
    flags = {
        **base_flags,
        "json": ({"Command": {"json": True}}, "Print JSON, for other programs to read."),
    }
    aliases = dict(base_aliases)

    json = Bool(False, help="Print JSON.").tag(config=True)

    def parse_command_line(self, argv: list[str] | None = None) -> None:
        """Refuse what we do not know with exit code 2, instead of passing over it."""
        known = {f"--{name}" for key in (*self.flags, *self.aliases) for name in _names(key)}
        for word in sys.argv[1:] if argv is None else argv:
            name = word.partition("=")[0]
            if (
                name.startswith("--")
                and "." not in name
                and name not in {*known, "--help", "--help-all", "--version"}
            ):
                self.refuse_call(f"There is no option {name}.")
        # Without traitlets' decorator, which would end the process in its own words.
        parse = unwrap(JupyterApp.parse_command_line)
        told = io.StringIO()  # what argparse says is its usage in ten lines, then the fault
        try:
            with redirect_stderr(told):
                parse(self, argv)
        except TraitError as error:
            self.refuse_call(self._fault_in_option(str(error)))
        except SystemExit as end:
            if end.code != WRONG_CALL:
                raise
            fault = told.getvalue().strip().rpartition("error: ")[2]
            self.refuse_call(f"An option is not understood: {fault}.")
        sys.stderr.write(told.getvalue())

    def _fault_in_option(self, told: str) -> str:
        """What is wrong with an option, by what traitlets tells."""
        found = re.search(r"'(\w+)' trait", told)
        trait = self.traits().get(found[1]) if found else None
        if isinstance(trait, Int):
            return f"--{trait.name} is a number from {trait.min} to {trait.max}."
        if isinstance(trait, Enum):
            return f"--{trait.name} is one of {', '.join(trait.values or ())}."
        return f"An option is not understood: {told.splitlines()[0].rstrip('.')}."

    def start(self) -> None:
        """Run the command; an error becomes one sentence and an exit code."""
        super().start()
        self.settings = HubPublish(parent=self)
        try:
            self.run()
        except PublishError as error:
            self.say_error(error)
            self.exit(STOPPED if isinstance(error, Undecided | Blocked) else FAILED)
        except KeyboardInterrupt:
            self.exit(INTERRUPTED)
        except BrokenPipeError:  # `… search x | head`: the reader has enough
            sys.stderr.close()
            self.exit(0)

    def run(self) -> None:
        """What the command does."""
        raise NotImplementedError

    def words(self) -> list[str]:
        """The words after the command; none ends it with exit code 2."""
        if not self.extra_args:
            self.refuse_call(f"Say {self.wants}: jupyter hub-publish {self.name} {self.usage}")
        return [str(word) for word in self.extra_args]

    usage = ""

    def report_id(self, word: str) -> str:
        """The id in a word, which may be a link; what is neither ends it with exit code 2."""
        id = word.rstrip("/").rpartition("/")[2]
        if not is_report_id(id):
            self.refuse_call("Say one report, by its id or its link, such as rk7m2xq4d3z.")
        return id

    def refuse_call(self, sentence: str) -> NoReturn:
        """End with exit code 2: the command was called wrongly."""
        print(sentence, file=sys.stderr)
        self.exit(WRONG_CALL)
        raise AssertionError("exit has ended the process")

    def say_error(self, error: PublishError) -> None:
        """One sentence on stderr, or with --json the error object of the API."""
        if self.json:
            print(msgspec.json.encode(body_of(error)).decode(), file=sys.stderr)
        else:
            print(" ".join(filter(None, (error.message, error.hint))), file=sys.stderr)

    @property
    def actor(self) -> Actor:
        """In whose name the command acts."""
        return Actor(name=self.settings.author_name())

    @property
    def link(self) -> str | None:
        """The pattern of permanent links; without a public address nobody serves any."""
        url = self.settings.public_url
        return f"{url}/hub-publish/r/{{id}}" if url else None

    @contextmanager
    def library(self) -> Iterator[Library]:
        """The library, closed in the end."""
        library = library_of(self.settings, patient=True)
        try:
            yield library
        finally:
            library.close()


def _names(key: str | tuple[str, ...]) -> tuple[str, ...]:
    return (key,) if isinstance(key, str) else key


def print_json(answer: object) -> None:
    """One line of JSON on stdout."""
    sys.stdout.write(msgspec.json.encode(answer).decode() + "\n")
