"""What admins do at the command line, where the library of a hub lies."""

import json
import re

import pytest
from bundles import packed

from jupyter_hub_publish.domain.errors import NotFound
from jupyter_hub_publish.domain.records import Actor
from jupyter_hub_publish.library.local import LocalLibrary

ALICE = Actor(name="alice", address="192.0.2.7")
UNDER_A_HUB = {"HUB_PUBLISH_SERVICE_URL": "http://127.0.0.1:9/", "JUPYTERHUB_API_TOKEN": "x"}


@pytest.fixture
def library(tmp_path):
    """The library of the commands' home, as the hub's service has it open at the same time."""
    folder = tmp_path / "home" / "data" / "hub-publish"
    folder.mkdir(parents=True)
    url = f"sqlite:///{folder / 'library.sqlite'}"
    opened = LocalLibrary.open_at(url, shape="service", cache=tmp_path / "cache")
    yield opened
    opened.close()


@pytest.fixture
def report(library):
    published = library.publishing.publish_new(
        packed(title="Peaks", audience="private"), actor=ALICE
    )
    return published.id


def test_transfer_lists_first_and_hands_over_then(run, library, report):
    listed = run("transfer", "--from", "user:alice", "--dry-run")
    assert listed.returncode == 0
    assert listed.stdout == (
        f"{report}  Peaks (private)\n1 report of user:alice. Nothing was changed.\n"
    )
    assert library.reading.open_latest(report, actor=ALICE).owner == "user:alice"
    done = run("transfer", "--from", "user:alice", "--to", "group:team-a")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("1 report handed over from user:alice to group:team-a.\n")
    assert library.reading.open_latest(report, actor=ALICE).owner == "group:team-a"
    again = run("transfer", "--from", "user:alice", "--to", "group:team-a", "--json")
    assert json.loads(again.stdout) == {"reports": [], "transferred": True}


def test_the_feeds_of_who_shall_not_read_any_more_end(run, library):
    token = library.collecting.renew_feeds(actor=ALICE)
    done = run("end-feeds", "alice", "bob")
    assert (done.returncode, done.stdout) == (0, "alice: ended.\nbob: there are none.\n")
    with pytest.raises(NotFound):
        library.collecting.reader_of(token)
    assert json.loads(run("end-feeds", "alice", "--json").stdout) == {"ended": []}
    (entry, _) = library.administering.trail(limit=9)
    assert (entry.deed, entry.details) == ("revoke_feeds", "of: user:alice")


def test_usage_tells_whose_reports_take_how_much(run, library, report):
    del library, report
    told = run("usage", "--HubPublish.quota_person=5_000_000_000")
    assert (told.returncode, told.stderr) == (0, "")
    assert re.fullmatch(r"user:alice  0 kB of 5\.0 GB, 1 report\n", told.stdout)
    (each,) = json.loads(run("usage", "--limit", "1", "--json").stdout)
    assert (each["owner"], each["reports"]) == ("user:alice", 1)
    assert 100 < each["size"] < 5_000


def test_audit_tells_who_did_what_and_from_where(run, report):
    run("transfer", "--from", "user:alice", "--to", "group:team-a")
    newest, oldest = run("audit").stdout.splitlines()
    assert f" transfer {report} (owner: user:alice → group:team-a)" in newest
    assert f" alice publish {report}/1 (" in oldest
    assert oldest.endswith(" from 192.0.2.7")
    (entry,) = json.loads(run("audit", "--actor", "alice", "--since", "1d", "--json").stdout)
    assert (entry["deed"], entry["report"], entry["address"]) == ("publish", report, "192.0.2.7")
    assert len(run("audit", "--report", report, "--limit", "1").stdout.splitlines()) == 1
    nothing = run("audit", "--since", "2999-01-01")
    assert (nothing.returncode, nothing.stdout, nothing.stderr.count("\n")) == (0, "", 1)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("transfer",), 2),
        (("transfer", "--from", "user:alice"), 2),
        (("transfer", "--from", "user:alice", "--to", "user:alice"), 2),
        (("transfer", "alice", "--to", "user:bob"), 2),
        (("transfer", "--from", "alice", "--to", "group:x"), 1),
        (("transfer", "--from", "user:alice", "--to", "user:nobody-of-that-name"), 1),
        (("audit", "alice"), 2),
        (("audit", "--since", "yesterday"), 2),
        (("audit", "--report", "x"), 2),
        (("audit", "--limit", "0"), 2),
    ],
)
def test_a_wrong_call_is_one_sentence_and_changes_nothing(run, library, report, words, code):
    answer = run(*words)
    assert (answer.returncode, answer.stdout, answer.stderr.count("\n")) == (code, "", 1)
    assert library.reading.open_latest(report, actor=ALICE).owner == "user:alice"


@pytest.mark.parametrize("words", [("transfer", "--from", "user:a", "--dry-run"), ("audit",)])
def test_in_a_users_server_the_commands_say_where_they_belong(run, words):
    answer = run(*words, env=UNDER_A_HUB)
    assert (answer.returncode, answer.stderr.count("\n")) == (1, 1)
    assert "Do this where the service runs." in answer.stderr
