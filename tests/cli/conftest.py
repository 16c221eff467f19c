"""Commands as people call them: processes, in a home of their own."""

import json
import os
import subprocess
import sys

import pytest
from notebooks import code, notebook, text


@pytest.fixture
def run(tmp_path):
    """Run a command in a home of its own: `run("search", "x")`."""
    home = tmp_path / "home"
    home.mkdir()
    env = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "LANG": "C.UTF-8",
        # So that it is this tree that runs, also where another one is installed.
        "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
    }

    def run(*words, **options):
        return subprocess.run(
            [sys.executable, "-m", "jupyter_hub_publish", *words],
            env=env | options.pop("env", {}),
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return run


@pytest.fixture
def write(tmp_path):
    def write(name, *cells, **metadata):
        file = tmp_path / name
        cells = cells or (text("# Three peaks\n\nThe third is real."), code("fit()"))
        file.write_text(json.dumps(notebook(*cells, **metadata)))
        return file

    return write
