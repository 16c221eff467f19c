"""Sharing: who can be named, and who asks to be let in; asking tells nobody what there is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from msgspec.structs import replace

from ..domain.access import principals
from ..domain.errors import NotFound
from ..domain.ids import is_report_id, new_request_id
from ..domain.limits import ANSWER_DAYS, MAX_ASKED_ID, MAX_WAITING
from ..domain.records import (
    AccessRequest,
    AccessRequestList,
    Actor,
    AskedFor,
    AskedForList,
    Known,
    KnownList,
    Received,
)
from ..storage import Storage, Unit
from ..storage.records import StoredReport, StoredRequest
from .auditing import Auditor, difference
from .permitted import may_read, may_update
from .telling import summary_of


class LocalSharing:
    """Lets people in to this process's own storage."""

    def __init__(self, storage: Storage, *, now: Callable[[], datetime], audit: Auditor) -> None:
        self._storage = storage
        self._now = now
        self._audit = audit

    def meet(self, actor: Actor) -> None:
        """Remember somebody by the name that they show, so that others can name them."""
        self._storage.write(lambda unit: unit.people.remember(actor.name, actor.display_name))

    def people(self, prefix: str = "", *, actor: Actor, limit: int = 20) -> KnownList:
        """People whom the library has met, and the actor's own groups, whose names begin so."""
        typed = prefix.casefold()
        groups = [group for group in actor.groups if group.casefold().startswith(typed)]
        found = [Known(principal=f"group:{group}", name=group) for group in sorted(groups)]
        with self._storage.reading() as unit:
            named = unit.people.beginning(prefix, limit=limit)
        found += [
            Known(principal=f"user:{name}", name=shown or name) for name, shown in named.items()
        ]
        return KnownList(people=tuple(found[:limit]))

    def ask(self, report: str, message: str, *, actor: Actor) -> Received:
        """Ask to be let in. The same is done, and written, whether there is such a report or not.

        What is asked for nothing is kept as well, and shown to nobody: the answer comes as late.
        """

        def work(unit: Unit) -> None:
            stored = unit.reports.get(report if is_report_id(report) else "")
            closed = stored is not None and not stored.hidden and not may_read(stored, actor)
            request = StoredRequest(
                id=new_request_id(),
                report=report if closed else None,
                person=actor.name,
                message=message.strip(),
                asked=self._now(),
            )
            unit.requests.add(request, at_most=MAX_WAITING)
            unit.requests.note(actor.name, _as_shown(report), now=self._now(), at_most=MAX_WAITING)
            named = report if is_report_id(report) else None
            self._audit.note(unit, "ask", actor=actor, report=named)

        self._storage.write(work)
        return Received()

    def requests(self, *, actor: Actor) -> AccessRequestList:
        """The requests that wait for the actor, the oldest first."""
        with self._storage.reading() as unit:
            return _waiting(unit, actor)

    def asked(self, *, actor: Actor) -> AskedForList:
        """What the actor has asked for, and whether they may read it now.

        A no is not told: it is what was not granted in time, and so is a report that is not there.
        """
        with self._storage.reading() as unit:
            asked = unit.requests.asked_by(actor.name)
            stored = unit.reports.get_each(filter(is_report_id, asked))
        return AskedForList(
            asked=tuple(
                self._asked_for(id, when, stored.get(id), actor) for id, when in asked.items()
            )
        )

    def _asked_for(
        self, id: str, when: datetime, stored: StoredReport | None, actor: Actor
    ) -> AskedFor:
        if stored is not None and not stored.removed and may_read(stored, actor):
            return AskedFor(id=id, asked=when, state="granted", report=summary_of(stored, actor))
        is_late = when <= self._now() - timedelta(days=ANSWER_DAYS)
        return AskedFor(id=id, asked=when, state="not_granted" if is_late else "waiting")

    def decide(self, request: str, granted: bool, *, actor: Actor) -> AccessRequestList:
        """Let somebody in, or do not; and what is left.

        Where the report was meant for nobody, it is then meant for the people named.
        """

        def work(unit: Unit) -> AccessRequestList:
            asked = unit.requests.get(request)
            stored = unit.reports.lock(asked.report) if asked and asked.report else None
            if asked is None or stored is None or not may_update(stored, actor):
                raise NotFound("There is no such request.", hint="Somebody may have decided it.")
            told = ""
            if granted and f"user:{asked.person}" not in stored.people:
                people = (*stored.people, f"user:{asked.person}")
                audience = "people" if stored.audience == "private" else stored.audience
                said = replace(stored.said, people=people, audience=audience)
                unit.reports.say(stored.id, said)
                told = f"; {difference(stored.said, said)}"
            unit.requests.forget(stored.id, asked.person)
            deed, details = "grant" if granted else "refuse", f"to: user:{asked.person}{told}"
            self._audit.note(unit, deed, actor=actor, report=stored.id, details=details)
            return _waiting(unit, actor)

        return self._storage.write(work)


def _as_shown(id: str) -> str:
    """What was asked for, as it can be kept and shown; what is no id may be anything."""
    return "".join(filter(str.isprintable, id))[:MAX_ASKED_ID]


def _waiting(unit: Unit, actor: Actor) -> AccessRequestList:
    waiting = unit.requests.waiting_for(principals(actor), limit=MAX_WAITING)
    reports = unit.reports.get_each(each.report for each in waiting if each.report)
    names = unit.people.display_names(each.person for each in waiting)
    return AccessRequestList(
        requests=tuple(
            AccessRequest(
                id=each.id,
                report=summary_of(reports[each.report or ""], actor),
                person=each.person,
                name=names.get(each.person, each.person),
                message=each.message,
                asked=each.asked,
            )
            for each in waiting
        )
    )
