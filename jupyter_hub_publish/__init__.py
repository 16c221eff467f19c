"""Publish notebooks as reports and discover those of others: the Python half."""

from __future__ import annotations

from typing import Any

try:
    from ._version import __version__
except ImportError:  # a source tree that was never built
    __version__ = "0.0.0"

_HANDOFF = ("adbc_driver_manager", "duckdb", "fsspec", "narwhals", "pyarrow")
"""What the extra `handoff` brings."""


def _jupyter_labextension_paths() -> list[dict[str, str]]:
    return [{"src": "labextension", "dest": "jupyter-hub-publish"}]


def _jupyter_server_extension_points() -> list[dict[str, Any]]:
    from .hosts.server_extension import HubPublishExtension

    return [{"module": "jupyter_hub_publish", "app": HubPublishExtension}]


def __getattr__(name: str) -> Any:
    """What notebooks import; nothing of it is loaded before."""
    if name not in ("handoff", "read_handoff"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        from . import handoffs
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in _HANDOFF:
            raise
        raise ImportError(
            f"Handing off tables needs {error.name}: pip install 'jupyter_hub_publish[handoff]'."
        ) from None
    if name == "handoff":
        from .hosts.questions import requests

        handoffs.handoff.requests = requests  # type: ignore[attr-defined]
    return getattr(handoffs, name)


__all__ = ["__version__", "handoff", "read_handoff"]
