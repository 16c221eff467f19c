"""A unit that PostgreSQL sends back is done again, and a page of a listing reads only its page."""

from __future__ import annotations

import threading

import pytest
import sqlalchemy as sa
from publications import ALL, NOON, publish

from jupyter_hub_publish.domain.errors import Conflict
from jupyter_hub_publish.storage import Storage, Unit
from jupyter_hub_publish.storage.records import Position


def test_two_that_wait_for_each_other_both_end_well(postgresql_url: str) -> None:
    storage = Storage.open_url(postgresql_url)
    first, second = publish(storage), publish(storage)
    both_hold_one = threading.Barrier(2)
    begun: list[str] = []

    def crosswise(one: str, other: str) -> None:
        def work(unit: Unit) -> None:
            unit.reports.lock(one)
            begun.append(one)
            if begun.count(one) == 1:  # the first time, each holds what the other wants
                both_hold_one.wait(10)
            unit.reports.lock(other)
            unit.people.remember(one, "Ana")

        storage.write(work)

    threads = [
        threading.Thread(target=crosswise, args=pair) for pair in ((first, second), (second, first))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(begun) == 3  # one of them was sent back, once
    with storage.reading() as unit:
        assert unit.people.display_names([first, second]) == {first: "Ana", second: "Ana"}
    storage.close()


def test_a_conflict_is_not_tried_again(storage: Storage) -> None:
    tries = []

    def work(unit: Unit) -> None:
        tries.append(1)
        raise Conflict("Somebody was first.")

    with pytest.raises(Conflict):
        storage.write(work)
    assert len(tries) == 1


def test_a_page_is_a_walk_along_the_index(storage: Storage) -> None:
    for minute in range(5):
        publish(storage, minute=minute)
    asked: list[tuple[str, object]] = []
    sa.event.listen(
        storage._engine,
        "before_cursor_execute",
        lambda connection, cursor, statement, values, *_: asked.append((statement, values)),
    )
    with storage.reading() as unit:
        place = Position(updated=NOON, id="r")
        unit.reports.newest(principals=ALL, before=place, limit=2)
    [(statement, values)] = [query for query in asked if "report_finder" in query[0]]
    with storage._engine.begin() as connection:
        if storage._engine.dialect.name == "sqlite":
            rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
            plan = "\n".join(str(row[3]) for row in rows)
            walk = (
                "SEARCH report_finder USING PRIMARY KEY (principal=? AND (updated,report_id)<(?,?))"
            )
            assert walk in plan
            assert "SCAN report_finder" not in plan
        else:
            # Of five rows, a scan of all is the cheapest: ask what it does where that is dear.
            connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
            connection.exec_driver_sql("SET LOCAL enable_bitmapscan = off")
            connection.exec_driver_sql("SET LOCAL enable_sort = off")
            plan = "\n".join(
                connection.exec_driver_sql(f"EXPLAIN {statement}", values).scalars().all()
            )
            assert "Index Only Scan Backward using pk_report_finder" in plan
            assert "ROW(updated, report_id) <" in plan
