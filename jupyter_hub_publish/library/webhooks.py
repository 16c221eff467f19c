"""Telling other programs: one short request to a host that an admin has named, and nowhere else.

No redirect is followed, and the address that was looked at is the one that is asked. The path of a
webhook is often a secret: no log says more of it than its host.
"""

from __future__ import annotations

import logging
import socket
import threading
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import msgspec

from ..domain.errors import BadInput
from ..domain.reachable import Reachable, Target
from ..domain.records import Record

log = logging.getLogger(__name__)
_PATIENCE = 5.0  # seconds
_WAITING = 200  # requests; more are not sent, since nobody answers any of them


class Told(Record):
    """What a webhook is sent, as JSON."""

    event: str
    """`contract` or `late`."""
    dataset: str
    """Its id."""
    name: str
    text: str
    """One sentence."""


class Webhooks:
    """Sends in the background. Safe to use from any thread."""

    def __init__(self, named: tuple[str, ...] = ()) -> None:
        """`named` are the hosts, and networks, that an admin allows."""
        self._reachable = Reachable(named)
        self._pool: ThreadPoolExecutor | None = None
        self._lock = threading.Lock()
        self._waiting = threading.BoundedSemaphore(_WAITING)

    def check(self, url: str) -> None:
        """Raise BadInput for an address that nothing would be sent to."""
        if self._reachable.target(url) is None:
            raise BadInput(
                "The library sends nothing to this webhook's host.",
                hint="An administrator can allow it with c.HubPublish.webhook_hosts.",
            )

    def send(self, urls: Iterable[str], told: Told) -> None:
        """Tell each of them, soon; nobody waits for it, and a failure is only logged."""
        for url in urls:
            target = self._reachable.target(url)
            if target is None:  # the admin has changed their mind
                continue
            if not self._waiting.acquire(blocking=False):
                log.warning("Too many webhooks wait: %s was not told.", target.host)
                continue
            self._threads().submit(self._sent, url, target, told)

    def close(self) -> None:
        """Send what is waiting, and end."""
        with self._lock:
            if self._pool is not None:
                self._pool.shutdown(wait=True, cancel_futures=False)
                self._pool = None

    def _threads(self) -> ThreadPoolExecutor:
        with self._lock:
            if self._pool is None:
                self._pool = ThreadPoolExecutor(2, thread_name_prefix="hub-publish-webhooks")
            return self._pool

    def _sent(self, url: str, target: Target, told: Told) -> None:
        try:
            status = self._post(url, target, msgspec.json.encode(told))
            if status >= 300:
                log.warning("The webhook at %s answered with %d.", target.host, status)
        except Exception as error:  # a thread's: whatever goes wrong there is not anybody's answer
            log.warning("The webhook at %s was not told: %s.", target.host, type(error).__name__)
        finally:
            self._waiting.release()

    def _post(self, url: str, target: Target, data: bytes) -> int:
        import httpx

        address = self._address(target)
        host = f"[{address}]" if ":" in address else address
        there = urlsplit(url)._replace(netloc=f"{host}:{target.port}", fragment="").geturl()
        usual = target.port == (443 if target.scheme == "https" else 80)
        with httpx.Client(timeout=_PATIENCE, follow_redirects=False, trust_env=False) as client:
            request = client.build_request(
                "POST",
                there,
                content=data,
                headers={
                    "Host": target.host if usual else f"{target.host}:{target.port}",
                    "Content-Type": "application/json",
                    "User-Agent": "jupyter-hub-publish",
                },
                # The certificate has to be the host's, not the address's.
                extensions={"sni_hostname": target.host},
            )
            response = client.send(request, stream=True)  # nobody reads what it says
            response.close()
        return response.status_code

    def _address(self, target: Target) -> str:
        found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
        for *_, place in found:
            if self._reachable.may_be_reached(address := str(place[0])):
                return address
        raise PermissionError("it leads to where an admin has not allowed")
