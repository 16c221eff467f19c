"""Stars and views are counted exactly, whoever else counts, and go with the report."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from publications import ALL, NOON, a_report, a_version, publish, publish_again

from jupyter_hub_publish.domain.notebook import Passage
from jupyter_hub_publish.domain.records import Environment, Filters, Run, SavedSearch
from jupyter_hub_publish.storage import Storage, Unit
from jupyter_hub_publish.storage.records import Rank, StoredReport

DAY = timedelta(days=1)


def _report(storage: Storage, report_id: str) -> StoredReport:
    with storage.reading() as unit:
        found = unit.reports.get(report_id)
    assert found is not None
    return found


def _view(storage: Storage, report_id: str, reader: str, now: datetime = NOON) -> bool:
    return storage.write(lambda unit: unit.readers.view(report_id, reader, now=now))


def _star(storage: Storage, report_id: str, person: str, now: datetime = NOON) -> bool:
    return storage.write(lambda unit: unit.readers.star(report_id, person, now=now))


def test_twice_is_once(storage: Storage) -> None:
    one = publish(storage)
    assert [_star(storage, one, "ben") for _ in range(2)] == [True, False]
    assert [_view(storage, one, "ben") for _ in range(2)] == [True, False]
    assert [_view(storage, one, "ben", NOON + DAY), _view(storage, one, "cid")] == [True, True]
    assert (_report(storage, one).stars, _report(storage, one).views) == (1, 3)
    for taken in (True, False):
        assert storage.write(lambda unit: unit.readers.unstar(one, "ben", now=NOON)) is taken
    assert _report(storage, one).stars == 0


def test_a_day_begins_at_midnight_in_utc(storage: Storage) -> None:
    one = publish(storage)
    midnight = datetime(2026, 1, 2, tzinfo=UTC)
    assert _view(storage, one, "ben", midnight - timedelta(seconds=1))
    assert _view(storage, one, "ben", midnight)
    assert not _view(storage, one, "ben", midnight + timedelta(hours=23))
    with storage.reading() as unit:
        days = [date(2026, 1, 1), date(2026, 1, 2), date(2026, 1, 3)]
        seen = [unit.readers.has_viewed(one, "ben", day=day) for day in days]
    assert seen == [True, True, False]


def test_many_who_star_and_read_at_once_are_all_counted(storage: Storage) -> None:
    hot = publish(storage)
    people = [f"p{number % 12}" for number in range(48)]
    with ThreadPoolExecutor(8) as pool:
        stars = list(pool.map(lambda person: _star(storage, hot, person), people))
        views = list(pool.map(lambda person: _view(storage, hot, person), people))
        pool.submit(publish_again, storage, hot).result()
    assert sum(stars) == sum(views) == 12
    report = _report(storage, hot)
    assert (report.stars, report.views, report.version) == (12, 12, 2)


def test_counting_is_no_change_of_the_library(storage: Storage) -> None:
    one = publish(storage)
    before = storage.clock()
    assert storage.counted() is None
    _star(storage, one, "ben")
    _view(storage, one, "ben", NOON + timedelta(minutes=1))
    assert storage.clock() == before
    assert storage.counted() == NOON + timedelta(minutes=1)
    assert _report(storage, one).updated == NOON


def test_what_was_counted_since_is_told_the_longest_ago_first(storage: Storage) -> None:
    ids = [publish(storage) for _ in range(4)]
    for minute, report_id in enumerate(reversed(ids[1:])):
        _star(storage, report_id, "ben", NOON + timedelta(minutes=minute))
    told = storage.counted_since(None, limit=9)
    assert [document.id for document in told] == ids[:0:-1]
    assert [document.stars for document in told] == [1, 1, 1]
    told = storage.counted_since(NOON + timedelta(minutes=1), limit=1)
    assert [document.id for document in told] == [ids[2]]
    assert told[0].counted == NOON + timedelta(minutes=1)


def test_what_is_removed_takes_its_stars_and_views_with_it(storage: Storage) -> None:
    one, other = publish(storage), publish(storage)
    for report_id in (one, other):
        _star(storage, report_id, "ben")
        _view(storage, report_id, "ben")
    storage.write(lambda unit: unit.remove(one, now=NOON))
    with storage.reading() as unit:
        assert unit.readers.stars_of("ben") == {other}
        assert unit.readers.starred([one, other], "ben") == {other}
        assert not unit.readers.has_viewed(one, "ben", day=NOON.date())
        removed = unit.reports.get_each([one])[one]
    assert (removed.stars, removed.views, removed.counted) == (0, 0, None)
    assert [document.id for document in storage.counted_since(None, limit=9)] == [other]


def test_a_withdrawn_report_keeps_its_stars_for_an_undo(storage: Storage) -> None:
    one = publish(storage)
    _star(storage, one, "ben")
    for withdrawn in (NOON, None):
        said = replace(_report(storage, one).said, withdrawn=withdrawn)
        storage.write(lambda unit, said=said: unit.reports.say(one, said))  # type: ignore[misc]
    assert _report(storage, one).stars == 1


def test_old_days_are_forgotten_and_the_numbers_stay(storage: Storage) -> None:
    one, now = publish(storage), datetime.now(UTC)
    for days in (0, 399, 402):
        _view(storage, one, "ben", now - days * DAY)
    assert storage.sweep_views() == 1
    assert storage.sweep_views() == 0
    assert _report(storage, one).views == 3


def _popular(storage: Storage, *, limit: int = 100, **wanted: tuple[str, ...]) -> Iterator[str]:
    """All of the listing, page by page."""
    place: Rank | None = None
    while True:
        with storage.reading() as unit:
            page = unit.reports.popular(
                principals=ALL, since=NOON.date(), before=place, limit=limit, **wanted
            )
        yield from (report.id for _, report in page)
        if len(page) < limit:
            return
        place = page[-1][0]


@pytest.fixture
def read_often(storage: Storage) -> dict[str, int]:
    """Reports, and how often each was read since noon."""
    views = {}
    for number, times in enumerate((0, 2, 0, 3, 2, 1, 0)):
        tags, author = (("even",) if times % 2 == 0 else ()), "ana" if number % 2 else "ben"
        report = a_report(authors=(author,))
        report_id = publish(storage, report, tags=tags, minute=number)
        views[report_id] = times
        _view(storage, report_id, "long ago", NOON - DAY)
        for reader in range(times):
            _view(storage, report_id, f"reader{reader}", NOON + reader * DAY)
    return views


def test_what_was_read_most_this_week_comes_first_and_all_the_rest_after_it(
    storage: Storage, read_often: dict[str, int]
) -> None:
    latest = list(reversed(read_often))
    expected = sorted(latest, key=lambda report_id: -read_often[report_id])

    @settings(deadline=None, max_examples=8, suppress_health_check=list(HealthCheck))
    @given(st.integers(1, 9))
    def check(limit: int) -> None:
        assert list(_popular(storage, limit=limit)) == expected

    check()
    even = [report_id for report_id in expected if read_often[report_id] % 2 == 0]
    assert list(_popular(storage, limit=2, tags=("even",))) == even
    by_ben = set(list(read_often)[::2])
    assert list(_popular(storage, limit=2, authors=("ben",))) == [
        report_id for report_id in expected if report_id in by_ben
    ]


def test_nobody_meets_in_it_what_they_may_not_find(storage: Storage) -> None:
    for audience in ("everyone", "people"):
        report = a_report(audience=audience, people=("user:ben",))  # type: ignore[arg-type]
        _view(storage, publish(storage, report), "cid")
    assert len(list(_popular(storage))) == 1
    with storage.reading() as unit:
        ben = ALL | {"user:ben"}
        assert len(unit.reports.popular(principals=ben, since=NOON.date(), limit=9)) == 2


# Saved searches


def _search(name: str, words: str = "") -> SavedSearch:
    filters = Filters(tags=("a",), after=date(2026, 1, 1), states=("mine",))
    id = f"s-{name}-{words}"
    return SavedSearch(id=id, name=name, words=words, filters=filters, sort="stars", created=NOON)


def test_a_search_comes_back_as_it_was_saved_and_replaces_its_namesake(storage: Storage) -> None:
    def save(person: str, search: SavedSearch) -> None:
        storage.write(lambda unit: unit.readers.save_search(person, search))

    save("ana", _search("two", "churn -draft"))
    save("ana", _search("one"))
    save("ben", _search("one", "of another"))
    save("ana", _search("two", "churn"))
    with storage.reading() as unit:
        assert unit.readers.searches("ana") == [_search("one"), _search("two", "churn")]
    forget = [("ben", "s-two-churn"), ("ana", "s-two-churn"), ("ana", "s-two-churn")]
    gone = [
        storage.write(lambda unit, args=args: unit.readers.forget_search(*args))  # type: ignore[misc]
        for args in forget
    ]
    assert gone == [False, True, False]
    with storage.reading() as unit:
        assert [search.name for search in unit.readers.searches("ana")] == ["one"]


# What search is told


def _published(storage: Storage, report_id: str, **said: object) -> None:
    def work(unit: Unit) -> None:
        blobs = unit.blobs.put(b"{}"), unit.blobs.put(b"<p>")
        new = replace(a_version(*blobs), **said)
        unit.reports.add_version(report_id, new)

    storage.write(work)


def test_search_is_told_of_what_a_version_is_and_of_those_before_it(storage: Storage) -> None:
    one = publish(storage)
    environment = Environment(
        kernel="Python 3", language="python", version="3.12", platform="", packages=()
    )
    names = (
        Passage(cell=1, kind="code", heading="", text="import numpy"),
        Passage(cell=1, kind="package", heading="", text="numpy"),
    )
    _published(
        storage,
        one,
        title="Second",
        kernel="Python 3 (ipykernel)",
        ran=Run(kernel="Python 3", cells=1, seconds=1),
        environment=environment,
        passages=names,
    )
    _star(storage, one, "ben")
    (told,) = storage.changed_since(0, limit=9)
    assert (told.language, told.kernel, told.ran_clean) == ("python", "Python 3 (ipykernel)", True)
    assert (told.owner, told.created, told.stars, told.replaced) == ("user:ana", NOON, 1, False)
    assert told.passages == names
    (before,) = told.older
    assert (before.number, before.title, before.summary) == (1, "Churn", "What drives it.")
    assert [passage.text for passage in before.passages] == ["Churn"]
    storage.write(lambda unit: unit.erase(one, 1, now=NOON))
    (told,) = storage.changed_since(0, limit=9)
    assert told.older == ()


def test_a_version_without_names_is_told_with_the_packages_that_it_imports(
    storage: Storage,
) -> None:
    one = publish(storage)
    code = Passage(
        cell=3, kind="code", heading="Fit", text="import numpy as np\nimport os, scipy.stats"
    )
    _published(storage, one, passages=(code,))
    (told,) = storage.all_documents()
    assert told.passages[1:] == (
        Passage(cell=3, kind="package", heading="Fit", text="numpy"),
        Passage(cell=3, kind="package", heading="Fit", text="scipy"),
    )
