"""A feed reader of a real hub, which shows nothing but the token of its reader's feeds."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import httpx
from nbformat.v4 import new_markdown_cell
from test_hub import published, write

ATOM = "{http://www.w3.org/2005/Atom}"


def test_a_feed_reader_gets_what_its_readers_groups_may_find_and_nobody_else_does(hub):
    alice, bob = hub.person("alice", server=True), hub.person("bob")
    write(hub, alice, "feed.ipynb", new_markdown_cell("# For the team's feeds"))
    team = {"owner": "group:team-a", "audience": "people", "people": ["group:team-a"]}
    published(alice, "feed.ipynb", title="For the team's feeds", **team)
    page = bob.visit("feeds")
    proof = re.search(r'name="_xsrf" value="([^"]*)"', page.text)[1]
    headers = {"Origin": hub.url, "Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "navigate"}
    made = bob.browser.post(
        f"{hub.url}/services/hub-publish/feeds/token",
        data={"_xsrf": proof, "deed": "renew"},
        headers=headers,
    )
    assert made.status_code == 200, made.text
    address = re.search(r'<code class="is-whole">([^<]*/groups/team-a\?token=[^<]*)<', made.text)[1]
    assert address.startswith(f"{hub.url}/services/hub-publish/atom/")
    feed = ElementTree.fromstring(httpx.get(address, trust_env=False).content)
    titles = [entry.findtext(f"{ATOM}title") for entry in feed.findall(f"{ATOM}entry")]
    assert "For the team's feeds" in titles
    wrong = httpx.get(address[:-1] + ("a" if address[-1] != "a" else "b"), trust_env=False)
    assert wrong.status_code == 404
