"""With the hub's internal_ssl, only the hub's own parts can connect to the service."""

import ssl

import httpx
import pytest
from certipy import Certipy
from process import Process

ALTERNATIVES = ["IP:127.0.0.1", "DNS:localhost"]


@pytest.fixture
def certificates(tmp_path):
    """As a hub makes them: an authority of its own, and what it has signed."""
    made = Certipy(store_dir=str(tmp_path / "certificates"))
    authority = made.create_ca("services-ca")["files"]["cert"]
    names = {}
    for name in ("service", "proxy"):
        files = made.create_signed_pair(name, "services-ca", alt_names=ALTERNATIVES)["files"]
        names[name] = (files["cert"], files["key"])
    return names, authority


def refused():
    return pytest.raises(httpx.HTTPError)


def test_who_shows_no_certificate_of_the_hubs_is_not_let_in(
    hub, tmp_path, certificates, monkeypatch
):
    names, authority = certificates
    monkeypatch.setenv("JUPYTERHUB_SSL_CERTFILE", str(names["service"][0]))
    monkeypatch.setenv("JUPYTERHUB_SSL_KEYFILE", str(names["service"][1]))
    monkeypatch.setenv("JUPYTERHUB_SSL_CLIENT_CA", str(authority))
    stranger = ssl.create_default_context(cafile=authority)
    proxy = ssl.create_default_context(cafile=authority)
    proxy.load_cert_chain(*names["proxy"])
    running = Process(hub, tmp_path, verify=proxy)
    try:
        headers = {"Authorization": "token token-of-alice"}
        with httpx.Client(verify=proxy, trust_env=False) as client:
            assert client.get(f"{running.url}api/me", headers=headers).status_code == 200
        with httpx.Client(verify=stranger, trust_env=False) as client, refused():
            client.get(f"{running.url}health")
        with httpx.Client(trust_env=False) as client, refused():
            client.get(f"{running.url.replace('https', 'http')}health")
    finally:
        running.close()
