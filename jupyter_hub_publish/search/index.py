"""The index of one library is a cache: nothing is lost with it, any process may rebuild it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from ..domain.errors import LibraryUnavailable
from ..domain.indexing import ChangeSource, Clock, Reader
from ..domain.limits import MAX_QUERY
from ..domain.queries import understood
from ..domain.records import NO_FILTERS, Facets, Filters, Probe, Sort, Suggestion
from . import likeness
from .facets import counted
from .finding import Found, page
from .generations import Generations
from .keeping_up import Follower, Pace, untold
from .likeness import Alike
from .live import Live, Unusable, as_unusable
from .searching import Counted, Search, answered
from .state import IndexState
from .suggesting import suggestions
from .words import sound

T = TypeVar("T")
C = TypeVar("C", bound=Counted)

PACE = Pace()


class SearchIndex:
    """Finds reports by their words. Any number of threads may use it at once."""

    def __init__(self, follower: Follower) -> None:
        self._follower = follower

    @classmethod
    def open(cls, folder: Path, *, library: str, pace: Pace = PACE) -> SearchIndex:
        """The index of this library in a cache folder. It finds nothing before it has caught up.

        A missing or damaged index, or one of another layout, is no error: catching up rebuilds it.
        """
        follower = Follower(Generations(folder / library), pace)
        follower.open()
        return cls(follower)

    def close(self) -> None:
        """Let go of the files. Searching afterwards finds nothing."""
        self._follower.close()

    # Keeping up

    def catch_up(self, source: ChangeSource, *, clock: Clock | None = None) -> bool:
        """Take in what has changed; whether the index holds all that the source's clock counted.

        Costs one read of the clock when nothing has, and none where it was just read and is given.
        Rebuilds an index that is missing, damaged, of another layout, or of another past than the
        library's (a restored backup). False while that takes long, or another process is writing:
        `find` answers meanwhile from what is there.
        Where the folder cannot be written, the index is built in memory; raises LibraryUnavailable
        where that is too much, and what the source raises.
        """
        return self._follower.catch_up(source, clock)

    @property
    def reached(self) -> int | None:
        """The number of the last change that it holds; None before it has caught up at all."""
        live = self._follower.live
        return None if live is None else live.reached.clock.seq

    def rebuild(
        self, source: ChangeSource, *, progress: Callable[[int], None] = untold
    ) -> IndexState:
        """Make the index anew, and wait for it; `progress` is told how many reports are in it.

        Raises LibraryBusy while another process writes, LibraryUnavailable where it cannot be.
        """
        return self._follower.rebuild(source, progress)

    def check(
        self, source: ChangeSource, *, progress: Callable[[int], None] = untold
    ) -> IndexState:
        """What the index on the disk is like; `progress` is told how many reports were compared."""
        return self._follower.check(source, progress)

    # Finding

    def find(
        self,
        words: str,
        *,
        reader: Reader,
        filters: Filters = NO_FILTERS,
        sort: Sort = "relevance",
        offset: int = 0,
        limit: int = 20,
    ) -> Found:
        """The reports that this reader may meet, that pass the filters and have every word.

        Where no report has them all, those that have some, the ones with most first. Without words,
        all of them, the last updated first. No text is an error. Raises LibraryUnavailable where
        the index turns out to be damaged; the next catching up rebuilds it.
        """
        return self._searched(
            words,
            lambda live, search: page(live.searcher, search, sort=sort, offset=offset, limit=limit),
            reader=reader,
            filters=filters,
            otherwise=Found(total=0, ids=()),
        )

    def facets(self, words: str, *, reader: Reader, filters: Filters = NO_FILTERS) -> Facets:
        """What the reports have in common that `find` finds. Raises as `find` does."""

        def count(live: Live, search: Search) -> Facets:
            today = datetime.now(UTC).date()
            schema = live.index.schema
            return counted(
                schema, live.searcher, search, reader=reader, filters=filters, today=today
            )

        nothing = Facets(total=0)
        return self._searched(words, count, reader=reader, filters=filters, otherwise=nothing)

    def suggest(self, words: str, *, reader: Reader, limit: int) -> tuple[Suggestion, ...]:
        """What somebody who has typed this might be looking for. Raises as `find` does."""

        def suggest(live: Live, today: date) -> tuple[Suggestion, ...]:
            return suggestions(
                live.index.schema,
                live.searcher,
                sound(words[:MAX_QUERY]),
                understood(words, today),
                reader=reader,
                limit=limit,
            )

        return self._answer(suggest, otherwise=())

    def related(self, report: str, *, reader: Reader, limit: int) -> tuple[Alike, ...]:
        """The reports near to this one, the nearest first. Raises as `find` does."""

        def look(live: Live, today: date) -> tuple[Alike, ...]:
            return likeness.related(
                live.index.schema, live.searcher, sound(report), reader=reader, limit=limit
            )

        return self._answer(look, otherwise=())

    def near(self, probe: Probe, *, reader: Reader, limit: int) -> tuple[Alike, ...]:
        """The reports near to what is being written, the nearest first. Raises as `find` does."""

        def look(live: Live, today: date) -> tuple[Alike, ...]:
            return likeness.near(
                live.index.schema, live.searcher, probe, reader=reader, limit=limit
            )

        return self._answer(look, otherwise=())

    def _searched(
        self,
        words: str,
        ask: Callable[[Live, Search], C],
        *,
        reader: Reader,
        filters: Filters,
        otherwise: C,
    ) -> C:
        def answer(live: Live, today: date) -> C:
            return answered(
                live.index.schema,
                live.searcher,
                words,
                partial(ask, live),
                reader=reader,
                filters=filters,
                today=today,
            )

        return self._answer(answer, otherwise=otherwise)

    def _answer(self, ask: Callable[[Live, date], T], *, otherwise: T) -> T:
        live = self._follower.live
        if live is None:
            return otherwise
        try:
            with as_unusable():
                return ask(live, datetime.now(UTC).date())
        except Unusable as error:
            self._follower.distrust(live)
            raise LibraryUnavailable(
                "The search index is damaged.", hint="It is being built anew; try again."
            ) from error
