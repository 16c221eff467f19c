"""Exported from one library and imported into another, a report is byte for byte what it was."""

import io
import json

import pytest
from bundles import packed
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pictures import plot, saved

from jupyter_hub_publish import bundle
from jupyter_hub_publish.domain.records import (
    Actor,
    Choices,
    CoverChoice,
    Environment,
    Package,
    Remembered,
    ReportEdits,
    Run,
    Waiver,
)
from jupyter_hub_publish.library.local import LocalLibrary

ADA, BEN = Actor(name="ada"), Actor(name="ben")

words = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=30)
numbers = st.integers(-(2**70), 2**70) | st.floats(allow_nan=False, allow_infinity=False)
json_values = st.recursive(
    st.none() | st.booleans() | numbers | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=6,
)
metadata = st.dictionaries(words | st.just("trusted"), json_values, max_size=3)
outputs = st.lists(
    st.fixed_dictionaries(
        {"output_type": st.just("display_data"), "metadata": metadata},
        optional={"data": st.dictionaries(st.just("application/json"), json_values, max_size=1)},
    )
    | st.builds(
        lambda length: {"output_type": "stream", "name": "stdout", "text": "x" * length},
        st.sampled_from([1, 15_990, 40_000]),  # on both sides of where outputs are cut out
    ),
    max_size=2,
)
cells = st.lists(
    st.fixed_dictionaries(
        {"cell_type": st.sampled_from(["code", "markdown", "raw"]), "metadata": metadata},
        optional={"source": words | st.lists(words, max_size=3), "outputs": outputs},
    ),
    max_size=4,
)
names = st.from_regex(r"[a-zäß数 ][a-z0-9 .]{0,20}(/[a-z]{1,9}\.csv)?", fullmatch=True)
files = st.dictionaries(names, st.binary(max_size=200), max_size=4).filter(
    lambda files: not any(f"{one}/" == other[: len(one) + 1] for one in files for other in files)
)
said = st.fixed_dictionaries(
    {"title": words.filter(str.strip)},
    optional={
        "summary": words,
        "message": words,
        "tags": st.lists(words.filter(str.strip), max_size=3).map(tuple),
        "fingerprint": st.just("f" * 64),
        "ran": st.builds(Run, kernel=words, cells=st.integers(0, 99), seconds=st.floats(0, 99)),
        "environment": st.builds(
            Environment,
            kernel=words,
            language=words,
            version=words,
            platform=words,
            packages=st.lists(st.builds(Package, name=words, version=words), max_size=2).map(tuple),
        ),
        "waivers": st.lists(
            st.builds(
                Waiver,
                rule=words,
                message=words,
                cells=st.lists(st.integers(1, 9), max_size=2).map(tuple),
                masked=words,
                reason=words,
            ),
            max_size=2,
        ).map(tuple),
        "choices": st.builds(
            Choices,
            run=st.booleans(),
            cover=st.builds(CoverChoice, kind=st.just("figure"), cell=st.integers(1, 9)),
            files=st.lists(words, max_size=2).map(tuple),
        ),
    },
)
pictures = st.sampled_from([b"", saved(plot(96, 60)), saved(plot(96, 60), "WEBP")])


@pytest.fixture(scope="module")
def libraries(tmp_path_factory):
    folder = tmp_path_factory.mktemp("libraries")
    opened = [LocalLibrary.open(folder / name, cache=folder / f"{name}-cache") for name in "ab"]
    yield opened
    for library in opened:
        library.close()


def exported(library, report, actor):
    with library.reading.bundle(report, 1, actor=actor) as file:
        return file.read()


def of_the_version(manifest):
    """What a manifest says, but for what is the importing library's own to say."""
    own = ("report", "version", "authors", "published")
    return {name: getattr(manifest, name) for name in manifest.__struct_fields__ if name not in own}


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(cells, metadata, files, files, said, pictures, st.binary(max_size=300))
def test_export_and_import_change_no_byte(
    libraries, cells, metadata, files, recipes, said, picture, page
):
    here, there = libraries
    sent = packed(
        *cells or [{"cell_type": "raw"}],
        metadata=metadata,
        attachments=files,
        environment_files=recipes,
        thumbnail=picture,
        page=page,
        **said,
    )
    first = here.publishing.publish_new(sent, actor=ADA)
    travelling = exported(here, first.id, ADA)
    second = there.publishing.publish_new(io.BytesIO(travelling), actor=BEN)

    before = bundle.read(io.BytesIO(travelling))
    after = bundle.read(io.BytesIO(exported(there, second.id, BEN)))
    assert (after.attachments, after.environment) == (files, recipes)
    for name in ("notebook", "page", "thumbnail", "attachments", "environment"):
        assert getattr(after, name) == getattr(before, name), name
    assert of_the_version(after.manifest) == of_the_version(before.manifest)
    assert there.reading.notebook(second.id, 1, actor=ADA) == here.reading.notebook(
        first.id, 1, actor=BEN
    )


def test_what_was_edited_since_travels_with_the_newest_version(libraries):
    here, there = libraries
    made = here.publishing.publish_new(packed(title="One", summary="S"), actor=ADA)
    here.publishing.publish_version(made.id, packed(title="Two", tags=("t",)), actor=ADA)
    here.curating.edit(made.id, ReportEdits(title="Edited"), actor=ADA)
    for number, title, summary, tags in ((1, "One", "S", ()), (2, "Edited", "", ("t",))):
        with here.reading.bundle(made.id, number, actor=ADA) as file:
            copy = there.publishing.publish_new(file, actor=BEN)
        report = there.reading.open_latest(copy.id, actor=ADA)
        assert (report.title, report.summary, report.tags) == (title, summary, tags)


def test_a_parent_of_another_library_is_not_one_of_this(libraries):
    here, there = libraries
    origin = here.publishing.publish_new(packed(title="Origin"), actor=ADA)
    named = {"library": here.info.id, "report": origin.id, "version": 1}
    copy = here.publishing.publish_new(
        packed(
            title="Copy", metadata={"hub_publish": {"parent": named}}, parent=Remembered(**named)
        ),
        actor=ADA,
    )
    assert here.reading.open_latest(copy.id, actor=BEN).based_on.report.id == origin.id
    again = there.publishing.publish_new(io.BytesIO(exported(here, copy.id, ADA)), actor=BEN)
    assert there.reading.open_latest(again.id, actor=BEN).based_on is None
    kept = json.loads(there.reading.notebook(again.id, 1, actor=BEN))
    assert kept["metadata"]["hub_publish"] == {"parent": named}
