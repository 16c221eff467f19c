"""Every output becomes HTML, or a notice in its place: none of them can end the report."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from html import escape
from typing import Any

from ..domain.notebook import joined, outputs_of
from .ansi import Spans, ansi_to_html, without_ansi
from .guard import Patience, TookTooLong
from .images import Image, image_of
from .kinds import Drawing, bokeh, charts, diagrams, maps, mounted, trees, widgets
from .kinds.scripts import Scripted, scripted
from .markdown import Heading, Prose, prose, with_pictures
from .markup import CLOSER

MAX_OUTPUT = 5_000_000  # characters of one output
MAX_TOTAL = 50_000_000  # characters of all outputs
MAX_SPANS = 20_000  # coloured stretches of terminal text on one page
_SHOWN_OF_LONG = 100_000  # characters of a text that is too long
_MIMES = (
    charts.PLOTLY,
    "application/vnd.vega",  # and all of its versions
    bokeh.LOAD,
    bokeh.EXEC,
    widgets.VIEW,
    diagrams.MERMAID,
    "application/geo+json",
    "text/html",
    "application/javascript",
    "text/markdown",
    "text/latex",
    "image/svg+xml",
    "image/png",
    "image/jpeg",
    "image/gif",
    "image/webp",
    "application/pdf",
    "application/json",
)
_MEDIA = re.compile(r"(audio|video)/[a-z0-9.+-]{1,40}")
_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*")
_WHERE = re.compile(r"^\S+:\d+: ")
Parts = list[str | Heading]
Made = Parts | Drawing | str | None
Maker = Callable[[object, str], Made]


class Showing:
    """Shows the outputs of one notebook's cells, and keeps what had to be said about them."""

    def __init__(
        self,
        metadata: object = None,
        pictures: Mapping[str, str] | None = None,
        patience: Patience | None = None,
    ) -> None:
        """`metadata` of the notebook, in which widgets save their state; `pictures` beside it, as
        `data:` addresses by the paths that texts name."""
        self._pictures = pictures or {}
        self._patience = patience or Patience()
        self.embedded: set[str] = set()
        """The files beside the notebook whose images are in the page."""
        self.notices: list[str] = []
        self.kinds: set[str] = set()
        """What the page's scripts have to draw."""
        self._widgets = widgets.SavedWidgets(metadata)
        self.spans = Spans(MAX_SPANS)
        self._left = MAX_TOTAL
        self._figures = 0
        self._said = ""

    def of_cell(self, cell: dict[str, Any], number: int, heading: str) -> list[Parts]:
        """The cell's outputs, each as HTML with headings in between; empty ones are left out."""
        shown = []
        self._said = _said_of(cell)
        for output in _merged(outputs_of(cell)):
            try:
                with self._patience.part():
                    parts = self._one(output, number, heading)
            except TookTooLong:
                parts = self.notice(number, "An output takes too long to be shown.")
            except Exception as error:
                name = type(error).__name__
                parts = self.notice(number, f"An output is damaged and is not shown ({name}).")
            size = sum(len(part) for part in parts if isinstance(part, str))
            if size > self._left:
                parts = self.notice(
                    number, "Not shown: the outputs before it have filled the page."
                )
            else:
                self._left -= size
            if parts:
                shown.append(parts)
        return shown

    def notice(self, number: int, sentence: str) -> Parts:
        """A quiet line in the output's place; the author reads it with the cell's number."""
        self.remark(number, sentence)
        return [f'<p class="note">{escape(sentence, quote=False)}</p>']

    def remark(self, number: int, sentence: str) -> None:
        """What the author should know, each sentence once a cell."""
        named = f"Cell {number}: {sentence}"
        if named not in self.notices and len(self.notices) < 200:
            self.notices.append(named)

    def _one(self, output: dict[str, Any], number: int, heading: str) -> Parts:
        kind = output.get("output_type")
        if kind == "stream":
            return self._stream(output, number)
        if kind == "error":
            return self._error(output, number)
        data = output.get("data")
        if not isinstance(data, dict) or not data:
            return []
        return self._data(data, output, number, heading)

    # Texts

    def _stream(self, output: dict[str, Any], number: int) -> Parts:
        text = joined(output.get("text"))
        if not text.strip():
            return []
        if output.get("name") == "stderr":
            bare = without_ansi(text[:_SHOWN_OF_LONG])
            return self._folded(_stderr_label(bare), _stderr_gist(bare), text, number, mild=True)
        return self._text(text, number)

    def _error(self, output: dict[str, Any], number: int) -> Parts:
        traceback = output.get("traceback")
        lines = traceback if isinstance(traceback, list) else []
        text = "\n".join(line for line in lines if isinstance(line, str))
        name, value = (str(output.get(key) or "") for key in ("ename", "evalue"))
        gist = ": ".join(part for part in (name, without_ansi(value)[:300]) if part)
        return self._folded("This cell ended with an error", gist, text or gist, number, mild=False)

    def _text(self, text: str, number: int) -> Parts:
        shown, cut = self._bounded(text, number)
        return [f'<pre class="text">{ansi_to_html(shown.rstrip(), self.spans)}</pre>', *cut]

    def _folded(self, label: str, gist: str, text: str, number: int, *, mild: bool) -> Parts:
        shown, cut = self._bounded(text, number)
        body = ansi_to_html(shown.rstrip(), self.spans)
        return [
            f'<details class="folded{" mild" if mild else ""}"><summary>{escape(label)}'
            f' <span>{escape(gist)}</span></summary><pre class="text">{body}</pre></details>',
            *cut,
        ]

    def _bounded(self, text: str, number: int) -> tuple[str, Parts]:
        if len(text) <= MAX_OUTPUT:
            return text, []
        sentence = f"Only the beginning of this text is shown: it has {len(text):,} characters."
        return text[:_SHOWN_OF_LONG], self.notice(number, sentence)

    # Data of a MIME type

    def _data(self, data: dict[str, Any], output: dict[str, Any], number: int, head: str) -> Parts:
        makers, said = self._makers(output, number, head), ""
        for mime in sorted(data, key=_preference):
            make = makers.get(_family(mime)) or (self._media if _MEDIA.fullmatch(mime) else None)
            if make is None:
                continue
            if (size := _size(data[mime], mime)) > MAX_OUTPUT:
                return self.notice(number, f"Not shown: an output of {size / 1e6:.0f} MB ({mime}).")
            made = make(data[mime], mime)
            if isinstance(made, Drawing):
                return [self._drawn(made, data, output, head)]
            if isinstance(made, list):
                return made
            # The first of them is the one that the reader misses.
            said = said or made or f"An output is damaged and is not shown as what it is ({mime})."
        return self._fallback(data, number, said)

    def _makers(self, output: dict[str, Any], number: int, heading: str) -> dict[str, Maker]:
        """For each family of MIME types what makes HTML of it, a drawing, a sentence that says why
        not, or None where it is damaged."""

        def figure(value: object, mime: str) -> Made:
            image = image_of(joined(value) or None)
            return None if image is None else [self._figure(image, output, mime, heading)]

        def html(value: object, mime: str) -> Made:
            return self._html(scripted(joined(value)), number)

        def markdown(value: object, mime: str) -> Made:
            return self.prose(prose(joined(value), pictures=self._pictures), number)

        def latex(value: object, mime: str) -> Made:
            self.kinds.add("math")
            return _latex(value)

        def script(value: object, mime: str) -> Made:
            made = bokeh.chart(joined(output["data"].get("application/javascript")))
            # Its script is not tried: it would wait for Bokeh for ever, and say nothing.
            return made if isinstance(made, Drawing) else self.notice(number, made)

        return {
            charts.PLOTLY: lambda value, mime: charts.plotly(value),
            "application/vnd.vega": charts.vega,
            bokeh.LOAD: lambda value, mime: [],
            bokeh.EXEC: script,
            widgets.VIEW: lambda value, mime: self._widgets.view(value),
            diagrams.MERMAID: lambda value, mime: diagrams.mermaid(joined(value)),
            "application/geo+json": lambda value, mime: maps.geojson(value),
            "text/html": html,
            "application/javascript": _script,
            "text/markdown": markdown,
            "text/latex": latex,
            "application/pdf": _pdf,
            "application/json": lambda value, mime: [trees.tree(value)],
            **{mime: figure for mime in _MIMES if mime.startswith("image/")},
        }

    def _drawn(
        self, drawing: Drawing, data: dict[str, Any], output: dict[str, Any], heading: str
    ) -> str:
        """The place of a drawing; where scripts do not run, its image or its text is there."""
        self.kinds.add(drawing.kind)
        for mime in ("image/svg+xml", "image/png", "image/jpeg"):
            image = image_of(joined(data.get(mime)) or None)
            if image is not None:
                return mounted(drawing, self._figure(image, output, mime, heading))
        text = joined(data.get("text/plain"))[:_SHOWN_OF_LONG].strip()
        told = text and not text.startswith(("<", "Figure(", "alt."))
        shown = f'<pre class="text">{ansi_to_html(text, self.spans)}</pre>' if told else ""
        return mounted(drawing, shown)

    def _html(self, found: Scripted, number: int) -> Made:
        """HTML as it is; charts of known libraries in it as drawings."""
        if bokeh.is_banner(found.html) or charts.is_loader(found):
            return []
        if bokeh.is_panel(found.html):
            sentence = "Not shown: an output of Panel or HoloViews, whose scripts do not ship here."
            return self.notice(number, sentence)
        if drawing := (
            charts.plotly_in(found.html) or charts.vega_in(found.html) or maps.folium_in(found.html)
        ):
            return drawing
        for host in found.hosts:
            self.remark(number, f"An output needs {host}: readers see it where that is allowed.")
        if found.needs or found.hosts:
            self.kinds.add("scripts")
        html, embedded = with_pictures(found.html, self._pictures)
        self.embedded.update(embedded)
        return [f"{html}{CLOSER}"] if html.strip() else None

    def prose(self, rendered: Prose, number: int) -> Parts:
        """Its parts; images that are not there are named to the author."""
        for name in rendered.missing:
            self.remark(number, f"The image {name} is not part of the report.")
        self.kinds.update(rendered.kinds)
        self.embedded.update(rendered.embedded)
        return list(rendered.parts)

    def _figure(self, image: Image, output: dict[str, Any], mime: str, heading: str) -> str:
        self._figures += 1
        known = output.get("metadata")
        known = known if isinstance(known, dict) else {}
        own = known.get(mime)
        own = own if isinstance(own, dict) else {}
        said = own.get("alt") or known.get("alt") or self._said
        where = f": {heading}" if heading else ""
        alt = said if isinstance(said, str) and said else f"Figure {self._figures}{where}"
        wide = [own.get("width"), own.get("height")]
        if not all(isinstance(n, int | float) and 0 < n < 100_000 for n in wide):
            wide = [image.width, image.height]
        size = f' width="{wide[0]:.0f}" height="{wide[1]:.0f}"' if wide[0] and wide[1] else ""
        # Ink is dark where nothing says otherwise, and matplotlib says it of transparent figures.
        needs = (known.get("needs_background"), own.get("needs_background"))
        kinds = ["night" if "dark" in needs else "paper"]
        if (wide[0] or 0) >= 520:
            kinds.append("wide")
        named = " ".join(kinds)
        return f'<figure><img class="{named}" src="{image.uri}" alt="{escape(alt)}"{size}></figure>'

    def _media(self, value: object, mime: str) -> Parts | None:
        text = joined(value)
        if not text or not _BASE64.fullmatch(text):
            return None
        element = "audio" if mime.startswith("audio") else "video"
        source = f"data:{mime};base64,{''.join(text.split())}"
        return [f'<figure><{element} controls src="{source}"></{element}></figure>']

    def _fallback(self, data: dict[str, Any], number: int, sentence: str) -> Parts:
        """Its text, with a sentence where a reader misses something."""
        texts = ["text/plain", *(mime for mime in data if mime.startswith("text/"))]
        text = next((text for mime in texts if (text := joined(data.get(mime))).strip()), "")
        if not text and not sentence:
            for value in (value for mime, value in data.items() if mime.endswith("+json")):
                return [trees.tree(value)]
        if not text and not sentence and set(data) != {"text/plain"}:
            names = ", ".join(sorted(data))[:200]
            sentence = f"Not shown: an output of a kind not known here ({names})."
        said = self.notice(number, sentence) if sentence else []
        return [*(self._text(text, number) if text else []), *said]


