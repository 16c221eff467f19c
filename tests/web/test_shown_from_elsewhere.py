"""What a page shows from other servers is named by its text, as its own script would name it."""

from __future__ import annotations

from time import perf_counter

import pytest

from jupyter_hub_publish.web import elsewhere


@pytest.mark.parametrize(
    ("html", "told"),
    [
        ('<p><img alt="x" src="https://a.example/b.png?c"></p>', "an image from a.example"),
        ("<IMG\nSRC = '//a.example:8080/b.png'>", "an image from a.example:8080"),
        ("<video src=http://me:secret@a.example/c.mp4 controls>", "a video from a.example"),
        ('<audio controls><source src="https://a.example/d">', "a sound from a.example"),
        ('<video><source src="https://a.example/d">', "a video from a.example"),
    ],
)
def test_it_is_named_with_its_host(html, told):
    assert elsewhere(html.encode()) == (told,)


@pytest.mark.parametrize(
    "html",
    [
        '<img src="data:image/png;base64,https://a.example/">',
        '<img src="figure.png" data-src="https://a.example/b.png">',
        '<img src="https:///b.png">',
        "<script>'<img src=\"https://a.example/b.png\">'</script>",
        "<!-- <img src='https://a.example/b.png'> -->",
        "<pre>&lt;img src='https://a.example/b.png'&gt;</pre>",
        '<a href="https://a.example"><img src="https://a.example/badge.svg" alt="Open it"></a>',
        "<imgs src='https://a.example/b.png'>",
    ],
)
def test_what_is_not_shown_from_elsewhere_is_not_named(html):
    assert elsewhere(html.encode()) == ()


def test_each_host_is_named_once_and_many_are_counted():
    page = "".join(f'<img src="https://h{n % 9}.example/{n}">' for n in range(10)).encode()
    assert elsewhere(page) == (
        "2 images from h0.example",
        *(f"an image from h{n}.example" for n in range(1, 6)),
        "3 more",
    )


@pytest.mark.parametrize(
    "piece", ["<script ", "<!--", "<img ", "<a ", "<img src=", "<a >\n", "<a> "]
)
def test_a_page_made_to_be_slow_is_read_as_fast_as_any_other(piece):
    page = (piece * (2_000_000 // len(piece))).encode()
    started = perf_counter()
    elsewhere(page)
    assert perf_counter() - started < 4


def test_spaces_without_end_are_read_once():
    started = perf_counter()
    elsewhere(b"<a >" + b" " * 1_000_000 + b"<img src=" + b" " * 1_000_000)
    assert perf_counter() - started < 4
