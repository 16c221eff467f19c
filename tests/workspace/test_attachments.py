"""Of what a notebook names, only what lies in its folder, in sight and within limits, travels."""

from __future__ import annotations

import os
import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stored_elsewhere import StoredElsewhere

from jupyter_hub_publish.domain.errors import BadInput, FileProblem, PublishError, TooLarge
from jupyter_hub_publish.domain.limits import MAX_ATTACHMENTS, MAX_ATTACHMENTS_BYTES
from jupyter_hub_publish.domain.named_files import NamedFile
from jupyter_hub_publish.workspace import ContentsWorkspace, FileWorkspace
from jupyter_hub_publish.workspace.folders import DiskFolder


def reading(*names, reason="read"):
    return tuple(NamedFile(name=name, reason=reason, cell=n) for n, name in enumerate(names, 1))


def importing(name):
    return reading(name, reason="module")


def states(offers):
    return {offer.name: offer.state for offer in offers}


def chosen(offers):
    return [offer.name for offer in offers if offer.chosen]


def test_what_is_there_is_offered_with_its_size_and_chosen(place):
    workspace, path, put = place
    put("data/x.csv", b"12345")
    (offer,) = workspace.offers(path, reading("data/x.csv"))
    assert (offer.name, offer.reason, offer.cells) == ("data/x.csv", "read", (1,))
    assert (offer.size, offer.state, offer.chosen) == (5, "ready", True)


def test_a_file_that_several_cells_name_is_one_offer(place):
    workspace, path, put = place
    put("x.csv")
    named = reading("x.csv", "./x.csv", "y.csv", "a/../x.csv")
    first, second = workspace.offers(path, tuple(reversed(named)))
    assert (first.name, first.cells) == ("x.csv", (1, 2, 4))
    assert (second.name, second.cells, second.size) == ("y.csv", (3,), None)


def test_each_file_that_cannot_travel_says_why(place):
    workspace, path, put = place
    put(".env")
    put("folder/inner.csv")
    names = {
        "gone.csv": "missing",
        "../outside.csv": "outside",
        "/etc/passwd": "outside",
        "~/x.csv": "outside",
        "C:/x.csv": "outside",
        ".env": "hidden",
        "folder/.git/config": "hidden",
        "folder": "not_a_file",
        ".": "not_a_file",
        "a" * 300 + ".csv": "missing",
        "a\rb": "missing",
    }
    offers = workspace.offers(path, reading(*names))
    assert states(offers) == names
    assert chosen(offers) == []


def test_links_are_followed_only_within_the_folder(home, work, on_disk):
    (home / "secret.txt").write_text("s")
    (work / ".hidden").write_text("s")
    (work / "real.csv").write_text("r")
    (work / "in.csv").symlink_to("real.csv")
    (work / "out.csv").symlink_to(home / "secret.txt")
    (work / "up").symlink_to(home)
    (work / "seen.csv").symlink_to(".hidden")
    (work / "broken.csv").symlink_to("nothing")
    (work / "loop.csv").symlink_to("loop.csv")
    os.mkfifo(work / "pipe")
    expected = {
        "in.csv": "ready", "out.csv": "outside", "up/secret.txt": "outside", "seen.csv": "hidden",
        "broken.csv": "missing", "loop.csv": "missing", "pipe": "not_a_file",
    }  # fmt: skip
    for workspace, path in ((on_disk, "work/n.ipynb"), (FileWorkspace(), str(work / "n.ipynb"))):
        assert states(workspace.offers(path, reading(*expected))) == expected
        for name, state in expected.items():
            if state == "ready":
                assert workspace.attachment(path, name) == b"r"
            else:
                with pytest.raises(FileProblem, match=name):
                    workspace.attachment(path, name)


def test_a_folder_of_the_same_beginning_is_another_folder(home, work):
    (home / "work-secret").mkdir()
    (home / "work-secret" / "x").write_text("s")
    (work / "link").symlink_to(home / "work-secret" / "x")
    assert DiskFolder(str(work)).look("link").state == "outside"


# Limits


def sparse(work, name, size):
    with (work / name).open("wb") as file:
        os.truncate(file.fileno(), size)


def test_only_as_much_is_chosen_as_can_travel(work):
    sparse(work, "huge", MAX_ATTACHMENTS_BYTES + 1)
    sparse(work, "large", MAX_ATTACHMENTS_BYTES - 10)
    sparse(work, "next", 11)
    sparse(work, "small", 10)
    offers = FileWorkspace().offers(
        str(work / "n.ipynb"), reading("huge", "large", "next", "small")
    )
    assert states(offers) == {
        "huge": "too_large", "large": "ready", "next": "ready", "small": "ready"
    }  # fmt: skip
    assert chosen(offers) == ["large", "small"]


