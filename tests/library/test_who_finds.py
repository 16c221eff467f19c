"""Nothing that is told of reports tells of one that the reader may not find, and of all others.

What may be found is worked out here once more, in other words than the program's.
"""

from __future__ import annotations

import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from itertools import chain
from typing import get_args

import pytest
from handed import HOUR, querying, writing
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from notebooks import notebook

from jupyter_hub_publish.domain.datasets import ConsumerToAdd, QuestionToAsk
from jupyter_hub_publish.domain.errors import NotFound
from jupyter_hub_publish.domain.ids import new_report_id
from jupyter_hub_publish.domain.notebook import Passage
from jupyter_hub_publish.domain.records import (
    NO_FILTERS,
    Actor,
    Audience,
    Filters,
    Probe,
    Record,
    Sort,
    to_json,
)
from jupyter_hub_publish.library.handed import handed
from jupyter_hub_publish.search.waiting_lock import held
from jupyter_hub_publish.storage.records import NewReport, NewVersion

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
NAMES = ("ana", "ben", "cid")
TEAMS = ("whales", "foxes")
ACTORS = [
    Actor(name=name, groups=groups)
    for name, groups in (("ana", ()), ("ben", ("whales",)), ("cid", TEAMS), ("eva", ()))
]
# Words that no two reports share; none is a misspelling of another.
OWN = ("anemone", "bullfinch", "chinchilla", "dromedary", "elderberry", "flamingo")


class Made(Record):
    """A report, and who may find it."""

    word: str
    owner: str
    authors: tuple[str, ...]
    audience: Audience
    people: tuple[str, ...]
    withdrawn: bool
    archived: bool
    stars: frozenset[str]
    readers: frozenset[str]

    def may_find(self, actor: Actor) -> bool:
        me = {f"user:{actor.name}"} | {f"group:{group}" for group in actor.groups}
        if self.withdrawn:
            return False
        if self.audience == "everyone" or self.owner in me or actor.name in self.authors:
            return True
        return self.audience == "people" and bool(me & set(self.people))

    def may_read(self, actor: Actor) -> bool:
        me = {f"user:{actor.name}"} | {f"group:{group}" for group in actor.groups}
        if self.withdrawn:
            return self.owner in me
        return self.audience == "link" or self.may_find(actor)


principals = [*(f"user:{name}" for name in NAMES), *(f"group:{team}" for team in TEAMS)]
libraries = st.lists(
    st.builds(
        Made,
        word=st.just(""),
        owner=st.sampled_from(principals),
        authors=st.lists(st.sampled_from(NAMES), max_size=2, unique=True).map(tuple),
        audience=st.sampled_from(get_args(Audience)),
        people=st.lists(st.sampled_from(principals), max_size=2, unique=True).map(tuple),
        withdrawn=st.sampled_from([False, False, False, True]),
        archived=st.booleans(),
        stars=st.frozensets(st.sampled_from(NAMES), max_size=2),
        readers=st.frozensets(st.sampled_from(NAMES), max_size=2),
    ),
    min_size=4,
    max_size=len(OWN),
)


def store(library, made, *, instead_of=()):
    """Make these reports, and remove the others; their ids, each with what it is."""
    found = {}

    def work(unit):
        for old in instead_of:
            unit.remove(old, now=NOON)
        blob = unit.blobs.put(b"{}")
        for number, one in enumerate(made):
            found[new_report_id()] = one
            id = list(found)[-1]
            unit.reports.add(
                NewReport(
                    id=id,
                    title="",
                    summary="",
                    owner=one.owner,
                    audience=one.audience,
                    authors=one.authors,
                    people=one.people,
                    created=NOON + timedelta(hours=number),
                )
            )
            unit.reports.add_version(id, version(one, blob, NOON + timedelta(hours=number)))
            unit.datasets.register(id, 1, data_of(one.word, NOON + timedelta(hours=number)))
            hidden = NOON if one.withdrawn else None
            said = unit.reports.get(id).said
            archived = NOON if one.archived else None
            unit.reports.say(id, replace(said, archived=archived, withdrawn=hidden))
            for person in one.stars:
                unit.readers.star(id, person, now=NOON)
            for reader in one.readers:
                unit.readers.view(id, reader, now=datetime.now(UTC))

    library._storage.write(work)
    catch_up(library)
    return found


