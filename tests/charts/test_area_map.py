"""Maps shade what the frame says, in five classes, and set apart what has no figure."""

import pandas
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parity import charts, tables

URL = "/app/static/shapes/wards-E12000007.geojson"
NAN = float("nan")


def wards(*values: float, **columns) -> pandas.DataFrame:
    codes = [f"E0500000{n}" for n in range(len(values))]
    frame = pandas.DataFrame({"code": codes, "name": [f"Ward {n}" for n in range(len(values))], "value": list(values)})
    return frame.assign(**columns)


def trace(figure, name):
    return next(each for each in figure.data if each.name == name)


def test_the_map_carries_codes_and_values_and_leaves_the_shapes_to_the_browser():
    frame = wards(0.05, 0.25, 0.35, 0.45, 0.95)
    figure, config = charts.area_map(frame, URL, title="Share", limits=(0.2, 0.3, 0.4, 0.5))
    drawn = trace(figure, "value")
    assert drawn.geojson == URL and drawn.featureidkey == "id"
    assert list(drawn.locations) == list(frame["code"])
    assert [row[1] for row in drawn.customdata] == list(frame["value"])
    assert list(drawn.z) == [0, 1, 2, 3, 4]
    assert config["topojsonURL"] == "/app/static/topo/"
    assert len(figure.to_json()) < 20_000


def test_an_area_without_a_figure_is_set_apart_counted_and_listed_never_pale():
    frame = wards(0.1, NAN, 0.4, mark=["", "[c]", ""])
    figure = charts.area_map(frame, URL, title="Share").figure
    assert list(trace(figure, "missing").locations) == ["E05000001"]
    assert "E05000001" not in trace(figure, "value").locations
    assert f"no{tables.NBSP}figure:{tables.NBSP}1" in [each.text for each in figure.layout.annotations]
    assert tables.MARKS["[c]"] in trace(figure, "missing").customdata[0][2]
    assert charts.without_figure(frame) == "Ward 1 [c]"


def test_all_missing_and_empty_frames_are_pictures_not_errors():
    figure = charts.area_map(wards(NAN, NAN), URL, title="Share").figure
    assert [each.name for each in figure.data] == ["missing"]
    empty = charts.area_map(wards(), URL, title="Share")
    assert not empty.figure.data
    assert "There are no areas" in empty.figure.layout.annotations[0].text
    assert charts.without_figure(wards()) == ""


def test_a_gap_is_shaded_around_parity():
    frame = wards(-0.4, -0.1, 0.0, 0.1, 0.4)
    drawn = trace(charts.area_map(frame, URL, title="Gap", unit="gap", limits=(-0.2, -0.05, 0.05, 0.2)).figure, "value")
    assert list(drawn.z) == [0, 1, 2, 3, 4]
    assert drawn.colorscale[0][1] == charts.look.LIGHT.below
    assert drawn.customdata[0][2] == "−40 points"


@given(st.lists(st.floats(0, 1), min_size=1, max_size=60))
def test_class_limits_of_shares_rise_and_lie_among_the_values(values):
    limits = charts.class_limits(values)
    assert list(limits) == sorted(limits) and len(limits) == 4
    if len(set(values)) > 1:
        assert limits[-1] <= max(values) + 1e-3


@given(st.lists(st.floats(-1, 1), min_size=1, max_size=60))
def test_class_limits_of_gaps_are_the_same_on_both_sides_of_parity(values):
    low, inner_low, inner_high, high = charts.class_limits(values, unit="gap")
    assert (low, inner_low) == (-high, -inner_high)
    assert 0 < inner_high < high


def test_limits_that_do_not_make_five_classes_are_refused():
    with pytest.raises(ValueError, match="four limits in rising order"):
        charts.area_map(wards(0.1, 0.2), URL, title="Share", limits=(0.3, 0.2, 0.4, 0.5))


def test_the_key_prints_the_limits_with_their_unit_under_the_title():
    figure = charts.area_map(wards(0.1, 0.9), URL, title="Share of <b>residents", limits=(0.2, 0.3, 0.45, 0.6)).figure
    said = [each.text for each in figure.layout.annotations]
    assert "Share of &lt;b&gt;residents" in said
    assert [f"{n}{tables.NBSP}%" for n in (20, 30, 45, 60)] == said[1:5]


def test_outlines_names_and_the_chosen_area_lie_over_the_shades():
    frame = wards(0.1, 0.2, 0.6, authority="E09000001", within="City of <i>London")
    names = pandas.DataFrame({"name": ["Far", "Near", "Same place"], "lon": [0.0, 0.5, 0.5], "lat": [51.0, 51.5, 51.5]})
    figure = charts.area_map(
        frame, URL, title="Share", outlines_url="/o.geojson", names=names, chosen="E05000001", bounds=(0, 51, 1, 52)
    ).figure
    assert [each.name for each in figure.data] == ["value", "outline", "outline", "names"]
    assert list(figure.data[1].locations) == ["E09000001"] and list(figure.data[2].locations) == ["E05000001"]
    assert list(figure.data[3].text) == ["Far", "Near"], "a name that would touch another is left out"
    assert "City of &lt;i&gt;London" in figure.data[0].customdata[0][0]
    assert figure.layout.geo.lonaxis.range[0] < 0 < 1 < figure.layout.geo.lonaxis.range[1]


def test_the_sentence_names_the_lowest_and_highest():
    said = charts.describe_map(wards(0.1, 0.2, 0.9, NAN), title="residents").replace(tables.NBSP, " ")
    assert said == (
        "Map of residents in 4 areas: lowest Ward 0 (10 %), middle Ward 1 (20 %), highest Ward 2 (90 %); "
        "1 without a figure."
    )


def test_what_has_no_figure_is_hatched_under_the_outlines_and_only_then():
    lines = ([0.1, 0.2, None], [51.1, 51.2, None])
    figure = charts.area_map(wards(0.1, NAN), URL, title="Share", hatching=lines).figure
    assert [each.name for each in figure.data] == ["value", "missing", "hatching"]
    assert "hatching" not in [
        each.name for each in charts.area_map(wards(0.1, 0.2), URL, title="S", hatching=lines).figure.data
    ]


def test_counts_have_none_apart_and_say_what_each_shade_stands_for():
    figure = charts.area_map(wards(0, 1, 2, 3, 9), URL, title="Opportunities", unit="count").figure
    said = [each.text for each in figure.layout.annotations]
    assert said[1:6] == ["none", "1 to 3", "4 to 6", "7 to 9", "10 +"]
    assert list(trace(figure, "value").z) == [0, 1, 1, 1, 3]
    assert trace(figure, "value").customdata[4][2] == "9"


def test_rates_have_none_apart_and_a_change_is_not_shaded_as_a_verdict():
    figure = charts.area_map(wards(0, 0, 0.5, 1, 2, 4), URL, title="Rate", unit="rate").figure
    assert "none" in [each.text for each in figure.layout.annotations]
    assert list(trace(figure, "value").z)[:2] == [0, 0] and min(list(trace(figure, "value").z)[2:]) == 1
    change = charts.area_map(wards(-0.1, 0.1), URL, title="Change", unit="change").figure
    assert trace(change, "value").colorscale[0][1] == charts.look.LIGHT.sequential[0]
    assert trace(change, "value").customdata[0][2] == "−10 points"


@given(st.lists(st.floats(0, 1000), min_size=1, max_size=60))
def test_class_limits_of_rates_rise(values):
    limits = charts.class_limits(values, unit="rate")
    assert list(limits) == sorted(limits) and len(limits) == 4
