"""Pages are made in this process here, without limits; `test_renderer` uses the real one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from cells import ABOUT, notebook

from jupyter_hub_publish.rendering import About, Page
from jupyter_hub_publish.rendering.exporter import ReportExporter

Render = Callable[..., Page]


@pytest.fixture(scope="session")
def exporter() -> ReportExporter:
    return ReportExporter()


@pytest.fixture
def render(exporter: ReportExporter) -> Render:
    """Makes a page of cells; `about` as keyword."""

    def make(*cells: dict[str, Any], about: About = ABOUT) -> Page:
        return exporter.page(notebook(*cells), about)

    return make


@pytest.fixture
def body(render: Render) -> Callable[..., str]:
    """The text of the page's main part."""

    def make(*cells: dict[str, Any], about: About = ABOUT) -> str:
        text = render(*cells, about=about).html.decode()
        return text[text.index("</header>") : text.index("</main>")]

    return make
