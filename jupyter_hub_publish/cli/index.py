"""`jupyter hub-publish index rebuild|check`: the search index, which is made of the library."""

from __future__ import annotations

import sys
from contextlib import closing

from ..hosts.libraries import local_library_of
from ..search import IndexState
from .command import FAILED, Command, print_json

_TOLD_EVERY = 500  # reports


class IndexCommand(Command):
    """Make the search index anew, or check that it holds every report of the library."""

    name = "index"
    wants = "what to do with the index"
    usage = "rebuild|check"
    description = __doc__

    def run(self) -> None:
        """Do it, and print what the index is like."""
        words = self.words()
        if words not in (["rebuild"], ["check"]):
            self.refuse_call("Say one of the two: jupyter hub-publish index rebuild|check")
        with closing(local_library_of(self.settings, patient=True)) as library:
            do = library.rebuild_index if words == ["rebuild"] else library.check_index
            state = do(self._tell)
        self._tell_no_more()
        if self.json:
            print_json(state)
        else:
            print("\n".join(_sentences(state)))
        if state.faults:
            self.exit(FAILED)

    def _tell(self, reports: int) -> None:
        if not self.json and reports % _TOLD_EVERY == 0 and sys.stderr.isatty():
            sys.stderr.write(f"\r{reports:,} reports")
            sys.stderr.flush()

    def _tell_no_more(self) -> None:
        if not self.json and sys.stderr.isatty():
            sys.stderr.write("\r\x1b[K")  # ECMA-48: erase to the end of the line


def _sentences(state: IndexState) -> list[str]:
    reports = "1 report" if state.reports == 1 else f"{state.reports:,} reports"
    told = [f"{reports}, {state.size / 1e6:,.1f} MB, in {state.folder}"]
    if state.behind:
        changes = "1 change" if state.behind == 1 else f"{state.behind:,} changes"
        told.append(f"The next search takes in {changes}.")
    told += state.faults
    if state.faults:
        told.append("This makes it anew: jupyter hub-publish index rebuild")
    return told
