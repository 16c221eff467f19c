"""Files, edits, endings and comparisons through a real Jupyter server, and who may not."""

import io
import json
from urllib.parse import quote

import pytest
from bundles import packed
from notebooks import code, text
from pictures import plot, saved

from jupyter_hub_publish import bundle
from jupyter_hub_publish.config import HubPublish
from jupyter_hub_publish.domain.records import Actor
from jupyter_hub_publish.hosts.libraries import local_library_of

PICTURE = saved(plot(480, 300), "WEBP")
FILES = {"data/größe 1.csv": b"1,2\n" * 500, "a.csv": b"x", "q\"; x=?'.csv": b"y"}
RECIPES = {"requirements.txt": b"numpy==2.1\n"}
pytestmark = pytest.mark.parametrize("database", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def of_another(jp_serverapp, database):
    """Publish as somebody else into the server's own library: `of_another()` gives the id."""
    library = local_library_of(HubPublish(db_url=database))
    mallory = Actor(name="mallory")

    def publish(*cells, withdrawn=False, **said):
        id = library.publishing.publish_new(packed(*cells, **said), actor=mallory).id
        if withdrawn:
            library.curating.withdraw(id, actor=mallory)
        return id

    yield publish
    library.close()


@pytest.fixture
def ask_as_written(http_server_client, jp_auth_header, jp_base_url):
    """GET an address as it is written here, `%2f` and all."""

    async def ask_as_written(path):
        address = f"{jp_base_url}hub-publish/{path}"
        return await http_server_client.fetch(address, headers=jp_auth_header, raise_error=False)

    return ask_as_written


# Files


async def test_files_are_downloaded_and_never_shown(ask, ask_as_written, publish):
    id = await publish(attachments=FILES, environment_files=RECIPES)
    for path, data in FILES.items():
        address = f"api/reports/{id}/versions/1/attachments/{quote(path)}"
        answer = await ask_as_written(address)
        assert (answer.code, answer.body) == (200, data)
        assert answer.headers["Content-Type"] == "application/octet-stream"
        name = quote(path.rpartition("/")[2], safe="")
        assert answer.headers["Content-Disposition"] == f"attachment; filename*=UTF-8''{name}"
        assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    answer = await ask("GET", f"api/reports/{id}/versions/latest/environment/requirements.txt")
    assert (answer.code, answer.body) == (200, RECIPES["requirements.txt"])
    version = (await ask("GET", f"api/reports/{id}/versions/1")).json
    assert {"path": "a.csv", "size": 1} in version["attachments"]
    assert version["environment_files"] == [{"path": "requirements.txt", "size": 11}]


async def test_a_file_that_has_not_changed_is_not_sent_again(ask, publish):
    id = await publish(attachments=FILES)
    path = f"api/reports/{id}/versions/1/attachments/a.csv"
    first = await ask("GET", path)
    again = await ask("GET", path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.code, again.body) == (304, b"")
    head = await ask("HEAD", path, decompress_response=False)
    assert (head.code, head.headers["Content-Length"], head.body) == (200, "1", b"")


@pytest.mark.parametrize(
    "path",
    [
        "..%2f..%2fnotebook",
        "../notebook",
        "../../2/notebook",
        "..%2Fa.csv",
        "%2e%2e%2fa.csv",
        "data%2f..%2fa.csv",
        "a.csv%00",
        "a.csv%2f",
        "data",
        "%2fetc%2fpasswd",
        "requirements.txt",
        "x" * 3000,
    ],
)
async def test_a_name_that_the_version_does_not_list_is_not_found(ask_as_written, publish, path):
    id = await publish(attachments=FILES, environment_files=RECIPES)
    for kind in ("attachments", "environment"):
        if (kind, path) != ("environment", "requirements.txt"):
            answer = await ask_as_written(f"api/reports/{id}/versions/1/{kind}/{path}")
            assert (answer.code, json.loads(answer.body)["error"]["code"]) == (404, "not_found")


async def test_a_bundle_holds_files_and_environment(ask, publish):
    id = await publish(attachments=FILES, environment_files=RECIPES)
    answer = await ask("GET", f"api/reports/{id}/versions/1/bundle")
    read = bundle.read(io.BytesIO(answer.body))
    assert (read.attachments, read.environment) == (FILES, RECIPES)


# Edits


async def test_what_is_said_about_a_report_is_changed(ask, publish):
    id = await publish(title="One", tags=("t",))
    answer = await ask("PATCH", f"api/reports/{id}", {"title": "Two", "archived": True})
    assert answer.code == 200
    assert (answer.json["title"], answer.json["archived"]) == ("Two", True)
    assert (answer.json["tags"], answer.json["version"]) == (["t"], 1)
    assert answer.json["url"].endswith(f"/r/{id}")
    assert (await ask("GET", "api/reports?q=two")).json["hits"][0]["archived"] is True


async def test_a_replaced_report_links_to_what_has_taken_its_place(ask, publish):
    old, new = await publish(title="Old"), await publish(title="New")
    answer = await ask("PATCH", f"api/reports/{old}", {"replaced_by": new})
    assert answer.json["replaced_by"]["url"].endswith(f"/r/{new}")
    answer = await ask("PATCH", f"api/reports/{old}", {"replaced_by": None})
    assert answer.json["replaced_by"] is None


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b'{"title": ""}',
        b'{"title": "  "}',
        b'{"title": "\\u0000"}',
        b'{"owner": "user:me"}',
        b'{"audience": "private"}',
        b'{"withdrawn": true}',
        b'{"authors": []}',
        b'{"replaced_by": "../x"}',
        b'{"replaced_by": "raaaaaaaaaa"}',
        b'{"tags": ["' + b"x" * 61 + b'"]}',
    ],
)
async def test_a_wrong_edit_gets_one_sentence_and_changes_nothing(ask, publish, body):
    id = await publish(title="One")
    answer = await ask("PATCH", f"api/reports/{id}", body)
    assert (answer.code, answer.error["code"]) == (400, "bad_input")
    report = (await ask("GET", f"api/reports/{id}")).json
    assert (report["title"], report["withdrawn"], report["replaced_by"]) == ("One", None, None)


