"""The library of a hub, asked over HTTP: the same deeds, in the name that the token stands for."""

from __future__ import annotations

from .library import RemoteLibrary

__all__ = ["RemoteLibrary"]
