"""Leaving compared within bodies: against the plain test, published sizes, and a case that pooling would turn."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parity.stats.leaving import Service, departures_needed, log_rank_within
from parity.stats.survival import log_rank

# Freireich and others, Blood 1963, 21: 699-716: weeks of remission under 6-mercaptopurine and placebo.
TREATED = [6, 6, 6, 7, 10, 13, 16, 22, 23, 6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
RELAPSED = [True] * 9 + [False] * 12
PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]


def test_the_trial_of_6_mercaptopurine_as_one_body():
    """9 relapses seen and 19.25 expected, chi-squared 16.79: Kleinbaum and Klein, Survival Analysis, 2012, chapter 2."""
    found = log_rank_within([Service(TREATED, RELAPSED, PLACEBO, [True] * 21)])
    assert (found.observed, round(found.expected, 2), round(found.chi_squared, 2)) == (9, 19.25, 16.79)


samples = st.lists(st.tuples(st.integers(1, 12), st.booleans()), min_size=1, max_size=15)


@given(samples, samples)
def test_with_one_body_it_is_the_plain_log_rank_test(group, others):
    (a, b), (c, d) = ([list(part) for part in zip(*each, strict=True)] for each in (group, others))
    plain, found = log_rank(a, b, c, d, minimum=1), log_rank_within([Service(a, b, c, d)], minimum=1)
    if plain is None or found is None:
        assert plain is None and found is None
        return
    assert (found.chi_squared, found.p) == pytest.approx((plain.chi_squared, plain.p), abs=1e-9)


@given(st.lists(st.tuples(samples, samples), min_size=1, max_size=4))
def test_bodies_are_added_up_by_a_plain_loop(bodies):
    observed = expected = variance = 0
    strata = []
    for group, others in bodies:
        strata.append(Service(*zip(*group, strict=True), *zip(*others, strict=True)))
        everyone = [(time, left, True) for time, left in group] + [(time, left, False) for time, left in others]
        for moment in {time for time, left, _ in everyone if left}:
            risk = [each for each in everyone if each[0] >= moment]
            gone = [each for each in risk if each[0] == moment and each[1]]
            share = sum(each[2] for each in risk) / len(risk)
            observed += sum(each[2] for each in gone)
            expected += len(gone) * share
            if len(risk) > 1:
                variance += len(gone) * share * (1 - share) * (len(risk) - len(gone)) / (len(risk) - 1)
    found = log_rank_within(strata, minimum=1)
    if variance < 1e-12:
        assert found is None
        return
    assert (found.observed, found.expected) == (observed, pytest.approx(expected))
    assert found.chi_squared == pytest.approx((observed - expected) ** 2 / variance)


def test_a_body_with_short_terms_does_not_make_its_larger_group_look_quick_to_leave():
    chance = np.random.default_rng(3)
    short, long = chance.exponential(1, 200), chance.exponential(8, 200)
    quick = Service(short[:160], [True] * 160, short[160:], [True] * 40)
    slow = Service(long[:40], [True] * 40, long[40:], [True] * 160)
    pooled = log_rank_within([Service([*quick[0], *slow[0]], [True] * 200, [*quick[2], *slow[2]], [True] * 200)])
    assert pooled.p < 0.001
    assert log_rank_within([quick, slow]).p > 0.05


def test_too_few_people_or_nobody_who_left_is_no_test():
    assert log_rank_within([]) is None
    assert log_rank_within([Service([1] * 9, [True] * 9, [2] * 30, [True] * 30)]) is None
    assert log_rank_within([Service([1] * 20, [False] * 20, [2] * 30, [False] * 30)]) is None


def test_the_departures_needed_are_schoenfelds():
    """65.3 events for a ratio of 2 between two equal arms (0.05 two-sided, 80 %), rounded up."""
    assert departures_needed(0.5) == 66
    assert departures_needed(0.5, times_the_rate=0.5) == 66
    with pytest.raises(ValueError, match="nobody to compare"):
        departures_needed(1.0)


def test_impossible_durations_are_refused():
    with pytest.raises(ValueError, match="less than no time"):
        log_rank_within([Service([-1], [True], [1], [True])], minimum=1)
    with pytest.raises(ValueError, match="one answer"):
        log_rank_within([Service([1], [], [1], [True])], minimum=1)
