"""The service outlives its database: it says what is wrong meanwhile, and goes on by itself."""

from __future__ import annotations

import threading
import time

import pytest
from bundles import packed
from running import RunningService

RECOVERED = 10.0  # seconds after the database is back
TRIED = 60.0  # seconds for which a client tries again


@pytest.fixture
def service(hub, tmp_path, postgresql_url):
    running = RunningService(hub, tmp_path, db_url=postgresql_url)
    yield running
    running.close()


def publish(service, key, *, title="Peaks"):
    """Publish as a client does that will try again: with a key of its own."""
    content = packed(title=title).getvalue()
    headers = {"Idempotency-Key": key}
    return service.ask("POST", "api/reports", by="alice", content=content, headers=headers)


def total(service):
    return service.ask("GET", "api/reports?limit=100", by="alice").json()["total"]


def test_it_answers_again_within_seconds_and_a_retried_publish_gives_one_version(
    service, postgresql_cluster
):
    assert publish(service, "before-it-went-away").status_code == 201
    postgresql_cluster.stop()
    try:
        refused = publish(service, "while-it-was-away")
        listing = service.ask("GET", "api/reports", by="alice")
        alive = service.ask("GET", "health")
    finally:
        postgresql_cluster.start()
    back = time.monotonic()
    for answer in (refused, listing):
        assert answer.status_code == 503
        assert answer.json()["error"]["message"] == "The library's database does not answer."
    assert alive.status_code == 200
    while service.ask("GET", "api/reports", by="alice").status_code != 200:
        assert time.monotonic() < back + RECOVERED
        time.sleep(0.1)
    first, again = publish(service, "while-it-was-away"), publish(service, "while-it-was-away")
    assert (first.status_code, again.json()["id"]) == (201, first.json()["id"])
    before = publish(service, "before-it-went-away")
    assert before.json()["version"] == 1
    assert total(service) == 2


def test_what_is_published_while_it_goes_away_is_there_once(service, postgresql_cluster):
    published, failed, ended = [], [], threading.Event()

    def work():
        while not ended.is_set():
            giving_up = time.monotonic() + TRIED
            while publish(service, f"publication-{len(published)}").status_code != 201:
                failed.append(len(published))
                assert time.monotonic() < giving_up
                time.sleep(0.05)
            published.append(len(published))

    worker = threading.Thread(target=work)
    assert total(service) == 0  # it is open by now
    worker.start()
    try:
        assert wait_until(lambda: len(published) > 3)
        postgresql_cluster.stop()
        try:
            assert wait_until(lambda: failed)  # it goes away under a publication
        finally:
            postgresql_cluster.start()
        known = len(published)
        assert wait_until(lambda: len(published) > known)
    finally:
        ended.set()
        worker.join(2 * TRIED)
    assert not worker.is_alive()
    assert total(service) == len(published)


def wait_until(condition):
    """Whether it comes true while a client would try again."""
    deadline = time.monotonic() + TRIED
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.01)
    return condition()
