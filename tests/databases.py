"""A real PostgreSQL for the tests: a cluster of its own, gone when the session ends."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

_SETTINGS = (
    "-c listen_addresses=127.0.0.1 -c fsync=off -c shared_buffers=32MB -c max_connections=60"
)


class Cluster:
    """A PostgreSQL in a folder, which can be away for a while."""

    def __init__(self, programs: Path) -> None:
        self._programs = programs
        # PostgreSQL refuses to run as root.
        self._user = "postgres" if os.geteuid() == 0 else None
        self._folder = Path(tempfile.mkdtemp(prefix="hub-publish-postgresql-"))
        if self._user:
            shutil.chown(self._folder, self._user)
        self._port = _free_port()
        self.url = f"postgresql+psycopg://postgres@127.0.0.1:{self._port}"
        """Without a database's name."""
        data = str(self._folder / "data")
        self._run("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")

    def start(self) -> None:
        """Be there when this returns."""
        settings = f"{_SETTINGS} -c port={self._port} -c unix_socket_directories={self._folder}"
        self._control("-w", "-l", str(self._folder / "log"), "-o", settings, "start")

    def stop(self) -> None:
        """Be gone at once, as after a crash: what was not committed is lost."""
        self._control("-m", "immediate", "stop")

    def remove(self) -> None:
        """Leave nothing behind."""
        self.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _control(self, *arguments: str) -> None:
        self._run("pg_ctl", "-D", str(self._folder / "data"), *arguments)

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._programs / program), *arguments]
        # pg_ctl's child would keep a pipe open for ever, so the output goes nowhere.
        subprocess.run(
            command, user=self._user, check=True, cwd=self._folder, stdout=subprocess.DEVNULL
        )


@pytest.fixture(scope="session")
def postgresql_cluster() -> Iterator[Cluster]:
    """A running PostgreSQL. Skips where its programs are missing."""
    programs = _programs()
    if programs is None:
        pytest.skip("PostgreSQL's programs (initdb, pg_ctl) are not installed")
    cluster = Cluster(programs)
    cluster.start()
    yield cluster
    cluster.remove()


@pytest.fixture(scope="session")
def postgresql_server(postgresql_cluster: Cluster) -> str:
    """The URL of a running server, without a database's name."""
    return postgresql_cluster.url


@pytest.fixture
def postgresql_url(postgresql_server: str) -> Iterator[str]:
    """The URL of a new, empty database."""
    psycopg = pytest.importorskip("psycopg")
    name = f"test_{uuid.uuid4().hex[:12]}"
    server = postgresql_server.replace("+psycopg", "") + "/postgres"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    yield f"{postgresql_server}/{name}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _programs() -> Path | None:
    found = shutil.which("initdb")
    folders = [Path(found).parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    usable = next((folder for folder in folders if (folder / "initdb").exists()), None)
    if usable and os.geteuid() == 0:
        try:
            pwd.getpwnam("postgres")
        except KeyError:
            return None
    return usable


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
