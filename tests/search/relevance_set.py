"""How well a search answers: reports, queries and what people would want to see, and a measure.

Beside the reports that are judged stand the repository's examples and many that say the same words
in passing, as most reports of a library do.
"""

from __future__ import annotations

import math
import random
import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from reports_in_memory import ANYONE, EVERYONE, ReportsInMemory, caught_up

from jupyter_hub_publish.domain import notebook as notebooks
from jupyter_hub_publish.domain.drafting import propose
from jupyter_hub_publish.domain.indexing import Document
from jupyter_hub_publish.domain.notebook import Passage

ROOT = Path(__file__).parents[2]
Search = Callable[[str], Sequence[str]]
BEST = 10  # places that people look at

_KINDS = {"packages": "package", "columns": "column", "files": "file"}
_PLACES = ("north", "south", "harbour", "airport", "Leipzig", "Porto", "Osaka", "warehouse", "shop")
_THINGS = ("orders", "visits", "invoices", "shifts", "tickets", "parcels", "budgets", "contracts")
_TITLES = (
    "{thing} of the {place}, week {number}",
    "{thing} by region: {place}",
    "Monthly report {number}: {thing}",
    "Data check of {thing}, {place}",
    "{place}: {thing} and costs",
)
_PROSE = (
    "We load the data of the {place} and check it.",
    "The model of last year is kept as it was.",
    "A linear regression would say the same.",
    "The forecast of the {place} comes from another team.",
    "Customers of the {place} are counted once.",
    "Sales and {thing} are in one table.",
    "The experiment of spring is left out.",
    "Sensors of the {place} report every minute.",
    "Churn is not a subject here.",
    "The team of the {place} has read this.",
    "There were {number} {thing} in this week.",
    "Errors below one per cent are left as they are.",
    "The price of {thing} is the one of the list.",
    "Waiting times are given in minutes.",
    "The survival of the old format is a question of time.",
)
_CODE = (
    "df['share'] = df.{thing} / df.{thing}.sum()",
    "df = df[df.region == '{place}']",
    "df.head({number})",
    "df.describe()",
    "total = df.{thing}.sum()\nprint(total)",
    "df['week'] = pd.to_datetime(df.day).dt.isocalendar().week",
    "top = df.sort_values('{thing}').tail(10)",
    "assert len(df) > {number}",
    "fig, ax = plt.subplots()\nax.bar(top.index, top.{thing})",
    "df.to_csv('{thing}_{number}.csv')",
    "costs = df.costs.fillna(0)",
    "per_place = df.pivot_table(index='region', values='{thing}')",
    "np.percentile(df.{thing}, [5, 50, 95])",
    "table = df.style.format('{{:.1f}}')",
    "import pandas as pd\ndf = pd.read_csv('{thing}.csv')",
    "df = df.merge(regions, on='region')",
    "weekly = df.groupby('week').size()",
    "train, test = train_test_split(df)",
    "from sklearn.linear_model import LinearRegression\nmodel = LinearRegression().fit(X, y)",
    "sales = df.groupby('region').sales.sum()",
    "churn = df.churn.mean()\nprint(churn)",
    "plt.plot(weekly)\nplt.title('{thing}')",
    "gradient = np.gradient(weekly)",
    "sensor = df[df.sensor == {number}]",
)
_OUTPUT = (
    "week region sales churn\n1 {place} {number} 0.1\n2 {place} {number} 0.2",
    "experiment {number} done\nexperiment {number} written",
    "<Axes: title={{'center': '{thing}'}}>",
    "forecast {number} {number}",
)


class Judged(NamedTuple):
    """A query, and how well each report answers it: from 1 to 3; others are worth nothing."""

    typed: str
    grades: Mapping[str, int]


def queries() -> list[Judged]:
    """The queries that are judged."""
    return [Judged(str(typed), grades) for typed, grades in _set()["queries"]]


def reports(others: int) -> list[Document]:
    """The reports that are judged, the examples, and so many others."""
    judged = [_report(id, said) for id, said in _set()["reports"].items()]
    found = [*judged, *_examples(), *map(_other, range(others))]
    random.Random(1).shuffle(found)
    return found


def ours(documents: Sequence[Document], folder: Path) -> Search:
    """Our search over the reports; its index is made in the folder."""
    library = ReportsInMemory(
        reports={document.id: document for document in documents}, marks={0: "born", 1: "full"}
    )
    index = caught_up(folder, library)
    return lambda typed: index.find(typed, reader=ANYONE, limit=BEST).ids


