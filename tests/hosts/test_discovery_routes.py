"""Finding, starring and saving through a real Jupyter server."""

import asyncio
import json

import pytest
from bundles import packed
from notebooks import code, text

from jupyter_hub_publish.config import HubPublish
from jupyter_hub_publish.domain.records import Actor
from jupyter_hub_publish.hosts.libraries import local_library_of

CHURN = (text("# Churn\n\nWho leaves."), code("import pandas as pd\nframe['churn_rate']"))
pytestmark = pytest.mark.parametrize("database", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def theirs(jp_serverapp, database):
    """Publish as somebody else into the server's own library: `theirs()` gives the id."""
    library = local_library_of(HubPublish(db_url=database))
    mallory = Actor(name="mallory")
    yield (
        lambda *cells, **said: (
            library.publishing.publish_new(packed(*cells, **said), actor=mallory).id
        )
    )
    library.close()


async def test_filters_narrow_and_facets_count(ask, publish, theirs):
    one = await publish(*CHURN, title="Churn of 2026", tags=("retention",))
    other = theirs(text("# Whales"), title="Whales")
    answer = (await ask("GET", "api/reports?package=pandas")).json
    assert ([hit["id"] for hit in answer["hits"]], answer["total"]) == ([one], 1)
    assert answer["current"] is True
    answer = (await ask("GET", "api/reports?author=mallory&sort=newest")).json
    assert [hit["id"] for hit in answer["hits"]] == [other]
    facets = (await ask("GET", "api/facets?q=churn")).json
    assert (facets["total"], facets["tags"]) == (1, [{"value": "retention", "reports": 1}])
    told = (await ask("GET", "api/suggest?q=chu")).json["suggestions"]
    assert {"report", "column"} <= {each["kind"] for each in told}
    (hit,) = (await ask("GET", "api/reports?q=churn_rate")).json["hits"]
    assert {why["field"] for why in hit["highlights"]} & {"column", "code"}


@pytest.mark.parametrize(
    "query", ["after=yesterday", "state=asleep", "sort=best", "limit=1000", "limit=x"]
)
async def test_what_is_no_filter_is_refused(ask, query):
    answer = await ask("GET", f"api/reports?{query}")
    assert (answer.code, answer.error["code"]) == (400, "bad_input")


async def test_who_has_a_token_may_put_it_into_the_address(ask, jp_serverapp):
    token = jp_serverapp.identity_provider.token
    for path in (f"api/reports?q=churn&token={token}", f"api/tags?token={token}"):
        assert (await ask("GET", path, headers={"Authorization": "none"})).code == 200
    answer = await ask("GET", "api/reports?token=wrong", headers={"Authorization": "none"})
    assert answer.code == 403


async def test_a_star_is_given_and_taken(ask, theirs):
    id = theirs()
    for _ in range(2):
        assert (await ask("PUT", f"api/reports/{id}/star")).json == {"stars": 1, "starred": True}
    listed = (await ask("GET", "api/reports?state=starred")).json["hits"]
    assert [(hit["id"], hit["starred"], hit["stars"]) for hit in listed] == [(id, True, 1)]
    assert (await ask("DELETE", f"api/reports/{id}/star")).json == {"stars": 0, "starred": False}
    assert (await ask("PUT", "api/reports/raaaaaaaaaa/star")).code == 404


async def test_searches_are_saved_and_forgotten(ask):
    search = {"name": "mine", "words": "churn", "filters": {"tags": ["a"], "after": "2026-01-01"}}
    made = await ask("POST", "api/searches", {**search, "sort": "stars"})
    assert (made.code, made.json["filters"]["after"]) == (201, "2026-01-01")
    assert (await ask("GET", "api/searches")).json["searches"] == [made.json]
    assert (await ask("POST", "api/searches", {**search, "filters": {"tag": ["a"]}})).code == 400
    gone = await ask("DELETE", f"api/searches/{made.json['id']}")
    assert gone.json == {"searches": []}
    assert (await ask("DELETE", f"api/searches/{made.json['id']}")).code == 404


async def test_related_reports_come_with_links_and_reasons(ask, publish):
    one = await publish(*CHURN, title="Churn", tags=("retention",))
    other = await publish(*CHURN, title="Churn once more", tags=("retention",))
    (near,) = (await ask("GET", f"api/reports/{one}/related")).json["reports"]
    assert near["id"] == other
    assert near["url"].endswith(f"/r/{other}")
    assert near["reasons"]
    assert (await ask("GET", "api/reports/raaaaaaaaaa/related")).code == 404
    probe = {"title": "Churn", "text": "Who leaves.", "packages": ["pandas"], "but": one}
    near = (await ask("POST", "api/near", probe)).json["reports"]
    assert [report["id"] for report in near] in ([other], [])
    assert (await ask("POST", "api/near", {})).json == {"reports": []}


# Views


async def views(ask, id, expected):
    """What the number of views comes to, which is counted a moment after the answer."""
    for _ in range(100):
        found = (await ask("GET", f"api/reports/{id}")).json["views"]
        if found == expected:
            break
        await asyncio.sleep(0.05)
    return found


async def test_a_report_is_read_when_its_shell_is(ask, theirs):
    id = theirs(title="Whales")
    await ask("GET", f"page/{id}/1")
    await ask("HEAD", f"read/{id}/1")
    await ask("GET", f"api/reports/{id}/versions/1")
    assert (await ask("GET", f"api/reports/{id}")).json["views"] == 0
    for address in (f"read/{id}/latest", f"read/{id}/1?in=lab"):
        assert (await ask("GET", address)).code == 200
    assert await views(ask, id, 1) == 1


async def test_nobody_s_own_reading_counts(ask, publish):
    id = await publish()
    assert (await ask("GET", f"read/{id}/1")).code == 200
    await asyncio.sleep(0.3)
    assert (await ask("GET", f"api/reports/{id}")).json["views"] == 0


# The user's own notebooks


async def test_notebooks_are_compared_by_their_contents_paths(ask, write, jp_root_dir):
    (jp_root_dir / "work").mkdir()
    write("work/churn.ipynb", *CHURN)
    draft = {"title": "Churn", "summary": "", "tags": []}
    started = await ask("POST", "workspace/publish", {"path": "work/churn.ipynb", "draft": draft})
    job = started.json
    for _ in range(400):
        job = (await ask("GET", f"workspace/jobs/{job['id']}")).json
        if job["state"] == "done":
            break
        await asyncio.sleep(0.05)
    id = job["published"]["id"]
    address = f"workspace/jobs/{job['id']}/remembered"
    assert (await ask("PUT", address, {"by": "server"})).code == 200
    asked = {"reports": [id]}
    assert (await ask("POST", "workspace/updates", asked)).json == {"updates": []}
    file = jp_root_dir / "work" / "churn.ipynb"
    saved = json.loads(file.read_text())
    saved["cells"].append(text("More."))
    file.write_text(json.dumps(saved))
    told = (await ask("POST", "workspace/updates", asked)).json
    assert told == {"updates": [{"report": id, "path": "work/churn.ipynb"}]}
    write("again.ipynb", *CHURN)
    near = (await ask("POST", "workspace/near", {"path": "again.ipynb"})).json["reports"]
    assert [report["id"] for report in near] == [id]
    assert (await ask("POST", "workspace/near", {"path": "work/churn.ipynb"})).json["reports"] == []
