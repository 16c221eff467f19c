"""On a real hub: news reach the browsers of those who may hear of them, and tokens have limits."""

from __future__ import annotations

import asyncio
import json
import re
import sqlite3
import threading
import time

import httpx
import pytest
from hubs import hub_in
from nbformat.v4 import new_markdown_cell
from test_hub import published, write
from tornado.httpclient import HTTPRequest
from tornado.websocket import websocket_connect


class Socket:
    """JupyterLab's event socket in a person's browser, in a thread of its own."""

    def __init__(self, person):
        self.heard, self._opened = [], threading.Event()
        cookies = "; ".join(f"{c.name}={c.value}" for c in person.browser.cookies.jar)
        url = f"{person.hub}/user/{person.name}/api/events/subscribe".replace("http", "ws", 1)
        self._request = HTTPRequest(url, headers={"Cookie": cookies, "Origin": person.hub})
        self._thread = threading.Thread(target=lambda: asyncio.run(self._listen()))
        self._thread.start()
        assert self._opened.wait(30)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._loop.call_soon_threadsafe(self._socket.close)
        self._thread.join(10)

    async def _listen(self):
        self._loop = asyncio.get_running_loop()
        self._socket = await websocket_connect(self._request)
        self._opened.set()
        while (message := await self._socket.read_message()) is not None:
            told = json.loads(message)
            if "library-changed" in told["schema_id"]:
                self.heard.append(told["seq"])


def test_an_open_panel_hears_of_what_its_reader_may_find_through_their_own_server(hub):
    alice, bob = hub.person("alice", server=True), hub.person("bob", server=True)
    bob.ask("GET", "hub-publish/api/me").raise_for_status()  # as an open panel does
    write(hub, alice, "news.ipynb", new_markdown_cell("# News"))
    with Socket(bob) as socket:
        deadline = time.monotonic() + 90
        while not socket.heard:  # bob's server may need a while to open its stream
            assert time.monotonic() < deadline, "bob hears nothing"
            published(alice, "news.ipynb", title="For bob", audience="people", people=["user:bob"])
            time.sleep(3)
        heard = list(socket.heard)
        published(alice, "news.ipynb", title="For nobody", audience="private")
        time.sleep(4)
        assert socket.heard == heard


def test_the_token_of_a_page_of_jupyterlab_is_not_let_in(hub):
    """A script in somebody's JupyterLab reaches the library through their own server, or not."""
    alice = hub.person("alice", server=True)
    page = alice.browser.get(f"{hub.url}/user/alice/lab").text
    token = json.loads(re.search(r'"token": ("[^"]+")', page)[1])
    answer = httpx.get(
        f"{hub.url}/services/hub-publish/api/me",
        headers={"Authorization": f"token {token}"},
        trust_env=False,
    )
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "not_let_in")


def test_who_has_been_there_can_be_named_and_what_they_did_is_written_down(hub):
    alice, carol = hub.person("alice", server=True), hub.person("carol")
    carol.visit("").raise_for_status()
    people = alice.ask("GET", "hub-publish/api/people?prefix=ca").json()["people"]
    assert [one["principal"] for one in people] == ["user:carol"]
    write(hub, alice, "trail.ipynb", new_markdown_cell("# Trail"))
    made = published(alice, "trail.ipynb", title="Trail")
    with sqlite3.connect(hub.folder / "library" / "library.sqlite") as library:
        rows = library.execute(
            "SELECT actor, deed, version, address FROM audit WHERE report_id = ?", (made["id"],)
        ).fetchall()
    assert rows == [("alice", "publish", 1, "127.0.0.1")]
    assert "users-password" not in (hub.folder / "hub.log").read_text()


def test_under_another_path_and_with_certificates_between_its_parts_all_is_the_same(tmp_path):
    with hub_in(tmp_path, base="/jupyter/", HUBTEST_TLS="on") as hub:
        alice, carol = hub.person("alice", server=True), hub.person("carol")
        write(hub, alice, "peaks.ipynb", new_markdown_cell("# Peaks"))
        made = published(alice, "peaks.ipynb", title="Peaks elsewhere")
        # Her link is one that others can open: a server is for its owner alone.
        assert made["url"] == f"{hub.url}/services/hub-publish/r/{made['id']}"
        shell = carol.browser.get(made["url"])
        assert str(shell.url) == f"{hub.url}/services/hub-publish/read/{made['id']}/latest"
        assert "Peaks elsewhere" in shell.text
        service = f"https://127.0.0.1:{hub.service_port}/jupyter/services/hub-publish/health"
        with pytest.raises(httpx.HTTPError):  # who shows no certificate of the hub's
            httpx.get(service, verify=False, trust_env=False)
