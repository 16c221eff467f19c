"""Times as people say them, by the same rules as in JupyterLab: exact for minutes, a date later."""

from __future__ import annotations

from datetime import datetime

_HOUR = 3600


def ago(then: datetime, now: datetime) -> str:
    """ "2 hours ago", "yesterday", "12 Nov", "9 Jan 2024"; both in the same time zone."""
    passed = (now - then).total_seconds()
    days = (now.date() - then.date()).days
    if passed < 60:
        return "just now"
    if passed < _HOUR:
        return _counted(int(passed // 60), "minute")
    if days == 0 or passed < 6 * _HOUR:
        return _counted(int(passed // _HOUR), "hour")
    if days == 1:
        return "yesterday"
    if days <= 6:
        return _counted(days, "day")
    year = "" if then.year == now.year else f" {then.year}"
    return f"{then.day} {then:%b}{year}"


def exactly(then: datetime) -> str:
    """ "12 November 2026, 14:05 UTC", for a tooltip: a server does not know its reader's clock."""
    return f"{then.day} {then:%B %Y, %H:%M} UTC"


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}{'' if number == 1 else 's'} ago"
