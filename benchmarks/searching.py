"""How fast search is, over HTTP and beside SQLite's FTS5 on the same reports, and what it costs.

    python benchmarks/searching.py [--reports 1000 20000] [--notebooks FOLDER …] [--seed 1]
                                   [--keep FOLDER]

Reports of about 6 kB are mixed from the cells of notebooks and written into a library, whose index
is made in a process of its own. Then a Jupyter server is asked. Needs about four times the size of
the text on the disk. The budgets are those of 100,000 reports; exits 1 where one is missed. What is
kept in a folder is not mixed again the next time.
"""

from __future__ import annotations

import argparse
import secrets
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from mixing import NOTEBOOKS, Mixture, fill, size, subjects
from serving import AUTHOR, ROOT, Server, rss_anon, serving

from jupyter_hub_publish.domain.ids import new_report_id
from jupyter_hub_publish.domain.indexing import Reader
from jupyter_hub_publish.domain.notebook import Passage
from jupyter_hub_publish.search import Pace, SearchIndex
from jupyter_hub_publish.storage import Storage, Unit
from jupyter_hub_publish.storage.records import NewReport, NewVersion

ROUNDS = 15
READER = Reader(principals=frozenset({"everyone", f"user:{AUTHOR}"}), name=AUTHOR)
# What is typed, and the same for FTS5, which knows neither names nor camel case; None where the
# same cannot be asked of it.
QUERIES: dict[str, tuple[dict[str, Any], str | None]] = {
    "common word": ({"q": "data "}, "data"),
    "another common word": ({"q": "model "}, "model"),
    "two common words": ({"q": "import data "}, "import data"),
    "rare word": ({"q": "covariance "}, "covariance"),
    "three words": ({"q": "train gradient loss "}, "train gradient loss"),
    "while typing": ({"q": "regre"}, "regre*"),
    "two letters": ({"q": "re"}, "re*"),
    "phrase": ({"q": '"random forest"'}, '"random forest"'),
    "name": ({"q": "train_test_split "}, '"train test split"'),
    "either": ({"q": "forest OR boosting "}, "forest OR boosting"),
    "without": ({"q": "model -test "}, "model NOT test"),
    "common, by an author": ({"q": "data ", "author": "bake.bake"}, None),
    "common, two tags": ({"q": "data ", "tag": ["churn-id", "sales-id"]}, None),
    "common, package": ({"q": "model package:pandas "}, None),
    "common, last year": ({"q": "data ", "after": "2025-06-01"}, None),
    "most starred": ({"q": "model ", "sort": "stars"}, None),
    "browse by package": ({"package": "pandas", "sort": "newest"}, None),
}
COMMON = ("common word", "another common word", "two common words")


class Budget(NamedTuple):
    """A figure, and what it may be."""

    what: str
    measured: float
    budget: float
    unit: str
    at_least: bool = False

    @property
    def kept(self) -> bool:
        return (self.measured >= self.budget) if self.at_least else (self.measured <= self.budget)


def percentile(taken: list[float], share: float) -> float:
    return sorted(taken)[min(len(taken) - 1, int(len(taken) * share))]


# The index


