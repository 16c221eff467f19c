"""A service may be killed at any moment: a publication that is sent again is there once, and whole.

`HUB_PUBLISH_SERVICE_KILLS` says how often (once unless it is set).
"""

from __future__ import annotations

import os
import random
import threading
import time

import httpx
from bundles import packed
from process import Process
from running import until

ROUNDS = int(os.environ.get("HUB_PUBLISH_SERVICE_KILLS", "1"))
SEED = int(os.environ.get("HUB_PUBLISH_KILL_SEED", "1"))
HEADERS = {"Authorization": "token token-of-alice"}
BUNDLE = packed(title="Peaks").getvalue()


def publish(url, key):
    """The report that it became, in one version."""
    headers = {**HEADERS, "Idempotency-Key": key}
    answer = httpx.post(f"{url}api/reports", content=BUNDLE, headers=headers, trust_env=False)
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


def test_what_is_published_while_it_is_killed_is_there_once_when_it_is_sent_again(hub, tmp_path):
    dice = random.Random(SEED)
    known = {}
    for number in range(ROUNDS):
        running = Process(hub, tmp_path)
        authors = [Author(running.url, f"{number}-{name}") for name in ("one", "two")]
        for author in authors:
            author.start()
        until(lambda each=authors: all(author.acknowledged for author in each))
        time.sleep(dice.uniform(0, 0.3))
        running.close()
        for author in authors:
            author.join()
        running = Process(hub, tmp_path)
        try:
            new = {}
            for author in authors:
                again = {key: publish(running.url, key) for key in author.sent}
                assert author.acknowledged.items() <= again.items()
                new |= again
            known |= new
            listing = httpx.get(f"{running.url}api/reports", headers=HEADERS, trust_env=False)
            assert listing.json()["total"] == len(set(known.values())) == len(known)
            for report in new.values():
                page = f"{running.url}page/{report}/1"
                framed = {**HEADERS, "Sec-Fetch-Dest": "iframe"}
                assert httpx.get(page, headers=framed, trust_env=False).status_code == 200
        finally:
            running.close()
