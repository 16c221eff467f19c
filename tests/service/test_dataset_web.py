"""Datasets on the web, without a script: found, understood, connected to, and answered for."""

from __future__ import annotations

import re

import pytest
from bundles import packed
from handed import handoff, reading, shown, writing
from notebooks import code
from running import PREFIX
from test_web_forms import EVIL, Document, submit

NOBODYS = "daaaaaaaaaa"
EVIL_COLUMN = {"name": EVIL, "type": "string", "description": EVIL, "unit": EVIL}


def dataset_of(service, by="alice"):
    (found,) = service.ask("GET", "api/datasets", by=by).json()["datasets"]
    return found["id"]


def publish_broken(service, report):
    """A writing that breaks the contract, and says why."""
    contract = {
        "major": 2,
        "minor": 0,
        "accepted": "Nobody needs it",
        "changes": [{"kind": "dropped", "column": "rain", "before": "number", "breaks": True}],
    }
    cell = writing(contract=contract, written="2026-11-02T06:00:00Z")
    again = packed(cell, title="Demand", audience="everyone").getvalue()
    answer = service.ask("POST", f"api/reports/{report}/versions", by="alice", content=again)
    assert answer.status_code == 201


@pytest.fixture
def forecast(service):
    service.publish(
        writing(description="Expected bikes", fresh=86_400, sample=[["2026-11-20T17:00:00", 12.5]]),
        title="Demand",
        audience="everyone",
        by="alice",
    )
    return dataset_of(service)


def test_a_dataset_is_found_on_the_first_page_by_search_and_among_the_datasets(browsers, forecast):
    carol = browsers["carol"]
    for path in ("", "datasets", "datasets?q=bikes", "search?q=bikeshare"):
        assert f"datasets/{forecast}" in "".join(map(str, Document(carol.visit(path)).links)), path
    assert "No dataset matches" in carol.visit("datasets?q=nothing-has-this").text
    assert forecast not in carol.visit("datasets?mine=true").text
    assert forecast in browsers["alice"].visit("datasets?mine=true").text


def test_its_page_says_what_it_means_and_how_to_connect(service, browsers, forecast):
    page = browsers["carol"].visit(f"datasets/{forecast}")
    assert page.status_code == 200
    for said in ("Expected bikes", "Start of the hour", "168,000", "promised daily", "Demand"):
        assert said in page.text
    assert "bikeshare.forecast" in page.text
    assert "pd.read_sql" in page.text
    files = [link for link in Document(page).links if "/connect/" in link]
    assert len(files) == 2
    for link in files:
        file = browsers["carol"].fetch("GET", link.removeprefix(PREFIX))
        assert file.status_code == 200
        assert "attachment" in file.headers["Content-Disposition"]


def test_the_only_script_of_its_page_copies(service, browsers, forecast):
    page = browsers["carol"].visit(f"datasets/{forecast}")
    (script,) = Document(page).scripts
    assert script.startswith(f"{PREFIX}vendor/dataset-1.js")
    policy = page.headers["Content-Security-Policy"]
    assert re.search(r"script-src \S+/vendor/dataset-1\.js;", policy)
    assert "trusted-types 'none'" in policy
    assert f"/search {service.url.removeprefix('http://')}datasets/{forecast}/;" in policy
    for path in ("", "datasets", f"datasets/{forecast}/versions"):
        other = browsers["carol"].visit(path)
        assert Document(other).scripts == []
        assert "script-src" not in other.headers["Content-Security-Policy"]


def test_a_question_goes_to_the_author_and_the_answer_comes_back(browsers, forecast):
    alice, carol = browsers["alice"], browsers["carol"]
    page = carol.visit(f"datasets/{forecast}")
    asked = submit(
        carol, page, "/questions", text="Local time?\r\nOr UTC?", kind="question", column="hour"
    )
    assert asked.url.path == f"{PREFIX}datasets/{forecast}"
    assert "Local time?\nOr UTC?" in asked.text
    home = alice.visit()
    assert "1 question waits for your answer" in home.text
    assert "waits for your answer" not in carol.visit().text
    answered = submit(alice, alice.visit(f"datasets/{forecast}"), "/questions/", text="Local time.")
    assert "Local time.</p>" in answered.text
    assert "Local time.</p>" in carol.visit(f"datasets/{forecast}").text
    assert "waits for your answer" not in alice.visit().text
    left = submit(carol, carol.visit(f"datasets/{forecast}"), "/removal")
    assert "Local time?" not in left.text


def test_whoever_feeds_a_dashboard_from_it_says_so_and_takes_it_back(browsers, forecast):
    carol = browsers["carol"]
    page = carol.visit(f"datasets/{forecast}")
    said = {"title": "Fleet planning", "link": "https://bi.example.org/fleet", "tool": "Power BI"}
    added = submit(carol, page, "/consumers", **said, webhook="")
    assert '<a href="https://bi.example.org/fleet" rel="noopener noreferrer">' in added.text
    assert "Power BI · carol" in added.text
    left = submit(carol, added, "/consumers/")
    assert "Fleet planning" not in left.text
    for link in ("javascript:alert(1)", "ftp://x/y", "//x", ""):
        refused = submit(carol, page, "/consumers", title="x", link=link, tool="", webhook="")
        assert refused.status_code == 400
        assert "What you gave as a link is none." in refused.text


