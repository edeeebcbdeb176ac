"""Relative likelihood combined within rounds: published values, and what it must never do."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parity.stats.relative import RelativeLikelihood, combined, relative_likelihood
from parity.stats.stratified import Compared, combined_within, p_of

# Thirteen trials of the BCG vaccine (Colditz and others, JAMA 1994, 271: 698-702): tuberculosis and not, vaccinated
# and not. The combined ratio is that of R's metafor, rma.mh(measure="RR", data=dat.bcg): log ratio -0.4537, standard
# error 0.0393; 0.6353 (0.5881 to 0.6862). Viechtbauer, Journal of Statistical Software 2010, 36(3).
BCG = [
    (4, 119, 11, 128), (6, 300, 29, 274), (3, 228, 11, 209), (62, 13536, 248, 12619), (33, 5036, 47, 5761),
    (180, 1361, 372, 1079), (8, 2537, 10, 619), (505, 87886, 499, 87892), (29, 7470, 45, 7232), (17, 1699, 65, 1600),
    (186, 50448, 141, 27197), (5, 2493, 3, 2338), (27, 16886, 29, 17825),
]  # fmt: skip


def test_thirteen_trials_of_a_vaccine_combine_as_published():
    found = combined_within([Compared(a, a + b, c, c + d) for a, b, c, d in BCG])
    assert [round(x, 4) for x in found] == [0.6353, 0.5881, 0.6862]
    assert math.log(found.ratio) == pytest.approx(-0.4537, abs=5e-5)
    assert math.log(found.upper / found.lower) / (2 * 1.959964) == pytest.approx(0.0393, abs=5e-5)


rounds = st.tuples(st.integers(1, 30), st.integers(1, 30)).flatmap(
    lambda sizes: st.builds(
        Compared, st.integers(0, sizes[0]), st.just(sizes[0]), st.integers(0, sizes[1]), st.just(sizes[1])
    )
)


@given(rounds)
def test_one_round_is_its_own_relative_likelihood(one):
    alone, found = relative_likelihood(*one), combined_within([one])
    assert found == pytest.approx(alone, nan_ok=True)


@given(st.lists(rounds, min_size=1, max_size=6))
def test_the_other_way_round_is_the_inverse_and_order_does_not_matter(several):
    found = combined_within(several)
    turned = combined_within([Compared(b, m, a, n) for a, n, b, m in reversed(several)])
    assert tuple(turned.inverse) == pytest.approx(tuple(found), nan_ok=True)
    if not math.isnan(found.lower):
        assert found.lower <= found.ratio <= found.upper


@given(rounds, st.integers(2, 5))
def test_the_same_round_many_times_keeps_its_ratio_and_narrows(one, times):
    once, often = combined_within([one]), combined_within([one] * times)
    assert often.ratio == pytest.approx(once.ratio, nan_ok=True)
    if not math.isnan(once.lower):
        assert often.upper - often.lower <= once.upper - once.lower + 1e-12


def test_a_round_in_which_nobody_from_one_group_got_through_is_not_lost():
    """Ten rounds of one post each, 5 and 5 shortlisted: nine White people appointed, one from an ethnic minority."""
    lost, kept = Compared(1, 5, 0, 5), Compared(0, 5, 1, 5)
    assert combined_within([lost] * 9 + [kept]).ratio == pytest.approx(9)
    averaged = combined([relative_likelihood(*each) for each in [lost] * 9 + [kept]])
    assert math.isnan(averaged.ratio)  # no round has an interval of its own, so an average of rounds has nothing to say


def test_rounds_that_each_favour_one_group_are_not_turned_by_adding_them_up():
    rounds_of = [Compared(18, 20, 64, 80), Compared(16, 80, 3, 20)]  # 0.90 to 0.80, and 0.20 to 0.15
    assert combined_within(rounds_of).ratio > 1
    assert relative_likelihood(18 + 16, 100, 64 + 3, 100).ratio < 1  # added up first, it looks the other way round


def test_a_round_with_only_one_group_says_nothing():
    assert all(math.isnan(x) for x in combined_within([Compared(3, 5, 0, 0)]))
    assert all(math.isnan(x) for x in combined_within([]))
    assert combined_within([Compared(3, 5, 0, 0), Compared(4, 10, 2, 10)]) == combined_within([Compared(4, 10, 2, 10)])


def test_nobody_through_from_one_group_has_a_ratio_and_no_interval():
    assert combined_within([Compared(0, 5, 2, 5)]).ratio == 0
    assert combined_within([Compared(2, 5, 0, 5)]).ratio == math.inf
    assert not combined_within([Compared(2, 5, 0, 5)]).clear


def test_more_through_than_there_were_is_refused():
    with pytest.raises(ValueError):
        combined_within([Compared(6, 5, 1, 5)])


def test_p_is_that_of_the_interval():
    """Altman and Bland's own example, BMJ 2011, 343: d2304: a ratio of 0.81, 0.70 to 0.94, gives p = 0.005."""
    assert p_of(RelativeLikelihood(0.81, 0.70, 0.94)) == pytest.approx(0.005, abs=5e-4)
    assert math.isnan(p_of(combined_within([Compared(2, 5, 0, 5)])))
