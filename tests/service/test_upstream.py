"""A user's own server holds one stream to the service, and feeds its browsers from it."""

import asyncio
import json

import pytest
from running import PREFIX, RunningService

from jupyter_hub_publish.hosts.news import CHANGED


@pytest.fixture
def jp_environ_of_carol(monkeypatch, hub, tmp_path):
    """Carol's server, started by the hub, and the service that it is told of."""
    running = RunningService(hub, tmp_path)
    monkeypatch.setenv("HUB_PUBLISH_SERVICE_URL", running.url)
    monkeypatch.setenv("JUPYTERHUB_API_TOKEN", "token-of-carol")
    monkeypatch.setenv("JUPYTERHUB_USER", "carol")
    yield running
    running.close()


async def until(condition, *, within=15):
    async with asyncio.timeout(within):
        while not condition():
            await asyncio.sleep(0.1)


async def test_a_browser_hears_of_what_its_reader_may_find(
    jp_environ_of_carol, jp_serverapp, jp_fetch
):
    service, heard = jp_environ_of_carol, []

    async def listen(logger, schema_id, data):
        heard.append((schema_id, data["seq"], data["library"]))

    library = service.ask("GET", "api/me", by="carol").json()["library"]["id"]
    await jp_fetch("hub-publish", "api", "me")  # opens the library, as the panel does
    jp_serverapp.event_logger.add_listener(listener=listen)  # as JupyterLab's socket does
    (extension,) = jp_serverapp.extension_manager.extension_apps["jupyter_hub_publish"]
    await extension._start_jupyter_server_extension(jp_serverapp)
    herald = service.streams.herald
    await until(lambda: len(herald) == 1)
    service.publish(by="alice", audience="private")
    service.publish(by="alice")
    await until(lambda: heard)
    assert heard == [(CHANGED, 2, library)]
    jp_serverapp.event_logger.remove_listener(listener=listen)
    extension._news.stop()
    await until(lambda: len(herald) == 0)


@pytest.mark.parametrize("has_subdomains", [False, True])
async def test_a_link_leads_to_the_service_since_a_server_is_for_its_owner(
    jp_environ_of_carol, jp_fetch, http_server_port, monkeypatch, has_subdomains
):
    host = f"http://127.0.0.1:{http_server_port[1]}"  # as the browser knows the hub's proxy
    if has_subdomains:
        monkeypatch.setenv("JUPYTERHUB_HOST", "https://hub.example.org")
        host = jp_environ_of_carol.url.removesuffix(PREFIX)
    me = json.loads((await jp_fetch("hub-publish", "api", "me")).body)
    assert me["link"] == f"{host}{PREFIX}r/{{id}}"
