"""A blob is cut, named and deflated here: the slow half of storing, without a database."""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO

from msgspec.structs import replace

from .records import Packed, PackedPart

MAX_PART = 1_000_000  # bytes
GZIP_HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"  # RFC 1952: deflate, no name, no time
_LAST_BLOCK = b"\x03\x00"  # RFC 1951: an empty block of fixed codes, marked as the last
_SAMPLE = 16_384  # bytes


def pack(
    data: bytes | BinaryIO,
    cuts: tuple[int, ...] = (),
    *,
    known: Callable[[list[str]], set[str]] = lambda names: set(),
    put_elsewhere: Callable[[str, bytes], bool] = lambda name, deflated: False,
) -> Packed:
    """The blob cut at these offsets and at every further MB; `known` parts are not deflated.

    A file is read twice from its beginning, a part at a time, so it never lies in memory whole.
    Deflated bytes that `put_elsewhere` takes are not kept in the answer.
    """
    whole, crc32, size, names, sizes = hashlib.sha256(), 0, 0, [], []
    for piece in _pieces(data, cuts):
        whole.update(piece)
        crc32 = zlib.crc32(piece, crc32)
        size += len(piece)
        names.append(hashlib.sha256(piece).hexdigest())
        sizes.append(len(piece))
    done = known(list(dict.fromkeys(names)))
    parts = []
    for name, length, piece in zip(names, sizes, _pieces(data, cuts), strict=True):
        part = PackedPart(name=name, size=length, deflated=None)
        if name not in done:
            done.add(name)
            deflated = deflate(piece)
            taken = put_elsewhere(name, deflated)
            part = (
                replace(part, elsewhere=len(deflated))
                if taken
                else replace(part, deflated=deflated)
            )
        parts.append(part)
    return Packed(id=whole.hexdigest(), size=size, crc32=crc32, parts=tuple(parts))


def _pieces(data: bytes | BinaryIO, cuts: tuple[int, ...]) -> Iterator[bytes]:
    if not isinstance(data, bytes):
        data.seek(0)
    start = 0
    ends: Iterable[int | None] = (*sorted({cut for cut in cuts if cut > 0}), None)
    for end in ends:
        while end is None or start < end:
            length = MAX_PART if end is None else min(MAX_PART, end - start)
            piece = data[start : start + length] if isinstance(data, bytes) else data.read(length)
            if not piece:
                return
            start += len(piece)
            yield piece


def deflate(piece: bytes) -> bytes:
    """Raw deflate that ends on a byte with nothing pending: such pieces can be strung together."""
    packer = zlib.compressobj(6, zlib.DEFLATED, -15, 8, _strategy(piece))
    return packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)


def _strategy(piece: bytes) -> int:
    # Images in base64 hold no repetitions: looking for some takes four times as long, for nothing.
    if len(piece) < _SAMPLE:
        return zlib.Z_DEFAULT_STRATEGY
    sample = piece[len(piece) // 2 :][:_SAMPLE]
    searched = zlib.compressobj(1, zlib.DEFLATED, -15)
    coded = zlib.compressobj(1, zlib.DEFLATED, -15, 8, zlib.Z_HUFFMAN_ONLY)
    with_search = len(searched.compress(sample)) + len(searched.flush())
    without = len(coded.compress(sample)) + len(coded.flush())
    return zlib.Z_HUFFMAN_ONLY if without < 1.03 * with_search else zlib.Z_DEFAULT_STRATEGY


def inflate(deflated: bytes, size: int) -> bytes:
    """The plain bytes of a stored part; raises ValueError unless they are of exactly this size."""
    unpacker = zlib.decompressobj(-15)
    try:
        plain = unpacker.decompress(deflated, size + 1)
    except zlib.error as error:
        raise ValueError("not a deflated part") from error
    if len(plain) != size:
        raise ValueError("a part of another size")
    return plain


def gzip_size(deflated: int) -> int:
    """Bytes of the gzip stream around so many bytes of parts."""
    return len(GZIP_HEADER) + deflated + len(_LAST_BLOCK) + 8


def gzip_trailer(*, crc32: int, size: int) -> bytes:
    """What ends a gzip stream: the last block, the checksum, and the size modulo 2^32."""
    return _LAST_BLOCK + struct.pack("<II", crc32, size & 0xFFFFFFFF)
