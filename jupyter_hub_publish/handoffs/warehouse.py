"""What every warehouse can do: in one transaction look at a table, write it and remember it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import NamedTuple, Protocol

import msgspec
import pyarrow as pa

from ..domain.errors import WarehouseProblem
from ..domain.handoffs import Handoff, Location, Mode

Progress = Callable[[int], None]
"""Called with the rows that were written since it was called last."""
PATIENCE = 60.0  # seconds in which another notebook may finish its write of the same dataset
BATCH = 50_000  # rows that are on their way at a time


class Target(NamedTuple):
    """What is to be written, and how."""

    rows: pa.Table
    mode: Mode
    keys: tuple[str, ...]
    meanings: dict[str, str]
    """What the columns mean, for warehouses that keep it beside them."""
    description: str
    progress: Progress


class Session(Protocol):
    """One transaction on one dataset, which nobody else writes meanwhile."""

    def remembered(self) -> Handoff | None:
        """The last write, as the warehouse remembers it."""

    def columns(self) -> list[str] | None:
        """The columns of the table that is there; None where there is none."""

    def check(self, schema: pa.Schema) -> None:
        """Raise unless the warehouse takes such columns, before anything is written."""

    def write(self, target: Target) -> None:
        """Write the rows; others see them when the transaction is committed."""

    def size(self) -> tuple[int, int | None]:
        """The table's rows, and its bytes where the warehouse knows."""

    def warehouse(self) -> str:
        """The id that the warehouse itself remembers, drawn where it has none yet."""

    def remember(self, handoff: Handoff) -> None:
        """Keep what was promised, in the same transaction as the rows."""

    def read(self, columns: list[str] | None) -> pa.Table:
        """The table's rows."""


class Warehouse(Protocol):
    """A place in which tables lie."""

    def location(self, name: str) -> Location:
        """Where the dataset of this name lies, without anything that lets one in."""

    def writing(self, name: str) -> AbstractContextManager[Session]:
        """A transaction that writes: committed at its end, undone by an error."""

    def reading(self, name: str) -> AbstractContextManager[Session]:
        """A transaction that reads."""


def memory_of(handoff: Handoff) -> bytes:
    """What a warehouse keeps of a write: everything but values."""
    kept = msgspec.structs.replace(handoff, statistics=(), sample=None)
    return msgspec.json.encode(kept)


def memory_in(data: str | bytes) -> Handoff:
    """What a warehouse has kept; raises WarehouseProblem where somebody else has changed it."""
    try:
        return msgspec.json.decode(data, type=Handoff)
    except msgspec.MsgspecError:
        raise WarehouseProblem(
            "What the warehouse remembers of this dataset cannot be read.",
            hint="A newer version of jupyter_hub_publish may have written it; update this one.",
        ) from None
