"""A notebook as an article: what is shown in which order, folded how, under which anchors."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from html import escape
from itertools import groupby
from typing import Any, Literal, NamedTuple

from ..domain.cell_tags import Wishes, wishes
from ..domain.drafting import front_matter
from ..domain.notebook import Notebook, joined, outputs_of
from .guard import Patience, TookTooLong
from .highlighting import highlighted
from .images import image_in
from .markdown import Heading, Prose, prose
from .markup import CLOSER, closed, plain_text
from .outputs import Parts, Showing
from .page import About

MAX_CELLS = 5_000
_MAX_SOURCE = 5_000_000  # characters of one cell
_WORDS_A_MINUTE = 220
_SECONDS_A_FIGURE = 12
_SECONDS_A_TEXT = 5  # at most, for what a cell has printed: readers glance at it
_STUDIED = re.compile(r"<(?:figure|table|img|video|canvas|svg)\b|class=\"kind\"")
_OF_A_CELL = re.compile(r"cell-\d+")
_FORMULA = re.compile(r"(?<![\\$\w])\$(?!\s)[^$\n]{1,300}?(?<![\s\\])\$(?![\d$])")
_PARAGRAPH = re.compile(r"\s*<p>(.*?)</p>\s*", re.DOTALL)


class Block(NamedTuple):
    """A cell as the page shows it."""

    kind: Literal["prose", "code", "absent"]
    number: int
    """Counted from 1 over all cells of the notebook."""
    html: str = ""
    lines: int = 0
    outputs: tuple[str, ...] = ()
    folded: Literal["", "cell", "outputs"] = ""
    """What is hidden until a reader asks for it, besides the code."""
    gist: str = ""
    """What a folded text is about."""
    kept: bool = False
    """Whether the code stays folded when a reader asks for all code."""
    titled: bool = False
    """Whether it holds a heading, which has a link of its own."""


class Fold(NamedTuple):
    """Consecutive cells of code that show nothing."""

    cells: tuple[Block, ...]
    kept: bool
    kind: str = "fold"


class Entry(NamedTuple):
    """A line of the outline, and the lines below it."""

    anchor: str
    text: str
    below: tuple[Entry, ...]


class Article(NamedTuple):
    """What the template puts on the page."""

    blocks: tuple[Block | Fold, ...]
    outline: tuple[Entry, ...]
    lead: str
    """The summary as HTML: its formulas are set like those of the text."""
    anchor: str
    """Where links to the heading lead that has become the title; empty where there was none."""
    minutes: int
    notices: tuple[str, ...]
    kinds: frozenset[str]
    """What scripts have to draw in it."""
    embedded: tuple[str, ...]
    """The files beside the notebook whose images are in it."""


def article(
    notebook: Notebook,
    about: About,
    progress: Callable[[int, int], None],
    pictures: Mapping[str, bytes],
) -> Article:
    """The article of a notebook that `domain.notebook.check` accepts."""
    writing = _Writing(notebook, about, pictures)
    cells = notebook["cells"][:MAX_CELLS]
    blocks = []
    for number, cell in enumerate(cells, 1):
        blocks.append(writing.block(cell, number))
        progress(number, len(cells))
    if len(notebook["cells"]) > MAX_CELLS:
        blocks.append(writing.rest(len(notebook["cells"])))
    lead = _lead(about.summary)
    if "<span" in lead:
        writing.showing.kinds.add("math")
    return Article(
        lead=lead,
        blocks=tuple(_folded(blocks)),
        outline=_outline(writing.headings),
        anchor=writing.title_anchor,
        minutes=max(1, round(writing.seconds / 60)),
        notices=tuple(writing.showing.notices),
        kinds=frozenset(writing.showing.kinds),
        embedded=tuple(sorted(writing.showing.embedded)),
    )


class _Writing:
    """Goes through the cells in order: levels and anchors depend on what came before."""

    def __init__(self, notebook: Notebook, about: About, pictures: Mapping[str, bytes]) -> None:
        self._pictures = {
            name: image.uri for name, data in pictures.items() if (image := image_in(data))
        }
        self._patience = Patience()
        self.showing = Showing(notebook.get("metadata"), self._pictures, self._patience)
        self.headings: list[tuple[int, str, str]] = []
        self.seconds = 0.0
        self._language = _language(notebook) or about.language
        self._title, self._summary = _comparable(about.title), _comparable(about.summary)
        self._front_matter_over = False
        self._met_heading = self._met_paragraph = False
        self._figures = 0
        self.title_anchor = ""
        self._open: list[int] = []
        self._anchors: set[str] = {"summary", "top", "outline", "contents"}

    def block(self, cell: dict[str, Any], number: int) -> Block:
        """The cell as the page shows it; whatever is in it, this answers."""
        kind, source = cell["cell_type"], joined(cell.get("source"))
        if kind in ("raw", "markdown") and not self._front_matter_over:
            self._front_matter_over = True
            source = front_matter(source)[1]
        wish = wishes(cell)
        if wish.cell == "removed":
            return Block("absent", number)
        if len(source) > _MAX_SOURCE:
            sentence = f"Not shown: a cell with {len(source) / 1e6:.0f} MB of text."
            return Block("prose", number, self._written(self.showing.notice(number, sentence)))
        if kind == "code":
            return self._code(source, cell, number, wish)
        before = len(self.headings)
        block = (self._prose if kind == "markdown" else self._raw)(source, cell, number)
        if wish.cell == "folded" and block.kind == "prose":
            gist = self.headings[before][2] if block.titled else plain_text(block.html)
            return block._replace(folded="cell", gist=gist[:120])
        return block

    def rest(self, total: int) -> Block:
        """What stands in the place of the cells that are too many."""
        sentence = f"Not shown: the {total - MAX_CELLS:,} cells after this one."
        return Block(
            "prose", MAX_CELLS + 1, self._written(self.showing.notice(MAX_CELLS, sentence))
        )

    def _prose(self, source: str, cell: dict[str, Any], number: int) -> Block:
        attachments = cell.get("attachments")
        try:
            with self._patience.part():
                known = attachments if isinstance(attachments, dict) else None
                rendered = prose(source, known, self._pictures)
        except TookTooLong:
            rendered = self._as_text(source, number, "This text takes too long to be laid out.")
        except Exception as error:
            name = type(error).__name__
            rendered = self._as_text(source, number, f"This text cannot be laid out ({name}).")
        self.seconds += len(source.split()) / _WORDS_A_MINUTE * 60
        before = len(self.headings)
        parts = self._without_repetition(self.showing.prose(rendered, number))
        html = closed(self._written(parts))
        titled = len(self.headings) > before
        return Block("prose" if html.strip() else "absent", number, html, titled=titled)

    def _as_text(self, source: str, number: int, sentence: str) -> Prose:
        text = f'<pre class="text">{escape(source, quote=False)}</pre>'
        return Prose((text, *self.showing.notice(number, sentence)))

    def _code(self, source: str, cell: dict[str, Any], number: int, wish: Wishes) -> Block:
        source = "" if wish.code == "removed" else source.strip("\n")
        outputs: list[Parts] = []
        if wish.outputs != "removed":
            heading = self.headings[-1][2] if self.headings else ""
            outputs = self.showing.of_cell(_without(cell, wish.without), number, heading)
        self.seconds += sum(map(self._seconds_for, outputs))
        if not source.strip() and not outputs:
            return Block("absent", number)
        try:
            with self._patience.part():
                html = highlighted(source, self._language)
        except Exception:  # a lexer's fault costs the colours and nothing else
            html = escape(source, quote=False)
        folded: Literal["", "cell", "outputs"] = ""
        if outputs and wish.cell == "folded":
            folded = "cell"
        elif outputs and wish.outputs == "folded":
            folded = "outputs"
        return Block(
            "code",
            number,
            html,
            lines=source.count("\n") + 1 if source.strip() else 0,
            outputs=tuple(closed(self._written(parts)) for parts in outputs),
            folded=folded,
            kept="folded" in (wish.cell, wish.code),
        )

    def _raw(self, source: str, cell: dict[str, Any], number: int) -> Block:
        """Raw cells are written for one format; those for other formats are not shown."""
        metadata = cell.get("metadata")
        metadata = metadata if isinstance(metadata, dict) else {}
        kind = metadata.get("raw_mimetype") or metadata.get("format") or ""
        if not source.strip() or kind not in ("", "text/html"):
            return Block("absent", number)
        text = f'<pre class="text">{escape(source, quote=False)}</pre>'
        return Block("prose", number, closed(source + CLOSER) if kind else text)

    def _seconds_for(self, output: Parts) -> float:
        """What a reader takes for it: figures and tables are studied, each a second less than the
        one before, as Medium counts images."""
        html = "".join(part for part in output if isinstance(part, str))
        if not _STUDIED.search(html):
            return min(_SECONDS_A_TEXT, len(plain_text(html[:2_000])) / 60)
        self._figures += 1
        return max(3, _SECONDS_A_FIGURE + 1 - self._figures)

    # Headings

    def _without_repetition(self, parts: Parts) -> Parts:
        """The parts without the first heading where it is the title, nor the first paragraph where
        it is the summary: the title block says both."""
        kept: Parts = []
        for part in parts:
            if isinstance(part, Heading):
                first, self._met_heading = not self._met_heading, True
                if first and _comparable(part.text) == self._title:
                    self.title_anchor = self._anchor(part.text)
                    continue
            elif not self._met_paragraph and part.strip():
                part = self._without_first_paragraphs(part)
            kept.append(part)
        return kept

    def _without_first_paragraphs(self, html: str) -> str:
        """The HTML without the line in bold that is the title, and without the summary after it."""
        while match := _PARAGRAPH.match(html):
            words = _comparable(plain_text(match.group(1)))
            if words == self._title and not self._met_heading:
                self._met_heading = True
            elif _repeats(words, self._summary):
                self._met_paragraph = True
            else:
                break
            html = html[match.end() :]
        self._met_paragraph = self._met_paragraph or bool(html.strip())
        return html

    def _written(self, parts: Parts) -> str:
        return "".join(part if isinstance(part, str) else self._heading(part) for part in parts)

    def _heading(self, heading: Heading) -> str:
        """An element one level below the heading that it stands under; anchors as in JupyterLab."""
        while self._open and self._open[-1] >= heading.level:
            self._open.pop()
        self._open.append(heading.level)
        level = min(len(self._open) + 1, 6)
        anchor = self._anchor(heading.text)
        self.headings.append((level, anchor, heading.text))
        name = escape(anchor)
        link = f'<a class="anchor" href="#{name}" aria-label="Link to this section">#</a>'
        return f'<h{level} id="{name}">{heading.html}{link}</h{level}>\n'

    def _anchor(self, text: str) -> str:
        """A name for a place in the page that no other place has."""
        stem = re.sub(r"\s", "-", text) or "section"
        anchor, count = stem, 1
        while anchor in self._anchors or _OF_A_CELL.fullmatch(anchor):
            count += 1
            anchor = f"{stem}-{count}"
        self._anchors.add(anchor)
        return anchor


def _folded(blocks: list[Block]) -> Iterator[Block | Fold]:
    """The blocks; code that shows nothing is gathered until something is shown again."""
    waiting: list[Block] = []
    for block in blocks:
        if block.kind == "absent" or (block.kind == "code" and not block.outputs):
            waiting.append(block)
            continue
        yield from _gathered(waiting)
        waiting = []
        yield block
    yield from _gathered(waiting)


def _gathered(waiting: list[Block]) -> Iterator[Block | Fold]:
    yield from (block for block in waiting if block.kind == "absent")
    code = (block for block in waiting if block.kind == "code")
    for kept, cells in groupby(code, key=lambda block: block.kept):
        yield Fold(tuple(cells), kept)


def _without(cell: dict[str, Any], streams: frozenset[str]) -> dict[str, Any]:
    """The cell without what it has printed to these streams."""
    if not streams:
        return cell
    return {**cell, "outputs": [out for out in outputs_of(cell) if out.get("name") not in streams]}


def _outline(headings: list[tuple[int, str, str]]) -> tuple[Entry, ...]:
    """Two levels: sections, and what stands directly below them."""
    entries: list[tuple[str, str, list[Entry]]] = []
    for level, anchor, text in headings:
        if not text:
            continue
        if level == 2 or not entries:
            entries.append((anchor, text, []))
        elif level == 3:
            entries[-1][2].append(Entry(anchor, text, ()))
    return tuple(Entry(anchor, text, tuple(below)) for anchor, text, below in entries)


def _language(notebook: Notebook) -> str:
    """The name under which Pygments knows the language of the notebook's code."""
    metadata = notebook.get("metadata")
    known = metadata.get("language_info") if isinstance(metadata, dict) else None
    for key in ("pygments_lexer", "name"):
        name = known.get(key) if isinstance(known, dict) else None
        if isinstance(name, str) and name:
            return "python" if name.startswith("ipython") else name
    spec = metadata.get("kernelspec") if isinstance(metadata, dict) else None
    name = spec.get("language") if isinstance(spec, dict) else None
    return name if isinstance(name, str) else ""


def _lead(summary: str) -> str:
    return _FORMULA.sub(r'<span class="math">\g<0></span>', escape(summary, quote=False))


def _comparable(text: str) -> str:
    return " ".join(re.sub(r"[*_`~\\]", "", text).split()).casefold()


def _repeats(paragraph: str, summary: str) -> bool:
    """Whether the summary says it already; a long paragraph may have been cut to make a summary."""
    if summary.endswith("…"):
        return len(summary) > 200 and paragraph.startswith(summary[:-1].rstrip())
    return bool(summary) and paragraph == summary
