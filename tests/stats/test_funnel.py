"""Funnel limits: published values, and their tie to the Wilson interval."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from parity.stats import funnel, intervals
from parity.stats.funnel import Position

from .golden import agrees, numbers, rows


@pytest.mark.parametrize("row", rows("funnel"))
def test_funnel_limits_are_the_published_ones(row):
    reference, base = numbers(row, "reference", "base")
    inner, outer = funnel.limits(reference, base)
    for found, name in zip((*inner, *outer), ("lower_95", "upper_95", "lower_998", "upper_998"), strict=True):
        assert agrees(found, row, name)


cases = st.tuples(st.integers(1, 300), st.integers(1, 99)).flatmap(
    lambda pair: st.tuples(st.integers(0, pair[0]), st.just(pair[0]), st.just(pair[1] / 100))
)


@given(cases)
def test_a_body_is_outside_exactly_when_its_wilson_interval_leaves_the_reference_out(case):
    count, base, reference = case
    inner = intervals.wilson(count, base, funnel.INNER)
    outer = intervals.wilson(count, base, funnel.OUTER)
    assume(all(abs(reference - end) > 1e-9 for end in (*inner, *outer)))
    place = funnel.position(count, base, reference)
    assert (place in (Position.BELOW, Position.FAR_BELOW)) == (reference > inner.upper)
    assert (place in (Position.ABOVE, Position.FAR_ABOVE)) == (reference < inner.lower)
    assert (place is Position.FAR_BELOW) == (reference > outer.upper)
    assert (place is Position.FAR_ABOVE) == (reference < outer.lower)


@given(st.integers(1, 300), st.integers(0, 100))
def test_limits_hold_the_reference_stay_within_0_and_1_and_narrow_with_size(base, percent):
    reference = percent / 100
    inner, outer = funnel.limits(reference, np.array([base, base + 1]))
    assert (outer.lower <= inner.lower).all()
    assert (inner.lower <= reference).all()
    assert (reference <= inner.upper).all()
    assert (inner.upper <= outer.upper).all()
    assert outer.lower.min() >= 0
    assert outer.upper.max() <= 1
    assert outer.lower[0] <= outer.lower[1]
    assert outer.upper[0] >= outer.upper[1]


def test_nobody_has_no_place_in_a_funnel():
    assert np.isnan(funnel.limits(0.3, 0).inner.lower)
    for count, base in ((0, 0), (5, 4), (-1, 4)):
        with pytest.raises(ValueError, match="has no place in a funnel"):
            funnel.position(count, base, 0.3)
    with pytest.raises(ValueError, match="between 0 and 1"):
        funnel.limits(30, 10)
    with pytest.raises(ValueError, match="cannot be negative"):
        funnel.limits(0.3, -1)
