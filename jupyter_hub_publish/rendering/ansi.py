"""Terminal text as HTML in one pass: time and spans grow no faster than the text."""

from __future__ import annotations

import re
from html import escape

_SGR = re.compile(r"\x1b\[([0-9;:]*)m")
# Other control sequences (cursor movements, titles, charsets) have no meaning on a page.
_OTHER = re.compile(
    r"\x1b\][^\x07\x1b]{0,2000}(?:\x07|\x1b\\)|\x1b\[[0-9;:?<=>]*[ -/]*[@-ln-~]"
    r"|\x1b[()][A-Z0-9]|\x1b(?!\[)|\x07"
)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f]")  # HTML allows none of them
_NAMES = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")
_LEVELS = (0, 95, 135, 175, 215, 255)
Colour = int | tuple[int, int, int] | None  # one of the 16 named ones, or red, green and blue


class Spans:
    """How many more coloured spans a page may have."""

    def __init__(self, left: int) -> None:
        self.left = left


def ansi_to_html(text: str, spans: Spans) -> str:
    """The text, escaped, with its colours as classes; without them once `spans` are used up."""
    text = settled(text)
    if "\x1b" not in text:
        return escape(_CONTROLS.sub("", text), quote=False)
    text = _CONTROLS.sub("", _OTHER.sub("", text))
    style, out, at = _Style(), [], 0
    for match in _SGR.finditer(text):
        out.append(_span(text[at : match.start()], style, spans))
        style.apply(match.group(1))
        at = match.end()
        if spans.left <= 0:
            return "".join(out) + escape(_SGR.sub("", text[at:]).replace("\x1b", ""), quote=False)
    out.append(_span(text[at:], style, spans))
    return "".join(out)


def settled(text: str) -> str:
    """The text as a terminal shows it at the end: a carriage return writes over its line."""
    if "\r" not in text:
        return text
    lines = text.replace("\r\n", "\n").split("\n")
    return "\n".join(_settled_line(line) if "\r" in line else line for line in lines)


def _settled_line(line: str) -> str:
    return next((part for part in reversed(line.split("\r")) if part), "")


def without_ansi(text: str) -> str:
    """The bare text."""
    return _SGR.sub("", _OTHER.sub("", settled(text))) if "\x1b" in text else settled(text)


class _Style:
    def __init__(self) -> None:
        self.fore: Colour = None
        self.back: Colour = None
        self.marks: set[str] = set()

    def apply(self, codes: str) -> None:
        numbers = [int(code[:4]) if code else 0 for code in re.split("[;:]", codes)]
        while numbers:
            code = numbers.pop(0)
            if code == 0:
                self.fore, self.back, self.marks = None, None, set()
            elif code in (1, 2, 3, 4, 7, 9):
                self.marks.add(f"ansi-{code}")
            elif code in (22, 23, 24, 27, 29):
                self.marks -= {f"ansi-{code - 20}", "ansi-1" if code == 22 else ""}
            elif 30 <= code <= 37 or 90 <= code <= 97:
                self.fore = code - 30 if code < 90 else code - 82
            elif 40 <= code <= 47 or 100 <= code <= 107:
                self.back = code - 40 if code < 100 else code - 92
            elif code in (38, 48):
                colour = _extended(numbers)
                self.fore, self.back = (colour, self.back) if code == 38 else (self.fore, colour)
            elif code == 39:
                self.fore = None
            elif code == 49:
                self.back = None

    def attributes(self) -> str:
        classes, styles = sorted(self.marks), []
        for colour, kind, rule in ((self.fore, "fg", "color"), (self.back, "bg", "background")):
            if isinstance(colour, int):
                bright = "bright-" if colour > 7 else ""
                classes.append(f"ansi-{bright}{_NAMES[colour % 8]}-{kind}")
            elif colour is not None and (kind == "bg" or isinstance(self.back, tuple)):
                styles.append(f"{rule}:{_written(colour)}")
            elif colour is not None:
                styles.append(f"color:{_legible(colour)}")
        if isinstance(self.back, tuple) and not isinstance(self.fore, tuple):
            # The text's own colour is the theme's, and knows nothing of this background.
            styles.append(f"color:{_legible_on(self.back)}")
        named = f' class="{" ".join(classes)}"' if classes else ""
        return named + (f' style="{";".join(styles)}"' if styles else "")


def _written(colour: tuple[int, int, int]) -> str:
    return f"rgb({','.join(map(str, colour))})"


def _legible(colour: tuple[int, int, int]) -> str:
    """The colour, made as dark as white paper needs it, and as light as a dark page needs it."""
    light = _lightness(colour)
    darkened = colour if light <= 108 else _mixed(colour, 0, 1 - 108 / light)
    lightened = colour if light >= 152 else _mixed(colour, 255, (152 - light) / (255 - light))
    if darkened == lightened:
        return _written(colour)
    return f"light-dark({_written(darkened)},{_written(lightened)})"


def _legible_on(back: tuple[int, int, int]) -> str:
    return "#111" if _lightness(back) > 110 else "#fff"


def _lightness(colour: tuple[int, int, int]) -> float:
    red, green, blue = colour
    return 0.299 * red + 0.587 * green + 0.114 * blue


def _mixed(colour: tuple[int, int, int], other: int, share: float) -> tuple[int, int, int]:
    red, green, blue = (round(part + (other - part) * share) for part in colour)
    return red, green, blue


def _extended(numbers: list[int]) -> Colour:
    """The colour behind 38 or 48: `5;n` of 256, or `2;r;g;b`."""
    kind = numbers.pop(0) if numbers else 0
    if kind == 5 and numbers:
        index = min(numbers.pop(0), 255)
        if index < 16:
            return index
        if index > 231:
            grey = 8 + (index - 232) * 10
            return (grey, grey, grey)
        index -= 16
        return (_LEVELS[index // 36], _LEVELS[index // 6 % 6], _LEVELS[index % 6])
    if kind == 2 and len(numbers) >= 3:
        red, green, blue = (min(numbers.pop(0), 255) for _ in range(3))
        return (red, green, blue)
    return None


def _span(text: str, style: _Style, spans: Spans) -> str:
    text = text.replace("\x1b", "")
    if not text:
        return ""
    attributes = style.attributes() if spans.left > 0 else ""
    if not attributes:
        return escape(text, quote=False)
    spans.left -= 1
    return f"<span{attributes}>{escape(text, quote=False)}</span>"