def catch_up(library):
    """Bring the index up to date, which takes its time on a busy machine."""
    deadline = time.monotonic() + 60
    while not library._open_index().catch_up(library._storage):
        assert time.monotonic() < deadline


def version(one, blob, published):
    names = {
        "text": f"common ground {one.word}",
        "code": f"import pandas, {one.word}_lib",
        "package": f"{one.word}_lib",
        "column": f"{one.word}_rate",
        "file": f"{one.word}.csv",
    }
    passages = tuple(
        Passage(cell=number, kind=kind, heading="", text=text)
        for number, (kind, text) in enumerate(names.items(), 1)
    )
    return NewVersion(
        title=f"Common {one.word}",
        summary=f"About the {one.word}.",
        tags=("shared", f"{one.word}-tag"),
        published=published,
        publisher="ana",
        cells=5,
        language=f"{one.word}lang",
        fingerprint="f" * 64,
        source=None,
        notebook=blob,
        page=blob,
        passages=(*passages, Passage(cell=2, kind="package", heading="", text="pandas")),
    )


@cache
def data_of(word, written):
    """Each report writes a table of its own and one that all write, and reads a table as well."""
    fields = {"name": f"{word}_col", "type": "number", "description": f"In {word}s"}, HOUR
    cells = notebook(
        writing(f"{word}.own", *fields, description=f"Of the {word}"),
        writing("common.ground", *fields, description=f"As {word} has it"),
        querying(f"select * from {word}.read, common.ground"),
    )
    made = handed(cells, published=written).datasets
    return replace(made, writes=tuple(replace(each, written=written) for each in made.writes))


def pages(library, actor, words="", **wanted):
    cursor, hits, totals = None, [], set()
    while True:
        page = library.discovery.search(words, actor=actor, cursor=cursor, limit=2, **wanted)
        assert page.current
        hits += page.hits
        totals.add(page.total)
        if (cursor := page.next) is None:
            ids = [hit.id for hit in hits]
            assert len(set(ids)) == len(ids)
            assert totals == {len(ids)}
            return set(ids)


def told_words(*texts):
    """Which of the reports' own words stand in these texts."""
    return {word for word in OWN for text in texts if word in text.casefold()}


@pytest.fixture
def asked(library):
    stored = {}

    def check(test=None, *, most=8):
        if test is None:
            return partial(check, most=most)

        @settings(deadline=None, max_examples=most, suppress_health_check=list(HealthCheck))
        @given(libraries)
        def run(made):
            named = [replace_word(one, word) for one, word in zip(made, OWN, strict=False)]
            nonlocal stored
            stored = store(library, named, instead_of=stored)
            for actor in ACTORS:
                may = {id: one for id, one in stored.items() if one.may_find(actor)}
                test(actor, stored, may)

        run()

    return check


def replace_word(one, word):
    return Made(**{name: getattr(one, name) for name in one.__struct_fields__} | {"word": word})


def test_lists_and_searches_hold_what_may_be_found_and_count_nothing_else(library, asked):
    @asked
    def check(actor, stored, may):
        for sort in get_args(Sort):
            assert pages(library, actor, sort=sort) == set(may)
            assert pages(library, actor, "common", sort=sort) == set(may)
        assert pages(library, actor, filters=Filters(tags=("shared",))) == set(may)
        assert pages(library, actor, filters=Filters(packages=("pandas",))) == set(may)
        for id, one in stored.items():
            own = {id} & set(may)
            for words in (one.word, f"package:{one.word}_lib", f"tag:{one.word}-tag"):
                assert pages(library, actor, words) == own
            by_author = {
                each for each, other in may.items() if set(one.authors) & set(other.authors)
            }
            assert pages(library, actor, filters=Filters(authors=one.authors or ("x",))) == (
                by_author if one.authors else set()
            )
        for owner in {one.owner for one in stored.values()}:
            owned = {id for id, one in may.items() if one.owner == owner}
            of_owner = Filters(owners=(owner,))
            assert pages(library, actor, filters=of_owner) == owned
            assert pages(library, actor, filters=of_owner, sort="popular") == owned
            assert pages(library, actor, "common", filters=of_owner) == owned
            both = Filters(owners=(owner, "group:x"), authors=("ana",), tags=("shared",))
            assert pages(library, actor, filters=both) == {
                id for id in owned if "ana" in may[id].authors
            }
        archived = {id for id, one in may.items() if one.archived}
        assert pages(library, actor, filters=Filters(states=("archived",))) == archived
        starred = {id for id, one in may.items() if actor.name in one.stars}
        assert pages(library, actor, filters=Filters(states=("starred",))) == starred
        assert pages(library, actor, "is:starred") == starred


