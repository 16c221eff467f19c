"""nbconvert lives here and only here: a notebook becomes one HTML page, in a limited process."""

from __future__ import annotations

from .page import About, Page
from .renderer import Renderer

__all__ = ["About", "Page", "Renderer"]
