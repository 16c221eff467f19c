"""The doctor finds what keeps a server from its hub's library, and says what mends it."""

from __future__ import annotations

import http.server
import json
import random
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing, contextmanager
from email.utils import formatdate
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from running import PREFIX, SCOPE

from jupyter_hub_publish.cli.diagnosing import examine_library
from jupyter_hub_publish.cli.diagnosing_hub import examine_hub, examine_service
from jupyter_hub_publish.config import HubPublish
from jupyter_hub_publish.hosts.hub_config import HUB_RIGHTS
from jupyter_hub_publish.library.local import LocalLibrary
from jupyter_hub_publish.storage import Storage

OLD = Path(__file__).parents[1] / "data" / "library-0003.sql"


@contextmanager
def answering(handler):
    """A server in a thread; gives its address."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Quiet(http.server.BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def answer(self, status, body, **headers):
        self.send_response_only(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def hub_api(model, *, ahead=0.0):
    """The two things of a hub's API that are asked for."""

    class Api(Quiet):
        def do_GET(self):
            from time import time

            date = formatdate(time() + ahead, usegmt=True)
            if self.path == "/hub/api":
                self.answer(200, b'{"version": "6.1.1"}', Date=date)
            elif model and self.headers["Authorization"] == "token good":
                self.answer(200, json.dumps(model).encode(), Date=date)
            else:
                self.answer(403, b"{}", Date=date)

    return Api


def proxy_before(service, *, drops=(), host=None, at_most=10**9):
    """A proxy that passes on GET without these headers, and refuses longer bodies."""

    class Proxy(Quiet):
        def do_GET(self):
            headers = {k: v for k, v in self.headers.items() if k not in drops}
            headers["Host"] = host or self.headers["Host"]
            origin = "{0.scheme}://{0.netloc}".format(urlsplit(service.url))
            answer = httpx.get(origin + self.path, headers=headers, trust_env=False)
            policy = answer.headers.get("Content-Security-Policy", "")
            self.answer(answer.status_code, answer.content, Content_Security_Policy=policy)

        def do_POST(self):
            if int(self.headers["Content-Length"]) > at_most:
                self.answer(413, b"<h1>Request Entity Too Large</h1>")
            else:
                self.rfile.read(1)

    return Proxy


def wrong(findings):
    return [f"{each.about}: {each.message}" for each in findings if not each.fine]


def test_a_service_that_works_is_fine_in_every_respect(service):
    findings = list(examine_service(service.url, "token-of-alice"))
    assert (wrong(findings), len(findings)) == ([], 4)


def test_a_token_that_the_service_does_not_know_is_told(service):
    (told,) = wrong(examine_service(service.url, "token-of-nobody"))
    assert told == "service: The service does not accept the token."


def test_what_is_not_the_service_or_is_away_is_told_once():
    with answering(hub_api(None)) as url:
        told = [f"service: The service does not answer at {url}/hub/."]
        assert wrong(examine_service(f"{url}/hub/", "good")) == told
    assert wrong(examine_service(f"{url}/hub/", "good")) == told


@pytest.mark.parametrize(
    ("faults", "told"),
    [
        ({}, []),
        ({"drops": ("Authorization",)}, ["service: The service does not accept the token."]),
        ({"host": "inside"}, ["proxy: A proxy hides from the service that it was asked for HOST."]),
        (
            {"at_most": 1_000_000},
            ["proxy: A proxy refuses bodies of 160 MB, which a publication may have."],
        ),
    ],
)
def test_what_a_proxy_does_to_requests_is_told(service, faults, told):
    with answering(proxy_before(service, **faults)) as url:
        found = wrong(examine_service(url + PREFIX, "token-of-alice"))
    assert found == [sentence.replace("HOST", urlsplit(url).netloc) for sentence in told]


@pytest.mark.parametrize(
    ("model", "told"),
    [
        ({"kind": "user", "name": "alice", "scopes": [SCOPE]}, []),
        ({"kind": "user", "name": "alice", "scopes": ["access:services"]}, []),
        (
            {"kind": "user", "name": "alice", "scopes": ["self"]},
            [f"token: The token of the user alice lacks the scope {SCOPE}."],
        ),
        ({"kind": "service", "name": "hub-publish", "scopes": list(HUB_RIGHTS)}, []),
        (
            {"kind": "service", "name": "hub-publish", "scopes": list(HUB_RIGHTS[:-1])},
            [f"token: The token of the service hub-publish lacks the scope {HUB_RIGHTS[-1]}."],
        ),
        (None, ["token: The hub does not know this process's token."]),
    ],
)
def test_what_a_token_may_not_do_is_told(model, told):
    with answering(hub_api(model)) as url:
        assert wrong(examine_hub(f"{url}/hub/api", "good")) == told


def test_clocks_that_differ_are_told():
    model = {"kind": "user", "name": "alice", "scopes": [SCOPE]}
    with answering(hub_api(model, ahead=600)) as url:
        (told,) = wrong(examine_hub(f"{url}/hub/api", "good"))
    assert told.startswith("clock: The hub's clock differs by ")


