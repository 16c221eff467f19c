"""What an admin has set about publications: how they begin, and how much room they may take."""

from __future__ import annotations

from .errors import OverQuota
from .records import Actor, Audience, Record


class Beginning(Record):
    """For whom a new report is until its author decides otherwise."""

    audience: Audience
    people: tuple[str, ...] = ()
    """Principals, where the audience is `people`."""


class Policy(Record):
    """What holds for everybody in a library."""

    quota_person: int = 0
    """Bytes that the reports of one person may take; 0: any number."""
    quota_group: int = 0
    audience: Audience | None = None
    """What new reports begin with; None: what the library offers first."""
    group_audiences: tuple[tuple[str, Audience], ...] = ()
    """The same for the members of groups: the first group that one is in counts."""

    def quota_of(self, owner: str) -> int:
        """Of a principal, in bytes; 0: none."""
        return self.quota_group if owner.startswith("group:") else self.quota_person

    def check_room(self, owner: str, taken: int) -> None:
        """Raise OverQuota where an owner's reports take more bytes than they may."""
        quota = self.quota_of(owner)
        if quota and taken > quota:
            kind, _, name = owner.partition(":")
            whose = f"the group {name}" if kind == "group" else name
            raise OverQuota(
                f"The reports of {whose} would take {megabytes(taken)}, and may take"
                f" {megabytes(quota)}.",
                hint="Erase versions that nobody needs, leave out the largest files, or ask an"
                " administrator for more room.",
            )

    def beginning(self, actor: Actor, offered: tuple[Audience, ...]) -> Beginning:
        """What the actor's new reports begin with, of the audiences that the library offers.

        Where a group's are for `people`, those are the group.
        """
        for group, audience in self.group_audiences:
            if group in actor.groups and audience in offered:
                people = (f"group:{group}",) if audience == "people" else ()
                return Beginning(audience=audience, people=people)
        return Beginning(audience=self.audience if self.audience in offered else offered[0])


USUAL = Policy()


def megabytes(size: int) -> str:
    """A size as people read it."""
    return f"{size / 1e9:,.1f} GB" if size >= 1_000_000_000 else f"{size / 1e6:,.1f} MB"
