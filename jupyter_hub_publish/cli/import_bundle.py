"""`jupyter hub-publish import BUNDLE…`: what another library has exported is published here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from .. import bundle
from ..api.links import link_to
from ..domain.errors import BadBundle, FileProblem, PublishError, TooLarge
from ..domain.records import Published, Record
from ..library.interface import Library
from .command import Command, print_json


class _Given(Record):
    """A bundle as it was named, and the version of which report it says to be."""

    path: Path
    report: str
    version: int


class ImportCommand(Command):
    """Publish bundles that were exported from another library, in your name.

    Versions of one report become versions of one report, in their order.
    """

    name = "import"
    wants = "which bundle to import"
    usage = "BUNDLE…"
    description = __doc__

    def run(self) -> None:
        """Import every bundle; those that are no bundles stop it before anything is stored."""
        given = [_read(Path(word)) for word in self.words()]
        given.sort(key=lambda each: each.version)
        made: list[Published] = []
        try:
            with self.library() as library:
                self._publish(given, library, made)
        except PublishError:
            if made:
                self._say(made)  # those before it are there
            raise
        self._say(made)

    def _publish(self, given: list[_Given], library: Library, made: list[Published]) -> None:
        publishing, reports = library.publishing, dict[str, str]()
        for each in given:
            report = reports.get(each.report)
            with _opened(each.path) as file:
                published = (
                    publishing.publish_version(report, file, actor=self.actor)
                    if report
                    else publishing.publish_new(file, actor=self.actor)
                )
            reports[each.report] = published.id
            made.append(published)

    def _say(self, made: list[Published]) -> None:
        if self.json:
            print_json({"imported": [self._as_json(each) for each in made]})
            return
        for each in made:
            print(f"Imported “{each.title}” as version {each.version} of {each.id}.")

    def _as_json(self, made: Published) -> dict[str, object]:
        url = link_to(made.id, self.link)
        return {"id": made.id, "version": made.version, "title": made.title, "url": url}


def _read(path: Path) -> _Given:
    try:
        with _opened(path) as file:
            manifest = bundle.read(file).manifest
    except (BadBundle, TooLarge) as error:
        raise type(error)(f"{path}: {error.message}", hint=error.hint) from error
    # What says of no report to be a version of it is a report of its own.
    return _Given(path=path, report=manifest.report or str(path), version=manifest.version or 0)


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    try:
        with path.open("rb") as file:
            yield file
    except OSError as error:
        raise FileProblem(
            f"{path} cannot be read: {error.strerror or error}.", hint="Name another file."
        ) from error
