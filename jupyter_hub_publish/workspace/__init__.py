"""The user's own files and kernels: what is read of them, what is run, and what is written."""

from .contents import ContentsWorkspace
from .files import FileWorkspace
from .interface import Ran, Source, Surroundings, Workspace

__all__ = ["ContentsWorkspace", "FileWorkspace", "Ran", "Source", "Surroundings", "Workspace"]