def test_hidden_and_missing_look_the_same(service, browsers):
    service.publish(writing("secret.table"), title="Plans", audience="private", by="alice")
    hidden, carol = dataset_of(service), browsers["carol"]
    for rest in ("", "/versions"):
        pages = [carol.visit(f"datasets/{id}{rest}") for id in (hidden, NOBODYS)]
        assert [page.status_code for page in pages] == [404, 404]
        assert pages[0].text == pages[1].text
    for path in ("", "datasets", "search?q=secret"):
        assert "secret.table" not in carol.visit(path).text


def test_a_form_that_another_site_sends_does_nothing(browsers, forecast):
    carol = browsers["carol"]
    page = carol.visit(f"datasets/{forecast}")
    evil = {"Origin": "https://evil.example.org", "Sec-Fetch-Site": "cross-site"}
    refused = submit(carol, page, "/questions", headers=evil, text="x", kind="question", column="")
    assert refused.status_code == 403
    assert "Nobody has asked yet" in carol.visit(f"datasets/{forecast}").text


def test_whatever_a_dataset_says_is_text(service, browsers):
    top = [{"value": EVIL, "rows": 3}]
    statistics = [{"name": EVIL, "nulls": 0, "min": EVIL, "max": EVIL, "top": top}]
    evil = handoff(
        EVIL, EVIL_COLUMN, description=EVIL, statistics=statistics, sample=[[EVIL]], rows=3
    )
    evil["location"]["table"] = evil["location"]["schema"] = EVIL
    service.publish(
        code("…", [shown(evil)]), title=EVIL, summary=EVIL, audience="everyone", by="alice"
    )
    carol, id = browsers["carol"], dataset_of(service)
    page = carol.visit(f"datasets/{id}")
    submit(carol, page, "/questions", text=EVIL, kind="problem", column=EVIL)
    said = {"title": EVIL, "link": "https://x/'\"><script>", "tool": EVIL, "webhook": ""}
    assert submit(carol, page, "/consumers", **said).status_code == 200
    for path in (f"datasets/{id}", f"datasets/{id}/versions", "datasets", "", "search?q=alert"):
        page = carol.visit(path)
        assert page.status_code == 200
        document = Document(page)
        assert len(document.scripts) == (1 if path == f"datasets/{id}" else 0)
        assert "<u>" not in page.text


def test_a_table_of_many_columns_is_shown_in_part_and_whole_when_asked(service, browsers):
    fields = [{"name": f"column_{number}", "type": "number"} for number in range(300)]
    service.publish(writing("wide.table", *fields), title="Wide", audience="everyone", by="alice")
    id = dataset_of(service)
    page = browsers["carol"].visit(f"datasets/{id}")
    assert "All 300 columns" in page.text
    assert page.text.count('<th scope="row">') == 200
    whole = browsers["carol"].visit(f"datasets/{id}?columns=all")
    assert whole.text.count('<th scope="row">') == 300


def test_what_reads_and_writes_is_a_picture_of_links(service, browsers, forecast):
    reader = service.publish(reading(), title="Fleet", audience="everyone", by="carol")
    page = browsers["carol"].visit(f"datasets/{forecast}")
    svg = page.text.partition('class="lin"')[2].partition("</details>")[0]
    assert f'<a href="{PREFIX}read/{reader}/latest">' in svg
    assert "Demand" in svg
    assert f"{PREFIX}datasets/{forecast}" not in svg  # it is here
    related = browsers["carol"].visit(f"related/{reader}")
    assert f'<a href="{PREFIX}datasets/{forecast}">bikeshare.forecast</a>' in related.text


def test_who_feeds_something_is_told_of_a_broken_contract_on_the_first_page(service, browsers):
    id = service.publish(writing(), title="Demand", audience="everyone", by="alice")
    carol, dataset = browsers["carol"], dataset_of(service)
    page = carol.visit(f"datasets/{dataset}")
    board = {"title": "Fleet", "link": "https://bi.example.org", "tool": "", "webhook": ""}
    submit(carol, page, "/consumers", **board)
    assert "News of datasets" not in carol.visit().text
    publish_broken(service, id)
    home = carol.visit()
    assert "News of datasets" in home.text
    assert f"{PREFIX}datasets/{dataset}" in Document(home).links


def test_every_version_says_what_changed(service, browsers):
    id = service.publish(writing(), title="Demand", audience="everyone", by="alice")
    publish_broken(service, id)
    page = browsers["carol"].visit(f"datasets/{dataset_of(service)}/versions")
    for said in ("2.0", "rain", "readers may have to change", "Nobody needs it"):
        assert said in page.text
