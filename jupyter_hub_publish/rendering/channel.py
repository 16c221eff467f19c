"""What passes between the renderer and its process: frames of a length and a MessagePack record."""

from __future__ import annotations

import struct
from typing import BinaryIO

import msgspec

from ..domain.records import CoverChoice
from .page import About, Page

_LENGTH = struct.Struct(">I")


class PageJob(msgspec.Struct, frozen=True, tag=True):
    """To the process: make a page of this notebook (JSON of nbformat 4)."""

    notebook: bytes
    about: About
    pictures: dict[str, bytes] = {}
    """Images beside the notebook, by the paths that it names: the process reads no file."""
    cover: CoverChoice = CoverChoice()


class CoversJob(msgspec.Struct, frozen=True, tag=True):
    """To the process: draw the pictures that could stand for this notebook."""

    notebook: bytes
    about: About


Job = PageJob | CoversJob


class Advance(msgspec.Struct, frozen=True, tag=True):
    """From the process: so many cells are done."""

    done: int
    total: int


class Done(msgspec.Struct, frozen=True, tag=True):
    """From the process: the page."""

    page: Page
    leaving: bool
    """Whether the process ends now, because this job has made it large."""


class Drawn(msgspec.Struct, frozen=True, tag=True):
    """From the process: the pictures to choose from."""

    covers: tuple[tuple[CoverChoice, bytes], ...]
    leaving: bool
    """As above."""


class Failed(msgspec.Struct, frozen=True, tag=True):
    """From the process: why there is no page."""

    message: str
    hint: str


Answer = Advance | Done | Drawn | Failed
_encoder = msgspec.msgpack.Encoder()
_jobs: msgspec.msgpack.Decoder[Job] = msgspec.msgpack.Decoder(Job)
_answers: msgspec.msgpack.Decoder[Answer] = msgspec.msgpack.Decoder(Answer)


def send(stream: BinaryIO, message: Job | Answer) -> None:
    """Write one frame; raises OSError where the other side is gone."""
    body = _encoder.encode(message)
    stream.write(_LENGTH.pack(len(body)))
    stream.write(body)
    stream.flush()


def next_job(stream: BinaryIO) -> Job | None:
    """The next frame, or None where the other side has gone."""
    body = _frame(stream)
    return None if body is None else _jobs.decode(body)


def next_answer(stream: BinaryIO) -> Answer | None:
    """The next frame, or None where the process has ended."""
    body = _frame(stream)
    return None if body is None else _answers.decode(body)


def _frame(stream: BinaryIO) -> bytes | None:
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    body = stream.read(length)
    return body if len(body) == length else None
