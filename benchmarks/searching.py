"""How fast search is: measured against SQLite's FTS5 on the same reports and queries, in one run.

    python benchmarks/searching.py NOTEBOOKS [--reports 20000] [--seed 1]

NOTEBOOKS is a folder of notebooks; reports of about 6 kB are mixed from their cells. Needs about
the size of the mixed text twice on the disk.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from jupyter_hub_publish.domain import notebook
from jupyter_hub_publish.domain.indexing import Clock, Document
from jupyter_hub_publish.domain.notebook import Passage
from jupyter_hub_publish.search import SearchIndex, highlights

SIZE = 6_000  # characters of a report
ROUNDS = 20
EVERYONE = frozenset({"everyone"})
# What is typed, and the same for FTS5, which knows neither names nor camel case.
QUERIES = {
    "common word": ("model ", "model"),
    "two common words": ("import data ", "import data"),
    "rare word": ("covariance ", "covariance"),
    "three words": ("train gradient loss ", "train gradient loss"),
    "while typing": ("regre", "regre*"),
    "two letters": ("re", "re*"),
    "phrase": ('"gradient descent"', '"gradient descent"'),
    "name": ("train_test_split ", '"train test split"'),
}


class Mixed:
    """A library of reports that are mixed anew, the same, each time they are asked for."""

    def __init__(self, passages: list[Passage], count: int, seed: int) -> None:
        self._passages, self._seed, self.count = passages, seed, count
        self.more: list[Document] = []

    def clock(self) -> Clock:
        seq = self.count + len(self.more)
        return Clock(seq=seq, mark=str(seq))

    def mark_at(self, seq: int) -> str | None:
        return str(seq)

    def changed_since(self, seq: int, *, limit: int) -> list[Document]:
        return [report for report in self.more if report.seq > seq][:limit]

    def all_documents(self) -> Iterator[Document]:
        return (self.report(number) for number in range(1, self.count + 1))

    def report(self, number: int) -> Document:
        chance = random.Random(self._seed * 1_000_003 + number)
        mixed: list[Passage] = []
        size = 0
        while size < SIZE:
            passage = chance.choice(self._passages)
            mixed.append(passage)
            size += len(passage.text)
        words = " ".join(passage.text for passage in mixed).split()
        return Document(
            id=f"r{number:010d}",
            seq=number,
            version=1,
            title=" ".join(chance.sample(words, min(6, len(words)))),
            summary=" ".join(chance.sample(words, min(30, len(words)))),
            tags=(chance.choice(words)[:20],),
            authors=(f"author{chance.randrange(200)}",),
            finders=EVERYONE,
            updated=datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=number),
            passages=tuple(mixed),
        )


def cells_of(folder: Path) -> list[Passage]:
    """The passages of all notebooks in the folder, each at most a third of a report."""
    found = [
        passage
        for path in sorted(folder.glob("*.ipynb"))
        for passage in notebook.passages(notebook.parse(path.read_bytes()))
        if len(passage.text) < SIZE // 3
    ]
    if not found:
        sys.exit(f"There are no notebooks in {folder}.")
    return found


def seconds(work: Callable[[], object], rounds: int = ROUNDS) -> list[float]:
    """How long each of so many runs took, sorted."""
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return sorted(taken)


def fts5(library: Mixed) -> sqlite3.Connection:
    """The same reports in FTS5, with a stemmer and a column per field, as one would set it up."""
    database = sqlite3.connect("")
    database.execute(
        "CREATE VIRTUAL TABLE report USING fts5"
        "(title, names, summary, prose, code, output, tokenize='porter unicode61', content='')"
    )

    def rows() -> Iterator[tuple[str, ...]]:
        for report in library.all_documents():
            kinds = dict.fromkeys(("text", "code", "output"), "")
            for passage in report.passages:
                kinds[passage.kind] += passage.text + "\n"
            names = " ".join((*report.tags, *report.authors))
            yield (report.title, names, report.summary, *kinds.values())

    database.executemany(
        "INSERT INTO report(title, names, summary, prose, code, output) VALUES (?,?,?,?,?,?)",
        rows(),
    )
    database.execute("INSERT INTO report(report) VALUES ('optimize')")
    database.commit()
    return database


def ask_fts5(database: sqlite3.Connection, typed: str) -> None:
    """What one page of answers needs: how many there are, and the best twenty."""
    database.execute("SELECT count(*) FROM report WHERE report MATCH ?", (typed,)).fetchone()
    database.execute(
        "SELECT rowid FROM report WHERE report MATCH ?"
        " ORDER BY bm25(report, 6, 4, 3, 1, 0.8, 0.5) LIMIT 20",
        (typed,),
    ).fetchall()


def main() -> None:
    """Build both, ask both, print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("notebooks", nargs="?", type=Path, default=Path("examples"))
    parser.add_argument("--reports", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    library = Mixed(cells_of(options.notebooks), options.reports, options.seed)
    mixing = time.perf_counter()
    text = sum(len(p.text.encode()) for r in library.all_documents() for p in r.passages)
    mixing = time.perf_counter() - mixing
    with tempfile.TemporaryDirectory() as folder:
        index = SearchIndex.open(Path(folder), library="benchmark")
        built = seconds(lambda: index.catch_up(library), 1)[0] - mixing
        size = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file())
        print(f"{options.reports:,} reports, {text / 1e6:.0f} MB of text")
        print(f"build        {text / 1e6 / built:.1f} MB/s, index {size / text:.2f} x the text")
        catch_up = catching_up(index, library)
        print(
            f"catch-up     {statistics.median(catch_up) * 1e3:.1f} ms p50,"
            f" {catch_up[-1] * 1e3:.0f} ms worst"
        )
        compare(index, library, fts5(library))


