"""What one line adds to a hub's configuration, and what it leaves as an admin has set it."""

from __future__ import annotations

import pytest
from traitlets.config import Config

from jupyter_hub_publish.hosts.hub_config import hub_config

SCOPE = "access:services!service=hub-publish"


def roles(c):
    return {role["name"]: role for role in c.JupyterHub.load_roles}


def test_an_empty_configuration_gets_the_service_and_who_may_use_it():
    c = Config()
    told = hub_config(c)
    (service,) = c.JupyterHub.services
    assert service["name"] == "hub-publish"
    assert service["command"][-1] == "service"
    assert roles(c)["user"]["scopes"] == ["self", SCOPE]
    # A role that is named replaces the hub's own: what it has by itself is named with it.
    assert roles(c)["server"]["scopes"] == ["users:activity!user", "access:servers!server", SCOPE]
    address = "http://127.0.0.1:8000/services/hub-publish/"
    assert c.Spawner.environment == {"HUB_PUBLISH_SERVICE_URL": address}
    assert len(told) == 5
    assert all(sentence.endswith((".", "/.")) for sentence in told)


def test_what_an_admin_has_set_stays():
    c = Config()
    c.JupyterHub.services = [{"name": "cull-idle", "command": ["cull"]}]
    c.JupyterHub.load_roles = [
        {"name": "server", "scopes": ["access:servers!server"]},
        {"name": "cull", "scopes": ["list:users"], "services": ["cull-idle"]},
    ]
    c.Spawner.environment = {"LANG": "C.UTF-8"}
    c.Spawner.server_token_scopes = ["users:activity!user"]
    hub_config(c)
    assert [service["name"] for service in c.JupyterHub.services] == ["cull-idle", "hub-publish"]
    assert roles(c)["server"]["scopes"] == ["access:servers!server", SCOPE]
    assert roles(c)["cull"] == {"name": "cull", "scopes": ["list:users"], "services": ["cull-idle"]}
    assert c.Spawner.environment["LANG"] == "C.UTF-8"
    assert c.Spawner.server_token_scopes == ["users:activity!user", SCOPE]


def test_twice_is_once():
    c = Config()
    hub_config(c)
    before = c.copy()
    assert hub_config(c) == ()
    assert c == before


def test_an_admin_who_appends_is_understood():
    c = Config()
    c.JupyterHub.services.append({"name": "other"})
    hub_config(c)
    assert [service["name"] for service in c.JupyterHub.services] == ["other", "hub-publish"]


@pytest.mark.parametrize(
    ("bind", "address"),
    [
        ("http://:8000/", "http://127.0.0.1:8000"),
        ("http://0.0.0.0:9000/jupyter/", "http://127.0.0.1:9000/jupyter"),
        ("https://hub.example.org/", "https://hub.example.org:443"),
    ],
)
def test_servers_are_told_where_the_proxy_listens(bind, address):
    c = Config()
    c.JupyterHub.bind_url = bind
    hub_config(c)
    told = c.Spawner.environment["HUB_PUBLISH_SERVICE_URL"]
    assert told == f"{address}/services/hub-publish/"


def test_a_service_that_somebody_else_starts_has_no_command():
    c = Config()
    hub_config(c, url="http://reports:10180", api_token="t" * 32, reached_at="http://proxy-public")
    (service,) = c.JupyterHub.services
    assert (service["url"], service["api_token"]) == ("http://reports:10180", "t" * 32)
    assert "command" not in service
    told = c.Spawner.environment["HUB_PUBLISH_SERVICE_URL"]
    assert told == "http://proxy-public/services/hub-publish/"


@pytest.mark.parametrize(
    ("hook", "name"),
    [
        (None, "hub-publish--service.example.org"),
        ("legacy", "services.example.org"),
        (lambda name, domain, kind: f"{kind}.{name}.{domain}", "service.hub-publish.example.org"),
    ],
)
def test_servers_are_told_the_subdomain_where_services_have_one(hook, name):
    c = Config()
    c.JupyterHub.subdomain_host = "https://example.org:8443"
    c.JupyterHub.bind_url = "http://:8000/hubs/"
    if hook:
        c.JupyterHub.subdomain_hook = hook
    hub_config(c)
    told = c.Spawner.environment["HUB_PUBLISH_SERVICE_URL"]
    assert told == f"https://{name}:8443/hubs/services/hub-publish/"


def test_the_rule_for_subdomains_is_jupyterhubs():
    from jupyterhub.utils import subdomain_hook_idna, subdomain_hook_legacy

    c = Config()
    c.JupyterHub.subdomain_host = "https://example.org"
    for hook, own in ((None, subdomain_hook_idna), ("legacy", subdomain_hook_legacy)):
        c.Spawner.environment = {}
        c.JupyterHub.subdomain_hook = hook
        hub_config(c)
        told = c.Spawner.environment["HUB_PUBLISH_SERVICE_URL"]
        assert own("hub-publish", "example.org", "service") in told


def test_with_internal_ssl_the_hub_starts_the_service_and_does_not_wait_for_it_in_vain():
    c = Config()
    c.JupyterHub.internal_ssl = True
    c.JupyterHub.bind_url = "http://:8000/hubs/"
    hub_config(c)
    (service,) = c.JupyterHub.services
    assert "url" not in service
    assert service["oauth_redirect_uri"] == "/hubs/services/hub-publish/oauth_callback"
    assert service["environment"] == {
        "JUPYTERHUB_SERVICE_URL": "https://127.0.0.1:10180",
        "JUPYTERHUB_SERVICE_PREFIX": "/hubs/services/hub-publish/",
        "JUPYTERHUB_OAUTH_CALLBACK_URL": "/hubs/services/hub-publish/oauth_callback",
    }
    assert c.Proxy.extra_routes == {"/hubs/services/hub-publish/": "https://127.0.0.1:10180"}


def test_with_internal_ssl_and_subdomains_the_services_name_is_in_its_route():
    c = Config()
    c.JupyterHub.internal_ssl = True
    c.JupyterHub.subdomain_host = "https://example.org:8443"
    c.ConfigurableHTTPProxy.extra_routes = {"example.org/other/": "http://other"}
    hub_config(c)
    (service,) = c.JupyterHub.services
    name = "hub-publish--service.example.org"
    callback = f"https://{name}:8443/services/hub-publish/oauth_callback"
    assert service["oauth_redirect_uri"] == callback
    assert c.ConfigurableHTTPProxy.extra_routes == {
        f"{name}/services/hub-publish/": "https://127.0.0.1:10180",
        "example.org/other/": "http://other",
    }


def test_with_internal_ssl_a_service_that_somebody_else_starts_is_reached_as_ever():
    c = Config()
    c.JupyterHub.internal_ssl = True
    hub_config(c, api_token="t" * 32)
    assert c.JupyterHub.services[0]["url"] == "https://127.0.0.1:10180"
    assert "extra_routes" not in c.Proxy
