"""The hub's service in this process, over real sockets, and what stands in for a hub."""

import pytest
from running import PREFIX, Browser, RunningService, StandInHub


@pytest.fixture
def hub():
    made = StandInHub()
    made.add("alice", "team-a", user_info={"display_name": "Alice Liddell"})
    made.add("bob", "team-a")
    made.add("carol")
    yield made
    made.close()


@pytest.fixture
def service(hub, tmp_path):
    running = RunningService(hub, tmp_path)
    yield running
    running.close()


@pytest.fixture
def browsers(service):
    service.hub.oauth_redirect_uri = service.url + "oauth_callback"
    made = {name: Browser(service.url.removesuffix(PREFIX), name) for name in ("alice", "carol")}
    for browser in made.values():
        browser.visit()
    yield made
    for browser in made.values():
        browser.__exit__()
