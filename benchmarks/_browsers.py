"""What is measured in a real Chromium, by a script for Playwright."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def in_chromium(script: str, *arguments: str) -> str:
    """What the script prints, which finds its arguments in `process.argv`; exits where it fails.

    CHROMIUM_PATH names another browser than the one that Playwright brings.
    """
    done = subprocess.run(
        ["node", "-e", script, *arguments],
        cwd=Path(__file__).parents[1],
        env=os.environ,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        sys.exit(f"The browser has failed: {done.stderr[-2000:]}")
    return done.stdout
