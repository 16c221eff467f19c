"""What readers keep: each star, day of reading, saved search and token of feeds is there once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from ..domain.records import SavedSearch
from . import schema

# Every page of hits asks this: put together once, which takes longer than the database's answer.
_STARRED = sa.select(schema.star.c.report_id).where(
    schema.star.c.person == sa.bindparam("by"),
    schema.star.c.report_id.in_(sa.bindparam("ids", expanding=True)),
)


class ReaderStore:
    """What readers keep, as one unit of work sees it.

    The counters beside a report are changed by adding to them: whatever other units add at the same
    time is counted too, and nobody has to lock the report first.
    """

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    # Stars

    def star(self, report_id: str, person: str, *, now: datetime) -> bool:
        """Give the person's star to the report; False where it has it already."""
        row = {"report_id": report_id, "person": person, "since": now}
        return self._enter(schema.star, row) and self._count(report_id, "stars", 1, now)

    def unstar(self, report_id: str, person: str, *, now: datetime) -> bool:
        """Take the person's star away; False where there is none."""
        star = schema.star
        gone = self._connection.execute(
            sa.delete(star).where(star.c.person == person, star.c.report_id == report_id)
        )
        return bool(gone.rowcount) and self._count(report_id, "stars", -1, now)

    def stars_of(self, person: str) -> frozenset[str]:
        """The ids of all reports that the person has starred, whoever may see them now."""
        star = schema.star.c
        ids = self._connection.execute(sa.select(star.report_id).where(star.person == person))
        return frozenset(ids.scalars())

    def starred(self, ids: Iterable[str], person: str) -> frozenset[str]:
        """Those of these reports that the person has starred."""
        if not (wanted := sorted(set(ids))):
            return frozenset()
        found = self._connection.execute(_STARRED, {"by": person, "ids": wanted})
        return frozenset(found.scalars())

    # Views

    def has_viewed(self, report_id: str, reader: str, *, day: date) -> bool:
        """Whether this reader is counted for that day already."""
        view = schema.view_day.c
        seen = sa.select(view.day).where(
            view.day == day, view.report_id == report_id, view.reader == reader
        )
        return self._connection.execute(seen).first() is not None

    def view(self, report_id: str, reader: str, *, now: datetime) -> bool:
        """Count that the reader has read it on that day, in UTC; False where it is counted."""
        row = {"day": now.date(), "report_id": report_id, "reader": reader}
        return self._enter(schema.view_day, row) and self._count(report_id, "views", 1, now)

    def forget_views(self, *, before: date) -> int:
        """Forget who read what before that day; the counters stay. Returns how many rows went."""
        view = schema.view_day
        return self._connection.execute(sa.delete(view).where(view.c.day < before)).rowcount

    # Saved searches

    def searches(self, person: str) -> list[SavedSearch]:
        """The person's saved searches, by name."""
        saved = schema.saved_search
        rows = self._connection.execute(
            sa.select(saved).where(saved.c.person == person).order_by(saved.c.name)
        )
        names = SavedSearch.__struct_fields__
        return [SavedSearch(**{name: getattr(row, name) for name in names}) for row in rows]

    def save_search(self, person: str, search: SavedSearch) -> None:
        """Keep it, in place of the person's one of the same name."""
        saved = schema.saved_search
        row = {name: getattr(search, name) for name in search.__struct_fields__}
        self._connection.execute(
            sa.delete(saved).where(saved.c.person == person, saved.c.name == search.name)
        )
        self._connection.execute(sa.insert(saved).values({**row, "person": person}))

    def forget_search(self, person: str, id: str) -> bool:
        """Forget one of the person's saved searches; False where there is no such one."""
        saved = schema.saved_search
        gone = self._connection.execute(
            sa.delete(saved).where(saved.c.person == person, saved.c.id == id)
        )
        return bool(gone.rowcount)

    # The token of a reader's feeds

    def set_feed_token(self, person: str, hash: str, *, now: datetime) -> None:
        """From now on this is the hash of the person's only token."""
        self.forget_feed_token(person)
        row = {"person": person, "hash": hash, "created": now}
        self._connection.execute(sa.insert(schema.feed_token).values(row))

    def forget_feed_token(self, person: str) -> bool:
        """The person's token is nobody's any more; False where there is none."""
        token = schema.feed_token
        gone = self._connection.execute(sa.delete(token).where(token.c.person == person))
        return bool(gone.rowcount)

    def feed_token_since(self, person: str) -> datetime | None:
        """Since when the person has a token."""
        token = schema.feed_token.c
        found = sa.select(token.created).where(token.person == person)
        return self._connection.execute(found).scalar()

    def person_of_feed_token(self, hash: str) -> str | None:
        """Whose token has this hash."""
        token = schema.feed_token.c
        found = sa.select(token.person).where(token.hash == hash)
        return self._connection.execute(found).scalar()

    def forget_report(self, report_id: str) -> None:
        """Forget all stars and views of the report."""
        for table in (schema.star, schema.view_day):
            self._connection.execute(sa.delete(table).where(table.c.report_id == report_id))
        report = schema.report
        self._connection.execute(
            sa.update(report).where(report.c.id == report_id).values(stars=0, views=0, counted=None)
        )

    def _enter(self, table: sa.Table, row: dict[str, object]) -> bool:
        """Add the row; False where it is there, added by this unit or by any other."""
        on_postgresql = self._connection.dialect.name == "postgresql"
        insert = postgresql.insert(table) if on_postgresql else sqlite.insert(table)
        entered = insert.values(row).on_conflict_do_nothing().returning(table.c.report_id)
        return self._connection.execute(entered).first() is not None

    def _count(self, report_id: str, name: str, more: int, now: datetime) -> bool:
        report = schema.report
        self._connection.execute(
            sa.update(report)
            .where(report.c.id == report_id)
            .values({name: report.c[name] + more, "counted": now})
        )
        return True
