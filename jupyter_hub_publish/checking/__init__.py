"""The check before publishing: it notices what should not be read, and never repeats it.

Pure, so that it does the same on the author's side and in the library. What was matched leaves this
room in no form but a masked one: no record, log or error holds it.
"""

from __future__ import annotations

from ..domain.drafts import Checked, FileOffer, Finding
from ..domain.notebook import Notebook
from .applying import Applied, apply
from .catalogue import RULES
from .findings import look_through

__all__ = ["RULES", "Applied", "apply", "check", "forbidden"]


def check(
    notebook: Notebook,
    *,
    key: bytes,
    files: tuple[FileOffer, ...] = (),
    masked: frozenset[str] = frozenset(),
    seconds: float = 2.0,
) -> Checked:
    """What an author should know before publishing; what stops comes first, then cell by cell.

    `key` makes the findings' ids, which tell nothing to those who lack it. `files` are those that
    the notebook seems to need; `masked` names the rules that were masked in the version before.
    After `seconds`, or five million characters, the rest is not looked at and `complete` is false.
    """
    report = look_through(notebook, key=key, files=files, masked=masked, seconds=seconds)
    return Checked(
        findings=tuple(found.finding for found in report.found), complete=report.complete
    )


def forbidden(notebook: Notebook, rules: frozenset[str]) -> tuple[Finding, ...]:
    """What these rules find in all of the notebook, however long that takes.

    The findings have no ids: nobody decides about them.
    """
    report = look_through(notebook, key=None, most=None, rules=rules)
    return tuple(found.finding for found in report.found)
