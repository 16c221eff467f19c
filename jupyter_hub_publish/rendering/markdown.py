"""Markdown as HTML by nbconvert's parser, without reading any file, remembered by content."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from html import escape, unescape
from re import Match
from typing import Any, NamedTuple
from urllib.parse import unquote
from zlib import crc32

from mistune import InlineState
from mistune.plugins import import_plugin
from nbconvert.filters.markdown_mistune import (
    IPythonRenderer,
    MarkdownWithMath,
    MathInlineParser,
)

from ..domain.named_pictures import picture_name
from .admonitions import Blocks
from .highlighting import highlighted
from .images import image_of
from .kinds import diagrams, mounted
from .markup import CLOSER, plain_text

_MOST = 400_000  # characters; more than a book in one cell is data
_REMOTE = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_IMAGE = re.compile(r"!\[|<img\b", re.IGNORECASE)
_SOURCE = re.compile(
    r"""(<img\b[^<>]*?\ssrc\s*=\s*)(?:"([^"<>]+)"|'([^'<>]+)'|([^\s"'<>]+))""", re.IGNORECASE
)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


class Heading(NamedTuple):
    """A heading where it stands in the text; the page decides its level and anchor."""

    level: int
    html: str
    text: str


class Prose(NamedTuple):
    """A rendered text: HTML, with its headings in between."""

    parts: tuple[str | Heading, ...]
    missing: tuple[str, ...] = ()
    """The images that are not part of the notebook."""
    kinds: frozenset[str] = frozenset()
    """What scripts have to draw in it."""
    embedded: tuple[str, ...] = ()
    """The files beside the notebook whose images are in it."""


Attachments = Mapping[str, Any]


def prose(
    source: str, attachments: Attachments | None = None, pictures: Mapping[str, str] | None = None
) -> Prose:
    """The text rendered; images come from `data:`, the cell's own attachments and `pictures`, which
    are `data:` addresses by the paths that texts name."""
    if len(source) > _MOST:
        return Prose((f'<pre class="text">{escape(source, quote=False)}</pre>',))
    if attachments or (pictures and _IMAGE.search(source)):
        return _rendered(source, attachments or {}, pictures or {})
    return _remembered(source)


@lru_cache(maxsize=2048)
def _remembered(source: str) -> Prose:
    return _rendered(source, {}, {})


def _rendered(source: str, attachments: Attachments, pictures: Mapping[str, str]) -> Prose:
    # Notes are numbered in each cell: the page has one anchor for each all the same.
    renderer = _Renderer(attachments, pictures, f"{crc32(source.encode('utf-8', 'replace')):x}")
    # A marker stands for a heading until the end; the text itself may not hold one.
    html = _Markdown(renderer).render(source.replace(_MARK, ""))
    if renderer.has_html:
        html += CLOSER
    parts: list[str | Heading] = []
    for index, piece in enumerate(html.split(_MARK)):
        parts.append(renderer.headings[int(piece)] if index % 2 else piece)
    shown = tuple(part for part in parts if part)
    return Prose(
        shown, tuple(renderer.missing), frozenset(renderer.kinds), tuple(renderer.embedded)
    )


