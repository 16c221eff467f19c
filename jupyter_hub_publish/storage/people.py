"""The library knows people by their names, and shows the names that they show."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa

from . import schema


class PersonStore:
    """The people as one unit of work sees them."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def remember(self, name: str, display_name: str) -> None:
        """From now on the person is shown under this display name."""
        person = schema.person.c
        known = self._connection.execute(
            sa.select(person.display_name).where(person.name == name)
        ).scalar()
        if known is None:
            row = {"name": name, "display_name": display_name}
            self._connection.execute(sa.insert(schema.person).values(row))
        elif known != display_name:
            self._connection.execute(
                sa.update(schema.person)
                .where(person.name == name)
                .values(display_name=display_name)
            )

    def is_known(self, name: str) -> bool:
        """Whether somebody of that name has used the library."""
        person = schema.person.c
        found = self._connection.execute(sa.select(person.name).where(person.name == name))
        return found.first() is not None

    def display_names(self, names: Iterable[str]) -> dict[str, str]:
        """The display names of those that have one."""
        person = schema.person.c
        rows = self._connection.execute(
            sa.select(person.name, person.display_name).where(
                person.name.in_(sorted(set(names))), person.display_name != ""
            )
        )
        return dict(rows.all())

    def beginning(self, prefix: str, *, limit: int) -> dict[str, str]:
        """People whose name or display name begins so, whatever its case, and the latter."""
        person, begins = schema.person.c, prefix.casefold()
        shown = sa.func.lower(person.display_name)
        pattern = begins.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        rows = self._connection.execute(
            sa.select(person.name, person.display_name)
            .where(
                sa.func.lower(person.name).like(pattern, escape="\\")
                | shown.like(pattern, escape="\\")
                | shown.like(f"% {pattern}", escape="\\")
            )
            .order_by(person.name)
            .limit(limit)
        )
        return dict(rows.all())
