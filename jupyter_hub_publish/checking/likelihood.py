"""Whether something that stands where a secret would stand is one, or only holds its place."""

from __future__ import annotations

import re
from collections import Counter
from math import log2

_STAND_INS = ("your", "todo", "fake", "dummy", "insert", "enter", "replace", "sample", "redacted")
_PLACEHOLDER = re.compile(
    # Where a word begins, and in one case: by chance a long token has four letters of any kind.
    rf"(?<![A-Za-z])(?:{'|'.join(f'{w}|{w.upper()}|{w.title()}' for w in _STAND_INS)})"
    r"|(?i:example|placeholder|change[-_]?me|my[-_]?(?:pass|secret|token|key|api)|not[-_]?a[-_]?real"
    r"|(?:pass|secret|token|api)[-_]?(?:word|key)?[-_]?here|x{5}|0123456|1234567890|abcdefgh)"
    r"|\*{3}|\.{3}|-{6}|_{4}|…|•|(.)\1{7}|<[^<>]*>|\{[^{}]*\}|\$[({A-Za-z_]|%\(|\A%[sd]\Z"
)
_PLAIN_WORDS = frozenset(
    re.findall(
        r"\w+",
        "access admin anonymous apikey api_key authorization basic bearer database default "
        "false guest hidden login master none null optional pass passwd password passw0rd "
        "postgres private public pwd required root secret secretkey secret_key session string "
        "test testing text tiger token true type undefined unknown user username value",
    )
)
_ADDRESS = re.compile(r"[a-z]{0,10}:?//|[~.]{0,2}/|[A-Za-z]:\\")
_CALL_OR_NAME = re.compile(
    r"[A-Za-z_][\w.]*\([^)]*\)?\Z|(?:self|cls|os|args|config|settings|env)\."
)
_NAME = re.compile(r"[a-z]+(?:[-_. ][a-z]+)*[-_.]?\d{0,2}|[A-Z]+(?:[-_.][A-Z]+)+\d{0,2}")
_NUMBER = re.compile(r"[-+]?(?:0[xX][0-9A-Fa-f_]+|[0-9_]+[.,][0-9_]+(?:e[-+]?[0-9]+)?)")
_SHORT_WORD = re.compile(r"[A-Za-z]{1,7}|[a-z]+(?:[-_.][a-z]+)+|[A-Z]+(?:_[A-Z]+)+")


def entropy(value: str) -> float:
    """Bits for each character, as the frequencies within the value have it."""
    size = len(value)
    return -sum(n / size * log2(n / size) for n in Counter(value).values())


def is_placeholder(value: str) -> bool:
    """Whether it only holds a secret's place, as documentation and templates have it."""
    return _PLACEHOLDER.search(value) is not None


def is_random(value: str, floor: float = 3.0) -> bool:
    """Whether it looks drawn by chance: many different characters, and no placeholder."""
    return entropy(value) >= floor and not is_placeholder(value)


def is_key(value: str) -> bool:
    """Whether it could be a key or token of any kind: letters and digits, and no word or name."""
    return (
        len(value) >= 10
        and not any(c.isspace() for c in value)
        and any(c.isdigit() for c in value)
        and any(c.isalpha() for c in value)
        and is_random(value, 2.8)
        and not _means_something(value)
        and _NAME.fullmatch(value) is None
    )


def is_password(value: str) -> bool:
    """Whether a person could have chosen it as a password, unlike a name, a word or a sentence."""
    return (
        6 <= len(value) <= 128
        and not any(c.isspace() for c in value)
        and any(c.isalnum() for c in value)
        and len(set(value)) > 2
        and not is_placeholder(value)
        and not _means_something(value)
        and _SHORT_WORD.fullmatch(value) is None
    )


def is_well_known(value: str) -> bool:
    """Whether it is a word of those that programs are delivered with, and that guard nothing."""
    return value.lower().removesuffix("\\n").strip("\\!_-") in _PLAIN_WORDS


def _means_something(value: str) -> bool:
    return (
        is_well_known(value)
        or _NUMBER.fullmatch(value) is not None
        or _ADDRESS.match(value) is not None
        or _CALL_OR_NAME.match(value) is not None
    )
