"""What a version holds, who is told of it, and how one follows or restores another."""

import gzip
import json

import pytest
from bundles import packed
from notebooks import code, printed, text

from jupyter_hub_publish.domain import notebook as notebooks
from jupyter_hub_publish.domain.errors import (
    Blocked,
    Conflict,
    LibraryUnavailable,
    NotFound,
    Outdated,
)
from jupyter_hub_publish.domain.records import (
    Choices,
    CoverChoice,
    Environment,
    Package,
    Remembered,
    Run,
    Waiver,
)
from jupyter_hub_publish.library.local import LocalLibrary

ENVIRONMENT = Environment(
    kernel="Python 3",
    language="python",
    version="3.12.1",
    platform="Linux x86_64",
    packages=(Package(name="numpy", version="2.1"),),
)
SAID = {
    "message": "Another month.",
    "fingerprint": "f" * 64,
    "ran": Run(kernel="Python 3", cells=9, seconds=4.5),
    "environment": ENVIRONMENT,
    "waivers": (Waiver(rule="r", message="A key.", cells=(2,), masked="gh…", reason="Revoked."),),
    "choices": Choices(run=True, cover=CoverChoice(kind="title"), files=("a.csv",)),
}
FILES = {"b/größe.csv": b"1,2\n" * 1000, "a.csv": b"", "module.py": b"x = 1\n"}
RECIPES = {"requirements.txt": b"numpy==2.1\n", "environment.yml": b"name: x\n"}


def publish(library, actor, *cells, **said):
    return library.publishing.publish_new(packed(*cells, **said), actor=actor).id


def again(library, report, actor, *cells, **said):
    return library.publishing.publish_version(report, packed(*cells, **said), actor=actor).version


def bytes_of(content):
    return gzip.decompress(b"".join(content.gzip()))


# What a version holds


def test_a_version_tells_what_was_decided_about_it(library, ada):
    id = publish(library, ada, **SAID, attachments=FILES, environment_files=RECIPES)
    version = library.reading.version(id, 1, actor=ada)
    for name in ("message", "fingerprint", "ran", "environment", "waivers"):
        assert getattr(version, name) == SAID[name]
    assert [(f.path, f.size) for f in version.attachments] == [
        ("a.csv", 0),
        ("b/größe.csv", 4000),
        ("module.py", 6),
    ]
    assert [f.path for f in version.environment_files] == ["environment.yml", "requirements.txt"]
    assert library.reading.open_latest(id, actor=ada).choices == SAID["choices"]
    assert library.reading.versions(id, actor=ada).versions == (version,)


def test_waivers_and_choices_are_told_only_to_who_may_update(library, ada, ben):
    id = publish(library, ada, **SAID)
    theirs = library.reading.open_latest(id, actor=ben)
    assert (theirs.choices, theirs.latest.waivers, theirs.source) == (None, (), None)
    assert library.reading.version(id, 1, actor=ben).waivers == ()
    assert library.reading.versions(id, actor=ben).versions[0].waivers == ()
    assert theirs.latest.ran == SAID["ran"]
    with library.reading.bundle(id, 1, actor=ben) as file:
        assert b"Revoked." not in file.read()


def test_files_are_given_as_they_came_and_by_their_names_only(library, ada, ben):
    id = publish(library, ada, attachments=FILES, environment_files=RECIPES)
    reading = library.reading
    for path, data in FILES.items():
        content = reading.attachment(id, None, path, actor=ben)
        assert (bytes_of(content), content.size) == (data, len(data))
    for name, data in RECIPES.items():
        assert bytes_of(reading.environment_file(id, 1, name, actor=ben)) == data
    for path in ("b", "../a.csv", "requirements.txt", "A.csv", "", "a.csv/"):
        with pytest.raises(NotFound):
            reading.attachment(id, 1, path, actor=ben)
    with pytest.raises(NotFound):
        reading.environment_file(id, 1, "a.csv", actor=ben)


def test_a_fingerprint_that_is_none_is_counted_here(library, ada):
    for stated in (None, "", "F" * 64, "f" * 63, "f" * 65, "x"):
        id = publish(library, ada, text("# Peaks"), fingerprint=stated)
        kept = notebooks.parse(library.reading.notebook(id, 1, actor=ada))
        said = library.reading.version(id, 1, actor=ada).fingerprint
        assert said == notebooks.fingerprint(kept)


