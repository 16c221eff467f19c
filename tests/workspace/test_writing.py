"""A copy gets a folder of its own: all of it or nothing, and nothing that is there is touched."""

from __future__ import annotations

import json
import os
import resource
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager
from notebooks import notebook, text
from stored_elsewhere import StoredElsewhere

from jupyter_hub_publish.domain.errors import BadInput, FileProblem
from jupyter_hub_publish.domain.file_names import file_name
from jupyter_hub_publish.workspace import ContentsWorkspace, FileWorkspace
from jupyter_hub_publish.workspace.writing import write_on_disk

NOTEBOOK = json.dumps(notebook(text("# T"))).encode()
FILES = {"T.ipynb": NOTEBOOK, "data/deep/x.bin": bytes(range(256)), "empty": b""}


@pytest.fixture(params=["files", "contents", "elsewhere"])
def target(request, home, loop):
    """A way to write folders into `work`, and a way to see all files below it."""

    def seen():
        files = [path for path in (home / "work").rglob("*") if path.is_file()]
        found = {path.relative_to(home / "work").as_posix(): path.read_bytes() for path in files}
        del found["n.ipynb"]
        return found

    if request.param == "files":
        return FileWorkspace(), str(home / "work"), seen
    if request.param == "contents":
        contents = AsyncLargeFileManager(root_dir=str(home))
        return ContentsWorkspace(contents, loop), "work", seen
    contents = StoredElsewhere({"work/n.ipynb": b"{}"})

    def stored():
        return {
            path.removeprefix("work/"): data
            for path, data in contents.files.items()
            if path != "work/n.ipynb"
        }

    return ContentsWorkspace(contents, loop), "work", stored


def test_files_go_into_a_new_folder_of_the_title(target):
    workspace, directory, seen = target
    path = workspace.write_folder(directory, "Who: leaves?", FILES)
    assert path == os.path.join(directory, "Who leaves")
    found = seen()
    assert set(found) == {f"Who leaves/{name}" for name in FILES}
    assert json.loads(found["Who leaves/T.ipynb"]) == json.loads(NOTEBOOK)
    assert found["Who leaves/data/deep/x.bin"] == FILES["data/deep/x.bin"]


def test_a_number_is_added_and_nothing_is_overwritten(target):
    workspace, directory, seen = target
    first, second, third = (
        workspace.write_folder(directory, "T", {"x": str(n).encode()}) for n in range(3)
    )
    assert [os.path.basename(path) for path in (first, second, third)] == ["T", "T 2", "T 3"]
    assert seen() == {"T/x": b"0", "T 2/x": b"1", "T 3/x": b"2"}


@pytest.mark.parametrize("name", ["../x", "/x", "a/../../x", "", "a\0", ".x", "a/.b/c", "x" * 300])
def test_a_name_that_leads_elsewhere_is_refused_and_nothing_written(target, name):
    workspace, directory, seen = target
    with pytest.raises(BadInput):
        workspace.write_folder(directory, "T", {"fine": b"", name: b""})
    assert seen() == {}


def test_when_a_file_cannot_be_written_nothing_is_left(home, loop, work):
    # A file and a folder of one name cannot both be there.
    files = {"a": b"1", "b": b"2", "a/c": b"3"}
    (work / "kept").write_text("k")
    for workspace, directory in (
        (FileWorkspace(), str(work)),
        (ContentsWorkspace(AsyncLargeFileManager(root_dir=str(home)), loop), "work"),
    ):
        with pytest.raises(FileProblem, match="cannot be written") as failed:
            workspace.write_folder(directory, "T", files)
        assert failed.value.hint
        assert sorted(os.listdir(work)) == ["kept", "n.ipynb"]


def test_when_the_disk_is_full_nothing_is_left(work):
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limits[1]))
    try:
        with pytest.raises(FileProblem, match="file too large"):
            FileWorkspace().write_folder(str(work), "T", {"a": b"1", "big": bytes(1_000_000)})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert os.listdir(work) == ["n.ipynb"]


