"""Curating: said otherwise, withdrawn, erased, by those who may, and seen by nobody else."""

import gzip
import zlib
from datetime import timedelta

import pytest
from bundles import packed
from handed import querying, reading, writing
from notebooks import code, printed, text
from pictures import bomb, plot, saved

from jupyter_hub_publish.domain.datasets import ConsumerToAdd, QuestionToAsk
from jupyter_hub_publish.domain.errors import BadInput, Conflict, Forbidden, NotFound
from jupyter_hub_publish.domain.records import Filters, ReportEdits
from jupyter_hub_publish.library.local import LocalLibrary

PICTURE = saved(plot(480, 300), "WEBP")


def publish(library, actor, *cells, **said):
    return library.publishing.publish_new(packed(*cells, **said), actor=actor).id


def again(library, report, actor, *cells, **said):
    return library.publishing.publish_version(report, packed(*cells, **said), actor=actor).version


def edit(library, report, actor, **edits):
    return library.curating.edit(report, ReportEdits(**edits), actor=actor)


def found(library, actor, words=""):
    return [hit.id for hit in library.discovery.search(words, actor=actor).hits]


# Edits


def test_what_is_not_named_stays_as_it_is(library, ada):
    id = publish(library, ada, title="One", summary="S", tags=("t",))
    before = library.reading.open_latest(id, actor=ada)
    assert edit(library, id, ada) == before
    after = edit(library, id, ada, title="  Two   peaks ")
    assert (after.title, after.summary, after.tags) == ("Two peaks", "S", ("t",))
    assert (after.version, after.updated) == (1, before.updated)


def test_an_edit_is_found_and_counts_as_a_change(library, ada):
    id = publish(library, ada, title="One")
    seq = library.discovery.seq()
    edit(library, id, ada, title="Zebra", tags=("#Stripes ", "stripes"), summary=" S. ")
    assert library.discovery.seq() == seq + 1
    assert found(library, ada, "zebra") == [id]
    assert found(library, ada, "one") == []
    (count,) = library.discovery.tags(actor=ada).tags
    assert (count.tag, count.reports) == ("stripes", 1)
    edit(library, id, ada, title="Zebra")
    assert library.discovery.seq() == seq + 1


def test_authors_are_credited_and_may_see_it_and_nothing_more(library, ada, ben):
    id = publish(library, ada)
    made = edit(library, id, ada, authors=(" ben ", "ada", "ben"))
    assert (made.authors, made.owner) == (("ben", "ada"), "user:ada")
    assert library.discovery.search(actor=ada, filters=Filters(authors=("ben",))).total == 1
    with pytest.raises(Forbidden):
        edit(library, id, ben, title="Mine")


@pytest.mark.parametrize("edits", [{"title": "   "}, {"authors": (" ",)}, {"title": "a\0b"}])
def test_an_edit_that_leaves_nothing_to_show_is_refused(library, ada, edits):
    id = publish(library, ada)
    with pytest.raises(BadInput):
        edit(library, id, ada, **edits)
    assert library.reading.open_latest(id, actor=ada).title == "Peaks"


def test_what_is_archived_stays_and_says_so(library, ada, ben):
    id = publish(library, ada)
    assert edit(library, id, ada, archived=True).archived
    (hit,) = library.discovery.search("peaks", actor=ben).hits
    assert hit.archived
    assert not edit(library, id, ada, archived=False).archived


def test_a_report_leads_to_the_one_that_has_taken_its_place(library, ada, ben):
    old, new = publish(library, ben), publish(library, ada)
    edit(library, old, ben, replaced_by=new)
    assert library.reading.open_latest(old, actor=ada).replaced_by.id == new
    library.curating.withdraw(new, actor=ada)
    assert library.reading.open_latest(old, actor=ben).replaced_by is None
    assert library.reading.open_latest(old, actor=ada).replaced_by.id == new
    assert edit(library, old, ben, replaced_by=None).replaced_by is None


