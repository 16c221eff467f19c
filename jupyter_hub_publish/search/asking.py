"""The words of a query as the index holds words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from ..domain.queries import Asked, Filter, Node, Not, Words
from .words import folded, stands_alone, stem, tokens

_SIDE_BY_SIDE = 24  # words of a phrase that are looked for; no two reports share so many by chance


class Word(NamedTuple):
    """A word that is looked for, as the two kinds of fields hold it."""

    stem: str
    folded: str


class Wanted(NamedTuple):
    """One thing that a report must have: a word, or several words side by side."""

    words: tuple[Word, ...]
    open: bool = False
    """Whether the last word is still being typed, and may be the beginning of a longer one."""
    quoted: bool = False
    """Whether nothing but these words will do, however near it is."""


Meant = tuple[tuple[Wanted, tuple[Wanted, ...]], ...]
"""For some of what is wanted, what was looked for beside it: words that are near to it."""


class Spelling(NamedTuple):
    """What may be meant by something that hardly any report has."""

    others: tuple[Wanted, ...]
    """The likeliest first."""
    instead: bool
    """Whether no report has what was typed."""


@lru_cache(maxsize=1000)
def wanted(words: Words, *, growing: bool = False) -> Wanted | None:
    """What is looked for, or None where nothing can be, such as for a lone vowel sign.

    A name such as `train_test_split` or `df.merge` is words side by side, too.
    """
    typed = [token[0] for token in islice(tokens(words.text), _SIDE_BY_SIDE)]
    if not typed:
        return None
    is_open = growing and words.text.endswith(typed[-1]) and not stands_alone(typed[-1])
    return Wanted(
        tuple(Word(stem(word), folded(word)) for word in typed), is_open, quoted=words.quoted
    )


def respelt(words: Words, other: Wanted) -> Words:
    """The words as they would be written with those of `other` in their place."""
    text = words.text
    for token, word in reversed([*zip(tokens(text), other.words, strict=False)]):
        if folded(token[0]) != word.folded:
            text = text[: token.start()] + word.folded + text[token.end() :]
    return Words(text=text)


def sought(asked: Asked) -> tuple[Wanted, ...]:
    """All that a report may be found for, each once: nothing that must not be there."""
    return tuple(as_typed(asked))


def as_typed(asked: Asked) -> dict[Wanted, Words]:
    """All that a report may be found for, and how each was typed."""
    typed = (words for part in asked.parts for words in _positive(part))
    found = ((wanted(words, growing=words == asked.growing), words) for words in typed)
    return {one: words for one, words in found if one is not None}


def is_limit(node: Node) -> bool:
    """Whether it has no word that a report may be found for, so that it holds in any case."""
    return next(_positive(node), None) is None


def _positive(node: Node) -> Iterator[Words]:
    if isinstance(node, Words):
        yield node
    elif not isinstance(node, Not | Filter):
        for part in node.parts:
            yield from _positive(part)
