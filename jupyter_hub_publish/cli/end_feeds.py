"""`jupyter hub-publish end-feeds alice`: nobody fetches feeds in her name any more."""

from __future__ import annotations

from contextlib import closing

from ..hosts.libraries import local_library_of
from .command import Command, print_json


class EndFeedsCommand(Command):
    """End the feeds of people, who can make new ones as long as the hub lets them in.

    For admins, where the library lies. Each that is ended stands in the audit trail.
    """

    name = "end-feeds"
    usage = "NAME [NAME …]"
    description = __doc__

    def run(self) -> None:
        """End them, and say whose there were."""
        if not self.extra_args:
            self.refuse_call(f"Say whose: jupyter hub-publish end-feeds {self.usage}")
        with closing(local_library_of(self.settings)) as library:
            end = library.administering.end_feeds
            ended = [name for name in self.extra_args if end(name, actor=self.actor)]
        if self.json:
            print_json({"ended": ended})
            return
        for name in self.extra_args:
            print(f"{name}: {'ended' if name in ended else 'there are none'}.")
