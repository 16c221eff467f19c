"""The author's side through a real Jupyter server: draft, job, memory."""

import json

import pytest
from notebooks import code, text


async def draft(ask, path):
    return (await ask("POST", "workspace/inspect", {"path": path})).json


async def status(ask, path):
    return (await ask("POST", "workspace/status", {"path": path})).json["state"]


@pytest.fixture
def publish_file(ask, finished):
    """Publish a file and let it remember its report."""

    async def publish_file(path, report=None, title="T"):
        choice = {"title": title, "report": report}
        started = await ask("POST", "workspace/publish", {"path": path, "draft": choice})
        assert started.code == 202, started.body
        job = await finished(started.json["id"])
        if job["state"] == "done":
            address = f"workspace/jobs/{job['id']}/remembered"
            assert (await ask("PUT", address, {"by": "server"})).code == 200
        return job

    return publish_file


async def test_a_draft_is_filled_from_the_notebook(ask, write):
    write("folder/a b.ipynb", text("# A title\n\nA summary."), code("x"))
    made = await draft(ask, "folder/a b.ipynb")
    assert (made["title"], made["summary"], made["cells"]) == ("A title", "A summary.", 2)
    assert (made["relation"], made["report"], made["changed"]) == ("none", None, True)


async def test_publish_and_publish_again(ask, write, publish_file):
    file = write("a.ipynb")
    assert await status(ask, "a.ipynb") == "unpublished"
    made = (await publish_file("a.ipynb"))["published"]
    assert made["version"] == 1
    memory = json.loads(file.read_text())["metadata"]["hub_publish"]
    assert memory == {"library": made["library"], "report": made["id"], "version": 1}
    assert await status(ask, "a.ipynb") == "published"

    changed = json.loads(file.read_text())
    changed["cells"].append(text("More."))
    file.write_text(json.dumps(changed))
    assert await status(ask, "a.ipynb") == "changed"
    again = await draft(ask, "a.ipynb")
    assert (again["relation"], again["report"]["id"], again["title"]) == ("mine", made["id"], "T")
    second = (await publish_file("a.ipynb", report=made["id"]))["published"]
    assert (second["id"], second["version"], second["url"]) == (made["id"], 2, made["url"])
    assert await status(ask, "a.ipynb") == "published"


async def test_front_matter_outlives_what_the_report_says(ask, write, publish_file):
    front = text("---\ntitle: Stated\n---\n# Heading\n\nProse.")
    write("a.ipynb", front)
    await publish_file("a.ipynb", title="Typed")
    again = await draft(ask, "a.ipynb")
    assert again["title"] == "Stated"


async def test_a_duplicate_asks_before_it_updates(ask, write, publish_file):
    file = write("a.ipynb")
    await publish_file("a.ipynb")
    copy = file.with_name("a-Copy1.ipynb")
    copy.write_text(file.read_text())
    assert (await draft(ask, "a-Copy1.ipynb"))["relation"] == "other_path"


async def test_a_notebook_from_elsewhere_asks_before_it_updates(ask, write):
    memory = {"library": "another", "report": "raaaaaaaaaa", "version": 3}
    write("a.ipynb", hub_publish=memory)
    assert (await draft(ask, "a.ipynb"))["relation"] == "other_library"
    assert await status(ask, "a.ipynb") == "unpublished"
    here = (await ask("GET", "api/me")).json["library"]["id"]
    write("b.ipynb", hub_publish={**memory, "library": here})
    assert (await draft(ask, "b.ipynb"))["relation"] == "not_mine"


async def test_trust_is_not_published(ask, write, publish_file):
    write("a.ipynb", code("x", trusted=True))
    made = (await publish_file("a.ipynb"))["published"]
    kept = await ask("GET", f"api/reports/{made['id']}/versions/1/notebook")
    assert b"trusted" not in kept.body


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("gone.ipynb", None, "file_problem"),
        ("a.ipynb", b"", "file_problem"),
        ("a.ipynb", b"no json", "file_problem"),
        ("a.ipynb", b"[]", "file_problem"),
        ("a.txt", b"words", "bad_notebook"),
        ("folder", None, "bad_notebook"),
    ],
)
async def test_a_bad_file_gets_one_sentence(ask, jp_root_dir, name, content, code):
    if content is not None:
        (jp_root_dir / name).write_bytes(content)
    answer = await ask("POST", "workspace/inspect", {"path": name})
    assert answer.code in (400, 422)
    assert answer.error["code"] == code
    assert answer.error["message"].endswith(".")
    assert answer.error["hint"]


async def test_a_notebook_that_vanishes_under_the_dialog_fails_in_one_sentence(
    ask, write, publish_file
):
    file = write("a.ipynb")
    await draft(ask, "a.ipynb")
    file.unlink()
    job = await publish_file("a.ipynb")
    assert (job["state"], job["error"]["code"]) == ("failed", "file_problem")
    assert (await ask("GET", "api/reports")).json["total"] == 0


async def test_a_job_that_ended_can_be_dismissed(ask, write, publish_file):
    write("a.ipynb")
    job = await publish_file("a.ipynb")
    assert [j["id"] for j in (await ask("GET", "workspace/jobs")).json["jobs"]] == [job["id"]]
    assert (await ask("DELETE", f"workspace/jobs/{job['id']}")).code == 200
    assert (await ask("GET", "workspace/jobs")).json["jobs"] == []
    assert (await ask("GET", f"workspace/jobs/{job['id']}")).code == 404


async def test_two_publications_at_the_same_moment_are_two_reports(ask, write, finished):
    write("a.ipynb")
    write("b.ipynb")
    jobs = [
        (await ask("POST", "workspace/publish", {"path": path, "draft": {"title": path}})).json
        for path in ("a.ipynb", "b.ipynb")
    ]
    ids = {(await finished(job["id"]))["published"]["id"] for job in jobs}
    assert len(ids) == 2


async def test_a_library_that_cannot_be_opened_says_why_and_jupyter_goes_on(
    ask, jp_fetch, jp_data_dir, write
):
    folder = jp_data_dir / "hub-publish"
    folder.mkdir(parents=True)
    (folder / "library.sqlite").write_bytes(b"this is no database at all" * 100)
    answer = await ask("GET", "api/me")
    assert (answer.code, answer.error["code"]) == (503, "library_damaged")
    assert answer.error["hint"]
    assert (await jp_fetch("api", "status")).code == 200
    write("a.ipynb")
    assert (await draft(ask, "a.ipynb"))["title"] == "Peaks"
