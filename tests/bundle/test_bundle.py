"""A bundle is read back as it was written, and no other stream passes for one."""

import io
import json
import tarfile
import time

import pytest
from bundles import PAGE, packed
from hypothesis import given
from hypothesis import strategies as st
from pictures import bomb, plot, saved
from PIL import Image

from jupyter_hub_publish import bundle
from jupyter_hub_publish.domain.errors import BadBundle, BadInput, PublishError, TooLarge
from jupyter_hub_publish.domain.records import (
    Choices,
    Environment,
    Package,
    Remembered,
    Run,
    Waiver,
)


def tar(*members):
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as out:
        for name, data in members:
            info = tarfile.TarInfo(name)
            if data is None:
                info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
                data = b""
            info.size = len(data)
            out.addfile(info, io.BytesIO(data))
    file.seek(0)
    return file


GOOD = (
    ("report.json", b'{"title": "T"}'),
    ("notebook.ipynb", b"{}"),
    ("page.html", b"<p>"),
)


def test_it_is_read_back_as_it_was_written():
    read = bundle.read(packed(title="Ä", tags=("a",), page_cuts=(3, 9), source="a.ipynb"))
    assert read.manifest == bundle.Manifest(
        title="Ä", tags=("a",), page_cuts=(3, 9), source="a.ipynb"
    )
    assert read.page == PAGE
    assert json.loads(read.notebook)["nbformat"] == 4


def test_files_are_read_back_under_their_names():
    files = {"b/größe.csv": b"1,2\n", "a.csv": bytes(3_000_000), "empty": b"", "n" * 255: b"\0"}
    environment = {"requirements.txt": b"numpy==2.1\n", "environment.yml": b"name: x\n"}
    read = bundle.read(packed(attachments=files, environment_files=environment))
    assert (read.attachments, read.environment) == (files, environment)
    assert list(read.attachments) == sorted(files)


def test_what_is_decided_about_a_version_travels_with_it():
    said = {
        "message": "Another month.",
        "follows": 3,
        "fingerprint": "f" * 64,
        "ran": Run(kernel="Python 3", cells=9, seconds=4.5),
        "environment": Environment(
            kernel="Python 3",
            language="python",
            version="3.12.1",
            platform="Linux x86_64",
            packages=(Package(name="numpy", version="2.1"),),
        ),
        "waivers": (Waiver(rule="r", message="A token.", cells=(2,), masked="gh…", reason="old"),),
        "choices": Choices(run=True, files=("a.csv",), masked=("github-token",)),
        "parent": Remembered(library="l", report="raaaaaaaaaa", version=2),
    }
    assert bundle.read(packed(**said)).manifest == bundle.Manifest(title="Peaks", **said)


def test_a_bundle_of_an_older_program_is_read():
    """What revision 1 of the format began with: nothing but these members and fields."""
    said = b'{"format":1,"title":"T","summary":"S","tags":["a"],"source":"a.ipynb","page_cuts":[3]}'
    read = bundle.read(tar(("report.json", said), *GOOD[1:]))
    assert (read.manifest.title, read.manifest.source) == ("T", "a.ipynb")
    assert (read.manifest.message, read.manifest.ran, read.manifest.waivers) == ("", None, ())
    assert (read.attachments, read.environment) == ({}, {})


def test_equal_contents_give_equal_bytes():
    assert packed().getvalue() == packed().getvalue()
    one = packed(attachments={"a": b"1", "b": b"2"}, environment_files={"x": b"", "y": b""})
    other = packed(attachments={"b": b"2", "a": b"1"}, environment_files={"y": b"", "x": b""})
    assert one.getvalue() == other.getvalue()


@given(
    st.dictionaries(
        st.from_regex(r"[a-zäß数 ]{1,9}(/[a-z0-9]{1,40}){0,3}", fullmatch=True),
        st.binary(max_size=50),
        max_size=5,
    )
)
def test_any_files_come_back_unless_one_stands_within_another(files):
    try:
        assert bundle.read(packed(attachments=files)).attachments == files
    except BadBundle as refused:
        assert "within a file" in refused.message  # noqa: PT017
        assert any(f"{one}/" == other[: len(one) + 1] for one in files for other in files)


