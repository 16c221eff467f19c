"""A bundle is read back as it was written, and no other stream passes for one."""

import io
import json
import tarfile

import pytest
from bundles import PAGE, packed
from hypothesis import given
from hypothesis import strategies as st
from pictures import bomb, plot, saved
from PIL import Image

from jupyter_hub_publish import bundle
from jupyter_hub_publish.domain.errors import BadBundle, PublishError, TooLarge


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


def test_equal_contents_give_equal_bytes():
    assert packed().getvalue() == packed().getvalue()


@pytest.mark.parametrize(
    ("stream", "sentence"),
    [
        (io.BytesIO(b""), "The bundle is not a tar file, or it is cut off."),
        (io.BytesIO(b"no tar" * 200), "The bundle is not a tar file, or it is cut off."),
        (tar(*GOOD[:2]), "The bundle lacks page.html."),
        (tar(*GOOD, GOOD[0]), "The bundle holds 'report.json' out of place."),
        (tar(*GOOD, ("../evil", b"")), "The bundle holds '../evil' out of place."),
        (tar(*GOOD, ("/etc/passwd", b"")), "The bundle holds '/etc/passwd' out of place."),
        (tar(("notebook.ipynb", None)), "The bundle holds 'notebook.ipynb' out of place."),
        (tar(("x\nSet-Cookie: a", b"")), r"The bundle holds 'x\nSet-Cookie: a' out of place."),
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
