"""What a comparison may cost and carry, whatever the notebooks hold."""

from __future__ import annotations

from typing import Any

_LARGEST = 3_000_000  # characters of one output; a browser decodes it twice
_ALL = 20_000_000  # characters of all outputs
_STEPS = 10_000_000  # of difflib, which in the worst case compares each word with each: seconds


class Bounds:
    """Counts what is used up, and remembers whether something had to be left out."""

    def __init__(self) -> None:
        self._characters = _ALL
        self._steps = _STEPS
        self.exceeded = False

    def kept(self, data: dict[str, str]) -> dict[str, Any]:
        """The MIME bundle without what is too large."""
        found: dict[str, Any] = {}
        for mime, text in data.items():
            if len(text) > min(_LARGEST, self._characters):
                self.exceeded = True
                continue
            found[mime] = text
            self._characters -= len(text)
        return found

    def affords(self, old: int, new: int) -> bool:
        """Whether texts of so many words may be compared word by word."""
        if old * new > self._steps:
            self.exceeded = True
            return False
        self._steps -= old * new
        return True
