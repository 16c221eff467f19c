"""Who meets a report in a listing is who may find it: the same rule, asked two ways."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from jupyter_hub_publish.domain.access import Access, Action, allowed, finders, principals
from jupyter_hub_publish.domain.records import Actor

names = st.sampled_from(["ada", "ben", "cleo"])
groups = st.sampled_from(["physics", "ada"])
people = st.builds("{}:{}".format, st.sampled_from(["user", "group"]), names | groups)
actors = st.builds(Actor, name=names, groups=st.lists(groups).map(tuple), is_admin=st.booleans())
reports = st.builds(
    Access,
    owner=people,
    authors=st.lists(names).map(tuple),
    audience=st.sampled_from(["private", "people", "link", "everyone"]),
    people=st.lists(people).map(tuple),
    withdrawn=st.booleans(),
)


@given(actors, reports)
def test_a_listing_keeps_exactly_what_may_be_found(actor, report):
    listed = not principals(actor).isdisjoint(finders(report))
    assert listed == allowed(actor, Action.FIND, report)


@given(actors, reports)
def test_what_may_be_updated_or_found_may_be_read(actor, report):
    may = {action: allowed(actor, action, report) for action in Action}
    assert may[Action.FIND] <= may[Action.READ]
    assert may[Action.UPDATE] <= may[Action.READ]
    assert report.withdrawn or may[Action.UPDATE] <= may[Action.FIND]


@given(actors, reports)
def test_what_is_withdrawn_is_found_by_nobody_and_read_by_those_who_may_update_it(actor, report):
    hidden = msgspec.structs.replace(report, withdrawn=True)
    assert not allowed(actor, Action.FIND, hidden)
    assert allowed(actor, Action.READ, hidden) == allowed(actor, Action.UPDATE, report)


@given(actors, reports)
def test_an_admin_may_no_more_than_anybody(actor, report):
    plain = Actor(name=actor.name, groups=actor.groups)
    assert all(allowed(actor, a, report) == allowed(plain, a, report) for a in Action)


def test_a_link_opens_what_no_listing_shows():
    report = Access(owner="user:ada", authors=("ada",), audience="link")
    stranger = Actor(name="ben")
    assert allowed(stranger, Action.READ, report)
    assert not allowed(stranger, Action.FIND, report)


def test_a_group_named_like_a_person_is_not_that_person():
    report = Access(owner="user:ada", authors=(), audience="private")
    assert not allowed(Actor(name="ben", groups=("ada",)), Action.READ, report)
