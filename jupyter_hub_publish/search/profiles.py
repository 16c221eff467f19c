"""What is kept of a report to compare it with others: its names, its words, a sample of its lines.

The sample is the same for the same lines wherever they stand: of all their numbers the smallest. So
how much two reports share can be read off two samples (Broder 1997, "On the resemblance and
containment of documents").
"""

from __future__ import annotations

import re
import zlib
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Literal

import msgspec

from ..domain.dataset_names import key_of
from ..domain.indexing import Document
from ..domain.records import Probe, Record
from .words import sound, spaced

MOST_WORDS = 40
MOST_NAMES = 100  # of one kind
_LONGEST_NAME = 200  # characters
SAMPLE = 64  # lines; an estimate is then within 0.06 in two of three cases
_SHORTEST_WORD, _LONGEST_WORD = 3, 30  # letters
_SHORTEST_LINE = 10  # characters; brackets and `plt.show()` stand in every notebook
_MOST_TEXT = 100_000  # characters whose lines are looked at
_SENTENCE_ENDS = ".!?"
_IMPORTS = ("import ", "from ", "library(", "using ", "%", "!", "#")
# Words of every text and of every program: what they have in common tells nothing.
_COMMON = frozenset(
    re.findall(
        r"\w+",
        """
        about above after again all also analysis and any append arange are args array
        astype axes axis bar because been before being below between bins bool both but
        can cannot cell cells class col color cols columns concat could csv data
        dataframe def describe dict did does doing down dtype during each elif else
        enumerate example false few fig figsize figure file float for frame from func
        function further get gets groupby had has have having head her here hers him his
        hist how however iloc import index int into isinstance items iterrows its itself
        join just know kwargs label labels lambda legend len let like linspace list loc
        look looks made make makes many map matplotlib may mean merge might more most
        much must name names need needs new none not notebook now null number numpy
        object off once one only open other our ours out over own pandas path per plot
        plt pop print pyplot range read result results return row rows same savefig
        seaborn see seen self series set shall shape she should show shows since size
        sns some sort sorted split std str strip subplots such sum tail take than that
        the their them then there these they thing this those three through title too
        total true try tuple two type under unique until upon use used uses using value
        values very want was way well were what when where which while who whom why will
        with within without would xlabel ylabel you your zip
        """,
    )
)


Kind = Literal["datasets", "packages", "tags", "columns", "files", "words", "authors"]
Thing = tuple[Kind, str]
"""Something that two reports may share."""


class Profile(Record, frozen=True, array_like=True):
    """What is compared of a report."""

    title: str = ""
    packages: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    """Those that it uses most, of those that not every text uses, the most used first."""
    lines: bytes = b""
    """The smallest numbers of its lines, ascending, four bytes each."""
    past: bool = False
    """Whether it is archived or replaced."""
    datasets: tuple[str, ...] = ()
    """The tables that it reads."""


def of_report(
    report: Document, names: Mapping[str, tuple[str, ...]], words: Mapping[str, Counter[str]]
) -> Profile:
    """The profile of a report's newest version, of which all names and words are told."""
    prose, code = (
        "\n".join(passage.text for passage in report.passages if passage.kind == kind)
        for kind in ("text", "code")
    )
    return Profile(
        title=report.title,
        packages=names["packages"][:MOST_NAMES],
        tags=report.tags[:MOST_NAMES],
        columns=names["columns"][:MOST_NAMES],
        files=names["files"][:MOST_NAMES],
        authors=report.authors[:MOST_NAMES],
        words=_words(
            (words["title"], words["summary"]),
            [words[field] for field in ("prose", "code") if field in words],
            names["packages"],
        ),
        lines=_sample(prose, code),
        past=report.archived or report.replaced,
        datasets=names["datasets"][:MOST_NAMES],
    )


def of_probe(probe: Probe) -> Profile:
    """The profile of something that is being written."""
    return Profile(
        title=probe.title,
        packages=_first(probe.packages),
        tags=_first(probe.tags),
        columns=_first(probe.columns),
        files=_first(probe.files),
        words=_words(
            (_counted(probe.title),),
            (_counted(probe.text), _counted(probe.code)),
            probe.packages,
        ),
        lines=_sample(probe.text, probe.code),
    )


