"""How often is too often: so many in a row, and then one each so many seconds."""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable

KEYS = 10_000  # that are remembered at once; those asked about longest ago make room


class Rate:
    """Counts for each key on its own. Belongs to one thread: the event loop's."""

    def __init__(
        self, burst: int, each: float, *, now: Callable[[], float] = time.monotonic
    ) -> None:
        """`burst` are free at once; each of them comes back after `each` seconds."""
        self._ahead = (burst - 1) * each
        self._each = each
        self._now = now
        self._due: OrderedDict[str, float] = OrderedDict()  # when the key has all of them again

    def wait(self, key: str) -> int:
        """Whole seconds until the next is allowed; 0 where it is now."""
        late = self._due.get(key, 0.0) - self._ahead - self._now()
        return max(math.ceil(late), 0)

    def count(self, key: str) -> None:
        """One more, allowed or not."""
        now = self._now()
        self._due[key] = max(self._due.get(key, 0.0), now) + self._each
        self._due.move_to_end(key)
        while len(self._due) > KEYS:
            self._due.popitem(last=False)
