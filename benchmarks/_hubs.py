"""A real hub with its service, people with tokens, and a client that costs nothing to speak of."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import httpx

ROOT = Path(__file__).parents[1]
PEOPLE = 20
TOKEN = "a-token-of-the-benchmark"
AS_A_FRAME = "Sec-Fetch-Dest: iframe"  # a page that is opened by itself leads to the reader

CONFIG = """
import os, sys
from jupyter_hub_publish.hosts.hub_config import hub_config
c = get_config()
folder, port = os.environ["LOADING_FOLDER"], int(os.environ["LOADING_PORT"])
c.JupyterHub.bind_url = f"http://127.0.0.1:{port}"
c.JupyterHub.hub_bind_url = f"http://127.0.0.1:{port + 2}"
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{port + 1}"
c.ConfigurableHTTPProxy.pid_file = f"{folder}/proxy.pid"
c.ConfigurableHTTPProxy.command = [os.environ["LOADING_PROXY"]]
c.JupyterHub.db_url = f"sqlite:///{folder}/jupyterhub.sqlite"
c.JupyterHub.cookie_secret_file = f"{folder}/hub-cookie-secret"
c.JupyterHub.authenticator_class = "dummy"
c.Authenticator.allow_all = True
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = f"{folder}/home/{{username}}"
c.Spawner.cmd = [os.path.join(os.path.dirname(sys.executable), "jupyterhub-singleuser")]
c.Spawner.ip = "127.0.0.1"
c.Spawner.args = ["--ServerApp.allow_root=True"]
c.JupyterHub.services = [{"name": "bench", "api_token": os.environ["LOADING_TOKEN"]}]
c.JupyterHub.load_roles = [{
    "name": "bench", "services": ["bench"],
    "scopes": ["admin:users", "admin:servers", "tokens", "access:servers", "access:services"],
}]
hub_config(c, url=f"http://127.0.0.1:{port + 3}", arguments=(
    "--HubPublish.publishes_per_hour=0",
    f"--HubPublish.db_url={os.environ['LOADING_DATABASE']}",
    f"--HubPublish.library_folder={folder}/library",
    f"--HubPublish.cache_folder={folder}/cache",
))
"""


class Answer(NamedTuple):
    status: int
    size: int
    body: bytes
    tag: str
    milliseconds: float


class Connection:
    """One connection that stays open: an HTTP client that takes no time to speak of."""

    def __init__(self, url: str, token: str = "") -> None:
        parts = urlsplit(url)
        self._host, self._port, self._base = parts.hostname, parts.port, parts.path
        self._headers = f"Host: {parts.netloc}\r\nAccept-Encoding: gzip\r\n{AS_A_FRAME}\r\n"
        if token:
            self._headers += f"Authorization: token {token}\r\n"
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, method: str, path: str, body: bytes = b"", extra: str = "") -> Answer:
        """The answer; a status of 0 where none came."""
        started = time.perf_counter()
        try:
            status, data, tag = await self._ask(method, path, body, extra)
        except (OSError, ValueError, asyncio.IncompleteReadError):
            status, data, tag = 0, b"", ""
            self.close()
        return Answer(status, len(data), data, tag, 1000 * (time.perf_counter() - started))

    async def _ask(self, method: str, path: str, body: bytes, extra: str) -> tuple[int, bytes, str]:
        if self._streams is None:
            self._streams = await asyncio.open_connection(self._host, self._port)
        reader, writer = self._streams
        head = f"{method} {self._base}{path} HTTP/1.1\r\n{self._headers}{extra}"
        writer.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        await writer.drain()
        lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower().split("\r\n")
        status = int(lines[0].split()[1])
        headers = dict(line.split(": ", 1) for line in lines[1:] if ": " in line)
        length = 0 if status == 304 else int(headers.get("content-length", 0))
        data = await reader.readexactly(length)
        if headers.get("connection") == "close":
            self.close()
        return status, data, headers.get("etag", "")

    def close(self) -> None:
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None


class Hub(NamedTuple):
    """A hub that runs, with people who have tokens."""

    port: int
    pid: int
    tokens: tuple[str, ...]

    @property
    def api(self) -> str:
        return f"http://127.0.0.1:{self.port + 2}/hub/api/"

    @property
    def service(self) -> str:
        return f"http://127.0.0.1:{self.port + 3}/services/hub-publish/"

    @property
    def proxied(self) -> str:
        return f"http://127.0.0.1:{self.port}/services/hub-publish/"

    @property
    def own_server(self) -> str:
        return f"http://127.0.0.1:{self.port}/user/p0/hub-publish/"

    @property
    def service_pid(self) -> int:
        for status in Path("/proc").glob("[0-9]*/status"):
            with suppress(OSError):
                command = (status.parent / "cmdline").read_bytes().split(b"\0")
                if f"PPid:\t{self.pid}\n" in status.read_text() and b"service" in command:
                    return int(status.parent.name)
        sys.exit("The service does not run.")


@contextmanager
def hub_over(database: str, folder: Path) -> Iterator[Hub]:
    """A hub whose library lies in this database, ended when the block ends."""
    port = free_ports(4)
    (folder / "jupyterhub_config.py").write_text(CONFIG)
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "LOADING_FOLDER": str(folder),
        "LOADING_PORT": str(port),
        "LOADING_PROXY": str(ROOT / "node_modules" / ".bin" / "configurable-http-proxy"),
        "LOADING_DATABASE": database,
        "LOADING_TOKEN": TOKEN,
    }
    with (folder / "hub.log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "jupyterhub", "-f", "jupyterhub_config.py"],
            cwd=folder,
            env=environment,
            stdout=log,
            stderr=log,
        )
        try:
            wait_for(f"http://127.0.0.1:{port}/services/hub-publish/health/ready", process, folder)
            yield Hub(port, process.pid, _people(f"http://127.0.0.1:{port}/hub/api"))
        finally:
            process.terminate()
            process.wait(30)


def _people(api: str) -> tuple[str, ...]:
    """Their tokens; the first of them has a server that runs."""
    names = [f"p{number}" for number in range(PEOPLE)]
    scopes = ["access:services!service=hub-publish", "access:servers!user", "read:users!user"]
    with httpx.Client(
        headers={"Authorization": f"token {TOKEN}"}, trust_env=False, timeout=60
    ) as hub:
        hub.post(f"{api}/users", json={"usernames": names}).raise_for_status()
        made = [hub.post(f"{api}/users/{name}/tokens", json={"scopes": scopes}) for name in names]
        hub.post(f"{api}/users/p0/server").raise_for_status()
        while not hub.get(f"{api}/users/p0").json()["servers"].get("", {}).get("ready"):
            time.sleep(0.2)
    return tuple(each.raise_for_status().json()["token"] for each in made)


@contextmanager
def a_postgresql() -> Iterator[str]:
    """The URL of an empty database in the tests' PostgreSQL, which here writes to the disk."""
    spec = spec_from_file_location("databases", ROOT / "tests" / "databases.py")
    assert spec is not None
    assert spec.loader is not None
    tests: Any = module_from_spec(spec)
    spec.loader.exec_module(tests)
    tests._SETTINGS = tests._SETTINGS.replace("fsync=off", "fsync=on")
    programs = tests._programs() or sys.exit("PostgreSQL's programs are not installed.")
    cluster = tests.Cluster(programs)
    cluster.start()
    try:
        yield f"{cluster.url}/postgres"
    finally:
        cluster.remove()


def free_ports(count: int) -> int:
    for base in range(31000, 60000, 50):
        with suppress(OSError):
            for number in range(base, base + count):
                socket.create_server(("127.0.0.1", number)).close()
            return base
    sys.exit("No ports are free.")


def wait_for(url: str, process: subprocess.Popen[bytes], folder: Path) -> None:
    deadline = time.monotonic() + 90
    while True:
        with suppress(httpx.HTTPError):
            if httpx.get(url, timeout=5, trust_env=False).status_code == 200:
                return
        if process.poll() is not None or time.monotonic() > deadline:
            log = folder / "hub.log"
            told = log.read_text().splitlines()[-30:] if log.exists() else []
            sys.exit("\n".join([f"{url} does not answer.", *told]))
        time.sleep(0.1)
