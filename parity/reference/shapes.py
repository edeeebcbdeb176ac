"""Map shapes: official boundaries made small enough for a browser, still fitting edge to edge.

Run once when boundaries change; the app only serves the files this writes under `static/shapes/`.
"""

import gzip
import json
from pathlib import Path
from typing import NamedTuple

import geopandas
import numpy
import pandas
import shapely

WALES = "W92000004"
METRES, DEGREES = 27700, 4326
KILOMETRES = 111.2  # in a degree of latitude
DECIMALS = 5  # about a metre; with four, narrow necks fold over themselves
WARD_TOLERANCE = 50.0  # metres, under a pixel when London fills a laptop's screen
NATION_TOLERANCE = 900.0
REGION_TOLERANCE = 1500.0
LABEL = ("lon", "lat", "room")
GAP, SNAP = 2000.0, 5.0  # metres: strips narrower than GAP are filled, points closer than SNAP are one
SPLINTER = 0.02  # a cut-off part smaller than this share of its ward is an artefact of the coarser outline


class Layer(NamedTuple):
    """One row per area: parallel arrays of code, name, the authority and region it lies in, and polygon."""

    codes: numpy.ndarray
    names: numpy.ndarray
    authorities: numpy.ndarray
    regions: numpy.ndarray
    polygons: numpy.ndarray


def produce_shapes(source: Path, static: Path) -> None:
    """Write every map shape under `static/shapes/`, the same bytes each time from the same sources.

    All levels come from one set of wards, so a ward never crosses its authority's outline on screen:
    `wards-<region>.geojson` and `authorities-<region>.geojson` share their edges vertex for vertex;
    `authorities.geojson` (England and Wales) and `regions.geojson` are drawn more coarsely.
    A feature's `id` is its area code; a ward also carries `authority`, an authority also carries `region` and
    the place for its name (`lon`, `lat`, and `room`, the kilometres free around it). Every file and every feature but
    the wards has its `bbox`. Outer rings run clockwise: the other way round, d3 fills the globe.

    Raises ValueError when the boundary files and the lookups name different areas.
    """
    wards = _wards(source)
    authorities = _authority_names(source)
    if missing := set(authorities.index) ^ set(wards.authorities):
        raise ValueError(f"authorities of the boundary file and of the ward lookup differ: {sorted(missing)}")
    folder = static / "shapes"
    folder.mkdir(parents=True, exist_ok=True)

    fine = wards._replace(polygons=_simplified(wards.polygons, WARD_TOLERANCE))
    outlines = _dissolved(fine, fine.authorities, authorities)
    for region in sorted(set(wards.regions)):
        _write(folder / f"wards-{region}.geojson", _of_region(fine, region), ("authority",))
        _write(folder / f"authorities-{region}.geojson", _of_region(outlines, region), ("region", *LABEL))

    whole = _dissolved(wards, wards.authorities, authorities)
    coarse = whole._replace(polygons=_simplified(whole.polygons, NATION_TOLERANCE))
    _write(folder / "authorities.geojson", coarse, ("region", *LABEL))
    regions = _dissolved(whole, whole.regions, _region_names(source))
    regions = regions._replace(polygons=_simplified(regions.polygons, REGION_TOLERANCE))
    _write(folder / "regions.geojson", regions, LABEL)


def _wards(source: Path) -> Layer:
    """Wards of December 2022 in metres, from the best outline there is for each.

    The 2022 file was thinned by its carrier until some wards overlapped their true area by a quarter only. Wards
    of 2025 that kept their code kept their boundary, so London and most of the West Midlands take the finer
    2025 outline, and the coarser neighbours give way to it.
    """
    table = _read(source, "wd22_ew_bsc.geojson.gz").dissolve("ward22_code").sort_index()  # E05014284 is in two parts
    finer = _read(source, "wd25_london_westmidlands8_bgc.geojson.gz").set_index("WD25CD").geometry
    is_fine = table.index.isin(finer.index)
    polygons = numpy.array(table.geometry.values, dtype=object)
    polygons[is_fine] = finer.loc[table.index[is_fine]].values
    regions = table["lad22_code"].map(_regions(source)).fillna(WALES)
    if strays := sorted(set(table["lad22_code"][(regions == WALES) & table.index.str.startswith("E")])):
        raise ValueError(f"no region is known for authorities {strays}")
    return Layer(
        table.index.to_numpy(),
        table["ward22_name"].to_numpy(),
        table["lad22_code"].to_numpy(),
        regions.to_numpy(),
        _fitted(polygons, is_fine),
    )


