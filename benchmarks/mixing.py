"""Libraries of any size, mixed from the cells of a folder of real notebooks: the same for one seed.

    python benchmarks/mixing.py [FOLDER_OF_A_NEW_LIBRARY] [--reports 1000] [--notebooks FOLDER …]

A report has one notebook as its subject and takes most of its cells from there, in their order. Its
numbers and some of its words are its own, so that an index has as many words as a real one. Tags,
authors, packages, columns, files, stars and views are few very common ones and many rare ones.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal, NamedTuple

import msgspec
import sqlalchemy as sa

from jupyter_hub_publish.domain import notebook as notebooks
from jupyter_hub_publish.domain.errors import BadNotebook
from jupyter_hub_publish.domain.imports import imports
from jupyter_hub_publish.domain.indexing import Clock, Document
from jupyter_hub_publish.domain.notebook import Passage
from jupyter_hub_publish.storage import Storage, schema

ROOT = Path(__file__).parents[1]
NOTEBOOKS = (ROOT / "examples", ROOT / "tests" / "rendering" / "gallery")
SIZE = 6_000  # characters of a report
LONGEST = SIZE // 3  # characters of a passage; longer ones are cut
START = datetime(2020, 1, 1, tzinfo=UTC)
DAYS = 6 * 365
PEOPLE, TEAMS, TAGS, COLUMNS, FILES, PACKAGES = 2_000, 40, 1_500, 20_000, 20_000, 400
WORDS = 200_000  # of which each report has some that few others have
KERNELS = {"python": "python3", "r": "ir", "julia": "julia-1.10", "scala": "scala", "sas": "sas"}
SYLLABLES = "bakelimonurasetivozudafegihojukaleminopu"  # of two letters each
KINDS = ("churn", "sales", "sensor", "patient", "trip", "order", "user", "price", "site", "gene")
PARTS = ("id", "rate", "date", "count", "mean", "score", "level", "flag", "total", "code")


class Cell(NamedTuple):
    """What search takes in of one cell, and what the cell imports."""

    passages: tuple[Passage, ...]
    packages: tuple[str, ...]


class Subject(NamedTuple):
    """A notebook that reports are about."""

    title: str
    language: str
    cells: tuple[Cell, ...]


def subjects(folders: Sequence[Path] = NOTEBOOKS) -> tuple[Subject, ...]:
    """The notebooks in these folders and below, without those that hold no text."""
    found = []
    for path in sorted({path for folder in folders for path in folder.rglob("*.ipynb")}):
        try:
            notebook = notebooks.mended(notebooks.parse(path.read_bytes()))
        except BadNotebook:
            continue
        cells = [_cell(notebook, cell) for cell in notebook["cells"]]
        cells = [cell for cell in cells if cell.passages]
        if cells:
            language = notebooks.facts(notebook).language.lower() or "python"
            title = re.sub(r"[\W\d_]+", " ", path.stem).strip().capitalize()
            found.append(Subject(title, language, tuple(cells)))
    if not found:
        sys.exit("There are no notebooks in " + " and ".join(map(str, folders)) + ".")
    return tuple(found)


def _cell(notebook: notebooks.Notebook, cell: dict[str, Any]) -> Cell:
    alone = {**notebook, "cells": [cell]}
    passages = tuple(
        msgspec.structs.replace(passage, text=passage.text[:LONGEST])
        for passage in notebooks.passages(alone)
        if passage.kind in ("text", "code", "output")
    )
    return Cell(passages, tuple(dict.fromkeys(name.partition(".")[0] for name in imports(alone))))


@dataclass(frozen=True)
class Mixture:
    """A ChangeSource of so many reports, each mixed anew whenever it is asked for."""

    subjects: tuple[Subject, ...]
    count: int
    seed: int = 1

    def with_more(self, more: int) -> Mixture:
        """The same library some publications later."""
        return replace(self, count=self.count + more)

    def clock(self) -> Clock:
        return Clock(seq=self.count, mark=str(self.count))

    def mark_at(self, seq: int) -> str | None:
        return str(seq)

    def changed_since(self, seq: int, *, limit: int) -> list[Document]:
        last = min(seq + limit, self.count)
        return [self.report(number) for number in range(seq + 1, last + 1)]

    def counted(self) -> datetime | None:
        return None

    def counted_since(self, moment: datetime | None, *, limit: int) -> list[Document]:
        return []

    def all_documents(self) -> Iterator[Document]:
        return map(self.report, range(1, self.count + 1))

    def report(self, number: int) -> Document:
        """The report that was published as the `number`th."""
        dice = random.Random(self.seed * 1_000_003 + number)
        subject = self.subjects[_rank(dice, len(self.subjects))]
        cells = self._cells(dice, subject)
        language = _language(dice, subject)
        author = person(_rank(dice, PEOPLE))
        others = {person(_rank(dice, PEOPLE)) for _ in range(dice.choice((0, 0, 0, 1, 2)))}
        created = START + timedelta(days=DAYS * dice.random() ** 0.5)  # more every year
        stars = min(int(dice.paretovariate(0.9)) - 1, 500)
        own = [word(_rank(dice, WORDS)) for _ in range(3)]
        return Document(
            id=report_id(number),
            seq=number,
            version=1,
            title=f"{subject.title} {' '.join(own)}",
            summary=_summary(dice, cells),
            tags=tuple(sorted({tag(_rank(dice, TAGS)) for _ in range(dice.randrange(1, 5))})),
            authors=tuple(dict.fromkeys((author, *sorted(others)))),
            owner=f"user:{author}",
            finders=_finders(dice, author, others),
            created=created,
            updated=created + timedelta(days=30 * (dice.paretovariate(1.5) - 1)),
            language=language,
            kernel=KERNELS[language],
            archived=dice.random() < 0.04,
            replaced=dice.random() < 0.02,
            ran_clean=dice.random() < 0.4,
            stars=stars,
            views=stars * dice.randrange(3, 30) + dice.randrange(20),
            passages=_passages(dice, cells),
        )

    def _cells(self, dice: random.Random, subject: Subject) -> list[Cell]:
        found: list[Cell] = []
        size, at = 0, dice.randrange(len(subject.cells))
        while size < SIZE:
            if dice.random() < 0.7:
                cell = subject.cells[at % len(subject.cells)]
                at += 1
            else:
                cell = dice.choice(dice.choice(self.subjects).cells)
            found.append(cell)
            size += sum(len(passage.text) for passage in cell.passages)
        return found


def _rank(dice: random.Random, count: int) -> int:
    """A number below `count`: the nth is chosen once while the first is chosen n times."""
    return int(count ** dice.random()) - 1


def word(rank: int) -> str:
    """A word that is in no dictionary, always the same for a rank."""
    found, count = "", len(SYLLABLES) // 2
    rank += count  # two syllables at least
    while rank:
        rank, at = divmod(rank, count)
        found += SYLLABLES[2 * at : 2 * at + 2]
    return found


def person(rank: int) -> str:
    """An author's name."""
    return f"{word(rank)}.{word(rank * 7)}"


