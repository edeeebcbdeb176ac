"""Trends: published weighted fits, the drop-one rule, and series cut at breaks."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parity.stats import trend as trends
from parity.stats.trend import Direction, Point, counted, estimated, segments, trend

from .golden import agrees, rows


def published(name: str) -> list[Point]:
    table = [row for row in rows("weighted_line") if row["sample"] == name]
    return [Point(float(row["x"]), float(row["y"]), float(row["sd"]) ** 2) for row in table]


@pytest.mark.parametrize("row", rows("weighted_fit"))
def test_the_weighted_fit_is_the_published_one(row):
    points = published(row["sample"])
    when, share = (np.array([point[i] for point in points]) for i in (0, 1))
    weights = np.array([point.variance for point in points]) ** -0.5
    slope, error_known, scatter = trends._line(when, share, weights)
    found = trend(points)
    figures = {"slope": slope, "slope_error_known": error_known, "slope_error_residual": error_known * scatter}
    if row["figure"] == "p_residual":
        assert scatter >= 1  # so the larger error is the residual one, and p is R's
        assert agrees(found.p, row, "value")
    else:
        assert agrees(figures[row["figure"]], row, "value")
        assert found.slope == pytest.approx(slope)


def flat_points(values, base=1000, first=2018):
    return [counted(first + i, round(value * base), base) for i, value in enumerate(values)]


def test_three_points_make_no_trend_however_steep():
    found = trend(flat_points([0.1, 0.3, 0.5]))
    assert found.direction is Direction.TOO_FEW_POINTS
    assert np.isnan(found.slope)


def test_a_steady_rise_and_a_steady_fall_are_said():
    assert trend(flat_points([0.10, 0.14, 0.19, 0.23, 0.27])).direction is Direction.RISE
    assert trend(flat_points([0.27, 0.23, 0.19, 0.14, 0.10])).direction is Direction.FALL
    assert trend(flat_points([0.20, 0.20, 0.20, 0.20])).direction is Direction.NO_CLEAR_TREND


def test_points_in_line_on_tiny_boards_are_no_trend():
    small = trend([counted(2018 + i, n, 10) for i, n in enumerate((1, 2, 3, 4))])
    assert small.direction is Direction.NO_CLEAR_TREND
    large = trend([counted(2018 + i, n * 100, 1000) for i, n in enumerate((1, 2, 3, 4))])
    assert large.direction is Direction.RISE


def test_a_trend_that_rests_on_one_point_is_not_said():
    points = [Point(2016.0 + i, 0.20 - 0.0001 * i, 1e-4) for i in range(9)] + [Point(2034.0, 0.40, 1e-4)]
    found = trend(points)
    assert found.p < 0.05
    assert found.slope > 0
    assert not found.holds_without_any_one
    assert found.direction is Direction.NO_CLEAR_TREND


shares = st.lists(st.integers(0, 60), min_size=4, max_size=9)


@given(shares)
def test_the_series_turned_upside_down_has_the_opposite_trend(counts):
    up = trend([counted(2010 + i, n, 60) for i, n in enumerate(counts)])
    down = trend([counted(2010 + i, 60 - n, 60) for i, n in enumerate(counts)])
    assert down.slope == pytest.approx(-up.slope, abs=1e-9)
    assert down.p == pytest.approx(up.p, abs=1e-9)
    opposite = {Direction.RISE: Direction.FALL, Direction.FALL: Direction.RISE}
    if min(abs(up.slope), abs(up.p - 0.05)) > 1e-9:
        assert down.direction is opposite.get(up.direction, up.direction)
    assert up.lower <= up.slope <= up.upper


@settings(max_examples=50)
@given(shares)
def test_a_rise_or_fall_survives_leaving_out_any_one_point(counts):
    points = [counted(2010 + i, n, 60) for i, n in enumerate(counts)]
    found = trend(points)
    if found.direction in (Direction.RISE, Direction.FALL) and len(points) > 4:
        for i in range(len(points)):
            assert trend(points[:i] + points[i + 1 :]).slope * found.slope > 0


def test_a_share_that_does_not_change_is_seldom_called_a_trend():
    rng = np.random.default_rng(1972)
    called = 0
    for _ in range(400):
        counts = rng.binomial(40, 0.25, 6)
        found = trend([counted(2018 + i, int(n), 40) for i, n in enumerate(counts)])
        called += found.direction in (Direction.RISE, Direction.FALL)
    assert called / 400 <= 0.05


years = st.lists(st.integers(2000, 2025), max_size=12)


@given(years, years)
def test_parts_hold_every_point_once_and_no_part_spans_a_break(whens, breaks):
    points = [Point(float(when), 0.5, 1.0) for when in whens]
    parts = segments(points, breaks)
    assert sorted(point for part in parts for point in part) == sorted(points)
    for part in parts:
        assert part
        assert not any(part[0].when < edge <= part[-1].when for edge in breaks)
    starts = [part[0].when for part in parts]
    assert starts == sorted(starts)
    assert len(parts) <= len(set(breaks)) + 1


def test_points_keep_their_share_and_never_weigh_infinitely():
    nobody = counted(2024, 0, 5)
    assert nobody.share == 0
    assert nobody.variance > counted(2024, 0, 50).variance > 0
    survey = estimated(2024, 0.40, 0.36, 0.44)
    assert survey.variance == pytest.approx((0.04 / 1.959964) ** 2, rel=1e-6)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: counted(2024, 5, 4), "is not an observation"),
        (lambda: counted(2024, 0, 0), "is not an observation"),
        (lambda: estimated(2024, 0.4, 0.5, 0.6), "inside its own interval"),
        (lambda: trend([Point(2024, 0.5, 0.0)] * 5), "sampling variance over 0"),
    ],
)
def test_impossible_observations_are_refused_in_a_sentence(call, words):
    with pytest.raises(ValueError, match=words):
        call()
