"""`jupyter hub-publish transfer --from user:alice --to group:team-a`: a leaver's reports go on."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing

from traitlets import Bool, Unicode

from ..hosts.libraries import local_library_of
from ..library.administering import Left
from .command import Command, print_json


class TransferCommand(Command):
    """Hand all reports of a person or a group over to another. Who wrote them stays as it is.

    For admins, where the library lies. Each report that is handed over stands in the audit trail.
    """

    name = "transfer"
    usage = "--from user:NAME --to group:NAME"
    description = __doc__
    aliases = {
        **Command.aliases,
        "from": "TransferCommand.owner",
        "to": "TransferCommand.successor",
    }
    flags = {
        **Command.flags,
        "dry-run": (
            {"TransferCommand": {"dry_run": True}},
            "Only list the reports, withdrawn ones too.",
        ),
    }

    owner = Unicode(help="Whose reports: `user:alice`, or `group:team-a`.").tag(config=True)
    successor = Unicode(help="Who gets them: `user:bob`, or `group:team-a`.").tag(config=True)
    dry_run = Bool(False, help="Only list them.").tag(config=True)

    def run(self) -> None:
        """Hand the reports over, or list them."""
        if self.extra_args or not self.owner or not (self.successor or self.dry_run):
            self.refuse_call(f"Say whose, and to whom: jupyter hub-publish transfer {self.usage}")
        if self.owner == self.successor:
            self.refuse_call("They are theirs already.")
        with closing(local_library_of(self.settings)) as library:
            admin = library.administering
            if self.successor:
                admin.check_successor(self.successor)
            reports = admin.owned_by(self.owner)
            if not self.dry_run:
                reports = tuple(
                    each
                    for each in reports
                    if admin.hand_over(
                        each.id, owner=self.owner, successor=self.successor, actor=self.actor
                    )
                )
        self._say(reports)

    def _say(self, reports: tuple[Left, ...]) -> None:
        if self.json:
            print_json({"reports": reports, "transferred": not self.dry_run})
            return
        for line in _lines(reports):
            print(line)
        many = "1 report" if len(reports) == 1 else f"{len(reports)} reports"
        if self.dry_run:
            print(f"{many} of {self.owner}. Nothing was changed.")
        else:
            print(f"{many} handed over from {self.owner} to {self.successor}.")


def _lines(reports: Iterable[Left]) -> Iterable[str]:
    for each in reports:
        withdrawn = ", withdrawn" if each.withdrawn else ""
        yield f"{each.id}  {each.title} ({each.audience}{withdrawn})"
