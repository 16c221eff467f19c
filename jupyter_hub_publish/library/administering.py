"""What admins do where the library lies: handing over what somebody leaves, reading the trail.

They are let in by the right to open the database, not by the hub: nothing here is asked for over
HTTP. Every deed stands in the audit trail, whatever the library's shape.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from msgspec.structs import replace

from ..domain.errors import BadInput
from ..domain.limits import MAX_NAME
from ..domain.records import Actor, Audience, AuditEntry, Record
from ..storage import Storage, Unit
from ..storage.usage import Usage
from .auditing import Auditor, difference


class Left(Record):
    """A report of somebody's, as whoever hands it over is told of it."""

    id: str
    title: str
    audience: Audience
    withdrawn: bool


class LocalAdministering:
    """Administers this process's own storage."""

    def __init__(self, storage: Storage, *, now: Callable[[], datetime]) -> None:
        self._storage = storage
        self._audit = Auditor(now=now, keeps=True)

    def owned_by(self, owner: str) -> tuple[Left, ...]:
        """All reports of a person or a group, withdrawn ones too; the newest first."""
        _check_principal(owner)
        with self._storage.reading() as unit:
            stored = unit.reports.get_each(unit.reports.owned_by(owner)).values()
            return tuple(
                Left(
                    id=each.id,
                    title=each.title,
                    audience=each.audience,
                    withdrawn=each.withdrawn is not None,
                )
                for each in sorted(stored, key=lambda each: each.updated, reverse=True)
            )

    def check_successor(self, successor: str) -> None:
        """Raise BadInput for a person whom the library has not met: nobody might have that name."""
        kind, name = _check_principal(successor)
        with self._storage.reading() as unit:
            known = unit.people.is_known(name) or unit.reports.owned_by(successor)
            if kind == "user" and not known:
                raise BadInput(
                    f"The library does not know {name}.",
                    hint="They have to have used it once; or hand the reports to a group.",
                )

    def hand_over(self, report: str, *, owner: str, successor: str, actor: Actor) -> bool:
        """Give a report of this owner to another; False where it is the owner's no longer."""

        def work(unit: Unit) -> bool:
            stored = unit.reports.lock(report)
            if stored is None or stored.removed is not None or stored.owner != owner:
                return False
            said = replace(stored.said, owner=successor)
            unit.reports.say(report, said)
            told = difference(stored.said, said)
            self._audit.note(unit, "transfer", actor=actor, report=report, details=told)
            return True

        return self._storage.write(work)

    def usages(self, *, limit: int) -> list[Usage]:
        """The owners whose reports take most room, the largest first."""
        return self._storage.usages(limit=limit)

    def trail(
        self,
        *,
        actor: str | None = None,
        report: str | None = None,
        since: datetime | None = None,
        limit: int,
    ) -> list[AuditEntry]:
        """The newest entries of the audit trail first, of this person, about this report."""
        with self._storage.reading() as unit:
            return unit.audits.entries(actor=actor, report=report, since=since, limit=limit)


def _check_principal(principal: str) -> tuple[str, str]:
    kind, _, name = principal.partition(":")
    if kind not in ("user", "group") or not name.strip() or len(name) > MAX_NAME:
        raise BadInput(f"{principal or 'Nothing'} is nobody.", hint="Write user:alice, or group:x.")
    return kind, name
