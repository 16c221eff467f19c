"""Two people of one hub: what one publishes, the other finds, through servers of their own."""

from __future__ import annotations

import json
import time

import httpx
import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

PRINTED = new_output("stream", text="4.1 sigma")


def write(hub, person, name, *cells):
    content = nbformat.v4.new_notebook(cells=cells)
    nbformat.write(content, hub.folder / "home" / person.name / name)


def published(person, path, **draft):
    answer = person.ask(
        "POST", "hub-publish/workspace/publish", json={"path": path, "draft": draft}
    )
    assert answer.status_code == 202, answer.text
    job = answer.json()
    deadline = time.monotonic() + 60
    while job["state"] not in ("done", "failed", "cancelled"):
        assert time.monotonic() < deadline, job
        time.sleep(0.1)
        job = person.ask("GET", f"hub-publish/workspace/jobs/{job['id']}").json()
    assert job["state"] == "done", job["error"]
    return job["published"]


def test_what_alice_publishes_bob_finds_and_reads(hub):
    alice, bob = hub.person("alice", server=True), hub.person("bob", server=True)
    write(
        hub,
        alice,
        "peaks.ipynb",
        new_markdown_cell("# Gaussian peaks"),
        new_code_cell("fit(peaks)", outputs=[PRINTED]),
    )
    made = published(alice, "peaks.ipynb", title="Gaussian peaks", tags=["spectra"])
    page = bob.ask("GET", "hub-publish/api/reports?q=gaussian").json()
    (hit,) = page["hits"]
    assert (hit["id"], hit["authors"], hit["owner"]) == (made["id"], ["alice"], "user:alice")
    assert hit["may_update"] is False
    notebook = bob.ask("GET", f"hub-publish/api/reports/{made['id']}/versions/1/notebook")
    assert "fit(peaks)" in json.dumps(notebook.json())
    shell = bob.ask("GET", f"hub-publish/read/{made['id']}/1")
    assert "Gaussian peaks" in shell.text
    page = bob.ask("GET", f"hub-publish/page/{made['id']}/1", headers={"Sec-Fetch-Dest": "iframe"})
    assert "4.1 sigma" in page.text
    assert "sandbox allow-scripts" in page.headers["content-security-policy"]


def test_in_ones_own_server_too_one_is_in_ones_groups_and_can_publish_for_them(hub):
    alice, bob = hub.person("alice", server=True), hub.person("bob", server=True)
    assert alice.ask("GET", "hub-publish/api/me").json()["groups"] == ["team-a"]
    write(hub, alice, "team.ipynb", new_markdown_cell("# For the team"))
    made = published(alice, "team.ipynb", title="For the team", owner="group:team-a")
    assert bob.ask("GET", f"hub-publish/api/reports/{made['id']}").json()["may_update"]


def test_somebody_without_a_server_reads_it_on_the_web(hub):
    carol = hub.person("carol")
    alice = hub.person("alice", server=True)
    write(hub, alice, "web.ipynb", new_markdown_cell("# For the web"))
    made = published(alice, "web.ipynb", title="For the web")
    shell = carol.visit(f"r/{made['id']}")
    assert shell.status_code == 200
    assert "For the web" in shell.text
    assert str(shell.url).endswith(f"/services/hub-publish/read/{made['id']}/latest")
    # The hub leads there, and starts the server first where there is none.
    assert f'href="/hub/user-redirect/lab?hub-publish-report={made["id"]}"' in shell.text
    opened = alice.browser.get(f"{hub.url}/hub/user-redirect/lab?hub-publish-report={made['id']}")
    assert opened.status_code == 200
    assert str(opened.url).endswith(f"/user/alice/lab?hub-publish-report={made['id']}")


def test_a_stranger_is_led_to_the_login_and_learns_nothing(hub):
    with httpx.Client(trust_env=False) as stranger:
        base = f"{hub.url}/services/hub-publish"
        assert stranger.get(f"{base}/r/raaaaaaaaaa").status_code == 302
        refused = stranger.get(f"{base}/api/reports")
        assert (refused.status_code, refused.json()["error"]["code"]) == (403, "not_signed_in")
        assert (
            stranger.get(f"{base}/api/me", headers={"Authorization": "token x"}).status_code == 403
        )
