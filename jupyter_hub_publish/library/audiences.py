"""For whom a report is: what its owner may decide, and what the library does not offer."""

from __future__ import annotations

from ..domain.access import principals
from ..domain.errors import BadInput, Forbidden
from ..domain.limits import MAX_NAME
from ..domain.records import Actor, Audience
from ..storage import Unit


def offered(audience: Audience, audiences: tuple[Audience, ...]) -> Audience:
    """The audience; raises BadInput where this library does not offer it."""
    if audience not in audiences:
        raise BadInput(
            "In this library every report is for everyone who uses it.",
            hint="Other audiences come with a JupyterHub, whose service keeps the library.",
        )
    return audience


def named(people: tuple[str, ...]) -> tuple[str, ...]:
    """The principals, each once; raises BadInput for a name that no hub would give."""
    for principal in people:
        name = principal.partition(":")[2]
        if not name.strip() or len(name) > MAX_NAME or not name.isprintable():
            raise BadInput("A person or a group has no such name.", hint="Choose from those known.")
    return tuple(dict.fromkeys(people))


def owner_of_new(wanted: str | None, actor: Actor) -> str:
    """Who owns a new report: the actor, or one of their groups; raises Forbidden for others."""
    own = f"user:{actor.name}"
    if wanted is None or wanted == own:
        return own
    if wanted not in principals(actor):
        raise Forbidden(
            "You can publish for yourself, and for a group that you are in.",
            hint="Ask a member of that group.",
        )
    return wanted


def successor(unit: Unit, wanted: str, actor: Actor) -> str:
    """To whom a report is handed over: a group of the actor's, or somebody whom the library knows.

    A name that nobody has would keep the report for whoever is given it one day.
    """
    if wanted in principals(actor):
        return wanted
    kind, _, name = wanted.partition(":")
    if kind == "user" and unit.people.is_known(name):
        return wanted
    raise BadInput(
        "The library does not know them.",
        hint="Hand it to a group that you are in, or to somebody who has used the library.",
    )
