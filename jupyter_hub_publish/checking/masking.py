"""What is masked stands nowhere any more: not raw, not escaped, not in a decoded JSON tree."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from ..domain.notebook import joined
from .finding_again import Known
from .texts import is_json, is_media
from .views import views

DOTS = "•" * 8  # always as many: how long a password is helps to guess it
# The bones of a notebook: it stays one, also if `markdown` is a password.
_BONES = ("cell_type", "id", "output_type", "name")


class Mask:
    """Writes dots over some values, in whatever form they stand in a notebook."""

    def __init__(self, values: Iterable[str]) -> None:
        self._known = Known(values)

    def cell(self, cell: dict[str, Any]) -> dict[str, Any]:
        """The cell with all its texts masked; where nothing stands, all is kept as it is."""
        of_its_own: dict[str, Callable[[Any], Any]] = {
            "source": self._lines,
            "outputs": self._outputs,
            "attachments": self._attachments,
        }
        return self._parts(cell, of_its_own)

    def tree(self, tree: Any) -> Any:
        """A JSON tree with its strings and its names masked."""
        if isinstance(tree, str):
            return self._text(tree)
        if isinstance(tree, list):
            return [self.tree(value) for value in tree]
        if isinstance(tree, dict):
            return {
                self._text(key) if isinstance(key, str) else key: self.tree(value)
                for key, value in tree.items()
            }
        return tree

    def _outputs(self, outputs: Any) -> Any:
        if not isinstance(outputs, list):
            return self.tree(outputs)
        return [self._output(output) for output in outputs]

    def _attachments(self, attachments: Any) -> Any:
        if not isinstance(attachments, dict):
            return self.tree(attachments)
        return {self._text(name): self._bundle(part) for name, part in attachments.items()}

    def _output(self, output: Any) -> Any:
        if not isinstance(output, dict):
            return self.tree(output)
        of_its_own: dict[str, Callable[[Any], Any]] = {
            "text": self._lines,
            "evalue": self._lines,
            "traceback": self._traceback,
            "data": self._bundle,
        }
        return self._parts(output, of_its_own)

    def _parts(
        self, whole: dict[str, Any], of_its_own: dict[str, Callable[[Any], Any]]
    ) -> dict[str, Any]:
        return {
            self._text(key): part if key in _BONES else of_its_own.get(key, self.tree)(part)
            for key, part in whole.items()
        }

    def _bundle(self, bundle: Any) -> Any:
        if not isinstance(bundle, dict):
            return self.tree(bundle)
        return {self._text(mime): self._of_type(mime, part) for mime, part in bundle.items()}

    def _of_type(self, mime: str, value: Any) -> Any:
        if is_media(mime):
            return value
        return self.tree(value) if is_json(mime) else self._lines(value)

    def _lines(self, source: Any) -> Any:
        """A multi-line string of nbformat, as a list of lines where it was one."""
        if isinstance(source, str):
            return self._text(source)
        if not isinstance(source, list) or not all(isinstance(line, str) for line in source):
            return self.tree(source)
        whole = joined(source)
        masked = self._text(whole)
        return source if masked == whole else masked.splitlines(keepends=True)

    def _traceback(self, traceback: Any) -> Any:
        if not isinstance(traceback, list) or not all(isinstance(line, str) for line in traceback):
            return self.tree(traceback)
        whole = "\n".join(traceback)  # as it is shown
        masked = self._text(whole)
        return traceback if masked == whole else masked.split("\n")

    def _text(self, raw: str) -> str:
        spans = sorted(
            view.raw_span(start, end)
            for view in views(raw)
            for start, end, _ in self._known.spans(view.text)
        )
        if not spans:
            return raw
        out, at = [], 0
        for start, end in spans:
            if start >= at:
                out += [raw[at:start], DOTS]
            at = max(at, end)
        return "".join(out) + raw[at:]
