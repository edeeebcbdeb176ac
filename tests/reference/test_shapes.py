"""The committed map shapes: all there, valid, fitting edge to edge, wound for the browser, and reproducible."""

import gzip
import json
from functools import cache
from pathlib import Path

import numpy
import pytest
import shapely

from parity.reference import shapes

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "static"
SOURCES = ROOT.parent / "shared" / "sources"
REGIONS = [f"E1200000{n}" for n in range(1, 10)] + ["W92000004"]
LAYERS = ["authorities", "regions", *(f"{kind}-{region}" for kind in ("wards", "authorities") for region in REGIONS)]


@cache
def features(layer: str) -> list[dict]:
    return json.loads((STATIC / "shapes" / f"{layer}.geojson").read_text(encoding="utf-8"))["features"]


@cache
def polygons(layer: str) -> dict[str, shapely.Geometry]:
    return {f["id"]: shapely.from_geojson(json.dumps(f["geometry"])) for f in features(layer)}


def in_metres(layer: str) -> numpy.ndarray:
    """Sizes to within a per cent or two are enough here, so a degree is 111.2 km north and 68.5 km east."""
    return shapely.transform(list(polygons(layer).values()), lambda points: points * [68_500, 111_200])


def test_every_ward_and_authority_is_drawn_once():
    wards = [f["id"] for region in REGIONS for f in features(f"wards-{region}")]
    assert len(wards) == len(set(wards)) == 7665
    authorities = [f["id"] for f in features("authorities")]
    assert len(authorities) == len(set(authorities)) == 331
    assert sorted(f["id"] for region in REGIONS for f in features(f"authorities-{region}")) == sorted(authorities)
    assert sorted(f["id"] for f in features("regions")) == REGIONS


def test_every_ward_names_an_authority_of_its_own_region():
    for region in REGIONS:
        authorities = {f["id"] for f in features(f"authorities-{region}")}
        assert {f["properties"]["authority"] for f in features(f"wards-{region}")} == authorities


def test_london_is_704_wards_in_33_boroughs():
    assert len(features("wards-E12000007")) == 704
    assert len(features("authorities-E12000007")) == 33


def test_a_ward_that_its_source_cuts_in_two_is_one_whole():
    (ward,) = [polygons("wards-E12000003")[f["id"]] for f in features("wards-E12000003") if f["id"] == "E05014284"]
    either_side = [shapely.Point(-0.507, 54.170), shapely.Point(-0.358, 54.180)]
    assert all(ward.contains(point) for point in either_side)


@pytest.mark.parametrize("layer", LAYERS)
def test_neighbours_meet_without_gap_or_overlap(layer):
    drawn = list(polygons(layer).values())
    assert shapely.is_valid(drawn).all()
    assert (shapely.area(drawn) > 0).all()
    assert shapely.coverage_is_valid(drawn)
    flat = in_metres(layer)
    together = shapely.union_all(flat)
    overlaps = shapely.area(flat).sum() - together.area
    holes = sum(shapely.Polygon(ring).area for part in shapely.get_parts(together) for ring in part.interiors)
    assert abs(overlaps) < 1, "square metres drawn twice"
    assert holes < 1, "square metres between areas that belong to none"


@pytest.mark.parametrize("layer", LAYERS)
def test_outer_rings_run_clockwise_or_the_browser_would_fill_the_globe(layer):
    for part in shapely.get_parts(list(polygons(layer).values())):
        assert not shapely.is_ccw(part.exterior)
        assert all(shapely.is_ccw(ring) for ring in part.interiors)


@pytest.mark.parametrize("region", REGIONS)
def test_wards_fill_their_authority_exactly(region):
    for code, outline in polygons(f"authorities-{region}").items():
        own = [polygons(f"wards-{region}")[f["id"]] for f in features(f"wards-{region}")
               if f["properties"]["authority"] == code]  # fmt: skip
        assert shapely.coverage_union_all(own).symmetric_difference(outline).area < 1e-9


def test_the_files_are_small_enough_for_a_phone():
    sizes = {layer: len(gzip.compress((STATIC / "shapes" / f"{layer}.geojson").read_bytes(), 6)) for layer in LAYERS}
    assert max(sizes.values()) < 150_000
    assert sum((STATIC / "shapes" / f"{layer}.geojson").stat().st_size for layer in LAYERS) < 5_500_000
    assert {path.stem for path in (STATIC / "shapes").glob("*.geojson")} == set(LAYERS)


@pytest.mark.skipif(not SOURCES.exists(), reason="the boundary sources are not beside this copy of the repository")
def test_the_committed_shapes_are_what_the_sources_give(tmp_path):
    shapes.produce_shapes(SOURCES, tmp_path)
    for layer in LAYERS:
        again = (tmp_path / "shapes" / f"{layer}.geojson").read_bytes()
        assert again == (STATIC / "shapes" / f"{layer}.geojson").read_bytes(), layer


@pytest.mark.skipif(not SOURCES.exists(), reason="the boundary sources are not beside this copy of the repository")
def test_no_ward_lost_its_ground_to_simplification():
    finest = shapes._wards(SOURCES)
    drawn = {code: shape for region in REGIONS for code, shape in polygons(f"wards-{region}").items()}
    metres = shapes.geopandas.GeoSeries([drawn[code] for code in finest.codes], crs=shapes.DEGREES).to_crs(
        shapes.METRES
    )
    shared = shapely.area(shapely.intersection(metres.values, finest.polygons))
    agreement = shared / shapely.area(shapely.union(metres.values, finest.polygons))
    assert agreement.min() > 0.85
    assert numpy.median(agreement) > 0.99
    assert abs(metres.area.sum() / shapely.area(finest.polygons).sum() - 1) < 0.001
