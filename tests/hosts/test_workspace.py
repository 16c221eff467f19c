"""The author's side through a real Jupyter server: draft, job, memory."""

import json
import random
import string

import pytest
from notebooks import code, printed, text
from pictures import plot, saved, shown

PYTHON = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
TOKEN = "ghp_" + "".join(random.Random(3).choices(string.ascii_letters + string.digits, k=36))


async def draft(ask, path):
    return (await ask("POST", "workspace/inspect", {"path": path})).json


async def status(ask, path):
    return (await ask("POST", "workspace/status", {"path": path})).json["state"]


@pytest.fixture
def publish_file(ask, finished):
    """Publish a file and let it remember its report."""

    async def publish_file(path, report=None, title="T", **said):
        choice = {"title": title, "report": report, **said}
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


def secret_in(draft):
    (finding,) = [each for each in draft["check"]["findings"] if each["kind"] == "secret"]
    return finding


async def test_a_secret_is_found_masked_and_nowhere(
    ask, write, publish_file, jp_data_dir, tmp_path_factory, caplog
):
    file = write("a.ipynb", text("# T"), code(f"key = '{TOKEN}'\nkey", [printed(TOKEN)]))
    made = await draft(ask, "a.ipynb")
    assert TOKEN not in json.dumps(made)
    finding = secret_in(made)
    assert (finding["severity"], finding["cells"]) == ("stop", [2])

    stopped = await publish_file("a.ipynb")
    assert (stopped["state"], stopped["error"]["code"]) == ("failed", "undecided")
    assert stopped["error"]["cell"] == 2

    decisions = [{"finding": finding["id"], "remedy": "mask"}]
    job = await publish_file("a.ipynb", decisions=decisions, summary=f"Use {TOKEN}.")
    id = job["published"]["id"]
    assert (await ask("GET", "api/reports?q=key")).json["total"] == 1
    for part in ("notebook", "bundle"):
        kept = await ask("GET", f"api/reports/{id}/versions/1/{part}")
        assert TOKEN.encode() not in kept.body
    assert TOKEN.encode() not in (await ask("GET", f"page/{id}/1")).body
    assert TOKEN in file.read_text()
    assert TOKEN not in caplog.text
    for stored in (jp_data_dir / "hub-publish").rglob("*"):
        assert not stored.is_file() or TOKEN.encode() not in stored.read_bytes()
    again = await draft(ask, "a.ipynb")
    assert secret_in(again)["proposed"] == "mask"
    assert again["changed"] is False


async def test_files_are_offered_and_travel(ask, write, publish_file, jp_root_dir):
    write("work/a.ipynb", text("# T"), code("open('data/x y.csv')"))
    (jp_root_dir / "work" / "data").mkdir()
    (jp_root_dir / "work" / "data" / "x y.csv").write_text("a,b")
    (jp_root_dir / "work" / "more.txt").write_text("more")
    (offer,) = (await draft(ask, "work/a.ipynb"))["files"]
    assert (offer["name"], offer["state"], offer["chosen"]) == ("data/x y.csv", "ready", True)
    asked = {"path": "work/a.ipynb", "names": ["more.txt", "gone.txt", ".env"]}
    added = (await ask("POST", "workspace/files", asked)).json["files"]
    assert [each["state"] for each in added] == ["ready", "missing", "hidden"]
    led_out = {"path": "work/a.ipynb", "names": ["../x"]}
    assert (await ask("POST", "workspace/files", led_out)).code == 400

    files = ["data/x y.csv", "more.txt"]
    made = (await publish_file("work/a.ipynb", files=files))["published"]
    version = (await ask("GET", f"api/reports/{made['id']}/versions/1")).json
    assert [each["path"] for each in version["attachments"]] == files
    path = f"api/reports/{made['id']}/versions/1/attachments/data/x y.csv"
    assert (await ask("GET", path)).body == b"a,b"

    (jp_root_dir / "work" / "more.txt").unlink()
    failed = await publish_file("work/a.ipynb", report=made["id"], files=files)
    assert (failed["state"], failed["error"]["code"]) == ("failed", "file_problem")
    assert "more.txt" in failed["error"]["message"]


async def test_a_run_is_told_while_it_goes_on_and_kept(ask, write, publish_file):
    write("a.ipynb", text("# T"), code("print(6 * 7)"), **PYTHON)
    job = await publish_file("a.ipynb", run=True)
    assert (job["state"], job["runs"]) == ("done", True)
    version = (await ask("GET", f"api/reports/{job['published']['id']}/versions/1")).json
    assert version["ran"] == job["ran"]
    assert job["ran"]["kernel"].startswith("Python 3")


async def test_a_cell_that_stops_the_run_is_named_and_publishing_as_is_stays_possible(
    ask, write, publish_file
):
    write("a.ipynb", text("# T"), code("{}['key']"), **PYTHON)
    job = await publish_file("a.ipynb", run=True)
    assert (job["state"], job["step"]) == ("failed", "running")
    assert (job["error"]["code"], job["error"]["cell"]) == ("run_failed", 2)
    assert (await ask("GET", "api/reports")).json["total"] == 0
    assert (await publish_file("a.ipynb"))["state"] == "done"