def with_pictures(html: str, pictures: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    """The HTML with the images beside the notebook in it, and the names of those."""
    embedded: dict[str, bool] = {}

    def picture(match: Match[str]) -> str:
        name = picture_name(match[2] or match[3] or match[4])
        if name not in pictures:
            return match[0]
        embedded[name] = True
        return f'{match[1]}"{pictures[name]}"'

    return (_SOURCE.sub(picture, html) if pictures else html), tuple(embedded)


_MARK = "\x02"


class _Inline(MathInlineParser):
    """As nbconvert's, but prices are no formulas: "from $5 to $10" stays as it is."""

    _CHARACTER = r"(?:\\.|[^$\\])"
    SPECIFICATION = {  # noqa: RUF012
        **MathInlineParser.SPECIFICATION,
        "inline_math_tex": (
            rf"(?s:(?<![$\\])\$(?P<math_inline_tex>(?!\s){_CHARACTER}+?(?<!\s)|\s{_CHARACTER}+?)"
            r"\$(?![\d$]))"
        ),
        "reference": r"\\(?:eq)?ref\{[^{}\n]{1,200}\}",
        # One backslash escapes a parenthesis, unless what it opens looks like a formula.
        "inline_math_latex": (
            r"(?<!\\)(?s:\\\\\((?P<math_inline_latex>.*?)(?<!\\)\\\\\))"
            r"|(?<!\\)\\\((?P<math_inline_single>(?:(?!\\\)).)*?(?!\\\))[\\^_=](?:(?!\\\)).)*)\\\)"
        ),
        "block_math_latex": (
            r"(?s:(?<!\\)\\\\\[(?P<math_block_latex>.*?)(?<!\\)\\\\\])"
            r"|(?s:\A\s*\\\[(?P<math_block_single>(?:(?!\\\]).)*?(?!\\\])[\\^_=+](?:(?!\\\]).)*)"
            r"\\\]\s*\Z)"
        ),
    }

    DEFAULT_RULES = ("reference", *MathInlineParser.DEFAULT_RULES)

    def parse_reference(self, m: Match[str], state: InlineState) -> int:
        """MathJax knows the numbers of equations, and reads references outside of formulas."""
        state.append_token({"type": "inline_math", "raw": m.group()})
        return m.end()

    def parse_inline_math_latex(self, m: Match[str], state: InlineState) -> int:
        body = m.group("math_inline_latex") or m.group("math_inline_single") or ""
        state.append_token({"type": "inline_math", "raw": body})
        return m.end()

    def parse_block_math_latex(self, m: Match[str], state: InlineState) -> int:
        body = m.group("math_block_latex") or m.group("math_block_single") or ""
        state.append_token({"type": "block_math", "raw": body})
        return m.end()

    def parse_inline_math_tex(self, m: Match[str], state: InlineState) -> int:
        state.append_token({"type": "inline_math", "raw": m.group("math_inline_tex")})
        return m.end()


class _Markdown(MarkdownWithMath):
    def __init__(self, renderer: _Renderer) -> None:
        plugins = map(import_plugin, (*self.DEFAULT_PLUGINS, "footnotes"))
        super().__init__(renderer, Blocks(), _Inline(hard_wrap=False), plugins)


class _Renderer(IPythonRenderer):
    """Collects headings, keeps formulas as text in `.math`, and touches no file."""

    def __init__(self, attachments: Attachments, pictures: Mapping[str, str], name: str) -> None:
        super().__init__(escape=False, allow_harmful_protocols=False)
        self._known = attachments
        self._pictures = pictures
        self.embedded: list[str] = []
        self._name = name
        self.kinds: set[str] = set()
        self.headings: list[Heading] = []
        self.missing: list[str] = []
        self.has_html = False

    def heading(self, text: str, level: int, **attrs: Any) -> str:
        self.headings.append(Heading(level, text, plain_text(text)))
        return f"{_MARK}{len(self.headings) - 1}{_MARK}"

    def block_code(self, code: str, info: str | None = None) -> str:
        first, *more = (info or "").lower().split() or [""]
        language = first.strip("{}.")
        if language in ("code-block", "code-cell", "code") and more:
            language = more[0]
        if language == "mermaid" and (diagram := diagrams.mermaid(code)):
            self.kinds.add("mermaid")
            return mounted(diagram, f'<pre class="text">{escape(code, quote=False)}</pre>')
        if first == "{math}":
            return self.block_math(escape(code, quote=False))
        return f'<pre class="src"><code>{highlighted(code.rstrip(), language)}</code></pre>\n'

    def link(self, text: str, url: str, title: str | None = None) -> str:
        """As mistune's; where no script asks the shell to open it, it must not replace the page."""
        html = super().link(text, url, title)
        return html.replace("<a ", '<a target="_blank" ', 1) if _REMOTE.match(url) else html

    def block_html(self, html: str) -> str:
        self.has_html = True
        return self._with_pictures(html) + "\n"

    def inline_html(self, html: str) -> str:
        self.has_html = True
        return self._with_pictures(html)

    def _with_pictures(self, html: str) -> str:
        shown, embedded = with_pictures(html, self._pictures)
        self.embedded.extend(name for name in embedded if name not in self.embedded)
        return shown

    def table(self, text: str) -> str:
        return f'<div class="scroll"><table>\n{text}</table></div>\n'

    def block_math(self, body: str) -> str:
        return self._math(f"$${body}$$", display=True)

    def inline_math(self, body: str) -> str:
        return self._math(f"${body}$", display=False)

    def latex_environment(self, name: str, body: str) -> str:
        return self._math(f"\\begin{{{name}}}{body}\\end{{{name}}}", display=True)

    def image(self, text: str, url: str, title: str | None = None) -> str:
        label = plain_text(text)
        if url.startswith("attachment:"):
            source = self._attached(unquote(url.removeprefix("attachment:")))
        else:
            source = url if url.startswith("data:image/") else self._picture(url)
        if not source:
            return self._absent(url, label)
        named = f' title="{escape(title)}"' if title else ""
        return f'<img src="{escape(source)}" alt="{escape(label)}"{named}>'

    def _picture(self, address: str) -> str:
        name = picture_name(address)
        source = self._pictures.get(name, "")
        if source and name not in self.embedded:
            self.embedded.append(name)
        return source

    def _attached(self, name: str) -> str:
        kinds = self._known.get(name)
        for data in kinds.values() if isinstance(kinds, dict) else ():
            image = image_of("".join(data) if isinstance(data, list) else data)
            if image:
                return image.uri
        return ""

    def _absent(self, url: str, label: str) -> str:
        name = url.removeprefix("attachment:")
        self.missing.append(name[:200])
        where = escape(name[:200])
        if _REMOTE.match(url):
            link = f'<a href="{where}">{escape(label or name[:80])}</a>'
            return f'<span class="note">Not shown, because it is on another server: {link}</span>'
        if _SCHEME.match(name):
            return f'<span class="note">An image of an unknown kind. {escape(label)}</span>'
        words = f" ({escape(label)})" if label else ""
        return f'<span class="note">The image {where}{words} is not part of this report.</span>'

    def _math(self, source: str, *, display: bool) -> str:
        self.kinds.add("math")
        kind = "math display" if display else "math"
        return f'<span class="{kind}">{escape(unescape(source), quote=False)}</span>'

    # A section and no `div`: its end closes what the author has left open in it.

    def admonition(self, text: str, kind: str) -> str:
        return f'<section class="admonition as-{kind}">{text}</section>\n'

    def admonition_title(self, text: str) -> str:
        return f'<p class="title">{text}</p>\n'

    def footnote_ref(self, key: str, index: int) -> str:
        name = f"{self._name}-{index}"
        return (
            f'<sup id="ref-{name}"><a href="#note-{name}" aria-label="Footnote {index}">{index}'
            "</a></sup>"
        )

    def footnotes(self, text: str) -> str:
        return f'<section class="footnotes" aria-label="Footnotes"><ol>{text}</ol></section>\n'

    def footnote_item(self, text: str, key: str, index: int) -> str:
        name = f"{self._name}-{index}"
        back = f' <a href="#ref-{name}" aria-label="Back to the text">↩</a>'
        text = text.rstrip()
        text = f"{text[:-4]}{back}</p>" if text.endswith("</p>") else text + back
        return f'<li id="note-{name}">{text}</li>\n'
