"""The picture of a report: its best figure, else a card, never an error and never large."""

from __future__ import annotations

import io
import os
import shutil
import sys
from pathlib import Path

import matplotlib
import pytest
from cells import ABOUT, code, markdown, notebook
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from pictures import bomb, plot, saved, shown
from PIL import Image, features

from jupyter_hub_publish.domain.pictures import is_whole, measured
from jupyter_hub_publish.rendering.thumbnail import MAX_BYTES, SIZE, thumbnail

CARD = markdown("No figure here.")


def picture(*cells, about=ABOUT):
    data = thumbnail(notebook(*cells), about)
    header = measured(data)
    assert len(data) < MAX_BYTES
    assert is_whole(data)
    assert (header.width, header.height) == SIZE
    return Image.open(io.BytesIO(data)).convert("RGB")


def of(*images, **how):
    """The picture of a report whose cells show these images."""
    return picture(*(code("plot()", shown(image, **how)) for image in images))


def is_card(drawn):
    """Cards have a coloured bar at their top and a tinted ground."""
    bar, ground = drawn.getpixel((240, 2)), drawn.getpixel((470, 150))
    return max(bar) - min(bar) > 60 and min(ground) < 240 and max(ground) - min(ground) > 5


def near(colour, other, by=30):
    return all(abs(one - two) <= by for one, two in zip(colour, other, strict=True))


def ink_of(drawn):
    """How much of it is blue, as the plots are."""
    small = drawn.resize((96, 60)).tobytes()
    pixels = zip(small[::3], small[2::3], strict=True)
    return sum(1 for red, blue in pixels if blue > red + 40) / (96 * 60)


class TestWhichFigure:
    def test_the_largest_stands_for_the_report(self):
        small, large = saved(plot(200, 130, ink="red")), saved(plot(700, 450, ink="blue"))
        assert ink_of(of(small, large)) > 0.1

    def test_of_similar_ones_the_first_does(self):
        first, second = saved(plot(700, 450, ink="blue")), saved(plot(1400, 900, ink="red"))
        assert ink_of(of(first, second)) > 0.1

    @pytest.mark.parametrize(
        "image",
        [
            saved(plot(110, 110)),
            saved(plot(800, 100)),
            saved(plot(1, 10_000)),
            saved(plot(2_000, 130)),
            saved(Image.new("RGB", (640, 400), "white")),
            saved(Image.new("RGB", (640, 400), "navy")),
            saved(plot(640, 400, ink=(250, 250, 250))),
            saved(plot(640, 400, mode="RGBA", ink=(255, 255, 255, 255), paper=(0, 0, 0, 0))),
        ],
        ids=[
            "icon", "badge", "line", "strip", "white", "one colour", "faint", "white on nothing",
        ],
    )  # fmt: skip
    def test_what_shows_nothing_does_not(self, image):
        assert is_card(of(image))
        assert not is_card(of(image, saved(plot())))

    @pytest.mark.parametrize("tag", ["hide-output", "remove_cell", "Hide_Cell", "remove-outputs"])
    def test_what_the_author_hides_does_not(self, tag):
        hidden = code("plot()", shown(saved(plot())))
        hidden["metadata"] = {"tags": [tag, 3]}
        assert is_card(picture(hidden))

    def test_beside_a_script_its_static_picture_does(self):
        chart = shown(saved(plot()))
        chart["data"]["application/vnd.plotly.v1+json"] = {"data": []}
        assert not is_card(picture(code("chart", chart)))


