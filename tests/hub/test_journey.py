"""What people of a hub do with a report in their browsers, from its author to those who come after.

The browsers' part is a test of Playwright, which finds this hub by its environment.
"""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest
from hubs import ROOT
from nbformat.v4 import new_markdown_cell
from test_hub import published, write

PLAYWRIGHT = ROOT / "node_modules" / ".bin" / "playwright"
CHROMIUM = os.environ.get("CHROMIUM_PATH") or shutil.which("chromium")


@pytest.mark.skipif(not CHROMIUM, reason="There is no Chromium: CHROMIUM_PATH names one.")
def test_a_report_goes_its_way_through_the_browsers_of_a_hub(hub, tmp_path):
    erin = hub.person("erin", server=True)
    hub.person("bob", server=True)
    notebook = ROOT / "examples" / "gaussian-peaks.ipynb"
    shutil.copy(notebook, hub.folder / "home" / "erin" / "peaks.ipynb")
    write(hub, erin, "notes.ipynb", new_markdown_cell("# Notes on the third peak"))
    published(erin, "notes.ipynb", title="Notes on the third peak", audience="private")
    environment = {
        **os.environ,
        "CHROMIUM_PATH": str(CHROMIUM),
        "HUBPUB_HUB": hub.url,
        "HUBPUB_LIBRARY": str(hub.folder / "library"),
        "HUBPUB_RESULTS": str(tmp_path / "results"),
    }
    ended = subprocess.run(
        [PLAYWRIGHT, "test", "--config", "hub.config.js"],
        cwd=ROOT / "ui-tests",
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