async def test_an_edit_that_is_too_long_is_refused(ask, publish):
    id = await publish()
    answer = await ask("PATCH", f"api/reports/{id}", b" " * 1_000_001)
    assert (answer.code, answer.error["code"]) == (413, "too_large")


# Covers


async def test_another_picture_is_sent_and_asked_for_under_another_address(ask, publish):
    other = saved(plot(480, 300, ink="red"))
    id = await publish(thumbnail=PICTURE)
    before = (await ask("GET", f"api/reports/{id}")).json["thumbnail"]
    answer = await ask("PUT", f"api/reports/{id}/cover", other)
    tag = answer.json["thumbnail"]
    assert (answer.code, tag != before) == (200, True)
    path = f"api/reports/{id}/versions/1/thumbnail"
    shown = await ask("GET", f"{path}?v={tag}")
    assert (shown.body, shown.headers["Content-Type"]) == (other, "image/png")
    assert "immutable" in shown.headers["Cache-Control"]
    for old in (f"{path}?v={before}", path):
        assert (await ask("GET", old)).headers["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize(
    ("picture", "status", "said"),
    [
        (b"", 400, "bad_input"),
        (b"<svg onload=alert(1)>", 400, "bad_input"),
        (saved(plot(), "JPEG"), 400, "bad_input"),
        (b"x" * 100_001, 413, "too_large"),
    ],
)
async def test_what_is_no_small_picture_is_refused(ask, publish, picture, status, said):
    id = await publish(thumbnail=PICTURE)
    answer = await ask("PUT", f"api/reports/{id}/cover", picture)
    assert (answer.code, answer.error["code"]) == (status, said)
    assert (await ask("GET", f"api/reports/{id}/versions/1/thumbnail")).body == PICTURE


# Endings


async def test_a_report_is_withdrawn_and_brought_back(ask, publish):
    id = await publish()
    answer = await ask("DELETE", f"api/reports/{id}")
    assert (answer.code, answer.json["id"]) == (200, id)
    assert answer.json["withdrawn"] < answer.json["removed_on"]
    assert (await ask("GET", "api/reports")).json["total"] == 0
    assert (await ask("GET", f"api/reports/{id}")).json["withdrawn"]  # its owner still may
    answer = await ask("PATCH", f"api/reports/{id}", {"withdrawn": False})
    assert answer.json["withdrawn"] is None
    assert (await ask("GET", "api/reports")).json["total"] == 1


async def test_a_version_is_erased_and_its_number_stays(ask, publish):
    id = await publish(title="One")
    await publish(title="Two", to=f"api/reports/{id}/versions")
    answer = await ask("DELETE", f"api/reports/{id}/versions/2")
    assert (answer.code, answer.json["version"], answer.json["title"]) == (200, 1, "One")
    versions = (await ask("GET", f"api/reports/{id}/versions")).json["versions"]
    assert [(v["number"], v["erased"] is not None) for v in versions] == [(2, True), (1, False)]
    for path in ("notebook", "bundle", "thumbnail"):
        assert (await ask("GET", f"api/reports/{id}/versions/2/{path}")).code == 404
    assert (await ask("GET", f"page/{id}/2")).code == 404
    assert b"Version 2 was erased." in (await ask("GET", f"page/{id}/2")).body