class TestHowItIsDrawn:
    @pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
    def test_every_kind_is_drawn_whatever_it_is_called(self, kind):
        assert ink_of(of(saved(plot(), kind), mime="image/jpeg")) > 0.1

    def test_margins_are_cut_and_nothing_is_distorted(self):
        wide = Image.new("RGB", (2000, 1250), "white")
        wide.paste(Image.new("RGB", (800, 800), "blue"), (100, 100))
        left, top, right, bottom = _box(of(saved(wide)))
        assert bottom - top > 250
        assert abs((right - left) - (bottom - top)) <= 4

    def test_a_small_figure_grows_to_twice_its_size_at_most(self):
        left, _, right, _ = _box(
            of(saved(Image.new("RGB", (130, 130), "blue"), "PNG"), saved(plot(150, 125)))
        )
        assert right - left <= 2 * 150

    def test_dark_figures_stand_on_their_own_paper(self):
        drawn = of(saved(plot(400, 400, ink="yellow", paper=(17, 17, 17))))
        assert near(drawn.getpixel((3, 3)), (17, 17, 17))

    def test_transparent_figures_stand_on_white(self):
        for mode, ink, paper in (
            ("RGBA", (0, 0, 160, 255), (0, 0, 0, 0)),
            ("LA", (40, 255), (0, 0)),
        ):
            drawn = of(saved(plot(mode=mode, ink=ink, paper=paper)))
            assert near(drawn.getpixel((3, 3)), (255, 255, 255))
            assert not is_card(drawn)

    def test_a_palette_with_a_transparent_colour_stands_on_white(self):
        flat = plot(paper=(1, 2, 3)).quantize(8)
        clear = flat.getpixel((0, 0))
        drawn = of(saved(flat, "PNG", transparency=clear))
        assert near(drawn.getpixel((3, 3)), (255, 255, 255))

    def test_sixteen_bits_keep_their_greys(self):
        drawn = of(saved(plot(mode="I;16", ink=30_000, paper=65_535)))
        assert near(drawn.getpixel((3, 3)), (255, 255, 255))
        assert near(drawn.getpixel((300, 150)), (117, 117, 117))

    def test_the_four_inks_of_printers_keep_their_colours(self):
        drawn = of(saved(plot(mode="CMYK", ink=(255, 255, 0, 0), paper=(0, 0, 0, 0)), "JPEG"))
        assert near(drawn.getpixel((3, 3)), (255, 255, 255))
        assert ink_of(drawn) > 0.1

    def test_of_an_animation_the_first_frame_is_drawn(self):
        frames = [plot(ink="red")] * 3
        drawn = of(saved(plot(ink="blue"), "GIF", save_all=True, append_images=frames))
        assert ink_of(drawn) > 0.1

    def test_a_photograph_that_lies_on_its_side_is_put_upright(self):
        turned = Image.Exif()
        turned[0x0112] = 6  # turn it clockwise to see it
        data = saved(plot(300, 500), "JPEG", exif=turned)
        left, top, right, bottom = _box(of(data))
        assert right - left > bottom - top

    def test_noise_is_squeezed_below_the_limit(self):
        noise = Image.frombytes("RGB", (800, 500), os.urandom(800 * 500 * 3))
        assert not is_card(of(saved(noise)))

    def test_a_very_large_figure_is_drawn_in_time(self):
        assert ink_of(of(saved(plot(7_000, 5_000)))) > 0.1


def _box(drawn):
    from PIL import ImageChops

    paper = Image.new("RGB", drawn.size, "white")
    return (
        ImageChops.difference(drawn, paper).convert("L").point(lambda v: 255 * (v > 40)).getbbox()
    )


class TestHostileImages:
    @pytest.mark.parametrize(
        "data",
        [
            bomb(),
            bomb(8_000, 6_000),
            bomb(6_000, 6_000),
            saved(plot())[:900],
            saved(plot(), "JPEG")[:700],
            saved(plot(), "GIF")[:60],
            saved(plot(), "WEBP")[:200],
            b"\x89PNG\r\n\x1a\n" + saved(plot(), "JPEG"),
            saved(plot(), "TIFF"),
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            b"GIF89a" + b"\xff" * 300,
            b"",
        ],
        ids=[
            "bomb", "48 megapixels", "zeros for 36 megapixels", "half a PNG", "half a JPEG",
            "half a GIF", "half a WebP", "a JPEG after a PNG", "TIFF", "SVG", "junk", "empty",
        ],
    )  # fmt: skip
    def test_they_are_passed_over(self, data):
        assert is_card(of(data))
        assert not is_card(of(data, saved(plot())))

    def test_a_frame_larger_than_its_gif_is_passed_over(self):
        data = bytearray(saved(plot(200, 200), "GIF"))
        at = data.index(b",", 13 + 3 * 2 ** ((data[10] & 7) + 1))
        data[at + 5 : at + 9] = b"\xff\xff\xff\xff"
        assert is_card(of(bytes(data)))

    @pytest.mark.parametrize(
        "output",
        [
            {"output_type": "display_data"},
            {"output_type": "display_data", "data": []},
            {"output_type": "display_data", "data": {"image/png": None}},
            {"output_type": "display_data", "data": {"image/png": {"a": 1}}},
            {"output_type": "display_data", "data": {"image/png": ["", 3]}},
            {"output_type": "display_data", "data": {"image/png": "ü" * 300}},
            {"output_type": "display_data", "data": {"image/png": "iVBORw0KGgo" * 900}},
        ],
    )
    def test_odd_outputs_are_passed_over(self, output):
        assert is_card(picture(code("x", output)))

    @settings(max_examples=60, deadline=None)
    @given(st.integers(0, 3_000), st.binary(min_size=1, max_size=12))
    def test_a_damaged_image_never_costs_the_picture(self, place, put):
        data = bytearray(saved(plot(300, 200), "PNG", compress_level=1))
        data[place : place + len(put)] = put
        of(bytes(data))


