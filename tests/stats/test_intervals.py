"""Intervals: published values, agreement with SciPy, bounds and symmetry."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parity.stats import intervals

from .golden import agrees, numbers, rows

counts_of_bases = st.integers(1, 400).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base)))
confidences = st.sampled_from([0.8, 0.95, 0.99, 0.998])


@pytest.mark.parametrize("row", rows("wilson"))
def test_the_wilson_interval_is_the_published_one(row):
    interval = intervals.wilson(*numbers(row, "count", "base", "confidence"))
    assert agrees(interval.lower, row, "lower")
    assert agrees(interval.upper, row, "upper")


@pytest.mark.parametrize("row", rows("difference"))
def test_the_interval_of_a_difference_is_the_published_one(row):
    found = intervals.difference(*numbers(row, "count1", "base1", "count2", "base2"))
    assert agrees(found.lower, row, "lower")
    assert agrees(found.upper, row, "upper")


@given(counts_of_bases, confidences)
def test_wilson_agrees_with_scipy_and_holds_the_share_within_0_and_1(pair, confidence):
    from scipy.stats import binomtest

    count, base = pair
    lower, upper = intervals.wilson(count, base, confidence)
    known = binomtest(count, base).proportion_ci(confidence, method="wilson")
    assert (lower, upper) == pytest.approx((known.low, known.high), abs=1e-12)
    assert 0 <= lower <= count / base <= upper <= 1


@given(counts_of_bases, confidences)
def test_wilson_of_the_others_is_the_mirror_image(pair, confidence):
    count, base = pair
    lower, upper = intervals.wilson(count, base, confidence)
    mirrored = intervals.wilson(base - count, base, confidence)
    assert mirrored == pytest.approx((1 - upper, 1 - lower), abs=1e-12)


@given(counts_of_bases)
def test_more_confidence_never_narrows_an_interval(pair):
    narrow, wide = intervals.wilson(*pair, 0.95), intervals.wilson(*pair, 0.998)
    assert wide.lower <= narrow.lower
    assert narrow.upper <= wide.upper


def test_arrays_give_what_each_number_gives_and_an_empty_base_gives_nan():
    found = intervals.wilson(np.array([0, 3, 18, 0]), np.array([20, 18, 18, 0]))
    for i, (count, base) in enumerate([(0, 20), (3, 18), (18, 18)]):
        alone = intervals.wilson(count, base)
        assert (found.lower[i], found.upper[i]) == alone
    assert np.isnan(found.lower[3])
    assert np.isnan(found.upper[3])
    assert isinstance(intervals.wilson(3, 18).lower, float)


def test_none_is_exactly_none_and_all_exactly_all():
    bases = np.arange(1, 500)
    for confidence in (0.8, 0.9, 0.95, 0.99, 0.998):
        assert (intervals.wilson(0, bases, confidence).lower == 0).all()
        assert (intervals.wilson(bases, bases, confidence).upper == 1).all()


@given(counts_of_bases, counts_of_bases)
def test_a_difference_turned_round_changes_sign_and_stays_within_bounds(first, second):
    one = intervals.difference(*first, *second)
    other = intervals.difference(*second, *first)
    assert (one.value, one.lower, one.upper) == pytest.approx((-other.value, -other.upper, -other.lower), abs=1e-12)
    assert -1 <= one.lower <= one.value <= one.upper <= 1


@pytest.mark.parametrize(
    ("case", "clear"),
    [((56, 70, 48, 80), True), ((48, 80, 56, 70), True), ((5, 56, 0, 29), False), ((0, 0, 5, 9), False)],
)
def test_a_difference_is_clear_when_its_interval_leaves_0_out_and_never_when_a_limit_is_missing(case, clear):
    assert intervals.difference(*case).clear is clear


@given(counts_of_bases, st.floats(0, 1))
def test_against_a_reference_without_error_a_difference_is_the_shares_own_interval_shifted(pair, reference):
    share, interval = pair[0] / pair[1], intervals.wilson(*pair)
    found = intervals.square_and_add(share, interval, reference, (reference, reference))
    assert (found.lower, found.upper) == pytest.approx(
        (interval.lower - reference, interval.upper - reference), abs=1e-12
    )


@given(counts_of_bases, counts_of_bases)
def test_an_uncertain_reference_never_makes_a_difference_surer(body, survey):
    share, interval = body[0] / body[1], intervals.wilson(*body)
    reference, limits = survey[0] / survey[1], intervals.wilson(*survey)
    known = intervals.square_and_add(share, interval, reference, (reference, reference))
    estimated = intervals.square_and_add(share, interval, reference, limits)
    assert estimated.lower <= known.lower
    assert known.upper <= estimated.upper


@given(counts_of_bases, st.integers(0, 60), st.data())
def test_whoever_the_unknown_are_the_share_lies_between_the_bounds(pair, unknown, data):
    count, base = pair
    in_group = data.draw(st.integers(0, unknown))
    bounds = intervals.unknown_bounds(count, base, unknown)
    assert bounds.lower <= (count + in_group) / (base + unknown) <= bounds.upper


def test_the_ratio_divides_share_and_limits_and_has_no_value_where_nobody_lives():
    value, interval = intervals.ratio(0.3, (0.2, 0.4), 0.5)
    assert (value, *interval) == pytest.approx((0.6, 0.4, 0.8))
    value, interval = intervals.ratio(0.3, (0.2, 0.4), 0)
    assert all(math.isnan(x) for x in (value, *interval))


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: intervals.wilson(5, 4), "more people than its base"),
        (lambda: intervals.wilson(-1, 4), "cannot be negative"),
        (lambda: intervals.wilson(1, 4, 95), "between 0 and 1"),
        (lambda: intervals.square_and_add(0.5, (0.6, 0.7), 0.5, (0.4, 0.6)), "inside its own interval"),
        (lambda: intervals.unknown_bounds(1, 4, -1), "unknown ethnicity cannot be negative"),
        (lambda: intervals.ratio(0.5, (0.4, 0.6), 48), "between 0 and 1"),
    ],
)
def test_impossible_numbers_are_refused_in_a_sentence(call, words):
    with pytest.raises(ValueError, match=words):
        call()