def catching_up(index: SearchIndex, library: Mixed) -> list[float]:
    """How long one more report takes to be found, each of forty times."""

    def one_more() -> None:
        seq = library.count + len(library.more) + 1
        library.more.append(library.report(seq))
        index.catch_up(library)

    return seconds(one_more, 40)


def compare(index: SearchIndex, library: Mixed, database: sqlite3.Connection) -> None:
    """Each kind of query: find, find with the twenty cards' highlights, FTS5, and their ratio."""
    print(f"{'':18}{'found':>8}{'find ms':>10}{'+marks ms':>11}{'FTS5 ms':>10}{'ratio':>8}")
    everything, ratios = [], []
    for name, (typed, for_fts5) in QUERIES.items():
        found = index.find(typed, principals=EVERYONE)
        cards = [library.report(int(one[1:])) for one in found.ids]

        def with_marks(typed: str = typed, cards: list[Document] = cards) -> None:
            index.find(typed, principals=EVERYONE)
            for card in cards:
                highlights(
                    typed,
                    title=card.title,
                    summary=card.summary,
                    tags=card.tags,
                    authors=card.authors,
                    passages=card.passages,
                )

        ours = seconds(lambda typed=typed: index.find(typed, principals=EVERYONE))  # type: ignore[misc]
        marks = seconds(with_marks)
        theirs = seconds(lambda typed=for_fts5: ask_fts5(database, typed), 5)  # type: ignore[misc]
        everything += marks
        ratios.append(theirs[2] / statistics.median(ours))
        print(
            f"{name:18}{found.total:8,}{statistics.median(ours) * 1e3:10.2f}"
            f"{statistics.median(marks) * 1e3:11.2f}{theirs[2] * 1e3:10.1f}{ratios[-1]:8.0f}"
        )
    everything.sort()
    print(
        f"find with marks: p50 {statistics.median(everything) * 1e3:.1f} ms,"
        f" p99 {everything[int(len(everything) * 0.99)] * 1e3:.1f} ms;"
        f" FTS5 takes {statistics.median(ratios):.0f} x as long as find at the median"
    )


if __name__ == "__main__":
    main()
