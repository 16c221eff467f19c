"""Which hosts an admin may let pages load from: a rule about text that goes into a policy."""

from __future__ import annotations

import re

# No scheme alone, no lone `*`, no keyword in quotes, and nothing that begins another directive.
_SOURCE = re.compile(
    r"(?:https://)?(?:\*\.)?[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
    r"(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+(?::\d{1,5})?(?:/[A-Za-z0-9._~@%+/-]*)?"
)


def is_source(text: str) -> bool:
    """Whether this is a host, `*.` and a host, or an https:// address of a folder on one."""
    return len(text) <= 255 and _SOURCE.fullmatch(text) is not None
