"""A request that is sent again gets the answer that the first one got."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa

from . import schema

KEPT = timedelta(days=7)  # longer than any client tries again


class AnswerStore:
    """The answers that were given under an `Idempotency-Key`."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def answer_for(self, key: str, actor_name: str) -> bytes | None:
        """What this actor was answered under this key, if it was not too long ago."""
        row = schema.idempotency.c
        answer: bytes | None = self._connection.execute(
            sa.select(row.answer).where(row.actor == actor_name, row.key == key)
        ).scalar()
        return answer

    def remember_answer(self, key: str, actor_name: str, answer: bytes, *, now: datetime) -> None:
        """Keep the answer for a week. Raises Conflict when another process was first."""
        row = schema.idempotency.c
        self._connection.execute(sa.delete(schema.idempotency).where(row.created < now - KEPT))
        kept = {"actor": actor_name, "key": key, "answer": answer, "created": now}
        self._connection.execute(sa.insert(schema.idempotency).values(kept))

    def forget_report(self, report_id: str) -> None:
        """Forget what was answered about this report: its title may be what has to go."""
        row = schema.idempotency.c
        answers = self._connection.execute(sa.select(row.actor, row.key, row.answer)).all()
        for actor, key, answer in answers:
            if report_id.encode() in answer:
                self._connection.execute(
                    sa.delete(schema.idempotency).where(row.actor == actor, row.key == key)
                )