# Following


def test_a_version_that_follows_another_than_the_newest_is_outdated(library, ada):
    id = publish(library, ada)
    assert again(library, id, ada, follows=1) == 2
    with pytest.raises(Outdated) as refused:
        again(library, id, ada, follows=1)
    said = refused.value.message
    published = library.reading.version(id, 2, actor=ada).published
    assert said.startswith(f"You published version 2 on {published:%d %B %Y at %H:%M} UTC,")
    assert "version 1" in said
    assert len(library.reading.versions(id, actor=ada).versions) == 2
    assert again(library, id, ada, follows=2) == 3
    assert again(library, id, ada) == 4


def test_the_sentence_names_who_was_first(library, ada):
    id = publish(library, ada)
    again(library, id, ada)
    with library._storage._engine.begin() as rows:  # as where the owner is a group
        rows.exec_driver_sql("UPDATE version SET publisher = 'ben' WHERE number = 2")
    with pytest.raises(Outdated, match=r"^ben published version 2 on"):
        again(library, id, ada, follows=1)


def test_an_erased_version_is_no_reason_to_refuse_the_next(library, ada):
    id = publish(library, ada)
    again(library, id, ada)
    library.curating.erase(id, 2, actor=ada)
    assert again(library, id, ada, follows=1) == 3


# Restoring


def test_restoring_brings_back_all_of_an_old_version_as_a_new_one(library, ada, ben):
    old = (text("# Old words"), code("fit()", [printed("4.1 sigma")]))
    id = publish(
        library,
        ada,
        *old,
        **SAID,
        title="Old",
        summary="Old words.",
        tags=("old",),
        attachments=FILES,
        environment_files=RECIPES,
        page=b"<p>old",
    )
    again(library, id, ada, text("# New words"), title="New", summary="N", tags=("new",))
    made = library.publishing.restore(id, 1, message=" Back. ", actor=ada)
    assert (made.id, made.version, made.title) == (id, 3, "Old")
    report = library.reading.open_latest(id, actor=ada)
    assert (report.title, report.summary, report.tags) == ("Old", "Old words.", ("old",))
    assert report.choices == SAID["choices"]
    first, third = (library.reading.version(id, n, actor=ada) for n in (1, 3))
    assert (third.restores, third.message, third.publisher) == (1, "Back.", "ada")
    assert third.published > first.published
    same = set(first.__struct_fields__) - {"number", "published", "message", "restores"}
    for name in same:
        assert getattr(third, name) == getattr(first, name), name
    reading = library.reading
    assert reading.notebook(id, 3, actor=ben) == reading.notebook(id, 1, actor=ben)
    assert bytes_of(reading.page(id, 3, actor=ben)) == b"<p>old"
    assert bytes_of(reading.attachment(id, 3, "module.py", actor=ben)) == FILES["module.py"]
    (hit,) = library.discovery.search("sigma", actor=ben).hits
    assert (hit.id, hit.highlights[0].cell) == (id, 2)


def test_the_newest_is_not_restored_and_what_is_not_there_is_not_found(library, ada):
    id = publish(library, ada)
    with pytest.raises(Conflict, match="newest already"):
        library.publishing.restore(id, 1, message="", actor=ada)
    with pytest.raises(NotFound):
        library.publishing.restore(id, 2, message="", actor=ada)
    assert len(library.reading.versions(id, actor=ada).versions) == 1


# Descending


def parent(library, report, version=1):
    return Remembered(library=library.info.id, report=report, version=version)


def test_a_copy_that_is_published_is_named_on_both_reports(library, ada, ben):
    origin = publish(library, ada, title="Origin")
    copy = publish(library, ben, title="Copy", parent=parent(library, origin))
    detail = library.reading.open_latest(copy, actor=ada)
    assert (detail.based_on.report.id, detail.based_on.version) == (origin, 1)
    assert [r.id for r in library.reading.open_latest(origin, actor=ben).basis_of] == [copy]
    again(library, copy, ben)
    assert library.reading.open_latest(copy, actor=ben).based_on.report.title == "Origin"


