"""What readers keep: stars, readings and searches, each counted for whoever it is of."""

import pytest
from bundles import packed

from jupyter_hub_publish.domain.errors import BadInput, NotFound, TooLarge
from jupyter_hub_publish.domain.limits import MAX_SEARCHES
from jupyter_hub_publish.domain.records import Actor, Filters, ReportEdits, SearchToSave, Stars


def publish(library, actor, title="Peaks", **said):
    return library.publishing.publish_new(packed(title=title, **said), actor=actor).id


def views(library, report, actor):
    return library.reading.open_latest(report, actor=actor).views


def listed(library, actor, **filters):
    page = library.discovery.search(actor=actor, filters=Filters(**filters))
    return [hit.id for hit in page.hits]


def test_a_star_is_the_reader_s_own_and_its_number_everybody_s(library, ada, ben):
    id = publish(library, ada)
    star = library.collecting.star
    assert star(id, True, actor=ben) == Stars(stars=1, starred=True)
    assert star(id, True, actor=ben) == Stars(stars=1, starred=True)
    assert star(id, True, actor=ada) == Stars(stars=2, starred=True)
    (hit,) = library.discovery.search("peaks", actor=Actor(name="cid")).hits
    assert (hit.stars, hit.starred) == (2, False)
    assert listed(library, ben, states=("starred",)) == [id]
    assert star(id, False, actor=ben) == Stars(stars=1, starred=False)
    assert star(id, False, actor=ben) == Stars(stars=1, starred=False)
    assert listed(library, ben, states=("starred",)) == []
    assert listed(library, ada, states=("starred",)) == [id]


def test_a_withdrawn_report_leaves_all_lists_and_comes_back_with_its_stars(library, ada, ben):
    id = publish(library, ada)
    library.collecting.star(id, True, actor=ben)
    library.curating.withdraw(id, actor=ada)
    assert listed(library, ben, states=("starred",)) == []
    for starred in (True, False):
        with pytest.raises(NotFound):
            library.collecting.star(id, starred, actor=ben)
    library.curating.edit(id, ReportEdits(withdrawn=False), actor=ada)
    assert listed(library, ben, states=("starred",)) == [id]


def test_a_reading_counts_once_a_day_and_never_an_author_s_own(library, ada, ben):
    id = publish(library, ada)
    owner, author, team = ada, Actor(name="cid"), Actor(name="eva", groups=("whales",))
    library.curating.edit(id, ReportEdits(authors=("cid",)), actor=ada)
    for reader in (owner, author, ben, ben, team):
        library.collecting.viewed(id, actor=reader)
    assert views(library, id, ben) == 2
    assert library.discovery.search(actor=ben).hits[0].views == 2


@pytest.mark.parametrize("report", ["raaaaaaaaaa", "", "a\0b", "r" * 1000])
def test_nothing_is_kept_of_a_report_that_is_not_there(library, ada, report):
    with pytest.raises(NotFound):
        library.collecting.star(report, True, actor=ada)
    with pytest.raises(NotFound):
        library.collecting.viewed(report, actor=ada)
    with pytest.raises(NotFound):
        library.discovery.related(report, actor=ada)


def test_stars_and_readings_tell_nobody_that_the_library_has_changed(library, ada, ben):
    id = publish(library, ada)
    seq = library.discovery.seq()
    library.collecting.star(id, True, actor=ben)
    library.collecting.viewed(id, actor=ben)
    assert library.discovery.seq() == seq


def test_what_is_read_much_this_week_comes_first(library, ada, ben):
    first, second, third = (publish(library, ada, title) for title in ("one", "two", "three"))
    for report, readers in ((first, ("ben", "cid")), (second, ("ben",))):
        for name in readers:
            library.collecting.viewed(report, actor=Actor(name=name))
    cursor, found = None, []
    while True:
        page = library.discovery.search(actor=ben, sort="popular", limit=1, cursor=cursor)
        assert page.total == 3
        found += [hit.id for hit in page.hits]
        if (cursor := page.next) is None:
            break
    assert found == [first, second, third]


