"""Each directive is there for an attack; losing one must not go unnoticed."""

from __future__ import annotations

import pytest
from traitlets import TraitError

from jupyter_hub_publish.config import HubPublish
from jupyter_hub_publish.domain.errors import BadInput
from jupyter_hub_publish.web import (
    api_headers,
    download_headers,
    page_headers,
    shell_headers,
    vendor_headers,
    web_headers,
)

HOST, BASE = "hub.example.org:8000", "/user/ada/hub-publish/"
VENDOR = HOST + BASE + "vendor/"


def policy(headers: dict[str, str]) -> dict[str, str]:
    parts = headers["Content-Security-Policy"].split("; ")
    return {name: value for name, _, value in (part.partition(" ") for part in parts)}


def test_a_page_can_reach_nothing_but_its_vendored_files():
    assert policy(page_headers(HOST, BASE)) == {
        "sandbox": "allow-scripts allow-downloads",
        "default-src": "'none'",
        "script-src": f"'unsafe-inline' 'unsafe-eval' blob: data: {VENDOR}",
        "style-src": f"'unsafe-inline' {VENDOR}",
        "img-src": "data: blob:",
        "media-src": "data: blob:",
        "font-src": f"data: {VENDOR}",
        "worker-src": "blob:",
        "connect-src": "data: blob:",
        "frame-src": "'none'",
        "object-src": "'none'",
        "form-action": "'none'",
        "base-uri": "'none'",
        "frame-ancestors": "'self'",
    }


def test_hosts_that_an_admin_allows_are_loaded_from_and_never_framed():
    hosts = ("cdn.example.org", "https://tile.example.org/osm/")
    strict, open_ = (
        policy(page_headers(HOST, BASE)),
        policy(page_headers(HOST, BASE, allowed=hosts)),
    )
    changed = {name for name in strict if strict[name] != open_[name]}
    assert changed == {
        "script-src", "style-src", "img-src", "media-src", "font-src", "connect-src"
    }  # fmt: skip
    for name in changed:
        assert open_[name] == f"{strict[name]} {' '.join(hosts)}"


@pytest.mark.parametrize(
    "evil",
    [
        "", "*", "https:", "data:", "'unsafe-inline'", "a.org; sandbox", "a.org b.org",
        "a.org,b.org", "http://a.org", "https://a.org/?q", "https://a.org/#x", "localhost",
        "*.*.org", "a.org\n", "https://user@a.org", "//a.org", "x" * 300 + ".org",
    ],
)  # fmt: skip
def test_what_is_no_host_opens_nothing(evil):
    assert page_headers(HOST, BASE, allowed=(evil,)) == page_headers(HOST, BASE)
    with pytest.raises(TraitError):
        HubPublish(extra_script_src=[evil])


def test_only_printing_may_open_dialogs():
    printing = policy(page_headers(HOST, BASE, printing=True))
    assert printing.pop("sandbox") == "allow-scripts allow-downloads allow-modals"
    reading = policy(page_headers(HOST, BASE))
    reading.pop("sandbox")
    assert printing == reading


def test_without_scripts_nothing_is_allowed():
    assert policy(page_headers(HOST, BASE, scripts=False)) == {
        "sandbox": "",
        "default-src": "'none'",
        "script-src": "'none'",
        "style-src": f"'unsafe-inline' {VENDOR}",
        "img-src": "data:",
        "media-src": "data:",
        "font-src": f"data: {VENDOR}",
        "form-action": "'none'",
        "base-uri": "'none'",
        "frame-ancestors": "'self'",
    }


@pytest.mark.parametrize("more", [{}, {"printing": True}, {"scripts": False}])
def test_a_page_may_connect_to_its_own_host_only_by_whatever_means(more):
    assert page_headers(HOST, BASE, **more)["Connection-Allowlist"] == "(response-origin)"


def test_a_shell_frames_one_page_and_loads_our_scripts_only():
    headers = shell_headers(HOST, BASE, BASE + "page/rabcdefghij/3", framed=True)
    assert policy(headers) == {
        "default-src": "'none'",
        "script-src": VENDOR,
        "style-src": VENDOR,
        "img-src": f"data: {VENDOR}",
        "font-src": VENDOR,
        "frame-src": HOST + BASE + "page/rabcdefghij/3",
        "object-src": "'none'",
        "form-action": "'none'",
        "base-uri": "'none'",
        "frame-ancestors": "'self'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "'none'",
    }


