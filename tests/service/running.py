"""The service as it answers over a socket, and a small server that speaks as the hub does."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import socket
import threading
import time
from contextlib import suppress

import httpx
from tornado import web

from jupyter_hub_publish.config import HubPublish
from jupyter_hub_publish.hosts.hub_identity import Hub
from jupyter_hub_publish.hosts.service import Service, application, server_of

PREFIX = "/services/hub-publish/"
SCOPE = "access:services!service=hub-publish"
SECRET = b"a secret that all replicas share"
PROVES = hasattr(Hub, "pkce_enabled")  # who ends a sign-in has begun it: JupyterHub 6, and not 5


class Thread:
    """A tornado application that serves in a thread and an event loop of its own."""

    def __init__(self, make, port=0, *, patience=60.0):
        self._make, self._port, self._patience = make, port, patience
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()))
        self._thread.start()
        assert self._ready.wait(20)

    @property
    def url(self):
        return f"http://127.0.0.1:{self._port}"

    def close(self):
        self._loop.call_soon_threadsafe(self._ending.set)
        self._thread.join(20)

    async def _serve(self):
        self._loop, self._ending = asyncio.get_running_loop(), asyncio.Event()
        server = server_of(self._make(), patience=self._patience)
        listening = socket.create_server(("127.0.0.1", self._port))
        listening.setblocking(False)
        self._port = listening.getsockname()[1]
        server.add_socket(listening)
        self._ready.set()
        await self._ending.wait()
        server.stop()
        await server.close_all_connections()


class StandInHub:
    """Knows people by their tokens, as a hub's API does; and can be slow, broken or away."""

    def __init__(self):
        self.people = {}
        self.asked = 0
        self.delay = 0.0
        self.answer = None  # (status, body) for everybody, instead
        self.codes = {}
        self._thread = Thread(self._application)

    def close(self):
        self._thread.close()

    @property
    def url(self):
        return self._thread.url

    def stop(self):
        """Be away."""
        self._thread.close()

    def start_again(self):
        self._thread = Thread(self._application, self._thread._port)

    def add(self, name, *groups, admin=False, kind="user", scopes=(SCOPE,), **more):
        self.people[f"token-of-{name}"] = {
            "name": name,
            "kind": kind,
            "admin": admin,
            "groups": list(groups),
            "scopes": list(scopes),
            **more,
        }

    def _application(self):
        hub = self

        class User(web.RequestHandler):
            async def get(self):
                hub.asked += 1
                await asyncio.sleep(hub.delay)
                if hub.answer is not None:
                    self.set_status(hub.answer[0])
                    return self.finish(hub.answer[1])
                model = hub.people.get(self.request.headers["Authorization"].partition(" ")[2])
                if model is None:
                    raise web.HTTPError(403)
                self.write(model)

        class Users(web.RequestHandler):
            async def get(self, name):
                """What the service may read of somebody with its own token."""
                hub.asked += 1
                await asyncio.sleep(hub.delay)
                if hub.answer is not None:
                    self.set_status(hub.answer[0])
                    return self.finish(hub.answer[1])
                if self.request.headers["Authorization"] != "token the-service-s-own":
                    raise web.HTTPError(403)
                model = hub.people.get(f"token-of-{name}")
                if model is None:
                    raise web.HTTPError(404)
                self.write({key: model[key] for key in ("name", "kind", "groups")})

        class Authorize(web.RequestHandler):
            def get(self):
                """Let the person of the header X-Person in at once."""
                code = f"code-{len(hub.codes)}"
                hub.codes[code] = (
                    self.request.headers["X-Person"],
                    self.get_argument("code_challenge") if PROVES else None,
                )
                back = self.get_argument("redirect_uri")
                self.redirect(f"{back}?code={code}&state={self.get_argument('state')}")

        class Token(web.RequestHandler):
            def post(self):
                person, challenge = hub.codes.pop(self.get_argument("code"))
                if PROVES:
                    proof = hashlib.sha256(self.get_argument("code_verifier").encode()).digest()
                    assert challenge == base64.urlsafe_b64encode(proof).decode().rstrip("=")
                self.write({"access_token": f"token-of-{person}"})

        return web.Application(
            [
                ("/hub/api/user", User),
                ("/hub/api/users/([^/]+)", Users),
                ("/hub/api/oauth2/authorize", Authorize),
                ("/hub/api/oauth2/token", Token),
            ],
            log_function=lambda handler: None,
        )


