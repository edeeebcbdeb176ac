"""Who stays: textbook curves, intervals and tests, and what every curve must do."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parity.stats import survival

from .golden import agrees, rows


def sample(name: str) -> tuple[list[float], list[bool]]:
    table = [row for row in rows("survival_data") if row["sample"] == name]
    assert table, name
    return [float(row["time"]) for row in table], [row["left"] == "1" for row in table]


@pytest.mark.parametrize("row", rows("survival_curve"))
def test_the_share_staying_is_the_published_one(row):
    curve = survival.staying(*sample(row["sample"]), minimum=1)
    step = list(curve.time).index(float(row["time"]))
    assert abs(curve.staying[step] - float(row["staying"])) <= 1.0001 * 10 ** -int(row["decimals"])


@pytest.mark.parametrize("row", rows("survival_interval"))
def test_the_interval_of_the_share_staying_is_the_published_one(row):
    curve = survival.staying(*sample(row["sample"]), minimum=1)
    step = list(curve.time).index(float(row["time"]))
    for name, limits in (("lower", curve.lower), ("upper", curve.upper)):
        assert abs(limits[step] - float(row[name])) <= 10 ** -int(row["decimals"])


@pytest.mark.parametrize("row", rows("log_rank"))
def test_the_log_rank_statistic_is_the_published_one(row):
    found = survival.log_rank(*sample(row["first"]), *sample(row["second"]), minimum=1)
    assert agrees(found.chi_squared, row, "chi_squared")
    if row["p"]:
        assert agrees(found.p, row, "p")
    else:
        assert found.p < 0.001


def test_medians_and_numbers_at_risk_of_the_6_mp_trial():
    # R survfit prints medians 23 and 8; numbers at risk at the leaving times are those of the textbook table.
    treated, placebo = (survival.staying(*sample(name), minimum=1) for name in ("6-MP", "6-MP placebo"))
    assert survival.median(treated).time == 23
    assert survival.median(treated).upper is None
    assert survival.median(placebo).time == 8
    at_risk = dict(zip(treated.time.tolist(), treated.at_risk.tolist(), strict=True))
    assert [at_risk[week] for week in (6, 7, 10, 13, 16, 22, 23)] == [21, 17, 15, 12, 11, 7, 6]


def test_nothing_is_drawn_where_fewer_than_ten_are_at_risk():
    curve = survival.staying(*sample("6-MP"))
    assert curve.time[-1] == 17
    assert curve.at_risk.min() == 10
    # The curve stops above a half, but its lower limit has come down to one: half stay 13 weeks or more.
    assert survival.median(curve) == (None, 13, None)
    assert len(survival.staying([1.0] * 9, [True] * 9).time) == 0
    assert np.isnan(survival.share_staying(survival.staying([], []), 1))
    assert survival.log_rank([1.0] * 9, [True] * 9, [1.0] * 30, [True] * 30) is None


def test_the_share_staying_is_read_between_steps_and_not_beyond_the_curve():
    curve = survival.staying(*sample("6-MP"), minimum=1)
    assert survival.share_staying(curve, 0) == 1
    assert survival.share_staying(curve, 6) == pytest.approx(18 / 21)
    assert survival.share_staying(curve, 6.9) == pytest.approx(18 / 21)
    assert np.isnan(survival.share_staying(curve, 36))


holdings = st.lists(st.tuples(st.integers(0, 12), st.booleans()), min_size=1, max_size=25)


@given(holdings)
def test_the_curve_equals_the_product_worked_out_by_hand_and_never_rises(held):
    durations, left = [time for time, _ in held], [ended for _, ended in held]
    curve = survival.staying(durations, left, minimum=1)
    by_hand, share = [], Fraction(1)
    for time in sorted(set(durations)):
        at_risk = sum(duration >= time for duration in durations)
        gone = sum(ended for duration, ended in held if duration == time)
        share *= 1 - Fraction(gone, at_risk)
        by_hand.append((time, at_risk, gone, float(share)))
    found = zip(curve.time, curve.at_risk, curve.left, curve.staying, strict=True)
    assert list(found) == [pytest.approx(step) for step in by_hand]
    assert (np.diff(curve.staying) <= 1e-12).all()
    known = ~np.isnan(curve.lower)
    assert (curve.lower[known] <= curve.staying[known] + 1e-12).all()
    assert (curve.staying[known] <= curve.upper[known] + 1e-12).all()
    assert (curve.lower[known] >= 0).all()
    assert (curve.upper[known] <= 1).all()


@given(holdings)
def test_with_nobody_still_serving_the_curve_is_the_plain_share(held):
    durations = [time for time, _ in held]
    curve = survival.staying(durations, [True] * len(durations), minimum=1)
    for time, share in zip(curve.time, curve.staying, strict=True):
        assert share == pytest.approx(sum(d > time for d in durations) / len(durations), abs=1e-12)


@given(holdings, holdings)
def test_the_log_rank_test_does_not_care_which_group_is_named_first(one, other):
    first, second = (tuple(zip(*group, strict=True)) for group in (one, other))
    found, turned = (survival.log_rank(*a, *b, minimum=1) for a, b in ((first, second), (second, first)))
    if found is None:
        assert turned is None
    else:
        assert tuple(found) == pytest.approx(tuple(turned), abs=1e-9)
        assert 0 <= found.p <= 1


def test_groups_that_leave_alike_do_not_differ():
    assert survival.log_rank(*sample("6-MP"), *sample("6-MP")).chi_squared == pytest.approx(0, abs=1e-12)
    assert survival.log_rank([5] * 12, [False] * 12, [6] * 12, [False] * 12) is None


@pytest.mark.parametrize(
    ("durations", "left", "words"),
    [
        ([-1], [True], "less than no time"),
        ([float("nan")], [True], "less than no time"),
        ([1, 2], [True], "one answer"),
    ],
)
def test_impossible_holdings_are_refused_in_a_sentence(durations, left, words):
    with pytest.raises(ValueError, match=words):
        survival.staying(durations, left)
