"""A process may be killed at any moment: nothing is corrupt, half there, or lost after its answer.

`HUB_PUBLISH_KILL_ROUNDS` says how often (25 unless it is set).
"""

from __future__ import annotations

import os
import random
import time
from multiprocessing.connection import Connection

import sqlalchemy as sa
from children import processes, publish_until_killed
from publications import publish

from jupyter_hub_publish.storage import Storage, Unit, schema

ROUNDS = int(os.environ.get("HUB_PUBLISH_KILL_ROUNDS", "25"))
SEED = int(os.environ.get("HUB_PUBLISH_KILL_SEED", "1"))


def test_killed_writers_leave_a_whole_library(url: str) -> None:
    dice = random.Random(SEED)
    storage = Storage.open_url(url)
    report_id = publish(storage)
    acknowledged, checked = {1}, 0
    # PostgreSQL itself is not killed here, only those who speak to it: fewer rounds show the same.
    rounds = ROUNDS if url.startswith("sqlite") else max(1, ROUNDS // 5)
    for round_number in range(rounds):
        acknowledged |= _one_round(url, report_id, dice, round_number)
        storage.close()
        storage = Storage.open_url(url)
        with storage.reading() as unit:
            checked = _check(unit, report_id, acknowledged, since=checked)
        _check_database(storage)
    assert len(acknowledged) > rounds  # else the children were killed before they did anything
    with storage.reading() as unit:
        _check(unit, report_id, acknowledged, since=0)
    storage.close()


def _one_round(url: str, report_id: str, dice: random.Random, number: int) -> set[int]:
    writers = []
    for child in range(2):
        receiver, sender = processes.Pipe(duplex=False)
        arguments = (url, report_id, SEED * 1_000_000 + number * 2 + child, sender)
        process = processes.Process(target=publish_until_killed, args=arguments)
        process.start()
        sender.close()
        writers.append((process, receiver))
    writers[0][1].poll(20)  # both have begun, or will be killed while they begin
    time.sleep(dice.uniform(0, 0.3))
    for process, _ in writers:
        process.kill()
        process.join()
    return {number for _, receiver in writers for number in _received(receiver)}


def _received(receiver: Connection) -> list[int]:
    numbers = []
    try:
        while True:
            numbers.append(receiver.recv())
    except EOFError:
        return numbers


def _check(unit: Unit, report_id: str, acknowledged: set[int], *, since: int) -> int:
    """Every version is whole, none is missing; those up to `since` were looked at before."""
    report = unit.reports.get(report_id)
    versions = unit.reports.versions(report_id)
    assert report is not None
    assert [version.number for version in versions] == list(range(report.version, 0, -1))
    assert acknowledged <= {version.number for version in versions}
    new = [version for version in versions if version.number > since]
    for version in new:
        assert len(unit.blobs.read(version.notebook)) == version.notebook_size
        assert len(unit.blobs.read(version.page)) == version.page_size
    assert len(unit.reports.passages((report_id, version.number) for version in new)) == len(new)
    return report.version


def _check_database(storage: Storage) -> None:
    with storage._engine.connect() as connection:
        clock = connection.execute(sa.select(schema.clock.c.n)).scalar_one()
        seqs = connection.execute(sa.select(schema.change.c.seq).order_by(schema.change.c.seq))
        assert list(seqs.scalars()) == list(range(clock + 1))
        if connection.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalars().all() == ["ok"]
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
