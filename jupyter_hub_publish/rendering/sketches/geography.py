"""Places and shapes of the world on a plane: as Leaflet's maps are, and as GeoJSON names them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from .colours import Colour, mixed
from .marks import Area, Dots, Mark, Path, Place
from .values import MAX_POINTS, number

_BLUE: Colour = (51, 136, 255)
_MAX_SHAPES = 5_000
_MAX_DEPTH = 8  # of collections in collections
_BLACK: Colour = (20, 20, 20)
Style = Callable[[dict[str, Any]], Colour | None]


def place(lon: float | None, lat: float | None) -> Place | None:
    """Where this is by Mercator's projection, in degrees of its equator."""
    if lon is None or lat is None or abs(lat) > 90 or abs(lon) > 720:
        return None
    bounded = math.radians(max(-84.0, min(84.0, lat)))
    return lon, math.degrees(math.log(math.tan(math.pi / 4 + bounded / 2)))


def shapes(geojson: object, style: Style) -> list[Mark]:
    """The shapes of any GeoJSON object, each in the colour of its feature or in a blue one."""
    known = list(islice(_features(geojson, 0), _MAX_SHAPES))
    drawing = _Drawing(sum(_counted(feature.get("geometry"), 0) for feature in known))
    for feature in known:
        drawing.geometry(feature.get("geometry"), style(feature) or _BLUE, 0)
        if len(drawing.marks) >= _MAX_SHAPES:
            break
    return drawing.marks


def _features(value: object, depth: int) -> Iterator[dict[str, Any]]:
    if not isinstance(value, dict) or depth > _MAX_DEPTH:
        return
    if value.get("type") == "FeatureCollection" and isinstance(value.get("features"), list):
        for feature in value["features"]:
            yield from _features(feature, depth + 1)
    elif value.get("type") == "Feature":
        yield value
    else:
        yield {"geometry": value}


class _Drawing:
    def __init__(self, places: int) -> None:
        self.marks: list[Mark] = []
        self._step = math.ceil(places / MAX_POINTS)
        self._left = 2 * MAX_POINTS

    def geometry(self, value: object, hue: Colour, depth: int) -> None:
        if not isinstance(value, dict) or depth > _MAX_DEPTH:
            return
        parts, kind = value.get("coordinates"), value.get("type")
        if kind == "GeometryCollection":
            for each in _listed(value.get("geometries")):
                self.geometry(each, hue, depth + 1)
        elif kind in ("Point", "MultiPoint"):
            places = self._places([parts] if kind == "Point" else parts)
            self.marks += [Dots(places, [hue] * len(places), [7.0] * len(places))] if places else []
        elif kind in ("LineString", "MultiLineString"):
            for line in [parts] if kind == "LineString" else _listed(parts):
                places = self._places(line)
                self.marks += [Path(places, hue, 2.6)] if len(places) > 1 else []
        elif kind in ("Polygon", "MultiPolygon"):
            for rings in [parts] if kind == "Polygon" else _listed(parts):
                known = [places for ring in _listed(rings) if (places := self._places(ring))]
                if known and len(self.marks) < _MAX_SHAPES:
                    edge = mixed(hue, _BLACK, 0.35)
                    self.marks.append(Area(known[0], hue, 0.62, known[1:200], edge))

    def _places(self, value: object) -> list[Place]:
        """Even samples of the line's places; of a short line all of them."""
        values = _listed(value)
        step = max(1, min(self._step, len(values) // 8))
        known = [
            found
            for pair in values[::step][: self._left]
            if isinstance(pair, list) and len(pair) >= 2
            if (found := place(number(pair[0]), number(pair[1]))) is not None
        ]
        self._left = max(0, self._left - len(known))
        return known


def _counted(value: object, depth: int) -> int:
    """About how many places the geometry has."""
    if isinstance(value, dict):
        value = value.get("coordinates") or value.get("geometries")
    if not isinstance(value, list) or depth > _MAX_DEPTH:
        return 0
    if value and isinstance(value[0], int | float):
        return 1
    return sum(_counted(part, depth + 1) for part in value)


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
