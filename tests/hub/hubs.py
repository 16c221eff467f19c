"""A real JupyterHub with its real proxy, the service, and people with servers of their own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from people import Person

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PROXY = ROOT / "node_modules" / ".bin" / "configurable-http-proxy"


class Hub:
    """A hub that runs, and the people who have signed in to it."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url, self.folder = url, folder
        self.service_port = (urlsplit(url).port or 0) + 3
        self._people: dict[str, Person] = {}

    def close(self) -> None:
        """Let the browsers go."""
        for person in self._people.values():
            person.close()

    def person(self, name: str, *, server: bool = False) -> Person:
        """Somebody who has signed in, with a server of their own where one is needed."""
        if name not in self._people:
            self._people[name] = Person(self.url, name)
        person = self._people[name]
        if server and not getattr(person, "has_server", False):
            person.start_server()
            person.has_server = True
        return person


@contextmanager
def hub_in(folder: Path, *, base: str = "/", **more: str) -> Iterator[Hub]:
    """A hub under the path `base`; `more` are variables of its configuration."""
    port = four_free_ports()
    environment = {
        **os.environ,
        "HUBTEST_DIR": str(folder),
        "HUBTEST_PORT": str(port),
        "HUBTEST_PROXY": str(PROXY),
        "HUBTEST_BASE": base,
        **more,
    }
    with (folder / "hub.log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "jupyterhub", "-f", str(HERE / "jupyterhub_config.py")],
            cwd=folder,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=as_from_a_terminal,
        )
        try:
            url = f"http://127.0.0.1:{port}{base}".rstrip("/")
            wait_for(process, f"{url}/hub/health", folder)
            wait_for(process, f"{url}/services/hub-publish/health", folder)
            running = Hub(url, folder)
            yield running
            running.close()
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(30)
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def wait_for(process: subprocess.Popen[bytes], url: str, folder: Path) -> None:
    deadline = time.monotonic() + 90
    while True:
        with suppress(httpx.HTTPError):
            if httpx.get(url, timeout=2, trust_env=False).status_code == 200:
                return
        if process.poll() is not None or time.monotonic() > deadline:
            pytest.fail("the hub did not start:\n" + (folder / "hub.log").read_text())
        time.sleep(0.1)


def four_free_ports() -> int:
    for base in range(21000, 60000, 50):
        with suppress(OSError):
            for number in range(base, base + 4):
                with closing(socket.create_server(("127.0.0.1", number))):
                    pass
            return base
    raise RuntimeError("no ports are free")


def as_from_a_terminal() -> None:
    # A background job ignores SIGINT, and the hub's children would: each then takes 10 s to end.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGQUIT, signal.SIG_DFL)