def test_only_numbers_that_are_exact_are_shown(library, ada, ben):
    id = publish(library, ada)
    library.discovery.search("peaks", actor=ben)  # the index has it without a star
    library.collecting.star(id, True, actor=ben)
    (hit,) = library.discovery.search("peaks", actor=ben).hits
    assert (hit.stars, hit.starred) == (1, True)


# Saved searches


def saved(library, actor):
    return [search.name for search in library.collecting.searches(actor=actor).searches]


def test_a_search_is_its_owner_s_alone(library, ada, ben):
    wanted = SearchToSave(
        name="  my   whales ", words="whale -song", filters=Filters(tags=("sea",)), sort="stars"
    )
    made = library.collecting.save_search(wanted, actor=ada)
    assert (made.name, made.words, made.filters, made.sort) == (
        "my whales",
        "whale -song",
        wanted.filters,
        "stars",
    )
    assert library.collecting.searches(actor=ada).searches == (made,)
    assert saved(library, ben) == []
    with pytest.raises(NotFound):
        library.collecting.forget_search(made.id, actor=ben)
    assert library.collecting.forget_search(made.id, actor=ada).searches == ()
    with pytest.raises(NotFound):
        library.collecting.forget_search(made.id, actor=ada)


def test_searches_are_listed_by_name_and_one_of_the_same_name_is_replaced(library, ada):
    for name in ("beta", "Alpha", "gamma", "beta"):
        library.collecting.save_search(SearchToSave(name=name, words=name), actor=ada)
    assert saved(library, ada) == ["Alpha", "beta", "gamma"]


@pytest.mark.parametrize("name", [" ", "\n", "a\0b"])
def test_a_search_needs_a_name_that_can_be_kept(library, ada, name):
    with pytest.raises(BadInput):
        library.collecting.save_search(SearchToSave(name=name), actor=ada)


def test_there_is_an_end_to_saving(library, ada):
    for number in range(MAX_SEARCHES):
        library.collecting.save_search(SearchToSave(name=str(number)), actor=ada)
    with pytest.raises(TooLarge):
        library.collecting.save_search(SearchToSave(name="one more"), actor=ada)
    library.collecting.save_search(SearchToSave(name="7", words="again"), actor=ada)


# Feeds


def test_a_token_of_feeds_is_random_and_only_its_reader_s(library, ada, ben):
    assert library.collecting.feeds_since(actor=ada) is None
    token = library.collecting.renew_feeds(actor=ada)
    other = library.collecting.renew_feeds(actor=ben)
    assert len(token) == 43  # letters of 6 bits: 256
    assert token != other
    assert library.collecting.reader_of(token) == "ada"
    assert library.collecting.reader_of(other) == "ben"
    assert library.collecting.feeds_since(actor=ada) is not None


def test_a_token_that_was_renewed_or_revoked_is_nobody_s(library, ada):
    first = library.collecting.renew_feeds(actor=ada)
    second = library.collecting.renew_feeds(actor=ada)
    with pytest.raises(NotFound):
        library.collecting.reader_of(first)
    library.collecting.revoke_feeds(actor=ada)
    library.collecting.revoke_feeds(actor=ada)
    with pytest.raises(NotFound):
        library.collecting.reader_of(second)
    assert library.collecting.feeds_since(actor=ada) is None


@pytest.mark.parametrize("token", ["", "x", "a" * 43, "a" * 44, "\0" * 43, "ada"])
def test_what_is_no_token_is_nobody_s(library, ada, token):
    library.collecting.renew_feeds(actor=ada)
    with pytest.raises(NotFound):
        library.collecting.reader_of(token)


def test_the_library_keeps_no_token_but_its_hash(library, ada):
    token = library.collecting.renew_feeds(actor=ada)
    with library._storage._engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM feed_token").fetchall()
    assert len(rows) == 1
    assert token not in str(rows)
