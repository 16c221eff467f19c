"""What keeps a hostile page, another site and a stranger out, on every route."""

import re
from urllib.parse import urljoin

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


@pytest.fixture
def preview(ask, write):
    """Render a page that is not published: `await preview()` gives its id."""

    async def preview(title="T", path="a.ipynb"):
        write(path)
        asked = {"path": path, "draft": {"title": title}}
        answer = await ask("POST", "workspace/preview", asked)
        assert answer.code == 200, answer.body
        return answer.json["id"]

    return preview


@pytest.fixture(params=["page", "preview"])
def framed(request, publish, preview):
    """A page, published or not: `await framed()` gives its address, its shell's, and absent ones.

    What is true of the one is true of the other: both run their author's scripts.
    """

    async def framed():
        if request.param == "page":
            id = await publish()
            gone = (f"page/{id}/7", "page/raaaaaaaaaa/1", "page/x%3Cscript%3E/1")
            return f"page/{id}/1", f"read/{id}/1", gone
        id = await preview()
        gone = (f"preview/{'0' * 32}/page", f"preview/{id[:-1]}/page", "preview/x%3Cb%3E/page")
        return f"preview/{id}/page", f"preview/{id}/shell", gone

    return framed


@pytest.mark.parametrize("query", VARIANTS)
async def test_every_variant_of_a_page_is_sandboxed_on_every_answer(ask, framed, query):
    page, _, gone = await framed()
    etag = (await ask("GET", f"{page}{query}")).headers["ETag"]
    answers = [
        await ask("GET", f"{page}{query}"),
        await ask("HEAD", f"{page}{query}"),
        await ask("GET", f"{page}{query}", headers={"If-None-Match": etag}),
        await ask("GET", f"{gone[0]}{query}"),
        await ask("GET", f"{gone[1]}{query}"),
        await ask("GET", f"{page}{query}", headers=UNSAID),
    ]
    assert [a.code for a in answers] == [200, 200, 304, 404, 404, 303]
    for answer in answers:
        policy = answer.headers["Content-Security-Policy"]
        assert policy.startswith(VARIANTS[query])
        assert "allow-same-origin" not in policy
        assert "default-src 'none'" in policy
        assert ("script-src 'none'" in policy) == ("scripts=off" in query)
        assert answer.headers["Connection-Allowlist"] == "(response-origin)"


