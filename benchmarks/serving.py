"""A Jupyter server of its own on a library, asked over HTTP, as browsers ask it.

    python benchmarks/serving.py

alone only says how long such a server takes to answer its first question.
"""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

ROOT = Path(__file__).parents[1]
READY = 60.0  # seconds
AUTHOR = "bench"


class Server:
    """A server that is up, over one connection that stays open."""

    def __init__(self, port: int, token: str, pid: int) -> None:
        self.pid = pid
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self._headers = {"Authorization": f"token {token}"}
        self._base, self._token = f"http://127.0.0.1:{port}", token

    def page(self, path: str, **query: str) -> str:
        """The address by which a browser that is not signed in opens a page of it."""
        return f"{self._base}/{path}?{urlencode({**query, 'token': self._token})}"

    def get(self, path: str, **query: Any) -> tuple[dict[str, Any], float]:
        """The answer, and the milliseconds from the question to its last byte."""
        asked = urlencode(query, doseq=True)
        start = time.perf_counter()
        self._connection.request("GET", f"/hub-publish/{path}?{asked}", headers=self._headers)
        answer = self._connection.getresponse()
        body = answer.read()
        taken = 1000 * (time.perf_counter() - start)
        if answer.status != 200:
            sys.exit(f"{path}?{asked}: {answer.status} {body.decode(errors='replace')[:300]}")
        return json.loads(body), taken


@contextmanager
def serving(library: Path, cache: Path, *, app: str = "jupyter_server") -> Iterator[Server]:
    """A server on this library, ended when the block ends; `app` may be `jupyterlab`."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    token = "benchmark"
    with tempfile.TemporaryDirectory() as home:
        process = subprocess.Popen(
            _command(app, port, token, library, cache),
            env={**os.environ, **_own(Path(home)), "PYTHONPATH": str(ROOT)},
            cwd=home,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _wait_for(port, process)
            yield Server(port, token, process.pid)
        finally:
            process.terminate()
            process.wait(30)


def _command(app: str, port: int, token: str, library: Path, cache: Path) -> list[str]:
    return [
        *(sys.executable, "-m", app, "--no-browser", "--allow-root"),
        *("--ip=127.0.0.1", f"--port={port}", f"--IdentityProvider.token={token}"),
        "--ServerApp.jpserver_extensions={'jupyter_hub_publish': True}",
        f"--HubPublish.library_folder={library}",
        f"--HubPublish.cache_folder={cache}",
        f"--HubPublish.author={AUTHOR}",
    ]


def _own(home: Path) -> dict[str, str]:
    names = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
    return {"HOME": str(home), **{name: str(home / name.lower()) for name in names}}


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + READY
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            if process.poll() is not None or time.monotonic() > deadline:
                sys.exit("The Jupyter server does not start.")
            time.sleep(0.1)


def rss_anon(pid: int) -> float:
    """MB of memory that the process has to itself; 0 once it has ended, and not on Linux."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    lines = (line.split() for line in status.splitlines() if line.startswith("RssAnon"))
    return next((int(kilobytes) / 1000 for _, kilobytes, _ in lines), 0.0)


def main() -> None:
    """Start one on an empty library, and ask it something."""
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        with serving(Path(folder) / "library", Path(folder) / "cache") as server:
            _, taken = server.get("api/reports")
            print(
                f"a server answers after {time.perf_counter() - start:.1f} s; then {taken:.0f} ms"
            )


if __name__ == "__main__":
    main()
