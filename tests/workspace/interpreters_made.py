"""Interpreters of their own for tests: real virtual environments, with packages written by hand."""

from __future__ import annotations

import json
import venv


class MadeEnvironment:
    """A virtual environment; `conda` makes it look like one of conda's."""

    def __init__(self, folder, *, conda=False):
        venv.create(folder, with_pip=False, symlinks=True)
        self.folder = folder
        self.python = str(folder / "bin" / "python")
        (self.site,) = folder.glob("lib/python*/site-packages")
        if conda:
            (folder / "conda-meta").mkdir()
            (folder / "conda-meta" / "history").touch()

    def install(self, name, version, *files, origin=None, installer="pip", top_level=None):
        """Write what an installer leaves of a package with these files."""
        info = self.site / f"{name.replace('-', '_')}-{version}.dist-info"
        info.mkdir()
        for file in files:
            place = self.site / file
            place.parent.mkdir(parents=True, exist_ok=True)
            place.touch()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
        (info / "INSTALLER").write_text(f"{installer}\n")
        (info / "RECORD").write_text("".join(f"{file},,\n" for file in files))
        if origin:
            (info / "direct_url.json").write_text(json.dumps(origin))
        if top_level:
            (info / "top_level.txt").write_text(top_level)
        return info

    def install_by_conda(self, name, version, *files, package, channel):
        """The same as conda leaves it, in a package of that name and channel."""
        info = self.install(name, version, *files, installer="conda")
        about = {
            "name": package,
            "version": version,
            "channel": channel,
            "files": [f"lib/python3.11/site-packages/{info.name}/METADATA"],
        }
        path = self.folder / "conda-meta" / f"{package}-{version}-h0_0.json"
        path.write_text(json.dumps(about))
