"""A body that is too long, too slow, or cut off is refused; nothing of it is kept."""

import socket
import time
from contextlib import suppress
from urllib.parse import urlsplit

import httpx
import pytest
from bundles import packed
from running import PREFIX, RunningService, until

BUNDLE = packed(title="Peaks").getvalue()


@pytest.fixture
def impatient(hub, tmp_path):
    running = RunningService(hub, tmp_path, patience=1.0)
    yield running
    running.close()


def publishing(service, *, length=None):
    """A connection on which a publication has begun."""
    connection = socket.create_connection(("127.0.0.1", urlsplit(service.url).port), 20)
    length = length or len(BUNDLE)
    head = f"POST {PREFIX}api/reports HTTP/1.1\r\nHost: x\r\nContent-Length: {length}\r\n"
    connection.sendall(f"{head}Authorization: token token-of-alice\r\n\r\n".encode())
    return connection


def count(service):
    return len(service.ask("GET", "api/reports", by="alice").json()["hits"])


def test_a_body_that_does_not_arrive_is_not_waited_for(impatient):
    with publishing(impatient) as connection:
        connection.sendall(BUNDLE[:1000])
        began = time.monotonic()
        assert connection.recv(1000) == b""
        assert time.monotonic() - began < 10
    until(lambda: not impatient.service.at_work)
    assert count(impatient) == 0


def test_who_hangs_up_in_the_middle_has_published_nothing(service):
    with publishing(service) as connection:
        connection.sendall(BUNDLE[:-1])
        until(lambda: service.service.at_work)
    until(lambda: not service.service.at_work)
    assert count(service) == 0


def test_a_body_that_is_too_long_is_refused_before_it_is_sent(service):
    with publishing(service, length=10**12) as connection:
        assert connection.recv(1000).startswith(b"HTTP/1.1 413 ")


def test_a_body_without_an_announced_length_is_held_to_the_limit_as_well(service):
    sent = 0

    def endless():
        nonlocal sent
        while True:
            sent += 100_000
            yield b"x" * 100_000

    with suppress(httpx.HTTPError):  # the connection may be closed before the answer is read
        path = "api/reports/raaaaaaaaaa"
        answer = service.ask("PATCH", path, by="alice", content=endless())
        assert answer.status_code in (400, 413)
    assert sent < 100_000_000
    until(lambda: not service.service.at_work)
    assert count(service) == 0


def test_compressed_bodies_are_not_unpacked(service):
    """A kilobyte can become a gigabyte."""
    headers = {"Content-Encoding": "gzip"}
    bomb = b"\x1f\x8b\x08" + bytes(1000)
    refused = service.ask("POST", "api/reports", by="alice", content=bomb, headers=headers)
    assert refused.json()["error"]["code"] == "bad_bundle"
