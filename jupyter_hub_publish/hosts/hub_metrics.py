"""What the service tells Prometheus: how much is asked, how long it takes, and what lags behind.

No label names a person or a report.
"""

from __future__ import annotations

from typing import Protocol

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.process_collector import ProcessCollector

from ..domain.errors import Forbidden, LibraryUnavailable, NotSignedIn
from ..domain.records import Actor, Health, to_json
from .hub_bridge import HubBridge
from .hub_identity import Model

CONTENT_TYPE = CONTENT_TYPE_LATEST
SCOPE = "read:metrics"  # JupyterHub's own: who may read the hub's metrics may read ours
_NAME = "hub_publish"
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class Standing(Protocol):
    """How a library stands at the moment."""

    def seq(self) -> int: ...

    def indexed(self) -> int | None: ...

    def connections(self) -> int: ...


class Metrics:
    """The numbers of one process."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        ProcessCollector(namespace=_NAME, registry=self._registry)
        self.requests = Counter(
            f"{_NAME}_requests",
            "Requests that were answered.",
            ("method", "route", "status"),
            registry=self._registry,
        )
        self.seconds = Histogram(
            f"{_NAME}_request_seconds",
            "Seconds from a request's first byte to the end of its answer.",
            ("method", "route"),
            buckets=_SECONDS,
            registry=self._registry,
        )
        self.publications = Counter(
            f"{_NAME}_publications",
            "Publications that were sent, by the status of the answer: 201 is a new version.",
            ("status",),
            registry=self._registry,
        )
        self._streams = self._gauge("event_streams", "Streams of events that are open.")
        self._seq = self._gauge("library_changes", "The library's change counter.")
        self._lag = self._gauge(
            "index_lag_changes", "Changes that this process's search index has not taken in."
        )
        self._connections = self._gauge(
            "database_connections", "Connections to the database that are in use."
        )

    def count(self, *, method: str, route: str, status: int, seconds: float) -> None:
        """An answer has been given."""
        self.requests.labels(method, route, str(status)).inc()
        self.seconds.labels(method, route).observe(seconds)

    def text(self, library: Standing, *, streams: int) -> bytes:
        """All of them, as Prometheus reads them. Raises LibraryUnavailable."""
        seq, indexed = library.seq(), library.indexed()
        self._seq.set(seq)
        self._lag.set(0 if indexed is None else max(seq - indexed, 0))
        self._connections.set(library.connections())
        self._streams.set(streams)
        return generate_latest(self._registry)

    def _gauge(self, name: str, help: str) -> Gauge:
        return Gauge(f"{_NAME}_{name}", help, registry=self._registry)


class HubMetrics(HubBridge):
    """GET /metrics, for tokens that may read the hub's own: of a service, or of an admin."""

    async def get(self, **path: str) -> None:
        """Serve GET."""
        self._is_received = True
        streams = len(self._holder.streams.herald)
        try:
            text = await self._in_pool(
                lambda: self._holder.metrics.text(self._holder.open_library(), streams=streams)
            )
        except LibraryUnavailable as error:
            return self.refuse(error)
        self.set_header("Content-Type", CONTENT_TYPE)
        self.finish(text)

    def _let_in(self, model: Model | None) -> Actor:
        if not model:
            raise NotSignedIn("You are not signed in.", hint="Send a token.")
        if SCOPE not in model["scopes"]:
            raise Forbidden(
                "This token may not read metrics.", hint=f"It needs the hub's scope {SCOPE}."
            )
        return Actor(name=model["name"])


class HubReady(HubBridge):
    """GET /health/ready: whether requests should come here; /health tells that it lives."""

    async def get(self, **path: str) -> None:
        """Serve GET."""
        self._is_received = True
        try:
            if self._holder.ending:
                raise LibraryUnavailable("This process is about to end.")
            await self._in_pool(lambda: self._holder.open_library().discovery.seq())
        except LibraryUnavailable as error:
            return self.refuse(error)
        self.finish(to_json(Health(status="ok")))
