"""A file's name leads nowhere but below its own folder, whoever has chosen it."""

import os
from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jupyter_hub_publish.domain.errors import BadInput
from jupyter_hub_publish.domain.paths import attachment_name, shown

PARTS = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1)
ODD = st.sampled_from(["..", ".", "", "/", "\\", "\0", "a", "ä", "C:", "\x7f", "~", " ", "\ud800"])


@pytest.mark.parametrize(
    "name",
    [
        "data.csv",
        "data/2024 q3.csv",
        "größe/Überblick.xlsx",
        "a" * 255,
        "~/x",
        "a..b",
        "at 12:30.log",
        "数",
    ],
)
def test_an_honest_name_passes_as_it_is(name):
    assert attachment_name(name) == name


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("", "A file without a name"),
        ("/etc/passwd", "is not relative"),
        ("C:/Users/ada", "is not relative"),
        ("c:x", "is not relative"),
        ("../x", "leads out of"),
        ("a/../../x", "leads out of"),
        ("a//b", "nothing between two slashes"),
        ("a/", "nothing between two slashes"),
        ("./a", "begins with a dot"),
        (".env", "begins with a dot"),
        ("a/.git/config", "begins with a dot"),
        ("a\\b", "holds a backslash"),
        ("a\0b", "holds a control character"),
        ("a\nb", "holds a control character"),
        ("a\u2028b", "holds a control character"),
        ("a\ud800", "holds a control character"),
        ("a" * 256, "part of more than 255 bytes"),
        ("ä" * 128, "part of more than 255 bytes"),
        ("ab/" * 333 + "ab", "longer than 1,000 characters"),
    ],
)
def test_a_name_that_could_do_harm_is_refused_in_one_sentence(name, why):
    with pytest.raises(BadInput) as refused:
        attachment_name(name)
    said = refused.value.message
    assert why in said
    assert said.endswith(".")
    assert said.isprintable()
    assert len(said) < 300


@given(st.lists(PARTS | ODD, max_size=6).map("/".join) | st.lists(ODD, max_size=6).map("".join))
def test_what_passes_stays_below_its_folder_on_every_system(name):
    try:
        passed = attachment_name(name)
    except BadInput:
        return
    assert passed == name
    assert os.path.normpath(f"/folder/{name}") == f"/folder/{name}"
    for kind in (PurePosixPath, PureWindowsPath):
        assert not kind(name).is_absolute()
        assert ".." not in kind(name).parts
    assert len(name.encode("utf-8")) <= 4 * 1000


@given(st.text())
def test_any_name_can_be_shown(name):
    assert shown(name).isprintable()
    assert len(shown(name)) <= 60 * 10 + 2