def _fitted(polygons: numpy.ndarray, is_fine: numpy.ndarray) -> numpy.ndarray:
    """The same areas with the others cut back, or filled out, to meet the fine ones exactly."""
    cover = shapely.union_all(polygons[is_fine])
    shapely.prepare(cover)
    border = numpy.flatnonzero(~is_fine & shapely.intersects(cover, polygons))
    polygons = polygons.copy()
    polygons[border] = [_without_splinters(p) for p in shapely.difference(polygons[border], cover)]
    # The source had no holes, so every hole now is a strip between old and new outline: it goes to the old side.
    outline = shapely.union_all(polygons)
    rings = [ring for part in shapely.get_parts(outline) for ring in part.interiors]
    for gap in shapely.polygons(rings):
        shared = shapely.length(shapely.intersection(shapely.boundary(polygons[border]), shapely.boundary(gap)))
        if shared.any():
            nearest = border[shared.argmax()]
            polygons[nearest] = _without_splinters(shapely.union(polygons[nearest], gap))
    return shapely.coverage_clean(polygons, gap_width=GAP, snapping_distance=SNAP)


def _without_splinters(polygon: shapely.Geometry) -> shapely.Geometry:
    parts = [p for p in shapely.get_parts(polygon) if p.geom_type == "Polygon"]
    whole = sum(p.area for p in parts)
    return shapely.multipolygons([p for p in parts if p.area > SPLINTER * whole])


def _simplified(polygons: numpy.ndarray, tolerance: float) -> numpy.ndarray:
    """Polygons in metres, simplified together, as degrees rounded to DECIMALS: neighbours round to the same point."""
    simple = geopandas.GeoSeries(shapely.coverage_simplify(polygons, tolerance), crs=METRES).to_crs(DEGREES)
    rounded = shapely.transform(simple.values, lambda points: numpy.round(points, DECIMALS))
    if not (shapely.is_valid(rounded).all() and shapely.coverage_is_valid(rounded)):
        raise ValueError(f"rounding to {DECIMALS} decimals breaks the fit between neighbours: keep more decimals")
    return shapely.remove_repeated_points(rounded, 0)


def _dissolved(layer: Layer, groups: numpy.ndarray, names: pandas.Series) -> Layer:
    """One row per group: its areas joined along their shared edges, without moving a vertex."""
    codes = numpy.array(sorted(set(groups)), dtype=object)
    of_region = pandas.Series(layer.regions, index=groups).groupby(level=0).first()
    return Layer(
        codes,
        names.loc[codes].to_numpy(),
        codes,
        of_region.loc[codes].to_numpy(),
        numpy.array([shapely.coverage_union_all(layer.polygons[groups == code]) for code in codes], dtype=object),
    )


def _of_region(layer: Layer, region: str) -> Layer:
    keep = layer.regions == region
    return Layer(*(column[keep] for column in layer))


def _write(path: Path, layer: Layer, extra: tuple[str, ...]) -> None:
    """GeoJSON, one feature a line in order of code, so that a changed boundary is a changed line."""
    clockwise = shapely.orient_polygons(layer.polygons, exterior_cw=True)
    lines = []
    for code, name, authority, region, polygon in sorted(
        zip(layer.codes, layer.names, layer.authorities, layer.regions, clockwise, strict=True), key=lambda row: row[0]
    ):
        spot = shapely.maximum_inscribed_circle(max(shapely.get_parts(polygon), key=shapely.area))
        (lon, lat), room = spot.coords[0], shapely.length(spot) * KILOMETRES
        known = {
            "authority": authority,
            "region": region,
            "lon": round(lon, 3),
            "lat": round(lat, 3),
            "room": round(room, 1),
        }
        feature = {
            "type": "Feature",
            "id": code,
            "properties": {"code": code, "name": name} | {k: known[k] for k in extra},
        }
        if extra[-1:] == LABEL[-1:]:
            feature["bbox"] = [round(edge, DECIMALS) for edge in shapely.bounds(polygon).tolist()]
        feature["geometry"] = json.loads(shapely.to_geojson(polygon))
        lines.append(json.dumps(feature, ensure_ascii=False, separators=(",", ":")))
    box = [round(edge, DECIMALS) for edge in shapely.total_bounds(clockwise).tolist()]
    text = f'{{"type":"FeatureCollection","bbox":{json.dumps(box)},"features":[\n' + ",\n".join(lines) + "\n]}\n"
    path.write_text(text, encoding="utf-8", newline="\n")


def _read(source: Path, name: str) -> geopandas.GeoDataFrame:
    with gzip.open(source / "boundaries" / name) as stream:
        return geopandas.read_file(stream).to_crs(METRES)


def _regions(source: Path) -> pandas.Series:
    lookup = pandas.read_csv(source / "lookups" / "ons_lad21_rgn21.csv", dtype=str)
    return lookup.set_index("ltla21_code")["region21_code"]


def _region_names(source: Path) -> pandas.Series:
    lookup = pandas.read_csv(source / "lookups" / "ons_lad21_rgn21.csv", dtype=str)
    names = lookup.drop_duplicates("region21_code").set_index("region21_code")["region21_name"]
    return pandas.concat([names, pandas.Series({WALES: "Wales"})])


def _authority_names(source: Path) -> pandas.Series:
    """Names of the 331 authorities of December 2021, by code."""
    return _read(source, "lad21_ew_buc.geojson.gz").set_index("ltla21_code")["ltla21_name"].sort_index()
