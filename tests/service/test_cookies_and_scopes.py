"""A browser's cookie counts only for what its own pages ask; a token only with the hub's leave.

The tables of what JupyterHub does by itself, as measured on 6.1, row by row.
"""

import pytest
from bundles import packed
from running import PREFIX, SCOPE, Browser

from jupyter_hub_publish.domain.errors import NotLetIn
from jupyter_hub_publish.domain.records import Me
from jupyter_hub_publish.remote.asking import Service as Asking

NEW = {"content": packed(title="Peaks").getvalue()}


@pytest.fixture
def alice(service):
    with Browser(service.url.removesuffix(PREFIX), "alice") as browser:
        browser.visit()
        yield browser


# method, Sec-Fetch-Mode, Sec-Fetch-Site, whether the token against forgery is repeated: the status
@pytest.mark.parametrize(
    ("method", "mode", "site", "proof", "status"),
    [
        ("GET", None, None, False, 200),
        ("GET", "navigate", "none", False, 200),
        ("GET", "cors", "same-origin", False, 403),
        ("GET", "cors", "same-origin", True, 200),
        ("GET", "no-cors", "same-origin", False, 200),
        ("GET", "no-cors", "cross-site", False, 403),
        ("GET", "no-cors", "same-site", False, 403),
        ("GET", "cors", "cross-site", True, 403),
        ("POST", None, None, False, 403),
        ("POST", None, None, True, 201),
        ("POST", "cors", "same-origin", False, 403),
        ("POST", "cors", "same-origin", True, 201),
        ("POST", "navigate", "cross-site", False, 403),
        ("POST", "navigate", "same-origin", False, 403),
        ("POST", "no-cors", "same-origin", False, 403),
        ("POST", "cors", "cross-site", True, 403),
    ],
)
def test_what_a_cookie_is_worth(alice, method, mode, site, proof, status):
    options = NEW if method == "POST" else {}
    answer = alice.fetch(
        method, "api/reports", mode=mode, site=site, xsrf=alice.xsrf if proof else None, **options
    )
    assert answer.status_code == status


@pytest.mark.parametrize(
    ("site", "status"), [("cross-site", 200), ("none", 200), ("same-origin", 200)]
)
def test_a_link_on_another_site_opens_a_page(alice, site, status):
    assert alice.fetch("GET", "search", mode="navigate", site=site).status_code == status


def test_a_token_needs_no_proof(service):
    assert service.ask("POST", "api/reports", by="alice", **NEW).status_code == 201


def test_a_sandboxed_page_can_ask_for_nothing(alice, service):
    for origin in ({"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}):
        assert alice.fetch("GET", "api/me", headers=origin).status_code == 403
        assert service.ask("GET", "api/me", by="alice", headers=origin).status_code == 403


def test_a_proof_of_somebody_else_is_none(alice, service):
    with Browser(service.url.removesuffix(PREFIX), "carol") as carol:
        carol.visit()
        stolen = carol.xsrf
    assert alice.fetch("POST", "api/reports", xsrf=stolen, **NEW).status_code == 403
    # Nor where another site of the same domain has thrown a cookie of its own among ours.
    tossed = {
        "Cookie": f"_xsrf={stolen}; service-hub-publish={alice.cookies['service-hub-publish']}"
    }
    refused = alice.fetch("POST", "api/reports", xsrf=stolen, headers=tossed, **NEW)
    assert refused.status_code == 403


@pytest.mark.parametrize("cookie", ["", "x", "2|1:0|10:1|19:service-hub-publish|4:eA==|forged"])
def test_a_cookie_that_we_have_not_signed_is_none(service, cookie):
    answer = service.ask("GET", "api/me", headers={"Cookie": f"service-hub-publish={cookie}"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "not_signed_in")


def test_no_answer_lets_another_site_read_it(service):
    told = service.ask("GET", "api/me", by="alice", headers={"Origin": "https://evil.example"})
    assert [name for name in told.headers if name.startswith("access-control")] == []


@pytest.mark.parametrize(
    ("scopes", "status"),
    [
        ([], 403),
        (
            ["users:activity!user=alice", "access:servers!server=alice/"],
            403,
        ),  # a server's without our role
        (["self"], 403),
        (["access:services!service=another"], 403),
        ([SCOPE], 200),
        (["users:activity!user=alice", "access:servers!server=alice/", SCOPE], 200),
        (["access:services"], 200),
    ],
)
def test_a_token_is_let_in_by_its_scope_alone(service, hub, scopes, status):
    hub.add("alice", admin=True, scopes=scopes)
    answer = service.ask("GET", "api/me", by="alice")
    assert answer.status_code == status
    if status == 403:
        assert answer.json()["error"] == {
            "code": "not_let_in",
            "message": "The hub does not let you use the library of reports.",
            "hint": "Ask an administrator; if it was set up just now, restart your server.",
            "cell": None,
        }


@pytest.mark.parametrize("scheme", ["token", "Bearer", "bearer"])
def test_a_token_may_be_sent_under_either_name(service, scheme):
    headers = {"Authorization": f"{scheme} token-of-alice"}
    assert service.ask("GET", "api/me", headers=headers).status_code == 200


def test_a_token_in_the_address_is_none(service):
    """It would stand in logs and in the browser's history."""
    assert service.ask("GET", "api/me?token=token-of-alice").status_code == 403


@pytest.mark.parametrize("token", ["token-of-alice", "token-of-nobody"])
def test_a_server_that_is_not_let_in_can_tell_it_from_what_its_owner_may_not_do(
    service, hub, token
):
    """Its page offers the restart that mends it, in whichever language."""
    hub.add("alice", scopes=["users:activity!user=alice"])
    asking = Asking(service.url, token)
    with pytest.raises(NotLetIn):
        asking.get("api/me", Me)
    asking.close()
