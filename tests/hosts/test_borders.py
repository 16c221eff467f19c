"""What keeps a hostile page, another site and a stranger out, on every route."""

import re

import pytest

SANDBOX = "sandbox allow-scripts allow-downloads;"
UNSAID = {"Sec-Fetch-Dest": ""}  # as where a browser does not say what it loads for
# What each variant of a page may do; the first word of its policy.
VARIANTS = {
    "": SANDBOX,
    "?theme=dark": SANDBOX,
    "?print=1": "sandbox allow-scripts allow-downloads allow-modals;",
    "?scripts=off": "sandbox;",
    "?scripts=off&print=1": "sandbox;",
}


@pytest.mark.parametrize("query", VARIANTS)
async def test_every_variant_of_a_page_is_sandboxed_on_every_answer(ask, publish, query):
    id = await publish()
    etag = (await ask("GET", f"page/{id}/1{query}")).headers["ETag"]
    answers = [
        await ask("GET", f"page/{id}/1{query}"),
        await ask("HEAD", f"page/{id}/1{query}"),
        await ask("GET", f"page/{id}/1{query}", headers={"If-None-Match": etag}),
        await ask("GET", f"page/{id}/7{query}"),
        await ask("GET", f"page/raaaaaaaaaa/1{query}"),
        await ask("GET", f"page/{id}/1{query}", headers=UNSAID),
    ]
    assert [a.code for a in answers] == [200, 200, 304, 404, 404, 303]
    for answer in answers:
        policy = answer.headers["Content-Security-Policy"]
        assert policy.startswith(VARIANTS[query])
        assert "allow-same-origin" not in policy
        assert "default-src 'none'" in policy
        assert ("script-src 'none'" in policy) == ("scripts=off" in query)
        assert answer.headers["Connection-Allowlist"] == "(response-origin)"


async def test_the_page_is_sandboxed_on_every_answer(ask, publish):
    id = await publish()
    etag = (await ask("GET", f"page/{id}/1")).headers["ETag"]
    answers = [
        await ask("GET", f"page/{id}/1"),
        await ask("HEAD", f"page/{id}/1"),
        await ask("GET", f"page/{id}/1", headers={"If-None-Match": etag}),
        await ask("GET", f"page/{id}/7"),
        await ask("GET", "page/raaaaaaaaaa/1"),
        await ask("GET", "page/x%3Cscript%3E/1"),
        await ask("POST", f"page/{id}/1"),
        await ask("GET", f"page/{id}/1", headers={"Sec-Fetch-Site": "cross-site"}),
        await ask("GET", f"page/{id}/1", headers={"Authorization": "token wrong"}),
        await ask("GET", f"page/{id}/1", headers={"Sec-Fetch-Dest": "document"}),
    ]
    assert [a.code for a in answers] == [200, 200, 304, 404, 404, 404, 405, 403, 403, 303]
    for answer in answers:
        policy = answer.headers["Content-Security-Policy"]
        assert policy.startswith(SANDBOX)
        assert "allow-same-origin" not in policy
        assert "default-src 'none'" in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "no-referrer"


async def test_only_printing_may_open_dialogs(ask, publish):
    id = await publish()
    answer = await ask("GET", f"page/{id}/1?print=1")
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("sandbox allow-scripts allow-downloads allow-modals;")


async def test_the_page_opened_by_itself_leads_to_its_shell(ask, publish, jp_base_url):
    id = await publish()
    read = f"{jp_base_url}hub-publish/read/{id}/1"
    for wanted in ("document", "embed", "object", "frame", "empty", "script", "IFRAME"):
        answer = await ask("GET", f"page/{id}/1", headers={"Sec-Fetch-Dest": wanted})
        assert (answer.code, answer.headers["Location"]) == (303, read)
        assert answer.headers["Content-Security-Policy"].startswith(SANDBOX)
    still = await ask("GET", f"page/{id}/1?scripts=off", headers={"Sec-Fetch-Dest": "document"})
    assert still.headers["Location"] == read + "?scripts=off"


async def test_on_plain_http_only_the_pages_own_shell_gets_it(ask, publish, jp_base_url):
    """Browsers send no Sec-Fetch headers there, and the shell's address as the referrer."""
    id, other = await publish(), await publish()
    host = "localhost:8000"
    read = f"http://{host}{jp_base_url}hub-publish/read/{id}"
    for referrer, code in {
        f"{read}/1": 200,
        f"{read}/latest?in=lab&theme=dark": 200,
        "": 303,
        f"http://{host}{jp_base_url}lab/tree/a.ipynb": 303,
        f"http://{host}{jp_base_url}hub-publish/page/{id}/1": 303,
        read.replace(id, other) + "/1": 303,
        f"{read}x/1": 303,
        f"http://evil.example{jp_base_url}hub-publish/read/{id}/1": 303,
        f"http://{host}@evil.example{jp_base_url}hub-publish/read/{id}/1": 303,
        "http://[": 303,
    }.items():
        headers = {**UNSAID, "Host": host, "Referer": referrer}
        assert (await ask("GET", f"page/{id}/1", headers=headers)).code == code, referrer