def things_of(profile: Profile) -> Iterator[Thing]:
    """What the report may share with others, apart from its lines."""
    kinds: tuple[tuple[Kind, tuple[str, ...]], ...] = (
        ("datasets", tuple(dict.fromkeys(map(key_of, profile.datasets)))),
        ("packages", profile.packages),
        ("tags", profile.tags),
        ("columns", profile.columns),
        ("files", profile.files),
        ("words", profile.words),
        ("authors", profile.authors),
    )
    return ((kind, value) for kind, values in kinds for value in values)


def term(thing: Thing) -> str:
    """The thing as the field `shared` holds it."""
    kind, value = thing
    return sound(f"{kind[0]}\x1f{value[:_LONGEST_NAME]}")


def shared_lines(one: bytes, other: bytes) -> tuple[float, int]:
    """How much of two reports' lines is the same, from 0 to 1, and from how many that is known."""
    first, second = set(_numbers(one)), set(_numbers(other))
    looked_at = sorted(first | second)[:SAMPLE]
    if not looked_at:
        return 0.0, 0
    resemblance = sum(line in first and line in second for line in looked_at) / len(looked_at)
    # Of two of a size with the half in common, that half is a third of all; the half is meant.
    return 2 * resemblance / (1 + resemblance), len(looked_at)


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Profile).decode


def written(profile: Profile) -> bytes:
    """The profile as the index keeps it."""
    return _encode(profile)


def read(kept: bytes) -> Profile:
    """The profile that the index has kept."""
    return _decode(kept)


def _first(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))[:MOST_NAMES]


def _counted(text: str) -> Counter[str]:
    return Counter(spaced(text[:_MOST_TEXT]).lower().split())


def _words(
    said: Iterable[Counter[str]], body: Iterable[Counter[str]], packages: Iterable[str]
) -> tuple[str, ...]:
    """The words that are used most, in small letters; those of title and summary count thrice."""
    counts = Counter[str]()
    for words in body:
        counts.update(words)
    for words in said:
        counts.update({word: 3 * count for word, count in words.items()})
    for package in packages:
        counts.pop(package.lower(), None)
    # Mostly there are enough of those that are used more than once.
    telling = [word for word, count in counts.items() if count > 1 and _tells(word)]
    if len(telling) < MOST_WORDS:
        telling = [word for word in counts if _tells(word)]
    if len(telling) > MOST_WORDS:
        # Most are used as seldom as others: only those that might stay are put in order.
        least = sorted(map(counts.__getitem__, telling), reverse=True)[MOST_WORDS - 1]
        telling = [word for word in telling if counts[word] >= least]
    # The most used first, of those the longest: a sort keeps the order of what is alike.
    telling.sort()
    telling.sort(key=len, reverse=True)
    telling.sort(key=counts.__getitem__, reverse=True)
    return tuple(telling[:MOST_WORDS])


@lru_cache(maxsize=50_000)
def _tells(word: str) -> bool:
    return (
        _SHORTEST_WORD <= len(word) <= _LONGEST_WORD and word.isalpha() and word not in _COMMON
    ) or (len(word) > 1 and word.isalpha() and not word.isascii())


def _sample(prose: str, code: str) -> bytes:
    lines = _lines(prose[:_MOST_TEXT], code[:_MOST_TEXT])
    found = {zlib.crc32(line.encode("utf-8", "replace")) for line in lines}
    return array("I", sorted(found)[:SAMPLE]).tobytes()


def _lines(prose: str, code: str) -> set[str]:
    """The code's lines and the prose's sentences, apart from those that tell nothing."""
    for end in _SENTENCE_ENDS:
        prose = prose.replace(f"{end} ", f"{end}\n")
    lines = map(str.strip, (*code.splitlines(), *prose.splitlines()))
    return {line for line in lines if len(line) >= _SHORTEST_LINE and not line.startswith(_IMPORTS)}


def _numbers(lines: bytes) -> array[int]:
    found = array("I")
    found.frombytes(lines)
    return found
