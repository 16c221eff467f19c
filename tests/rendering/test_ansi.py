"""Terminal text: colours as classes, in linear time, within a bound."""

from __future__ import annotations

import time

import pytest

from jupyter_hub_publish.rendering.ansi import Spans, ansi_to_html, without_ansi


def html(text: str, spans: int = 100) -> str:
    return ansi_to_html(text, Spans(spans))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a<b", "a&lt;b"),
        ("\x1b[31mred\x1b[0m", '<span class="ansi-red-fg">red</span>'),
        ("\x1b[1;92mok\x1b[m.", '<span class="ansi-1 ansi-bright-green-fg">ok</span>.'),
        (
            "\x1b[38;5;208mx",
            '<span style="color:light-dark(rgb(177,94,0),rgb(255,135,0))">x</span>',
        ),
        (
            "\x1b[38;2;1;2;3mx",
            '<span style="color:light-dark(rgb(1,2,3),rgb(152,152,152))">x</span>',
        ),
        (
            "\x1b[48;2;1;2;3mx\x1b[49my",
            '<span style="background:rgb(1,2,3);color:#fff">x</span>y',
        ),
        (
            "\x1b[31;48;5;226mx",
            '<span class="ansi-red-fg" style="background:rgb(255,255,0);color:#111">x</span>',
        ),
        (
            "\x1b[38;5;208;48;5;16mx",
            '<span style="color:rgb(255,135,0);background:rgb(0,0,0)">x</span>',
        ),
        ("\x1b[31m\x1b[39mplain", "plain"),
        ("\x1b[2Kgone\x1b]0;title\x07", "gone"),
        ("half\x1b[", "half["),
        ("10%\r50%\r100%\nend\r\n", "100%\nend\n"),
        ("\x1b[38;5mx", "x"),
        ("bell\x07\x00", "bell"),
    ],
)
def test_colours_become_classes(text, expected):
    assert html(text) == expected


def test_colours_end_where_the_page_has_enough_of_them():
    assert (
        html("\x1b[31ma\x1b[0m\x1b[32mb\x1b[0m", spans=1) == '<span class="ansi-red-fg">a</span>b'
    )


def test_bare_text_has_no_colours():
    assert without_ansi("\x1b[31mred\x1b[0m\r\x1b[1mblue") == "blue"


def test_five_megabytes_of_colours_are_no_long_wait():
    begin = time.perf_counter()
    html("\x1b[31mx\x1b[0m y " * 400_000, spans=20_000)
    # About half a second on an idle machine; nbconvert's own filter takes half a minute.
    assert time.perf_counter() - begin < 8
