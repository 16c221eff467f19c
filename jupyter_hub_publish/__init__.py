"""Publish notebooks as reports and discover those of others: the Python half."""

from __future__ import annotations

from typing import Any

try:
    from ._version import __version__
except ImportError:  # a source tree that was never built
    __version__ = "0.0.0"


def _jupyter_labextension_paths() -> list[dict[str, str]]:
    return [{"src": "labextension", "dest": "jupyter-hub-publish"}]


def _jupyter_server_extension_points() -> list[dict[str, Any]]:
    from .hosts.server_extension import HubPublishExtension

    return [{"module": "jupyter_hub_publish", "app": HubPublishExtension}]


__all__ = ["__version__"]
