"""A picture is known by its first bytes: kind and size are told without decoding any of it."""

from __future__ import annotations

import struct
from typing import Literal

from .limits import MAX_THUMBNAIL, MAX_THUMBNAIL_SIDE
from .records import Record

PictureType = Literal["image/png", "image/jpeg", "image/gif", "image/webp"]
_JPEG_SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # ITU T.81 B.2.2: frame headers
_JPEG_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})  # markers that nothing follows
_PNG_END = b"\x00\x00\x00\x00IEND\xaeB`\x82"


class Measures(Record):
    """What a picture's header says; a decoder has still to be careful."""

    media_type: PictureType
    width: int
    height: int

    @property
    def pixels(self) -> int:
        """How many there are to decode."""
        return self.width * self.height


def measured(data: bytes) -> Measures | None:
    """Kind and size of a PNG, JPEG, GIF or WebP file, or of as much of it as holds its header."""
    try:
        if data.startswith(b"\x89PNG\r\n\x1a\n") and data[12:16] == b"IHDR":
            return _measures("image/png", *struct.unpack(">II", data[16:24]))
        if data.startswith((b"GIF87a", b"GIF89a")):
            return _measures("image/gif", *struct.unpack("<HH", data[6:10]))
        if data.startswith(b"\xff\xd8\xff"):
            return _jpeg(data)
        if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            return _webp(data)
    except (struct.error, IndexError):
        pass  # it ends within its header
    return None


def is_whole(data: bytes) -> bool:
    """Whether a PNG or WebP file ends where its format says, with nothing cut off or put behind."""
    if data[:4] == b"RIFF":
        length = int.from_bytes(data[4:8], "little")
        return len(data) == 8 + length + length % 2
    return data.endswith(_PNG_END) and data.find(_PNG_END) == len(data) - len(_PNG_END)


def is_small_picture(data: bytes) -> bool:
    """Whether it is a whole PNG or WebP file, small enough to stand for a report."""
    header = measured(data)
    return (
        header is not None
        and header.media_type in ("image/png", "image/webp")
        and len(data) <= MAX_THUMBNAIL
        and max(header.width, header.height) <= MAX_THUMBNAIL_SIDE
        and is_whole(data)
    )


def _measures(kind: PictureType, width: int, height: int) -> Measures | None:
    return Measures(media_type=kind, width=width, height=height) if width and height else None


def _jpeg(data: bytes) -> Measures | None:
    at = 2
    while data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:  # a filling byte
            at += 1
        elif marker in _JPEG_ALONE:
            at += 2
        elif marker in _JPEG_SIZES:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return _measures("image/jpeg", width, height)
        else:
            (length,) = struct.unpack(">H", data[at + 2 : at + 4])
            at += 2 + max(length, 2)
    return None


def _webp(data: bytes) -> Measures | None:
    kind, body = data[12:16], data[20:30]
    if kind == b"VP8X":
        width, height = (int.from_bytes(body[at : at + 3], "little") + 1 for at in (4, 7))
        return _measures("image/webp", width, height) if len(body) == 10 else None
    if kind == b"VP8L" and body[0] == 0x2F and len(body) >= 5:
        bits = int.from_bytes(body[1:5], "little")
        return _measures("image/webp", (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    if kind == b"VP8 " and body[3:6] == b"\x9d\x01\x2a":
        width, height = struct.unpack("<HH", body[6:10])
        return _measures("image/webp", width & 0x3FFF, height & 0x3FFF)
    return None
