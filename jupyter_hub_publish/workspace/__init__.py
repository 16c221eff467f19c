"""The user's own files: reading a notebook, and writing its report's id into it."""

from .contents import ContentsWorkspace
from .files import FileWorkspace
from .interface import Source, Workspace

__all__ = ["ContentsWorkspace", "FileWorkspace", "Source", "Workspace"]
