"""nbconvert's template exporter, without its passes over the HTML that it has written."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from nbconvert.exporters.templateexporter import TemplateExporter

from .. import __version__
from ..domain.notebook import CUT_FROM, Notebook, mended
from .article import Block, Fold, article
from .page import About, Page

_TEMPLATES = Path(__file__).parent / "templates"


class ReportExporter(TemplateExporter):
    """Makes the page of a report.

    nbconvert's own HTML exporter parses what it has written once more (BeautifulSoup), which takes
    most of its time, and refuses notebooks that differ a little from the schema.
    """

    file_extension = ".html"
    output_mimetype = "text/html"
    template_paths = [str(_TEMPLATES)]  # noqa: RUF012

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # nbconvert has no types here

    def page(
        self,
        notebook: Notebook,
        about: About,
        progress: Callable[[int, int], None] = lambda done, total: None,
        pictures: Mapping[str, bytes] | None = None,
    ) -> Page:
        """The page of a notebook that `domain.notebook.check` accepts, with these images in it."""
        made = article(mended(notebook), about, progress, pictures or {})
        large = _Large()
        text = self.template.render(
            about=about,
            article=made._replace(blocks=tuple(large.kept_out(block) for block in made.blocks)),
            version=__version__,
        )
        html, cuts = large.put_back(text)
        return Page(html=html, cuts=cuts, notices=made.notices, embedded=made.embedded)

    def _create_environment(self) -> Environment:
        """Everything is escaped unless it is marked as HTML; a misspelled name is an error."""
        environment = Environment(
            loader=FileSystemLoader(self.template_paths),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.filters["html"] = Markup
        return environment


class _Large:
    """Keeps large outputs out of the template, and notes where they end up."""

    def __init__(self) -> None:
        # Random: a notebook that holds the marker of the page it is made into cannot be written.
        self._mark = f"hp-{secrets.token_hex(16)}-"
        self._kept: list[bytes] = []

    def kept_out(self, block: Block | Fold) -> Block | Fold:
        if isinstance(block, Fold) or sum(map(len, block.outputs)) < CUT_FROM // 4:
            return block
        return block._replace(outputs=tuple(self._kept_out(output) for output in block.outputs))

    def _kept_out(self, output: str) -> str:
        if len(output) < CUT_FROM // 4:  # one character is at most four bytes
            return output
        data = output.encode("utf-8", "replace")
        if len(data) < CUT_FROM:
            return output
        self._kept.append(data)
        return f"{self._mark}{len(self._kept) - 1};"

    def put_back(self, text: str) -> tuple[bytes, tuple[int, ...]]:
        """The whole document, and the byte offsets around each large output."""
        first, *rest = text.split(self._mark)
        page, cuts = bytearray(first.encode("utf-8", "replace")), []
        for piece in rest:
            index, _, after = piece.partition(";")
            cuts.append(len(page))
            page += self._kept[int(index)]
            cuts.append(len(page))
            page += after.encode("utf-8", "replace")
        return bytes(page), tuple(sorted(set(cuts)))
