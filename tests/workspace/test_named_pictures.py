"""A notebook from somebody else may name any file: only images of its own folder are read."""

from __future__ import annotations

import os

import pytest

from jupyter_hub_publish.domain.named_pictures import MAX_PICTURE, picture_name, pictures_named
from jupyter_hub_publish.workspace import FileWorkspace

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20


@pytest.fixture
def folder(home):
    """A notebook's folder, and things around and in it that nobody meant to publish."""
    (home / "work" / "figures").mkdir()
    (home / "work" / ".secret").mkdir()
    for name in ("a.png", "figures/b c.png", ".hidden.png", ".secret/c.png", "../outside.png"):
        (home / "work" / name).write_bytes(PNG)
    (home / "work" / "key.png").write_bytes(b"-----BEGIN OPENSSH PRIVATE KEY-----")
    (home / "work" / "page.png").write_bytes(b"<html><script>1</script></html>")
    (home / "work" / "large.png").write_bytes(PNG + b"0" * MAX_PICTURE)
    (home / "work" / "link.png").symlink_to(home / "outside.png")
    (home / "work" / "up").symlink_to(home)
    (home / "work" / "inner.png").symlink_to(home / "work" / "a.png")
    os.mkfifo(home / "work" / "pipe.png")
    return home / "work"


NAMES = (
    "a.png", "./a.png", "figures/../a.png", "figures/b c.png", "inner.png", ".hidden.png",
    ".secret/c.png", "../outside.png", "link.png", "up/outside.png", "key.png", "page.png",
    "large.png", "pipe.png", "missing.png", "figures", "/etc/passwd", "a.png\0",
)  # fmt: skip
READ = {"a.png", "./a.png", "figures/../a.png", "figures/b c.png", "inner.png"}


def test_of_all_files_that_are_named_images_of_the_folder_are_read(folder):
    found = FileWorkspace().pictures(str(folder / "n.ipynb"), NAMES)
    assert set(found) == READ
    assert set(found.values()) == {PNG}


def test_a_contents_manager_on_this_machine_is_held_to_the_same_rules(folder, on_disk):
    (folder / "n.ipynb").write_text("{}")
    assert set(on_disk.pictures("work/n.ipynb", NAMES)) == READ


def test_other_storage_is_asked_for_names_of_the_folder_only(elsewhere):
    workspace, files = elsewhere
    files |= {"work/a.png": PNG, "outside.png": PNG, "work/.h.png": PNG, "work/k.png": b"key"}
    names = ("a.png", "./a.png", "../outside.png", "x/../../outside.png", ".h.png", "k.png", "no")
    assert set(workspace.pictures("work/n.ipynb", names)) == {"a.png", "./a.png"}


# Which names


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("![a](a.png) and ![b](figures/b%20c.png 'title')", ("a.png", "figures/b c.png")),
        ("![a](<b c.png>)", ("b c.png",)),
        ("![a][ref]\n\n[ref]: a.png", ("a.png",)),
        ('<img width="3" src="a.png"> <IMG SRC=\'b.png\'>', ("a.png", "b.png")),
        ("![a](https://x.org/a.png) ![b](data:image/png;base64,xx) ![c](attachment:c.png)", ()),
        ("![a](/etc/passwd) ![b](C:\\x.png) ![c](#top) ![d](//x.org/d.png)", ()),
        ("no images", ()),
    ],
)
def test_names_are_those_of_paths_beside_the_notebook(source, names):
    notebook = {"cells": [{"cell_type": "markdown", "source": source}]}
    assert pictures_named(notebook) == names


def test_an_address_means_a_path_without_its_query():
    assert picture_name("a%20b.png?raw=1#x") == "a b.png"
