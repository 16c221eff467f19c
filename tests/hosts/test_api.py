"""The API through a real Jupyter server: publish, find, read."""

import gzip
import io
import json
import tarfile

import pytest
from bundles import PAGE, packed
from notebooks import code, text
from pictures import plot, saved, shown

pytestmark = pytest.mark.parametrize("database", ["sqlite", "postgresql"], indirect=True)


async def test_me_says_who_asks_and_where(ask, database, jp_base_url, http_server_port):
    me = (await ask("GET", "api/me")).json
    assert me["name"]
    assert me["library"]["shape"] == ("shared" if database else "embedded")
    assert me["link"] == f"http://127.0.0.1:{http_server_port[1]}{jp_base_url}hub-publish/r/{{id}}"


async def test_the_author_is_the_account_and_not_the_browsers_anonymous_name(ask, publish):
    import getpass

    id = await publish()
    report = (await ask("GET", f"api/reports/{id}")).json
    assert report["authors"] == [getpass.getuser()]


async def test_what_is_published_is_found_and_read(ask, publish):
    id = await publish(text("# Peaks"), code("fit_gaussians()"), title="Three peaks", tags=("x",))
    page = (await ask("GET", "api/reports?q=fit_gauss")).json
    assert (page["total"], page["hits"][0]["id"]) == (1, id)
    assert page["hits"][0]["url"].endswith(f"/hub-publish/r/{id}")
    assert page["hits"][0]["highlights"][0]["cell"] == 2
    assert (await ask("GET", "api/tags?prefix=x")).json["tags"] == [{"tag": "x", "reports": 1}]
    versions = (await ask("GET", f"api/reports/{id}/versions")).json["versions"]
    assert [v["number"] for v in versions] == [1]
    assert (await ask("GET", f"api/reports/{id}/versions/latest")).json["number"] == 1


async def test_publishing_again_makes_version_2_under_the_same_link(ask, publish):
    id = await publish(title="One")
    before = (await ask("GET", f"api/reports/{id}")).json
    assert await publish(title="Two", to=f"api/reports/{id}/versions") == id
    after = (await ask("GET", f"api/reports/{id}")).json
    assert (after["version"], after["title"], after["url"]) == (2, "Two", before["url"])


async def test_the_notebook_claims_no_trust(ask, publish):
    id = await publish(code("x", trusted=True))
    answer = await ask("GET", f"api/reports/{id}/versions/1/notebook")
    assert json.loads(answer.body)["cells"][0]["source"] == "x"
    assert b"trusted" not in answer.body
    assert answer.headers["Content-Type"] == "application/x-ipynb+json"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{id}-1.ipynb"'


async def test_a_bundle_holds_all_of_it(ask, publish):
    id = await publish(title="T")
    answer = await ask("GET", f"api/reports/{id}/versions/latest/bundle")
    with tarfile.open(fileobj=io.BytesIO(answer.body)) as tar:
        assert tar.getnames() == ["report.json", "notebook.ipynb", "page.html"]
        assert tar.extractfile("page.html").read() == PAGE


async def test_the_same_key_publishes_once(ask):
    headers = {"Idempotency-Key": "abc"}
    sent = packed().getvalue()
    first = await ask("POST", "api/reports", sent, headers=headers)
    again = await ask("POST", "api/reports", sent, headers=headers)
    assert first.json == again.json
    assert (await ask("GET", "api/reports")).json["total"] == 1


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "code"),
    [
        ("GET", "api/reports/raaaaaaaaaa", None, 404, "not_found"),
        ("GET", "api/reports/%2e%2e", None, 404, "not_found"),
        ("GET", "api/reports/raaaaaaaaaa/versions/0", None, 404, "not_found"),
        ("GET", "api/reports?limit=0", None, 400, "bad_input"),
        ("GET", "api/reports?limit=x", None, 400, "bad_input"),
        ("GET", "api/reports?sort=best", None, 400, "bad_input"),
        ("GET", "api/reports?cursor=!!", None, 400, "bad_input"),
        ("GET", "api/reports?unknown=1", None, 400, "bad_input"),
        ("POST", "api/reports", b"no tar", 400, "bad_bundle"),
        ("POST", "api/reports/raaaaaaaaaa/versions", b"no tar", 404, "not_found"),
        ("POST", "workspace/inspect", b"{", 400, "bad_input"),
        ("POST", "workspace/inspect", b'{"path": 1}', 400, "bad_input"),
        ("POST", "workspace/inspect", b'{"path": "a", "x": 1}', 400, "bad_input"),
        ("POST", "workspace/inspect", b"x" * 1_000_001, 413, "too_large"),
        ("DELETE", "api/me", None, 405, "bad_input"),
    ],
)
async def test_a_wrong_call_gets_one_sentence(ask, method, path, body, status, code):
    answer = await ask(method, path, body)
    assert (answer.code, answer.error["code"]) == (status, code)
    assert answer.error["message"]


async def test_a_version_that_is_not_there_is_not_found(ask, publish):
    id = await publish()
    for number in ("2", "0", "-1", "x", "1e3", "9" * 30):
        assert (await ask("GET", f"api/reports/{id}/versions/{number}")).code == 404


