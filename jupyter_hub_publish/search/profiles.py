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
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Literal

import msgspec

from ..domain.indexing import Document
from ..domain.records import Probe, Record
from .words import composed, spaced

MOST_WORDS = 40
MOST_NAMES = 100  # of one kind
_LONGEST_NAME = 200  # characters
SAMPLE = 64  # lines; an estimate is then within 0.06 in two of three cases
_SHORTEST_WORD, _LONGEST_WORD = 3, 30  # letters
_SHORTEST_LINE = 10  # characters; brackets and `plt.show()` stand in every notebook
_MOST_TEXT = 100_000  # characters that are looked at
_SENTENCE_ENDS = re.compile(r"(?<=[.!?])\s+|\n")
_IMPORT = re.compile(r"\s*(?:import|from|library|using|%|!)\b|[%!#]")
# Words of every text and of every program: what they have in common tells nothing.
_COMMON = frozenset(
    re.findall(
        r"\w+",
        """
        about above after again all also and any are because been before being below
        between both but can cannot could did does doing down during each few for from
        further get gets had has have having her here hers him his how however into its
        itself just know let like made make makes many may might more most much must
        need needs new not now off once one only other our ours out over own per same
        see seen shall she should show shows since some such take than that the their
        them then there these they thing this those three through too two under until
        upon use used uses using very want was way well were what when where which while
        who whom why will with within without would you your append arange args array
        astype axes axis bool class col cols color columns concat data dataframe def
        describe dict dtype elif else enumerate false fig figsize figure file float
        frame func function head import index int isinstance items iterrows join kwargs
        label labels lambda len legend linspace list loc iloc map mean merge name names
        none null numpy object open pandas path plot plt pop print range read return row
        rows savefig self series set shape show size sort sorted split std str strip sum
        tail title true try tuple type unique value values xlabel ylabel zip
        """,
    )
)


Kind = Literal["packages", "tags", "columns", "files", "words", "authors"]
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
    """Those that it uses most, of those that not every text uses."""
    lines: bytes = b""
    """The smallest numbers of its lines, ascending, four bytes each."""
    past: bool = False
    """Whether it is archived or replaced."""


def of_report(report: Document) -> Profile:
    """The profile of a report's newest version."""
    named: dict[str, list[str]] = {"package": [], "column": [], "file": []}
    texts: dict[str, list[str]] = {"text": [], "code": []}
    for passage in report.passages:
        if passage.kind in named:
            named[passage.kind].append(passage.text)
        elif passage.kind in texts:
            texts[passage.kind].append(passage.text)
    prose, code = ("\n".join(texts[kind])[:_MOST_TEXT] for kind in ("text", "code"))
    return Profile(
        title=report.title,
        packages=_first(named["package"]),
        tags=_first(report.tags),
        columns=_first(named["column"]),
        files=_first(named["file"]),
        authors=_first(report.authors),
        words=_words(f"{report.title}\n{report.summary}", prose, code),
        lines=_sample(prose, code),
        past=report.archived or report.replaced,
    )


def of_probe(probe: Probe) -> Profile:
    """The profile of something that is being written."""
    return Profile(
        title=probe.title,
        packages=_first(probe.packages),
        tags=_first(probe.tags),
        columns=_first(probe.columns),
        files=_first(probe.files),
        words=_words(probe.title, probe.text, probe.code),
        lines=_sample(probe.text, probe.code),
    )


def things_of(profile: Profile) -> Iterator[Thing]:
    """What the report may share with others, apart from its lines."""
    kinds: tuple[tuple[Kind, tuple[str, ...]], ...] = (
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
    return f"{kind[0]}\x1f{value[:_LONGEST_NAME]}".encode("utf-8", "replace").decode()


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


def _words(said: str, prose: str, code: str) -> tuple[str, ...]:
    counts = Counter(spaced(composed(f"{prose}\n{code}")).lower().split())
    counts.update(3 * spaced(composed(said)).lower().split())
    found = [(count, word) for word, count in counts.items() if _tells(word)]
    found.sort(key=lambda one: (-one[0], -len(one[1]), one[1]))
    return tuple(word for _, word in found[:MOST_WORDS])


@lru_cache(maxsize=50_000)
def _tells(word: str) -> bool:
    return (
        _SHORTEST_WORD <= len(word) <= _LONGEST_WORD and word.isalpha() and word not in _COMMON
    ) or (len(word) > 1 and word.isalpha() and not word.isascii())


def _sample(prose: str, code: str) -> bytes:
    found = {zlib.crc32(line.encode("utf-8", "replace")) for line in _lines(prose, code)}
    numbers = array("I", sorted(found)[:SAMPLE])
    return numbers.tobytes()


def _lines(prose: str, code: str) -> Iterator[str]:
    """The code's lines and the prose's sentences, apart from those that tell nothing."""
    for line in (*code.splitlines(), *_SENTENCE_ENDS.split(prose)):
        stripped = line.strip()
        if len(stripped) >= _SHORTEST_LINE and not _IMPORT.match(stripped):
            yield stripped


def _numbers(lines: bytes) -> array[int]:
    found = array("I")
    found.frombytes(lines)
    return found
