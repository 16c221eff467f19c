"""A Jupyter server with the extension, and a way to ask it things."""

import asyncio
import json

import pytest
from bundles import packed
from notebooks import code, notebook, printed, text
from tornado.httpclient import HTTPClientError


class Answer:
    """An HTTP response, whatever its status."""

    def __init__(self, response):
        self.code, self.headers, self.body = response.code, response.headers, response.body

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def error(self):
        return self.json["error"]


@pytest.fixture
def database(request):
    """The library's address; empty for a folder of the server's own."""
    asked = getattr(request, "param", "sqlite")
    return request.getfixturevalue("postgresql_url") if asked == "postgresql" else ""


@pytest.fixture
def jp_server_config(jp_server_config, database):
    return {**jp_server_config, "HubPublish": {"db_url": database}}


@pytest.fixture
def ask(jp_fetch):
    """Ask the server: `await ask("GET", "api/me")`; an error is an answer like any other."""

    async def ask(method, path, body=None, *, headers=None, **options):
        if method in ("POST", "PUT", "PATCH") and body is None:
            body = b""
        if isinstance(body, dict):
            body = json.dumps(body)
        # A page, or a preview's, is asked for by a frame; who asks otherwise says so.
        framed = path.startswith(("page/", "preview/"))
        asked = {"Sec-Fetch-Dest": "iframe"} if framed else {}
        asked = {name: value for name, value in (asked | (headers or {})).items() if value}
        parts = ["hub-publish", *path.partition("?")[0].split("/")]
        query = dict(
            pair.split("=", 1) for pair in path.partition("?")[2].split("&") if "=" in pair
        )
        try:
            response = await jp_fetch(
                *parts,
                method=method,
                body=body,
                params=query,
                headers=asked,
                follow_redirects=False,
                request_timeout=60,
                **options,
            )
        except HTTPClientError as error:
            if error.response is None:
                raise
            response = error.response
        return Answer(response)

    return ask


@pytest.fixture
def publish(ask):
    """Publish a bundle through the API: `await publish(title="T")` gives the report's id."""

    async def publish(*cells, to="api/reports", **said):
        answer = await ask("POST", to, packed(*cells, **said).getvalue())
        assert answer.code == 201, answer.body
        return answer.json["id"]

    return publish


@pytest.fixture
def write(jp_root_dir):
    """Write a notebook into the server's root: `write("a.ipynb", text("# T"))`."""

    def write(path, *cells, **metadata):
        cells = cells or (text("# Peaks\n\nThree of them."), code("fit()", [printed("4.1")]))
        file = jp_root_dir / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(notebook(*cells, **metadata)))
        return file

    return write


@pytest.fixture
def finished(ask):
    """Wait until a job has ended: `await finished(job)`."""

    async def finished(id):
        for _ in range(1200):
            job = (await ask("GET", f"workspace/jobs/{id}")).json
            if job["state"] != "running":
                return job
            await asyncio.sleep(0.05)
        raise AssertionError("the job does not end")

    return finished
