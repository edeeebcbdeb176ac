"""Where each area is on the map."""

import pytest
import shapely
from shapely.geometry import shape

from parity import shapes


def polygons(layer: str) -> dict[str, shapely.Geometry]:
    return {feature["id"]: shape(feature["geometry"]) for feature in shapes._layer(layer)["features"]}


@pytest.mark.parametrize("layer", ["authorities", "regions", "authorities-E12000007"])
def test_a_place_name_lies_inside_its_place(layer):
    table = shapes.names(layer)
    assert list(table.columns) == ["code", "name", "lon", "lat", "room"]
    assert table["room"].is_monotonic_decreasing
    drawn = polygons(layer)
    assert all(drawn[row.code].contains(shapely.Point(row.lon, row.lat)) for row in table.itertuples())


def test_bounds_hold_every_corner_of_the_layer_and_of_each_area():
    layer = "authorities-E12000007"
    drawn = polygons(layer)
    assert shapes.bounds(layer) == pytest.approx(tuple(shapely.total_bounds(list(drawn.values()))))
    boxes = shapes.bounds_of_areas(layer)
    assert boxes.keys() == drawn.keys()
    assert boxes["E09000028"] == pytest.approx(drawn["E09000028"].bounds)


def test_wards_have_no_boxes_of_their_own():
    assert shapes.bounds_of_areas("wards-E12000007") == {}


def test_the_small_map_shows_where_a_place_lies_and_stands_where_nothing_else_does():
    layer, whole = "authorities-E12000007", shapes.bounds("authorities-E12000007")
    london = shapes.locator(layer, frozenset(shapes.bounds_of_areas(layer)), whole)
    left, foot, right, top = london.box
    assert 0.7 * london.wide < left < right < london.wide and 0.2 * london.tall < foot < top < 0.35 * london.tall
    assert min(x for ring in london.rings for x, _ in ring) >= 0 and london.tall >= max(
        y for ring in london.rings for _, y in ring
    )
    assert sum(map(len, london.rings)) < 1_200  # it rides along with every map
    one = shapes.locator(layer, frozenset({"E09000001"}), shapes.bounds_of_areas(layer)["E09000001"])
    assert one.box[2] - one.box[0] == pytest.approx(shapes.SMALLEST) == one.box[3] - one.box[1]
    corners = shapes.locator(
        "authorities-E12000009",
        frozenset(shapes.bounds_of_areas("authorities-E12000009")),
        shapes.bounds("authorities-E12000009"),
    ).at
    assert corners == (0, 1)  # the South West lies along the sea: its upper left corner is water


def test_the_address_of_a_layer_changes_with_what_it_holds(monkeypatch, tmp_path):
    assert shapes.address("regions").startswith("app/static/shapes/regions.geojson?v=")
    (tmp_path / "regions.geojson").write_text("{}", encoding="utf-8")
    before = shapes.address("regions")
    monkeypatch.setattr(shapes, "FOLDER", tmp_path)
    assert shapes.address.__wrapped__("regions") != before


def test_hatching_lies_in_the_areas_it_is_asked_for_and_crosses_each():
    layer = "authorities-E12000007"
    boxes = shapes.bounds_of_areas(layer)
    codes = ("E09000004", "E09000028")
    lines = shapes.hatching(layer, codes, shapes.bounds(layer))
    assert len(lines.lon) == len(lines.lat) and lines.lon[2::3] == [None] * (len(lines.lon) // 3)
    inside = {code: 0 for code in codes}
    for x1, y1, x2, y2 in zip(lines.lon[::3], lines.lat[::3], lines.lon[1::3], lines.lat[1::3], strict=True):
        x, y = (x1 + x2) / 2, (y1 + y2) / 2
        of = [code for code in codes if boxes[code][0] <= x <= boxes[code][2] and boxes[code][1] <= y <= boxes[code][3]]
        assert of and y2 > y1
        inside[of[0]] += 1
    assert all(number >= 3 for number in inside.values())
    assert shapes.hatching(layer, (), shapes.bounds(layer)).lon == []
