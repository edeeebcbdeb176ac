"""Seats to parity: whole numbers found by trying every one, and dates found by playing the terms through."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parity.stats import seats
from parity.stats.seats import TermEnd

boards = st.integers(1, 60).flatmap(lambda size: st.tuples(st.just(size), st.integers(0, size), st.integers(0, 1000)))


@given(boards)
def test_a_growing_board_needs_the_smallest_number_found_by_trying_each(board):
    size, held, permille = board
    share = Fraction(permille, 1000)
    found = seats.growing_board(size, held, permille / 1000)
    if permille == 1000 and held < size:
        assert found is None
        return
    tried = next(k for k in range(70_000) if Fraction(held + k, size + k) >= share)
    assert found == tried


@pytest.mark.parametrize(("size", "share", "added"), [(1, 0.8, 4), (1, 0.9, 9), (2, 0.92, 23), (10, 0.3, 5)])
def test_rounding_in_the_machine_never_asks_for_a_seat_more(size, share, added):
    assert seats.growing_board(size, 0, share) == added  # 0.8 / (1 - 0.8) is 4.000000000000001


@given(boards)
def test_a_fixed_board_reports_the_two_seat_numbers_around_parity_and_the_nearest(board):
    size, held, permille = board
    parity = Fraction(permille, 1000) * size
    found = seats.fixed_board(size, held, permille / 1000)
    assert found.fewer == parity.numerator // parity.denominator
    assert found.more == -(-parity.numerator // parity.denominator)
    assert abs(found.nearest - parity) <= Fraction(1, 2)
    assert found.nearest == round(parity)
    assert found.nearest in (found.fewer, found.more)
    assert (found.share_fewer, found.share_more) == (found.fewer / size, found.more / size)
    assert found.swaps == max(0, found.nearest - held)


@pytest.mark.parametrize(
    ("size", "reference", "fewer", "nearest", "more"),
    [(18, 0.48, 8, 9, 9), (20, 0.607, 12, 12, 13), (20, 0.294, 5, 6, 6), (10, 0.25, 2, 2, 3), (10, 0.35, 3, 4, 4),
     (100, 0.29, 29, 29, 29), (12, 0.0, 0, 0, 0), (12, 1.0, 12, 12, 12)],
)  # fmt: skip
def test_halves_go_to_the_even_seat_and_whole_parity_has_one_number(size, reference, fewer, nearest, more):
    found = seats.fixed_board(size, 0, reference)
    assert (found.fewer, found.nearest, found.more) == (fewer, nearest, more)


def ends(*terms):
    return [TermEnd(date(year, 3, 31), by_group) for year, by_group in terms]


def test_at_best_every_vacancy_is_filled_from_the_group():
    found = seats.earliest_parity(10, 0, 0.3, ends((2026, False), (2027, False), (2028, False), (2029, False)))
    assert found.on == date(2028, 3, 31)
    assert found.target == 3
    assert [held for _, held in found.expected] == [1, 2, 3, 4]


def test_a_member_of_the_group_who_leaves_has_to_be_replaced_first():
    found = seats.earliest_parity(10, 2, 0.3, ends((2026, True), (2027, None)))
    assert found.on == date(2027, 3, 31)
    assert [held for _, held in found.expected] == [2, 3]


def test_at_the_present_pace_parity_may_lie_beyond_the_terms_known():
    found = seats.earliest_parity(10, 0, 0.3, ends((2026, False), (2027, False)), share_appointed=0.25)
    assert found.on is None
    assert not found.already
    assert found.expected[-1] == (date(2027, 3, 31), 0.5)


def test_a_board_at_parity_has_nothing_to_wait_for_even_if_it_slips():
    found = seats.earliest_parity(10, 3, 0.3, ends((2026, True)), share_appointed=0.0)
    assert (found.on, found.already, found.expected[0][1]) == (None, True, 2)


def test_the_share_needed_brings_parity_on_the_day_and_no_less_does():
    terms = ends((2026, False), (2026, True), (2027, False), (2028, False))
    by = date(2027, 12, 31)
    share = seats.share_needed(10, 1, 0.3, terms, by)
    assert share == 1.0
    assert seats.earliest_parity(10, 1, 0.3, [t for t in terms if t.on <= by], share).on == date(2027, 3, 31)
    assert seats.earliest_parity(10, 1, 0.3, [t for t in terms if t.on <= by], share - 0.01).on is None
    assert seats.share_needed(10, 0, 0.6, terms, by) is None
    assert seats.share_needed(10, 8, 0.3, terms, by) == 0


@given(st.integers(1, 15), st.data())
def test_filling_more_vacancies_from_the_group_never_delays_parity(size, data):
    held = data.draw(st.integers(0, size))
    leaving = data.draw(st.lists(st.integers(2026, 2034), max_size=size))
    members = data.draw(st.integers(0, min(held, len(leaving))))
    terms = ends(*[(year, i < members) for i, year in enumerate(leaving)])
    low, high = sorted(data.draw(st.tuples(st.floats(0, 1), st.floats(0, 1))))
    slow = seats.earliest_parity(size, held, 0.4, terms, low).on
    fast = seats.earliest_parity(size, held, 0.4, terms, high).on
    assert slow is None or (fast is not None and fast <= slow)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: seats.fixed_board(0, 0, 0.3), "without seats"),
        (lambda: seats.fixed_board(10, 11, 0.3), "11 of 10 seats is impossible"),
        (lambda: seats.fixed_board(10.5, 1, 0.3), "Seats are whole"),
        (lambda: seats.growing_board(10, 1, 30), "between 0 and 1"),
        (lambda: seats.earliest_parity(1, 0, 0.3, ends((2026, None), (2027, None))), "2 terms end on a board of 1"),
        (lambda: seats.earliest_parity(5, 1, 0.3, ends((2026, True), (2027, True))), "than it holds seats"),
        (lambda: seats.earliest_parity(5, 1, 0.3, [], 30), "share of appointments lies between 0 and 1"),
    ],
)
def test_impossible_boards_are_refused_in_a_sentence(call, words):
    with pytest.raises(ValueError, match=words):
        call()
