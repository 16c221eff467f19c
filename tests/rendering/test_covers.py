"""The covers to choose from: what is offered can be chosen, and what has gone is made up for."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import msgspec
import pytest
from cells import ABOUT, code, markdown, notebook, stream
from pictures import bomb, plot, saved, shown

from jupyter_hub_publish.domain.errors import Cancelled, RenderingFailed
from jupyter_hub_publish.domain.pictures import measured
from jupyter_hub_publish.domain.records import CoverChoice
from jupyter_hub_publish.rendering import Renderer
from jupyter_hub_publish.rendering.thumbnail import MAX_BYTES, SIZE, covers, thumbnail

CARD = CoverChoice(kind="title")
SMALL, LARGE, OTHER = (
    shown(saved(plot(200, 130, ink="red"))),
    shown(saved(plot(900, 560, ink="blue"))),
    shown(saved(plot(300, 200, ink="green"))),
)
THREE = notebook(markdown("# T"), code("a", SMALL), code("b", stream("hm"), LARGE, OTHER))


@pytest.fixture(scope="module")
def renderer() -> Iterator[Renderer]:
    renderer = Renderer()
    yield renderer
    renderer.close()


def figure(cell: int, output: int = 0) -> CoverChoice:
    return CoverChoice(kind="figure", cell=cell, output=output)


def offered(*cells) -> list[CoverChoice]:
    return [choice for choice, _ in covers(notebook(*cells), ABOUT)]


class TestWhatIsOffered:
    def test_the_best_figure_comes_first_and_the_title_last(self):
        assert [choice for choice, _ in covers(THREE, ABOUT)] == [
            figure(3, 1),
            figure(3, 2),
            figure(2),
            CARD,
        ]

    def test_the_first_one_is_what_is_taken_if_nobody_chooses(self):
        assert covers(THREE, ABOUT)[0][1] == thumbnail(THREE, ABOUT)
        assert covers(notebook(), ABOUT)[0][1] == thumbnail(notebook(), ABOUT)

    def test_without_figures_there_is_the_title(self):
        assert offered(markdown("# T"), code("x", stream("1"))) == [CARD]

    def test_no_more_than_twelve_figures(self):
        many = [code("x", shown(saved(plot(400 + n, 300)))) for n in range(40)]
        assert len(offered(*many)) == 13

    def test_one_figure_is_offered_once(self):
        both = shown(saved(plot()))
        both["data"]["image/jpeg"] = shown(saved(plot(), "JPEG"))["data"]["image/png"]
        again = shown(saved(plot()))
        assert offered(code("x", both), code("x", again)) == [figure(1), CARD]

    def test_what_shows_nothing_is_passed_over(self):
        empty = [code("x", shown(saved(plot(640, 400, ink="white")))) for _ in range(10)]
        broken = code("x", shown(bomb()), shown(saved(plot())[:900]))
        assert offered(*empty, broken, code("x", LARGE)) == [figure(12), CARD]

    @pytest.mark.parametrize("tag", ["hide-output", "remove-cell"])
    def test_what_the_author_hides_is_not_offered(self, tag):
        hidden = code("x", LARGE)
        hidden["metadata"] = {"tags": [tag]}
        assert offered(hidden) == [CARD]

    def test_the_static_picture_beside_a_script_is_offered(self):
        chart = shown(saved(plot()))
        chart["data"]["application/vnd.plotly.v1+json"] = {"data": []}
        assert offered(code("x", chart)) == [figure(1), CARD]

    def test_each_is_a_small_picture(self):
        for _, picture in covers(THREE, ABOUT):
            header = measured(picture)
            assert (header.width, header.height) == SIZE
            assert len(picture) < MAX_BYTES


class TestWhatIsChosen:
    @pytest.mark.parametrize("which", range(4))
    def test_what_was_offered_can_be_chosen(self, which):
        choice, picture = covers(THREE, ABOUT)[which]
        assert thumbnail(THREE, ABOUT, choice) == picture

    @pytest.mark.parametrize("gone", [figure(1), figure(7), figure(0), figure(-3, -3)])
    def test_instead_of_one_that_has_gone_the_best_is_taken(self, gone):
        assert thumbnail(THREE, ABOUT, gone) == thumbnail(THREE, ABOUT)

    def test_a_figure_that_has_moved_up_in_its_cell_is_found(self):
        shorter = notebook(markdown("# T"), code("a", SMALL), code("b", LARGE))
        two = notebook(markdown("# T"), code("a", stream("gone"), SMALL), code("b", LARGE))
        chosen = thumbnail(two, ABOUT, figure(2, 1))
        assert thumbnail(shorter, ABOUT, figure(2, 1)) == chosen != thumbnail(shorter, ABOUT)

    def test_the_title_can_be_chosen_though_there_are_figures(self):
        assert thumbnail(THREE, ABOUT, CARD) == thumbnail(notebook(*THREE["cells"]), ABOUT, CARD)
        assert thumbnail(THREE, ABOUT, CARD) != thumbnail(THREE, ABOUT)


class TestTheProcess:
    def test_covers_come_back_between_pages(self, renderer):
        data, never = msgspec.json.encode(THREE), threading.Event()
        page = renderer.render(data, ABOUT, progress=lambda *_: None, cancelled=never, cover=CARD)
        made = renderer.covers(data, ABOUT, cancelled=never)
        assert made == covers(THREE, ABOUT)
        assert made[-1] == (CARD, page.thumbnail)

    def test_what_is_no_notebook_is_said(self, renderer):
        with pytest.raises(RenderingFailed, match="not valid JSON"):
            renderer.covers(b"{", ABOUT, cancelled=threading.Event())

    def test_they_can_be_cancelled(self, renderer):
        stop = threading.Event()
        stop.set()
        with pytest.raises(Cancelled):
            renderer.covers(msgspec.json.encode(THREE), ABOUT, cancelled=stop)
