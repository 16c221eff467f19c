"""A library in a folder of its own."""

import pytest

from jupyter_hub_publish.domain.records import Actor
from jupyter_hub_publish.library.local import LocalLibrary


@pytest.fixture
def ada():
    return Actor(name="ada")


@pytest.fixture
def ben():
    return Actor(name="ben")


@pytest.fixture
def folders(tmp_path):
    return {"folder": tmp_path / "library", "cache": tmp_path / "cache"}


@pytest.fixture
def library(folders):
    opened = LocalLibrary.open(**folders)
    yield opened
    opened.close()