def test_ten_thousand_files_are_offered_as_far_as_they_can_travel(work):
    named = reading(*(f"{n}.csv" for n in range(10_000)))
    assert len(FileWorkspace().offers(str(work / "n.ipynb"), named)) == MAX_ATTACHMENTS


def test_what_sounds_like_a_secret_waits_for_its_author(work):
    names = ("credentials.json", "conf/api_key.txt", "id_rsa", "cert.pem", "secrets.py", "keys.csv")
    (work / "conf").mkdir()
    for name in names:
        (work / name).write_text("x")
    offers = FileWorkspace().offers(str(work / "n.ipynb"), reading(*names))
    assert set(states(offers).values()) == {"ready"}
    assert chosen(offers) == ["keys.csv"]
    assert FileWorkspace().added(str(work / "n.ipynb"), ("id_rsa",))[0].chosen


# Modules


def test_a_module_beside_the_notebook_is_its_files(place):
    workspace, path, put = place
    put("helpers.py", b"pass")
    for name in ("pkg/__init__.py", "pkg/a.py", "pkg/sub/b.py", "pkg/data.csv", "pkg/.x/c.py"):
        put(name, b"pass")
    put("namespace/c.py", b"pass")
    put("data/x.csv")
    names = ("helpers", "pkg", "namespace", "data", "numpy", "os")
    offers = workspace.offers(path, tuple(f for name in names for f in importing(name)))
    assert [offer.name for offer in offers] == [
        "helpers.py", "pkg/__init__.py", "pkg/a.py", "pkg/sub/b.py", "namespace/c.py",
    ]  # fmt: skip
    assert {offer.reason for offer in offers} == {"module"}
    assert all(offer.chosen for offer in offers)


def test_what_a_module_needs_comes_along(place):
    workspace, path, put = place
    put("helpers.py", b"import deeper\nopen('x.csv')")
    put("deeper.py", b"import helpers\nopen('y.csv')")
    put("x.csv")
    offers = workspace.offers(path, (*importing("helpers"), NamedFile(
        name="helpers", reason="module", cell=5
    )))  # fmt: skip
    assert [(offer.name, offer.reason, offer.cells, offer.state) for offer in offers] == [
        ("helpers.py", "module", (1, 5), "ready"),
        ("x.csv", "read", (1,), "ready"),
        ("deeper.py", "module", (1,), "ready"),
        ("y.csv", "read", (1,), "missing"),
    ]


def test_python_s_own_order_decides_between_a_module_and_a_folder(work):
    (work / "a.py").touch()
    (work / "a").mkdir()
    (work / "a" / "inner.py").touch()
    path = str(work / "n.ipynb")
    assert states(FileWorkspace().offers(path, importing("a"))) == {"a.py": "ready"}
    (work / "a" / "__init__.py").touch()
    offers = FileWorkspace().offers(path, importing("a"))
    assert [offer.name for offer in offers] == ["a/__init__.py", "a/inner.py"]


def test_a_package_without_end_ends(work):
    (work / "pkg").mkdir()
    (work / "pkg" / "a.py").touch()
    (work / "pkg" / "again").symlink_to(work / "pkg")
    (work / "wide").mkdir()
    for n in range(500):
        (work / "wide" / f"{n}.py").touch()
    path = str(work / "n.ipynb")
    assert len(FileWorkspace().offers(path, importing("pkg"))) < 20
    assert len(FileWorkspace().offers(path, importing("wide"))) == 200


# What the author adds


def test_files_that_the_author_adds_are_chosen(place):
    workspace, path, put = place
    put("a.csv", b"123")
    put("folder/b.csv")
    offers = workspace.added(path, ("a.csv", "folder", "a.csv", ".env", "gone"))
    assert states(offers) == {
        "a.csv": "ready", "folder": "not_a_file", ".env": "hidden", "gone": "missing"
    }  # fmt: skip
    assert chosen(offers) == ["a.csv"]
    assert {(offer.reason, offer.cells) for offer in offers} == {("added", ())}


BAD = [
    "../x",
    "/etc/passwd",
    "a/../../x",
    "a\0b",
    "a" * 300,
    "",
    "a//b",
    "a\\b",
    "C:/x",
    "a/" * 600,
]


@pytest.mark.parametrize("name", BAD)
def test_what_can_be_no_name_is_refused_in_one_sentence(place, name):
    workspace, path, _ = place
    for ask in (lambda: workspace.added(path, (name,)), lambda: workspace.attachment(path, name)):
        with pytest.raises(BadInput) as refused:
            ask()
        assert refused.value.message.endswith(".")
        assert refused.value.message.isprintable()
        assert refused.value.hint


# At the moment of publishing


def test_the_bytes_are_those_of_the_moment(place):
    workspace, path, put = place
    data = bytes(range(256)) * 100
    put("data/x.bin", data)
    assert workspace.attachment(path, "data/x.bin") == data
    put("other.ipynb", b'{"odd":   "spaces"}')
    assert workspace.attachment(path, "other.ipynb") == b'{"odd":   "spaces"}'


