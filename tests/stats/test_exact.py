"""Exact tests: published p-values, brute force over fractions, and the laws they must keep."""

from fractions import Fraction
from itertools import pairwise, product
from math import comb

import numpy as np
import pytest
import scipy.stats
from hypothesis import given, settings
from hypothesis import strategies as st

from parity.stats import exact

from .golden import agrees, numbers, rows

references = st.integers(1, 99).map(lambda percent: percent / 100)
boards = st.integers(1, 60)


def brute_pmf(chances: list[Fraction]) -> list[Fraction]:
    """Chance of each count, by going through every way the draws can fall."""
    pmf = [Fraction(0)] * (len(chances) + 1)
    for draw in product((0, 1), repeat=len(chances)):
        chance = Fraction(1)
        for hit, p in zip(draw, chances, strict=True):
            chance *= p if hit else 1 - p
        pmf[sum(draw)] += chance
    return pmf


def binomial_pmf(base: int, reference: Fraction) -> list[Fraction]:
    return [comb(base, k) * reference**k * (1 - reference) ** (base - k) for k in range(base + 1)]


def two_sided(pmf: list[Fraction], count: int) -> float:
    """The minimum-likelihood p in exact fractions: nothing to round, so no tolerance."""
    return float(sum(p for p in pmf if p <= pmf[count]))


@pytest.mark.parametrize("row", rows("binomial_p"))
def test_the_exact_p_is_the_published_one(row):
    count, base, reference = numbers(row, "count", "base", "reference")
    found = exact.binomial_p(int(count), int(base), reference)
    assert found == pytest.approx(float(row["p"]), rel=10 ** -(int(row["digits"]) - 3), abs=0)


def test_the_exact_p_of_every_count_equals_scipy_and_exact_fractions():
    from scipy.stats import binomtest

    for base in (1, 2, 7, 18, 30):
        for percent in (1, 5, 20, 29, 48, 50, 61, 95):
            pmf = binomial_pmf(base, Fraction(percent, 100))
            for count in range(base + 1):
                found = exact.binomial_p(count, base, percent / 100)
                assert found == pytest.approx(two_sided(pmf, count), rel=1e-9)
                assert found == pytest.approx(binomtest(count, base, percent / 100).pvalue, rel=1e-9)


def test_large_bodies_are_tested_as_small_ones_are():
    from scipy.stats import binomtest

    base = exact._TABLE_UP_TO
    for size in (base, base + 1):
        for count in (150, 190, 200, 215, 260):
            assert exact.binomial_p(count, size, 0.1) == pytest.approx(binomtest(count, size, 0.1).pvalue, rel=1e-9)


@given(boards, references, st.data())
def test_looking_at_everyone_else_gives_the_same_p(base, reference, data):
    count = data.draw(st.integers(0, base))
    mirrored = exact.binomial_p(base - count, base, 1 - reference)
    assert exact.binomial_p(count, base, reference) == pytest.approx(mirrored, rel=1e-6)


@given(boards, references)
def test_p_rises_to_the_likeliest_count_and_falls_after_it(base, reference):
    ps = [exact.binomial_p(count, base, reference) for count in range(base + 1)]
    top = ps.index(max(ps))
    assert all(a <= b + 1e-12 for a, b in pairwise(ps[: top + 1]))
    assert all(a >= b - 1e-12 for a, b in pairwise(ps[top:]))
    assert 0 <= min(ps) <= max(ps) <= 1


@given(boards, references)
def test_power_is_the_chance_of_being_called_below_at_half_the_reference(base, reference):
    half = binomial_pmf(base, Fraction(reference).limit_denominator(1000) / 2)
    called = [k for k in range(base + 1) if k / base < reference and exact.binomial_p(k, base, reference) < exact.LEVEL]
    assert exact.power_for_half(base, reference) == pytest.approx(float(sum(half[k] for k in called)), abs=1e-9)


