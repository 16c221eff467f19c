"""Maps: the shapes of GeoJSON, and what folium's calls of Leaflet put upon a map."""

from __future__ import annotations

import json
import re
from typing import Any

from .colours import WHITE, Colour, colour
from .geography import Style, place, shapes
from .marks import Area, Dots, Mark, Path, Place
from .panels import Layer, Panel, Sheet
from .values import MAX_POINTS, column, number, part

_CALL = re.compile(
    r"\bL\s*\.\s*(marker|circleMarker|circle|polyline|polygon|rectangle|heatLayer)\(\s*(?=\[)"
)
_NAME = re.compile(r"(\w{1,120})\s*=\s*$")
_SHAPES = re.compile(r"\b(\w{1,120})_add\s*\(\s*(?=\{)")
_ICON = re.compile(r"(\w{1,120})\.setIcon\((\w{1,120})\)")
_MARKER = re.compile(
    r"(\w{1,120}) = L\.AwesomeMarkers\.icon\(\s*\{[^{}]*?\"markerColor\": \"(\w+)\""
)
_STYLER = re.compile(r"function (\w{1,120})_styler\(feature\) \{(.*?)\n {8}\}", re.S)
_KEY = re.compile(r"switch\s*\(feature\.([\w.]{1,200})\)")
_CASE = re.compile(r"((?:case |default)[^\n]*:)\s*return (\{[^{}]*\})")
_CASE_VALUE = re.compile(r"case ([^\n]{1,300}?):(?=\s|$)")
_HUE = re.compile(r"\"(?:fillColor|color)\": \"([^\"]{1,60})\"")
_DECODER = json.JSONDecoder()
_MAX_CALLS = 20_000
_MANY = 40  # markers; of more, each is smaller
_BLUE: Colour = (42, 129, 203)
_PINS: dict[str, Colour] = {
    "red": (211, 61, 42),
    "darkred": (162, 51, 54),
    "lightred": (255, 142, 127),
    "orange": (246, 151, 48),
    "beige": (255, 203, 146),
    "green": (114, 176, 38),
    "darkgreen": (114, 130, 36),
    "lightgreen": (187, 249, 112),
    "darkblue": (0, 100, 159),
    "lightblue": (138, 218, 255),
    "cadetblue": (67, 105, 120),
    "purple": (210, 82, 185),
    "darkpurple": (91, 57, 107),
    "pink": (255, 145, 234),
    "gray": (87, 87, 87),
    "black": (48, 48, 48),
}


def read(payload: Any) -> Sheet | None:
    """The map; None where nothing on it is known."""
    marks: list[Mark] = []
    if "geojson" in payload:
        marks = shapes(payload["geojson"], lambda feature: None)
    for code in payload.get("calls", ()):
        marks += _shaped(code) + _called(code)
    return Sheet([Panel([Layer(marks)], ground="map")]) if marks else None


def _called(code: str) -> list[Mark]:
    """Markers, lines and areas, each of which is a call with its places."""
    icons = dict(_MARKER.findall(code))
    pins = {name: _PINS.get(icons.get(icon, ""), _BLUE) for name, icon in _ICON.findall(code)}
    marks: list[Mark] = []
    dots: list[tuple[Place, Colour, float]] = []
    for n, call in enumerate(_CALL.finditer(code)):
        if n >= _MAX_CALLS or len(dots) > MAX_POINTS:
            break
        try:
            known, end = _DECODER.raw_decode(code, call.end())
        except (ValueError, RecursionError):
            continue
        kind, said = call[1], code[end : end + 600].split(")", 1)[0]
        if kind == "heatLayer":
            places = _line(known)
            dots += [(at, (228, 87, 86), 4.0) for at in places]
        elif kind in ("marker", "circleMarker", "circle"):
            name = _NAME.search(code, max(0, call.start() - 130), call.start())
            hue = pins.get(name[1] if name else "", _BLUE) if kind == "marker" else _said(said)
            at = _at(known)
            dots += [(at, hue, 11.0 if kind == "marker" else 9.0)] if at is not None else []
        else:
            marks += _outlined(kind, known, _said(said))
    if dots:
        places, hues = [at for at, _, _ in dots], [hue for _, hue, _ in dots]
        radii = [radius for _, _, radius in dots]
        if len(dots) > _MANY:
            return [*marks, Dots(places, hues)]
        marks.append(Dots(places, [WHITE] * len(dots), [radius + 2 for radius in radii], 1))
        marks.append(Dots(places, hues, radii, 1))
    return marks


def _outlined(kind: str, known: Any, hue: Colour) -> list[Mark]:
    nested = isinstance(known, list) and known and isinstance(known[0], list)
    deep = nested and known[0] and isinstance(known[0][0], list)
    found: list[Mark] = []
    for line in column(known, 200) if deep else [known]:
        if kind == "polygon" and isinstance(line, list) and line and isinstance(line[0], list):
            line = line[0] if line[0] and isinstance(line[0][0], list) else line
        places = _line(line)
        if kind == "rectangle" and len(places) == 2:
            (x0, y0), (x1, y1) = places
            places = [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]
        if len(places) > 1:
            found.append(
                Path(places, hue, 2.6) if kind == "polyline" else Area(places, hue, 0.5, (), hue)
            )
    return found


def _shaped(code: str) -> list[Mark]:
    """GeoJSON that is added to a layer, in the colours that the layer's function gives it."""
    stylers = dict(_STYLER.findall(code))
    marks: list[Mark] = []
    for call in _SHAPES.finditer(code):
        try:
            geojson, _ = _DECODER.raw_decode(code, call.end())
        except (ValueError, RecursionError):
            continue
        marks += shapes(geojson, _styled(stylers.get(call[1], "")))
    return marks


def _styled(body: str) -> Style:
    """The colour of each feature by the cases of the function with this body."""
    key = _KEY.search(body)
    path = key[1].split(".") if key else ["id"]
    hues: dict[str, Colour | None] = {}
    for cases, said in _CASE.findall(body):
        for value in _CASE_VALUE.findall(cases) or ["default"]:
            hues[value.strip().strip("\"'")] = _said(said, preferred="fillColor")

    def style(feature: dict[str, Any]) -> Colour | None:
        return hues.get(str(part(feature, *path[:-1]).get(path[-1])), hues.get("default"))

    return style


def _said(options: str, preferred: str = "") -> Colour:
    """The colour in the options of a call."""
    named = re.search(rf"\"{preferred}\": \"([^\"]{{1,60}})\"", options) if preferred else None
    match = named or _HUE.search(options)
    return (colour(match[1]) if match else None) or (51, 136, 255)


def _at(pair: Any) -> Place | None:
    """The place of a latitude and a longitude, in Leaflet's order."""
    if not isinstance(pair, list) or len(pair) < 2:
        return None
    return place(number(pair[1]), number(pair[0]))


def _line(value: Any) -> list[Place]:
    return [at for pair in column(value, MAX_POINTS // 10) if (at := _at(pair)) is not None]