def test_a_file_that_has_vanished_is_named(place):
    workspace, path, put = place
    put("x.csv")
    (offer,) = workspace.offers(path, reading("x.csv"))
    assert offer.chosen
    with pytest.raises(FileProblem, match=r"'gone.csv' is not there any more\.") as refused:
        workspace.attachment(path, "gone.csv")
    assert refused.value.hint


def test_a_file_that_has_grown_is_named(work):
    path = str(work / "n.ipynb")
    sparse(work, "x.bin", 10)
    assert chosen(FileWorkspace().offers(path, reading("x.bin"))) == ["x.bin"]
    sparse(work, "x.bin", MAX_ATTACHMENTS_BYTES + 1)
    with pytest.raises(TooLarge, match=r"'x.bin' is larger than 50 MB\."):
        FileWorkspace().attachment(path, "x.bin")


def test_a_file_that_has_become_a_folder_or_a_link_is_named(home, work):
    path = str(work / "n.ipynb")
    (home / "secret").write_text("s")
    (work / "x").write_text("x")
    (work / "x").unlink()
    (work / "x").symlink_to(home / "secret")
    with pytest.raises(FileProblem, match="'x' lies outside of the notebook's folder"):
        FileWorkspace().attachment(path, "x")
    (work / "x").unlink()
    (work / "x").mkdir()
    with pytest.raises(FileProblem, match="'x' is not a file"):
        FileWorkspace().attachment(path, "x")


def test_a_file_that_may_not_be_read_is_named(work):
    if os.geteuid() == 0:
        pytest.skip("root may read everything")
    (work / "x").write_text("x")
    (work / "x").chmod(0)
    with pytest.raises(FileProblem, match="'x' cannot be read: permission denied"):
        FileWorkspace().attachment(str(work / "n.ipynb"), "x")


def test_links_that_come_and_go_never_lead_outside(home, work):
    """A thread swaps a folder and a link to a secret one, while another reads below it."""
    for folder, word in ((work / "data", "mine"), (home / "other", "secret")):
        folder.mkdir()
        (folder / "x").write_text(word)
    (home / "link").symlink_to(home / "other")
    stop = threading.Event()

    def swap():
        while not stop.is_set():
            for kept in (home / "link", home / "kept"):
                os.rename(work / "data", home / "swapped")
                os.rename(kept, work / "data")
                os.rename(home / "swapped", home / ("kept" if kept.name == "link" else "link"))

    thread = threading.Thread(target=swap)
    thread.start()
    seen = set()
    try:
        for _ in range(3_000):
            try:
                seen.add(FileWorkspace().attachment(str(work / "n.ipynb"), "data/x"))
            except FileProblem:
                seen.add(None)
    finally:
        stop.set()
        thread.join()
    assert seen == {b"mine", None}


# Other storage


def test_a_storage_that_does_not_tell_sizes_is_asked_for_the_bytes(loop):
    contents = StoredElsewhere({"work/x": b"123"}, says_sizes=False)
    (offer,) = ContentsWorkspace(contents, loop).offers("work/n.ipynb", reading("x"))
    assert (offer.size, offer.state) == (3, "ready")


def test_what_a_storage_has_above_the_limit_is_not_fetched(loop):
    contents = StoredElsewhere({"work/x": bytes(MAX_ATTACHMENTS_BYTES + 1)})
    with pytest.raises(TooLarge, match="'x' is larger"):
        ContentsWorkspace(contents, loop).attachment("work/n.ipynb", "x")


def test_what_a_storage_gives_no_bytes_of_cannot_be_read(loop):
    contents = StoredElsewhere({"work/x": b"123"})
    contents.gives_bytes = False
    with pytest.raises(FileProblem, match="'x' cannot be read: its storage gives no bytes"):
        ContentsWorkspace(contents, loop).attachment("work/n.ipynb", "x")


NAMES = st.text("ab./\\~:\0\n-*é", max_size=12)


@settings(deadline=None)  # disks have their moments
@given(NAMES)
def test_whatever_is_named_nothing_outside_is_read(tmp_path_factory, name):
    home = tmp_path_factory.getbasetemp() / "whatever"
    (home / "work").mkdir(parents=True, exist_ok=True)
    for place in (home / "a", home / "b", home / "work" / "a"):
        place.write_text("mine" if place.parent.name == "work" else "secret")
    path = str(home / "work" / "n.ipynb")
    (offer,) = FileWorkspace().offers(path, reading(name or "a"))
    try:
        read = FileWorkspace().attachment(path, offer.name)
    except PublishError:
        assert offer.state != "ready"
    else:
        assert (read, offer.state) == (b"mine", "ready")