def tag(rank: int) -> str:
    """A tag, the first ones as people choose them."""
    return f"{KINDS[rank % 10]}-{PARTS[rank // 10]}" if rank < 100 else word(rank)


def column(rank: int) -> str:
    """A column's name."""
    number = "" if rank < 100 else f"_{rank // 100}"
    return f"{KINDS[rank % 10]}_{PARTS[rank // 10 % 10]}{number}"


def report_id(number: int) -> str:
    """An id of the right form for the report of that number."""
    letters = "abcdefghijklmnopqrstuvwxyz234567"
    return "r" + "".join(letters[number >> 5 * place & 31] for place in reversed(range(10)))


def _passages(dice: random.Random, cells: Sequence[Cell]) -> tuple[Passage, ...]:
    found = []
    digits = str.maketrans("0123456789", "".join(dice.sample("0123456789", 10)))
    for number, cell in enumerate(cells, 1):
        for passage in cell.passages:
            text = passage.text.translate(digits) if passage.kind == "output" else passage.text
            found.append(msgspec.structs.replace(passage, cell=number, text=text))
    own = " ".join(word(_rank(dice, WORDS)) for _ in range(20))
    found.append(Passage(cell=len(cells) + 1, kind="text", heading="", text=f"Notes on {own}."))
    named: dict[tuple[Literal["package", "column", "file"], str], int] = {}
    for number, cell in enumerate(cells, 1):
        for name in cell.packages:
            named.setdefault(("package", name), number)
    for _ in range(2):
        named.setdefault(("package", f"{word(_rank(dice, PACKAGES))}_tools"), 1)
    for _ in range(dice.randrange(15)):
        named.setdefault(("column", column(_rank(dice, COLUMNS))), 2)
    for _ in range(dice.randrange(3)):
        named.setdefault(("file", f"data/{column(_rank(dice, FILES))}.csv"), 1)
    found += [
        Passage(cell=at, kind=kind, heading="", text=text) for (kind, text), at in named.items()
    ]
    return tuple(found)