def test_what_one_may_not_see_is_named_nowhere(library, ada, ben):
    origin = publish(library, ada)
    copy = publish(library, ben, parent=parent(library, origin))
    library.curating.withdraw(origin, actor=ada)
    assert library.reading.open_latest(copy, actor=ben).based_on is None
    assert library.reading.open_latest(copy, actor=ada).based_on.report.id == origin
    with library.reading.bundle(copy, 1, actor=ben) as file:
        assert origin.encode() not in file.read()
    library.curating.withdraw(copy, actor=ben)
    assert library.reading.open_latest(origin, actor=ada).basis_of == ()


def test_nobody_hangs_a_report_under_one_that_is_none_or_hidden_from_them(library, ada, ben):
    hidden = publish(library, ada)
    library.curating.withdraw(hidden, actor=ada)
    open_ = publish(library, ada)
    for named in (
        Remembered(library="another", report=open_, version=1),
        parent(library, "raaaaaaaaaa"),
        parent(library, "no id"),
        parent(library, open_, version=2),
        parent(library, open_, version=0),
        parent(library, hidden),
    ):
        copy = publish(library, ben, parent=named)
        assert library.reading.open_latest(copy, actor=ben).based_on is None
    again(library, open_, ada, parent=parent(library, open_))
    assert library.reading.open_latest(open_, actor=ada).based_on is None


# Comparing


def test_versions_are_compared_the_older_one_first(library, ada, ben):
    first, second = (code(f"peaks = fit({number})\nplot(peaks)") for number in (3, 4))
    id = publish(library, ada, text("# One"), first, attachments={"a": b"1", "b": b"1"})
    again(library, id, ada, text("# One"), second, attachments={"a": b"2", "b": b"1"})
    there, back = (library.reading.compare(id, *n, actor=ben) for n in ((1, 2), (2, 1)))
    assert there == back == library.reading.compare(id, 1, None, actor=ben)
    assert (there.before.number, there.after.number) == (1, 2)
    assert [(change.before, change.after) for change in there.cells] == [(2, 2)]
    assert [(file.path, file.kind) for file in there.files] == [("a", "changed")]
    same = library.reading.compare(id, 2, 2, actor=ben)
    assert (same.cells, same.files, same.rest) == ((), (), 2)


# What an admin blocks


@pytest.fixture
def strict(tmp_path):
    folder, cache = tmp_path / "strict", tmp_path / "strict-cache"
    opened = LocalLibrary.open(folder, cache=cache, blocked_rules=["github-token"])
    yield opened
    opened.close()


TOKEN = "gh" + "p_" + "aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5"


def test_what_an_admin_blocks_is_refused_whatever_the_author_decided(strict, ada):
    leak = text("# T"), code(f"login({TOKEN!r})")
    waived = Waiver(rule="github-token", message="m", cells=(2,), masked="m", reason="Fine.")
    seq = strict.discovery.seq()
    with pytest.raises(Blocked) as refused:
        publish(strict, ada, *leak, waivers=(waived,))
    said = refused.value
    assert "github-token" in said.message
    assert "cell 2" in said.message
    assert said.cell == 2
    assert TOKEN not in json.dumps([said.message, said.hint])
    id = publish(strict, ada)
    with pytest.raises(Blocked):
        again(strict, id, ada, *leak)
    assert strict.discovery.seq() == seq + 1


def test_what_was_published_before_it_was_blocked_is_not_restored(tmp_path, ada):
    folders = {"folder": tmp_path / "library", "cache": tmp_path / "cache"}
    library = LocalLibrary.open(**folders)
    id = publish(library, ada, code(f"login({TOKEN!r})"))
    again(library, id, ada)
    library.close()
    library = LocalLibrary.open(**folders, blocked_rules=["github-token"])
    with pytest.raises(Blocked):
        library.publishing.restore(id, 1, message="", actor=ada)
    library.close()


def test_a_rule_that_there_is_not_blocks_the_library_and_not_nothing(tmp_path):
    with pytest.raises(LibraryUnavailable) as refused:
        LocalLibrary.open(tmp_path, cache=tmp_path / "c", blocked_rules=["github-tokens"])
    assert "'github-tokens'" in refused.value.message
    assert not (tmp_path / "library.sqlite").exists()