class RunningService:
    """The service over a library in a folder, and people who ask it."""

    def __init__(self, hub, folder, *, cache="cache", public=None, patience=60.0, **settings):
        """`public` is the address under which browsers reach it, where it is another."""
        self.config = HubPublish(
            library_folder=str(folder / "library"), cache_folder=str(folder / cache), **settings
        )
        self.service = Service(self.config)
        self.streams = self.service.streams
        self.streams.beat = 0.2
        self.hub = Hub(
            api_url=f"{hub.url}/hub/api",
            api_token="the-service-s-own",
            base_url=PREFIX,
            hub_host=hub.url,
            hub_prefix="/hub/",
            oauth_client_id="service-hub-publish",
            access_scopes={SCOPE},
        )
        made = lambda: application(self.service, self.config, self.hub, SECRET)  # noqa: E731  in its thread
        self._thread = Thread(made, patience=patience)
        self.port = self._thread._port
        self.url = self._thread.url + PREFIX
        self.hub.oauth_redirect_uri = f"{public or self._thread.url}{PREFIX}oauth_callback"
        self._client = httpx.Client(trust_env=False, timeout=30)

    def close(self):
        self._client.close()
        self._thread._loop.call_soon_threadsafe(self.streams.herald.end)
        self._thread.close()
        self.service.close()

    def ask(self, method, path, *, by=None, headers=None, **options):
        """Ask in somebody's name, with their token."""
        given = {"Authorization": f"token token-of-{by}"} if by else {}
        return self._client.request(
            method, self.url + path, headers={**given, **(headers or {})}, **options
        )

    def publish(self, *cells, by, **said):
        from bundles import packed

        answer = self.ask("POST", "api/reports", by=by, content=packed(*cells, **said).getvalue())
        assert answer.status_code == 201, answer.text
        return answer.json()["id"]


def said_of_the_dataset(service):
    """A consumer and a question of alice's, on the only dataset there is; their ids."""
    (found,) = service.ask("GET", "api/datasets", by="alice").json()["datasets"]
    path = f"api/datasets/{found['id']}"
    plan = {"title": "Plan", "link": "https://bi.example.org/1"}
    (fed,) = service.ask("POST", f"{path}/consumers", by="alice", json=plan).json()["consumers"]
    asked = service.ask("POST", f"{path}/questions", by="alice", json={"text": "Why?"})
    return {
        "dataset": found["id"],
        "consumer": fed["id"],
        "question": asked.json()["questions"][0]["id"],
        "file": service.ask("GET", f"{path}/connect", by="alice").json()["files"][0]["name"],
    }


class Address:
    """One address, behind which each request is answered by the next of these services."""

    def __init__(self):
        self.ports, self.turns = [], 0
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._thread.start()
        serving = asyncio.run_coroutine_threadsafe(
            asyncio.start_server(self._pass_on, "127.0.0.1", 0), self._loop
        )
        self._server = serving.result(10)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    def close(self):
        self._loop.call_soon_threadsafe(self._server.close)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    async def _pass_on(self, reader, writer):
        port = self.ports[self.turns % len(self.ports)]
        self.turns += 1
        there = await asyncio.open_connection("127.0.0.1", port)
        await asyncio.gather(pump(reader, there[1]), pump(there[0], writer))


async def pump(source, sink):
    with suppress(OSError):
        while data := await source.read(65536):
            sink.write(data)
            await sink.drain()
    sink.close()


class Browser:
    """A browser that signs in at the stand-in's hub as soon as it is sent there."""

    def __init__(self, address, person):
        self.address = address
        self._client = httpx.Client(
            base_url=address + PREFIX,
            headers={"X-Person": person},
            follow_redirects=True,
            trust_env=False,
            timeout=30,
            limits=httpx.Limits(max_keepalive_connections=0),  # each request at another replica
        )

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._client.close()

    @property
    def cookies(self):
        return self._client.cookies

    @property
    def xsrf(self):
        return next(c.value for c in self.cookies.jar if c.name == "_xsrf")

    def visit(self, path="", **options):
        """Open a page, as the address bar does."""
        return self.fetch("GET", path, mode="navigate", site="none", **options)

    def fetch(self, method, path, *, mode=None, site=None, xsrf=None, headers=None, **options):
        """Ask as a script, an image or a form does; without `mode` a browser does not say."""
        said = {"Sec-Fetch-Mode": mode, "Sec-Fetch-Site": site, "X-XSRFToken": xsrf}
        said = {name: value for name, value in said.items() if value} | (headers or {})
        return self._client.request(method, path, headers=said, **options)


class Listening:
    """What somebody hears from `api/events`, in a thread of its own."""

    def __init__(self, service, by, *, last=None):
        self.heard, self.status, self.last = [], None, None
        self._opened, self._changed = threading.Event(), threading.Condition()
        self._client = httpx.Client(trust_env=False, timeout=httpx.Timeout(30, read=60))
        headers = {"Authorization": f"token token-of-{by}"}
        if last is not None:
            headers["Last-Event-ID"] = str(last)
        self._asked = (service.url + "api/events", headers)
        self._thread = threading.Thread(target=self._listen)
        self._thread.start()
        assert self._opened.wait(20)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        with suppress(RuntimeError):
            self._response.close()
        self._client.close()
        self._thread.join(20)

    def hears(self, *, within=5.0):
        """The numbers heard so far, once there is one; nothing where none comes in time."""
        with self._changed:
            self._changed.wait_for(lambda: self.heard, within)
            return list(self.heard)

    def _listen(self):
        url, headers = self._asked
        with (
            suppress(httpx.HTTPError, RuntimeError),
            self._client.stream("GET", url, headers=headers) as self._response,
        ):
            self.status = self._response.status_code
            for line in self._response.iter_lines():
                if line.startswith("id: "):
                    self.last = int(line[4:])
                    self._opened.set()
                if line.startswith("data: "):
                    with self._changed:
                        self.heard.append(json.loads(line[6:])["seq"])
                        self._changed.notify_all()
        self._opened.set()


def until(condition, *, within=15.0):
    deadline = time.monotonic() + within
    while not condition():
        assert time.monotonic() < deadline, "it does not happen"
        time.sleep(0.02)
