"""Publishes example notebooks into a library, each by its author, who keeps a copy at home.

    python scripts/examples.py FOLDER

makes FOLDER/library with what the examples hand off, unless it is there.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HANDED_OFF = {"alice": ("bikeshare-handoff",), "bob": ("bikeshare-stations",)}
ALL = {
    "alice": ("gaussian-peaks", "team-posts", *HANDED_OFF["alice"]),
    "bob": ("bike-share", *HANDED_OFF["bob"]),
}


def publish(people: Mapping[str, Sequence[str]], folder: Path) -> None:
    """Into `folder`/library; the notebooks that remember their reports are in `folder`/home."""
    for person, names in people.items():
        home = folder / "home" / person
        home.mkdir(parents=True)
        for name in names:
            shutil.copy(ROOT / "examples" / f"{name}.ipynb", home)
            command = [
                *(sys.executable, "-m", "jupyter_hub_publish", "publish", f"{name}.ipynb"),
                f"--HubPublish.author={person}",
                f"--HubPublish.library_folder={folder / 'library'}",
                f"--HubPublish.cache_folder={folder / 'index'}",
            ]
            subprocess.run(command, cwd=home, check=True, env=environment(), stdout=sys.stderr)


def environment() -> dict[str, str]:
    """Ours, so that this tree is what runs, without what a hub around us has set."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("JUPYTERHUB_", "HUB_PUBLISH"))}
    path = os.pathsep.join(filter(None, (str(ROOT), kept.get("PYTHONPATH"))))
    return kept | {"PYTHONPATH": path}


def main() -> None:
    """A library that is there is left alone; one that could not be finished is not there."""
    folder = Path(sys.argv[1]).absolute()
    if (folder / "library").exists():
        return
    print("Publishing what the examples hand off…", flush=True)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder) as made:
        publish(HANDED_OFF, Path(made))
        (Path(made) / "library").rename(folder / "library")


if __name__ == "__main__":
    main()
