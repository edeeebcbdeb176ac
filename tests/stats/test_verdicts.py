"""Verdicts: a table of situations, and what must hold whatever the numbers."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parity.stats import exact
from parity.stats.verdicts import (
    JUDGED,
    LABELS,
    RULES,
    Verdict,
    judge,
    judge_family,
    judge_pooled,
    verdict,
    weigh,
)

references = st.integers(1, 99).map(lambda percent: percent / 100)
cases = st.integers(1, 40).flatmap(
    lambda base: st.tuples(st.integers(0, base), st.just(base), st.integers(0, 12), references)
)
CALLED = (Verdict.BELOW, Verdict.ABOVE)
MIRROR = {Verdict.BELOW: Verdict.ABOVE, Verdict.ABOVE: Verdict.BELOW}


@pytest.mark.parametrize(
    ("situation", "count", "base", "unknown", "reference", "expected"),
    [
        ("nobody of 18 where half the residents are", 0, 18, 0, 0.48, "below"),
        ("3 of 18 against 48 per cent", 3, 18, 0, 0.48, "below"),
        ("2 of 12 against 30 per cent: chance gives that often", 2, 12, 0, 0.30, "too_few"),
        ("15 of 18 against 48 per cent", 15, 18, 0, 0.48, "above"),
        ("at parity on a large body", 400, 1000, 0, 0.40, "no_clear_difference"),
        ("at parity on a small board", 4, 10, 0, 0.40, "too_few"),
        ("nobody of 5: even absence shows nothing", 0, 5, 0, 0.30, "too_few"),
        ("nobody of 14 at 20 per cent is absence, but the two-sided test is stricter", 0, 14, 0, 0.20, "too_few"),
        ("below whoever the unknown are", 0, 30, 3, 0.48, "below"),
        ("below among the known, not if the unknown are in the group", 3, 18, 6, 0.48, "depends_on_unknowns"),
        ("nothing among the known, below if the unknown are not in the group", 3, 14, 6, 0.40, "depends_on_unknowns"),
        ("above whoever the unknown are", 30, 40, 4, 0.30, "above"),
        ("nobody answered", 0, 0, 12, 0.30, "not_monitored"),
        ("no return", None, None, 0, 0.30, "not_monitored"),
        ("nobody of the group lives there", 1, 18, 0, 0.0, "too_few"),
        ("everybody is of the group", 18, 18, 0, 1.0, "too_few"),
    ],
)
def test_each_situation_has_its_verdict(situation, count, base, unknown, reference, expected):
    assert verdict(count, base, unknown, reference) == expected


def test_a_percentage_without_a_base_is_a_gap_but_no_verdict():
    judgement = judge(None, None, 0, 0.3, share=0.11)
    assert judgement.verdict is Verdict.NO_BASE
    assert math.isnan(judgement.p)
    assert verdict(None, float("nan"), 0, 0.3, share=0.11) is Verdict.NO_BASE
    assert verdict(None, float("nan"), 0, 0.3) is Verdict.NOT_MONITORED


def test_people_of_unknown_ethnicity_add_no_power():
    known = next(n for n in range(10, 200) if exact.large_enough(n, 0.3) and not exact.large_enough(n - 1, 0.3)) - 1
    assert exact.large_enough(known + 1, 0.3)
    assert verdict(round(known * 0.3), known, 1, 0.3) is Verdict.TOO_FEW


def test_words_are_written_once_for_every_verdict():
    assert set(LABELS) == set(RULES) == set(Verdict)
    assert len(set(LABELS.values())) == len(Verdict)
    assert Verdict("below").label == "below parity"
    assert Verdict.TOO_FEW.rule.startswith("Chance alone")


@given(cases)
def test_a_verdict_of_below_or_above_holds_whoever_the_unknown_are(case):
    count, base, unknown, reference = case
    found = verdict(*case)
    each = {
        verdict(count + in_group, base + unknown, 0, reference) if base + unknown else None
        for in_group in range(unknown + 1)
    }
    if found in CALLED:
        assert each == {found}
    if found is Verdict.DEPENDS_ON_UNKNOWNS:
        assert len(each | {verdict(count, base, 0, reference)}) > 1
        assert unknown > 0


@given(cases)
def test_below_is_only_said_of_a_share_under_the_reference_and_above_of_one_over_it(case):
    count, base, _, reference = case
    found = judge(*case)
    if found.verdict is Verdict.BELOW:
        assert count / base < reference
    if found.verdict is Verdict.ABOVE:
        assert count / base > reference
    if found.verdict in CALLED:
        assert max(found.p, found.p_lowest, found.p_highest) < exact.LEVEL
    if found.verdict is Verdict.NO_CLEAR_DIFFERENCE:
        assert found.power >= exact.POWER


@given(cases)
def test_everyone_else_has_the_opposite_verdict(case):
    count, base, unknown, reference = case
    here, there = verdict(*case), verdict(base - count, base, unknown, 1 - reference)
    if here in CALLED or there in CALLED:
        assert there is MIRROR[here]


@given(cases)
def test_one_more_member_of_the_group_never_moves_a_verdict_towards_below(case):
    count, base, unknown, reference = case
    order = [Verdict.BELOW, Verdict.DEPENDS_ON_UNKNOWNS, Verdict.ABOVE]
    if count < base:
        here, next_ = verdict(*case), verdict(count + 1, base, unknown, reference)
        if {here, next_} <= {Verdict.BELOW, Verdict.ABOVE}:
            assert order.index(here) <= order.index(next_)
        assert not (here is not Verdict.BELOW and unknown == 0 and next_ is Verdict.BELOW)


@given(st.lists(cases, min_size=1, max_size=12))
def test_a_family_is_never_called_more_often_than_its_members_alone(family):
    together, alone = judge_family(family), [judge(*case) for case in family]
    assert [j.p for j in together] == [j.p for j in alone]
    for one, other in zip(together, alone, strict=True):
        if one.verdict in CALLED:
            assert one.verdict is other.verdict
    adjusted = exact.benjamini_hochberg([j.p for j in alone])
    assert all(q < exact.LEVEL for q, j in zip(adjusted, together, strict=True) if j.verdict in CALLED)


@given(cases)
def test_a_family_of_one_and_a_pool_of_one_are_judged_as_on_their_own(case):
    count, base, unknown, reference = case
    alone = judge(*case)
    assert judge_family([case]) == [alone]
    pooled = judge_pooled([count], [base], [unknown], [reference])
    assert pooled.verdict is alone.verdict
    assert pooled.p == pytest.approx(alone.p, rel=1e-6)


def test_an_empty_family_has_no_judgements_and_unmonitored_bodies_take_no_place_in_it():
    assert judge_family([]) == []
    alone = judge(1, 18, 0, 0.3)
    assert judge_family([(1, 18, 0, 0.3), (None, None, 0, 0.3), (0, 0, 5, 0.3)])[0] == alone


def test_pooled_boards_are_held_against_their_own_references_and_not_an_average():
    # Two boards each exactly at their own parity: an average reference (45 %) would call the pool below.
    counts, bases, references = [9, 90], [10, 100], [0.9, 0.9]
    assert judge_pooled(counts, bases, [0, 0], references).verdict is not Verdict.BELOW
    counts, bases, references = [5, 180], [100, 200], [0.05, 0.90]
    assert judge_pooled(counts, bases, [0, 0], references).verdict is Verdict.NO_CLEAR_DIFFERENCE


def test_small_boards_below_parity_one_by_one_unproven_are_below_together():
    counts, bases, references = [1] * 6, [12] * 6, [0.25, 0.3, 0.25, 0.35, 0.3, 0.25]
    alone = {verdict(n, of, 0, pi) for n, of, pi in zip(counts, bases, references, strict=True)}
    assert alone == {Verdict.TOO_FEW}
    assert judge_pooled(counts, bases, [0] * 6, references).verdict is Verdict.BELOW
    assert judge_pooled([0], [0], [4], [0.3]).verdict is Verdict.NOT_MONITORED


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ((5, 4, 0, 0.2), "5 of 4 is impossible"),
        ((-1, 4, 0, 0.2), "cannot be negative"),
        ((1.5, 4, 0, 0.2), "whole people"),
        ((1, 4, -1, 0.2), "unknown ethnicity must be a whole number, 0 or more; this was -1"),
        ((1, 4, 0.5, 0.2), "unknown ethnicity must be a whole number"),
        ((1, 4, 0, 20), "A reference share lies between 0 and 1; this one is 20"),
        ((None, None, 0, 20), "A reference share lies between 0 and 1"),
    ],
)
def test_impossible_numbers_are_refused_in_a_sentence(case, words):
    with pytest.raises(ValueError, match=words):
        verdict(*case)
    with pytest.raises(ValueError, match="A share lies between 0 and 1"):
        verdict(None, None, 0, 0.2, share=11)


@pytest.mark.parametrize("many", [30, 600])
def test_many_bodies_weighed_at_once_are_judged_at_any_level_as_each_by_itself_to_the_last_digit(many):
    """Few and many people, few and many bodies, all levels, nobody and everybody of the group among the residents."""
    chance = np.random.default_rng(many)
    bases = np.where(chance.random(many) < 0.05, chance.integers(1_500, 4_000, many), chance.integers(1, 120, many))
    counts, unknowns = (bases * chance.random(many) ** 3).astype(int), chance.integers(0, 9, many)
    shares = np.where(chance.random(many) < 0.05, chance.integers(0, 2, many), chance.random(many))
    shares[: many // 3] = chance.random(7)[np.arange(many // 3) % 7]  # of places that several serve
    weighed, found = weigh(counts, bases, unknowns, shares), set()
    cases = list(zip(*(each.tolist() for each in (counts, bases, unknowns, shares)), strict=True))
    for level in (0.05, 0.0123, 0.0004):
        alone = [judge(*case, level=level) for case in cases]
        said = [JUDGED[place] for place in weighed.which(level)]
        assert weighed.p.tolist() == [each.p for each in alone] and said == [each.verdict for each in alone]
        assert (weighed.large_over < level).tolist() == [
            each.power >= exact.POWER and case[3] not in (0, 1) for each, case in zip(alone, cases, strict=True)
        ]
        found |= set(said)
    assert found == set(JUDGED)
    assert exact.levels_for_half(np.array([1, 5]), np.array([0.3, 0.0])).tolist() == [1.0, np.inf]


def test_many_bodies_of_which_one_is_impossible_are_refused():
    good = [np.full(450, each) for each in (3, 20, 0)]
    for place, wrong in ((0, 21), (0, -1), (2, -1)):
        bad = [each.copy() for each in good]
        bad[place][50] = wrong
        with pytest.raises(ValueError, match=r"impossible|negative|whole number"):
            weigh(*bad, np.full(450, 0.3))
    with pytest.raises(ValueError, match="between 0 and 1"):
        weigh(*good, np.linspace(0.5, 1.1, 450))
    assert all(len(each) == 0 for each in weigh(*(np.array([], int) for _ in range(3)), np.array([])))
