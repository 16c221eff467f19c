"""A page of a listing is one short walk along an index, however many reports there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from msgspec.structs import replace
from sqlalchemy.dialects import postgresql, sqlite

from ..domain.access import EVERYONE
from ..domain.records import Record, TagCount
from . import schema
from .records import Position, Rank

ALL_TAGS = ""  # the tag under which `schema.tally` counts all reports
_WALKS = 100  # terms in one statement; SQLite joins at most 500 by UNION
_ENOUGH = 2_000  # reports; beyond that, which of two tags is rarer hardly matters
_LAST = "\U0010ffff"  # sorts behind every letter, in UTF-8 too

# The reports by their owners, with the columns of a listing: `ix_report_owner` is its order.
_OWNED = sa.select(
    schema.report.c.owner, schema.report.c.updated, schema.report.c.id.label("report_id")
).subquery("owned")


class Wanted(Record):
    """Which reports a listing holds: for any principal, by any author and owner, with every tag."""

    principals: frozenset[str]
    authors: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    unread_since: date | None = None
    """Only those that nobody has read since."""


class _Walk(Record):
    """The table to walk along, the terms to walk under, and what must hold besides."""

    table: sa.FromClause
    term: sa.ColumnElement[str]
    terms: tuple[str, ...]
    besides: tuple[sa.ColumnElement[bool], ...] = ()


def enter(
    connection: sa.Connection,
    table: sa.Table,
    report_id: str,
    terms: Iterable[str],
    updated: datetime,
) -> None:
    """List the report under each of the terms, once."""
    term = table.primary_key.columns[0].name
    rows = [
        {term: value, "updated": updated, "report_id": report_id, "position": position}
        for position, value in enumerate(dict.fromkeys(terms))
    ]
    if rows:
        connection.execute(sa.insert(table), rows)


def newest(
    connection: sa.Connection, wanted: Wanted, *, before: Position | None, limit: int
) -> list[str]:
    """The ids of the next reports, by (updated, id) descending."""
    return [report_id for _, report_id in _newest(connection, wanted, before=before, limit=limit)]


def _newest(
    connection: sa.Connection, wanted: Wanted, *, before: Position | None, limit: int
) -> list[tuple[datetime, str]]:
    walk = _shortest_walk(connection, wanted)
    found: set[tuple[datetime, str]] = set()
    for start in range(0, len(walk.terms), _WALKS):
        terms = walk.terms[start : start + _WALKS]
        if walk.table is schema.report_finder and not walk.besides and before is None:
            query = _first_page(len(terms), limit)
            rows = connection.execute(query, {f"term{at}": term for at, term in enumerate(terms)})
        else:
            steps = [_step(walk, term, before, limit) for term in terms]
            rows = connection.execute(_merged(steps, limit))
        found.update((row.updated, row.report_id) for row in rows)
    return sorted(found, reverse=True)[:limit]


@lru_cache(maxsize=200)
def _first_page(terms: int, limit: int) -> sa.Select[Any]:
    """What most requests ask: kept, since putting it together takes longer than the answer."""
    finder = schema.report_finder
    walk = _Walk(table=finder, term=finder.c.principal, terms=())
    wanted = [sa.bindparam(f"term{at}", type_=schema.Words) for at in range(terms)]
    return _merged([_step(walk, term, None, limit) for term in wanted], limit)


def _merged(steps: Sequence[sa.Select[Any]], limit: int) -> sa.Select[Any]:
    # A report among the first of the whole is among the first under one of its terms.
    union = sa.union(*steps).subquery()
    return sa.select(union).order_by(union.c.updated.desc(), union.c.report_id.desc()).limit(limit)


def _step(
    walk: _Walk, term: str | sa.BindParameter[str], before: Position | None, limit: int
) -> sa.Select[tuple[datetime, str]]:
    column = walk.table.c  # of a listing, or of the reports themselves
    query = sa.select(column.updated, column.report_id).where(walk.term == term, *walk.besides)
    if before is not None:
        here = sa.tuple_(column.updated, column.report_id)
        query = query.where(here < sa.tuple_(*_literal(before)))
    query = query.order_by(column.updated.desc(), column.report_id.desc()).limit(limit)
    step = query.subquery()
    return sa.select(step.c.updated, step.c.report_id)


def popular(
    connection: sa.Connection, wanted: Wanted, *, since: date, before: Rank | None, limit: int
) -> list[Rank]:
    """The next reports, by (views since that day, updated, id) descending.

    Those that were read since then are counted from `view_day`; the others follow as `newest` has
    them, so that the listing holds them all.
    """
    ranks = (
        []
        if before is not None and not before.views
        else _read_since(connection, wanted, since=since, before=before, limit=limit)
    )
    if len(ranks) < limit:
        rest = replace(wanted, unread_since=since)
        last = before if before is not None and not before.views else None
        places = _newest(connection, rest, before=last, limit=limit - len(ranks))
        ranks += [Rank(updated=updated, id=report_id, views=0) for updated, report_id in places]
    return ranks


def _read_since(
    connection: sa.Connection, wanted: Wanted, *, since: date, before: Rank | None, limit: int
) -> list[Rank]:
    report, view = schema.report.c, schema.view_day.c
    # By the id itself SQLite would go through all days, to save the sorting of these few.
    read = sa.func.coalesce(view.report_id, sa.literal_column("''"))
    week = (
        sa.select(read.label("report_id"), sa.func.count().label("views"))
        .where(view.day >= since)
        .group_by(read)
        .subquery()
    )
    besides = [found_by(report.id, wanted.principals)]
    besides += [_tagged(report.id, tag) for tag in wanted.tags]
    if wanted.authors:
        besides.append(_written_by(report.id, wanted.authors))
    if wanted.owners:
        besides.append(report.owner.in_(wanted.owners))
    place = week.c.views, report.updated, report.id
    query = sa.select(*place).join(schema.report, report.id == week.c.report_id).where(*besides)
    if before is not None:
        there = sa.literal(before.views), *_literal(before)
        query = query.where(sa.tuple_(*place) < sa.tuple_(*there))
    rows = connection.execute(query.order_by(*(each.desc() for each in place)).limit(limit))
    return [Rank(views=views, updated=updated, id=report_id) for views, updated, report_id in rows]


def count(connection: sa.Connection, wanted: Wanted) -> int:
    """How many reports there are in the listing."""
    named = wanted.authors or wanted.owners
    if EVERYONE in wanted.principals and not named and len(wanted.tags) <= 1:
        tag = wanted.tags[0] if wanted.tags else ALL_TAGS
        tally = sa.select(schema.tally.c.reports).where(schema.tally.c.tag == tag)
        finder = schema.report_finder.c.report_id
        besides = [_tagged(finder, tag)] if wanted.tags else []
        rest = sa.select(sa.func.count(finder.distinct()))
        rest = rest.where(*_beyond_everyone(wanted.principals), *besides)
        total: int = connection.execute(rest).scalar_one()
        return total + (connection.execute(tally).scalar() or 0)
    walk = _shortest_walk(connection, wanted)
    number = sa.func.count(walk.table.c.report_id.distinct())
    found: int = connection.execute(
        sa.select(number).where(walk.term.in_(walk.terms), *walk.besides)
    ).scalar_one()
    return found


def tags(
    connection: sa.Connection, principals: frozenset[str], *, prefix: str, limit: int
) -> list[TagCount]:
    """The tags that begin so, with the number of reports that these principals may find."""
    tagged, tally, finder = schema.report_tag.c, schema.tally.c, schema.report_finder.c
    rest = (
        sa.select(tagged.tag, sa.func.count(tagged.report_id.distinct()).label("reports"))
        .join(schema.report_finder, finder.report_id == tagged.report_id)
        .where(*_beyond_everyone(principals), *_begins(tagged.tag, prefix))
        .group_by(tagged.tag)
    )
    if EVERYONE in principals:
        whole = sa.select(tally.tag, tally.reports).where(
            tally.tag != ALL_TAGS, tally.reports > 0, *_begins(tally.tag, prefix)
        )
        both = sa.union_all(whole, rest).subquery()
    else:
        both = rest.subquery()
    number = sa.func.sum(both.c.reports).label("number")
    query = (
        sa.select(both.c.tag, number)
        .group_by(both.c.tag)
        .order_by(number.desc(), both.c.tag)
        .limit(limit)
    )
    return [TagCount(tag=row.tag, reports=int(row.number)) for row in connection.execute(query)]


def tallied(connection: sa.Connection, report_id: str) -> set[str]:
    """The tags under which `schema.tally` counts the report as it is listed now."""
    finder, tagged = schema.report_finder.c, schema.report_tag.c
    listed = connection.execute(
        sa.select(finder.report_id).where(
            finder.report_id == report_id, finder.principal == EVERYONE
        )
    ).first()
    if listed is None:
        return set()
    rows = connection.execute(sa.select(tagged.tag).where(tagged.report_id == report_id))
    return {ALL_TAGS, *rows.scalars()}


def add_to_tallies(connection: sa.Connection, changes: Mapping[str, int]) -> None:
    """Count so many reports more, or fewer, under each tag."""
    rows = [{"tag": tag, "reports": number} for tag, number in changes.items() if number]
    if not rows:
        return
    postgresql_insert = postgresql.insert(schema.tally)
    sqlite_insert = sqlite.insert(schema.tally)
    total = schema.tally.c.reports
    statement = (
        postgresql_insert.on_conflict_do_update(
            index_elements=["tag"], set_={"reports": total + postgresql_insert.excluded.reports}
        )
        if connection.dialect.name == "postgresql"
        else sqlite_insert.on_conflict_do_update(
            index_elements=["tag"], set_={"reports": total + sqlite_insert.excluded.reports}
        )
    )
    connection.execute(statement, rows)
    fewer = [{"gone": tag} for tag, number in changes.items() if number < 0]
    if fewer:  # a tag that nothing carries any more may be what had to go
        unused = schema.tally.c.tag == sa.bindparam("gone"), total <= 0
        connection.execute(sa.delete(schema.tally).where(*unused), fewer)


def _beyond_everyone(principals: frozenset[str]) -> list[sa.ColumnElement[bool]]:
    # What `tally` does not count: reports that one of these may find and not everyone.
    finder = schema.report_finder.c
    counted = _listed_under(schema.report_finder, finder.report_id, (EVERYONE,))
    mine = finder.principal.in_(sorted(principals - {EVERYONE}))
    return [mine, ~counted] if EVERYONE in principals else [mine]


def _begins(tag: sa.Column[str], prefix: str) -> list[sa.ColumnElement[bool]]:
    return [tag >= prefix, tag < prefix + _LAST] if prefix else []


def _shortest_walk(connection: sa.Connection, wanted: Wanted) -> _Walk:
    principals = tuple(sorted(wanted.principals))
    table: sa.FromClause
    if not wanted.authors and not wanted.owners and not wanted.tags:
        table = schema.report_finder
        unread = _unread(table.c.report_id, wanted.unread_since)
        return _Walk(table=table, term=table.c.principal, terms=principals, besides=unread)
    owners, tags = wanted.owners, list(wanted.tags)
    term: sa.ColumnElement[str]
    if wanted.authors:
        table = schema.report_author
        term, terms = table.c.name, tuple(dict.fromkeys(wanted.authors))
    elif wanted.owners:
        table, owners = _OWNED, ()
        term, terms = table.c.owner, tuple(dict.fromkeys(wanted.owners))
    else:
        rarest, *tags = _rarest_first(connection, tags)
        table = schema.report_tag
        term, terms = table.c.tag, (rarest,)
    report = table.c.report_id
    besides = (
        found_by(report, wanted.principals),
        *(_tagged(report, tag) for tag in tags),
        *_owned_by(report, owners),
        *_unread(report, wanted.unread_since),
    )
    return _Walk(table=table, term=term, terms=terms, besides=besides)


def _rarest_first(connection: sa.Connection, tags: Sequence[str]) -> Iterator[str]:
    def known(tag: str) -> int:
        some = sa.select(schema.report_tag.c.report_id).where(schema.report_tag.c.tag == tag)
        query = sa.select(sa.func.count()).select_from(some.limit(_ENOUGH).subquery())
        number: int = connection.execute(query).scalar_one()
        return number

    yield from sorted(dict.fromkeys(tags), key=known) if len(tags) > 1 else tags


def found_by(report: sa.ColumnElement[str], principals: frozenset[str]) -> sa.ColumnElement[bool]:
    """Whether these principals may find the report (`domain.access.finders`)."""
    return _listed_under(schema.report_finder, report, sorted(principals))


def _tagged(report: sa.ColumnElement[str], tag: str) -> sa.ColumnElement[bool]:
    return _listed_under(schema.report_tag, report, (tag,))


def _written_by(report: sa.ColumnElement[str], authors: Sequence[str]) -> sa.ColumnElement[bool]:
    return _listed_under(schema.report_author, report, authors)


def _owned_by(
    report: sa.ColumnElement[str], owners: Sequence[str]
) -> tuple[sa.ColumnElement[bool], ...]:
    if not owners:
        return ()
    owned = schema.report.alias()
    return (sa.exists().where(owned.c.id == report, owned.c.owner.in_(owners)),)


def _listed_under(
    table: sa.Table, report: sa.ColumnElement[str], terms: Sequence[str]
) -> sa.ColumnElement[bool]:
    """Whether the report is listed there under one of the terms."""
    entry = table.alias()
    term = entry.c[table.primary_key.columns[0].name]
    query = sa.select(sa.literal(1)).where(entry.c.report_id == report, term.in_(terms))
    # SQLite would look through all that is listed under the term, once for each report.
    return query.with_hint(entry, f"INDEXED BY ix_{table.name}_report_id", "sqlite").exists()


def _unread(
    report: sa.ColumnElement[str], since: date | None
) -> tuple[sa.ColumnElement[bool], ...]:
    if since is None:
        return ()
    view = schema.view_day.c
    return (~sa.exists().where(view.report_id == report, view.day >= since),)


def _literal(place: Position) -> tuple[sa.ColumnElement[datetime], sa.ColumnElement[str]]:
    return sa.literal(place.updated, schema.Moment), sa.literal(place.id, schema.Words)