class TestCards:
    def test_a_report_without_figures_gets_one(self):
        assert is_card(picture(CARD))

    def test_equal_reports_get_equal_cards_and_others_do_not(self):
        again = thumbnail(notebook(CARD), ABOUT)
        assert thumbnail(notebook(CARD), ABOUT) == again
        assert thumbnail(notebook(CARD, code("fit()")), ABOUT) != again
        assert thumbnail(notebook(CARD), replace(ABOUT, title="Team pizzas")) != again

    @pytest.mark.parametrize(
        "title", ["Größe – 3 × ½ µm", "Прогноз продаж", "Πρόβλεψη", "p ≤ 0.05", "🚀 Launch"]
    )
    def test_letters_of_europe_are_written(self, title):
        assert _has_title(picture(CARD, about=replace(ABOUT, title=title)))

    @pytest.mark.skipif(sys.platform != "linux", reason="fonts lie elsewhere")
    @pytest.mark.parametrize("title", ["売上予測", "توقعات المبيعات", "Launch 発射", "∮ dx"])
    def test_a_title_that_cannot_be_written_is_left_away(self, title, tmp_path, monkeypatch):
        monkeypatch.setenv("XDG_DATA_DIRS", str(tmp_path))
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
        cells = [markdown("x" * 900)] * 9
        drawn = picture(*cells, about=replace(ABOUT, title=title))
        assert not _has_title(drawn)
        assert _bar_height(drawn) > 2 * _bar_height(picture(*cells))

    @pytest.mark.skipif(sys.platform != "linux", reason="fonts lie elsewhere")
    @pytest.mark.skipif(not features.check("fribidi"), reason="nothing joins the letters")
    @pytest.mark.parametrize("title", ["توقعات المبيعات", "תחזית מכירות", "∮ dx"])
    def test_a_font_of_the_system_writes_what_ours_cannot(self, title, tmp_path, monkeypatch):
        monkeypatch.setenv("XDG_DATA_DIRS", str(tmp_path))
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
        (tmp_path / "fonts" / "dejavu").mkdir(parents=True)
        font = Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans-Bold.ttf"
        shutil.copy(font, tmp_path / "fonts" / "dejavu")
        drawn = picture(CARD, about=replace(ABOUT, title=title))
        assert _has_title(drawn)
        begin, end = (drawn.crop(box) for box in ((30, 40, 80, 80), (400, 40, 450, 80)))
        assert (_darkest(begin) < 90) == (title == "∮ dx")  # the others begin at the right
        assert (_darkest(end) < 90) == (title != "∮ dx")

    @pytest.mark.skipif(sys.platform != "linux", reason="fonts lie elsewhere")
    def test_a_file_that_is_no_font_costs_the_title_only(self, tmp_path, monkeypatch):
        monkeypatch.setenv("XDG_DATA_DIRS", str(tmp_path))
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
        (tmp_path / "fonts").mkdir()
        (tmp_path / "fonts" / "NotoSansCJK-Bold.ttc").write_bytes(b"no font")
        assert not _has_title(picture(CARD, about=replace(ABOUT, title="売上予測")))

    @settings(max_examples=80, deadline=None)
    @given(st.text(max_size=400), st.lists(st.text(max_size=80), max_size=15))
    def test_no_title_and_no_author_can_break_it(self, title, authors):
        assert is_card(picture(CARD, about=replace(ABOUT, title=title, authors=tuple(authors))))

    @pytest.mark.parametrize("cells", [[], [CARD] * 3_000, [markdown("")], [{"cell_type": "raw"}]])
    def test_any_number_of_cells_fits(self, cells):
        assert is_card(picture(*cells))


def _has_title(drawn):
    """Whether something dark stands where the title's first line does."""
    return _darkest(drawn.crop((30, 40, 450, 80))) < 90


def _darkest(drawn):
    return min(drawn.convert("L").tobytes())


def _bar_height(drawn):
    ground = drawn.getpixel((470, 150))
    column = [drawn.getpixel((38, y)) for y in range(100, 240)]
    return sum(not near(pixel, ground) for pixel in column)


def test_what_fails_altogether_leaves_no_picture():
    assert thumbnail({"cells": None}, ABOUT) == b""


@pytest.mark.skipif(not features.check("webp"), reason="Pillow was built without WebP")
def test_pictures_are_webp():
    assert measured(thumbnail(notebook(CARD), ABOUT)).media_type == "image/webp"


def test_without_webp_they_are_png_and_as_small():
    from jupyter_hub_publish.rendering.thumbnail import _as_png

    noise = Image.frombytes("RGB", SIZE, os.urandom(SIZE[0] * SIZE[1] * 3))
    for image in (plot(*SIZE), noise):
        sizes = [len(data) for data in _as_png(image)]
        assert min(sizes) < MAX_BYTES
