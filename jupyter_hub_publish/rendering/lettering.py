"""A title is written in the font that ships, else in one of the system's that has all of it."""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont, features

_OWN = Path(__file__).parent / "fonts" / "title.woff"
# What systems have for scripts that no font of a reasonable size holds, the heavier ones first.
_OTHERS = (
    *("NotoSansCJK-Bold.ttc", "NotoSansCJK-Medium.ttc", "NotoSansCJK-Regular.ttc"),
    *("SourceHanSans-Bold.ttc", "wqy-zenhei.ttc", "wqy-microhei.ttc", "DroidSansFallbackFull.ttf"),
    *("fonts-japanese-gothic.ttf", "ipag.ttf", "NanumGothicBold.ttf"),
    *("NotoSansArabic-Bold.ttf", "NotoSansHebrew-Bold.ttf", "NotoSansDevanagari-Bold.ttf"),
    *("NotoSansThai-Bold.ttf", "DejaVuSans-Bold.ttf", "FreeSansBold.ttf"),
    *("Hiragino Sans GB.ttc", "AppleSDGothicNeo.ttc", "Arial Unicode.ttf"),
    *("YuGothB.ttc", "msyhbd.ttc", "malgunbd.ttf", "msgothic.ttc", "arialbd.ttf"),
)
_MISSING = "\U0010fffd"  # a letter that no font has
_PROBED = 34  # pixels


def font_for(text: str) -> Path | None:
    """The first font that has every letter of the text, or None.

    Never one that lies in the notebook's folder: fonts are programs of a kind.
    """
    if _has_all(_OWN, text):
        return _OWN
    return next((path for path in _installed() if _can_write(path, text)), None)


@lru_cache(maxsize=16)
def opened(path: Path, size: int) -> ImageFont.FreeTypeFont:
    """The font in that many pixels."""
    # The plain layout where it is enough: the other one needs a library that some machines lack.
    shapes = path != _OWN and _shapes()
    engine = ImageFont.Layout.RAQM if shapes else ImageFont.Layout.BASIC
    return ImageFont.truetype(str(path), size, layout_engine=engine)


def runs_leftwards(text: str) -> bool:
    """Whether its first letter that has a direction is of a script that is read from the right."""
    kinds = (unicodedata.bidirectional(letter) for letter in text)
    return next((kind for kind in kinds if kind in ("L", "R", "AL")), "L") != "L"


def _can_write(path: Path, text: str) -> bool:
    # Letters that join, stack or run to the left would come out as if spelt one by one.
    plain = all(
        unicodedata.east_asian_width(letter) in "WF" or letter < "\u0300" for letter in text
    )
    try:
        return (plain or _shapes()) and _has_all(path, text)
    except OSError:  # no font after all
        return False


def _has_all(path: Path, text: str) -> bool:
    return all(has_glyph(path, letter) for letter in text)


@lru_cache(maxsize=8192)
def has_glyph(path: Path, letter: str) -> bool:
    """Whether the font draws anything but its sign for what it lacks."""
    font = opened(path, _PROBED)
    return letter == " " or bytes(font.getmask(letter)) != bytes(font.getmask(_MISSING))


def _shapes() -> bool:
    return bool(features.check("raqm") and features.check("fribidi"))


def _installed() -> Iterator[Path]:
    found = _fonts_in(tuple(_folders()))
    return (found[name] for name in _OTHERS if name in found)


def _folders() -> Iterator[str]:
    home = os.path.expanduser("~")
    if sys.platform == "win32":
        yield os.path.join(os.environ.get("SYSTEMROOT", r"C:\Windows"), "Fonts")
    elif sys.platform == "darwin":
        yield from ("/System/Library/Fonts", "/Library/Fonts", f"{home}/Library/Fonts")
    else:
        data = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
        own = os.environ.get("XDG_DATA_HOME") or f"{home}/.local/share"
        yield from (os.path.join(each, "fonts") for each in (*data.split(os.pathsep), own))


@lru_cache(maxsize=4)
def _fonts_in(folders: tuple[str, ...]) -> dict[str, Path]:
    """Those that we know, by the names of their files."""
    return {
        name: Path(folder) / name
        for root in folders
        if os.path.isabs(root)
        for folder, _, names in os.walk(root)
        for name in names
        if name in _OTHERS
    }
