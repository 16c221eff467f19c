"""People of a real hub, as their browsers and their servers act for them."""

from __future__ import annotations

import time
from urllib.parse import urlsplit

import httpx

PASSWORD = "users-password"


class Person:
    """A browser that has signed in to the hub."""

    def __init__(self, hub: str, name: str, password: str = PASSWORD) -> None:
        self.hub, self.name = hub, name
        self.browser = httpx.Client(follow_redirects=True, timeout=30, trust_env=False)
        self.browser.get(f"{hub}/hub/login").raise_for_status()
        form = {"username": name, "password": password, "_xsrf": self.xsrf("/hub/")}
        self.browser.post(f"{hub}/hub/login", data=form)
        self.browser.get(f"{hub}/hub/home").raise_for_status()  # the cookie changes with the login

    def xsrf(self, path: str) -> str:
        """What a page under this path of the hub repeats in its requests."""
        wanted = "_xsrf", urlsplit(self.hub).path + path
        return next(c.value for c in self.browser.cookies.jar if (c.name, c.path) == wanted)

    def start_server(self) -> None:
        """Start the person's server, and wait until it answers."""
        path = f"{self.hub}/hub/api/users/{self.name}"
        headers = {"X-XSRFToken": self.xsrf("/hub/"), "Referer": f"{self.hub}/hub/home"}
        started = self.browser.post(f"{path}/server", headers=headers)
        assert started.status_code in (201, 202), started.text
        deadline = time.monotonic() + 90
        while (
            not self.browser.get(path, headers=headers).json()["servers"].get("", {}).get("ready")
        ):
            assert time.monotonic() < deadline, "the server does not start"
            time.sleep(0.2)
        self.browser.get(f"{self.hub}/user/{self.name}/lab").raise_for_status()

    def _is_ready(self, path: str, headers: dict[str, str]) -> bool:
        servers = self.browser.get(path, headers=headers).json()["servers"]
        return bool(servers.get("", {}).get("ready"))

    def close(self) -> None:
        """Close the browser."""
        self.browser.close()

    def ask(self, method: str, path: str, **options: object) -> httpx.Response:
        """Ask the person's own server, at `hub-publish/…` or `api/…`."""
        headers = {
            "X-XSRFToken": self.xsrf(f"/user/{self.name}/"),
            "Referer": f"{self.hub}/user/{self.name}/lab",
            **options.pop("headers", {}),
        }
        url = f"{self.hub}/user/{self.name}/{path}"
        return self.browser.request(method, url, headers=headers, **options)

    def visit(self, path: str, **headers: str) -> httpx.Response:
        """Open a page of the service."""
        return self.browser.get(f"{self.hub}/services/hub-publish/{path}", headers=headers)
