"""What was done is written down with the deed itself: both are there, or neither is.

Only what a hub's service does is written down; elsewhere the account that runs the server does all.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from ..domain.records import Actor, AuditEntry
from ..storage import Unit
from ..storage.records import NewReport, Said

_SHOWN = ("audience", "owner")  # whose values are told; titles and texts never are
_WHETHER = ("archived", "withdrawn")
_NAMED = 10  # people and groups of one deed that are named


class Auditor:
    """Writes the audit trail of one library."""

    def __init__(self, *, now: Callable[[], datetime], keeps: bool) -> None:
        self._now = now
        self._keeps = keeps

    def note(
        self,
        unit: Unit,
        deed: str,
        *,
        actor: Actor,
        report: str | None = None,
        version: int | None = None,
        details: str = "",
    ) -> None:
        """Write down that the actor has done this, in the unit of work that does it."""
        if not self._keeps:
            return
        entry = AuditEntry(
            at=self._now(),
            actor=actor.name,
            deed=deed,
            report=report,
            version=version,
            details=details,
            address=actor.address,
        )
        unit.audits.add(entry)


def beginning(report: NewReport) -> str:
    """For whom a new report is, and whose, in a few words."""
    told = [f"audience: {report.audience}", f"owner: {report.owner}"]
    if report.people:
        told.append(f"people: {_left_and_come((), report.people)}")
    return "; ".join(told)


def difference(before: Said, after: Said) -> str:
    """What is said otherwise now, in a few words: `audience: everyone → private; title`."""
    told = []
    for name in Said.__struct_fields__:
        old, new = getattr(before, name), getattr(after, name)
        if old == new:
            continue
        if name in _SHOWN:
            told.append(f"{name}: {old} → {new}")
        elif name == "people":
            told.append(f"people: {_left_and_come(old, new)}")
        elif name in _WHETHER:
            told.append(f"{name}: {'yes' if new else 'no'}")
        else:
            told.append(name)
    return "; ".join(told)


def _left_and_come(old: tuple[str, ...], new: tuple[str, ...]) -> str:
    changed = [f"-{one}" for one in old if one not in new]
    changed += [f"+{one}" for one in new if one not in old]
    more = f" and {len(changed) - _NAMED} more" if len(changed) > _NAMED else ""
    return (" ".join(changed[:_NAMED]) or "another order") + more
