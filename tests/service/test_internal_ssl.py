"""With the hub's internal_ssl, only the hub's own parts can connect to the service."""

import http.server
import ssl
import threading

import httpx
import pytest
from certipy import Certipy
from process import Process

from jupyter_hub_publish.cli.diagnosing_hub import examine_hub

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


class Api(http.server.BaseHTTPRequestHandler):
    """The first thing that is asked of a hub's API."""

    def do_GET(self):
        self.send_response_only(200)
        self.end_headers()
        self.wfile.write(b'{"version": "6.1.1"}')


def test_the_doctor_shows_the_hub_the_certificate_that_it_has_made(certificates, monkeypatch):
    names, authority = certificates
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Api)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH, cafile=authority)
    context.verify_mode = ssl.CERT_REQUIRED
    context.load_cert_chain(*names["service"])
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever).start()
    try:
        api = f"https://127.0.0.1:{server.server_address[1]}/hub/api"
        assert [finding.fine for finding in examine_hub(api, "good")] == [False]
        monkeypatch.setenv("JUPYTERHUB_SSL_CERTFILE", str(names["proxy"][0]))
        monkeypatch.setenv("JUPYTERHUB_SSL_KEYFILE", str(names["proxy"][1]))
        monkeypatch.setenv("JUPYTERHUB_SSL_CLIENT_CA", str(authority))
        assert next(examine_hub(api, "good")).message == f"JupyterHub 6.1.1 answers at {api}."
        monkeypatch.setenv("JUPYTERHUB_SSL_KEYFILE", "/nowhere")
        (unread,) = examine_hub(api, "good")
        assert "cannot be read" in unread.message
    finally:
        server.shutdown()
        server.server_close()