async def test_the_page_is_sandboxed_on_every_answer(ask, framed):
    page, _, gone = await framed()
    etag = (await ask("GET", page)).headers["ETag"]
    answers = [
        await ask("GET", page),
        await ask("HEAD", page),
        await ask("GET", page, headers={"If-None-Match": etag}),
        *[await ask("GET", absent) for absent in gone],
        await ask("POST", page),
        await ask("GET", page, headers={"Sec-Fetch-Site": "cross-site"}),
        await ask("GET", page, headers={"Authorization": "token wrong"}),
        await ask("GET", page, headers={"Sec-Fetch-Dest": "document"}),
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


async def test_the_page_opened_by_itself_leads_to_its_shell(ask, framed, jp_base_url):
    page, shell, _ = await framed()
    read = f"{jp_base_url}hub-publish/{shell}"
    for wanted in ("document", "embed", "object", "frame", "empty", "script", "IFRAME"):
        answer = await ask("GET", page, headers={"Sec-Fetch-Dest": wanted})
        assert (answer.code, answer.headers["Location"]) == (303, read)
        assert answer.headers["Content-Security-Policy"].startswith(SANDBOX)
    still = await ask("GET", f"{page}?scripts=off", headers={"Sec-Fetch-Dest": "document"})
    assert still.headers["Location"] == read + "?scripts=off"


async def test_without_scripts_the_shell_says_what_other_servers_would_show(ask, publish):
    id = await publish(page=b'<p>Hi</p><video src="//a.example/b.mp4"></video>')
    told = b"Not part of the report: a video from a.example."
    for still in ("scripts=off", "scripts=off&in=lab"):
        assert told in (await ask("GET", f"read/{id}/1?{still}")).body
    assert told not in (await ask("GET", f"read/{id}/1")).body


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


async def test_on_plain_http_only_the_previews_own_shell_gets_it(ask, preview, jp_base_url):
    id, other = await preview(), await preview(path="b.ipynb")
    host = "localhost:8000"
    own = f"http://{host}{jp_base_url}hub-publish"
    for referrer, code in {
        f"{own}/preview/{id}/shell": 200,
        f"{own}/preview/{id}/shell?theme=dark": 200,
        "": 303,
        f"{own}/preview/{other}/shell": 303,
        f"{own}/preview/{id}/page": 303,
        f"{own}/read/{id}/1": 303,
        f"http://evil.example{jp_base_url}hub-publish/preview/{id}/shell": 303,
    }.items():
        headers = {**UNSAID, "Host": host, "Referer": referrer}
        assert (await ask("GET", f"preview/{id}/page", headers=headers)).code == code, referrer


async def test_the_shell_frames_its_own_page_and_nothing_else(ask, publish, preview, jp_base_url):
    id, looked_at = await publish(), await preview()
    for address, page, ancestors in (
        (f"read/{id}/1", f"page/{id}/1", "'none'"),
        (f"read/{id}/latest?in=lab", f"page/{id}/1", "'self'"),
        (f"preview/{looked_at}/shell", f"preview/{looked_at}/page", "'self'"),
    ):
        answer = await ask("GET", address)
        policy = answer.headers["Content-Security-Policy"]
        assert re.search(rf"frame-src \S+{jp_base_url}hub-publish/{page};", policy)
        assert f"frame-ancestors {ancestors}" in policy
        assert "unsafe" not in policy
        assert b"srcdoc" not in answer.body
        assert f'data-page="{jp_base_url}hub-publish/{page}"'.encode() in answer.body


async def test_a_previews_files_lie_where_a_published_pages_do(ask, preview, jp_base_url):
    """Both stand two folders below the routes' own, so that `../../vendor/` is one place."""
    page = f"preview/{await preview()}/page"
    body = (await ask("GET", page)).body.decode()
    named = set(re.findall(r'(?:href|src)="([^"#]*vendor/[^"]+)"', body))
    assert named
    for address in named:
        found = urljoin(f"{jp_base_url}hub-publish/{page}", address)
        assert found.startswith(f"{jp_base_url}hub-publish/vendor/")
        assert (await ask("GET", f"vendor/{found.rpartition('/')[2]}")).code == 200


async def test_a_previews_shell_has_the_theme_and_no_bar(ask, preview):
    id = await preview(title="</title><script>alert(1)</script>")
    body = (await ask("GET", f"preview/{id}/shell?theme=dark")).body
    assert b'data-theme="dark"' in body
    assert b"<header" not in body
    assert b"<script>alert" not in body
    assert b"data-theme" not in (await ask("GET", f"preview/{id}/shell?theme=x%22")).body


async def test_a_preview_that_is_kept_no_more_says_so(ask, preview):
    first, *_ = [await preview(title=str(number)) for number in range(4)]
    answer = await ask("GET", f"preview/{first}/shell")
    assert answer.code == 404
    assert b"kept no more" in answer.body
    policy = answer.headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy
    assert "frame-src 'none'" in policy


async def test_markup_in_a_title_is_text_in_the_shell(ask, publish):
    id = await publish(title="</title><script>alert(1)</script>", tags=("<img src=x>",))
    body = (await ask("GET", f"read/{id}/1")).body
    assert b"<script>alert" not in body
    assert b"<img" not in body


async def test_what_is_related_is_a_document_that_runs_nothing(ask, publish):
    id = await publish(title="</title><script>alert(1)</script>")
    answer = await ask("GET", f"related/{id}")
    assert answer.code == 200
    assert b"<script" not in answer.body
    policy = answer.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy
    for gone in ("raaaaaaaaaa", "x%3Cscript%3E"):
        missing = await ask("GET", f"related/{gone}")
        assert (missing.code, b"<script" in missing.body) == (404, False)


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
    from jupyter_hub_publish.hosts.dataset_link import DATASET_LINK
    from jupyter_hub_publish.hosts.pages import (
        LINK,
        PAGE,
        PREVIEW_PAGE,
        PREVIEW_SHELL,
        RELATED,
        SHELL,
        VENDOR,
    )

    documents = LINK, DATASET_LINK, PAGE, PREVIEW_PAGE, PREVIEW_SHELL, RELATED, SHELL, VENDOR
    signed_out = {"Authorization": "token wrong"}
    for endpoint in (*ENDPOINTS, *LOCAL_ENDPOINTS, *documents):
        names = {
            "id": "raaaaaaaaaa",
            "n": "1",
            "name": "page-1.css",
            "path": "a.csv",
            "search": "s1",
            "request": "q1",
            "dataset": "daaaaaaaaaa",
            "consumer": "w1",
            "question": "w1",
            "file": "a.tds",
        }
        path = endpoint.path.lstrip("/").format(**names)
        answer = await ask(endpoint.method, path, headers=signed_out)
        if endpoint in (LINK, DATASET_LINK, SHELL):  # people who follow a link are asked to sign in
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


async def test_a_datasets_address_leads_into_jupyterlab_whether_or_not_there_is_one(ask):
    answer = await ask("GET", "datasets/daaaaaaaaaa")
    assert answer.code == 303
    assert answer.headers["Location"].endswith("/lab?hub-publish-dataset=daaaaaaaaaa")
    assert (await ask("GET", "datasets/https:%2f%2fevil.example")).code == 404


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


async def test_who_is_refused_early_is_told_that_the_connection_ends(ask):
    # A proxy would send its next request into a connection that is closed without a word.
    stay = {"Connection": "keep-alive"}
    refused = await ask("GET", "api/me", headers={**stay, "Sec-Fetch-Site": "cross-site"})
    assert (refused.code, refused.headers["Connection"]) == (403, "close")
    served = await ask("GET", "api/me", headers=stay)
    assert (served.code, served.headers.get("Connection")) == (200, None)
    missing = await ask("GET", "api/reports/raaaaaaaaaa", headers=stay)
    assert (missing.code, missing.headers.get("Connection")) == (404, None)
