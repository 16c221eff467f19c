"""A page of a listing reads a page's worth of rows, however many reports anybody has."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
import sqlalchemy as sa
from publications import NOON

from jupyter_hub_publish.storage import Storage


@pytest.fixture
def plans(storage: Storage) -> list[str]:
    """How SQLite goes about each question that is asked of it."""
    if storage._engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL plans by what the tables hold")
    told: list[str] = []

    def explain(connection: Any, _: Any, statement: str, parameters: Any, *rest: Any) -> None:
        if statement.startswith("SELECT"):
            raw = connection.connection.dbapi_connection
            rows = raw.execute(f"EXPLAIN QUERY PLAN {statement}", parameters).fetchall()
            told.extend(row[3] for row in rows)

    sa.event.listen(storage._engine, "before_cursor_execute", explain)
    return told


def test_what_must_hold_besides_is_looked_up_by_the_report(
    storage: Storage, plans: list[str]
) -> None:
    who = frozenset({"everyone", "user:ana", "group:whales"})
    with storage.reading() as unit:
        of_team = {"owners": ("group:whales",)}
        for wanted in ({}, {"tags": ("a", "b")}, {"authors": ("ana",), "tags": ("a",)}, of_team):
            unit.reports.count(principals=who, **wanted)
            unit.reports.newest(principals=who, **wanted, limit=20)
            unit.reports.popular(principals=who, **wanted, since=NOON.date(), limit=20)
    correlated = [after for plan, after in pairwise(plans) if "CORRELATED" in plan]
    assert correlated
    assert [plan for plan in correlated if "(report_id=? AND " not in plan] == []


def test_what_is_popular_reads_a_week_and_not_a_year(storage: Storage, plans: list[str]) -> None:
    with storage.reading() as unit:
        unit.reports.popular(principals=frozenset({"everyone"}), since=NOON.date(), limit=20)
    assert [plan for plan in plans if "view_day" in plan and "SCAN" in plan] == []


def test_the_reports_of_an_owner_are_a_walk_along_their_index(
    storage: Storage, plans: list[str]
) -> None:
    with storage.reading() as unit:
        unit.reports.newest(
            principals=frozenset({"everyone"}), owners=("group:whales", "group:orcas"), limit=20
        )
    walks = [plan for plan in plans if "ix_report_owner" in plan]
    assert len(walks) == 2
    assert all("(owner=?)" in plan for plan in walks)
    assert [plan for plan in plans if plan.startswith("SCAN report")] == []


def test_what_search_took_in_is_looked_up_by_the_report(storage: Storage, plans: list[str]) -> None:
    with storage.reading() as unit:
        unit.reports.passages([("ra", 1), ("rb", 2)])
    assert plans
    assert [plan for plan in plans if "SCAN" in plan] == []


def test_datasets_are_looked_up_and_listed_along_their_newest_versions(
    storage: Storage, plans: list[str]
) -> None:
    who = frozenset({"everyone", "user:ana"})
    with storage.reading() as unit:
        unit.datasets.search(("bikes",), principals=who, offset=0, limit=20)
        unit.datasets.newest(principals=who, ids=["da"])
        unit.datasets.newest(principals=who, keys=["bikeshare.forecast"])
        unit.datasets.versions("da", principals=who, limit=20)
        unit.datasets.count_versions("da", principals=who)
        unit.flows.readers_of(["bikeshare.forecast"], principals=who)
        unit.flows.reads_of(["ra"])
        unit.flows.written_by(["ra"])
        unit.said.questions("da", principals=who, limit=20)
        unit.said.consumers(["da"], principals=who, limit=20)
    tables = ("dataset", "dataset_version", "dataset_use", "consumer", "question", "report")
    assert any("ix_dataset_version_newest (newest=?" in plan for plan in plans)
    assert [plan for plan in plans if plan.startswith(tuple(f"SCAN {one}" for one in tables))] == []
