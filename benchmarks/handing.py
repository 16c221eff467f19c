"""What handing off costs, beside what a write without a contract costs, in one run.

python benchmarks/handing.py [ROWS]

Twelve columns; `to_sql` gets a tenth of the rows, and its time is multiplied: it is linear.
The PostgreSQL is the tests' own, and is left out where its programs are missing.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import adbc_driver_postgresql.dbapi as adbc
import duckdb
import numpy as np
import pandas as pd
import psycopg
import pyarrow as pa
import sqlalchemy as sa

from jupyter_hub_publish import handoff

ROWS = 5_000_000
SHARE = 10  # of the rows that `to_sql` gets: one in so many
READS, REPLACES = 1_000, 50


def made(rows: int) -> pd.DataFrame:
    """Numbers, times, texts, truths, and nulls in one column."""
    rng = np.random.default_rng(7)
    moments = pd.Timestamp("2026-01-01") + pd.to_timedelta(rng.integers(0, 10**7, rows), unit="s")
    return pd.DataFrame(
        {
            "id": np.arange(rows),
            "station": rng.integers(0, 500, rows),
            "hour": moments,
            **{name: rng.normal(10, 3, rows) for name in ("bikes", "low", "high")},
            "temperature": rng.normal(10, 3, rows).astype("float32"),
            "rain": rng.random(rows) > 0.7,
            "weather": pd.array(rng.choice(["dry", "rain", "snow", "fog"], rows), dtype="str"),
            "name": pd.array([f"station {one}" for one in rng.integers(0, 500, rows)], dtype="str"),
            "count": rng.integers(0, 10**6, rows),
            "share": np.where(rng.random(rows) > 0.9, np.nan, rng.random(rows)),
        }
    )


def seconds(work: Callable[[], Any]) -> float:
    """How long it takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def said(what: str, measured: float, budget: float, *, least: bool = False) -> bool:
    """Print a ratio beside its budget; whether it is kept."""
    kept = measured >= budget if least else measured <= budget
    sign = "≥" if least else "≤"
    print(f"  {what:58} {measured:7.2f}  ({'within' if kept else 'OVER'} {sign} {budget:g})")
    return kept


def measure(frame: pd.DataFrame, url: str, bare: Callable[[], Any] | None) -> bool:
    """One warehouse: the handoff beside the bare write and beside `to_sql`."""
    kind = url.partition(":")[0].partition("+")[0]
    handed = seconds(lambda: handoff(frame, "handed", url))
    again = seconds(lambda: handoff(frame, "handed", url))
    print(f"{kind}: {len(frame):,} rows in {handed:.1f} s, replaced in {again:.1f} s")
    kept = True
    if bare:
        kept &= said("times the bare write", handed / seconds(bare), 1.5)
    if kind != "duckdb":
        engine = sa.create_engine(url)
        few = frame[::SHARE]
        plain = seconds(lambda: few.to_sql("plain", engine, index=False)) * len(frame) / len(few)
        engine.dispose()
        kept &= said("times faster than to_sql(method=None)", plain / handed, 5, least=True)
    return kept


def copied(frame: pd.DataFrame, url: str) -> None:
    """COPY as the driver does it, into an empty table."""
    with adbc.connect(url.replace("+psycopg", "")) as connection, connection.cursor() as cursor:
        cursor.adbc_ingest("bare", pa.Table.from_pandas(frame, preserve_index=False), mode="create")
        connection.commit()


def inserted(frame: pd.DataFrame, file: Path) -> None:
    """DuckDB's own insert."""
    with duckdb.connect(str(file)) as connection:
        connection.register("frame", frame)
        connection.execute("CREATE TABLE bare AS SELECT * FROM frame")


def measure_small(folder: Path) -> bool:
    """What the contract adds to a write of 1,000 rows."""
    frame, file = made(1_000), folder / "small.sqlite"
    url = f"sqlite:///{file}"
    engine = sa.create_engine(url)
    handoff(frame, "handed", url)
    rounds = range(20)
    handed = min(seconds(lambda: handoff(frame, "handed", url)) for _ in rounds)
    plain = min(
        seconds(lambda: frame.to_sql("plain", engine, index=False, if_exists="replace"))
        for _ in rounds
    )
    engine.dispose()
    print("sqlite: 1,000 rows")
    return said("milliseconds over the bare write", 1_000 * (handed - plain), 50)


def measure_readers(url: str) -> bool:
    """Who reads while the table is replaced sees one write, whole."""
    rows, wrong, reads = 1_000, [], iter(range(READS))
    handoff(pd.DataFrame({"write": [0] * rows}), "counted", url)

    def read() -> None:
        with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
            for _ in reads:
                query = "SELECT count(*), count(DISTINCT write) FROM counted"
                try:
                    found = connection.execute(query).fetchone()
                except psycopg.Error as error:
                    found = (str(error),)
                if found != (rows, 1):
                    wrong.append(found)

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for number in range(REPLACES):
        handoff(pd.DataFrame({"write": [number] * rows}), "counted", url)
    for reader in readers:
        reader.join()
    print(f"postgresql: {READS:,} reads during {REPLACES} replaces")
    return said("errors and partial results", len(wrong), 0)


def _peak(rows: int, url: str, pipe: Any) -> None:
    frame = made(rows)
    size = int(frame.memory_usage(deep=True).sum())
    handoff(frame[:1_000], "peak", url)  # what is loaded once is no part of it
    Path("/proc/self/clear_refs").write_text("5")  # forget the peak of making the frame
    before = _kilobytes("VmHWM")
    handoff(frame, "peak", url)
    pipe.send(1_024 * (_kilobytes("VmHWM") - before) / size + 1)


def _kilobytes(name: str) -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name))


def measure_memory(rows: int, url: str) -> bool:
    """The most that the process holds, in frames; its own libraries left out."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_peak, args=(rows, url, there))
    process.start()
    process.join()
    return said(f"frames in memory, {url.partition(':')[0]}", here.recv(), 2)


@contextmanager
def postgresql() -> Iterator[str | None]:
    """The tests' own PostgreSQL, where its programs are."""
    sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
    from databases import Cluster, _programs  # type: ignore[import-not-found]

    programs = _programs()
    if programs is None:
        print("PostgreSQL's programs are missing; it is left out.")
        yield None
        return
    cluster = Cluster(programs)
    cluster.start()
    try:
        yield f"{cluster.url}/postgres"
    finally:
        cluster.remove()


def main(rows: int) -> int:
    """Measure all; 1 where a budget is not kept."""
    frame, kept = made(rows), True
    with tempfile.TemporaryDirectory(dir=".") as scratch, postgresql() as url:
        folder = Path(scratch)
        os.environ["PYTHONWARNINGS"] = "ignore"
        kept &= measure(frame, f"sqlite:///{folder}/w.sqlite", None)
        bare = folder / "bare.duckdb"
        kept &= measure(frame, f"duckdb:///{folder}/w.duckdb", lambda: inserted(frame, bare))
        if url:
            kept &= measure(frame, url, lambda: copied(frame, url))
            kept &= measure_readers(url)
            kept &= measure_memory(rows, url)
        kept &= measure_memory(rows, f"sqlite:///{folder}/peak.sqlite")
        kept &= measure_small(folder)
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS))
