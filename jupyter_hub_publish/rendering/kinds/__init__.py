"""What a script has to draw in the reader's browser: found here, drawn by web/static/kind-*.js.

A drawing stands in the page as data beside its fallback, and as no code of the author's. HTML that
a library has written around such data (Plotly, Altair, folium) is read back into the data: so the
chart is drawn when it comes into view, in the page's own colours, by the script that ships with us.
"""

from __future__ import annotations

from .drawing import Drawing, mounted

__all__ = ["Drawing", "mounted"]
