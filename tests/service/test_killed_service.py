"""A service may be killed at any moment: a publication that is sent again is there once, and whole.

`HUB_PUBLISH_SERVICE_KILLS` says how often (once unless it is set).
"""

from __future__ import annotations

import os
import random
import threading
import time
from contextlib import closing

import httpx
from bundles import packed
from process import Process
from running import until

ROUNDS = int(os.environ.get("HUB_PUBLISH_SERVICE_KILLS", "1"))
SEED = int(os.environ.get("HUB_PUBLISH_KILL_SEED", "1"))
BUNDLE = packed(title="Peaks").getvalue()


def ask(method, url, **options):
    """As alice does, who waits for a busy machine."""
    headers = {"Authorization": "token token-of-alice", **options.pop("headers", {})}
    return httpx.request(method, url, headers=headers, timeout=60, trust_env=False, **options)


def publish(url, key):
    """The report that it became, in one version."""
    headers = {"Idempotency-Key": key}
    answer = ask("POST", f"{url}api/reports", content=BUNDLE, headers=headers)
    assert answer.status_code == 201, answer.text
    assert answer.json()["version"] == 1
    return answer.json()["id"]


class Author(threading.Thread):
    """Publishes one report after the other until nobody answers."""

    def __init__(self, url, name):
        super().__init__()
        self.sent, self.acknowledged = [], {}
        self._url, self._name = url, name

    def run(self):
        while True:
            key = f"{self._name}-{len(self.sent)}-of-a-client"
            self.sent.append(key)
            try:
                self.acknowledged[key] = publish(self._url, key)
            except httpx.TransportError:
                return


def killed_while_two_publish(hub, folder, name, dice):
    """What they have sent, and what was acknowledged."""
    with closing(Process(hub, folder)) as running:
        authors = [Author(running.url, f"{name}-{each}") for each in ("one", "two")]
        for author in authors:
            author.start()
        until(lambda: all(author.acknowledged for author in authors), within=60)
        time.sleep(dice.uniform(0, 0.3))
    for author in authors:
        author.join()
    sent = [key for author in authors for key in author.sent]
    return sent, authors[0].acknowledged | authors[1].acknowledged


def test_what_is_published_while_it_is_killed_is_there_once_when_it_is_sent_again(hub, tmp_path):
    dice = random.Random(SEED)
    known = {}
    for number in range(ROUNDS):
        sent, acknowledged = killed_while_two_publish(hub, tmp_path, str(number), dice)
        with closing(Process(hub, tmp_path)) as running:
            again = {key: publish(running.url, key) for key in sent}
            assert acknowledged.items() <= again.items()
            known |= again
            total = ask("GET", f"{running.url}api/reports").json()["total"]
            assert total == len(set(known.values())) == len(known)
            for report in again.values():
                framed = {"Sec-Fetch-Dest": "iframe"}
                page = ask("GET", f"{running.url}page/{report}/1", headers=framed)
                assert page.status_code == 200
