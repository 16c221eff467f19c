"""A chart that a script of the page draws, drawn here once more: small, still, and by Pillow alone.

What each library means by its data is in the file of its name; all of them say it in marks on
panels, which are drawn in one style. A chart that is not understood is no picture, and no error.
"""

from __future__ import annotations

from PIL import Image

from ..guard import TookTooLong
from ..kinds import Drawing
from .maps import read as read_map
from .panels import drawn
from .plotly import read as read_plotly
from .vega import read as read_vega

__all__ = ["sketch"]
_READERS = {"plotly": read_plotly, "vega": read_vega, "map": read_map}


def sketch(drawing: Drawing, size: tuple[int, int]) -> Image.Image | None:
    """The chart in this size; None where it is of a kind that is not drawn here, or damaged."""
    read = _READERS.get(drawing.kind)
    try:
        sheet = None if read is None else read(drawing.payload)
        return None if sheet is None else drawn(sheet, size)
    except TookTooLong:
        raise
    except Exception:
        return None  # JSON of a shape that nobody has thought of