def test_when_another_storage_has_no_room_nothing_is_left(loop):
    contents = StoredElsewhere({"work/kept": b"k"}, fails_at="second")
    with pytest.raises(FileProblem, match="cannot be written"):
        ContentsWorkspace(contents, loop).write_folder("work", "T", {"d/first": b"", "second": b""})
    assert contents.files == {"work/kept": b"k"}
    assert contents.folders == set()


def test_copies_at_the_same_moment_get_folders_of_their_own(work):
    start = threading.Barrier(8)

    def write(n):
        start.wait()
        return write_on_disk(str(work), "T", {"x": str(n).encode()})

    with ThreadPoolExecutor(8) as pool:
        names = list(pool.map(write, range(8)))
    assert sorted(names) == ["T", *(f"T {n}" for n in range(2, 9))]
    assert [(work / name / "x").read_text() for name in names] == [str(n) for n in range(8)]
    assert sorted(os.listdir(work)) == sorted([*names, "n.ipynb"])


@pytest.mark.parametrize("make", ["file", "empty folder", "link to nowhere", "full folder"])
def test_whatever_has_the_name_keeps_it(work, make):
    taken = work / "T"
    if make == "file":
        taken.touch()
    elif make == "link to nowhere":
        taken.symlink_to("nowhere")
    else:
        taken.mkdir()
    if make == "full folder":
        (taken / "x").write_text("mine")
    assert write_on_disk(str(work), "T", {"x": b"new"}) == "T 2"
    assert os.path.islink(taken) == (make == "link to nowhere")
    assert not taken.is_dir() or os.listdir(taken) == (["x"] if make == "full folder" else [])


def test_files_have_the_rights_that_the_person_s_files_have(work):
    name = write_on_disk(str(work), "T", {"d/x": b""})
    mask = os.umask(0)
    os.umask(mask)
    assert (work / name).stat().st_mode & 0o777 == 0o777 & ~mask
    assert (work / name / "d" / "x").stat().st_mode & 0o777 == 0o666 & ~mask


@pytest.mark.parametrize(
    "directory", ["..", "work/../..", ".jupyter", "work/.hidden", "a\nb", "no"]
)
def test_in_jupyter_only_folders_that_it_shows_are_written_to(home, on_disk, directory):
    (home / "work" / ".hidden").mkdir()
    (home / ".jupyter").mkdir()
    with pytest.raises((BadInput, FileProblem)):
        on_disk.write_folder(directory, "T", {"x": b""})
    assert sorted(os.listdir(home)) == [".jupyter", "work"]
    assert sorted(os.listdir(home / "work")) == [".hidden", "n.ipynb"]


def test_the_command_line_makes_the_folder_around_it(tmp_path):
    path = FileWorkspace().write_folder(str(tmp_path / "new" / "place"), "T", {"x": b"1"})
    assert path == str(tmp_path / "new" / "place" / "T")
    assert (tmp_path / "new" / "place" / "T" / "x").read_bytes() == b"1"


def test_the_root_of_a_server_is_a_folder_too(home, on_disk):
    assert on_disk.write_folder("", "T", {"x": b"1"}) == "T"
    assert (home / "T" / "x").read_bytes() == b"1"


@given(st.text(max_size=400))
def test_every_title_makes_a_name_that_file_systems_take(title):
    name = file_name(title)
    assert name
    assert name == name.strip(". ")
    assert not set(name) & set('/\\:*?"<>|\0\n')
    assert len(name.encode("utf-8", "replace")) <= 200


PARTS = st.text("abXé ._-", min_size=1, max_size=6)
NAMES = st.lists(PARTS, min_size=1, max_size=3).map("/".join)


@settings(deadline=None)  # disks have their moments
@given(st.dictionaries(NAMES, st.binary(max_size=20), max_size=6))
def test_whatever_the_files_all_of_them_are_there_or_none(tmp_path_factory, files):
    folder = tmp_path_factory.mktemp("w")
    try:
        FileWorkspace().write_folder(str(folder), "T", files)
    except (BadInput, FileProblem):
        assert os.listdir(folder) == []
    else:
        assert {name: (folder / "T" / name).read_bytes() for name in files} == files
