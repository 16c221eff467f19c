"""A hub for a person to try: it runs until Ctrl-C, and nothing of it is left afterwards."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import ExitStack, suppress
from pathlib import Path
from socket import create_server

import examples

ROOT = examples.ROOT
CONFIG = ROOT / "tests" / "hub" / "jupyterhub_config.py"
PROXY = ROOT / "node_modules" / ".bin" / "configurable-http-proxy"
NEEDED = 4  # ports in a row: the proxy, its API, the hub, the service
PATIENCE = 90  # seconds

TOLD = """
A hub to try. It forgets everything when it ends.

  JupyterLab, with the panel of reports   {url}/
  The reports on the web, without it      {url}/services/hub-publish/

  alice, bob (team-a), carol   password: users-password
  hubadmin                     password: an-admin-password-of-32-characters-or-more

One browser holds one person: open a private window for the second.
Its folder, with hub.log, is {folder}. Ctrl-C ends all of it.
"""


def main() -> None:
    """Run the hub in a folder that is thrown away."""
    if not PROXY.exists():
        sys.exit("The hub's proxy is not installed: `make hub` installs it.")
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _interrupt)  # set, also where a background job would ignore it
    with tempfile.TemporaryDirectory(prefix="hub-publish-", ignore_cleanup_errors=True) as made:
        folder = Path(made)
        print("Publishing the examples…", flush=True)
        examples.publish(examples.ALL, folder)
        port = _free_ports()
        with (folder / "hub.log").open("w") as log:
            hub = _start(folder, port, log.fileno())
            try:
                _wait(hub, f"http://127.0.0.1:{port}/services/hub-publish/health", folder)
                print(TOLD.format(url=f"http://127.0.0.1:{port}", folder=folder), flush=True)
                hub.wait()
                sys.exit(f"The hub has ended:\n{_end_of(folder / 'hub.log')}")
            except KeyboardInterrupt:
                print("\nEnding…", flush=True)
            finally:
                _end(hub)


def _start(folder: Path, port: int, log: int) -> subprocess.Popen[bytes]:
    environment = examples.environment() | {
        "HUBTEST_DIR": str(folder),
        "HUBTEST_PORT": str(port),
        "HUBTEST_PROXY": str(PROXY),
    }
    return subprocess.Popen(
        [sys.executable, "-m", "jupyterhub", "-f", str(CONFIG)],
        cwd=folder,
        env=environment,
        stdout=log,
        stderr=log,
        start_new_session=True,  # Ctrl-C comes to us, and we end it in its own order
    )


def _free_ports() -> int:
    """The first of four in a row that are free; 8000 where it can be had."""
    for first in range(8000, 60000, 10):
        with suppress(OSError), ExitStack() as held:
            for number in range(first, first + NEEDED):
                held.enter_context(create_server(("127.0.0.1", number)))
            return first
    sys.exit("No ports are free.")


def _wait(hub: subprocess.Popen[bytes], url: str, folder: Path) -> None:
    print("Starting the hub…", flush=True)
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and hub.poll() is None:
        with suppress(OSError), direct.open(url, timeout=2):
            return
        time.sleep(0.2)
    sys.exit(f"The hub does not start:\n{_end_of(folder / 'hub.log')}")


def _end(hub: subprocess.Popen[bytes]) -> None:
    """Let the hub end its proxy, its service and everybody's server; then nothing may be left."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second Ctrl-C would leave servers behind
    hub.terminate()
    with suppress(subprocess.TimeoutExpired):
        hub.wait(30)
    with suppress(ProcessLookupError):
        os.killpg(hub.pid, signal.SIGKILL)


def _end_of(log: Path) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-20:])


def _interrupt(number: int, frame: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    main()
