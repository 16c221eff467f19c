"""What a header says is told without Pillow, and agrees with Pillow."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pictures import bomb, plot, saved
from PIL import Image

from jupyter_hub_publish.domain.pictures import is_whole, measured

FILES = {
    "png": saved(plot(31, 47)),
    "grey png": saved(plot(31, 47, mode="I;16", ink=40_000, paper=65_535)),
    "gif": saved(plot(31, 47), "GIF"),
    "jpeg": saved(plot(31, 47), "JPEG"),
    "progressive jpeg": saved(plot(31, 47), "JPEG", progressive=True, icc_profile=bytes(70_000)),
    "webp": saved(plot(31, 47), "WEBP"),
    "lossless webp": saved(plot(31, 47), "WEBP", lossless=True),
    "transparent webp": saved(plot(31, 47, mode="RGBA"), "WEBP", exif=b"Exif\0\0"),
}


@pytest.mark.parametrize("data", FILES.values(), ids=FILES)
def test_it_agrees_with_pillow(data):
    header = measured(data)
    with Image.open(io.BytesIO(data)) as picture:
        assert (header.width, header.height) == picture.size == (31, 47)
        assert header.media_type == f"image/{picture.format.lower()}"


@pytest.mark.parametrize("name", ["png", "webp", "lossless webp", "transparent webp"])
def test_whole_is_neither_more_nor_less(name):
    data = FILES[name]
    assert is_whole(data)
    assert not is_whole(data + b"<script>")
    assert not is_whole(data[:-1])
    assert not is_whole(data + data)


def test_a_bomb_is_measured_and_not_opened():
    assert measured(bomb()).pixels == 3_600_000_000


@pytest.mark.parametrize("data", [b"", b"<svg/>", b"\x89PNG\r\n\x1a\n", b"GIF89a\0\0\0\0", b"BM"])
def test_what_is_no_picture_has_no_measures(data):
    assert measured(data) is None


@given(st.sampled_from(sorted(FILES)), st.integers(0, 200), st.binary(max_size=8), st.booleans())
def test_any_damage_is_survived(name, place, put, cut):
    data = FILES[name]
    damaged = data[:place] + put + (b"" if cut else data[place + len(put) :])
    header = measured(damaged)
    assert header is None or (header.width > 0 and header.height > 0)