def _summary(dice: random.Random, cells: Sequence[Cell]) -> str:
    prose = [p.text for cell in cells for p in cell.passages if p.kind == "text"]
    return " ".join(dice.choice(prose or ["Nothing is said."]).split()[:30])


def _finders(dice: random.Random, author: str, others: set[str]) -> frozenset[str]:
    found = {f"user:{name}" for name in (author, *others)}
    chance = dice.random()
    if chance < 0.85:
        found.add("everyone")
    elif chance < 0.95:
        found.add(f"group:{dice.randrange(TEAMS)}")
    return frozenset(found)


def _language(dice: random.Random, subject: Subject) -> str:
    if subject.language in KERNELS and subject.language != "python":
        return subject.language
    return dice.choices(tuple(KERNELS), (85, 8, 4, 2, 1))[0]


def size(library: Mixture) -> int:
    """Bytes of text that search takes in."""
    passages = (passage for report in library.all_documents() for passage in report.passages)
    return sum(len(passage.text.encode()) for passage in passages)


def fill(storage: Storage, library: Mixture) -> None:
    """Write the library's rows, without notebooks and pages, a thousand reports at a time."""
    for start in range(1, library.count + 1, 1_000):
        numbers = range(start, min(start + 1_000, library.count + 1))
        rows: dict[sa.Table, list[dict[str, Any]]] = {}
        for table, row in (row for number in numbers for row in _rows(library.report(number))):
            rows.setdefault(table, []).append(row)
        with storage._engine.connect() as connection, connection.begin():
            for table, some in rows.items():
                connection.execute(sa.insert(table), some)
    _finish(storage, library)


def _rows(report: Document) -> Iterator[tuple[sa.Table, dict[str, Any]]]:
    """What publishing the report leaves in the tables."""
    key, place = {"report_id": report.id, "number": 1}, {"report_id": report.id}
    said = {"title": report.title, "summary": report.summary}
    yield (
        schema.report,
        {
            **said,
            "id": report.id,
            "owner": report.owner,
            "audience": "everyone" if "everyone" in report.finders else "people",
            "latest": 1,
            "given": 1,
            "created": report.created,
            "updated": report.updated,
            "archived": report.updated if report.archived else None,
            "seq": report.seq,
        },
    )
    yield schema.change, {"seq": report.seq, "mark": f"{report.seq:x}", "report_id": report.id}
    kept = {"cells": report.passages[-1].cell, "tags": report.tags, "message": ""}
    made = {"published": report.updated, "publisher": report.owner, "fingerprint": ""}
    yield schema.version, {**key, **said, **kept, **made, "language": report.language}
    deflated = zlib.compress(msgspec.json.encode(report.passages), 3)
    yield schema.version_text, {**key, "passages": deflated}
    for table, term, values in (
        (schema.report_author, "name", report.authors),
        (schema.report_tag, "tag", report.tags),
        (schema.report_finder, "principal", sorted(report.finders)),
    ):
        for position, value in enumerate(values):
            yield table, {**place, term: value, "updated": report.updated, "position": position}


def _finish(storage: Storage, library: Mixture) -> None:
    """Count what is counted, and let the database look at what it holds."""
    tallies: Counter[str] = Counter()
    with storage._engine.connect() as connection, connection.begin():
        finder, tag = schema.report_finder.c, schema.report_tag.c
        public = sa.select(finder.report_id).where(finder.principal == "everyone")
        tallies[""] = connection.execute(
            sa.select(sa.func.count()).where(finder.principal == "everyone")
        ).scalar_one()
        tallies.update(
            connection.execute(sa.select(tag.tag).where(tag.report_id.in_(public))).scalars()
        )
        connection.execute(
            sa.insert(schema.tally), [{"tag": name, "reports": n} for name, n in tallies.items()]
        )
        connection.execute(sa.update(schema.clock).values(n=library.count))
        connection.exec_driver_sql("ANALYZE")


def main() -> None:
    """Write a library, as large as it is wanted."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--reports", type=int, default=1_000)
    parser.add_argument("--notebooks", type=Path, nargs="+", default=NOTEBOOKS)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    library = Mixture(subjects(options.notebooks), options.reports, options.seed)
    print(f"{options.reports:,} reports of {size(library) / 1e6:,.1f} MB of text")
    if options.folder:
        storage = Storage.open(options.folder)
        fill(storage, library)
        print(f"in {storage.location}")
        storage.close()


if __name__ == "__main__":
    main()
