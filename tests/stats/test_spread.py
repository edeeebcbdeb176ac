"""How evenly people are spread: values worked by hand, Simpson's case, and brute force over every way to settle."""

import math
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parity.stats.spread import concentration, dissimilarity, dissimilarity_by_chance, expectation


@pytest.mark.parametrize(
    ("group", "others", "value"),
    [
        ([10, 20, 70], [90, 80, 30], 0.55),  # |.10-.45| + |.20-.40| + |.70-.15| = 1.10, halved
        ([25, 25, 25, 25], [50, 50, 50, 50], 0),
        ([100, 0], [0, 100], 1),
        ([3, 1], [1, 3], 0.5),
    ],
)
def test_dissimilarity_worked_by_hand(group, others, value):
    assert dissimilarity(group, others) == pytest.approx(value, abs=1e-12)


wards = st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500)), min_size=1, max_size=20)


@given(wards)
def test_dissimilarity_lies_between_0_and_1_whichever_group_is_named_first_and_in_any_unit(table):
    group, others = (np.array(column) for column in zip(*table, strict=True))
    found = dissimilarity(group, others)
    if group.sum() == 0 or others.sum() == 0:
        assert math.isnan(found)
        assert math.isnan(dissimilarity_by_chance(group, others))
        return
    assert -1e-12 <= found <= 1 + 1e-12
    assert dissimilarity(others, group) == pytest.approx(found, abs=1e-12)
    assert dissimilarity(group * 3, others) == pytest.approx(found, abs=1e-12)
    # Merging two wards can only hide a difference.
    if len(table) > 1:
        merged = [np.concatenate(([column[:2].sum()], column[2:])) for column in (group, others)]
        assert dissimilarity(*merged) <= found + 1e-12


@pytest.mark.parametrize(("sizes", "group"), [([3, 4, 2], 3), ([5, 5], 4), ([1, 2, 3, 4], 2)])
def test_dissimilarity_by_chance_is_the_mean_over_every_way_the_group_could_live(sizes, group):
    homes = [ward for ward, size in enumerate(sizes) for _ in range(size)]
    values = []
    for chosen in combinations(range(len(homes)), group):
        counts = np.bincount([homes[home] for home in chosen], minlength=len(sizes))
        values.append(dissimilarity(counts, np.array(sizes) - counts))
    some = np.bincount(homes[:group], minlength=len(sizes))
    assert dissimilarity_by_chance(some, np.array(sizes) - some) == pytest.approx(np.mean(values), rel=1e-9)


def test_a_small_group_looks_apart_by_chance_and_a_large_one_does_not():
    sizes = np.full(30, 8_000)
    few, many = np.full(30, 1), np.full(30, 2_000)
    assert dissimilarity_by_chance(few, sizes - few) > 0.3
    assert dissimilarity_by_chance(many, sizes - many) < 0.02


def test_expected_seats_are_summed_body_by_body_so_that_simpson_cannot_turn_them():
    # Each board is exactly at its own parity; pooled seats over pooled residents would say 0.45 of parity.
    held, seats, references, residents = [2, 9], [20, 10], [0.1, 0.9], [100_000, 900_000]
    assert [n / of / pi for n, of, pi in zip(held, seats, references, strict=True)] == pytest.approx([1, 1])
    pooled_share = sum(held) / sum(seats)
    pooled_reference = sum(p * pi for p, pi in zip(residents, references, strict=True)) / sum(residents)
    assert pooled_share / pooled_reference < 0.45
    assert expectation(held, seats, references).ratio == pytest.approx(1)


def test_a_pooled_ratio_can_exceed_every_part_and_the_standardised_one_cannot():
    held, seats, references = [1, 8], [10, 10], [0.2, 0.9]
    found = expectation(held, seats, references)
    parts = [n / (of * pi) for n, of, pi in zip(held, seats, references, strict=True)]
    assert min(parts) <= found.ratio <= max(parts)
    crude = (sum(held) / sum(seats)) / ((0.2 * 95 + 0.9 * 5) / 100)  # nearly everyone lives in the first area
    assert crude > max(parts)


boards = st.lists(
    st.integers(1, 30).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of), st.integers(1, 99))), min_size=1
)


@given(boards)
def test_the_standardised_ratio_always_lies_within_its_parts(table):
    held, seats, percents = zip(*table, strict=True)
    references = [percent / 100 for percent in percents]
    parts = [n / (of * pi) for n, of, pi in zip(held, seats, references, strict=True)]
    found = expectation(held, seats, references)
    assert min(parts) - 1e-9 <= found.ratio <= max(parts) + 1e-9
    assert found.held == sum(held)


def test_nothing_expected_has_no_ratio():
    assert math.isnan(expectation([0], [0], [0.3]).ratio)
    assert math.isnan(expectation([], [], []).ratio)


def test_the_busiest_tenth_of_eleven_people_is_two_whoever_ties_for_the_second_place():
    found = concentration([4, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1])
    assert (found.people, found.seats, found.busiest) == (11, 18, 2)
    assert found.share_of_busiest == pytest.approx(7 / 18)
    assert concentration([3, 4, 1, 1, 3, 1, 1, 1, 1, 1, 1]) == found


@given(st.lists(st.integers(1, 9), min_size=10, max_size=60))
def test_the_busiest_tenth_hold_at_least_their_share(held):
    found = concentration(held)
    assert found.share_of_busiest >= found.busiest / found.people - 1e-12
    assert found.seats_per_person == pytest.approx(np.mean(held))
    assert found.share_of_busiest <= 1


def test_a_tenth_of_fewer_than_ten_people_is_not_taken():
    assert concentration([2] * 9).share_of_busiest is None
    assert concentration([2] * 10).share_of_busiest == pytest.approx(0.1)
    assert math.isnan(concentration([]).seats_per_person)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: dissimilarity([1, 2], [1]), "same wards"),
        (lambda: dissimilarity([1, -2], [1, 1]), "negative or missing"),
        (lambda: dissimilarity([1, float("nan")], [1, 1]), "negative or missing"),
        (lambda: expectation([5], [4], [0.3]), "impossible"),
        (lambda: concentration([0, 1]), "at least one"),
        (lambda: concentration([1.5]), "whole number"),
    ],
)
def test_impossible_spreads_are_refused_in_a_sentence(call, words):
    with pytest.raises(ValueError, match=words):
        call()
