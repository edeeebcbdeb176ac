"""What parity would take in whole seats, and when it could come."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from math import ceil, floor
from typing import NamedTuple

_DIGITS = 9  # 0.29 * 100 is 28.999999999999996: products are read to nine decimals before they are made whole


class FixedBoard(NamedTuple):
    """What parity means on a board that keeps its number of seats."""

    nearest: int  # the whole number of seats nearest to parity, halves to the even number
    fewer: int  # the achievable number just under (or at) parity ...
    more: int  # ... and just over (or at) it
    share_fewer: float  # the share (0 to 1) each of those gives
    share_more: float
    swaps: int  # seats that would have to change hands to reach the nearest


def fixed_board(seats: int, held: int, reference: float) -> FixedBoard:
    """Seats to parity where seats can only change hands.

    `nearest = round_half_even(reference * seats)`, its neighbours `floor` and `ceil`, `swaps = max(0, nearest - held)`.
    `seats` are the board's filled seats, `held` those the group holds; where some holders are of unknown ethnicity, ask
    twice, with none and with all of them in the group. Arithmetic only; halves go to the even number (as in IEEE 754)
    so that many boards together are not pushed up.

    >>> fixed_board(18, 3, 0.48)
    FixedBoard(nearest=9, fewer=8, more=9, share_fewer=0.4444444444444444, share_more=0.5, swaps=6)
    >>> fixed_board(20, 4, 0.607).nearest, fixed_board(20, 4, 0.294).nearest
    (12, 6)
    """
    seats, held, reference = _board(seats, held, reference)
    if seats == 0:
        raise ValueError("A board without seats cannot be brought to parity.")
    parity = round(reference * seats, _DIGITS)
    nearest, fewer, more = round(parity), floor(parity), ceil(parity)
    return FixedBoard(nearest, fewer, more, fewer / seats, more / seats, max(0, nearest - held))


def growing_board(seats: int, held: int, reference: float) -> int | None:
    """New seats, all filled from the group, that bring a board which can grow to parity or over.

    The smallest k >= 0 with `(held + k) / (seats + k) >= reference`, that is
    `ceil((seats * reference - held) / (1 - reference))`.
    None where no number is enough (a reference of 1 and anyone else on the board).

    >>> growing_board(18, 3, 0.48), growing_board(10, 5, 0.30), growing_board(10, 9, 1.0)
    (11, 0, None)
    """
    seats, held, reference = _board(seats, held, reference)
    short = round(seats * reference - held, _DIGITS)
    if short <= 0:
        return 0
    return None if reference == 1 else ceil(round(short / (1 - reference), _DIGITS))


class TermEnd(NamedTuple):
    """One seat that falls vacant: when, and whether the group holds it now (None: not known, counted as not)."""

    on: date
    held_by_group: bool | None = None


class ParityDate(NamedTuple):
    """The first date at which a board is expected at parity, or None if not within the terms given."""

    on: date | None
    already: bool  # at parity before any of these terms end: `on` is None, as there is nothing to wait for
    target: int  # seats that are parity
    expected: tuple[tuple[date, float], ...]  # one entry per date on which seats fall vacant: seats then expected held


def earliest_parity(
    seats: int, held: int, reference: float, term_ends: Iterable[TermEnd], share_appointed: float = 1.0
) -> ParityDate:
    """When parity can come, seats falling vacant as terms end and `share_appointed` of them filled from the group.

    Each vacancy adds `share_appointed` expected seats and takes one away if the group held it; all vacancies of a day
    are filled that day. Parity is the nearest whole number of seats (`fixed_board`). With 1 it is the earliest date
    possible at all; with the share of appointments so far it is the date at the present pace. Only the terms given are
    played through, once each: beyond them nobody knows who leaves, so the answer is None rather than a guess.
    Deterministic arithmetic on expected values, not a forecast.

    >>> ends = [TermEnd(date(2026, 3, 31), False), TermEnd(date(2027, 3, 31), False), TermEnd(date(2028, 3, 31), True)]
    >>> earliest_parity(10, 1, 0.30, ends).on
    datetime.date(2027, 3, 31)
    >>> earliest_parity(10, 1, 0.30, ends, share_appointed=0.25).on is None
    True
    """
    target = fixed_board(seats, held, reference).nearest
    _share_of_appointments(share_appointed)
    ends = sorted(term_ends, key=lambda end: end.on)
    if len(ends) > seats:
        raise ValueError(f"{len(ends)} terms end on a board of {seats} seats: give each seat's present term once.")
    if sum(bool(end.held_by_group) for end in ends) > held:
        raise ValueError("More of the group's terms end than it holds seats.")
    already = held >= target
    now, expected, reached = float(held), [], None
    for on in dict.fromkeys(end.on for end in ends):
        vacant = [end for end in ends if end.on == on]
        now += share_appointed * len(vacant) - sum(bool(end.held_by_group) for end in vacant)
        expected.append((on, round(now, _DIGITS)))
        if not already and reached is None and expected[-1][1] >= target:
            reached = on
    return ParityDate(reached, already, target, tuple(expected))


def share_needed(seats: int, held: int, reference: float, term_ends: Iterable[TermEnd], by: date) -> float | None:
    """Share of appointments (0 to 1) that must come from the group for parity by a date, given the terms that end.

    `(target - held + seats of the group falling vacant) / seats falling vacant`, never under 0; None where even all of
    them would not be enough. Target and reading of unknown holders as in `earliest_parity`.

    >>> ends = [TermEnd(date(2026, 3, 31), False), TermEnd(date(2027, 3, 31), False), TermEnd(date(2028, 3, 31), True)]
    >>> share_needed(10, 1, 0.30, ends, by=date(2028, 12, 31))
    1.0
    >>> share_needed(10, 2, 0.30, ends, by=date(2027, 12, 31))
    0.5
    """
    target = fixed_board(seats, held, reference).nearest
    vacant = [end for end in term_ends if end.on <= by]
    short = target - held + sum(bool(end.held_by_group) for end in vacant)
    if short <= 0:
        return 0.0
    return short / len(vacant) if short <= len(vacant) else None


def _board(seats, held, reference) -> tuple[int, int, float]:
    for value in (seats, held):
        if value != int(value):
            raise ValueError(f"Seats are whole; this was {value}.")
    if not 0 <= held <= seats:
        raise ValueError(f"{held} of {seats} seats is impossible.")
    reference = float(reference)
    if not 0 <= reference <= 1:
        raise ValueError(f"A reference share lies between 0 and 1; this one is {reference}.")
    return int(seats), int(held), reference


def _share_of_appointments(share: float) -> None:
    if not 0 <= share <= 1:
        raise ValueError(f"A share of appointments lies between 0 and 1; this one is {share}.")
