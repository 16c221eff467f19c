"""Eight processes that publish versions of one report at once get every number, each once."""

from __future__ import annotations

from children import processes, publish_many
from publications import publish

from jupyter_hub_publish.storage import Storage

PROCESSES, TIMES = 8, 25


def test_no_version_is_lost_or_numbered_twice(url: str, storage: Storage) -> None:
    report_id = publish(storage)
    writers = []
    for _ in range(PROCESSES):
        receiver, sender = processes.Pipe(duplex=False)
        process = processes.Process(target=publish_many, args=(url, report_id, TIMES, sender))
        process.start()
        sender.close()
        writers.append((process, receiver))
    answers = [receiver.recv() for _, receiver in writers]
    for process, _ in writers:
        process.join()
    assert [answer for answer in answers if isinstance(answer, str)] == []
    expected = list(range(2, PROCESSES * TIMES + 2))
    assert sorted(number for answer in answers for number in answer) == expected
    with storage.reading() as unit:
        stored = [version.number for version in unit.reports.versions(report_id)]
    assert stored == [*reversed(expected), 1]
    assert storage.clock().seq == PROCESSES * TIMES + 1
