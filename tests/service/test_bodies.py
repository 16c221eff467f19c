"""A body that is too long, too slow, or cut off is refused; nothing of it is kept."""

import gzip
import io
import socket
import tarfile
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


@pytest.mark.parametrize("headers", [{}, {"Content-Encoding": "gzip"}])
@pytest.mark.parametrize("content", [gzip.compress(BUNDLE), gzip.compress(bytes(200_000_000), 1)])
def test_compressed_bodies_are_not_unpacked(service, headers, content):
    """A kilobyte can become a megabyte."""
    refused = service.ask("POST", "api/reports", by="alice", content=content, headers=headers)
    assert refused.json()["error"]["code"] == "bad_bundle"
    patch = service.ask("PATCH", "api/reports/raaaaaaaaaa", by="alice", content=content[:60_000])
    assert patch.json()["error"]["code"] == "bad_input"
    assert count(service) == 0


@pytest.mark.parametrize(
    ("name", "kind", "link"),
    [
        ("../evil", tarfile.REGTYPE, ""),
        ("/tmp/evil", tarfile.REGTYPE, ""),
        ("attachments/../../evil", tarfile.REGTYPE, ""),
        ("attachments/a\\..\\b\0c", tarfile.REGTYPE, ""),
        ("attachments/" + "x" * 5_000, tarfile.REGTYPE, ""),
        ("attachments/\udcff\udcfe", tarfile.REGTYPE, ""),
        ("attachments/link", tarfile.SYMTYPE, "/etc/passwd"),
        ("attachments/link", tarfile.LNKTYPE, "notebook.ipynb"),
        ("attachments/tty", tarfile.CHRTYPE, ""),
        ("attachments/pipe", tarfile.FIFOTYPE, ""),
        ("attachments/folder", tarfile.DIRTYPE, ""),
    ],
)
def test_a_bundle_with_an_odd_name_in_it_is_refused(service, tmp_path, name, kind, link):
    body = io.BytesIO(BUNDLE)
    with tarfile.open(fileobj=body, mode="a", format=tarfile.GNU_FORMAT) as tar:
        member = tarfile.TarInfo(name)
        member.type, member.linkname = kind, link
        tar.addfile(member)
    before = set(tmp_path.rglob("*evil*"))
    refused = service.ask("POST", "api/reports", by="alice", content=body.getvalue())
    assert (refused.status_code, refused.json()["error"]["code"]) == (400, "bad_bundle")
    assert len(refused.text) < 500
    assert count(service) == 0
    assert set(tmp_path.rglob("*evil*")) == before
