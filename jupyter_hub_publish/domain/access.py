"""Who may do what to a report is decided here and only here."""

from __future__ import annotations

from enum import Enum

from .records import Actor, Audience, Record, Shape

EVERYONE = "everyone"


def audiences_of(shape: Shape) -> tuple[Audience, ...]:
    """The audiences that a library offers, the one that a new report begins with first.

    Who shares a database holds its password and can read all of it: nothing is private there.
    """
    return ("everyone", "people", "link", "private") if shape == "service" else ("everyone",)


class Action(Enum):
    """What can be done to a report."""

    FIND = "find"  # meet it in lists, searches, counts and suggestions
    READ = "read"  # open it by its link
    UPDATE = "update"  # publish a version, change what is said about it


class Access(Record):
    """What a decision needs to know about a report."""

    owner: str
    """A principal, `user:…` or `group:…`."""
    authors: tuple[str, ...]
    """Names of people, who may see it and nothing more."""
    audience: Audience
    people: tuple[str, ...] = ()
    """Principals that the audience `people` names."""
    withdrawn: bool = False
    """Whether it is hidden from everyone but those who may update it, who still have its link."""


def principals(actor: Actor) -> frozenset[str]:
    """The actor as access sees it: the person, the groups, and everyone."""
    return frozenset(
        {EVERYONE, f"user:{actor.name}", *(f"group:{group}" for group in actor.groups)}
    )


def finders(report: Access) -> frozenset[str]:
    """The principals that meet the report in lists and searches: what the search index stores.

    A listing keeps the reports for which this set and `principals(actor)` share a member.
    """
    if report.withdrawn:
        return frozenset()
    found = {report.owner, *(f"user:{name}" for name in report.authors)}
    if report.audience == "everyone":
        found.add(EVERYONE)
    elif report.audience == "people":
        found.update(report.people)
    return frozenset(found)


def allowed(actor: Actor, action: Action, report: Access) -> bool:
    """Whether the actor may do this to the report. An admin has no rights of their own here."""
    who = principals(actor)
    if action is Action.UPDATE or (action is Action.READ and report.withdrawn):
        return report.owner in who
    if action is Action.READ and report.audience == "link":
        return True
    return not who.isdisjoint(finders(report))
