"""A hub's configuration in one call: the service, and who may use it; nothing is overwritten."""

from __future__ import annotations

import sys
from typing import Any
from urllib.parse import urlsplit

NAME = "hub-publish"
SERVICE_URL = "HUB_PUBLISH_SERVICE_URL"  # where users' servers find the service
_DEFAULTS = {
    "user": ("self",),
    "server": ("users:activity!user", "access:servers!server"),
}
HUB_RIGHTS = ("read:users:name", "read:users:groups", "read:groups:name", "list:groups")


def hub_config(
    c: Any,
    *,
    url: str | None = None,
    reached_at: str | None = None,
    arguments: tuple[str, ...] = (),
    api_token: str | None = None,
) -> tuple[str, ...]:
    """Add the service to a `jupyterhub_config.py`; returns what was added, a sentence each.

    `url` is where the service listens, by itself on 127.0.0.1:10180. `reached_at` is the hub's own
    address as users' servers reach it; without it, what the hub's proxy listens on. `arguments` are
    added to the service's command line. With an `api_token` somebody else starts the service.
    """
    told = [
        _add_service(c, url or _usual_url(c), arguments, api_token),
        *_let_in(c),
        _add_rights(c),
        _tell_servers(c, reached_at),
    ]
    return tuple(sentence for sentence in told if sentence)


def _add_service(c: Any, url: str, arguments: tuple[str, ...], api_token: str | None) -> str:
    services = _list(c.JupyterHub, "services")
    if any(service.get("name") == NAME for service in services):
        return ""
    service: dict[str, Any] = {
        "name": NAME,
        "url": url,
        "display": True,
        "oauth_no_confirm": True,  # it is the hub's own part, and asks for nobody's rights
        "oauth_client_allowed_scopes": [],
    }
    if api_token is None:
        service["command"] = [
            sys.executable, "-m", "jupyter_hub_publish", "service", *arguments,
        ]  # fmt: skip
    else:
        service["api_token"] = api_token
    if "command" in service and url.startswith("https:"):
        _lead_to(c, service)
    c.JupyterHub.services = [*services, service]
    return f"The service {NAME} listens on {url}."


def _lead_to(c: Any, service: dict[str, Any]) -> None:
    """Let the hub start it without the `url`, by which the hub would wait for it in vain.

    With internal_ssl, JupyterHub 5 and 6 wait with a TLS context that is made for servers, no
    request can be sent with it, and the hub ends. What the `url` says besides is said in its place.
    """
    url, address = service.pop("url"), urlsplit(_own_address(c))
    prefix = f"{address.path.rstrip('/')}/services/{NAME}/"
    has_domains = bool(c.JupyterHub.get("subdomain_host"))
    callback = f"{prefix}oauth_callback"
    if has_domains:
        callback = f"{address.scheme}://{address.netloc}{callback}"
    service["oauth_redirect_uri"] = callback
    service["environment"] = {
        "JUPYTERHUB_SERVICE_URL": url,
        "JUPYTERHUB_SERVICE_PREFIX": prefix,
        "JUPYTERHUB_OAUTH_CALLBACK_URL": callback,
    }
    section = c.ConfigurableHTTPProxy if "extra_routes" in c.ConfigurableHTTPProxy else c.Proxy
    routes = section.get("extra_routes") if "extra_routes" in section else {}
    spec = f"{address.hostname}{prefix}" if has_domains else prefix
    section.extra_routes = {spec: url, **routes}


def _let_in(c: Any) -> list[str]:
    """People, and their servers in their name: a server's token has to ask for it as well."""
    scope = f"access:services!service={NAME}"
    told = []
    roles = [dict(role) for role in _list(c.JupyterHub, "load_roles")]
    for name, usual in _DEFAULTS.items():
        role = next((role for role in roles if role.get("name") == name), None)
        if role is None:
            role = {"name": name, "scopes": list(usual)}
            roles.append(role)
        if scope not in role.get("scopes", []):
            role["scopes"] = [*role.get("scopes", []), scope]
            told.append(f"The role {name} may use it.")
    c.JupyterHub.load_roles = roles
    scopes = c.Spawner.get("server_token_scopes") if "server_token_scopes" in c.Spawner else None
    if isinstance(scopes, list) and scope not in scopes:
        c.Spawner.server_token_scopes = [*scopes, scope]
        told.append("So may the tokens of Spawner.server_token_scopes.")
    return told


def _add_rights(c: Any) -> str:
    roles = _list(c.JupyterHub, "load_roles")
    name = f"{NAME}-service"
    if any(role.get("name") == name for role in roles):
        return ""
    c.JupyterHub.load_roles = [
        *roles,
        {"name": name, "services": [NAME], "scopes": list(HUB_RIGHTS)},
    ]
    return "The service may read the names of people and groups."


def _tell_servers(c: Any, reached_at: str | None) -> str:
    environment = c.Spawner.get("environment") if "environment" in c.Spawner else {}
    if not isinstance(environment, dict) or SERVICE_URL in environment:
        return ""
    address = f"{(reached_at or _own_address(c)).rstrip('/')}/services/{NAME}/"
    c.Spawner.environment = {**environment, SERVICE_URL: address}
    return f"Users' servers find it at {address}."


def _usual_url(c: Any) -> str:
    scheme = "https" if c.JupyterHub.get("internal_ssl") is True else "http"
    return f"{scheme}://127.0.0.1:10180"


def _own_address(c: Any) -> str:
    """Where the proxy listens, as seen from the same machine; a subdomain, where services have one.

    The proxy tells them apart by the name that is asked for, so an address of numbers will not do.
    """
    hub = c.JupyterHub
    if hub.get("subdomain_host"):
        return _subdomain(hub)
    bind = urlsplit(str(hub.get("bind_url") or "http://127.0.0.1:8000/"))
    host = str(hub.get("ip") or bind.hostname or "127.0.0.1")
    port = hub.get("port") or bind.port or (443 if bind.scheme == "https" else 8000)
    base = str(hub.get("base_url") or bind.path or "/").strip("/")
    host = "127.0.0.1" if host in ("", "0.0.0.0", "::", "*") else host  # noqa: S104  a comparison
    return f"{bind.scheme}://{host}:{port}/{base}".rstrip("/")


def _subdomain(hub: Any) -> str:
    told, hook = urlsplit(str(hub.get("subdomain_host"))), hub.get("subdomain_hook")
    domain = str(hub.get("domain") or told.hostname)
    name = f"{NAME}--service.{domain}"  # as JupyterHub's own rule has it
    if hook == "legacy":
        name = f"services.{domain}"
    elif callable(hook):
        name = str(hook(NAME, domain, "service"))
    port = f":{told.port}" if told.port else ""
    base = str(hub.get("base_url") or urlsplit(str(hub.get("bind_url") or "")).path or "/")
    return f"{told.scheme}://{name}{port}/{base.strip('/')}".rstrip("/")


def _list(section: Any, name: str) -> list[Any]:
    value = section.get(name) if name in section else []
    if hasattr(value, "get_value"):  # an admin has written `.append(…)`
        value = value.get_value([])
    return list(value)
