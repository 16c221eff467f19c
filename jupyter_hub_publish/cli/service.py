"""`jupyter hub-publish service`: the library of a JupyterHub, started by the hub itself."""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
from pathlib import Path

from ..domain.errors import BadInput, LibraryUnavailable
from .command import Command


class ServiceCommand(Command):
    """Serve the library of a JupyterHub. The hub starts this; its variables say where."""

    name = "service"
    description = __doc__

    def run(self) -> None:
        """Serve until the process is asked to end."""
        missing = [name for name in _NEEDED if not os.environ.get(name)]
        if missing:
            raise BadInput(
                f"The variable {missing[0]} is not set.",
                hint="A hub starts this command, as a service: `hub_config(c)` adds it.",
            )
        try:
            from ..hosts.hub_logs import set_up
            from ..hosts.service import serve
        except ModuleNotFoundError as error:
            raise LibraryUnavailable(
                f"The package {error.name} is missing.",
                hint="Install it: pip install 'jupyter_hub_publish[service]'.",
            ) from error
        settings = self.settings
        set_up(min(self.log.level, logging.INFO))
        secret = cookie_secret(settings.library_path())
        asyncio.run(serve(settings, secret=secret, url=os.environ["JUPYTERHUB_SERVICE_URL"]))


_NEEDED = (
    *("JUPYTERHUB_SERVICE_URL", "JUPYTERHUB_SERVICE_PREFIX"),
    *("JUPYTERHUB_API_URL", "JUPYTERHUB_API_TOKEN"),
)


def cookie_secret(folder: Path) -> bytes:
    """What sessions are signed with: the variable HUB_PUBLISH_COOKIE_SECRET, else a file's bytes.

    The file is made where there is none. Several replicas of a service need the same one.
    """
    if told := os.environ.get("HUB_PUBLISH_COOKIE_SECRET"):
        return told.encode()
    file = folder / "cookie-secret"
    try:
        return file.read_bytes()
    except FileNotFoundError:
        pass
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    new = folder / f".cookie-secret-{secrets.token_hex(4)}"
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(secrets.token_bytes(32))
    try:
        os.link(new, file)  # fails where another process was faster; then its bytes count
    except FileExistsError:
        pass
    finally:
        new.unlink()
    return file.read_bytes()
