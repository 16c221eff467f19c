"""Collecting: what readers keep of reports, which changes nothing of what authors have made."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Callable
from datetime import datetime

from ..domain.access import principals
from ..domain.errors import BadInput, NotFound, TooLarge
from ..domain.ids import is_report_id, is_search_id, new_search_id
from ..domain.limits import MAX_SEARCHES, MAX_STARS
from ..domain.records import Actor, SavedSearch, SavedSearchList, SearchToSave, Stars
from ..storage import Storage, Unit
from ..storage.records import StoredReport
from .auditing import Auditor
from .permitted import readable

_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")  # of 256 bits


class LocalCollecting:
    """Keeps in this process's own storage."""

    def __init__(self, storage: Storage, *, now: Callable[[], datetime], audit: Auditor) -> None:
        self._storage = storage
        self._now = now
        self._audit = audit

    def star(self, report: str, starred: bool, *, actor: Actor) -> Stars:
        """Star it, or take the star away; twice is once."""

        def work(unit: Unit) -> Stars:
            _readable(unit, report, actor)
            if not starred:
                if unit.readers.unstar(report, actor.name, now=self._now()):
                    self._audit.note(unit, "unstar", actor=actor, report=report)
            elif len(unit.readers.stars_of(actor.name)) < MAX_STARS:
                if unit.readers.star(report, actor.name, now=self._now()):
                    self._audit.note(unit, "star", actor=actor, report=report)
            elif not unit.readers.starred([report], actor.name):
                raise TooLarge(
                    f"You have starred {MAX_STARS:,} reports, and cannot star more.",
                    hint="Take some stars away.",
                )
            return Stars(stars=_readable(unit, report, actor).stars, starred=starred)

        return self._storage.write(work)

    def viewed(self, report: str, *, actor: Actor) -> None:
        """Count a reading, once for each reader and day in UTC; never an author's or owner's."""
        now = self._now()
        with self._storage.reading() as unit:
            stored = _readable(unit, report, actor)
            own = actor.name in stored.authors or stored.owner in principals(actor)
            if own or unit.readers.has_viewed(report, actor.name, day=now.date()):
                return  # most readings are: nobody waits for the right to write
        self._storage.write(lambda unit: unit.readers.view(report, actor.name, now=now))

    def searches(self, *, actor: Actor) -> SavedSearchList:
        """The actor's saved searches, by name."""
        with self._storage.reading() as unit:
            return _listed(unit, actor)

    def save_search(self, search: SearchToSave, *, actor: Actor) -> SavedSearch:
        """Keep a search; one of the same name is replaced."""
        name = " ".join(search.name.split())
        if not name:
            raise BadInput("A saved search needs a name.")
        saved = SavedSearch(
            id=new_search_id(),
            name=name,
            words=search.words,
            filters=search.filters,
            sort=search.sort,
            created=self._now(),
        )

        def work(unit: Unit) -> SavedSearch:
            others = [each for each in unit.readers.searches(actor.name) if each.name != name]
            if len(others) >= MAX_SEARCHES:
                raise TooLarge(
                    f"You have saved {MAX_SEARCHES} searches, and cannot save more.",
                    hint="Forget one that you no longer need.",
                )
            unit.readers.save_search(actor.name, saved)
            self._audit.note(unit, "save_search", actor=actor, details=saved.id)
            return saved

        return self._storage.write(work)

    def forget_search(self, id: str, *, actor: Actor) -> SavedSearchList:
        """Forget a saved search, and what is left."""

        def work(unit: Unit) -> SavedSearchList:
            if not is_search_id(id) or not unit.readers.forget_search(actor.name, id):
                raise NotFound("You have no such saved search.")
            self._audit.note(unit, "forget_search", actor=actor, details=id)
            return _listed(unit, actor)

        return self._storage.write(work)

    # Feeds, which readers' programs fetch in their name. Only the service's web pages ask for this:
    # code in somebody's kernel must not get a right that outlives their server.

    def feeds_since(self, *, actor: Actor) -> datetime | None:
        """Since when the actor's feeds can be fetched with a token; None where they cannot."""
        with self._storage.reading() as unit:
            return unit.readers.feed_token_since(actor.name)

    def renew_feeds(self, *, actor: Actor) -> str:
        """A new token, 43 characters that nobody can be told again; the one before is void."""
        token = secrets.token_urlsafe(32)

        def work(unit: Unit) -> None:
            unit.readers.set_feed_token(actor.name, _hash(token), now=self._now())
            self._audit.note(unit, "renew_feeds", actor=actor)

        self._storage.write(work)
        return token

    def revoke_feeds(self, *, actor: Actor) -> None:
        """No token fetches the actor's feeds any more."""

        def work(unit: Unit) -> None:
            if unit.readers.forget_feed_token(actor.name):
                self._audit.note(unit, "revoke_feeds", actor=actor)

        self._storage.write(work)

    def reader_of(self, token: str) -> str:
        """Whose token this is; raises NotFound for nobody's."""
        person = None
        if _TOKEN.fullmatch(token):
            with self._storage.reading() as unit:
                person = unit.readers.person_of_feed_token(_hash(token))
        if person is None:
            raise NotFound("There is no such feed.", hint="Renew its address in the library.")
        return person


def _hash(token: str) -> str:
    # Of 256 random bits, which nobody can try out: no salt and no slow hash are needed.
    return hashlib.sha256(token.encode()).hexdigest()


def _readable(unit: Unit, report: str, actor: Actor) -> StoredReport:
    return readable(unit.reports.get(report) if is_report_id(report) else None, actor)


def _listed(unit: Unit, actor: Actor) -> SavedSearchList:
    found = unit.readers.searches(actor.name)
    return SavedSearchList(searches=tuple(sorted(found, key=lambda one: one.name.casefold())))
