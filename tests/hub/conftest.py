"""One hub for all tests that do not need another: it takes half a minute to start."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hubs import Hub, hub_in


@pytest.fixture(scope="session")
def hub(tmp_path_factory) -> Iterator[Hub]:
    with hub_in(tmp_path_factory.mktemp("hub")) as running:
        yield running
