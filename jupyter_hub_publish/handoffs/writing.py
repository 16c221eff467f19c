"""`handoff`: a frame becomes a table with a contract in one transaction, or nothing happens."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pyarrow as pa

from ..domain import contracts
from ..domain.contracts import Measured, Terms
from ..domain.errors import BadInput, ContractBroken
from ..domain.handoffs import Change, Handoff, Location, Previous, Row, Statistic, dumped
from .frames import check_name, taken
from .lineage_events import emit
from .measuring import fingerprint, nulls_of, repeated, sample, statistics
from .names import SIDE
from .places import warehouse_of
from .restoring import typed_as_before
from .showing import Showing, Shown, in_a_sentence
from .warehouse import Session, Target
from .wishes import Columns, Wishes, terms_of, wished

_Numbers = tuple[tuple[Statistic, ...], tuple[Row, ...] | None, str]
_ASIDE = 50_000  # rows from which the counting goes on while the rows are being written
_NAMED = 4  # changes in a message; the output has them all


@in_a_sentence
def handoff(
    frame: Any,
    name: str,
    to: Any = None,
    *,
    mode: str = "replace",
    keys: str | Iterable[str] | None = None,
    description: str | None = None,
    columns: Columns | None = None,
    units: Mapping[str, str] | None = None,
    nulls: Mapping[str, float] | None = None,
    fresh: str | int | timedelta | None = None,
    sensitive: Iterable[str] | None = None,
    sample: bool = True,
    accept_changes: str | None = None,
    progress: bool = True,
) -> Shown:
    """Write a frame as the table `name`, and say what it promises to those who read it.

    `to` is the address of a database, an SQLAlchemy engine, a DuckDB connection, or a folder for
    Parquet; without it, the warehouse that you or your hub's admin have named. `mode` is `replace`,
    `append`, or `upsert` by the `keys`. `columns` says what columns mean, `units` in what they are
    counted, `nulls` which share of them may be null, and `fresh` how often the table is written
    (`1d`). Of `sensitive` columns no value is shown anywhere, of any with `sample=False`.
    What is not said again stays as the last write said it.

    A write that breaks what was promised stops before anything is written. `accept_changes="why"`
    makes it the next major version, and tells those who read the table.
    """
    check_name(name, "The dataset’s name")
    if name.rpartition(".")[2].lower() == SIDE:
        raise BadInput(f"“{SIDE}” is where promises are kept.", hint="Take another name.")
    wishes = wished(
        mode=mode,
        keys=keys,
        description=description,
        columns=columns,
        units=units,
        nulls=nulls,
        fresh=fresh,
        sensitive=sensitive,
        sample=sample,
        accept_changes=accept_changes,
    )
    rows, exact = taken(frame)
    warehouse = warehouse_of(to)
    with Showing(name, rows.num_rows, wanted=progress) as showing:
        with warehouse.writing(name) as session:
            session.check(rows.schema)
            location = warehouse.location(name)
            write = _Write(session, name, location, wishes, rows, exact)
            said = write.run(showing)
        emit(said)
        return showing.done(said)


class _Write:
    """One write, from the look at what is there to what is remembered of it."""

    def __init__(
        self,
        session: Session,
        name: str,
        location: Location,
        wishes: Wishes,
        rows: pa.Table,
        exact: dict[str, str],
    ) -> None:
        self._session = session
        self._name = name
        self._location = location
        self._wishes = wishes
        self._before = session.remembered()
        self._rows = typed_as_before(rows, exact, self._before)
        self._offered = terms_of(wishes, self._rows, exact, self._before)
        earlier = self._before.sensitive if self._before else ()
        known = [name for name in earlier if name in exact]
        self._sensitive = wishes.sensitive if wishes.sensitive is not None else tuple(known)

    def run(self, showing: Showing) -> Handoff:
        """Check, write, count and remember."""
        terms, changes = self._settled()
        self._check_size(terms, changes)
        with ThreadPoolExecutor(max_workers=1) as aside:
            counted = self._count(aside)
            self._session.write(self._target(terms, showing))
            numbers = counted.result()
        said = self._said(terms, changes, numbers)
        self._session.remember(said)
        return said

    def _settled(self) -> tuple[Terms, tuple[Change, ...]]:
        """What is promised now, and what has changed; raises where that breaks something."""
        keys = self._offered.schema.primary_key
        measured = Measured(
            rows=self._rows.num_rows,
            nulls=nulls_of(self._rows),
            repeated=repeated(self._rows, keys),
        )
        broken = contracts.violations(self._offered, measured)
        self._refuse_contradictions(broken)
        terms = contracts.without_broken(self._offered, broken)
        changes = broken
        if self._before:
            before = Terms(
                schema=self._before.schema, fresh=self._before.fresh, rows=self._before.rows
            )
            replaces = self._wishes.mode == "replace"
            changes += contracts.differences(before, self._offered, replaces=replaces)
        stops = contracts.breaking(changes)
        self._refuse_what_cannot_be(stops)
        if not self._wishes.accepted:
            self._refuse_what_is_not_ours()
            if stops:
                raise _broken(self._name, stops)
        return terms, changes

    def _refuse_contradictions(self, broken: tuple[Change, ...]) -> None:
        """What is promised in this very call and not kept by its rows cannot be accepted."""
        wishes = self._wishes
        if wishes.mode == "upsert" and not self._offered.schema.primary_key:
            raise BadInput("An upsert needs keys.", hint="Say which columns tell a row: keys=[…].")
        for change in broken:
            about_keys = change.kind == "not_unique" or change.column in (wishes.keys or ())
            said_now = (about_keys and wishes.keys is not None) or change.column in wishes.nulls
            if said_now or (about_keys and wishes.mode == "upsert"):
                raise ContractBroken(
                    f"“{self._name}” was not written: {contracts.said(change)}.",
                    hint="Mend the rows, or promise less.",
                )

    def _refuse_what_cannot_be(self, stops: tuple[Change, ...]) -> None:
        shape = [one for one in stops if one.kind in ("dropped", "renamed", "retyped")]
        if shape and self._wishes.mode != "replace":
            raise ContractBroken(
                f"“{self._name}” was not written: {_listed(shape)}.",
                hint=f"An {self._wishes.mode} leaves the columns as they are; mode='replace' with"
                " all rows changes them.",
            )

    def _refuse_what_is_not_ours(self) -> None:
        if self._before is None and self._session.columns() is not None:
            raise ContractBroken(
                f"There is a table “{self._name}” already, and no handoff wrote it.",
                hint="Take another name, or say accept_changes='why' to write there all the same.",
            )

    def _check_size(self, terms: Terms, changes: tuple[Change, ...]) -> None:
        """Raise before anything is written where it could not be described."""
        nothing = ((), None, "sha256:" + "0" * 64)
        dumped(self._said(terms, changes, nothing, rows=0))

    def _target(self, terms: Terms, showing: Showing) -> Target:
        return Target(
            rows=self._rows,
            mode=self._wishes.mode,
            keys=terms.schema.primary_key,
            meanings={one.name: one.description for one in terms.schema.fields if one.description},
            description=self._description(),
            progress=showing.advance,
        )

    def _count(self, aside: ThreadPoolExecutor) -> Future[_Numbers]:
        if self._rows.num_rows >= _ASIDE:
            return aside.submit(self._numbers)
        done: Future[_Numbers] = Future()
        done.set_result(self._numbers())
        return done

    def _numbers(self) -> _Numbers:
        shown = sample(self._rows, self._sensitive) if self._wishes.sample else None
        return statistics(self._rows, self._sensitive), shown, fingerprint(self._rows)

    def _said(
        self, terms: Terms, changes: tuple[Change, ...], numbers: _Numbers, rows: int | None = None
    ) -> Handoff:
        before = self._before
        size = (rows, None) if rows is not None else self._session.size()
        contract = before.contract if before else None
        warehouse = self._session.warehouse()
        return Handoff(
            act="write",
            name=self._name,
            description=self._description(),
            mode=self._wishes.mode,
            location=msgspec.structs.replace(self._location, warehouse=warehouse),
            written=datetime.now(UTC),
            rows=size[0],
            bytes=size[1],
            schema=terms.schema,
            statistics=numbers[0],
            sample=numbers[1],
            sensitive=self._sensitive,
            fresh=terms.fresh,
            contract=contracts.following(contract, changes, self._wishes.accepted),
            fingerprint=numbers[2],
            previous=_previous(before),
        )

    def _description(self) -> str:
        if self._wishes.description is not None:
            return self._wishes.description
        return self._before.description if self._before else ""


def _previous(before: Handoff | None) -> Previous | None:
    if before is None or before.written is None or before.fingerprint is None:
        return None
    return Previous(rows=before.rows, written=before.written, fingerprint=before.fingerprint)


def _broken(name: str, stops: tuple[Change, ...]) -> ContractBroken:
    return ContractBroken(
        f"“{name}” was not written, for it would break what its readers rely on: {_listed(stops)}.",
        hint="Mend the frame, or say accept_changes='why': that makes the next major version, and"
        " tells those who read the table.",
    )


def _listed(changes: Iterable[Change]) -> str:
    said = [contracts.said(change) for change in changes]
    more = f"; and {len(said) - _NAMED:,} more" if len(said) > _NAMED else ""
    return "; ".join(said[:_NAMED]) + more
