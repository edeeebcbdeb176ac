"""How evenly people are spread: over wards, over bodies, over seats."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, nan
from typing import NamedTuple

import numpy as np

PEOPLE = 10  # a tenth of fewer is less than one person


class Expectation(NamedTuple):
    """Seats held and expected over several bodies, each expected at its own reference."""

    held: int
    expected: float
    ratio: float  # held / expected; NaN where nothing is expected


class Concentration(NamedTuple):
    """How many seats the same people hold."""

    people: int
    seats: int
    seats_per_person: float  # NaN where there is nobody
    busiest: int | None  # how many people the busiest tenth is; None where there are too few people to take a tenth
    share_of_busiest: float | None  # share (0 to 1) of all seats that they hold


def dissimilarity(group, everyone_else) -> float:
    """Index of dissimilarity over wards: the share of the group that would have to move to be spread as others are.

    Formula: `D = 1/2 sum |x/X - y/Y|`, `group` and `everyone_else` being residents ward by ward; 0 (even) to 1 (apart).
    Duncan and Duncan, American Sociological Review 1955, 20: 210-217. NaN where there is nobody of either. It depends
    on the size of the areas, and is above 0 by chance alone where a group is small: hold it against
    `dissimilarity_by_chance` before reading anything into it.

    >>> round(dissimilarity([10, 20, 70], [90, 80, 30]), 2)
    0.55
    """
    x, y = _wards(group, everyone_else)
    if x.sum() == 0 or y.sum() == 0:
        return nan
    return float(np.abs(x / x.sum() - y / y.sum()).sum() / 2)


def dissimilarity_by_chance(group, everyone_else) -> float:
    """The index to expect if the group lived at random among everyone: wards, and the group's size, as they are.

    Exact: each ward's number from the group is hypergeometric, so with `t` residents of the ward, `X` in the group, `Y`
    others and `T` in all, `E|x/X - y/Y| = T/(X Y) E|x - tX/T|`, the mean deviation having a closed form (Diaconis and
    Zabell, Statistical Science 1991, 6: 284-302). Small groups: Carrington and Troske, Journal of Business & Economic
    Statistics 1997, 15: 402-409. NaN where there is nobody of either.

    >>> round(dissimilarity_by_chance([2, 2, 2, 2], [500, 500, 500, 500]), 2)
    0.23
    """
    x, y = _wards(group, everyone_else)
    size, other = round(float(x.sum())), round(float(y.sum()))
    if size == 0 or other == 0:
        return nan
    from scipy.stats import hypergeom

    total = size + other
    ward = np.rint(x + y)
    over = np.floor(ward * size / total) + 1  # the least number over the mean
    deviation = 2 * over * (total - size - ward + over) / total * hypergeom.pmf(over, total, size, ward)
    return float(total / (size * other) * deviation.sum() / 2)


def expectation(held: Sequence[int], seats: Sequence[int], references: Sequence[float]) -> Expectation:
    """Seats held against seats expected, the expectation summed body by body at each body's own reference.

    `expected = sum(seats * reference)`: indirect standardisation, as in a standardised ratio (Breslow and Day,
    Statistical Methods in Cancer Research II, 1987, chapter 2). Never pool seats and residents of areas with different
    references into one ratio: pooled rates can exceed, or fall below, every part (Simpson, JRSS B 1951, 13: 238-241).
    Whether chance could give the difference: `verdicts.judge_pooled`.

    >>> expectation([2, 9], [10, 30], [0.2, 0.3])
    Expectation(held=11, expected=11.0, ratio=1.0)
    """
    total = 0.0
    for n, of, reference in zip(held, seats, references, strict=True):
        if not 0 <= n <= of or not 0 <= reference <= 1:
            raise ValueError(f"{n} of {of} seats against a reference of {reference} is impossible.")
        total += of * reference
    return Expectation(int(sum(held)), float(total), sum(held) / total if total > 0 else nan)


def concentration(seats_held: Sequence[int]) -> Concentration:
    """Do few people hold many seats? `seats_held`: one number for each person who holds at least one.

    Seats per person is the plain mean. The busiest tenth is the `ceil(people / 10)` people with most seats; where
    several tie for the last place among them it does not matter who is taken, since their seats are equal. Under 10
    people a tenth is less than one person, and naming the busiest would name someone: None. Needs a key that tells one
    person from another across bodies; without it this cannot be worked out at all.

    >>> concentration([4, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1])
    Concentration(people=11, seats=16, seats_per_person=1.4545454545454546, busiest=2, share_of_busiest=0.4375)
    >>> concentration([5, 1]).share_of_busiest is None
    True
    """
    if any(n < 1 or n != int(n) for n in seats_held):
        raise ValueError("Each person counted here holds a whole number of seats, at least one.")
    people, seats = len(seats_held), int(sum(seats_held))
    if people < PEOPLE:
        return Concentration(people, seats, seats / people if people else nan, None, None)
    busiest = ceil(people / 10)
    top = sum(sorted(seats_held, reverse=True)[:busiest])
    return Concentration(people, seats, seats / people, busiest, top / seats)


def _wards(group, everyone_else) -> tuple[np.ndarray, np.ndarray]:
    x, y = np.asarray(group, float), np.asarray(everyone_else, float)
    if x.shape != y.shape or x.ndim != 1:
        raise ValueError("Give both groups' residents for the same wards, in the same order.")
    if np.isnan(x).any() or np.isnan(y).any() or np.any(x < 0) or np.any(y < 0):
        raise ValueError(
            "Residents of a ward cannot be negative or missing: leave out wards without a count, and say so."
        )
    return x, y
