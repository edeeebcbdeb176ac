"""Where each area is on the map: read from the committed shapes, which the browser fetches itself."""

import json
from functools import lru_cache

import pandas as pd

from parity.places import PROJECT

FOLDER = PROJECT / "static" / "shapes"
ADDRESS = "app/static/shapes"  # where the server shows the folder to a browser


def address(layer: str) -> str:
    """The address a browser fetches a layer from."""
    return f"{ADDRESS}/{layer}.geojson"


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


def _layer(layer: str) -> dict:
    return json.loads((FOLDER / f"{layer}.geojson").read_text(encoding="utf-8"))