def test_a_hub_that_is_away_is_told():
    with answering(hub_api(None)) as url:
        pass
    assert wrong(examine_hub(f"{url}/hub/api", "good")) == [
        f"hub: No hub answers at {url}/hub/api."
    ]


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(request, tmp_path):
    folder = tmp_path / "library"
    folder.mkdir()
    url = f"sqlite:///{folder / 'library.sqlite'}"
    if request.param == "postgresql":
        url = request.getfixturevalue("postgresql_url")
    return HubPublish(db_url=url, cache_folder=str(tmp_path / "cache"))


def test_a_library_is_looked_at_and_not_made(settings, tmp_path):
    findings = list(examine_library(settings))
    assert wrong(findings) == []
    assert findings[0].message.endswith("yet; the first use makes it.")
    assert list((tmp_path / "library").iterdir()) == []
    LocalLibrary.open_at(settings.db_url, shape="service", cache=tmp_path / "cache").close()
    findings = list(examine_library(settings))
    assert wrong(findings) == []
    assert " answers (migration " in findings[0].message


def test_an_older_library_is_told_and_left_as_it_is(tmp_path):
    file = tmp_path / "library.sqlite"
    with closing(sqlite3.connect(file)) as old:
        old.executescript(OLD.read_text())
    before = file.read_bytes()
    settings = HubPublish(library_folder=str(tmp_path), cache_folder=str(tmp_path / "cache"))
    (told,) = wrong(examine_library(settings))
    assert told.endswith("is not of this program's version (migration 0003).")
    assert file.read_bytes() == before


def test_a_database_that_is_away_is_told_without_its_password(tmp_path):
    url = "postgresql+psycopg://someone:secret@127.0.0.1:9/reports"
    settings = HubPublish(db_url=url, cache_folder=str(tmp_path))
    findings = list(examine_library(settings))
    assert wrong(findings) == ["database: The library's database does not answer."]
    assert "secret" not in str(findings)


def test_a_cache_that_cannot_be_a_folder_is_told(tmp_path):
    (tmp_path / "cache").write_text("a file")
    settings = HubPublish(library_folder=str(tmp_path), cache_folder=str(tmp_path / "cache"))
    (told,) = wrong(examine_library(settings))
    assert told == f"cache: This account cannot write to {tmp_path / 'cache'}."


def test_a_store_of_large_files_is_told_and_so_is_what_it_lacks(settings, tmp_path):
    folder = tmp_path / "large"
    settings.blob_url = str(folder)
    storage = Storage.open_url(settings.db_url, blob_url=settings.blob_url)
    packed = [storage.pack(random.Random(seed).randbytes(200_000)) for seed in (1, 2)]
    for each in packed:
        storage.write(lambda unit, each=each: unit.blobs.put(each))
    storage.close()
    findings = list(examine_library(settings))
    assert wrong(findings) == []
    assert f"{folder} answers, with 2 (0.4 MB)." in [each.message for each in findings]
    next(file for file in folder.rglob("*") if file.is_file()).write_bytes(b"")
    assert wrong(examine_library(settings)) == [
        f"large files: Of the 2 newest in {folder}, 1 are missing or of another size."
    ]
    settings.blob_url = ""
    assert wrong(examine_library(settings)) == [
        "large files: 2 large files of the library lie in a store, and none is set."
    ]


def test_a_store_of_large_files_that_is_away_is_told(tmp_path, monkeypatch, s3):
    settings = HubPublish(
        library_folder=str(tmp_path), cache_folder=str(tmp_path), blob_url="s3://reports/x"
    )
    Storage.open(tmp_path).close()
    assert wrong(examine_library(settings)) == []
    settings.blob_url = "s3://another"
    (told,) = wrong(examine_library(settings))
    assert told == "large files: The store of the library's large files is not there."
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    (told,) = wrong(examine_library(settings))
    assert told == "large files: The store of the library's large files does not answer."


@pytest.mark.parametrize(
    ("words", "code"), [((), 0), (("--json",), 0), (("hub.example.org",), 2), (("a", "b"), 2)]
)
def test_the_command_says_it_in_lines_and_by_its_exit_code(tmp_path, words, code):
    command = [
        *(sys.executable, "-m", "jupyter_hub_publish", "doctor", *words),
        f"--HubPublish.library_folder={tmp_path}",
        f"--HubPublish.cache_folder={tmp_path}",
    ]
    answer = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert answer.returncode == code
    if words == ("--json",):
        assert [each["fine"] for each in json.loads(answer.stdout)] == [True] * 3
    elif code == 0:
        assert [line[:5] for line in answer.stdout.splitlines()] == ["ok   "] * 3


def test_what_is_wrong_makes_the_commands_exit_code_1(tmp_path):
    command = [
        *(sys.executable, "-m", "jupyter_hub_publish", "doctor"),
        "--HubPublish.db_url=mysql://x",
        f"--HubPublish.cache_folder={tmp_path}",
    ]
    answer = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert answer.returncode == 1
    assert answer.stdout.startswith("WRONG  database: The library's address is not one ")
