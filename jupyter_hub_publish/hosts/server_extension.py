"""The Jupyter server extension: a user's own server. Nothing heavy is imported here."""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlsplit

from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.extension.application import ExtensionApp
from jupyter_server.utils import url_path_join

from ..api.call import Site
from ..api.endpoint import Endpoint
from ..api.endpoints import ENDPOINTS
from ..api.local_endpoints import LOCAL_ENDPOINTS
from ..config import HubPublish
from .bridge import Bridge, PublicBridge
from .dataset_link import DATASET_LINK
from .embedded import Embedded
from .news import News
from .pages import LINK, PAGE, PREVIEW_PAGE, PREVIEW_SHELL, RELATED, SHELL, VENDOR
from .promises import Promises
from .routes import headers_of, pattern

PACKAGE = "jupyter_hub_publish"
PREFIX = "hub-publish"


class HubPublishExtension(ExtensionApp):
    """Publishing, discovering and reading reports, under `hub-publish/`."""

    name = PACKAGE
    app_name = "Hub Publish"
    description = "Publish notebooks as reports, and discover those of others."
    load_other_extensions = True

    def initialize_handlers(self) -> None:
        """Add our routes. The library is opened when somebody first asks for it."""
        server = self.serverapp
        assert server is not None, "an extension is initialised by its server"
        config = HubPublish(parent=server)
        self._embedded = Embedded(
            config, server.contents_manager, kernel_specs=server.kernel_spec_manager
        )
        self._news = News(self._embedded, server.event_logger)
        self._promises = Promises(lambda: self._embedded.opened, self._embedded.pool)
        site = _site_finder(server, config)
        self.handlers.extend(_routes(self._embedded, site))

    async def _start_jupyter_server_extension(self, serverapp: Any) -> None:
        """Begin to look for news, now that the server's event loop runs."""
        self._news.start()
        self._promises.start()

    async def stop_extension(self) -> None:
        """Cancel jobs and close the library, so that the server can end."""
        self._news.stop()
        self._promises.stop()
        await asyncio.get_running_loop().run_in_executor(None, self._embedded.close)


def _site_finder(server_app: Any, config: HubPublish) -> Callable[[JupyterHandler], Site]:
    base = url_path_join(server_app.base_url, PREFIX) + "/"
    default = str(server_app.default_url)

    def find(handler: JupyterHandler) -> Site:
        request = handler.request
        host, scheme = request.host, request.protocol
        if server_app.trust_xheaders:
            host = request.headers.get("X-Forwarded-Host", host).split(",")[0].strip()
        if not re.fullmatch(r"[A-Za-z0-9.\-\[\]:_]{1,255}", host):
            host = "localhost"  # it goes into a header: nothing but a host may pass
        origin = config.public_url or f"{scheme}://{host}"
        # Jupyter Notebook comes with JupyterLab's routes; its people want to stay where they are.
        in_lab = _has_lab(server_app) and "/tree" not in default
        return Site(
            host=origin.partition("://")[2].partition("/")[0],
            base=base,
            link=_links(config, origin, base) + "r/{id}",
            lab=url_path_join(server_app.base_url, "lab") if in_lab else None,
            allowed=tuple(config.extra_script_src),
        )

    return find


def _links(config: HubPublish, origin: str, base: str) -> str:
    """What permanent links begin with: they have to lead others there, too.

    A server under a hub is for its owner: there they lead to the service, through the proxy.
    """
    if service := config.service():
        url, _ = service
        # Where services have a subdomain, it is in the address; else all have the browser's host.
        if os.environ.get("JUPYTERHUB_HOST"):
            return url
        return "/".join(origin.split("/")[:3]) + urlsplit(url).path
    return f"{config.public_url}/{PREFIX}/" if config.public_url else origin + base


def _has_lab(server_app: Any) -> bool:
    package = server_app.extension_manager.extensions.get("jupyterlab")
    return package is not None and package.enabled


def _routes(
    embedded: Embedded, site: Callable[[JupyterHandler], Site]
) -> Iterable[tuple[str, type[Bridge], dict[str, Any]]]:
    """Each path once, with its endpoints by method, and the headers of all its answers."""
    table: dict[str, dict[str, Endpoint]] = {}
    documents = LINK, DATASET_LINK, SHELL, RELATED, PAGE, PREVIEW_SHELL, PREVIEW_PAGE, VENDOR
    for endpoint in (*ENDPOINTS, *LOCAL_ENDPOINTS, *documents):
        table.setdefault(endpoint.path, {})[endpoint.method] = endpoint
    for path, endpoints in table.items():
        options: dict[str, Any] = {"endpoints": endpoints, "holder": embedded, "site": site}
        options |= headers_of(path)
        public = all(endpoint.public for endpoint in endpoints.values())
        handler = PublicBridge if public else Bridge
        yield url_path_join("/", PREFIX, pattern(path)), handler, options
