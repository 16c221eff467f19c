"""How long a page of the listing takes with 100,000 reports, beside the cheapest query there is.

python benchmarks/listing.py [URL of an empty database]
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from jupyter_hub_publish.storage import Storage, schema
from jupyter_hub_publish.storage.records import Position

REPORTS, TIMES = 100_000, 30
START = datetime(2020, 1, 1, tzinfo=UTC)
READER = frozenset({"everyone", "user:u7", "group:g1", "group:g2", "group:g3"})


def fill(storage: Storage) -> None:
    """Write the rows of 100,000 reports, without versions: nine in ten are for everyone."""
    dice = random.Random(1)
    rows: dict[sa.Table, list[dict[str, object]]] = {
        table: []
        for table in (schema.report, schema.report_author, schema.report_tag, schema.report_finder)
    }
    for number in range(REPORTS):
        report_id, updated = f"r{dice.getrandbits(48):012x}", START + timedelta(minutes=number)
        owner, group = f"u{dice.randrange(2000)}", f"group:g{dice.randrange(40)}"
        everyone = dice.random() < 0.9
        rows[schema.report].append(
            {
                "id": report_id,
                "title": f"Report {number}",
                "summary": "What drives it, and what to do. " * 5,
                "owner": f"user:{owner}",
                "audience": "everyone" if everyone else "people",
                "latest": 1,
                "created": updated,
                "updated": updated,
                "source": None,
                "seq": number,
            }
        )
        place = {"updated": updated, "report_id": report_id}
        rows[schema.report_author].append({**place, "name": owner, "position": 0})
        for principal in {f"user:{owner}", "everyone" if everyone else group}:
            rows[schema.report_finder].append({**place, "principal": principal, "position": 0})
        tags = {"common"} if number % 2 else {"rare"} if number % 1000 == 0 else set()
        tags |= {f"t{int(dice.paretovariate(1))}" for _ in range(3)}
        for position, tag in enumerate(sorted(tags)):
            rows[schema.report_tag].append({**place, "tag": tag, "position": position})
    public = {
        row["report_id"] for row in rows[schema.report_finder] if row["principal"] == "everyone"
    }
    tallies = Counter(
        str(row["tag"]) for row in rows[schema.report_tag] if row["report_id"] in public
    )
    rows[schema.tally] = [{"tag": tag, "reports": count} for tag, count in tallies.items()]
    rows[schema.tally].append({"tag": "", "reports": len(public)})
    with storage._engine.connect() as connection, connection.begin():
        for table, some in rows.items():
            connection.execute(sa.insert(table), some)
    with storage._engine.connect() as connection, connection.begin():
        connection.exec_driver_sql("ANALYZE")


def median(work: Callable[[], object]) -> float:
    """The median of the milliseconds that it takes."""
    taken = []
    for _ in range(TIMES):
        start = time.perf_counter()
        work()
        taken.append(1000 * (time.perf_counter() - start))
    return sorted(taken)[TIMES // 2]


def measure(storage: Storage) -> None:
    with storage.reading() as unit:
        reports = unit.reports
        some = reports.newest(limit=1, principals=READER)[0]
        middle = Position(updated=START + timedelta(minutes=REPORTS // 2), id="r")
        floor = median(lambda: reports.get(some.id))
        asked: dict[str, Callable[[], object]] = {
            "first page": lambda: reports.newest(limit=20, principals=READER),
            "page in the middle": lambda: reports.newest(
                limit=20, before=middle, principals=READER
            ),
            "first page of 200 groups": lambda: reports.newest(
                limit=20, principals=READER | {f"group:g{number}" for number in range(200)}
            ),
            "nothing for everyone": lambda: reports.newest(
                limit=20, principals=frozenset({"user:u7"})
            ),
            "common tag": lambda: reports.newest(limit=20, tags=("common",), principals=READER),
            "rare tag": lambda: reports.newest(limit=20, tags=("rare",), principals=READER),
            "common and rare tag": lambda: reports.newest(
                limit=20, tags=("common", "t900"), principals=READER
            ),
            "one author": lambda: reports.newest(limit=20, authors=("u9",), principals=READER),
            "count": lambda: reports.count(principals=READER),
            "count of a common tag": lambda: reports.count(tags=("common",), principals=READER),
            "count of a rare tag": lambda: reports.count(tags=("rare",), principals=READER),
            "all tags": lambda: reports.tags(limit=20, principals=READER),
            "tags with a prefix": lambda: reports.tags(limit=20, prefix="t9", principals=READER),
        }
        print(f"{'one report by its id':28} {floor:7.2f} ms")
        for name, work in asked.items():
            taken = median(work)
            print(f"{name:28} {taken:7.2f} ms  {taken / floor:6.1f} x one report")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        url = sys.argv[1] if len(sys.argv) > 1 else f"sqlite:///{folder}/library.sqlite"
        library = Storage.open_url(url)
        fill(library)
        measure(library)
        library.close()
