"""Every promise of the stores is tested on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from jupyter_hub_publish.storage import Storage


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgresql_url"))
    return f"sqlite:///{tmp_path}/library.sqlite"


@pytest.fixture
def storage(url: str) -> Iterator[Storage]:
    storage = Storage.open_url(url, patience=10)
    yield storage
    storage.close()
