"""Maps: GeoJSON, and folium's document within the document, which no page of ours may frame."""

from __future__ import annotations

import re
from html import unescape

from .drawing import Drawing

_FRAME = re.compile(r"<iframe\b[^<>]*?\ssrcdoc=\"([^\"]*)\"", re.IGNORECASE)
_PLACE = re.compile(r'<div class="folium-map" id="(map_[0-9a-f]+)"')
_SCRIPT = re.compile(r"<script(?P<attributes>[^<>]*)>(?P<code>.*?)</script>", re.S | re.I)
_SOURCE = re.compile(r"\ssrc\s*=\s*[\"']?([^\"'\s>]*)", re.I)
# What folium always loads: Leaflet ships with us, and of the others it uses next to nothing.
_USUAL = re.compile(
    r"/(?:leaflet(?:-src)?|(?:jquery|bootstrap|d3|topojson)[\w.-]*?)(?:\.min)?\.js$|awesome-markers",
    re.I,
)
_LABEL = "An interactive map"


def geojson(value: object) -> Drawing | None:
    """Shapes on a map without tiles."""
    if not isinstance(value, dict) or "type" not in value:
        return None
    return Drawing("map", {"geojson": value}, _LABEL, 400)


def folium_in(html: str) -> Drawing | None:
    """The calls of Leaflet in the document that folium frames, for a place of our own."""
    if "srcdoc=" not in html:
        return None
    frames = _FRAME.findall(html)
    document = unescape(frames[0]) if len(frames) == 1 else ""
    places = _PLACE.findall(document)
    if len(places) != 1:
        return None
    calls = [
        match["code"]
        for match in _SCRIPT.finditer(document)
        if not _SOURCE.search(match["attributes"])
    ]
    payload = {"place": places[0], "calls": calls, "hosts": _hosts_of_plugins(document)}
    return Drawing("map", payload, _LABEL, 400)


def _hosts_of_plugins(document: str) -> list[str]:
    """Where the scripts are that add to Leaflet, each host once."""
    sources = (_SOURCE.search(match["attributes"]) for match in _SCRIPT.finditer(document))
    addresses = (source[1] for source in sources if source and not _USUAL.search(source[1]))
    hosts = (re.match(r"(?:https?:)?//([^/]{1,200})", address) for address in addresses)
    return list(dict.fromkeys(host[1] for host in hosts if host))
