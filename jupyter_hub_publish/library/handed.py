"""What a notebook writes and reads, made ready to be stored with its version."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from ..domain import handoffs
from ..domain.dataset_uses import Use, uses
from ..domain.handoffs import Handoff, location_key
from ..domain.limits import MAX_DATASETS
from ..domain.notebook import Notebook, Passage
from ..domain.records import Record
from ..storage.dataset_records import NewDatasets, NewUse, NewWrite, packed

_MOST_TERMS = 50_000  # characters by which one dataset is found


class Handed(Record):
    """What there is to be stored of datasets, and what search takes in of them."""

    datasets: NewDatasets
    passages: tuple[Passage, ...]


def handed(notebook: Notebook, *, published: datetime) -> Handed:
    """What its outputs and its SQL say. What cannot be understood is as if it were not there."""
    found = tuple(handoffs.found_in(notebook))
    written: dict[tuple[str, str], Handoff] = {}
    for one in found:
        if one.handoff is not None and one.handoff.act == "write":
            # The last cell that has written a table has written what it holds.
            written[location_key(one.handoff.location), one.handoff.name] = one.handoff
    kept = list(written.items())[-MAX_DATASETS:]
    writes = tuple(
        NewWrite(
            place=place,
            name=name,
            # Nobody has written after this: a clock that is fast would have the last word for long.
            written=min(handoff.written or published, published),
            fresh=handoff.fresh,
            terms=_terms(handoff),
            packed=packed(handoff),
        )
        for (place, name), handoff in kept
    )
    read = uses(notebook, found)
    reads = tuple(NewUse(name=use.name, place=use.place) for use in read)
    return Handed(datasets=NewDatasets(writes=writes, reads=reads), passages=_passages(read))


def _terms(handoff: Handoff) -> str:
    words = [handoff.name, handoff.description]
    for field in handoff.schema.fields:
        words += [field.name, field.description]
    return "\n".join(filter(None, words))[:_MOST_TERMS].casefold()


def _passages(read: Iterable[Use]) -> tuple[Passage, ...]:
    first: dict[str, Passage] = {}
    for use in read:
        passage = Passage(cell=use.cell, kind="dataset", heading="", text=use.name)
        first.setdefault(use.name, passage)
    return tuple(first.values())
