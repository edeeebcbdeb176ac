"""Relative likelihood: published values, zero cells, and the comparison turned round."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parity.stats.relative import RelativeLikelihood, combined, relative_likelihood

from .golden import agrees, numbers, rows


@pytest.mark.parametrize("row", rows("relative_risk"))
def test_the_ratio_and_its_interval_are_the_published_ones(row):
    found = relative_likelihood(*(int(n) for n in numbers(row, "first", "of_first", "second", "of_second")))
    assert agrees(found.ratio, row, "ratio")
    assert agrees(found.lower, row, "lower")
    assert agrees(found.upper, row, "upper")


rates = st.integers(1, 80).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


@given(rates, rates)
def test_the_comparison_turned_round_is_the_inverse(first, second):
    one = relative_likelihood(*first, *second)
    other = relative_likelihood(*second, *first).inverse
    for here, there in zip(one, other, strict=True):
        assert here == pytest.approx(there, nan_ok=True)
    assert one.clear == other.clear


@given(rates, rates)
def test_the_interval_holds_the_ratio_or_is_missing_together_with_a_cell(first, second):
    found = relative_likelihood(*first, *second)
    if first[0] and second[0]:
        assert found.lower <= found.ratio * (1 + 1e-12)
        assert found.ratio <= found.upper * (1 + 1e-12)
        assert found.ratio == pytest.approx(first[0] / first[1] / (second[0] / second[1]))
    else:
        assert math.isnan(found.lower)
        assert math.isnan(found.upper)
        assert not found.clear


def test_zero_cells_are_said_and_not_mended():
    assert relative_likelihood(0, 12, 3, 30).ratio == 0
    assert relative_likelihood(3, 12, 0, 30).ratio == math.inf
    for case in ((0, 12, 0, 30), (0, 0, 3, 30), (3, 12, 0, 0)):
        assert all(math.isnan(x) for x in relative_likelihood(*case))


def test_several_rounds_are_combined_within_rounds_so_that_simpson_cannot_turn_them():
    # In each round both groups are as likely to be appointed; pooling the counts says 2.93.
    generous, strict = relative_likelihood(80, 100, 8, 10), relative_likelihood(2, 10, 20, 100)
    assert (generous.ratio, strict.ratio) == (1, 1)
    assert relative_likelihood(82, 110, 28, 110).ratio == pytest.approx(2.93, abs=0.01)
    together = combined([generous, strict])
    assert together.ratio == pytest.approx(1)
    assert together.lower < 1 < together.upper


def test_two_rounds_alike_are_surer_than_one_and_rounds_without_an_interval_take_no_part():
    one = relative_likelihood(10, 75, 12, 225)
    two = combined([one, one, relative_likelihood(0, 12, 3, 30), relative_likelihood(5, 5, 5, 5)])
    assert two.ratio == pytest.approx(one.ratio)
    assert math.log(two.upper / two.lower) == pytest.approx(math.log(one.upper / one.lower) / math.sqrt(2))
    assert math.isnan(combined([]).ratio)
    assert RelativeLikelihood(2.0, 1.1, 3.5).clear


@pytest.mark.parametrize("case", [(5, 4, 1, 4), (1, 4, 5, 4), (-1, 4, 1, 4), (0.5, 4, 1, 4)])
def test_impossible_numbers_are_refused_in_a_sentence(case):
    with pytest.raises(ValueError, match=r"impossible|cannot be negative|whole people"):
        relative_likelihood(*case)