def test_counts_are_of_what_may_be_found(library, asked):
    @asked
    def check(actor, stored, may):
        for words in ("", "common"):
            facets = library.discovery.facets(words, actor=actor)
            assert facets.total == len(may)
            counted = {
                "authors": Counter(chain.from_iterable(one.authors for one in may.values())),
                "tags": Counter({f"{one.word}-tag": 1 for one in may.values()}),
                "packages": Counter({f"{one.word}_lib": 1 for one in may.values()}),
                "languages": Counter({f"{one.word}lang": 1 for one in may.values()}),
            }
            if may:
                counted["tags"]["shared"] = counted["packages"]["pandas"] = len(may)
            for kind, expected in counted.items():
                told = {one.value: one.reports for one in getattr(facets, kind)}
                assert told == dict(expected), kind
            for owner in {one.owner for one in stored.values()}:
                of_owner = Filters(owners=(owner,))
                facets = library.discovery.facets(words, actor=actor, filters=of_owner)
                assert facets.total == sum(one.owner == owner for one in may.values())
        tags = {one.tag: one.reports for one in library.discovery.tags(actor=actor).tags}
        assert tags == dict(counted["tags"])


def test_what_is_suggested_is_of_what_may_be_found(library, asked):
    @asked
    def check(actor, stored, may):
        own = {one.word for one in may.values()}
        for id, one in stored.items():
            for typed in (
                one.word[:4],
                f"common {one.word[:3]}",
                f"{one.word}_r",
                f"tag:{one.word[:3]}",
            ):
                told = library.discovery.suggest(typed, actor=actor, limit=20).suggestions
                assert told_words(*(each.text for each in told)) <= own
                assert {each.report for each in told if each.report} <= set(may)
                assert all(each.reports is None or each.reports <= len(may) for each in told)
            told = library.discovery.suggest(one.word[:5], actor=actor, limit=20).suggestions
            assert (id in {each.report for each in told}) == (id in may)


def test_no_correction_gives_away_a_word(library, asked):
    @asked
    def check(actor, stored, may):
        own = {one.word for one in may.values()}
        for one in stored.values():
            typed = one.word[:4] + "q" + one.word[5:]
            page = library.discovery.search(typed, actor=actor)
            assert {hit.id for hit in page.hits} <= set(may)
            assert told_words(page.correction or "") <= own


def test_what_is_near_may_be_found(library, asked):
    @asked
    def check(actor, stored, may):
        own = {one.word for one in may.values()}
        for id, one in stored.items():
            if one.may_read(actor):
                told = library.discovery.related(id, actor=actor, limit=20).reports
                assert {each.id for each in told} <= set(may) - {id}
            else:
                with pytest.raises(NotFound):
                    library.discovery.related(id, actor=actor)
            probe = Probe(
                title=f"Common {one.word}",
                text=f"common ground {one.word}",
                tags=("shared", f"{one.word}-tag"),
                packages=("pandas", f"{one.word}_lib"),
            )
            near = library.discovery.near(probe, actor=actor, limit=20).reports
            assert {each.id for each in near} <= set(may)
            values = (value for each in near for why in each.reasons for value in why.values)
            assert told_words(*values) <= own
            assert (id in {each.id for each in near}) == (id in may)


def test_stars_and_views_are_given_by_those_who_may_read(library, asked):
    @asked
    def check(actor, stored, may):
        for id, one in stored.items():
            if not one.may_read(actor):
                for starred in (True, False):
                    with pytest.raises(NotFound):
                        library.collecting.star(id, starred, actor=actor)
                with pytest.raises(NotFound):
                    library.collecting.viewed(id, actor=actor)
                continue
            detail = library.reading.open_latest(id, actor=actor)
            assert (detail.stars, detail.starred) == (len(one.stars), actor.name in one.stars)
            assert detail.views == len(one.readers)
        listed = library.discovery.search(actor=actor, filters=NO_FILTERS, limit=100).hits
        for hit in listed:
            one = stored[hit.id]
            assert (hit.stars, hit.starred) == (len(one.stars), actor.name in one.stars)


