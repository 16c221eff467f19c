"""A report's id is random, short and unguessable, and is never used again."""

from __future__ import annotations

import re
import secrets

_ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"  # RFC 4648 base32, lower case
_LETTERS = 10  # 50 bits: a guess per millisecond finds one of 100,000 reports in about 130 days
REPORT_ID_PATTERN = rf"r[{_ALPHABET[0]}-z2-7]{{{_LETTERS}}}"
_REPORT_ID = re.compile(REPORT_ID_PATTERN)
DATASET_ID_PATTERN = REPORT_ID_PATTERN.replace("r", "d", 1)
_DATASET_ID = re.compile(DATASET_ID_PATTERN)
_SEARCH_ID = re.compile(REPORT_ID_PATTERN.replace("r", "s", 1))


def new_report_id() -> str:
    """An id like `rk7m2xq4d3z`, drawn from the operating system's randomness."""
    return "r" + _drawn()


def is_report_id(text: str) -> bool:
    """Whether the text has the form of a report's id; says nothing about whether there is one."""
    return _REPORT_ID.fullmatch(text) is not None


def new_search_id() -> str:
    """An id like `sk7m2xq4d3z` for a search that somebody saves."""
    return "s" + _drawn()


def is_search_id(text: str) -> bool:
    """Whether the text has the form of a saved search's id."""
    return _SEARCH_ID.fullmatch(text) is not None


def new_request_id() -> str:
    """An id like `qk7m2xq4d3z` for somebody's wish to see a report."""
    return "q" + _drawn()


def new_dataset_id() -> str:
    """An id like `dk7m2xq4d3z` for a table that reports write."""
    return "d" + _drawn()


def is_dataset_id(text: str) -> bool:
    """Whether the text has the form of a dataset's id."""
    return _DATASET_ID.fullmatch(text) is not None


def new_word_id() -> str:
    """An id like `wk7m2xq4d3z` for what people say of a dataset: consumers, questions, notices."""
    return "w" + _drawn()


def _drawn() -> str:
    return "".join(secrets.choice(_ALPHABET) for _ in range(_LETTERS))