async def test_a_page_is_sent_as_it_is_stored(ask, publish):
    id = await publish()
    packed_page = await ask(
        "GET",
        f"page/{id}/1",
        headers={"Accept-Encoding": "gzip"},
        decompress_response=False,
    )
    assert packed_page.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed_page.body) == PAGE
    plain = await ask("GET", f"page/{id}/1", headers={"Accept-Encoding": "identity"})
    assert plain.body == PAGE


async def test_a_page_that_has_not_changed_is_not_sent_again(ask, publish):
    id = await publish()
    first = await ask("GET", f"page/{id}/1")
    again = await ask("GET", f"page/{id}/1", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.code, again.body) == (304, b"")


async def test_a_picture_is_sent_once_and_kept(ask, publish):
    picture = saved(plot(480, 300), "WEBP")
    id = await publish(thumbnail=picture)
    tag = (await ask("GET", f"api/reports/{id}")).json["thumbnail"]
    path = f"api/reports/{id}/versions/1/thumbnail?v={tag}"
    answer = await ask("GET", path)
    assert (answer.code, answer.body) == (200, picture)
    assert answer.headers["Content-Type"] == "image/webp"
    assert answer.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    again = await ask("GET", path, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.code, again.body) == (304, b"")
    assert again.headers["Cache-Control"] == answer.headers["Cache-Control"]
    head = await ask("HEAD", path)
    assert (head.code, head.headers["Content-Length"]) == (200, str(len(picture)))


async def test_the_newest_picture_is_asked_for_anew(ask, publish):
    id = await publish(thumbnail=saved(plot(480, 300)))
    answer = await ask("GET", f"api/reports/{id}/versions/latest/thumbnail")
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["Cache-Control"] == "private, no-cache"


async def test_without_a_picture_the_answer_is_like_any_other_error(ask, publish):
    for id in (await publish(), "raaaaaaaaaa"):
        answer = await ask("GET", f"api/reports/{id}/versions/1/thumbnail")
        assert (answer.code, answer.error["code"]) == (404, "not_found")
        assert answer.headers["Cache-Control"] == "no-store"


async def test_what_is_published_from_a_notebook_has_a_picture(ask, write, finished):
    write("peaks.ipynb", code("plot()", [shown(saved(plot()))]))
    request = {"path": "peaks.ipynb", "draft": {"title": "Peaks"}}
    job = await finished((await ask("POST", "workspace/publish", request)).json["id"])
    made = job["published"]
    picture = await ask("GET", f"api/reports/{made['id']}/versions/1/thumbnail")
    assert picture.code == 200
    assert 0 < len(picture.body) < 30_000
    assert (await ask("GET", "api/reports")).json["hits"][0]["thumbnail"] == made["thumbnail"]


async def test_head_is_get_without_a_body(ask, publish):
    id = await publish()
    for path in (f"page/{id}/1", "api/me", f"api/reports/{id}/versions/1/notebook"):
        head, get = await ask("HEAD", path), await ask("GET", path, decompress_response=False)
        assert (head.code, head.body) == (200, b"")
        assert head.headers["Content-Type"] == get.headers["Content-Type"]


class TestWithAPublicAddress:
    """The beginning of links is what the admin says, not what the browser used."""

    @pytest.fixture
    def jp_server_config(self, jp_server_config):
        setting = {"public_url": "https://lab.example.org/user/ada/"}
        return {**jp_server_config, "HubPublish": setting}

    async def test_links_begin_there(self, ask, publish):
        id = await publish()
        url = (await ask("GET", f"api/reports/{id}")).json["url"]
        assert url == f"https://lab.example.org/user/ada/hub-publish/r/{id}"
        policy = (await ask("GET", f"page/{id}/1")).headers["Content-Security-Policy"]
        assert "lab.example.org/" in policy


class TestWithHostsAllowed:
    """Pages may load from where the admin says, and shells may not."""

    @pytest.fixture
    def jp_server_config(self, jp_server_config):
        return {**jp_server_config, "HubPublish": {"extra_script_src": ["cdn.example.org"]}}

    async def test_pages_name_them_in_their_policy(self, ask, publish):
        id = await publish()
        for path in (f"page/{id}/1", f"page/{id}/9"):
            answer = await ask("GET", path)
            assert (
                "connect-src data: blob: cdn.example.org;"
                in answer.headers["Content-Security-Policy"]
            )
        assert (
            "cdn.example.org"
            not in (await ask("GET", f"read/{id}/1")).headers["Content-Security-Policy"]
        )


async def test_a_library_is_sent_as_it_is_stored(ask):
    path = "vendor/leaflet-1.9.4.js"
    plain = await ask("GET", path)
    gzipped = {"Accept-Encoding": "gzip"}
    stored = await ask("GET", path, headers=gzipped, decompress_response=False)
    assert stored.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(stored.body) == plain.body
    assert "immutable" in stored.headers["Cache-Control"]
    again = await ask("GET", path, headers={"If-None-Match": stored.headers["ETag"]})
    assert again.code == 304