def test_nothing_is_replaced_by_itself_or_by_what_is_not_there(library, ada, ben):
    one, two, three = (publish(library, ada) for _ in range(3))
    hidden = publish(library, ben)
    library.curating.withdraw(hidden, actor=ben)
    edit(library, one, ada, replaced_by=two)
    edit(library, two, ada, replaced_by=three)
    for report, other in (
        (one, one),
        (three, one),
        (two, one),
        (one, "raaaaaaaaaa"),
        (one, hidden),
    ):
        with pytest.raises(BadInput):
            edit(library, report, ada, replaced_by=other)


# Who may


def test_only_the_owner_curates_and_others_learn_nothing_of_what_is_withdrawn(library, ada, ben):
    id = publish(library, ada)
    curating = library.curating
    deeds = [
        lambda actor, report: edit(library, report, actor, title="x"),
        lambda actor, report: curating.set_cover(report, PICTURE, actor=actor),
        lambda actor, report: curating.withdraw(report, actor=actor),
        lambda actor, report: curating.erase(report, 1, actor=actor),
        lambda actor, report: library.publishing.restore(report, 1, message="", actor=actor),
    ]
    for deed in deeds:
        with pytest.raises(Forbidden):
            deed(ben, id)
    curating.withdraw(id, actor=ada)
    for deed in deeds:
        refusals = set()
        for report in (id, "raaaaaaaaaa"):
            with pytest.raises(NotFound) as refused:
                deed(ben, report)
            refusals.add((refused.value.message, refused.value.hint))
        assert len(refusals) == 1


# Withdrawing


def test_a_withdrawn_report_vanishes_everywhere_but_for_its_owner(library, ada, ben):
    id = publish(library, ada, tags=("t",), thumbnail=PICTURE, attachments={"a.csv": b"1"})
    assert found(library, ben, "peaks") == [id]
    made = library.curating.withdraw(id, actor=ada)
    assert made.removed_on - made.withdrawn == timedelta(days=30)
    for actor in (ada, ben):
        assert found(library, actor) == found(library, actor, "peaks") == []
        assert library.discovery.tags(actor=actor).tags == ()
        assert library.discovery.search(actor=actor).total == 0
    reading = library.reading
    for read in (
        lambda: reading.open_latest(id, actor=ben),
        lambda: reading.versions(id, actor=ben),
        lambda: reading.version(id, 1, actor=ben),
        lambda: reading.notebook(id, 1, actor=ben),
        lambda: reading.page(id, 1, actor=ben),
        lambda: reading.thumbnail(id, 1, actor=ben),
        lambda: reading.attachment(id, 1, "a.csv", actor=ben),
        lambda: reading.bundle(id, 1, actor=ben),
        lambda: reading.compare(id, 1, 1, actor=ben),
    ):
        with pytest.raises(NotFound):
            read()
    assert reading.open_latest(id, actor=ada).withdrawn == made.withdrawn
    assert reading.page(id, 1, actor=ada).size


def test_a_withdrawal_is_taken_back(library, ada, ben):
    id = publish(library, ada, tags=("t",))
    library.curating.withdraw(id, actor=ada)
    made = edit(library, id, ada, withdrawn=False)
    assert (made.withdrawn, made.removed_on) == (None, None)
    assert found(library, ben) == found(library, ben, "peaks") == [id]
    assert [count.tag for count in library.discovery.tags(actor=ben).tags] == ["t"]


def test_who_withdraws_twice_has_no_more_time(library, ada):
    id = publish(library, ada)
    first = library.curating.withdraw(id, actor=ada)
    assert library.curating.withdraw(id, actor=ada) == first


def test_nothing_is_published_under_a_withdrawn_report(library, ada):
    id = publish(library, ada)
    again(library, id, ada)
    library.curating.withdraw(id, actor=ada)
    with pytest.raises(Conflict, match="withdrawn"):
        again(library, id, ada)
    with pytest.raises(Conflict, match="withdrawn"):
        library.publishing.restore(id, 1, message="", actor=ada)
    assert edit(library, id, ada, title="Edited").title == "Edited"