def test_a_large_body_has_power_and_a_small_one_has_not():
    assert exact.power_for_half(3, 0.1) == 0
    assert exact.power_for_half(5_000, 0.1) > 0.999
    assert not exact.large_enough(20, 0.2)
    assert exact.large_enough(200, 0.2)


@pytest.mark.parametrize(("reference", "size"), [(0.05, 59), (0.10, 29), (0.20, 14), (0.30, 9), (0.40, 6)])
def test_the_smallest_board_that_could_show_absence(reference, size):
    assert exact.smallest_board(reference) == size


@given(st.integers(1, 999))
def test_the_smallest_board_is_the_smallest_in_exact_fractions(permille):
    rest = 1 - Fraction(permille, 1000)
    size = exact.smallest_board(permille / 1000)
    assert rest**size <= Fraction(1, 20)
    assert size == 1 or rest ** (size - 1) > Fraction(1, 20)


@pytest.mark.parametrize("reference", [0.01, 0.03, 0.05, 0.1, 0.17, 0.2, 0.29, 0.3, 0.4, 0.5, 0.61, 0.8, 0.95, 1.0])
def test_a_board_without_anyone_from_the_group_is_called_from_its_smallest_size_up_and_not_before(reference):
    size = exact.smallest_board_called(reference)
    called = [exact.binomial_p(0, n, reference) < exact.LEVEL for n in range(1, 2 * size + 20)]
    assert not any(called[: size - 1])
    assert all(called[size - 1 :])
    assert size >= exact.smallest_board(reference)


def test_a_group_nobody_belongs_to_has_no_smallest_board():
    with pytest.raises(ValueError, match="no residents"):
        exact.smallest_board(0)
    assert exact.smallest_board(1) == 1


@pytest.mark.parametrize("family", sorted({row["family"] for row in rows("false_discovery")}))
def test_adjusted_p_values_are_the_published_ones(family):
    table = [row for row in rows("false_discovery") if row["family"] == family]
    found = exact.benjamini_hochberg([float(row["p"]) for row in table])
    assert found == pytest.approx([float(row["adjusted"]) for row in table], rel=1e-6)


p_values = st.lists(st.floats(0, 1) | st.just(float("nan")), max_size=30)


@given(p_values)
def test_adjusting_keeps_the_order_never_lowers_a_p_and_passes_nan_through(ps):
    adjusted = exact.benjamini_hochberg(ps)
    assert np.array_equal(np.isnan(adjusted), np.isnan(np.asarray(ps, float)))
    kept = sorted((p, q) for p, q in zip(ps, adjusted, strict=True) if p == p)
    assert all(p <= q + 1e-12 and q <= 1 for p, q in kept)
    assert all(a[1] <= b[1] + 1e-12 for a, b in pairwise(kept))


@given(st.lists(st.integers(0, 1000).map(lambda n: n / 1009), min_size=1, max_size=30))
def test_passing_at_the_family_level_is_the_same_as_an_adjusted_p_under_5_per_cent(ps):
    level, adjusted = exact.family_level(ps), exact.benjamini_hochberg(ps)
    assert [p < level for p in ps] == [bool(q < exact.LEVEL) for q in adjusted]


@pytest.mark.parametrize("row", rows("poisson_binomial"))
def test_the_chance_of_a_count_over_several_bodies_is_the_published_one(row):
    chances = [float(p) for p in row["chances"].split()]
    found = exact.pooled_pmf([1] * len(chances), chances)[int(row["count"])]
    assert agrees(found, row, "probability")


bodies = st.lists(st.tuples(st.integers(0, 3), st.integers(1, 99)), min_size=1, max_size=4)


@settings(max_examples=60)
@given(bodies)
def test_pooling_equals_going_through_every_way_the_seats_can_fall(pairs):
    each = [Fraction(percent, 100) for base, percent in pairs for _ in range(base)]
    pmf = brute_pmf(each)
    bases, shares = [base for base, _ in pairs], [percent / 100 for _, percent in pairs]
    assert exact.pooled_pmf(bases, shares) == pytest.approx([float(p) for p in pmf], abs=1e-12)
    for count in range(len(pmf)):
        assert exact.pooled_p(count, bases, shares) == pytest.approx(two_sided(pmf, count), rel=1e-9, abs=1e-12)