@pytest.mark.parametrize("name", ["../x", "/x", "a\\b", "a\0", ".env", ""])
def test_a_bad_name_is_not_written(name):
    with pytest.raises(BadInput):
        packed(attachments={name: b""})
    with pytest.raises(BadInput):
        packed(environment_files={name: b""})


@pytest.mark.parametrize(
    ("stream", "sentence"),
    [
        (io.BytesIO(b""), "The bundle is not a tar file, or it is cut off."),
        (io.BytesIO(b"no tar" * 200), "The bundle is not a tar file, or it is cut off."),
        (tar(*GOOD[:2]), "The bundle lacks page.html."),
        (tar(*GOOD, GOOD[0]), "The bundle holds 'report.json' twice."),
        (tar(*GOOD, ("../evil", b"")), "The bundle holds '../evil' out of place."),
        (tar(*GOOD, ("/etc/passwd", b"")), "The bundle holds '/etc/passwd' out of place."),
        (
            tar(("notebook.ipynb", None)),
            "The bundle holds 'notebook.ipynb', which is no plain file.",
        ),
        (tar(("x\nSet-Cookie: a", b"")), r"The bundle holds 'x\nSet-Cookie: a' out of place."),
        (
            tar(*GOOD, ("attachments/../evil", b"")),
            "The file's name '../evil' leads out of the notebook's folder.",
        ),
        (
            tar(*GOOD, ("attachments//etc/passwd", b"")),
            "The file's name '/etc/passwd' is not relative to the notebook's folder.",
        ),
        (tar(*GOOD, ("attachments/", b"")), "A file without a name cannot travel with a report."),
        (
            tar(*GOOD, ("environment/.env", b"")),
            "The file's name '.env' is hidden: a part of it begins with a dot.",
        ),
        (
            tar(*GOOD, ("attachments/a\x1b[2J", b"")),
            r"The file's name 'a\x1b[2J' holds a control character.",
        ),
        (
            tar(*GOOD, ("attachments/a", b"1"), ("attachments/a", b"2")),
            "The bundle holds 'attachments/a' twice.",
        ),
        (
            tar(*GOOD, ("attachments/a", None)),
            "The bundle holds 'attachments/a', which is no plain file.",
        ),
        (
            tar(*GOOD, ("attachments/a", b""), ("attachments/a/b", b"")),
            "The bundle holds 'a/b' within a file.",
        ),
        (
            tar(("report.json", b'{"title": "a", "message": "\\u0000"}'), *GOOD[1:]),
            "The bundle's report.json holds a NUL character.",
        ),
        (tar(("report.json", b'{"title": " "}'), *GOOD[1:]), "The report has no title."),
        (
            tar(("report.json", b'{"title": "a\\u0000"}'), *GOOD[1:]),
            "The bundle's report.json holds a NUL character.",
        ),
    ],
)
def test_what_is_no_bundle_is_refused_in_one_sentence(stream, sentence):
    with pytest.raises(BadBundle) as refused:
        bundle.read(stream)
    assert refused.value.message == sentence


@pytest.mark.parametrize("manifest", [b"", b"[]", b'{"title": 1}', b'{"title": "a", "owner": "b"}'])
def test_a_manifest_says_what_it_may_and_nothing_else(manifest):
    with pytest.raises(BadBundle, match=r"report\.json is wrong"):
        bundle.read(tar(("report.json", manifest), *GOOD[1:]))


def test_a_bundle_over_the_limit_is_refused():
    with pytest.raises(TooLarge, match="larger than 1 MB"):
        bundle.read(packed(page=b"x" * 1_000_001), limit=1_000_000)