def test_after_thirty_days_not_even_its_owner_finds_it(library, ada):
    id = publish(library, ada)
    library.curating.withdraw(id, actor=ada)
    library._storage.sweep_withdrawn(older_than=timedelta(0))
    with pytest.raises(NotFound):
        library.reading.open_latest(id, actor=ada)
    with pytest.raises(NotFound):
        edit(library, id, ada, withdrawn=False)
    assert found(library, ada, "peaks") == []


# Covers


def test_another_picture_stands_for_the_report_until_the_next_version(library, ada):
    other = saved(plot(480, 300, ink="red"))
    id = publish(library, ada, thumbnail=PICTURE)
    made = library.curating.set_cover(id, other, actor=ada)
    assert library.reading.thumbnail(id, None, actor=ada).data == other
    assert made.thumbnail == made.latest.thumbnail
    (hit,) = library.discovery.search(actor=ada).hits
    assert hit.thumbnail == made.thumbnail
    again(library, id, ada, thumbnail=PICTURE)
    assert library.reading.thumbnail(id, None, actor=ada).data == PICTURE
    assert library.reading.thumbnail(id, 1, actor=ada).data == other


@pytest.mark.parametrize(
    "picture", [b"", b"<svg/>", bomb(), saved(plot(), "JPEG"), saved(plot()) + b"x"]
)
def test_what_is_no_small_picture_is_refused(library, ada, picture):
    id = publish(library, ada, thumbnail=PICTURE)
    with pytest.raises(BadInput, match="small picture"):
        library.curating.set_cover(id, picture, actor=ada)
    assert library.reading.thumbnail(id, 1, actor=ada).data == PICTURE


# Erasing


def test_an_erased_version_keeps_its_number_and_the_newest_that_stands_is_shown(library, ada, ben):
    id = publish(library, ada, title="One", message="first")
    again(library, id, ada, title="Two", message="second", attachments={"a": b"1"})
    made = library.curating.erase(id, 2, actor=ada)
    assert (made.version, made.title, made.latest.number) == (1, "One", 1)
    erased, first = library.reading.versions(id, actor=ben).versions
    assert (erased.number, first.number) == (2, 1)
    assert erased.erased
    assert (erased.title, erased.message, erased.attachments) == ("", "", ())
    assert (erased.notebook_size, erased.page_size, erased.thumbnail) == (0, 0, None)
    reading = library.reading
    for read in (
        lambda: reading.notebook(id, 2, actor=ada),
        lambda: reading.page(id, 2, actor=ada),
        lambda: reading.thumbnail(id, 2, actor=ada),
        lambda: reading.attachment(id, 2, "a", actor=ada),
        lambda: reading.bundle(id, 2, actor=ada),
        lambda: reading.compare(id, 1, 2, actor=ada),
        lambda: library.publishing.restore(id, 2, message="", actor=ada),
    ):
        with pytest.raises(NotFound):
            read()
    assert again(library, id, ada, title="Three") == 3


def test_erasing_twice_is_erasing_once_and_a_version_that_never_was_is_not_found(library, ada):
    id = publish(library, ada)
    again(library, id, ada)
    first = library.curating.erase(id, 1, actor=ada)
    assert library.curating.erase(id, 1, actor=ada) == first
    with pytest.raises(NotFound):
        library.curating.erase(id, 9, actor=ada)


