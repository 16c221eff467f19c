"""Nobody's JupyterLab starts later for the extension: what is heavy waits for its first use."""

import json
import subprocess
import sys

import pytest

HEAVY = {
    "PIL",
    "aiohttp",
    "alembic",
    "bleach",
    "detect_secrets",
    "duckdb",
    "httpx",
    "jupyterhub",
    "nbclient",
    "narwhals",
    "nbconvert",
    "psycopg",
    "pyarrow",
    "sqlalchemy",
    "tantivy",
}

START_A_SERVER = """
from jupyter_server.serverapp import ServerApp
ServerApp().initialize(
    ["--allow-root", "--ServerApp.jpserver_extensions", "jupyter_hub_publish=True"],
    find_extensions=False,
    new_httpserver=False,
)
"""


def loaded(code):
    """The names of the modules that a fresh Python has loaded after running `code`."""
    code += "\nimport json, sys; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], input="", capture_output=True, check=True, text=True
    )
    # The process that makes pages has its stdout to itself.
    return set(json.loads((done.stdout or done.stderr).splitlines()[-1]))


def test_importing_the_extension_loads_nothing_heavy():
    names = loaded("import jupyter_hub_publish, jupyter_hub_publish.hosts.server_extension")
    assert "jupyter_hub_publish.hosts.server_extension" in names
    assert not names & HEAVY


@pytest.mark.usefixtures("jp_environ")
def test_a_server_that_started_with_the_extension_has_loaded_nothing_heavy():
    names = loaded(START_A_SERVER)
    assert "jupyter_hub_publish.hosts.server_extension" in names
    assert not names & HEAVY


@pytest.mark.parametrize("room", ["library", "web", "search", "storage"])
def test_what_serves_others_never_loads_the_author_s_side(room):
    names = loaded(f"import jupyter_hub_publish.{room}")
    author = {f"jupyter_hub_publish.{name}" for name in ("authoring", "rendering", "workspace")}
    assert f"jupyter_hub_publish.{room}" in names
    assert not names & author


def test_the_check_loads_what_it_knows_when_it_first_looks():
    names = loaded("import jupyter_hub_publish.checking, jupyter_hub_publish.library.local")
    assert "jupyter_hub_publish.checking" in names
    assert not names & {"detect_secrets", "requests"}


def test_the_process_that_makes_pages_loads_no_parser_of_international_addresses():
    worker = "from jupyter_hub_publish.rendering import worker; worker.main(1_500_000_000, 60)"
    names = loaded(worker)
    assert {"nbconvert", "jsonschema"} <= names
    assert "lark" not in names