async def test_a_run_can_be_cancelled(ask, write, finished):
    write("a.ipynb", code("import time\ntime.sleep(60)"), **PYTHON)
    request = {"path": "a.ipynb", "draft": {"title": "T", "run": True}}
    id = (await ask("POST", "workspace/publish", request)).json["id"]
    while (await ask("GET", f"workspace/jobs/{id}")).json["step"] != "running":
        pass
    assert (await ask("DELETE", f"workspace/jobs/{id}")).code == 200
    assert (await finished(id))["state"] == "cancelled"
    assert (await ask("GET", "api/reports")).json["total"] == 0


async def test_a_version_that_came_meanwhile_is_said_to_have(ask, write, publish_file):
    write("a.ipynb")
    made = (await publish_file("a.ipynb"))["published"]
    await publish_file("a.ipynb", report=made["id"], follows=1)
    late = await publish_file("a.ipynb", report=made["id"], follows=1)
    assert (late["state"], late["error"]["code"]) == ("failed", "outdated")


async def test_covers_are_pictures_to_choose_from(ask, write, publish_file):
    write("a.ipynb", code("x", [shown(saved(plot()))]), code("y", [shown(saved(plot(200, 150)))]))
    asked = {"path": "a.ipynb", "draft": {"title": "T"}}
    covers = (await ask("POST", "workspace/covers", asked)).json["covers"]
    assert [each["choice"] for each in covers] == [
        {"kind": "figure", "cell": 1, "output": 0},
        {"kind": "figure", "cell": 2, "output": 0},
        {"kind": "title", "cell": 0, "output": 0},
    ]
    assert all(each["picture"].startswith("data:image/webp;base64,") for each in covers)
    tags = set()
    for cover in covers:
        made = (await publish_file("a.ipynb", cover=cover["choice"]))["published"]
        tags.add(made["thumbnail"])
        assert (await draft(ask, "a.ipynb"))["cover"] == cover["choice"]
    assert len(tags) == 3


async def test_a_preview_is_what_would_be_published(ask, write):
    cells = text("# T"), code(f"key = '{TOKEN}'", [printed("shown")]), text("## Below")
    write("a.ipynb", *cells, **PYTHON)
    finding = secret_in(await draft(ask, "a.ipynb"))["id"]

    async def page(**said):
        asked = {"path": "a.ipynb", "draft": {"title": "T", **said}}
        made = (await ask("POST", "workspace/preview", asked)).json
        assert made["shell"] == f"preview/{made['id']}/shell"
        assert (await ask("GET", made["shell"])).code == 200
        return (await ask("GET", f"preview/{made['id']}/page")).body

    undecided = await page()
    assert TOKEN.encode() in undecided
    masked = await page(decisions=[{"finding": finding, "remedy": "mask"}])
    assert TOKEN.encode() not in masked
    assert b"shown" in masked
    hidden = await page(decisions=[{"finding": finding, "remedy": "hide"}], run=True)
    assert b"shown" not in hidden
    assert b"Below" in hidden
    assert (await ask("GET", "api/reports")).json["total"] == 0


async def test_a_preview_without_scripts_says_what_other_servers_would_show(ask, write):
    write("a.ipynb", text('<img src="https://a.example/b.png">'), **PYTHON)
    asked = {"path": "a.ipynb", "draft": {"title": "T"}}
    shell = (await ask("POST", "workspace/preview", asked)).json["shell"]
    told = b"an image from a.example"
    assert told in (await ask("GET", f"{shell}?scripts=off")).body
    assert told not in (await ask("GET", shell)).body


async def test_a_copy_is_a_folder_of_ones_own(ask, write, publish_file, jp_root_dir):
    write("a.ipynb", text("# T"), code("open('x.csv')", trusted=True))
    (jp_root_dir / "x.csv").write_text("a,b")
    made = (await publish_file("a.ipynb", files=["x.csv"], environment=[]))["published"]
    (jp_root_dir / "copies").mkdir()
    asked = {"report": made["id"], "directory": "copies"}
    answer = await ask("POST", "workspace/copy", asked)
    assert (answer.code, answer.json) == (
        201,
        {"folder": "copies/T", "notebook": "copies/T/T.ipynb", "version": 1, "files": 1},
    )
    assert (jp_root_dir / "copies" / "T" / "x.csv").read_text() == "a,b"
    assert "trusted" not in (jp_root_dir / "copies" / "T" / "T.ipynb").read_text()
    assert (await ask("POST", "workspace/copy", asked)).json["folder"] == "copies/T 2"

    parent = (await draft(ask, "copies/T/T.ipynb"))["parent"]
    assert (parent["id"], parent["url"]) == (made["id"], made["url"])
    second = (await publish_file("copies/T/T.ipynb"))["published"]
    detail = (await ask("GET", f"api/reports/{second['id']}")).json
    assert detail["based_on"]["report"]["id"] == made["id"]


@pytest.mark.parametrize("path", ["workspace/covers", "workspace/preview"])
async def test_what_is_no_notebook_is_refused_in_one_sentence(ask, path):
    answer = await ask("POST", path, {"path": "prose.txt", "draft": {"title": "T"}})
    assert (answer.code, answer.error["code"]) == (400, "bad_notebook")