def rebuild(library: Path, cache: Path) -> tuple[float, float]:
    """Seconds of a rebuild in a process of its own, and the most memory that it had, in MB."""
    work = (
        "import sys, time; from pathlib import Path\n"
        "from jupyter_hub_publish.library.local import LocalLibrary\n"
        "library = LocalLibrary.open(Path(sys.argv[1]), cache=Path(sys.argv[2]))\n"
        "start = time.perf_counter(); library.rebuild_index(lambda reports: None)\n"
        "print(time.perf_counter() - start); library.close()\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", work, str(library), str(cache)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    most = 0.0
    while process.poll() is None:
        most = max(most, rss_anon(process.pid))
        time.sleep(0.02)
    said, _ = process.communicate()
    if process.returncode:
        sys.exit("The index could not be made.")
    return float(said), most


# Over HTTP


def ask_all(server: Server, path: str) -> dict[str, list[float]]:
    """The milliseconds of each kind of query, each asked so many times, one after the other."""
    taken: dict[str, list[float]] = {name: [] for name in QUERIES}
    for _ in range(ROUNDS):
        for name, (query, _) in QUERIES.items():
            left_out = {"sort"} if path == "api/facets" else set()
            asked = {key: value for key, value in query.items() if key not in left_out}
            taken[name].append(server.get(path, **asked)[1])
    return {name: times[1:] for name, times in taken.items()}  # the first time reads from the disk


def ask_for_help(server: Server) -> dict[str, list[float]]:
    """The milliseconds of suggestions, and of related reports."""
    hits = server.get("api/reports", q="model ")[0]["hits"]
    typed = ("c", "ch", "chur", "pan", "bak", "pri", "sensor_r", "bokeh k")
    return {
        "suggest": [server.get("api/suggest", q=text)[1] for _ in range(5) for text in typed],
        "related": [server.get(f"api/reports/{hit['id']}/related")[1] for hit in hits],
    }


def publish_to_found(storage: Storage, server: Server) -> list[float]:
    """Milliseconds from the end of a publication here until the server's search has found it."""
    taken = []
    for _ in range(20):
        word = f"zz{secrets.token_hex(5)}"
        publish(storage, word)
        start = time.perf_counter()
        while not server.get("api/reports", q=word)[0]["hits"]:
            pass
        taken.append(1000 * (time.perf_counter() - start))
    return taken


def publish(storage: Storage, word: str) -> None:
    """A small report that has this word."""
    now, id = datetime.now(UTC), new_report_id()

    def work(unit: Unit) -> None:
        unit.reports.add(
            NewReport(
                id=id,
                title="Just published",
                summary="",
                owner=f"user:{AUTHOR}",
                audience="everyone",
                authors=(AUTHOR,),
                created=now,
            )
        )
        unit.reports.add_version(
            id,
            NewVersion(
                title="Just published",
                summary="",
                tags=(),
                published=now,
                publisher=AUTHOR,
                cells=1,
                language="python",
                fingerprint="",
                source=None,
                notebook=unit.blobs.put(storage.pack(word.encode())),
                page=unit.blobs.put(word.encode()),
                passages=(Passage(cell=1, kind="text", heading="", text=f"About {word}."),),
            ),
        )

    storage.write(work)


# Beside FTS5


def fts5(library: Mixture) -> sqlite3.Connection:
    """The same reports in FTS5, with a stemmer and a column per field, as one would set it up."""
    database = sqlite3.connect("")
    database.execute(
        "CREATE VIRTUAL TABLE report USING fts5(title, names, summary, vocabulary, prose, code,"
        " output, tokenize='porter unicode61', content='')"
    )

    def rows() -> Iterator[tuple[str, ...]]:
        for report in library.all_documents():
            kinds = dict.fromkeys(("name", "text", "code", "output"), "")
            for passage in report.passages:
                kinds[passage.kind if passage.kind in kinds else "name"] += passage.text + "\n"
            names = " ".join((*report.tags, *report.authors))
            yield (report.title, names, report.summary, *kinds.values())

    database.executemany("INSERT INTO report VALUES (?,?,?,?,?,?,?)", rows())
    database.execute("INSERT INTO report(report) VALUES ('optimize')")
    database.commit()
    return database


def ask_fts5(database: sqlite3.Connection, typed: str) -> None:
    """What one page of answers needs: how many there are, and the best twenty."""
    database.execute("SELECT count(*) FROM report WHERE report MATCH ?", (typed,)).fetchone()
    database.execute(
        "SELECT rowid FROM report WHERE report MATCH ?"
        " ORDER BY bm25(report, 6, 4, 3, 2, 1, 0.8, 0.5) LIMIT 20",
        (typed,),
    ).fetchall()


def median(work: Callable[[], object], times: int) -> float:
    """The median of the milliseconds that it takes."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(1000 * (time.perf_counter() - start))
    return statistics.median(taken)


def beside_fts5(index: SearchIndex, database: sqlite3.Connection) -> dict[str, tuple[float, float]]:
    """For each query that both understand, the milliseconds of ours and of FTS5's."""
    return {
        name: (
            median(lambda words=query["q"]: index.find(words, reader=READER), ROUNDS),  # type: ignore[misc]
            median(lambda typed=typed: ask_fts5(database, typed), 3),  # type: ignore[misc]
        )
        for name, (query, typed) in QUERIES.items()
        if typed is not None
    }


# The table


def measure(library: Mixture, folder: Path) -> list[Budget]:
    """Everything at one size; prints as it goes."""
    place, cache, text = folder / "library", folder / "cache", size(library)
    is_there = place.exists()
    storage = Storage.open(place)
    if not is_there:
        fill(storage, library)
    seconds, most = rebuild(place, cache)
    on_disk = sum(path.stat().st_size for path in cache.rglob("*") if path.is_file())
    print(f"\n{library.count:,} reports, {text / 1e6:,.0f} MB of text")
    with serving(place, cache) as server:
        hits, facets = ask_all(server, "api/reports"), ask_all(server, "api/facets")
        help = ask_for_help(server)
        fresh = publish_to_found(storage, server)
        serving_memory = rss_anon(server.pid)
    index = SearchIndex.open(cache, library=storage.id, pace=Pace(wait=600))
    index.catch_up(storage)
    beside = beside_fts5(index, fts5(library))
    index.close()
    storage.close()
    tell(hits, facets, beside)
    ratios = {name: theirs / ours for name, (ours, theirs) in beside.items()}
    all_hits, all_facets = (list(chain(*taken.values())) for taken in (hits, facets))
    return [
        Budget("hits over HTTP, p50", percentile(all_hits, 0.5), 10, "ms"),
        Budget("hits over HTTP, p99", percentile(all_hits, 0.99), 40, "ms"),
        Budget("facets over HTTP, p50", percentile(all_facets, 0.5), 25, "ms"),
        Budget("suggestions over HTTP, p50", percentile(help["suggest"], 0.5), 25, "ms"),
        Budget("related reports over HTTP, p50", percentile(help["related"], 0.5), 25, "ms"),
        Budget("beside FTS5, at the median", statistics.median(ratios.values()), 10, "×", True),
        Budget("beside FTS5, common words", min(ratios[name] for name in COMMON), 30, "×", True),
        Budget("publish to found by another, p50", percentile(fresh, 0.5), 100, "ms"),
        Budget("rebuild, with the database", text / 1e6 / seconds, 15, "MB/s", True),
        Budget("memory of a rebuild (RssAnon)", most, 500, "MB"),
        Budget("memory of the server (RssAnon)", serving_memory, 300, "MB"),
        Budget("index, of the text", 100 * on_disk / text, 70, "%"),
    ]


def tell(
    hits: dict[str, list[float]],
    facets: dict[str, list[float]],
    beside: dict[str, tuple[float, float]],
) -> None:
    """The medians of each kind of query."""
    print(f"{'ms':24}{'hits':>8}{'worst':>8}{'facets':>8}{'find':>9}{'FTS5':>9}{'ratio':>7}")
    for name in QUERIES:
        row = f"{name:24}{statistics.median(hits[name]):8.1f}{max(hits[name]):8.1f}"
        row += f"{statistics.median(facets[name]):8.1f}"
        if name in beside:
            ours, theirs = beside[name]
            row += f"{ours:9.2f}{theirs:9.1f}{theirs / ours:6.0f}×"
        print(row)


def main() -> None:
    """Measure at each size; the budgets count at the last."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--reports", type=int, nargs="+", default=[1_000, 20_000])
    parser.add_argument("--notebooks", type=Path, nargs="+", default=NOTEBOOKS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="Where the libraries are left, and looked for.")
    options = parser.parse_args()
    known = subjects(options.notebooks)
    grown: dict[int, list[Budget]] = {}
    for count in options.reports:
        library = Mixture(known, count, options.seed)
        kept = nullcontext(options.keep / str(count)) if options.keep else None
        with kept or tempfile.TemporaryDirectory() as folder:
            grown[count] = measure(library, Path(folder))
    print(f"\n{'reports':32}" + "".join(f"{count:>12,}" for count in grown) + f"{'budget':>16}")
    for rows in zip(*grown.values(), strict=True):
        last = rows[-1]
        budget = f"{'≥' if last.at_least else '≤'} {last.budget:g} {last.unit}"
        figures = "".join(f"{row.measured:12.1f}" for row in rows)
        print(f"{last.what:32}{figures}{budget:>16}  {'kept' if last.kept else 'OVER'}")
    if not all(budget.kept for budget in grown[options.reports[-1]]):
        sys.exit(1)


if __name__ == "__main__":
    main()
