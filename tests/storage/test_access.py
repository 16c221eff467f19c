"""A listing holds exactly the reports that `domain.access` lets the reader find."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from publications import a_report, publish

from jupyter_hub_publish.domain.access import Action, allowed, principals
from jupyter_hub_publish.domain.records import Actor
from jupyter_hub_publish.storage import Storage
from jupyter_hub_publish.storage.records import NewReport

_names = st.sampled_from(["ana", "bo", "cy", "everyone", "Ana"])
_groups = st.sampled_from(["x", "y", "ana"])
_principal = st.one_of(_names.map("user:{}".format), _groups.map("group:{}".format))
_actors = st.builds(
    Actor, name=_names, groups=st.lists(_groups, max_size=2).map(tuple), is_admin=st.booleans()
)
_reports = st.builds(
    a_report,
    owner=_principal,
    authors=st.lists(_names, max_size=3, unique=True).map(tuple),
    audience=st.sampled_from(["private", "people", "link", "everyone"]),
    people=st.lists(_principal, max_size=3, unique=True).map(tuple),
)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def library(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Storage]:
    if request.param == "sqlite":
        storage = Storage.open(tmp_path_factory.mktemp("library"))
    else:
        storage = Storage.open_url(request.getfixturevalue("postgresql_server") + "/postgres")
    yield storage
    storage.close()


@settings(max_examples=60, deadline=None)
@given(report=_reports, actors=st.lists(_actors, min_size=1, max_size=5))
def test_listings_and_the_rule_agree(
    library: Storage, report: NewReport, actors: list[Actor]
) -> None:
    publish(library, report)
    with library.reading() as unit:
        stored = unit.reports.get(report.id)
        assert stored is not None
        for actor in actors:
            who = principals(actor)
            page = unit.reports.newest(principals=who, limit=100_000)
            listed = {found.id for found in page}
            assert (report.id in listed) == allowed(actor, Action.FIND, stored.access)
            assert unit.reports.count(principals=who) == len(page) == len(listed)
            chosen = unit.reports.get_many([report.id], principals=who)
            assert chosen.keys() == {report.id} & listed