@pytest.mark.parametrize(
    ("members", "sentence"),
    [
        (
            [(f"attachments/{number}", b"") for number in range(10_000)],
            "The bundle holds more than 1,000 files in attachments/.",
        ),
        (
            [(f"environment/{number}", b"") for number in range(21)],
            "The bundle holds more than 20 files in environment/.",
        ),
        (
            [(f"attachments/{number}", bytes(26_000_000)) for number in range(2)],
            "The files are together larger than 50 MB.",
        ),
        (
            [(f"environment/{number}", bytes(2_600_000)) for number in range(2)],
            "The environment's files are together larger than 5 MB.",
        ),
        ([("page.html", bytes(50_000_001))], "The page is larger than 50 MB."),
        ([("notebook.ipynb", bytes(50_000_001))], "The notebook is larger than 50 MB."),
        ([("report.json", bytes(5_000_001))], "The bundle's report.json is larger than 5 MB."),
    ],
)
def test_each_kind_has_its_limit(members, sentence):
    with pytest.raises(TooLarge) as refused:
        bundle.read(tar(*members))
    assert refused.value.message == sentence


def test_as_many_files_as_are_allowed_are_read():
    files = {f"{number:04}/{'x' * 200}": b"" for number in range(1000)}
    assert bundle.read(packed(attachments=files)).attachments == files


def test_endless_headers_are_a_damaged_bundle():
    """tarfile calls itself once for each of them."""
    header = tarfile.TarInfo("x")
    header.type, header.size = tarfile.XHDTYPE, 0
    with pytest.raises(BadBundle):
        bundle.read(io.BytesIO(header.tobuf() * 5000))


@pytest.mark.parametrize("kind", [tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.GNUTYPE_LONGNAME])
def test_headers_that_say_very_much_are_not_read(kind):
    """Split into its words, each of them would take minutes."""
    header, word = tarfile.TarInfo("x"), b"11 a=aaaaa\n"
    header.type, header.size = kind, len(word) * 1_000_000
    started = time.process_time()
    with pytest.raises(BadBundle, match=r"^The bundle says too much of its files\.$"):
        bundle.read(io.BytesIO(header.tobuf() + word * 1_000_000))
    assert time.process_time() - started < 1


def test_a_picture_travels_under_the_name_of_its_kind():
    for kind in ("webp", "png"):
        data = saved(plot(480, 300), kind.upper())
        file = packed(thumbnail=data)
        with tarfile.open(fileobj=file) as members:
            assert f"thumbnail.{kind}" in members.getnames()
        file.seek(0)
        assert bundle.read(file).thumbnail == data
    assert bundle.read(packed()).thumbnail == b""


@pytest.mark.parametrize(
    "pictures",
    [
        [("thumbnail.png", saved(plot(), "WEBP"))],
        [("thumbnail.webp", saved(plot(), "PNG"))],
        [("thumbnail.png", saved(plot(), "JPEG"))],
        [("thumbnail.png", b"<svg/>")],
        [("thumbnail.png", b"")],
        [("thumbnail.png", bomb())],
        [("thumbnail.png", saved(plot()) + b"<script>")],
        [("thumbnail.png", saved(plot())[:-1])],
        [("thumbnail.png", saved(Image.effect_noise((600, 600), 90)))],
        [("thumbnail.png", saved(plot())), ("thumbnail.webp", saved(plot(), "WEBP"))],
    ],
)
def test_what_is_no_small_picture_is_refused(pictures):
    with pytest.raises(BadBundle, match="not a small picture"):
        bundle.read(tar(*GOOD, *pictures))


@given(st.integers(min_value=0), st.binary(max_size=3))
def test_a_damaged_bundle_is_refused_or_read_and_nothing_else(place, bytes_put):
    data = bytearray(packed().getvalue())
    place %= len(data)
    data[place : place + len(bytes_put)] = bytes_put
    try:
        bundle.read(io.BytesIO(data[: place + 700] if len(bytes_put) == 0 else data))
    except PublishError as refused:
        assert refused.message  # noqa: PT017  refusing is one of two right answers
