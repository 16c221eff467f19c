"""Whether a dataset is as fresh as was promised, in the words that stand beside its dot."""

from __future__ import annotations

from datetime import datetime

from ..domain.contracts import in_words
from ..domain.datasets import DatasetSummary
from .ago import ago


def freshness(dataset: DatasetSummary, now: datetime) -> str:
    """ "Fresh: written 3 hours ago, promised daily", "Late by 2 days: …", "No promise: …"."""
    written = f"written {ago(dataset.written, now)}"
    if dataset.fresh_within is None or dataset.freshness == "none":
        return f"No promise: {written}"
    promised = f"{written}, promised {in_words(dataset.fresh_within)}"
    if dataset.freshness == "late":
        late = f" by {lasting(now, dataset.due)}" if dataset.due and now > dataset.due else ""
        return f"Late{late}: {promised}"
    return f"Fresh: {promised}"


def lasting(now: datetime, since: datetime) -> str:
    """ "2 days", "1 hour"; whole ones of the largest unit that there is one of."""
    seconds = int((now - since).total_seconds())
    for name, unit in (("day", 86_400), ("hour", 3600), ("minute", 60)):
        if seconds >= unit:
            number = seconds // unit
            return f"{number} {name}{'' if number == 1 else 's'}"
    return "less than a minute"
