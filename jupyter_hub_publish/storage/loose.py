"""What may lie in the store of large bytes without being a part: on its way in, or on its way out.

An object is noted here before it is written, until the unit that names it commits; and again by the
unit that deletes its part. So whoever crashes in between leaves nothing that is not known of.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from . import schema

_DUE = datetime(1970, 1, 1, tzinfo=UTC)  # of what is on its way out: at once


def object_name(part: str, deflated: int) -> str:
    """Under which a part lies elsewhere: two programs may deflate the same bytes differently."""
    return f"{part}-{deflated}"


class LooseStore:
    """The names of such objects as one unit of work sees them."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def expect(self, name: str) -> None:
        """It is about to be written; waits for who is removing it in this moment."""
        self._note([name], datetime.now(UTC))

    def settle(self, name: str) -> bool:
        """It becomes a part. False where it may have been removed since it was written."""
        loose = schema.loose_part
        found = self._connection.execute(
            sa.delete(loose).where(loose.c.name == name, loose.c.since > _DUE)
        )
        return bool(found.rowcount)

    def let_go(self, names: Iterable[str]) -> None:
        """Nothing holds them any more."""
        self._note(names, _DUE)

    def due(self, *, before: datetime, limit: int) -> list[str]:
        """Some that are to be removed, locked until the unit ends: nobody writes them meanwhile."""
        loose = schema.loose_part.c
        names = self._connection.execute(
            sa.select(loose.name)
            .where(loose.since < before)
            .order_by(loose.since)
            .limit(limit)
            .with_for_update(skip_locked=True)
        ).scalars()
        found = list(names)
        held = self._held(found)  # whoever wrote it as well, and came second, has crashed
        self.forget(sorted(held))
        return [name for name in found if name not in held]

    def _held(self, names: list[str]) -> set[str]:
        part = schema.part.c
        wanted = [name.partition("-")[0] for name in names]
        rows = self._connection.execute(
            sa.select(part.sha256, part.elsewhere).where(
                part.sha256.in_(wanted), part.elsewhere.is_not(None)
            )
        )
        return {object_name(*row) for row in rows} & set(names)

    def forget(self, names: list[str]) -> None:
        """They are removed."""
        self._connection.execute(
            sa.delete(schema.loose_part).where(schema.loose_part.c.name.in_(names))
        )

    def _note(self, names: Iterable[str], since: datetime) -> None:
        loose = schema.loose_part
        dialect = postgresql if self._connection.dialect.name == "postgresql" else sqlite
        for name in sorted(names):
            statement = dialect.insert(loose).values(name=name, since=since)
            self._connection.execute(
                statement.on_conflict_do_update(
                    index_elements=[loose.c.name], set_={"since": statement.excluded.since}
                )
            )
