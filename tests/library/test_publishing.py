"""Publishing: whole or not at all, by those who may, claiming nothing."""

import io
import json

import pytest
from bundles import packed
from notebooks import code, text

from jupyter_hub_publish import bundle
from jupyter_hub_publish.domain.errors import BadBundle, BadNotebook, Forbidden, NotFound
from jupyter_hub_publish.domain.ids import is_report_id
from jupyter_hub_publish.domain.records import Remembered


def test_a_bundle_becomes_a_report(library, ada):
    made = library.publishing.publish_new(
        packed(title="  Two   peaks ", summary="S", tags=("A", "#b c", "a"), source="x/y.ipynb"),
        actor=ada,
    )
    assert is_report_id(made.id)
    report = library.reading.open_latest(made.id, actor=ada)
    assert (report.title, report.summary, report.tags) == ("Two peaks", "S", ("a", "b c"))
    assert (report.owner, report.authors, report.audience) == ("user:ada", ("ada",), "everyone")
    assert (report.version, report.latest.number, report.source) == (1, 1, "x/y.ipynb")
    assert report.created == report.updated == report.latest.published


def test_publishing_again_adds_a_version_under_the_same_id(library, ada):
    made = library.publishing.publish_new(packed(), actor=ada)
    again = library.publishing.publish_version(made.id, packed(title="Four"), actor=ada)
    assert (again.id, again.version) == (made.id, 2)
    numbers = [v.number for v in library.reading.versions(made.id, actor=ada).versions]
    assert numbers == [2, 1]
    assert library.reading.open_latest(made.id, actor=ada).title == "Four"
    assert library.reading.version(made.id, 1, actor=ada).title == "Peaks"


def test_only_the_owner_updates(library, ada, ben):
    made = library.publishing.publish_new(packed(), actor=ada)
    with pytest.raises(Forbidden):
        library.publishing.publish_version(made.id, packed(), actor=ben)
    assert library.reading.open_latest(made.id, actor=ada).version == 1
    with pytest.raises(NotFound):
        library.publishing.publish_version("raaaaaaaaaa", packed(), actor=ben)


def test_who_publishes_is_not_read_from_the_bundle(library, ada):
    made = library.publishing.publish_new(
        packed(authors=("mallory",), report="raaaaaaaaaa", version=9), actor=ada
    )
    report = library.reading.open_latest(made.id, actor=ada)
    assert made.id != "raaaaaaaaaa"
    assert (report.authors, report.version, report.latest.publisher) == (("ada",), 1, "ada")


def test_the_same_key_gives_the_first_answer_again(library, ada, ben):
    first = library.publishing.publish_new(packed(), actor=ada, key="k")
    assert library.publishing.publish_new(packed(), actor=ada, key="k") == first
    assert library.publishing.publish_new(packed(), actor=ben, key="k") != first
    assert library.discovery.search(actor=ada).total == 2


@pytest.mark.parametrize(
    ("stream", "kind"),
    [
        (lambda: io.BytesIO(b"no tar"), BadBundle),
        (lambda: packed(text("a\0b")), BadNotebook),
        (lambda: packed({"cell_type": 3}), BadNotebook),
    ],
)
def test_what_is_refused_leaves_no_trace(library, ada, stream, kind):
    before = library.discovery.seq()
    with pytest.raises(kind):
        library.publishing.publish_new(stream(), actor=ada)
    assert library.discovery.seq() == before
    assert library.discovery.search(actor=ada).total == 0


def test_no_claim_of_trust_passes_in_or_out(library, ada):
    cell = code("x", trusted=True)
    made = library.publishing.publish_new(packed(cell, metadata={"trusted": True}), actor=ada)
    kept = json.loads(library.reading.notebook(made.id, 1, actor=ada))
    with library.reading.bundle(made.id, 1, actor=ada) as file:
        travelling = json.loads(bundle.read(file).notebook)
    for notebook in (kept, travelling):
        assert "trusted" not in json.dumps(notebook)


def test_a_report_does_not_remember_itself_and_does_remember_its_parent(library, ada):
    own = {"library": "l", "report": "r", "version": 1}
    parent = {"library": "l", "report": "p", "version": 2}
    memory = {"hub_publish": {**own, "parent": parent}}
    made = library.publishing.publish_new(packed(metadata=memory), actor=ada)
    kept = json.loads(library.reading.notebook(made.id, 1, actor=ada))
    assert kept["metadata"] == {"hub_publish": {"parent": parent}}
    assert Remembered(**parent)


def test_a_bundle_that_is_downloaded_can_be_published_again(library, ada, ben):
    made = library.publishing.publish_new(packed(summary="S", tags=("t",)), actor=ada)
    with library.reading.bundle(made.id, None, actor=ben) as file:
        again = library.publishing.publish_new(file, actor=ben)
    before = library.reading.version(made.id, 1, actor=ada)
    after = library.reading.version(again.id, 1, actor=ben)
    assert (before.title, before.fingerprint, before.page_size) == (
        after.title,
        after.fingerprint,
        after.page_size,
    )
    assert library.reading.open_latest(again.id, actor=ben).owner == "user:ben"


def test_what_was_masked_cannot_be_guessed_from_the_fingerprint(library, ada, ben):
    own = "0123456789abcdef" * 4
    made = library.publishing.publish_new(packed(fingerprint=own), actor=ada)
    assert library.reading.version(made.id, 1, actor=ada).fingerprint == own
    assert library.reading.version(made.id, 1, actor=ben).fingerprint == ""
    with library.reading.bundle(made.id, 1, actor=ben) as file:
        assert bundle.read(file).manifest.fingerprint is None


def test_a_page_is_served_as_it_is_stored(library, ada):
    import gzip

    page = b"<p>" + b"x" * 3_000_000
    made = library.publishing.publish_new(packed(page=page, page_cuts=(3, 1_500_000)), actor=ada)
    content = library.reading.page(made.id, 1, actor=ada)
    stream = b"".join(content.gzip())
    assert (len(stream), content.size) == (content.gzip_size, len(page))
    assert gzip.decompress(stream) == page
