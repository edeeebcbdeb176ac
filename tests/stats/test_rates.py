"""Rates: published Poisson limits, and what a rate may never do."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parity.stats.rates import rate, rate_ratio

from .golden import agrees, numbers, rows


@pytest.mark.parametrize("row", rows("rate"))
def test_the_limits_of_a_rate_are_the_published_ones(row):
    count, residents, confidence = numbers(row, "count", "residents", "confidence")
    found = rate(count, residents, 1, confidence)
    assert agrees(found.lower, row, "lower")
    assert agrees(found.upper, row, "upper")


@given(st.integers(0, 3_000), st.integers(1, 10**6))
def test_limits_hold_the_rate_and_leave_out_exactly_what_chance_leaves_out(count, residents):
    from scipy.stats import poisson

    found = rate(count, residents)
    assert 0 <= found.lower <= found.value <= found.upper
    assert poisson.cdf(count, found.upper * residents / 1_000) == pytest.approx(0.025, rel=1e-6)
    if count:
        assert poisson.sf(count - 1, found.lower * residents / 1_000) == pytest.approx(0.025, rel=1e-6)
    assert rate(count, residents, 10_000).value == pytest.approx(10 * found.value)


def test_nobody_to_come_has_no_rate():
    assert all(math.isnan(x) for x in rate(0, 0))
    for count, residents in ((-1, 10), (1, -10)):
        with pytest.raises(ValueError, match="cannot be negative"):
            rate(count, residents)


def test_two_rates_alike_do_not_differ_and_rs_example_does_as_r_says():
    assert rate_ratio(10, 1_000, 20, 2_000) == (1, 1)
    ratio, p = rate_ratio(11, 800, 21, 3_011)  # R documentation of poisson.test: Fredericia against three cities
    assert ratio == pytest.approx(1.971488)
    assert p == pytest.approx(0.07967, abs=5e-6)
    assert rate_ratio(3, 800, 0, 3_011)[0] == math.inf
    assert math.isnan(rate_ratio(0, 800, 0, 3_011)[0])
    with pytest.raises(ValueError, match="needs residents"):
        rate_ratio(1, 0, 1, 5)
