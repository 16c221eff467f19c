"""Starts the Jupyter application named and exits with 0 when the extension in it answers."""

import json
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from socket import create_server

with create_server(("127.0.0.1", 0)) as probe:
    port = probe.getsockname()[1]
application = Path(sys.executable).with_name(sys.argv[1])
server = subprocess.Popen(
    [
        application,
        "--no-browser",
        "--allow-root",
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        "--IdentityProvider.token=serves",
    ]
)
request = urllib.request.Request(
    f"http://127.0.0.1:{port}/hub-publish/health", headers={"Authorization": "token serves"}
)
try:
    for _ in range(120):
        time.sleep(0.5)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                print(json.load(answer))
                sys.exit(0)
        except urllib.error.HTTPError as problem:
            sys.exit(f"{problem.code}: {problem.read().decode()}")
        except OSError:
            if server.poll() is not None:
                sys.exit(f"{application.name} ended with {server.returncode}.")
    sys.exit("It did not answer within a minute.")
finally:
    server.terminate()
    server.wait(20)
