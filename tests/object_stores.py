"""A server that speaks S3's protocol, and where a library may keep its large bytes."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import httpx
import pytest

KEY, SECRET = "AKIAEXAMPLEKEY", "a-secret-that-no-log-may-hold"


class ObjectStore:
    """The server, with one empty bucket."""

    def __init__(self) -> None:
        from moto.server import ThreadedMotoServer

        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        self._server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
        self._server.start()
        self.endpoint = "http://{}:{}".format(*self._server.get_host_and_port())
        self.empty()

    def empty(self) -> None:
        """Forget all, and let everybody in."""
        httpx.post(f"{self.endpoint}/moto-api/reset-auth", content=b"inf", trust_env=False)
        httpx.post(f"{self.endpoint}/moto-api/reset", trust_env=False)
        httpx.put(f"{self.endpoint}/reports", trust_env=False)

    def let_nobody_in(self) -> None:
        """From now on credentials count, and none are known."""
        httpx.post(f"{self.endpoint}/moto-api/reset-auth", content=b"0", trust_env=False)

    def close(self) -> None:
        self._server.stop()


@pytest.fixture(scope="session")
def s3_server() -> Iterator[ObjectStore]:
    store = ObjectStore()
    yield store
    store.close()


@pytest.fixture
def s3(s3_server: ObjectStore, monkeypatch: pytest.MonkeyPatch) -> Iterator[ObjectStore]:
    """The server as the variables name it that an admin sets."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", s3_server.endpoint)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", KEY)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    yield s3_server
    s3_server.empty()