async def test_the_shell_frames_its_own_page_and_nothing_else(ask, publish, jp_base_url):
    id = await publish()
    for address, ancestors in ((f"read/{id}/1", "'none'"), (f"read/{id}/latest?in=lab", "'self'")):
        answer = await ask("GET", address)
        policy = answer.headers["Content-Security-Policy"]
        assert re.search(rf"frame-src \S+{jp_base_url}hub-publish/page/{id}/1;", policy)
        assert f"frame-ancestors {ancestors}" in policy
        assert "unsafe" not in policy
        assert b"srcdoc" not in answer.body


async def test_markup_in_a_title_is_text_in_the_shell(ask, publish):
    id = await publish(title="</title><script>alert(1)</script>", tags=("<img src=x>",))
    body = (await ask("GET", f"read/{id}/1")).body
    assert b"<script>alert" not in body
    assert b"<img" not in body


async def test_a_host_that_is_no_host_does_not_reach_a_header(ask, publish):
    id = await publish()
    answer = await ask("GET", f"page/{id}/1", headers={"Host": "a; script-src *"})
    assert answer.code in (200, 400, 403)
    assert "script-src *" not in answer.headers.get("Content-Security-Policy", "")


@pytest.mark.parametrize(
    "headers", [{"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}], ids=["sandbox", "other site"]
)
@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "api/reports"), ("POST", "api/reports"), ("POST", "workspace/publish")],
)
async def test_other_sites_and_sandboxed_pages_may_not_call_the_api(ask, headers, method, path):
    answer = await ask(method, path, headers=headers)
    assert (answer.code, answer.error["code"]) == (403, "forbidden")


async def test_the_api_is_never_shared_with_another_site(ask, jp_serverapp):
    jp_serverapp.web_app.settings["allow_origin"] = "*"
    answer = await ask("GET", "api/me", headers={"Origin": "https://evil.example"})
    assert "Access-Control-Allow-Origin" not in answer.headers


async def test_every_route_but_two_wants_a_signed_in_person(ask):
    from jupyter_hub_publish.api.endpoints import ENDPOINTS
    from jupyter_hub_publish.api.local_endpoints import LOCAL_ENDPOINTS
    from jupyter_hub_publish.hosts.pages import LINK, PAGE, SHELL, VENDOR

    signed_out = {"Authorization": "token wrong"}
    for endpoint in (*ENDPOINTS, *LOCAL_ENDPOINTS, LINK, PAGE, SHELL, VENDOR):
        path = endpoint.path.lstrip("/").format(id="raaaaaaaaaa", n="1", name="page-1.css")
        answer = await ask(endpoint.method, path, headers=signed_out)
        if endpoint in (LINK, SHELL):  # people who follow a link are asked to sign in
            assert (answer.code, "/login?next=" in answer.headers["Location"]) == (302, True)
        else:
            assert answer.code == (200 if endpoint.public else 403), endpoint.path


async def test_a_link_leads_into_jupyterlab_whether_or_not_there_is_a_report(
    ask, publish, jp_base_url
):
    for id in (await publish(), "raaaaaaaaaa"):
        answer = await ask("GET", f"r/{id}")
        assert answer.code == 303
        assert answer.headers["Location"].endswith(
            (f"lab?hub-publish-report={id}", f"hub-publish/read/{id}/latest")
        )
    assert (await ask("GET", "r/https:%2f%2fevil.example")).code == 404


async def test_vendored_files_are_files_of_ours_and_nothing_else(ask):
    answer = await ask("GET", "vendor/page-1.css", headers={"Origin": "null"})
    assert (answer.code, answer.headers["Access-Control-Allow-Origin"]) == (200, "*")
    for name in ("..%2Fheaders.py", "%2e%2e", "x", ".", "page-1.css%00"):
        assert (await ask("GET", f"vendor/{name}")).code in (400, 404)


async def test_what_is_public_sets_no_cookie_and_has_a_tag_for_each_of_its_forms(ask, jp_serverapp):
    token = jp_serverapp.identity_provider.token
    packed = await ask("GET", f"vendor/page-1.css?token={token}")
    plain = await ask("GET", "vendor/page-1.css", decompress_response=False)
    assert "Set-Cookie" not in packed.headers
    assert packed.headers["ETag"] == plain.headers["ETag"].replace("-plain", "")
    assert packed.headers["ETag"] != plain.headers["ETag"]