def test_what_names_other_reports_asks_for_them_and_for_their_pictures_and_for_nothing_else():
    page, related = BASE + "page/rabcdefghij/3", BASE + "related/rabcdefghij"
    plain = policy(shell_headers(HOST, BASE, page, framed=False))
    naming = policy(shell_headers(HOST, BASE, page, framed=False, related_path=related))
    assert naming == plain | {
        "img-src": f"data: {VENDOR} {HOST}{BASE}api/reports/",
        "connect-src": HOST + related,
    }


def test_a_star_goes_to_its_own_address_by_a_form_and_by_the_script():
    page, star = BASE + "page/rabcdefghij/3", "reports/rabcdefghij/star"
    plain = policy(shell_headers(HOST, BASE, page, framed=False))
    headers = shell_headers(HOST, BASE, page, framed=False, star_path=star)
    assert policy(headers) == plain | {
        "form-action": f"{HOST}{BASE}{star}",
        "connect-src": f"{HOST}{BASE}api/{star}",
    }


def test_a_page_with_a_form_says_where_the_form_comes_from_to_its_own_host_only():
    """With no-referrer a browser sends `Origin: null`, as a sandboxed page does."""
    for headers in (
        shell_headers(HOST, BASE, "/", framed=False, star_path="reports/rabcdefghij/star"),
        web_headers(HOST, BASE, form_path="requests/"),
    ):
        assert headers["Referrer-Policy"] == "same-origin"
    assert web_headers(HOST, BASE)["Referrer-Policy"] == "no-referrer"


def test_a_shell_that_nobody_has_to_frame_can_not_be_framed():
    headers = shell_headers(HOST, BASE, BASE + "page/rabcdefghij/3", framed=False)
    assert policy(headers)["frame-ancestors"] == "'none'"


@pytest.mark.parametrize(
    "headers", [page_headers(HOST, BASE), shell_headers(HOST, BASE, "/", framed=True)]
)
def test_documents_are_not_guessed_not_shared_and_not_kept(headers):
    apart = ("Content-Security-Policy", "Connection-Allowlist")
    assert {name: value for name, value in headers.items() if name not in apart} == {
        "Content-Type": "text/html; charset=utf-8",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": (
            "camera=(), microphone=(), geolocation=(), usb=(), serial=(), clipboard-read=(), "
            "payment=(), display-capture=(), fullscreen=()"
        ),
        "Cache-Control": "private, no-cache",
    }


@pytest.mark.parametrize(
    "host", ["", "a b", "evil.org; script-src *", "a,b", "http://a", "a/b", "*", "a:b", "[::1", "ä"]
)
def test_a_host_that_could_change_the_policy_is_refused(host):
    with pytest.raises(BadInput):
        page_headers(host, BASE)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8888", "[::1]:8888", "a-b.example.org"])
def test_every_usual_host_is_accepted(host):
    assert f" {host}{BASE}vendor/" in page_headers(host, BASE)["Content-Security-Policy"]


def test_a_base_can_not_begin_another_directive():
    csp = page_headers(HOST, "/user/a;b,c d/x/")["Content-Security-Policy"]
    assert "/user/a%3Bb%2Cc%20d/x/vendor/" in csp


def test_vendored_files_are_for_everyone_and_kept():
    headers = vendor_headers()
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_answers_of_the_api_are_for_the_same_origin_only():
    headers = api_headers()
    assert policy(headers) == {"default-src": "'none'", "frame-ancestors": "'none'", "sandbox": ""}
    assert headers["Cache-Control"] == "no-store"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert not any(name.startswith("Access-Control") for name in headers)


@pytest.mark.parametrize(
    ("name", "sent"),
    [("a b.ipynb", "a%20b.ipynb"), ('"; x="\r\n', "%22%3B%20x%3D%22%0D%0A"), ("../ä", ".._%C3%A4")],
)
def test_a_download_is_saved_under_an_encoded_name_and_never_shown(name, sent):
    headers = download_headers(name, "application/x-ipynb+json")
    assert headers["Content-Disposition"] == f"attachment; filename*=UTF-8''{sent}"
    assert headers["Content-Type"] == "application/x-ipynb+json"
    assert policy(headers) == {"sandbox": "", "default-src": "'none'"}


def test_a_document_without_a_page_frames_nothing():
    policy = shell_headers("localhost:8888", "/hub-publish/", "", framed=True)
    assert "frame-src 'none'" in policy["Content-Security-Policy"]