def plain_bm25(documents: Sequence[Document]) -> Search:
    """SQLite's FTS5 with a stemmer over one column of all the text.

    It takes the last word as a beginning, and reports with some of the words where none has all,
    as ours does.
    """
    database = sqlite3.connect("")
    database.execute(
        "CREATE VIRTUAL TABLE report USING fts5(id UNINDEXED, text,"
        " tokenize='porter unicode61 remove_diacritics 2')"
    )
    database.executemany("INSERT INTO report VALUES (?, ?)", map(_row, documents))

    def search(typed: str) -> Sequence[str]:
        words = [f'"{word}"' for word in re.findall(r"\w+", typed)]
        words[-1] += "*"
        for operator in (" AND ", " OR "):
            found = database.execute(
                "SELECT id FROM report WHERE report MATCH ? ORDER BY rank LIMIT ?",
                (operator.join(words), BEST),
            ).fetchall()
            if found:
                break
        return [id for (id,) in found]

    return search


def _row(document: Document) -> tuple[str, str]:
    texts = [document.title, document.summary, *document.tags, *document.authors]
    return document.id, "\n".join([*texts, *(passage.text for passage in document.passages)])


def ndcg(found: Sequence[str], grades: Mapping[str, int]) -> float:
    """The discounted gain of the first ten, from 0 to 1: 1 is the best order there is."""
    gained = sum(_gains([grades.get(id, 0) for id in found[:BEST]]))
    return gained / sum(_gains(sorted(grades.values(), reverse=True)[:BEST]))


def _gains(grades: Sequence[int]) -> Iterator[float]:
    for place, grade in enumerate(grades):
        yield (2**grade - 1) / math.log2(place + 2)


def _set() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))
    return found


def _report(id: str, said: Mapping[str, Any]) -> Document:
    passages = [
        _passage(kind, text) for kind in ("text", "code", "output") for text in said.get(kind, ())
    ]
    passages += [_passage(kind, name) for key, kind in _KINDS.items() for name in said.get(key, ())]
    return _document(
        id,
        title=said["title"],
        summary=said["summary"],
        tags=tuple(said["tags"]),
        authors=tuple(said["authors"]),
        passages=tuple(passages),
        updated=_noon(said["updated"]),
        language=said.get("language", "python"),
        **{
            key: said[key]
            for key in ("stars", "views", "archived", "replaced", "ran_clean")
            if key in said
        },
    )


def _examples() -> Iterator[Document]:
    for path in sorted((ROOT / "examples").glob("*.ipynb")):
        notebook = notebooks.parse(path.read_bytes())
        proposal = propose(notebook, path.name)
        yield _document(
            path.stem,
            title=proposal.title,
            summary=proposal.summary,
            tags=proposal.tags,
            authors=("ada",),
            passages=notebooks.passages(notebook),
            updated=_noon(date(2026, 10, 30)),
            ran_clean=True,
        )


def _other(number: int) -> Document:
    dice = random.Random(number)
    words = {"place": dice.choice(_PLACES), "thing": dice.choice(_THINGS), "number": number}

    def some(kind: str, templates: Sequence[str], count: int) -> list[Passage]:
        texts = [dice.choice(templates).format(**words) for _ in range(count)]
        return [_passage(kind, text) for text in texts]

    return _document(
        f"other{number}",
        title=dice.choice(_TITLES).format(**words).capitalize(),
        summary=dice.choice(_PROSE).format(**words),
        tags=(words["thing"],),
        authors=(dice.choice(("tom", "eva", "ivo", "pia")),),
        passages=(
            *some("text", _PROSE, dice.randrange(3, 12)),
            *some("code", _CODE, dice.randrange(3, 10)),
            *some("output", _OUTPUT, dice.randrange(2, 6)),
            _passage("package", "pandas"),
            _passage("column", "region"),
        ),
        updated=_noon(date(2022, 1, 1)) + timedelta(days=dice.randrange(1_760)),
        stars=dice.randrange(4),
        views=dice.randrange(60),
        ran_clean=dice.random() < 0.3,
    )


def _document(id: str, **said: Any) -> Document:
    return Document(id=id, seq=1, version=1, finders=EVERYONE, **said)


def _passage(kind: Any, text: Any) -> Passage:
    return Passage(cell=1, kind=kind, heading="", text=str(text))


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=UTC)
