"""Webhooks go to hosts that an admin has named, once, and nowhere else."""

from __future__ import annotations

import json
import logging
import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from bundles import packed
from handed import BIKES, writing

from jupyter_hub_publish.config import HubPublish
from jupyter_hub_publish.domain.datasets import ConsumerToAdd
from jupyter_hub_publish.domain.errors import BadInput
from jupyter_hub_publish.domain.reachable import Reachable
from jupyter_hub_publish.domain.records import ReportEdits
from jupyter_hub_publish.library.local import LocalLibrary
from jupyter_hub_publish.library.webhooks import Told, Webhooks

TOLD = Told(event="late", dataset="daaaaaaaaaa", name="bikeshare.forecast", text="It is late.")


@contextmanager
def listening(status=204, leads_to=None):
    """A server on this machine; its port, and what it was sent."""
    sent = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            data = self.rfile.read(int(self.headers["Content-Length"]))
            sent.append((self.path, self.headers["Host"], json.loads(data)))
            self.send_response(status)
            if leads_to:
                self.send_header("Location", leads_to)
            self.end_headers()

        do_GET = do_POST

        def log_message(self, *args):
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield server.server_port, sent
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def sent_to(url, *named):
    hooks = Webhooks(named)
    hooks.send([url], TOLD)
    hooks.close()


def test_a_host_that_was_named_is_told_in_one_short_request():
    with listening() as (port, sent):
        sent_to(f"http://127.0.0.1:{port}/T0/B1?a=1#b", f"127.0.0.1:{port}", "127.0.0.1")
    assert sent == [
        (
            "/T0/B1?a=1",
            f"127.0.0.1:{port}",
            {
                "event": "late",
                "dataset": "daaaaaaaaaa",
                "name": "bikeshare.forecast",
                "text": "It is late.",
            },
        )
    ]


def test_a_name_that_leads_into_the_own_network_is_not_told_unless_that_is_named(caplog):
    with listening() as (port, sent):
        url = f"http://localhost:{port}/secret-path"
        with caplog.at_level(logging.WARNING):
            sent_to(url, f"localhost:{port}")
        assert sent == []
        assert "PermissionError" in caplog.text
        assert "secret-path" not in caplog.text
        sent_to(url, f"localhost:{port}", "127.0.0.0/8")
        assert [host for _, host, _ in sent] == [f"localhost:{port}"]


def test_no_redirect_is_followed():
    with listening() as (other, elsewhere):
        with listening(307, f"http://127.0.0.1:{other}/") as (port, sent):
            sent_to(
                f"http://127.0.0.1:{port}/", f"127.0.0.1:{port}", f"127.0.0.1:{other}", "127.0.0.1"
            )
        assert len(sent) == 1
        assert elsewhere == []


def test_one_that_is_away_holds_up_nobody_and_says_so_in_the_log(caplog):
    with listening() as (port, _):
        pass
    with caplog.at_level(logging.WARNING):
        sent_to(f"http://127.0.0.1:{port}/T0", f"127.0.0.1:{port}", "127.0.0.1")
    assert "The webhook at 127.0.0.1 was not told" in caplog.text
    assert "/T0" not in caplog.text


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/",
        "https://hooks.example.org.evil.example/",
        "https://hooks.example.org:8443/",
        "https://user@hooks.example.org/",
        "https://evil.example#@hooks.example.org/",
        "ftp://hooks.example.org/",
        "https:///x",
        "https://hooks.example.org:x/",
        "https://[::1/",
        "",
    ],
)
def test_only_the_named_host_itself_may_be_asked(url):
    assert Reachable(("hooks.example.org",)).target(url) is None
    with pytest.raises(BadInput):
        Webhooks(("hooks.example.org",)).check(url)


def test_a_named_host_is_known_in_capitals_and_with_its_usual_ports():
    named = Reachable(("Hooks.Example.org", "chat.corp:8065"))
    for url in (
        "https://HOOKS.example.org/x",
        "http://hooks.example.org:80/",
        "https://hooks.example.org:443/",
        "http://chat.corp:8065/hooks/1",
    ):
        assert named.target(url), url
    assert named.target("http://chat.corp/hooks/1") is None


