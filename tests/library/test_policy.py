"""How much room reports may take, and for whom they are when nobody says so."""

from __future__ import annotations

import random

import pytest
from bundles import packed

from jupyter_hub_publish.domain.errors import OverQuota
from jupyter_hub_publish.domain.policy import Policy
from jupyter_hub_publish.domain.records import Actor
from jupyter_hub_publish.library.local import LocalLibrary

ADA = Actor(name="ada", groups=("whales", "birds"))
BEN = Actor(name="ben")
OFFERED = ("everyone", "people", "link", "private")


def file(seed, size=100_000):
    return {"data.bin": random.Random(seed).randbytes(size)}


@pytest.fixture(params=["sqlite", "postgresql"])
def open_with(request, folders):
    opened = []

    def make(**policy):
        url = f"sqlite:///{folders['folder'] / 'library.sqlite'}"
        if request.param == "postgresql":
            url = request.getfixturevalue("postgresql_url")
        folders["folder"].mkdir(exist_ok=True)
        library = LocalLibrary.open_at(
            url, shape="service", cache=folders["cache"], policy=Policy(**policy)
        )
        opened.append(library)
        return library

    yield make
    for each in opened:
        each.close()


def taken(library):
    return {each.owner: (each.reports, each.size) for each in library.administering.usages(limit=9)}


def test_what_versions_share_is_counted_once_for_each_owner(open_with):
    library = open_with()
    first = library.publishing.publish_new(packed(attachments=file(1)), actor=ADA)
    one = taken(library)["user:ada"]
    assert one[0] == 1
    assert 100_000 < one[1] < 102_000
    library.publishing.publish_version(first.id, packed(attachments=file(1)), actor=ADA)
    library.publishing.publish_new(packed(attachments=file(1)), actor=ADA)
    library.publishing.publish_new(packed(attachments=file(1)), actor=BEN)
    found = taken(library)
    assert found == {"user:ada": (2, found["user:ada"][1]), "user:ben": (1, one[1])}
    assert found["user:ada"][1] < one[1] + 2_000


def test_who_would_take_too_much_is_told_what_to_do_and_nothing_is_kept(open_with):
    library = open_with(quota_person=150_000)
    made = library.publishing.publish_new(packed(attachments=file(1)), actor=ADA)
    before = taken(library)
    with pytest.raises(OverQuota) as told:
        library.publishing.publish_new(packed(attachments=file(2)), actor=ADA)
    assert told.value.message == "The reports of ada would take 0.2 MB, and may take 0.1 MB."
    with pytest.raises(OverQuota):
        library.publishing.publish_version(made.id, packed(attachments=file(2)), actor=ADA)
    assert taken(library) == before
    assert library.reading.open_latest(made.id, actor=ADA).version == 1
    library.publishing.publish_new(packed(attachments=file(2)), actor=BEN)
    library.curating.erase(made.id, 1, actor=ADA)
    library.publishing.publish_new(packed(attachments=file(2)), actor=ADA)


def test_what_a_group_owns_has_a_quota_of_its_own(open_with):
    library = open_with(quota_person=1, quota_group=150_000)
    ours = packed(attachments=file(1), owner="group:whales")
    library.publishing.publish_new(ours, actor=ADA)
    with pytest.raises(OverQuota, match=r"^The reports of the group whales would take "):
        library.publishing.publish_new(packed(attachments=file(2), owner="group:whales"), actor=ADA)


@pytest.mark.parametrize(
    ("policy", "actor", "audience", "people"),
    [
        ({}, ADA, "everyone", ()),
        ({"audience": "private"}, ADA, "private", ()),
        (
            {"group_audiences": (("fish", "private"), ("birds", "people"))},
            ADA,
            "people",
            ("group:birds",),
        ),
        ({"audience": "link", "group_audiences": (("birds", "people"),)}, BEN, "link", ()),
    ],
)
def test_a_report_of_which_nothing_is_said_is_for_whom_an_admin_has_set(
    open_with, policy, actor, audience, people
):
    library = open_with(**policy)
    made = library.publishing.publish_new(packed(), actor=actor)
    report = library.reading.open_latest(made.id, actor=actor)
    assert (report.audience, report.people) == (audience, people)
    said = library.publishing.publish_new(packed(audience="private"), actor=actor)
    assert library.reading.open_latest(said.id, actor=actor).audience == "private"


def test_what_a_library_does_not_offer_is_nobodys_default():
    policy = Policy(audience="private", group_audiences=(("birds", "people"),))
    assert policy.beginning(ADA, ("everyone",)).audience == "everyone"
