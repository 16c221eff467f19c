"""The report that somebody asks for, if they may: what they may not see is as if missing."""

from __future__ import annotations

from ..domain.access import Action, allowed
from ..domain.errors import Forbidden, NotFound
from ..domain.records import Actor
from ..storage.records import StoredReport


def readable(stored: StoredReport | None, actor: Actor) -> StoredReport:
    """The report; raises NotFound unless the actor may read it."""
    if stored is None or not may_read(stored, actor):
        # The same answer as "missing": a 403 would confirm that the id exists.
        raise NotFound(
            "There is no report here that you may see.",
            hint="The link may be wrong, or the report is meant for other people.",
        )
    return stored


def updatable(stored: StoredReport | None, actor: Actor, *, otherwise: str) -> StoredReport:
    """The report; raises NotFound, or Forbidden with the hint what to do `otherwise`."""
    found = readable(stored, actor)
    if not may_update(found, actor):
        raise Forbidden("This report is not yours to update.", hint=otherwise)
    return found


def may_read(stored: StoredReport, actor: Actor) -> bool:
    """Whether the actor may open it by its link."""
    return allowed(actor, Action.READ, stored.access)


def may_update(stored: StoredReport, actor: Actor) -> bool:
    """Whether the actor may publish a version of it, and change what is said about it."""
    return allowed(actor, Action.UPDATE, stored.access)
