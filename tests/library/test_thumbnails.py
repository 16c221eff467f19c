"""A version's picture: told of everywhere by its tag, given to whoever may read the report."""

import pytest
from bundles import packed
from pictures import plot, saved

from jupyter_hub_publish import bundle
from jupyter_hub_publish.domain.errors import NotFound

FIRST, SECOND = saved(plot(480, 300), "WEBP"), saved(plot(480, 300, ink="red"))


def test_every_record_of_a_report_tells_the_tag_of_its_newest_picture(library, ada):
    made = library.publishing.publish_new(packed(thumbnail=FIRST), actor=ada)
    again = library.publishing.publish_version(made.id, packed(thumbnail=SECOND), actor=ada)
    old, new = made.thumbnail, again.thumbnail
    assert old != new
    detail = library.reading.open_latest(made.id, actor=ada)
    assert detail.thumbnail == detail.latest.thumbnail == new
    versions = library.reading.versions(made.id, actor=ada).versions
    assert [version.thumbnail for version in versions] == [new, old]
    for words in ("", "peaks"):
        (hit,) = library.discovery.search(words, actor=ada).hits
        assert hit.thumbnail == new


def test_a_picture_is_given_as_it_came(library, ada):
    made = library.publishing.publish_new(packed(thumbnail=FIRST), actor=ada)
    library.publishing.publish_version(made.id, packed(thumbnail=SECOND), actor=ada)
    old = library.reading.thumbnail(made.id, 1, actor=ada)
    assert (old.data, old.media_type) == (FIRST, "image/webp")
    newest = library.reading.thumbnail(made.id, None, actor=ada)
    assert (newest.data, newest.media_type) == (SECOND, "image/png")
    assert made.thumbnail in old.etag


def test_a_version_may_have_no_picture(library, ada):
    made = library.publishing.publish_new(packed(), actor=ada)
    assert made.thumbnail is None
    assert library.reading.open_latest(made.id, actor=ada).thumbnail is None
    with pytest.raises(NotFound):
        library.reading.thumbnail(made.id, 1, actor=ada)


def test_a_report_that_is_not_there_has_none_either(library, ada):
    with pytest.raises(NotFound):
        library.reading.thumbnail("raaaaaaaaaa", 1, actor=ada)


def test_a_picture_survives_a_download_and_another_publication(library, ada):
    made = library.publishing.publish_new(packed(thumbnail=FIRST), actor=ada)
    with library.reading.bundle(made.id, 1, actor=ada) as file:
        copy = library.publishing.publish_new(file, actor=ada)
    assert library.reading.thumbnail(copy.id, 1, actor=ada).data == FIRST
    with library.reading.bundle(copy.id, 1, actor=ada) as file:
        assert bundle.read(file).thumbnail == FIRST
