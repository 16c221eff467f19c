"""Looks through a notebook's texts for what the patterns describe, until time or text run out."""

from __future__ import annotations

import time
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from sys import maxsize

from ..domain.notebook import Notebook
from .catalogue import BY_NAME, PRECEDENCE
from .finding_again import FEW, Known
from .patterns import Match, Pattern, lower, matches
from .texts import Text, texts
from .views import forms, views

MOST_TEXT = 5_000_000  # characters; more of a notebook is not looked at before publishing
_MOST_MATCHES = 100_000  # of one notebook: what they need stays a matter of megabytes
_BATCH = 50_000  # characters


@dataclass(slots=True)
class Sighting:
    """A value, the rule that names it, and every text that it stands in."""

    rule: str
    value: str = field(repr=False)
    in_texts: set[int] = field(default_factory=set)


@dataclass(slots=True)
class Scan:
    """What was seen."""

    texts: list[Text]
    sightings: list[Sighting]
    complete: bool


class _Clock:
    """Counts down."""

    def __init__(self, seconds: float | None) -> None:
        self._end = None if seconds is None else time.monotonic() + seconds

    def is_up(self) -> bool:
        return self._end is not None and time.monotonic() >= self._end


def scan(
    notebook: Notebook,
    patterns: tuple[Pattern, ...],
    *,
    seconds: float | None,
    most: int | None = MOST_TEXT,
) -> Scan:
    """Every value that a pattern finds, with all the places where it stands in any form.

    None for `seconds` or `most` sets no limit.
    """
    clock = _Clock(seconds)
    read, complete = _within(texts(notebook), most, clock)
    found: list[tuple[int, Match]] = []
    for batch in _batches(read):
        found += _matches(batch, patterns, clock)
        if clock.is_up() or len(found) > _MOST_MATCHES:
            complete = False
            break
    sightings = _sightings(found, read)
    _look_everywhere(sightings, read, clock)
    return Scan(read, sightings, complete and not clock.is_up())


def _within(every: Iterable[Text], most: int | None, clock: _Clock) -> tuple[list[Text], bool]:
    """As many of the texts as the limits allow, and whether these are all."""
    read: list[Text] = []
    left = most
    for text in every:
        if left is not None:
            if len(text.content) > left:
                return [*read, replace(text, content=text.content[:left])], False
            left -= len(text.content)
        read.append(text)
        if clock.is_up():
            return read, False
    return read, True


def _batches(read: list[Text]) -> Iterator[dict[int, Text]]:
    """The texts in batches of about equal length, by their numbers."""
    batch: dict[int, Text] = {}
    size = 0
    for number, text in enumerate(read):
        batch[number] = text
        size += len(text.content)
        if size >= _BATCH:
            yield batch
            batch, size = {}, 0
    yield batch


def _matches(
    batch: dict[int, Text], patterns: tuple[Pattern, ...], clock: _Clock
) -> Iterator[tuple[int, Match]]:
    """What is found in each text, after a look at all of them at once for what is there at all."""
    near = _near_a_keyword(patterns, "\n".join(text.content for text in batch.values()))
    for number, text in batch.items():
        here = near if len(batch) == 1 else _near_a_keyword(near, text.content)
        for match in _outermost(text, here, clock):
            yield number, match


def _near_a_keyword(patterns: tuple[Pattern, ...], content: str) -> tuple[Pattern, ...]:
    keywords = {keyword for pattern in patterns for keyword in pattern.keywords}
    lowered = lower(content)
    there = {word for word in keywords if word in (lowered if word.islower() else content)}
    return tuple(p for p in patterns if not p.keywords or not there.isdisjoint(p.keywords))


def _outermost(text: Text, patterns: tuple[Pattern, ...], clock: _Clock) -> list[Match]:
    """The matches in a text, without those that stand within one of an earlier pattern."""
    found: list[Match] = []
    lowered = lower(text.content)
    for pattern in patterns:
        if text.place not in pattern.places:
            continue
        if clock.is_up():
            break
        before = sorted((match.start, match.end) for match in found)
        found += (
            match
            for match in dict.fromkeys(matches(pattern, text, lowered, stop=clock.is_up))
            if not _is_within(match, before)
        )
    return found


def _is_within(match: Match, spans: list[tuple[int, int]]) -> bool:
    at = bisect_right(spans, (match.start, maxsize)) - 1
    return at >= 0 and spans[at][1] >= match.end


def _sightings(found: list[tuple[int, Match]], read: list[Text]) -> list[Sighting]:
    """One for each value, named by the first rule that finds it.

    What stands in an output names it only where nothing else does: a value keeps its name, and so
    its finding's id, when the outputs come anew.
    """

    def place(item: tuple[int, Match]) -> tuple[bool, int]:
        number, match = item
        return read[number].place == "output", PRECEDENCE[match.rule]

    by_value: dict[str, Sighting] = {}
    for number, match in sorted(found, key=place):
        sighting = by_value.setdefault(match.value, Sighting(match.rule, match.value))
        sighting.in_texts.add(number)
    return list(by_value.values())


def _look_everywhere(sightings: list[Sighting], read: list[Text], clock: _Clock) -> None:
    """A password that the code gives away is also one where it is printed without its name."""
    kinds = ("secret", "personal") if len(sightings) <= FEW else ("secret",)
    named = {
        form: sighting
        for sighting in sightings
        if BY_NAME[sighting.rule].kind in kinds  # a table of addresses gives none of them away
        for form in forms(sighting.value)
    }
    known = Known(named)
    for number, text in enumerate(read if known else ()):
        if clock.is_up():
            return
        for view in views(text.content):
            for _, _, form in known.spans(view.text):
                named[form].in_texts.add(number)
