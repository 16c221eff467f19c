"""What child processes do in the tests of many writers and of sudden ends."""

from __future__ import annotations

import multiprocessing
import os
import random
from multiprocessing.connection import Connection
from pathlib import Path

from publications import a_version, publish, publish_again

from jupyter_hub_publish.domain.errors import PublishError
from jupyter_hub_publish.storage import Storage, Unit

# A forked copy of a warm, single-threaded process starts in a few milliseconds.
processes = multiprocessing.get_context("forkserver")
processes.set_forkserver_preload(["jupyter_hub_publish.storage", "publications"])


def publish_many(url: str, report_id: str, times: int, results: Connection) -> None:
    """Add so many versions, then send the numbers that they got, or the error."""
    storage = Storage.open_url(url, patience=60)
    try:
        results.send([publish_again(storage, report_id, notebook=b"%d" % n) for n in range(times)])
    except Exception as error:
        results.send(repr(error))
    storage.close()


def publish_until_killed(url: str, report_id: str, seed: int, acknowledged: Connection) -> None:
    """Add versions for ever, sending each one's number once it is committed."""
    dice = random.Random(seed)
    storage = Storage.open_url(url, patience=60)
    while True:
        notebook = storage.pack(dice.randbytes(dice.randrange(1, 200_000)), (1000, 60_000))
        page = storage.pack(dice.randbytes(dice.randrange(1, 200_000)), (5000,))
        if dice.random() < 0.5:  # blobs first, the version after them: both ways must be safe

            def put(unit: Unit) -> None:
                unit.blobs.put(notebook)  # noqa: B023  called at once
                unit.blobs.put(page)  # noqa: B023

            storage.write(put)

        def work(unit: Unit) -> int:
            blobs = unit.blobs.put(notebook), unit.blobs.put(page)  # noqa: B023
            return unit.reports.add_version(report_id, a_version(*blobs, tags=("a", "b")))

        acknowledged.send(storage.write(work))


def open_at_once(url: str, results: Connection) -> None:
    """Open the library, which may not exist yet, and send its id or the error."""
    try:
        storage = Storage.open_url(url, patience=60)
        results.send(storage.id)
        storage.close()
    except Exception as error:
        results.send(repr(error))


def try_without_rights(folder: str, results: Connection) -> None:
    """Become nobody, whom file modes bind, and send what reading and writing the library say."""
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
    answers: list[object] = []
    try:
        storage = Storage.open(Path(folder), patience=2)
        with storage.reading() as unit:
            answers.append(unit.reports.count(principals=frozenset({"everyone"})))
        publish(storage)
    except PublishError as error:
        answers.append((type(error).__name__, error.hint))
    results.send(answers)
