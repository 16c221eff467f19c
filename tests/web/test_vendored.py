"""What is served to everyone: named files, and scripts without a way to make markup of text."""

from __future__ import annotations

import hashlib
import json
import re

import pytest

from jupyter_hub_publish.rendering.exporter import _TEMPLATES
from jupyter_hub_publish.web import vendored
from jupyter_hub_publish.web.vendored import _COPIED, _HERE

SCRIPTS = ["page-1.js", "shell-1.js", "related-1.js"]
KINDS = ["plotly", "vega", "bokeh", "widgets", "mermaid", "map", "math"]
DRAWING = ["kinds-1.js", *(f"kind-{name}-1.js" for name in KINDS)]
STYLES = [
    f"{name}-1.css" for name in ("tokens", "opening", "page", "cells", "shell", "related", "kinds")
]
JOINED = ["report-1.css", "reader-1.css"]


@pytest.mark.parametrize("name", SCRIPTS + DRAWING + STYLES + JOINED)
def test_a_file_has_its_type_and_a_tag_of_its_bytes(name):
    file = vendored(name)
    assert file is not None
    kind = "text/javascript" if name.endswith("js") else "text/css"
    assert file.content_type == f"{kind}; charset=utf-8"
    assert file.etag == f'"{hashlib.sha256(file.data).hexdigest()[:32]}"'


@pytest.mark.parametrize(
    "name", ["", "..", "../web/headers.py", "page-2.js", "/etc/passwd", "a\0b"]
)
def test_other_names_are_nothing(name):
    assert vendored(name) is None


LIBRARIES = json.loads((_HERE / "vendored.json").read_text())
COPIED = {name: file for library in LIBRARIES.values() for name, file in library["files"].items()}


@pytest.mark.parametrize("name", COPIED)
def test_a_library_is_served_bit_by_bit_as_it_was_pinned(name):
    file = vendored(name)
    assert file is not None, "run 'jlpm build:vendor'"
    assert hashlib.sha256(file.data).hexdigest() == COPIED[name]["sha256"]
    assert file.content.size == len(file.data)
    assert file.content.gzip_size == sum(map(len, file.content.gzip()))
    assert file.etag.strip('"') == COPIED[name]["sha256"][:32]


def test_the_version_that_a_page_remembers_is_followed_by_the_one_that_ships():
    for asked, library in {
        "plotly-3.0.1.js": "plotly",
        "bokeh-widgets-2.4.js": "bokeh-widgets",
    }.items():
        version = LIBRARIES[library.split("-")[0]]["version"]
        found, current = vendored(asked), vendored(f"{library}-{version}.js")
        assert found is not None
        assert current is not None
        assert found.etag == current.etag
    assert vendored("plotly-.js") is None
    assert vendored("LICENSES.txt") is None


@pytest.mark.parametrize("name", DRAWING)
def test_scripts_that_draw_ask_for_libraries_that_ship(name):
    file = vendored(name)
    assert file is not None
    asked = re.findall(r"['\"`]([a-z-]+-[\d.]+\.(?:js|css))['\"`]", file.data.decode())
    assert set(asked) <= set(COPIED)


def test_nothing_ships_that_no_script_asks_for():
    scripts = "".join(vendored(name).data.decode() for name in DRAWING)
    fonts = {name for name in COPIED if name.endswith(".woff2")}  # asked for by html-manager
    shapes = {name for name in COPIED if name.startswith("geo-")}  # by the scope of a figure
    assert {name for name in COPIED if name not in scripts} == fonts | (
        shapes - {"geo-world-4.0.0.js"}
    )
    assert "`geo-${scope}-4.0.0.js`" in scripts


def test_every_library_comes_with_its_licence():
    text = (_COPIED / "LICENSES.txt").read_text()
    for library in LIBRARIES.values():
        assert f"{library['package']} {library['version']}: {library['license']}" in text


def test_a_page_asks_for_files_that_exist():
    template = (_TEMPLATES / "index.html.j2").read_text()
    names = re.findall(r'"\.\./\.\./vendor/([^"?]+)', template)
    assert len(set(names)) == 3
    assert all(vendored(name) for name in names)


@pytest.mark.parametrize("name", SCRIPTS)
def test_scripts_never_make_markup_of_text(name):
    file = vendored(name)
    assert file is not None
    text = file.data.decode()
    for sink in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "srcdoc",
    ):
        assert sink not in text


@pytest.mark.parametrize("name", STYLES)
def test_styles_load_nothing(name):
    file = vendored(name)
    assert file is not None
    text = file.data.decode()
    assert "@import" not in text
    assert set(re.findall(r"url\(\s*['\"]?(\w+)", text)) <= {"data"}
