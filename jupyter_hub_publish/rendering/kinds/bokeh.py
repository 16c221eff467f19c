"""Bokeh's outputs in notebooks: an element in one, and in the next a script with its documents."""

from __future__ import annotations

import json
import re

from .drawing import Drawing

EXEC = "application/vnd.bokehjs_exec.v0+json"
LOAD = "application/vnd.bokehjs_load.v0+json"
_DOCUMENTS = re.compile(r"docs_json\s*=\s*")
_ITEMS = re.compile(r"render_items\s*=\s*")
_DECODER = json.JSONDecoder()
_VERSION = re.compile(r'"version":"(\d+)\.(\d+)')
_MEASURE = re.compile(r'"height":(\d{1,4})[,}]')


def is_banner(html: str) -> bool:
    """Whether this only says that BokehJS is being loaded."""
    return "bk-notebook-logo" in html and len(html) < 20_000


def is_panel(html: str) -> bool:
    """Whether this is a document of Bokeh with Panel's own models in it."""
    return "embed_items" in html and '"panel.models' in html


def chart(script: str) -> Drawing | str:
    """The document that the script embeds; a sentence where it cannot be shown here."""
    documents, items = _value(_DOCUMENTS, script), _value(_ITEMS, script)
    if not isinstance(documents, dict) or not isinstance(items, list):
        return "Not shown: a chart of Bokeh that needs its own server."
    version = _VERSION.search(script)
    if version and version[1] != "3":
        made = ".".join(version.groups())
        return f"This chart was made with Bokeh {made}; reports show charts of Bokeh 3."
    heights = [int(height) for height in _MEASURE.findall(script)]
    payload = {"documents": documents, "items": items}
    return Drawing("bokeh", payload, "An interactive chart (Bokeh)", max([*heights, 120]))


def _value(name: re.Pattern[str], script: str) -> object:
    """What the script assigns to that name, which is JSON."""
    match = name.search(script)
    if match is None:
        return None
    try:
        return _DECODER.raw_decode(script, match.end())[0]
    except (ValueError, RecursionError):
        return None
