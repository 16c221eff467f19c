"""What the OpenAPI document promises is what a real server does, for thousands of odd requests."""

import json
import socket
import subprocess
import sys
import time
import urllib.request

import pytest
import schemathesis
from bundles import packed
from handed import writing
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from pictures import plot, saved
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from jupyter_hub_publish.api.openapi import document

TOKEN = "a-token-for-tests"
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
BUNDLES = st.builds(lambda title: packed(title=title).getvalue(), st.text(min_size=1, max_size=9))
PICTURES = st.sampled_from([saved(plot(96, 60)), saved(plot(96, 60), "WEBP")])
schemathesis.openapi.media_type("application/x-tar", BUNDLES | st.binary(max_size=2000))
for kind in ("image/png", "image/webp"):
    schemathesis.openapi.media_type(kind, PICTURES | st.binary(max_size=2000))


@schemathesis.serializer("application/x-tar", "image/png", "image/webp")
def as_it_is(ctx, value):
    return value


schema = schemathesis.openapi.from_dict(document())


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A Jupyter server of its own process, with a library of its own."""
    home = tmp_path_factory.mktemp("server")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "jupyter_server", "--no-browser", "--ip=127.0.0.1"]
    options = [f"--port={port}", f"--IdentityProvider.token={TOKEN}", "--allow-root"]
    env = {
        "PATH": "/usr/bin:/bin",
        "HOME": str(home),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "XDG_CACHE_HOME": str(home / "cache"),
    }
    log = (home / "log").open("w")
    process = subprocess.Popen(
        [*command, *options, f"--ServerApp.root_dir={home}"], env=env, stdout=log, stderr=log
    )
    url = f"http://127.0.0.1:{port}/hub-publish"
    try:
        deadline = time.monotonic() + 60
        while True:
            try:
                urllib.request.urlopen(f"{url}/health", timeout=2).close()
                break
            except OSError:
                if process.poll() is not None or time.monotonic() > deadline:
                    pytest.fail("The server did not start:\n" + (home / "log").read_text())
                time.sleep(0.1)
        yield url
    finally:
        process.terminate()
        process.wait(20)
        log.close()


@pytest.fixture
def report(server):
    """The id of a report of two versions, of which anything may become."""
    files = {"attachments": {"a.csv": b"1"}, "environment_files": {"r.txt": b"1"}}
    sent = packed(writing(), **files).getvalue()
    id = published(f"{server}/api/reports", sent)
    published(f"{server}/api/reports/{id}/versions", sent)
    return id


@pytest.fixture
def dataset(server, report):
    """The id of the dataset that all reports here write."""
    return asked(f"{server}/api/datasets")["datasets"][0]["id"]


def published(url, data):
    return asked(url, data, {"Content-Type": "application/x-tar"})["id"]


def asked(url, data=None, headers=None):
    headers = {"Authorization": f"token {TOKEN}", **(headers or {})}
    with urllib.request.urlopen(urllib.request.Request(url, data, headers)) as answer:
        return json.load(answer)


@schema.parametrize()
@settings(max_examples=24, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_route_keeps_its_promises(case, server, report, dataset):
    there = {"id": report, "n": "1", "path": "a.csv" if "attachments" in case.path else "r.txt"}
    if case.path.startswith("/api/reports/") and case.path_parameters["id"] < "rn":
        # Drawn by chance none is ever there; of these, about every second is.
        for name, drawn in case.path_parameters.items():
            case.path_parameters[name] = drawn if drawn == "latest" else there[name]
    if case.path.startswith("/api/datasets/") and case.path_parameters["dataset"] < "dn":
        case.path_parameters["dataset"] = dataset
    case.call_and_validate(
        base_url=server, headers={"Authorization": f"token {TOKEN}"}, checks=CHECKS
    )
