"""A library of its own for each test, on both databases; with `folders`, in a folder."""

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


@pytest.fixture(params=["sqlite", "postgresql"])
def library(request, folders):
    if request.param == "postgresql":
        url = request.getfixturevalue("postgresql_url")
        opened = LocalLibrary.open_at(url, shape="embedded", cache=folders["cache"])
    else:
        opened = LocalLibrary.open(**folders)
    yield opened
    opened.close()
