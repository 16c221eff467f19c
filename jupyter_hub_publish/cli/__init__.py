"""`jupyter hub-publish …`: the main job without a browser."""

from __future__ import annotations


def main() -> None:
    """The entry point of `jupyter hub-publish`."""
    from .app import HubPublishApp

    HubPublishApp.launch_instance()


__all__ = ["main"]
