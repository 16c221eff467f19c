"""What takes too long is given up, part by part and all together."""

import time

import pytest

from jupyter_hub_publish.rendering.guard import Patience, TookTooLong, time_limit


def work_for(seconds):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        pass


def test_a_part_that_takes_too_long_is_interrupted():
    with pytest.raises(TookTooLong), time_limit(0.05):
        work_for(5)


def test_a_part_that_is_quick_is_not():
    with time_limit(5):
        work_for(0.01)
    work_for(0.01)


def test_all_slow_parts_together_take_no_longer_than_the_patience():
    patience, began = Patience(0.6), time.monotonic()
    for _ in range(50):
        with pytest.raises(TookTooLong), patience.part():
            work_for(5)
    assert time.monotonic() - began < 50  # without it, 250
