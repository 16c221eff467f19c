"""The query language: whatever is typed has a meaning, and what could not be used is named.

    churn "linear regression" -draft                  words, phrases, what must not be there
    churn retention OR attrition                      OR joins what stands beside it
    (churn AND saas) OR NOT draft                     brackets, AND, NOT
    author:ada tag:"time series" after:2026-09        filters, which `-` and NOT exclude as well
    uses:bikeshare.forecast                           reports that read this table
    is:mine is:starred is:archived is:ran-clean       states
    version:all                                       older versions as well

Words without an operator between them are all wanted, and some may do. What is not of the language,
such as `df:x`, `12:30` or `merge(other)`, is words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal, get_args

from .limits import MAX_QUERY
from .query_tokens import Token, clean, tokens
from .records import Ignored, Record, State

Key = Literal[
    "author", "tag", "package", "file", "language", "kernel", "uses", "after", "before", "is"
]
Reason = Literal["filter", "date", "state", "operator", "quote", "bracket", "length", "number"]

MAX_ASKED = 40  # words, phrases and filters of one query; more is a text, not a question
_ALTERNATIVES = ("author", "language")  # one is looked for, where a report mostly has one
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)
_BEGUN_DAY = re.compile(r"\d{1,3}|\d{4}-0?|\d{4}-(?:0?[1-9]|1[0-2])-[0-3]?", re.ASCII)
_STATES: tuple[str, ...] = get_args(State)
_DAYS = ("today", "yesterday")
_VALUES = {"is": _STATES, "after": _DAYS, "before": _DAYS, "version": ("all",)}
_REASONS: dict[str, Reason] = {"is": "state", "after": "date", "before": "date"}


class Words(Record):
    """A word, a name such as `df.merge`, or several words side by side."""

    text: str
    quoted: bool = False
    """Whether it is meant to the letter."""


class Filter(Record):
    """What a report must be, whatever its words."""

    key: Key
    value: str
    """Of `after` and `before` a day, as 2026-09-01; of `is` a state."""


class Not(Record):
    """What must not be there."""

    part: Node


class All(Record):
    """Several things that must all be there."""

    parts: tuple[Node, ...]


class Either(Record):
    """Several things of which one must be there."""

    parts: tuple[Node, ...]


Node = Words | Filter | Not | All | Either


class Asked(Record):
    """A query as it was understood."""

    parts: tuple[Node, ...] = ()
    """What is wanted together; where no report has all of it, some of its words may do."""
    growing: Words | None = None
    """What the text ends in, which may not be finished."""
    all_versions: bool = False
    ignored: tuple[Ignored, ...] = ()

    @property
    def text(self) -> str:
        """The query written out: understood, it gives the same parts."""
        written = [_beside(part) if len(self.parts) > 1 else _written(part) for part in self.parts]
        return " ".join([*written, "version:all"] if self.all_versions else written)

    @property
    def needs_saying(self) -> bool:
        """Whether it is more than words, or something was left out."""
        words = all(isinstance(part, Words) for part in self.parts)
        return not words or self.all_versions or bool(self.ignored)


def reworded(asked: Asked, words: Mapping[Words, Words]) -> Asked:
    """The same query with other words in the place of some."""

    def changed(node: Node) -> Node:
        if isinstance(node, Words):
            return words.get(node, node)
        if isinstance(node, Filter):
            return node
        if isinstance(node, Not):
            return Not(part=changed(node.part))
        parts = [changed(part) for part in node.parts]
        return _all(parts) if isinstance(node, All) else _either(parts)

    parts = tuple(dict.fromkeys(map(changed, asked.parts)))
    return Asked(parts=parts, all_versions=asked.all_versions)


@lru_cache(maxsize=256)  # asked again for each report that is shown
def understood(text: str, today: date) -> Asked:
    """What the text asks for. Any text asks for something, if only for everything."""
    reading = _Reading(clean(text), today)
    parts = _beside_each_other(reading.sequence())
    if len(text) > MAX_QUERY:
        reading.ignored.append(Ignored(text="…", reason="length"))
    return Asked(
        parts=parts,
        growing=reading.growing if len(text) <= MAX_QUERY else None,
        all_versions=reading.all_versions,
        ignored=tuple(dict.fromkeys(reading.ignored)),
    )


def day(value: str, today: date) -> date | None:
    """The first day of 2026, 2026-09 or 2026-09-01; `today` and `yesterday`; else None."""
    if value.lower() in _DAYS:
        return today - timedelta(days=value.lower() == "yesterday")
    found = _DAY.fullmatch(value)
    try:
        return date(*(int(part or 1) for part in found.groups())) if found else None
    except ValueError:
        return None


def _is_begun(day: str) -> bool:
    return _BEGUN_DAY.fullmatch(day) is not None


class _Reading:
    """A walk along the pieces of a query, which brackets alone make recursive."""

    def __init__(self, text: str, today: date) -> None:
        self._tokens = list(tokens(text))
        self._end, self._last = len(text.rstrip()), len(text)
        self._today = today
        self._at = 0
        self._asked: set[Node] = set()
        self.ignored: list[Ignored] = []
        self.all_versions = False
        self.growing: Words | None = None

    def sequence(self) -> list[Node]:
        """What stands side by side, up to a closing bracket."""
        found: list[Node] = []
        while self._next() not in (None, ")"):
            found += self._alternatives()
        return found

    def _alternatives(self) -> list[Node]:
        found = [self._conjunction()]
        while self._skip("OR"):
            found.append(self._conjunction())
        found = [parts for parts in found if parts]
        if len(found) < 2:
            return found[0] if found else []
        return [_either(_all(parts) for parts in found)]

    def _conjunction(self) -> list[Node]:
        found = [self._one()]
        while self._skip("AND"):
            found.append(self._one())
        found = [parts for parts in found if parts]
        if len(found) < 2:
            return found[0] if found else []
        return [_all([part for parts in found for part in parts])]

    def _one(self) -> list[Node]:
        negated = False
        while (kind := self._next()) in ("AND", "OR", "NOT", "stray"):
            token = self._take()
            if kind != "NOT":
                self._ignore(token, "bracket" if kind == "stray" else "operator")
            elif self._next() in (None, ")", "AND", "OR"):
                self._ignore(token, "operator")
            else:
                negated = not negated
        if kind in (None, ")"):
            return []
        token = self._take()
        if token.kind == "(":
            parts = list(_beside_each_other(self.sequence()))
            self._skip(")", said=False)
        else:
            parts = self._leaf(token, negated)
        if not negated or not parts:
            return parts
        inner = _all(parts)
        return [inner.part if isinstance(inner, Not) else Not(part=inner)]

    def _leaf(self, token: Token, negated: bool) -> list[Node]:
        node = self._filter(token, negated) if token.kind == "filter" else self._words(token)
        if node is None:
            return []
        if node in self._asked or len(self._asked) < MAX_ASKED:
            self._asked.add(node)
            return [node]
        if not any(ignored.reason == "number" for ignored in self.ignored):
            self.ignored.append(Ignored(text=_written(node), reason="number"))
        return []

    def _words(self, token: Token) -> Words | None:
        if any(map(str.isalnum, token.text)):
            words = Words(text=token.text, quoted=token.kind == "phrase")
            if token.end == self._last and (token.kind == "word" or not token.closed):
                self.growing = words
            return words
        if token.kind == "phrase" and not token.text:
            self._ignore(token, "quote")
        return None  # nobody has written down an emoji's name

    def _filter(self, token: Token, negated: bool) -> Filter | None:
        key, value = token.key, token.text.lower()
        if key in ("after", "before"):
            first = day(value, self._today)
            value = first.isoformat() if first else ""
        elif key == "is":
            state = value.replace("_", "-")
            value = state if state in _STATES else ""
        elif key == "version" and value == "all" and not negated:
            self.all_versions = True
            return None
        else:
            value = token.text if key != "version" else ""
        if value:
            return Filter(key=key, value=value)  # type: ignore[arg-type]
        grows = any(one.startswith(token.text.lower()) for one in _VALUES.get(key, ("",)))
        reason = _REASONS.get(key, "filter") if token.text else "filter"
        self._ignore(token, reason, grows=grows or (reason == "date" and _is_begun(token.text)))
        return None

    def _ignore(self, token: Token, reason: Reason, *, grows: bool = True) -> None:
        """Say that it is left out, unless it is the end, and may become something."""
        if token.end < self._end or not self._asked or not grows:
            text = f"{token.key}:{token.text}" if token.key else token.text or '""'
            self.ignored.append(Ignored(text=text, reason=reason))

    def _next(self) -> str | None:
        return self._tokens[self._at].kind if self._at < len(self._tokens) else None

    def _take(self) -> Token:
        self._at += 1
        return self._tokens[self._at - 1]

    def _skip(self, kind: str, *, said: bool = True) -> bool:
        """Go past a piece of this kind, if one comes; say if nothing follows for it to join."""
        if self._next() != kind:
            return False
        token = self._take()
        if said and self._next() in (None, ")"):
            self._ignore(token, "operator")
        return True


def _beside_each_other(parts: Sequence[Node]) -> tuple[Node, ...]:
    """The parts, of which repeated authors and languages are alternatives."""
    joined: list[Node] = []
    for part in parts:
        same = [
            other
            for other in parts
            if isinstance(part, Filter)
            and part.key in _ALTERNATIVES
            and isinstance(other, Filter)
            and other.key == part.key
        ]
        joined.append(_either(same) if same else part)
    return tuple(dict.fromkeys(joined))


def _all(parts: Sequence[Node]) -> Node:
    flat = [one for part in parts for one in (part.parts if isinstance(part, All) else (part,))]
    unique = tuple(dict.fromkeys(flat))
    return unique[0] if len(unique) == 1 else All(parts=unique)


def _either(parts: Iterable[Node]) -> Node:
    flat = [one for part in parts for one in (part.parts if isinstance(part, Either) else (part,))]
    unique = tuple(dict.fromkeys(flat))
    return unique[0] if len(unique) == 1 else Either(parts=unique)


def _written(node: Node) -> str:
    if isinstance(node, Words):
        return f'"{node.text}"' if node.quoted else node.text
    if isinstance(node, Filter):
        needs_quotes = re.search(r"[\s()]", node.value)
        return f'{node.key}:"{node.value}"' if needs_quotes else f"{node.key}:{node.value}"
    if isinstance(node, Not):
        inner = _written(node.part)
        if isinstance(node.part, All | Either):
            return f"-({inner})"
        return f"NOT {inner}" if inner.startswith("-") else f"-{inner}"
    if isinstance(node, All):
        parts = (
            f"({_written(one)})" if isinstance(one, Either) else _written(one) for one in node.parts
        )
        return " AND ".join(parts)
    return " OR ".join(map(_beside, node.parts))


def _beside(node: Node) -> str:
    """The same, with brackets that are not needed and help, where there are not many of them."""
    inner = _written(node)
    return f"({inner})" if isinstance(node, All | Either) and "(" not in inner else inner
