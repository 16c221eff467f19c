"""Open browsers hear that the library has changed, and never what has changed."""

import asyncio

from jupyter_hub_publish.hosts.news import CHANGED


async def test_a_browser_that_listens_hears_of_a_publication(jp_serverapp, ask, publish):
    heard = []

    async def listen(logger, schema_id, data):
        heard.append((schema_id, data))

    library = (await ask("GET", "api/me")).json["library"]["id"]
    jp_serverapp.event_logger.add_listener(listener=listen)  # as JupyterLab's socket does
    (extension,) = jp_serverapp.extension_manager.extension_apps["jupyter_hub_publish"]
    await extension._start_jupyter_server_extension(jp_serverapp)
    await asyncio.sleep(1.5)
    assert heard == []
    await publish(title="A secret title")
    for _ in range(100):
        if heard:
            break
        await asyncio.sleep(0.1)
    (schema_id, data) = heard[0]
    assert schema_id == CHANGED
    assert (data["seq"], data["library"]) == (1, library)
    assert "secret" not in str(data)
