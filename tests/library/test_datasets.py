"""Datasets: registered as reports are published, told to those who may find the reports."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from bundles import packed
from handed import BIKES, HOUR, WRITTEN, handoff, querying, reading, shown, writing
from notebooks import code

from jupyter_hub_publish.domain.datasets import ConsumerToAdd, QuestionToAsk
from jupyter_hub_publish.domain.errors import BadInput, Forbidden, NotFound
from jupyter_hub_publish.domain.records import Actor, ReportEdits

EVA = Actor(name="eva")
# Where no database has a say of its own.
once = pytest.mark.parametrize("library", ["sqlite"], indirect=True)


def publish(library, actor, *cells, **said):
    return library.publishing.publish_new(packed(*cells, **said), actor=actor).id


def again(library, report, actor, *cells, **said):
    made = library.publishing.publish_version(report, packed(*cells, **said), actor=actor)
    return made.version


def the_one(library, actor, words=""):
    (found,) = library.datasets.search(words, actor=actor).datasets
    return found


def names(library, actor, words="", **wanted):
    return [each.name for each in library.datasets.search(words, actor=actor, **wanted).datasets]


def later(hours):
    return (WRITTEN + timedelta(hours=hours)).isoformat()


def contract(major, minor, *changes, accepted=None):
    return {"major": major, "minor": minor, "changes": list(changes), "accepted": accepted}


GONE = {"kind": "dropped", "column": "low", "before": "number", "breaks": True}


def test_a_published_handoff_is_a_dataset_with_all_that_was_said(library, ada, ben):
    report = publish(
        library,
        ada,
        writing(
            "bikeshare.forecast",
            HOUR,
            BIKES,
            {"name": "rider", "type": "string"},
            schema={
                "fields": [HOUR, BIKES, {"name": "rider", "type": "string"}],
                "primaryKey": ["hour"],
            },
            description="Expected bikes, for the next 14 days.",
            statistics=[
                {"name": "hour", "nulls": 0, "distinct": 3, "min": "a", "max": "c"},
                {"name": "bikes", "nulls": 2, "min": 0, "max": 41, "histogram": [5, 3]},
                {"name": "rider", "nulls": 0, "distinct": 2},
            ],
            sample=[["a", 1.5, None], ["b"]],
            sensitive=["rider"],
            fresh=86_400,
            bytes=4_100_000,
            contract=contract(2, 31),
        ),
        title="Demand",
    )
    told = the_one(library, ben)
    assert (told.name, told.version, told.rows, told.bytes) == (
        "bikeshare.forecast",
        "2.31",
        168_000,
        4_100_000,
    )
    assert told.description == "Expected bikes, for the next 14 days."
    assert (told.writer.id, told.writer.title, told.writer.version) == (report, "Demand", 1)
    assert told.due == WRITTEN + timedelta(days=1)
    assert told.freshness == "late"
    assert (told.may_answer, the_one(library, ada).may_answer) == (False, True)
    detail = library.datasets.read(told.id, actor=ben)
    hour, bikes, rider = detail.columns
    assert (hour.key, hour.description, bikes.unit, bikes.histogram) == (
        True,
        "Start of the hour",
        "count",
        (5, 3),
    )
    assert (bikes.nulls, bikes.max, rider.sensitive, rider.top) == (2, 41, True, ())
    assert detail.sample.columns == ("hour", "bikes")
    assert detail.sample.rows == (("a", 1.5), ("b", None))
    assert detail.keys == ("hour",)
    links = library.reading.open_latest(report, actor=ben).datasets
    assert [(link.name, link.id, link.version) for link in links.writes] == [
        ("bikeshare.forecast", told.id, "2.31")
    ]


def test_datasets_are_found_by_name_description_column_and_author(library, ada, ben):
    publish(library, ada, writing("bikeshare.forecast", description="For the next 14 Days"))
    publish(library, ben, writing("weather.hourly", {"name": "Rain_mm", "type": "number"}))
    assert names(library, EVA) == ["bikeshare.forecast", "weather.hourly"] or names(
        library, EVA
    ) == ["weather.hourly", "bikeshare.forecast"]
    for words in ("BIKESHARE", "14 days", "expected forecast", "ada", "ada bikes"):
        assert names(library, EVA, words) == ["bikeshare.forecast"], words
    assert names(library, EVA, "rain_mm") == ["weather.hourly"]
    assert the_one(library, EVA, "rain").matched == ("Rain_mm",)
    for words in ("bikeshare rain", "100%", "expectedx", "_"):
        assert "bikeshare.forecast" not in names(library, EVA, words)
    assert names(library, ben, mine=True) == ["weather.hourly"]
    first = library.datasets.search(actor=EVA, limit=1)
    assert first.total == 2
    second = library.datasets.search(actor=EVA, limit=1, cursor=first.next)
    assert {first.datasets[0].name, second.datasets[0].name} == {
        "bikeshare.forecast",
        "weather.hourly",
    }
    assert second.next is None


def test_the_same_name_in_another_place_is_another_dataset(library, ada):
    elsewhere = {"kind": "duckdb", "url": "duckdb:///data/warehouse.db", "table": "t"}
    publish(library, ada, writing("t"), writing("t", location=elsewhere))
    found = library.datasets.search(actor=EVA).datasets
    assert {each.place.kind for each in found} == {"postgresql", "duckdb"}
    assert len({each.id for each in found}) == 2


def test_each_writing_is_a_version_and_stands_once_however_often_it_is_published(library, ada):
    report = publish(library, ada, writing(contract=contract(1, 0)))
    again(library, report, ada, writing(contract=contract(1, 0)))
    again(
        library,
        report,
        ada,
        writing(
            "bikeshare.forecast",
            BIKES,
            written=later(24),
            contract=contract(2, 0, GONE, accepted="Nobody used it."),
        ),
    )
    id = the_one(library, EVA).id
    newest, first = library.datasets.versions(id, actor=EVA).versions
    assert (newest.version, first.version) == ("2.0", "1.0")
    assert (newest.writer.version, newest.accepted) == (3, "Nobody used it.")
    assert [(change.text, change.breaks) for change in newest.changes] == [
        ("Column “low” is gone (number).", True)
    ]
    detail = library.datasets.read(id, actor=EVA)
    assert (detail.version_count, detail.column_count) == (2, 1)
    assert library.publishing.restore(report, 1, message="", actor=ada).version == 4
    assert library.datasets.read(id, actor=EVA).version == "2.0"  # the newest writing is the same
    links = library.reading.open_latest(report, actor=EVA).datasets
    assert [link.name for link in links.writes] == ["bikeshare.forecast"]


@once
def test_a_clock_that_is_fast_has_not_the_last_word(library, ada, ben):
    ahead = (datetime.now(UTC) + timedelta(days=900)).isoformat()
    publish(library, ada, writing(written=ahead, rows=1))
    publish(library, ben, writing(written=datetime.now(UTC).isoformat(), rows=2))
    assert the_one(library, EVA).written <= datetime.now(UTC)


def test_of_a_hidden_writer_nothing_is_told(library, ada, ben):
    open_report = publish(library, ben, writing(rows=10, description="plain"))
    id = the_one(library, EVA).id
    hidden = publish(
        library,
        ada,
        writing(
            "bikeshare.forecast",
            {"name": "salary", "type": "number"},
            written=later(5),
            rows=99,
            description="secret",
        ),
        writing("payroll.salaries"),
    )
    payroll = next(
        one.id for one in library.datasets.search(actor=ada).datasets if one.name[0] == "p"
    )
    library.curating.withdraw(hidden, actor=ada)
    for actor in (EVA, ada):
        told = the_one(library, actor)
        assert (told.id, told.rows, told.description) == (id, 10, "plain")
        for words in ("secret", "salary", "payroll"):
            assert names(library, actor, words) == []
        assert [each.rows for each in library.datasets.versions(id, actor=actor).versions] == [10]
        for missing in (payroll, "daaaaaaaaaa", "nonsense"):
            with pytest.raises(NotFound) as refused:
                library.datasets.read(missing, actor=actor)
            assert refused.value.message == "There is no dataset here that you may see."
    library.curating.edit(hidden, ReportEdits(withdrawn=False), actor=ada)
    assert {one.rows for one in library.datasets.search(actor=EVA).datasets} == {99, 168_000}
    library.curating.withdraw(open_report, actor=ben)
    assert library.datasets.read(id, actor=EVA).version_count == 1


@once
def test_what_cannot_be_understood_registers_nothing_and_stops_nothing(library, ada):
    odd = [
        handoff(rows=-1),
        handoff(fresh=10**18),
        handoff(location={"kind": "x", "url": "postgresql://me:secret@h/d", "table": "t"}),
        "no handoff",
        None,
        [1],
        {"format": 2},
    ]
    report = publish(library, ada, *(code("x", [shown(one)]) for one in odd))
    assert library.datasets.search(actor=EVA).total == 0
    assert library.reading.open_latest(report, actor=EVA).datasets.writes == ()


def test_reads_are_recorded_from_outputs_and_from_sql(library, ada, ben):
    publish(library, ada, writing("bikeshare.forecast"), title="Demand")
    reader = publish(
        library,
        ben,
        reading("bikeshare.forecast"),
        querying("select * from Weather.Hourly join warehouse.bikeshare.forecast using (hour)"),
        code('df = pd.read_sql(text(f"select * from {x}, stations.all"), engine)'),
        title="When stations run empty",
    )
    detail = library.datasets.read(the_one(library, EVA).id, actor=EVA)
    assert [(one.id, one.version) for one in detail.read_by] == [(reader, 1)]
    assert detail.readers == 1
    links = library.reading.open_latest(reader, actor=EVA).datasets
    assert {(link.name, link.id) for link in links.reads} == {
        ("bikeshare.forecast", detail.id),
        ("Weather.Hourly", None),
        ("stations.all", None),
    }
    again(library, reader, ben, code("1 + 1"))
    assert library.datasets.read(detail.id, actor=EVA).read_by == ()


@once
def test_uses_are_searched_for_and_tell_why_reports_are_related(library, ada, ben):
    one = publish(library, ada, querying("select 1 from bikeshare.forecast"), title="Anemone")
    other = publish(library, ben, reading("bikeshare.forecast"), title="Bullfinch")
    publish(library, ben, code("bikeshare.forecast"), title="Chinchilla")
    for words in ("uses:bikeshare.forecast", "USES:Forecast", 'uses:"main.bikeshare.forecast"'):
        hits = library.discovery.search(words, actor=EVA).hits
        assert {hit.id for hit in hits} == {one, other}, words
    assert library.discovery.search("uses:bikeshare", actor=EVA).hits == ()
    assert library.discovery.search("-uses:forecast", actor=EVA).total == 1
    (related,) = (
        each for each in library.discovery.related(one, actor=EVA).reports if each.id == other
    )
    why = {reason.kind: reason.values for reason in related.reasons}
    assert why["datasets"] == ("bikeshare.forecast",)


def test_lineage_leads_from_what_the_writer_reads_to_what_is_fed(library, ada, ben):
    publish(library, ada, writing("bikeshare.trips", fresh=10 * 366 * 86_400), title="Trips")
    writer = publish(
        library,
        ada,
        querying("select * from bikeshare.trips, weather.hourly"),
        writing("bikeshare.forecast"),
        title="Demand",
    )
    reader = publish(
        library, ben, reading("bikeshare.forecast"), writing("plans.vans"), title="Vans"
    )
    forecast = the_one(library, EVA, "bikeshare.forecast")
    plans = the_one(library, EVA, "plans.vans")
    link = ConsumerToAdd(title="Fleet planning", link="https://bi.example.org/1", tool="Power BI")
    library.datasets.add_consumer(plans.id, link, actor=EVA)
    drawn = library.datasets.lineage(forecast.id, actor=EVA)
    titles = {node.key: node.title for node in drawn.nodes}
    assert {(titles[edge.source], titles[edge.target]) for edge in drawn.edges} == {
        ("bikeshare.trips", "Demand"),
        ("weather.hourly", "Demand"),
        ("Demand", "bikeshare.forecast"),
        ("bikeshare.forecast", "Vans"),
        ("Vans", "plans.vans"),
        ("plans.vans", "Fleet planning"),
    }
    by_title = {node.title: node for node in drawn.nodes}
    assert by_title["Demand"].id == writer
    assert by_title["Demand"].note == "report · ada"
    assert by_title["weather.hourly"].id is None
    assert by_title["bikeshare.trips"].note == "dataset · fresh"
    assert by_title["Fleet planning"].url == "https://bi.example.org/1"
    assert by_title["Fleet planning"].note == "Power BI · eva"
    assert [node.title for node in drawn.nodes if node.here] == ["bikeshare.forecast"]
    library.curating.withdraw(reader, actor=ben)
    drawn = library.datasets.lineage(forecast.id, actor=EVA)
    assert {node.title for node in drawn.nodes} == {
        "bikeshare.trips",
        "weather.hourly",
        "Demand",
        "bikeshare.forecast",
    }


# What flows back


def test_whoever_feeds_something_says_so_and_takes_it_back(library, ada, ben):
    publish(library, ada, writing())
    id = the_one(library, ben).id
    before = library.discovery.seq()
    link = ConsumerToAdd(
        title=" Fleet  planning ", link="https://bi.example.org/1", tool="Power BI"
    )
    library.datasets.add_consumer(id, link, actor=ben)
    (made,) = library.datasets.add_consumer(id, link, actor=ben).consumers
    assert (made.title, made.tool, made.person) == ("Fleet planning", "Power BI", "ben")
    assert library.discovery.seq() > before  # open lists hear of it at once
    assert library.datasets.read(id, actor=EVA).readers == 1
    (seen,) = library.datasets.read(id, actor=EVA).consumers
    assert not seen.may_remove
    with pytest.raises(Forbidden):
        library.datasets.remove_consumer(id, made.id, actor=EVA)
    with pytest.raises(NotFound):
        library.datasets.remove_consumer(id, "waaaaaaaaaa", actor=ben)
    assert library.datasets.remove_consumer(id, made.id, actor=ada).consumers == ()


@once
def test_a_webhook_is_told_to_nobody_else_and_kept_only_for_hosts_that_an_admin_has_named(
    library, ada, ben
):
    publish(library, ada, writing())
    id = the_one(library, ben).id
    hook = ConsumerToAdd(
        title="Plan", link="https://bi.example.org/1", webhook="https://hooks.example.org/T0/B1"
    )
    with pytest.raises(BadInput, match="sends nothing to this webhook's host"):
        library.datasets.add_consumer(id, hook, actor=ben)
    assert library.datasets.read(id, actor=ben).consumers == ()


def test_a_question_reaches_the_author_and_its_answer_whoever_has_asked(library, ada, ben):
    publish(library, ada, writing())
    id = the_one(library, ben).id
    asked = QuestionToAsk(text=" In local time? ", column="hour")
    (open_one,) = library.datasets.ask(id, asked, actor=ben).questions
    assert (open_one.text, open_one.column, open_one.answer) == ("In local time?", "hour", None)
    assert the_one(library, EVA).open_questions == 1
    with pytest.raises(BadInput):
        library.datasets.ask(id, QuestionToAsk(text="?", column="nowhere"), actor=ben)
    with pytest.raises(BadInput):
        library.datasets.ask(id, QuestionToAsk(text="  "), actor=ben)
    for name in ("", "bikeshare.forecast", "warehouse.bikeshare.FORECAST"):
        (waiting,) = library.datasets.waiting(name, actor=ada).questions
        assert (waiting.id, waiting.dataset.name) == (open_one.id, "bikeshare.forecast")
    assert library.datasets.waiting("another", actor=ada).questions == ()
    assert library.datasets.waiting(actor=ben).questions == ()
    (notice,) = library.datasets.notices(actor=ada).notices
    assert (notice.kind, notice.dataset.id) == ("question", id)
    assert library.datasets.notices(actor=ben).notices == ()
    with pytest.raises(Forbidden):
        library.datasets.answer(id, open_one.id, "No.", actor=EVA)
    (answered,) = library.datasets.answer(id, open_one.id, "Yes, since 2.12.", actor=ada).questions
    assert (answered.answer, answered.answered_by) == ("Yes, since 2.12.", "ada")
    assert library.datasets.waiting(actor=ada).questions == ()
    (told,) = library.datasets.notices(actor=ben).notices
    assert told.kind == "answer"
    assert library.datasets.notices(told.at, actor=ben).notices == ()
    with pytest.raises(Forbidden):
        library.datasets.remove_question(id, open_one.id, actor=EVA)
    assert library.datasets.remove_question(id, open_one.id, actor=ben).questions == ()
    assert library.datasets.notices(actor=ben).notices == ()


@once
def test_questions_go_to_whom_the_report_was_handed_over(library, ada, ben):
    report = publish(library, ada, writing())
    publish(library, ben, code("1"))
    id = the_one(library, EVA).id
    library.datasets.ask(id, QuestionToAsk(text="Why?"), actor=EVA)
    admin = Actor(name="admin", is_admin=True)
    moved = library.administering.hand_over(
        report, owner="user:ada", successor="user:ben", actor=admin
    )
    assert moved
    assert len(library.datasets.waiting(actor=ben).questions) == 1
    assert library.datasets.waiting(actor=ada).questions == ()


def test_those_who_rely_on_a_dataset_hear_of_a_broken_contract_once(library, ada, ben):
    report = publish(library, ada, writing(contract=contract(1, 0)))
    id = the_one(library, ben).id
    plan = ConsumerToAdd(title="Plan", link="https://bi.example.org/1")
    library.datasets.add_consumer(id, plan, actor=ben)
    changed = writing(written=later(24), contract=contract(2, 0, GONE, accepted="Nobody used it."))
    again(library, report, ada, changed)
    again(library, report, ada, changed)
    (told,) = library.datasets.notices(actor=ben).notices
    assert told.kind == "contract"
    assert told.text == (
        "Version 2.0: Column “low” is gone (number). The author says: Nobody used it."
    )
    assert library.datasets.notices(actor=EVA).notices == ()
    again(library, report, ada, writing(written=later(48), contract=contract(2, 1)))
    # Written as 3.0 in between, and not published.
    again(
        library,
        report,
        ada,
        writing("bikeshare.forecast", HOUR, written=later(72), contract=contract(3, 4)),
    )
    newest, _ = library.datasets.notices(actor=ben).notices
    assert newest.text == "Version 3.4: Column “bikes” is gone (number)."


def test_a_promise_that_ran_out_is_told_once_and_not_after_it_was_kept_again(library, ada, ben):
    now = datetime.now(UTC)
    old, fresh = (now - timedelta(hours=3)).isoformat(), now.isoformat()
    report = publish(library, ada, writing(written=old, fresh=3_600))
    publish(library, ada, writing("kept", written=fresh, fresh=3_600))
    hidden = publish(library, ada, writing("hidden", written=old, fresh=3_600))
    library.curating.withdraw(hidden, actor=ada)
    id = the_one(library, ben, "bikeshare").id
    plan = ConsumerToAdd(title="Plan", link="https://bi.example.org/1")
    library.datasets.add_consumer(id, plan, actor=ben)
    before = library.discovery.seq()
    assert library.notifier.tell_late() == 1
    assert library.discovery.seq() > before
    assert library.notifier.tell_late() == 0
    for actor in (ada, ben):
        (told,) = library.datasets.notices(actor=actor).notices
        assert (told.kind, told.dataset.name) == ("late", "bikeshare.forecast")
    assert library.datasets.notices(actor=EVA).notices == ()
    again(library, report, ada, writing(written=fresh, fresh=3_600))
    assert library.notifier.tell_late() == 0


def test_everything_goes_with_the_last_version_that_tells_of_it(library, ada, ben):
    report = publish(library, ada, writing(), title="Demand")
    id = the_one(library, ben).id
    plan = ConsumerToAdd(title="Plan", link="https://bi.example.org/1")
    library.datasets.add_consumer(id, plan, actor=ben)
    library.datasets.ask(id, QuestionToAsk(text="Why?"), actor=ben)
    again(library, report, ada, writing(written=later(9), rows=7, contract=contract(1, 1)))
    library.curating.erase(report, 2, actor=ada)
    detail = library.datasets.read(id, actor=ben)
    assert (detail.rows, detail.version_count) == (168_000, 1)
    assert (len(detail.consumers), len(detail.questions)) == (1, 1)
    library.curating.erase(report, 1, actor=ada)
    with pytest.raises(NotFound):
        library.datasets.read(id, actor=ada)
    with library._storage.reading() as unit:
        assert unit._connection.exec_driver_sql("select count(*) from dataset").scalar() == 0
        assert unit._connection.exec_driver_sql("select count(*) from question").scalar() == 0


def test_those_who_publish_the_same_tables_at_once_all_register_them(library, ada):
    cells = [writing("a.first"), writing("a.second"), writing("a.third")]

    def publish_in(order):
        return publish(library, ada, *order)

    with ThreadPoolExecutor(4) as threads:
        made = list(threads.map(publish_in, [cells, cells[::-1], cells, cells[::-1]]))
    found = library.datasets.search(actor=EVA).datasets
    assert sorted(each.name for each in found) == ["a.first", "a.second", "a.third"]
    for report in made:
        assert len(library.reading.open_latest(report, actor=EVA).datasets.writes) == 3


def test_what_a_removed_report_has_written_leaves_nothing_and_what_others_wrote_stays(
    library, ada, ben
):
    report = publish(library, ada, writing(), writing("own"), querying("select * from x.y"))
    publish(library, ben, writing(written=later(5)))
    for each in library.datasets.search(actor=EVA).datasets:
        library.datasets.ask(each.id, QuestionToAsk(text=f"About {each.name}?"), actor=EVA)
    library.curating.withdraw(report, actor=ada)
    assert library._storage.sweep_withdrawn(older_than=timedelta(0)) == 1
    left = the_one(library, EVA)
    assert (left.name, left.open_questions) == ("bikeshare.forecast", 1)
    with library._storage.reading() as unit:
        for table, rows in {"dataset": 1, "dataset_version": 1, "dataset_use": 0}.items():
            counted = unit._connection.exec_driver_sql(f"select count(*) from {table}")
            assert counted.scalar() == rows, table
