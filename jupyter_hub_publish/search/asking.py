"""What was typed into the search box, understood; any text at all is understood as something."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..domain.limits import MAX_QUERY
from .words import composed, folded, stands_alone, stem, tokens

MAX_WANTED = 32  # words and phrases of one query; the rest is not read
_QUOTES = re.compile('["“”„«»]')


class Word(NamedTuple):
    """A word that is looked for, as the two kinds of fields hold it."""

    stem: str
    folded: str


class Wanted(NamedTuple):
    """One thing that a report must have: a word, or several words side by side."""

    words: tuple[Word, ...]
    open: bool = False
    """Whether the last word is still being typed, and may be the beginning of a longer one."""


def understood(words: str) -> tuple[Wanted, ...]:
    """What a report must have to be found: every word, and what is in double quotes as a phrase.

    A name such as `train_test_split` or `df.merge` is a phrase too. The last word is open unless
    something was typed after it; so is the last one of a phrase whose closing quote is missing.
    Empty where nothing can be looked for, such as a lone quote or an emoji.
    """
    text = composed(words[:MAX_QUERY])
    found: list[tuple[Word, ...]] = []
    last = ""
    for number, piece in enumerate(_QUOTES.split(text)):
        for chunk in (piece,) if number % 2 else piece.split():
            typed = [token.word for token in tokens(chunk)]
            if typed:
                found.append(tuple(Word(stem(word), folded(word)) for word in typed))
                last = typed[-1]
    is_open = bool(last) and text.endswith(last) and not stands_alone(last)
    wanted = [Wanted(typed) for typed in found]
    if is_open:
        wanted[-1] = Wanted(found[-1], open=True)
    return tuple(dict.fromkeys(wanted))[:MAX_WANTED]