def _said_of(cell: dict[str, Any]) -> str:
    """What stands for the cell's figure, as its metadata has it: ours, Quarto's or MyST's way."""
    metadata = cell.get("metadata")
    metadata = metadata if isinstance(metadata, dict) else {}
    myst = metadata.get("mystnb")
    image = myst.get("image") if isinstance(myst, dict) else None
    of_myst = image.get("alt") if isinstance(image, dict) else None
    names = (metadata.get("alt"), metadata.get("fig-alt"), metadata.get("fig_alt"), of_myst)
    return next((name for name in names if isinstance(name, str) and name.strip()), "")


def _merged(outputs: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The outputs, with what was printed in several pieces put together."""
    pending: dict[str, Any] | None = None
    pieces: list[str] = []
    for output in outputs:
        if output.get("output_type") == "stream":
            if pending is None or pending.get("name") != output.get("name"):
                if pending is not None:
                    yield {**pending, "text": "".join(pieces)}
                pending, pieces = output, []
            pieces.append(joined(output.get("text")))
            continue
        if pending is not None:
            yield {**pending, "text": "".join(pieces)}
            pending = None
        yield output
    if pending is not None:
        yield {**pending, "text": "".join(pieces)}


def _preference(mime: str) -> int:
    family = _family(mime)
    return _MIMES.index(family) if family in _MIMES else len(_MIMES)


def _family(mime: str) -> str:
    return "application/vnd.vega" if charts.VEGA.fullmatch(mime) else mime


def _size(value: object, mime: str) -> int:
    if isinstance(value, str | list):
        text = joined(value)
        if mime == "text/html" and len(text) > MAX_OUTPUT:
            text = scripted(text).html  # a library in it does not count: it ships with us
        return len(text) or len(str(value))
    return len(json.dumps(value, ensure_ascii=False, default=str))


def _script(value: object, mime: str) -> Made:
    code = joined(value)
    if not code.strip():
        return None
    inert = re.sub(r"</(?=script)", r"<\\/", code, flags=re.IGNORECASE).replace("<!--", "<\\!--")
    # As in the classic notebook: the script finds the place of its output in `element`.
    place = "var element=document.currentScript.parentElement;"
    return [f"<div><script>{place}\n{inert}\n</script></div>"]


def _latex(value: object) -> Made:
    text = joined(value).strip()
    return [f'<div class="math display">{escape(text, quote=False)}</div>'] if text else None


def _pdf(value: object, mime: str) -> Made:
    """A document to be saved: frames are forbidden, and a browser shows it best in its own tab."""
    text = "".join(joined(value).split())
    if not text or not _BASE64.fullmatch(text):
        return None
    size = f"{max(1, len(text) * 3 // 4_000):,} kB"
    source = f"data:application/pdf;base64,{text}"
    return [f'<p><a class="file" download="document.pdf" href="{source}">PDF, {size}</a></p>']


def _stderr_label(text: str) -> str:
    lines = text.strip().count("\n") + 1
    kind = "warnings" if "warning" in text.lower() else "messages"
    return f"{lines:,} lines of {kind}" if lines > 1 else f"1 line of {kind}"


def _stderr_gist(text: str) -> str:
    lines = text.strip().splitlines()
    telling = next((line for line in lines if "Warning:" in line), lines[0] if lines else "")
    return _WHERE.sub("", telling.strip())[:300]
