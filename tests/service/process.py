"""The service as a process of its own, started with the variables that a hub sets."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from contextlib import suppress

import httpx
from running import PREFIX, SCOPE, until


class Process:
    """`jupyter hub-publish service`, and what it writes to its log."""

    def __init__(self, hub, folder, *arguments, verify=None):
        """With TLS, `verify` is the context of somebody who may connect."""
        self._verify = verify
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        self.address = f"http{'s' if verify else ''}://127.0.0.1:{port}"
        self.url = self.address + PREFIX
        self._log = folder / "service.log"
        environment = {
            **os.environ,
            "JUPYTERHUB_SERVICE_URL": self.address,
            "JUPYTERHUB_SERVICE_PREFIX": PREFIX,
            "JUPYTERHUB_API_URL": f"{hub.url}/hub/api",
            "JUPYTERHUB_API_TOKEN": "the-service-s-own",
            "JUPYTERHUB_CLIENT_ID": "service-hub-publish",
            "JUPYTERHUB_OAUTH_ACCESS_SCOPES": json.dumps([SCOPE]),
        }
        with self._log.open("w") as log:
            self._process = subprocess.Popen(
                [
                    *(sys.executable, "-m", "jupyter_hub_publish", "service"),
                    f"--HubPublish.library_folder={folder / 'library'}",
                    f"--HubPublish.cache_folder={folder / 'cache'}",
                    *arguments,
                ],
                env=environment,
                stderr=log,
            )
        until(self._answers, within=60)

    def end(self):
        """Ask it to end, as a hub does."""
        self._process.send_signal(signal.SIGTERM)

    def ended(self, *, within=20):
        """The exit code."""
        return self._process.wait(within)

    def close(self):
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()

    @property
    def log(self):
        return self._log.read_text()

    @property
    def lines(self):
        whole = self.log.rpartition("\n")[0]
        return [json.loads(line) for line in whole.splitlines()]

    def _answers(self):
        assert self._process.poll() is None, self.log
        with suppress(httpx.HTTPError):
            verify = self._verify or False
            answer = httpx.get(self.url + "health", verify=verify, trust_env=False)
            return answer.status_code == 200
        return False
