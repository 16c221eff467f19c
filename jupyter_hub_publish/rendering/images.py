"""Five kinds of images are shown; their first bytes decide, not what the notebook says."""

from __future__ import annotations

import base64
import binascii
import struct

from ..domain.named_pictures import media_type
from ..domain.records import Record


class Image(Record):
    """An image that a page can show."""

    uri: str
    """`data:…`, safe in a quoted attribute."""
    width: int | None = None
    height: int | None = None


def image_of(data: object) -> Image | None:
    """The image in base64 text, or in SVG source; None where it is neither."""
    if not isinstance(data, str):
        return None
    if data.lstrip("\ufeff \t\r\n")[:1] == "<":
        return _vector(data)
    try:
        text = (
            "".join(data.split()) if any(c in data[:200] + data[-200:] for c in " \r\n\t") else data
        )
        content = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return _image(content, text)


def image_in(content: bytes) -> Image | None:
    """The image in a file."""
    return _image(content, base64.b64encode(content).decode("ascii"))


def _image(content: bytes, text: str) -> Image | None:
    kind = media_type(content)
    if kind is None:
        return None
    if kind == "image/svg+xml":
        return _vector(content.decode("utf-8", "replace"))
    width, height = _measures(content, kind)
    return Image(uri=f"data:{kind};base64,{text}", width=width, height=height)


def _vector(source: str) -> Image | None:
    """An SVG as an image element: its scripts never run there."""
    if "<svg" not in source[:4000]:
        return None
    encoded = base64.b64encode(source.encode("utf-8", "replace")).decode("ascii")
    return Image(uri=f"data:image/svg+xml;base64,{encoded}")


def _measures(content: bytes, kind: str) -> tuple[int | None, int | None]:
    try:
        if kind == "image/png":
            width, height = struct.unpack(">II", content[16:24])
            return width, height
        if kind == "image/gif":
            width, height = struct.unpack("<HH", content[6:10])
            return width, height
    except struct.error:
        pass
    return None, None
