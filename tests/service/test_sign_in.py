"""A browser signs in through the hub, at whichever replica, and comes back to where it was."""

import pytest
from bundles import packed
from running import PREFIX, PROVES, Address, Browser, Listening, RunningService

from jupyter_hub_publish.hosts.hub_sign_in import own_address


@pytest.fixture(params=["sqlite", "postgresql"])
def replicas(request, hub, tmp_path):
    """Two replicas of the service over one library, behind one address."""
    address = Address()
    settings = {}
    if request.param == "postgresql":
        settings["db_url"] = request.getfixturevalue("postgresql_url")
    both = [
        RunningService(hub, tmp_path, cache=f"cache-{n}", public=address.url, **settings)
        for n in range(2)
    ]
    address.ports = [one.port for one in both]
    yield address, both
    for one in both:
        one.close()
    address.close()


def test_who_signs_in_at_one_replica_publishes_at_another(replicas):
    address, (first, second) = replicas
    with Browser(address.url, "alice") as alice, Listening(second, "bob") as bob:
        page = alice.visit("search?q=peaks")
        assert str(page.url) == f"{address.url}{PREFIX}search?q=peaks"
        # The page, the way back and the page again: the second was at the other replica.
        assert address.turns == 3
        alice.visit("search")
        made = alice.fetch(
            "POST", "api/reports", xsrf=alice.xsrf, content=packed(title="Of both").getvalue()
        )
        assert made.status_code == 201, made.text
        assert bob.hears(within=10)
        for one in (first, second):
            found = one.ask("GET", "api/reports?q=both", by="bob").json()["hits"]
            assert [hit["title"] for hit in found] == ["Of both"]
    with Browser(address.url, "carol") as carol:
        assert "Of both" in carol.visit().text


def test_what_is_remembered_on_the_way_can_be_read_by_nobody(service):
    with Browser(service.url.removesuffix(PREFIX), "alice") as alice:
        sent = alice.visit("search?q=a-secret-word", follow_redirects=False)
        (cookie,) = sent.headers.get_list("set-cookie")
    assert sent.status_code == 302
    assert "secret" not in cookie + sent.headers["location"]
    assert ("code_challenge_method=S256" in sent.headers["location"]) is PROVES
    for part in ("HttpOnly", "SameSite=Lax", "Max-Age=600", f"Path={PREFIX}"):
        assert part in cookie


def test_a_cookie_of_the_way_is_gone_once_somebody_is_signed_in(service):
    with Browser(service.url.removesuffix(PREFIX), "alice") as alice:
        assert alice.visit().status_code == 200
        assert {name for name in alice.cookies if "sign-in" in name} == set()
        assert {"service-hub-publish", "_xsrf"} <= set(alice.cookies)


@pytest.mark.parametrize("wrong", ["", "state=x", "state=x&code=code-0", "error=access_denied"])
def test_a_sign_in_that_this_browser_has_not_begun_ends_nowhere(service, hub, wrong):
    hub.codes["code-0"] = ("carol", "")
    with Browser(service.url.removesuffix(PREFIX), "alice") as browser:
        refused = browser.visit(f"oauth_callback?{wrong}")
        assert refused.status_code == 403
        assert "You are not signed in." in refused.text
        assert "service-hub-publish" not in browser.cookies


def test_another_browsers_sign_in_cannot_be_forced_on_somebody(service):
    """Else a reader would work in the attacker's name, and publish there."""
    address = service.url.removesuffix(PREFIX)
    with Browser(address, "mallory") as mallory, Browser(address, "alice") as alice:
        sent = mallory.visit(follow_redirects=False)
        back = mallory.visit(sent.headers["location"], follow_redirects=False).headers["location"]
        refused = alice.visit(back)
    assert refused.status_code == 403


def test_many_tabs_may_sign_in_at_once(service):
    with Browser(service.url.removesuffix(PREFIX), "alice") as alice:
        sent = [alice.visit(f"search?q=tab{n}", follow_redirects=False) for n in range(4)]
        ends = [alice.visit(one.headers["location"]) for one in sent]
    assert ends[0].url.query == b"q=tab0"
    assert all(end.status_code == 200 for end in ends)


@pytest.mark.parametrize(
    "uri",
    [
        *("//evil.example", "///evil.example", "/\\evil.example", "https://evil.example"),
        *("https:evil.example", "/", "/hub/home", "/services/hub-publish", ""),
        f"//evil.example{PREFIX}",
        f"http://evil.example{PREFIX}search",
        f"{PREFIX}\\evil.example",
        f"{PREFIX}/evil.example",
        f"{PREFIX}a\r\nSet-Cookie: x=1",
        f"{PREFIX}\t//evil.example",
        f"{PREFIX}é",
        PREFIX + "a" * 3000,
    ],
)
def test_nobody_is_led_anywhere_else_by_signing_in(uri):
    assert own_address(uri, PREFIX) == PREFIX


@pytest.mark.parametrize("path", ["", "search?q=a%2Fb//c", "read/rk7m2xq4d3z/1?theme=dark"])
def test_everybody_is_led_back_to_where_they_were(path):
    assert own_address(PREFIX + path, PREFIX) == PREFIX + path


def test_a_hub_that_is_away_in_the_middle_is_told_of(service, hub):
    with Browser(service.url.removesuffix(PREFIX), "alice") as alice:
        sent = alice.visit(follow_redirects=False)
        back = alice.visit(sent.headers["location"], follow_redirects=False).headers["location"]
        hub.stop()
        refused = alice.visit(back)
        hub.start_again()
    assert refused.status_code == 503
    assert "The hub does not say who you are." in refused.text
