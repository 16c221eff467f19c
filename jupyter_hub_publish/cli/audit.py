"""`jupyter hub-publish audit`: who has done what, when, and from which address."""

from __future__ import annotations

import re
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta

from traitlets import Int, Unicode

from ..domain.records import AuditEntry
from ..hosts.libraries import local_library_of
from .command import Command, print_json

_DAYS = re.compile(r"([1-9][0-9]{0,4})d")


class AuditCommand(Command):
    """Print what was done to the library of a hub, the newest first.

    For admins, where the library lies. What is kept, and for how long: c.HubPublish.audit_days.
    """

    name = "audit"
    usage = "[--actor NAME] [--report ID] [--since DAY]"
    description = __doc__
    aliases = {
        **Command.aliases,
        "actor": "AuditCommand.by",
        "report": "AuditCommand.report",
        "since": "AuditCommand.since",
        "limit": "AuditCommand.limit",
    }

    by = Unicode(help="Only what this person has done.").tag(config=True)
    report = Unicode(help="Only what was done to this report, by its id or its link.").tag(
        config=True
    )
    since = Unicode(help="Only since that day (2026-11-01), or for so many days (7d).").tag(
        config=True
    )
    limit = Int(100, min=1, max=1_000_000, help="How many entries to print, at most.").tag(
        config=True
    )

    def run(self) -> None:
        """Print the entries."""
        if self.extra_args:
            self.refuse_call(f"Ask with options: jupyter hub-publish audit {self.usage}")
        since = self._moment() if self.since else None
        report = self.report_id(self.report) if self.report else None
        with closing(local_library_of(self.settings)) as library:
            entries = library.administering.trail(
                actor=self.by or None, report=report, since=since, limit=self.limit
            )
        if self.json:
            print_json(entries)
            return
        for entry in entries:
            print(_as_line(entry))
        if not entries:
            print("Nothing is written down about that.", file=sys.stderr)
        elif len(entries) == self.limit:
            print("There may be more: --limit.", file=sys.stderr)

    def _moment(self) -> datetime:
        if days := _DAYS.fullmatch(self.since):
            return datetime.now(UTC) - timedelta(days=int(days[1]))
        try:
            moment = datetime.fromisoformat(self.since)
        except ValueError:
            self.refuse_call("Say a day, such as --since 2026-11-01, or how many: --since 7d.")
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _as_line(entry: AuditEntry) -> str:
    version = f"/{entry.version}" if entry.version else ""
    report = f" {entry.report}{version}" if entry.report else ""
    details = f" ({entry.details})" if entry.details else ""
    address = f" from {entry.address}" if entry.address else ""
    return f"{entry.at:%Y-%m-%d %H:%M:%S} {entry.actor} {entry.deed}{report}{details}{address}"
