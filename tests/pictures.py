"""Pictures as tests need them: honest ones by Pillow, hostile ones by hand."""

from __future__ import annotations

import base64
import io
import struct
import zlib
from typing import Any

from PIL import Image, ImageDraw


def plot(
    width: int = 640,
    height: int = 400,
    *,
    mode: str = "RGB",
    ink: Any = "navy",
    paper: Any = "white",
) -> Image.Image:
    """Two bars and a line on paper: what a small figure looks like."""
    picture = Image.new(mode, (width, height), paper)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((width // 5, height // 3, width // 3, height * 3 // 4), fill=ink)
    draw.rectangle((width // 2, height // 5, width * 3 // 4, height * 3 // 4), fill=ink)
    draw.line((width // 8, height * 3 // 4, width * 7 // 8, height * 3 // 4), fill=ink, width=3)
    return picture


def saved(picture: Image.Image, kind: str = "PNG", **how: Any) -> bytes:
    """The picture as a file."""
    file = io.BytesIO()
    picture.save(file, kind, **how)
    return file.getvalue()


def shown(data: bytes, mime: str = "image/png") -> dict[str, Any]:
    """An output that shows these bytes."""
    encoded = base64.encodebytes(data).decode()
    return {"output_type": "display_data", "metadata": {}, "data": {mime: encoded}}


def bomb(width: int = 60_000, height: int = 60_000) -> bytes:
    """A PNG of a few hundred bytes that says it is so large; what it holds is zeros."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    zeros = zlib.compress(bytes(100_000), 9)
    chunks = ((b"IHDR", header), (b"IDAT", zeros), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )
