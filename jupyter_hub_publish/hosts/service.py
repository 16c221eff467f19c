"""The hub's service: one process that alone holds the library, for people and for their servers."""

from __future__ import annotations

import asyncio
import logging
import re
import signal
import ssl
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from jupyterhub.utils import make_ssl_context
from tornado import web
from tornado.httpserver import HTTPServer

from ..api.call import Site
from ..api.endpoint import Endpoint
from ..api.endpoints import ENDPOINTS
from ..config import HubPublish
from ..domain.errors import LibraryUnavailable, NotFound, PublishError
from ..domain.records import Actor
from .hub_bridge import HubBridge
from .hub_events import HubEvents, Streams
from .hub_feed import HubFeed
from .hub_form import HubForm
from .hub_identity import Hub
from .hub_limits import Rate
from .hub_metrics import HubMetrics, HubReady, Metrics
from .hub_news import Herald
from .hub_sign_in import SignedIn, SignIn
from .pages import LINK, PAGE, RELATED, SHELL, VENDOR
from .promises import Promises
from .routes import FORMS, PAGES, headers_of, pattern
from .web_feeds import FEEDS

if TYPE_CHECKING:
    from ..library.local import LocalLibrary

log = logging.getLogger(__name__)
WORKERS = 16  # requests at work at once
_GUESSES = 30, 2.0  # tokens of feeds that are nobody's: in a row, and then one in 2 s
_PATIENCE = 900.0  # seconds for a body: the largest publication over two megabits a second
_GRACE = 8.0  # seconds in which requests may end when the service is asked to


# Everything but what a class of its own answers, which stands in `application`.
SERVED = (*FORMS, *ENDPOINTS, *PAGES, *FEEDS, LINK, SHELL, RELATED, PAGE, VENDOR)
_PUBLISHED = frozenset(endpoint.path for endpoint in SERVED if endpoint.body == "bundle")
_OPENED = frozenset((LINK.path, SHELL.path, *(page.path for page in PAGES)))


class Service:
    """The library, opened on first use, and the threads that it is asked in."""

    def __init__(self, config: HubPublish) -> None:
        self.pool = ThreadPoolExecutor(WORKERS, thread_name_prefix="hub-publish")
        self._config = config
        self._lock = threading.Lock()
        self._library: LocalLibrary | None = None
        self.metrics = Metrics()
        self.at_work: set[web.RequestHandler] = set()
        self.ending = False
        """Whether the process has been asked to end."""
        hourly = config.publishes_per_hour
        self.publishing = Rate(hourly, 3600 / hourly) if hourly else None
        self.guesses = Rate(*_GUESSES)
        """Tokens of feeds that are nobody's, by the address that asks."""
        self._met: dict[str, str] = {}  # people, and the names that they show
        self.streams = Streams(Herald(lambda: self.open_library().discovery, self.pool))

    @property
    def opened(self) -> LocalLibrary | None:
        """The library, if it is open."""
        return self._library

    def open_library(self) -> LocalLibrary:
        """The library; raises LibraryUnavailable with the reason if it cannot be opened."""
        with self._lock:
            if self._library is None:
                from ..library.local import LocalLibrary

                self._library = LocalLibrary.open_at(
                    self._config.library_url(),
                    shape="service",
                    cache=self._config.cache_path(),
                    blob_url=self._config.blob_url,
                    blocked_rules=self._config.blocked_rules,
                    audit_days=self._config.audit_days,
                    policy=self._config.policy(),
                    webhook_hosts=self._config.webhook_hosts,
                )
            return self._library

    def meet(self, actor: Actor) -> None:
        """Remember somebody who asks, so that others can name them; nobody waits for it."""
        if self._met.get(actor.name) != actor.display_name:
            self._met[actor.name] = actor.display_name
            self.pool.submit(self._remember, actor)

    def _remember(self, actor: Actor) -> None:
        try:
            self.open_library().sharing.meet(actor)
        except PublishError as error:
            log.debug("Somebody was not remembered: %s", error.message)
            self._met.pop(actor.name, None)  # when they ask again

    def open_desk(self) -> Any:
        """None: the author's side is in the author's own server."""
        raise NotFound("There is no such thing here.")

    def close(self) -> None:
        """Close the library, when the last request has ended."""
        self.pool.shutdown(wait=True, cancel_futures=True)
        with self._lock:
            if self._library is not None:
                self._library.close()
                self._library = None


def application(service: Service, config: HubPublish, hub: Hub, secret: bytes) -> web.Application:
    """The tornado application of the service."""
    prefix = hub.base_url
    signing = {"hub": hub, "sign_in": SignIn(hub, secret)}
    common = {**signing, "holder": service, "site": _site_finder(config, hub)}
    streams = {"streams": service.streams, **common}
    alone, own = {"endpoints": {}, **common}, re.escape(prefix)
    return web.Application(
        [
            *_routes(prefix, common),
            (own + "api/events", HubEvents, {"route": "/api/events", **streams}),
            (own + "metrics", HubMetrics, {"route": "/metrics", **alone}),
            (own + "health/ready", HubReady, {"route": "/health/ready", "public": True, **alone}),
            (own + "oauth_callback", SignedIn, signing),
            (re.escape(prefix.rstrip("/")), web.RedirectHandler, {"url": prefix}),
        ],
        cookie_secret=secret,
        default_handler_class=_Nothing,
        log_function=partial(_logged, service.metrics),
    )


async def serve(config: HubPublish, *, secret: bytes, url: str) -> None:
    """Serve at this address until the process is asked to end; then let requests end first."""
    service, hub = Service(config), Hub()
    try:
        await asyncio.get_running_loop().run_in_executor(service.pool, service.open_library)
    except LibraryUnavailable as error:
        log.error("The library cannot be opened: %s %s", error.message, error.hint)
        service.close()
        raise
    address = urlsplit(url)
    # With the hub's internal_ssl, only its own proxy may connect, and shows a certificate.
    tls = make_ssl_context(
        hub.keyfile, hub.certfile, cafile=hub.client_ca, purpose=ssl.Purpose.CLIENT_AUTH
    )
    server = server_of(application(service, config, hub, secret), tls=tls)
    server.listen(address.port or 80, address.hostname or "127.0.0.1")
    log.info("The library of reports is served at %s.", url)
    promises = Promises(lambda: service.opened, service.pool)
    promises.start()
    await _asked_to_end()
    promises.stop()
    server.stop()
    await _let_end(service)
    with suppress(TimeoutError):
        await asyncio.wait_for(server.close_all_connections(), 1)
    service.close()


def server_of(
    made: web.Application, *, tls: ssl.SSLContext | None = None, patience: float = _PATIENCE
) -> HTTPServer:
    """What listens for the application; a request's body may take `patience` seconds to arrive."""
    return HTTPServer(made, xheaders=True, ssl_options=tls, body_timeout=patience)


async def _let_end(service: Service) -> None:
    """Wait for what is at work; streams, which would not end, are ended."""
    service.ending = True
    service.streams.herald.end()
    try:
        async with asyncio.timeout(_GRACE):
            while service.at_work:
                await asyncio.sleep(0.05)
    except TimeoutError:
        log.warning("Requests that were not answered in time: %d.", len(service.at_work))


async def _asked_to_end() -> None:
    ending = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, ending.set)
    await ending.wait()


def _site_finder(config: HubPublish, hub: Hub) -> Callable[[web.RequestHandler], Site]:
    def find(handler: web.RequestHandler) -> Site:
        request = handler.request
        host = request.headers.get("X-Forwarded-Host", request.host).split(",")[0].strip()
        if not re.fullmatch(r"[A-Za-z0-9.\-\[\]:_]{1,255}", host):
            host = "localhost"  # it goes into a header: nothing but a host may pass
        origin = config.public_url or f"{request.protocol}://{host}"
        return Site(
            host=urlsplit(origin).netloc,
            base=hub.base_url,
            link=f"{urlsplit(origin).scheme}://{urlsplit(origin).netloc}{hub.base_url}r/{{id}}",
            # The hub starts the reader's server where it does not run, and leads there.
            lab=f"{hub.hub_host}{hub.hub_prefix}user-redirect/lab",
            allowed=tuple(config.extra_script_src),
            web=True,
        )

    return find


def _routes(
    prefix: str, common: dict[str, Any]
) -> Iterable[tuple[str, type[HubBridge], dict[str, Any]]]:
    """Each path once, with its endpoints by method, and the headers of all its answers."""
    table: dict[str, dict[str, Endpoint]] = {}
    for endpoint in SERVED:
        table.setdefault(endpoint.path, {})[endpoint.method] = endpoint
    for path, endpoints in table.items():
        options: dict[str, Any] = {
            "endpoints": endpoints,
            **common,
            "public": all(endpoint.public for endpoint in endpoints.values()),
            "leads_to_login": path in _OPENED,
            "route": path,
            **headers_of(path),
        }
        handler = HubBridge
        if all(endpoint.body == "form" for endpoint in endpoints.values()):
            handler = HubForm
        elif all(endpoint in FEEDS for endpoint in endpoints.values()):
            handler = HubFeed
        yield re.escape(prefix.rstrip("/")) + pattern(path), handler, options


class _Nothing(web.RequestHandler):
    def prepare(self) -> None:
        raise web.HTTPError(404)

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish("There is nothing here.")


def _logged(metrics: Metrics, handler: web.RequestHandler) -> None:
    """One line for a request: its path without the query, in which people search."""
    status, request = handler.get_status(), handler.request
    method, seconds = request.method or "", request.request_time()
    route = getattr(handler, "route", "")
    metrics.count(method=method, route=route, status=status, seconds=seconds)
    if method == "POST" and route in _PUBLISHED:
        metrics.publications.labels(str(status)).inc()
    level = logging.WARNING if status >= 500 else logging.INFO
    if route.startswith(("/health", "/vendor")):
        level = logging.DEBUG
    fields = {
        **{"method": method, "path": request.path, "route": route, "status": status},
        **{"ms": round(1000 * seconds, 1), "person": getattr(handler.current_user, "name", "")},
    }
    log.log(level, "%s %s %d", method, request.path, status, extra={"fields": fields})
