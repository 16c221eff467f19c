"""Previews: the last three, for a while, under names that nobody guesses."""

import threading

import pytest

from jupyter_hub_publish.authoring.previews import KEPT, PreviewPage, Previews
from jupyter_hub_publish.domain.errors import NotFound


def page(title="T"):
    return PreviewPage(title=title, html=b"<p>")


def test_a_preview_can_be_looked_at_again_and_again():
    previews = Previews()
    id = previews.keep(page())
    assert previews.get(id) == previews.get(id) == page()


def test_the_oldest_makes_room():
    previews = Previews()
    first, *others = [previews.keep(page(str(number))) for number in range(KEPT + 1)]
    with pytest.raises(NotFound):
        previews.get(first)
    assert [previews.get(id).title for id in others] == ["1", "2", "3"]


def test_it_is_forgotten_after_a_while():
    previews = Previews(seconds=0.01)
    id = previews.keep(page())
    for _ in range(1000):
        try:
            previews.get(id)
        except NotFound:
            return
        threading.Event().wait(0.01)
    raise AssertionError("it is still kept")


def test_names_tell_nothing():
    previews = Previews()
    names = {previews.keep(page()) for _ in range(100)}
    assert len(names) == 100
    assert all(len(name) == 32 for name in names)