def test_while_the_index_is_behind_nothing_is_told_that_is_made_of_it_alone(library, folders):
    ana, eva = Actor(name="ana"), Actor(name="eva")
    one, other = (made_for_everyone(word) for word in OWN[:2])
    hidden, shown = store(library, [one, other])
    assert library.discovery.search("common", actor=eva).total == 2
    with held(folders["cache"] / library.info.id / "lock", seconds=5):
        library.curating.withdraw(hidden, actor=ana)
        page = library.discovery.search("common", actor=eva)
        assert (page.current, page.total) == (False, None)
        assert [hit.id for hit in page.hits] == [shown]
        facets = library.discovery.facets("common", actor=eva)
        assert (facets.current, facets.total, facets.tags) == (False, None, ())
        told = library.discovery.suggest("common", actor=eva).suggestions
        assert {each.report for each in told} == {shown}
        assert library.discovery.suggest(one.word[:5], actor=eva).suggestions == ()
        assert library.discovery.related(shown, actor=eva).reports == ()
        typed = one.word[:4] + "q" + one.word[5:]
        assert library.discovery.search(typed, actor=eva).correction is None
        assert library.discovery.search(actor=eva).total == 1  # the database is never behind
    catch_up(library)
    page = library.discovery.search("common", actor=eva)
    assert (page.current, page.total) == (True, 1)


def test_datasets_and_what_is_said_of_them_are_of_reports_that_may_be_found(library, asked):
    @asked(most=3)
    def check(actor, stored, may):
        own = {one.word for one in may.values()}
        found = listed(library, actor)
        assert {each.name for each in found} == (
            {f"{word}.own" for word in own} | ({"common.ground"} if own else set())
        )
        for one in stored.values():
            names = {each.name for each in listed(library, actor, f"of the {one.word}")}
            assert (f"{one.word}.own" in names) == (one.word in own)
        for each in found:
            detail = library.datasets.read(each.id, actor=actor)
            assert {ref.id for ref in detail.read_by} <= set(may)
            told = [each, detail, library.datasets.lineage(each.id, actor=actor)]
            if each.name == "common.ground":
                newest = max(own, key=OWN.index)
                assert each.description == f"As {newest} has it"
                assert detail.version_count == len(may)
                told.append(library.datasets.versions(each.id, actor=actor))
                say_something(library, each, newest, actor)
            assert told_words(*(to_json(record).decode() for record in told)) <= own
        told = [library.datasets.notices(actor=actor), library.datasets.waiting(actor=actor)]
        assert told_words(*(to_json(record).decode() for record in told)) <= own
        nobodys_but_theirs(library, actor, {each.id for each in found})


def say_something(library, dataset, word, actor):
    """What is said of what one has come to know by a report is as secret as the report."""
    asked = QuestionToAsk(text=f"About the {word}")
    library.datasets.ask(dataset.id, asked, actor=actor)
    plan = ConsumerToAdd(title=f"Plan of {word}", link=f"https://bi.example.org/{word}")
    library.datasets.add_consumer(dataset.id, plan, actor=actor)


def nobodys_but_theirs(library, actor, seen):
    """What others see and this reader does not is as if it were not there, whatever they do."""
    plan = ConsumerToAdd(title="Plan", link="https://bi.example.org/1")
    hidden = {each.id for each in listed(library, ACTORS[2])} - seen
    for dataset in sorted(hidden)[:1]:
        for deed in (library.datasets.read, library.datasets.versions, library.datasets.lineage):
            with pytest.raises(NotFound):
                deed(dataset, actor=actor)
        with pytest.raises(NotFound):
            library.datasets.ask(dataset, QuestionToAsk(text="Why?"), actor=actor)
        with pytest.raises(NotFound):
            library.datasets.add_consumer(dataset, plan, actor=actor)


def listed(library, actor, words=""):
    page = library.datasets.search(words, actor=actor, limit=100)
    assert page.total == len(page.datasets)
    return page.datasets


def made_for_everyone(word):
    return Made(
        word=word,
        owner="user:ana",
        authors=("ana",),
        audience="everyone",
        people=(),
        withdrawn=False,
        archived=False,
        stars=frozenset(),
        readers=frozenset(),
    )