@given(st.lists(st.integers(1, 20), min_size=1, max_size=5), references, st.data())
def test_with_one_reference_pooling_is_the_binomial_test_and_power(bases, reference, data):
    count = data.draw(st.integers(0, sum(bases)))
    shares = [reference] * len(bases)
    assert exact.pooled_p(count, bases, shares) == pytest.approx(
        exact.binomial_p(count, sum(bases), reference), rel=1e-6, abs=1e-12
    )
    assert exact.pooled_power_for_half(bases, shares) == pytest.approx(
        exact.power_for_half(sum(bases), reference), abs=1e-9
    )


def test_a_hundred_large_bodies_pool_to_the_right_mean_and_spread():
    bases, shares = [3_000 + 10 * i for i in range(43)], [0.05 + 0.004 * i for i in range(43)]
    pmf = exact.pooled_pmf(bases, shares)
    counts = np.arange(len(pmf))
    mean = (counts * pmf).sum()
    assert pmf.sum() == pytest.approx(1, abs=1e-9)
    assert mean == pytest.approx(sum(b * s for b, s in zip(bases, shares, strict=True)))
    assert ((counts - mean) ** 2 * pmf).sum() == pytest.approx(
        sum(b * s * (1 - s) for b, s in zip(bases, shares, strict=True))
    )


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: exact.binomial_p(5, 4, 0.2), "5 of 4 is impossible"),
        (lambda: exact.binomial_p(-1, 4, 0.2), "cannot be negative"),
        (lambda: exact.binomial_p(1.5, 4, 0.2), "whole people"),
        (lambda: exact.binomial_p(1, 4, 48), "between 0 and 1"),
        (lambda: exact.binomial_p(1, 4, float("nan")), "between 0 and 1"),
        (lambda: exact.pooled_p(9, [4, 4], [0.2, 0.3]), "cannot come from"),
    ],
)
def test_impossible_numbers_are_refused_in_a_sentence(call, words):
    with pytest.raises(ValueError, match=words):
        call()


@pytest.mark.parametrize("seed", range(6))
def test_pooling_equals_convolving_body_by_body(seed):
    """Boards and crowds, references of 0, 1 and one half among them: the transform against plain convolution, to 1e-9."""
    chance = np.random.default_rng(seed)
    bases = chance.integers(0, (5, 40, 900)[seed % 3], 20).tolist()
    shares = [*chance.random(17).tolist(), 0.0, 1.0, 0.5]
    convolved = np.ones(1)
    for base, share in zip(bases, shares, strict=True):
        convolved = np.convolve(convolved, scipy.stats.binom.pmf(np.arange(base + 1), base, share))
    assert np.abs(exact.pooled_pmf(bases, shares) - convolved).max() < 1e-9
    expected = sum(base * share for base, share in zip(bases, shares, strict=True))
    for count in {0, int(0.9 * expected), int(expected), min(sum(bases), int(1.1 * expected) + 1)}:
        two_sides = convolved[convolved <= convolved[count] * (1 + 1e-7)].sum()
        assert exact.pooled_p(count, bases, shares) == pytest.approx(min(1, two_sides), abs=1e-9)


@pytest.mark.parametrize("base", [0, 1, 2, 5, 18, 60, 333, 2_000])
def test_the_chances_of_counts_are_those_of_scipy_to_the_last_digit(base):
    for reference in (0.0, 1.0, 0.5, 1e-9, 1 - 1e-9, 0.1234, 0.48, 0.9):
        assert (exact._chances(base, reference) == scipy.stats.binom.pmf(np.arange(base + 1), base, reference)).all()
        for count in {0, base // 4, base - 1} & set(range(base)):
            up_to = exact._chance_up_to(count, base, reference / 2)
            assert float(up_to) == float(scipy.stats.binom.cdf(count, base, reference / 2))
