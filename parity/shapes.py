"""Where each area is on the map: read from the committed shapes, which the browser fetches itself."""

import hashlib
import json
import math
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import pandas as pd

from parity.places import PROJECT

HATCHES = 90  # lines across a whole map
TALL, SMALLEST = 72, 5  # pixels: the small map of England and Wales, and the least that a place on it measures
PHONE = (340, 400)  # pixels of a map on a phone
FOLDER = PROJECT / "static" / "shapes"
ADDRESS = "app/static/shapes"  # where the server shows the folder to a browser


class Lines(NamedTuple):
    """Points of lines in degrees, with None where one line ends and the next begins."""

    lon: list[float | None]
    lat: list[float | None]


class Locator(NamedTuple):
    """A small map of England and Wales in pixels from its lower left corner: the rings of its regions, and a place in it.

    `box` is left, bottom, right and top of the place; `at` is the corner of a larger map that it can stand in, as (0 or 1
    from the left, 0 or 1 from the foot).
    """

    rings: tuple[tuple[tuple[int, int], ...], ...]
    box: tuple[float, float, float, float]
    wide: int
    tall: int
    at: tuple[int, int]


@lru_cache(maxsize=64)
def address(layer: str) -> str:
    """The address a browser fetches a layer from: with what its content amounts to, so that it is fetched once for good."""
    return f"{ADDRESS}/{layer}.geojson?v={hashlib.sha256((FOLDER / f'{layer}.geojson').read_bytes()).hexdigest()[:12]}"


@lru_cache(maxsize=32)
def names(layer: str = "authorities") -> pd.DataFrame:
    """One row per area of a layer, the roomiest first: code, name, and where its name fits.

    lon and lat in degrees, room in kilometres around that point. Not for wards, which carry no names on a map.
    """
    columns = ["code", "name", "lon", "lat", "room"]
    rows = [[feature["properties"][key] for key in columns] for feature in _layer(layer)["features"]]
    table = pd.DataFrame(rows, columns=columns)
    return table.sort_values(["room", "code"], ascending=[False, True], ignore_index=True)


@lru_cache(maxsize=32)
def bounds(layer: str) -> tuple[float, float, float, float]:
    """West, south, east and north of a whole layer, in degrees."""
    return tuple(_layer(layer)["bbox"])


@lru_cache(maxsize=32)
def bounds_of_areas(layer: str) -> dict[str, tuple[float, float, float, float]]:
    """West, south, east and north of each area of a layer, by code."""
    return {feature["id"]: tuple(feature["bbox"]) for feature in _layer(layer)["features"] if "bbox" in feature}


@lru_cache(maxsize=64)
def hatching(layer: str, codes: tuple[str, ...], bounds: tuple[float, float, float, float]) -> Lines:
    """Parallel lines across these areas, slanting up at about 45 degrees on the map: lon and lat, None between lines.

    The spacing follows from `bounds` (west, south, east, north of what is shown), so that the hatching of every area
    joins up and a large map has no more lines than a small one.
    """
    west, south, east, north = bounds
    squash = math.cos(math.radians((south + north) / 2))
    apart = max((east - west) * squash + north - south, 1e-6) / HATCHES
    lons: list[float | None] = []
    lats: list[float | None] = []
    wanted = set(codes)
    for feature in _layer(layer)["features"]:
        if feature["id"] not in wanted:
            continue
        crossings: dict[int, list[tuple[float, float]]] = {}
        for ring in _rings(feature["geometry"]):
            for (x1, y1), (x2, y2) in pairwise(ring):
                along1, along2 = (y1 - x1 * squash) / apart, (y2 - x2 * squash) / apart
                low, high = min(along1, along2), max(along1, along2)
                for line in range(math.ceil(low), math.ceil(high)):  # half open: a corner counts once
                    share = (line - along1) / (along2 - along1)
                    crossings.setdefault(line, []).append((x1 + share * (x2 - x1), y1 + share * (y2 - y1)))
        for points in crossings.values():
            points.sort()
            for start, end in zip(points[::2], points[1::2], strict=False):
                lons += [round(start[0], 4), round(end[0], 4), None]
                lats += [round(start[1], 4), round(end[1], 4), None]
    return Lines(lons, lats)


@lru_cache(maxsize=64)
def locator(layer: str, codes: frozenset[str], bounds: tuple[float, float, float, float]) -> Locator:
    """Where a map of these areas of a layer, `bounds` of which are shown, lies in England and Wales.

    It stands in the corner of that map that is emptiest on a phone.
    """
    west, south, _, north = _layer("regions")["bbox"]
    squash, scale = math.cos(math.radians((south + north) / 2)), TALL / (north - south)

    def at(lon: float, lat: float) -> tuple[float, float]:
        return (lon - west) * squash * scale, (lat - south) * scale

    rings = []
    for feature in _layer("regions")["features"]:
        for ring in _rings(feature["geometry"]):
            points = [tuple(map(round, at(*point))) for point in ring]
            kept = tuple(point for n, point in enumerate(points) if n == 0 or point != points[n - 1])
            if len(kept) > 5:  # an island of a pixel or two is none
                rings.append(kept)
    wide = max(x for ring in rings for x, _ in ring)
    left, foot, right, top = *at(*bounds[:2]), *at(*bounds[2:])
    more = [max(0.0, (SMALLEST - (high - low)) / 2) for low, high in ((left, right), (foot, top))]
    box = tuple(round(each, 1) for each in (left - more[0], foot - more[1], right + more[0], top + more[1]))
    return Locator(tuple(rings), box, wide, TALL, _emptiest(layer, codes, bounds, wide))


def _emptiest(
    layer: str, codes: frozenset[str], bounds: tuple[float, float, float, float], wide: int
) -> tuple[int, int]:
    """The corner of a map on a phone that the fewest points of its outlines lie in; the upper left one of the free."""
    west, south, east, north = bounds
    squash = math.cos(math.radians((south + north) / 2))
    scale = min(PHONE[0] / ((east - west) * squash), PHONE[1] / (north - south))
    left, foot = (PHONE[0] - (east - west) * squash * scale) / 2, (PHONE[1] - (north - south) * scale) / 2
    points = [
        (left + (lon - west) * squash * scale, foot + (lat - south) * scale)
        for feature in _layer(layer)["features"]
        if feature["id"] in codes
        for ring in _rings(feature["geometry"])
        for lon, lat in ring
    ]

    def taken(corner: tuple[int, int]) -> int:
        x, y = corner[0] * (PHONE[0] - wide), corner[1] * (PHONE[1] - TALL)
        return sum(x <= across <= x + wide and y <= up <= y + TALL for across, up in points)

    return min(((0, 1), (1, 1), (1, 0), (0, 0)), key=taken)


def _rings(geometry: dict) -> Iterator[list]:
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    for polygon in polygons:
        yield from polygon


@lru_cache(maxsize=4)
def _layer(layer: str) -> dict:
    return json.loads((FOLDER / f"{layer}.geojson").read_text(encoding="utf-8"))