def test_where_no_version_stands_the_report_is_as_good_as_withdrawn(library, ada, ben):
    id = publish(library, ada, thumbnail=PICTURE)
    made = library.curating.erase(id, 1, actor=ada)
    assert (made.version, made.latest.number, made.thumbnail) == (1, 1, None)
    assert made.latest.erased
    assert found(library, ada) == found(library, ada, "peaks") == []
    with pytest.raises(NotFound):
        library.reading.open_latest(id, actor=ben)
    with pytest.raises(NotFound):
        library.reading.page(id, None, actor=ada)
    with pytest.raises(Conflict):
        library.curating.set_cover(id, PICTURE, actor=ada)
    assert again(library, id, ada, title="Clean") == 2
    assert found(library, ben, "clean") == [id]


def everything_in(*folders):
    """All bytes of all files, as they are, and as they are when unpacked."""
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file():
                data = path.read_bytes()
                yield data
                yield from unpacked(data)


def handing_over(token):
    """Cells that write one table and read two others, and tell of a broken contract."""
    column = {"name": token, "type": "string", "description": token, "unit": token}
    gone = {"kind": "dropped", "column": token, "before": "string", "breaks": True}
    written = writing(
        token,
        column,
        description=token,
        sample=[[token]],
        statistics=[{"name": token, "nulls": 0, "top": [{"value": token, "rows": 1}]}],
        contract={"major": 2, "accepted": token, "changes": [gone]},
    )
    return written, reading(f"{token}.read"), querying(f"select * from {token}.queried")


def say_something_of_datasets(library, token, actor):
    (dataset,) = library.datasets.search(token, actor=actor).datasets
    plan = ConsumerToAdd(title=token, link=f"https://bi.example.org/{token}", tool=token)
    library.datasets.add_consumer(dataset.id, plan, actor=actor)
    library.datasets.ask(dataset.id, QuestionToAsk(text=token, column=token), actor=actor)
    assert token in library.datasets.notices(actor=actor).notices[0].text


def unpacked(data):
    """Whatever can be inflated in it, at whatever place."""
    for start in range(len(data)):
        inflater = zlib.decompressobj(-15 if data[start] != 0x78 else 15)
        try:
            plain = inflater.decompress(data[start : start + 100_000], 100_000)
        except zlib.error:
            continue
        if len(plain) > 20:
            yield plain


@pytest.mark.parametrize("library", ["sqlite"], indirect=True)
def test_not_a_byte_of_an_erased_version_is_left_in_the_library_or_the_cache(
    library, folders, ada, ben
):
    token = "zz" + "secrettoken1234567890"
    publish(library, ben, text("# Another"), code("x", [printed("fine")]))
    id = publish(library, ada, text("# Clean"), title="Clean")
    again(
        library,
        id,
        ada,
        text(f"# {token}"),
        code(f"import {token}\nlogin({token!r})\nframe[{token!r}]", [printed(token)]),
        *handing_over(token),
        metadata={"kernelspec": {"display_name": token}},
        page=f"<p>{token}".encode(),
        title=f"With {token}",
        summary=f"Says {token}.",
        tags=(token,),
        message=f"Adds {token}",
        source=f"{token}.ipynb",
        attachments={f"{token}.csv": token.encode()},
        environment_files={"requirements.txt": token.encode()},
    )
    other = LocalLibrary.open(**folders)
    try:
        assert found(library, ben, token) == found(other, ben, token) == [id]
        say_something_of_datasets(library, token, ben)
        assert any(token.encode() in data for data in everything_in(*folders.values()))
        library.curating.erase(id, 2, actor=ada)
        assert found(library, ben, token) == found(other, ben, token) == []
        assert found(other, ben, "another")
        for data in everything_in(*folders.values()):
            assert token.encode() not in data
    finally:
        other.close()
    assert library.reading.open_latest(id, actor=ada).title == "Clean"


def test_an_erasure_spares_what_another_version_shares(library, ada):
    id = publish(library, ada, attachments={"a": b"shared"})
    again(library, id, ada, attachments={"a": b"shared", "b": b"own"})
    library.curating.erase(id, 2, actor=ada)
    content = library.reading.attachment(id, 1, "a", actor=ada)
    assert gzip.decompress(b"".join(content.gzip())) == b"shared"