@pytest.mark.parametrize(
    ("address", "may"),
    [
        ("93.184.215.14", True),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True),
        *((private, False) for private in ("127.0.0.1", "10.1.2.3", "169.254.169.254", "0.0.0.0")),
        *((private, False) for private in ("::1", "fe80::1%eth0", "fd00::1", "::ffff:10.0.0.1")),
        *((odd, False) for odd in ("224.0.0.1", "255.255.255.255", "nonsense", "")),
        ("192.168.7.1", True),
    ],
)
def test_private_addresses_are_reached_only_where_an_admin_names_them(address, may):
    assert Reachable(("hooks.example.org", "192.168.7.0/24")).may_be_reached(address) is may


def test_the_setting_takes_hosts_and_networks_and_nothing_else():
    assert HubPublish(webhook_hosts=["hooks.example.org", "10.0.0.0/8"]).webhook_hosts
    for wrong in ("https://hooks.example.org/", "*.example.org", "a b", ""):
        with pytest.raises(Exception, match="webhook_hosts"):
            HubPublish(webhook_hosts=[wrong])


def test_who_feeds_a_dashboard_hears_by_webhook_of_a_broken_contract_and_of_what_is_late(
    folders, ada, ben
):
    with listening() as (port, sent):
        hosts = (f"127.0.0.1:{port}", "127.0.0.1")
        library = LocalLibrary.open(**folders, webhook_hosts=hosts)
        report = library.publishing.publish_new(packed(writing()), actor=ada).id
        id = library.datasets.search(actor=ben).datasets[0].id
        hook = f"http://127.0.0.1:{port}/hook"
        plan = ConsumerToAdd(title="Plan", link="https://bi.example.org/1", webhook=hook)
        (mine,) = library.datasets.add_consumer(id, plan, actor=ben).consumers
        assert mine.webhook == hook
        (seen,) = library.datasets.read(id, actor=ada.__class__(name="eva")).consumers
        assert seen.webhook is None
        gone = {"kind": "dropped", "column": "hour", "before": "datetime", "breaks": True}
        broken = writing(
            "bikeshare.forecast",
            BIKES,
            written=(datetime.now(UTC) - timedelta(hours=2)).isoformat(),
            fresh=3_600,
            contract={"major": 2, "changes": [gone]},
        )
        for _ in range(2):  # the same key, as after an answer that was lost
            library.publishing.publish_version(report, packed(broken), actor=ada, key="k")
        library.notifier.tell_late()
        library.close()
    assert [(data["event"], data["name"]) for _, _, data in sent] == [
        ("contract", "bikeshare.forecast"),
        ("late", "bikeshare.forecast"),
    ]
    assert sent[0][2]["text"] == "Version 2.0: Column “hour” is gone (datetime)."


def test_who_may_no_longer_find_the_report_hears_nothing_more_of_it(folders, ada, ben):
    with listening() as (port, sent):
        hosts = (f"127.0.0.1:{port}", "127.0.0.1")
        url = f"sqlite:///{folders['folder']}.sqlite"
        library = LocalLibrary.open_at(
            url, shape="service", cache=folders["cache"], webhook_hosts=hosts
        )
        old = (datetime.now(UTC) - timedelta(hours=2)).isoformat()
        cell = writing(written=old, fresh=60)
        report = library.publishing.publish_new(packed(cell), actor=ada).id
        id = library.datasets.search(actor=ben).datasets[0].id
        for actor in (ada, ben):
            hook = f"http://127.0.0.1:{port}/{actor.name}"
            plan = ConsumerToAdd(title="Plan", link="https://bi.example.org/1", webhook=hook)
            library.datasets.add_consumer(id, plan, actor=actor)
        library.curating.edit(report, ReportEdits(audience="private"), actor=ada)
        assert library.notifier.tell_late() == 1
        assert library.datasets.notices(actor=ben).notices == ()
        library.close()
    assert [path for path, _, _ in sent] == ["/ada"]
