"""`jupyter hub-publish usage`: whose reports take how much room."""

from __future__ import annotations

from contextlib import closing

from traitlets import Int

from ..domain.policy import megabytes
from ..hosts.libraries import local_library_of
from .command import Command, print_json


class UsageCommand(Command):
    """Print whose reports take most room in the library, the largest first.

    For admins, where the library lies. What versions of one owner share counts once. How much they
    may take: c.HubPublish.quota_person and quota_group.
    """

    name = "usage"
    usage = "[--limit NUMBER]"
    description = __doc__
    aliases = {**Command.aliases, "limit": "UsageCommand.limit"}

    limit = Int(20, min=1, max=1_000_000, help="How many owners to print, at most.").tag(
        config=True
    )

    def run(self) -> None:
        """Print a line for each owner."""
        if self.extra_args:
            self.refuse_call(f"Ask with options: jupyter hub-publish usage {self.usage}")
        with closing(local_library_of(self.settings)) as library:
            found = library.administering.usages(limit=self.limit)
        if self.json:
            print_json(found)
            return
        policy = self.settings.policy()
        for each in found:
            quota = policy.quota_of(each.owner)
            of = f" of {megabytes(quota)}" if quota else ""
            many = "1 report" if each.reports == 1 else f"{each.reports:,} reports"
            print(f"{each.owner}  {megabytes(each.size)}{of}, {many}")
