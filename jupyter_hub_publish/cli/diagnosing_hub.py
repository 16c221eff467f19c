"""What stands between a process and its hub: token, scopes, the service, proxies and clocks."""

from __future__ import annotations

import http.client
import os
import ssl
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import httpx

from ..domain.limits import MAX_BUNDLE
from ..hosts.hub_config import HUB_RIGHTS, NAME
from .diagnosing import APART, Finding

_PATIENCE = 10.0  # seconds for an answer
_REFUSAL = 3.0  # seconds in which a proxy refuses what is too long; who waits for it lets it pass
_ACCESS = ("access:services", f"access:services!service={NAME}")


def examine_hub(api: str, token: str) -> Iterator[Finding]:
    """The hub's API, as the variables of this process name it, and what the token may do."""
    try:
        shown = _certificates()
    except OSError:
        yield Finding(
            about="hub",
            fine=False,
            message="The certificates that the hub has made for this process cannot be read.",
            remedy="Restart the server, or the service: the hub makes new ones.",
        )
        return
    with _client(token, shown) as client:
        try:
            response = client.get(api)
            version = str(response.json()["version"])
        except (httpx.HTTPError, ValueError, KeyError, TypeError):
            yield Finding(
                about="hub",
                fine=False,
                message=f"No hub answers at {api}.",
                remedy="Check JUPYTERHUB_API_URL, and that the hub runs and can be reached.",
            )
            return
        yield Finding(about="hub", fine=True, message=f"JupyterHub {version} answers at {api}.")
        yield from _of_clock(response)
        try:
            asked = client.get(f"{api.rstrip('/')}/user")
        except httpx.HTTPError:
            return
        yield _of_token(asked)


def _certificates() -> ssl.SSLContext | bool:
    """With internal_ssl the hub answers who shows what it has made for them, and nobody else."""
    names = ("KEYFILE", "CERTFILE", "CLIENT_CA")
    key, certificate, authority = (os.environ.get(f"JUPYTERHUB_SSL_{name}") for name in names)
    if not (key and certificate):
        return True
    context = ssl.create_default_context(cafile=authority or None)
    context.load_cert_chain(certificate, key)
    return context


def _of_clock(response: httpx.Response) -> Iterator[Finding]:
    with suppress(KeyError, ValueError):
        ahead = parsedate_to_datetime(response.headers["Date"]).timestamp() - time.time()
        if abs(ahead) > APART:
            told = f"The hub's clock differs by {abs(ahead):.0f} s from this one."
            yield Finding(about="clock", fine=False, message=told, remedy="Set both by NTP.")


def _of_token(response: httpx.Response) -> Finding:
    if response.status_code != 200:
        return Finding(
            about="token",
            fine=False,
            message="The hub does not know this process's token.",
            remedy="Restart the server, or the service: the hub gives each a new one.",
        )
    model = response.json()
    whose, scopes = f"{model['kind']} {model['name']}", set(model.get("scopes", []))
    if model["kind"] == "service":
        missing = [right for right in HUB_RIGHTS if right not in scopes]
    else:
        missing = [] if scopes.intersection(_ACCESS) else [_ACCESS[1]]
    if not missing:
        return Finding(about="token", fine=True, message=f"The token is that of the {whose}.")
    return Finding(
        about="token",
        fine=False,
        message=f"The token of the {whose} lacks the scope {', '.join(missing)}.",
        remedy="Call hub_config(c) at the end of jupyterhub_config.py, restart the hub, and then"
        " this server: a token's scopes are those of its start.",
    )


def examine_service(url: str, token: str) -> Iterator[Finding]:
    """The service at this address: that it answers, knows the token, and gets what is sent."""
    with _client(token) as client:
        try:
            alive = client.get(f"{url}health").json().get("status") == "ok"
        except (httpx.HTTPError, ValueError, AttributeError):
            alive = False
        if not alive:
            yield Finding(
                about="service",
                fine=False,
                message=f"The service does not answer at {url}.",
                remedy="Look into the hub's log whether it runs; hub_config(c, reached_at=…) names"
                " the address under which servers reach the hub's proxy.",
            )
            return
        yield Finding(about="service", fine=True, message=f"The service answers at {url}.")
        if not token:
            return
        try:
            yield _of_me(client.get(f"{url}api/me"))
            yield _of_host(client.get(f"{url}help"), urlsplit(url).netloc)
        except httpx.HTTPError:
            yield _silent(url)
            return
    yield _of_length(url, token)


def _of_me(response: httpx.Response) -> Finding:
    if response.status_code == 200:
        return Finding(about="service", fine=True, message="It knows whose token this is.")
    if response.status_code in (401, 403):
        return Finding(
            about="service",
            fine=False,
            message="The service does not accept the token.",
            remedy="If its scopes are in order, something in between drops the header"
            " Authorization: let it pass.",
        )
    return Finding(
        about="service",
        fine=False,
        message=f"The service cannot answer about its library (status {response.status_code}).",
        remedy="Run this command where the service runs.",
    )


def _of_host(response: httpx.Response, host: str) -> Finding:
    """Pages name the host that the service sees: under another one browsers block their styles."""
    policy = response.headers.get("Content-Security-Policy", "")
    if response.status_code != 200 or host in policy:
        return Finding(about="proxy", fine=True, message=f"The service sees the host {host}.")
    return Finding(
        about="proxy",
        fine=False,
        message=f"A proxy hides from the service that it was asked for {host}.",
        remedy="Let it pass on the header Host or X-Forwarded-Host, or set"
        " c.HubPublish.public_url.",
    )


def _of_length(url: str, token: str) -> Finding:
    """Whether somebody refuses a publication for its length, which is told before it is sent."""
    megabytes = f"{MAX_BUNDLE // 1_000_000} MB"
    headers = {"Authorization": f"token {token}", "Content-Length": str(MAX_BUNDLE)}
    try:
        status = _status_before_the_body(f"{url}api/reports", headers)
    except OSError:
        return _silent(url)
    if status == 413:
        return Finding(
            about="proxy",
            fine=False,
            message=f"A proxy refuses bodies of {megabytes}, which a publication may have.",
            remedy="Raise its limit; in nginx: client_max_body_size 170m;",
        )
    return Finding(about="proxy", fine=True, message=f"Bodies of {megabytes} may pass.")


def _status_before_the_body(url: str, headers: Mapping[str, str]) -> int | None:
    """The status with which somebody answers a POST whose body does not come, if anybody does."""
    address = urlsplit(url)
    kind = http.client.HTTPSConnection if address.scheme == "https" else http.client.HTTPConnection
    with closing(kind(address.hostname or "", address.port, timeout=_PATIENCE)) as connection:
        connection.putrequest("POST", address.path)
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.endheaders()
        connection.sock.settimeout(_REFUSAL)
        try:
            return connection.getresponse().status
        except (TimeoutError, http.client.HTTPException):
            return None


def _silent(url: str) -> Finding:
    return Finding(
        about="service",
        fine=False,
        message=f"The service at {url} has stopped answering.",
        remedy="Look into the hub's log.",
    )


def _client(token: str, verify: ssl.SSLContext | bool = True) -> httpx.Client:
    return httpx.Client(
        headers={"Authorization": f"token {token}"},
        timeout=_PATIENCE,
        follow_redirects=False,
        trust_env=False,  # through no proxy of the environment, as the extension itself asks
        verify=verify,
    )