async def test_an_old_version_is_restored(ask, publish):
    id = await publish(title="One")
    await publish(title="Two", to=f"api/reports/{id}/versions")
    path = f"api/reports/{id}/versions/1/restore"
    answer = await ask("POST", path, {"message": "Back."})
    assert (answer.code, answer.json["version"], answer.json["title"]) == (201, 3, "One")
    newest = (await ask("GET", f"api/reports/{id}/versions/latest")).json
    assert (newest["restores"], newest["message"]) == (1, "Back.")
    again = await ask("POST", f"api/reports/{id}/versions/3/restore", {"message": ""})
    assert (again.code, again.error["code"]) == (409, "conflict")
    assert (await ask("POST", path, b'{"message": 1}')).code == 400


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("DELETE", "versions/latest", None),
        ("POST", "versions/latest/restore", {"message": ""}),
        ("GET", "versions/latest/diff", None),
        ("GET", "versions/1/diff?to=0", None),
        ("GET", "versions/1/diff?to=x", None),
    ],
)
async def test_what_needs_a_number_gets_one_sentence_without(ask, publish, method, path, body):
    id = await publish()
    answer = await ask(method, f"api/reports/{id}/{path}", body)
    assert (answer.code, answer.error["code"]) == (400, "bad_input")


async def test_two_versions_are_compared(ask, publish):
    id = await publish(text("# One"), code("peaks = fit(3)\nplot(peaks)"))
    await publish(
        text("# One"), code("peaks = fit(4)\nplot(peaks)"), to=f"api/reports/{id}/versions"
    )
    answer = await ask("GET", f"api/reports/{id}/versions/1/diff?to=latest")
    assert answer.code == 200
    assert (answer.json["before"]["number"], answer.json["after"]["number"]) == (1, 2)
    (change,) = answer.json["cells"]
    assert (change["kind"], change["after"]) == ("changed", 2)
    assert (await ask("GET", f"api/reports/{id}/versions/1/diff?to=7")).code == 404


async def test_a_version_that_came_meanwhile_is_said_to_have(ask, publish):
    id = await publish()
    await publish(to=f"api/reports/{id}/versions")
    sent = packed(follows=1).getvalue()
    answer = await ask("POST", f"api/reports/{id}/versions", sent)
    assert (answer.code, answer.error["code"]) == (409, "outdated")
    assert "published version 2 on" in answer.error["message"]


# Visibility

ROUTES = [
    ("PATCH", "", {"title": "x"}),
    ("DELETE", "", None),
    ("PUT", "/cover", PICTURE),
    ("DELETE", "/versions/1", None),
    ("POST", "/versions/1/restore", {"message": ""}),
    ("GET", "", None),
    ("GET", "/versions", None),
    ("GET", "/versions/1", None),
    ("GET", "/versions/1/diff", None),
    ("GET", "/versions/1/attachments/a.csv", None),
    ("GET", "/versions/1/environment/requirements.txt", None),
    ("GET", "/versions/1/notebook", None),
    ("GET", "/versions/1/bundle", None),
    ("GET", "/versions/1/thumbnail", None),
]


async def test_what_is_withdrawn_by_another_looks_the_same_as_what_never_was(ask, of_another):
    hidden = of_another(
        withdrawn=True, attachments=FILES, environment_files=RECIPES, thumbnail=PICTURE
    )
    for method, path, body in ROUTES:
        answers = [
            await ask(method, f"api/reports/{id}{path}", body) for id in (hidden, "raaaaaaaaaa")
        ]
        assert [a.code for a in answers] == [404, 404], (method, path)
        assert answers[0].body == answers[1].body, (method, path)
    for page in ("read", "page"):
        answers = [await ask("GET", f"{page}/{id}/1") for id in (hidden, "raaaaaaaaaa")]
        assert [a.code for a in answers] == [404, 404]
        assert answers[0].body == answers[1].body


async def test_the_reports_of_others_are_read_and_left_alone(ask, of_another):
    id = of_another(attachments=FILES, environment_files=RECIPES, thumbnail=PICTURE)
    for method, path, body in ROUTES:
        answer = await ask(method, f"api/reports/{id}{path}", body)
        assert answer.code == (200 if method == "GET" else 403), (method, path)
    assert (await ask("GET", f"api/reports/{id}")).json["title"] == "Peaks"


class TestWithARuleThatBlocks:
    """What an admin blocks comes in by no route."""

    @pytest.fixture
    def jp_server_config(self, jp_server_config):
        return {**jp_server_config, "HubPublish": {"blocked_rules": ["github-token"]}}

    async def test_the_library_refuses_whatever_the_bundle_says(self, ask, publish):
        token = "gh" + "p_" + "aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5"
        sent = packed(text("# T"), code(f"login({token!r})")).getvalue()
        answer = await ask("POST", "api/reports", sent)
        assert (answer.code, answer.error["code"], answer.error["cell"]) == (422, "blocked", 2)
        assert "github-token" in answer.error["message"]
        assert token not in json.dumps(answer.json)
        assert (await ask("GET", "api/reports")).json["total"] == 0
        await publish()


class TestWithARuleThatIsNone:
    """A rule that is misspelt must not block nothing in silence."""

    @pytest.fixture
    def jp_server_config(self, jp_server_config):
        return {**jp_server_config, "HubPublish": {"blocked_rules": ["github-tokens"]}}

    async def test_the_library_says_which(self, ask):
        answer = await ask("GET", "api/me")
        assert (answer.code, answer.error["code"]) == (503, "library_unavailable")
        assert "'github-tokens'" in answer.error["message"]
