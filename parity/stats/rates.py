"""People or events for every so many residents, where the count is not a part of the residents."""

from __future__ import annotations

from math import nan
from typing import NamedTuple

from parity.stats.intervals import z_value


class Rate(NamedTuple):
    """Events for every `per` residents, with its limits; NaN where there are no residents."""

    value: float
    lower: float
    upper: float


def rate(count: float, residents: float, per: int = 1_000, confidence: float = 0.95) -> Rate:
    """`per * count / residents` with the exact Poisson interval of the count.

    Formula: the limits of the count are half the chi-squared quantiles at `2 count` and `2 count + 2` degrees of
    freedom (Garwood, Biometrika 1936, 28: 437-442). For participants per 1,000 residents of a group and organisations
    per 10,000. `residents` are a census count or estimate, taken as known. Assumes people come independently of one
    another and are counted once: those who come as a party, or again and again, make the true range wider than this.

    >>> [round(x, 2) for x in rate(42, 12_500)]
    [3.36, 2.42, 4.54]
    >>> rate(0, 12_500).lower, round(rate(0, 12_500).upper, 3)
    (0.0, 0.295)
    """
    if count < 0 or residents < 0:
        raise ValueError("Counts of people cannot be negative.")
    z_value(confidence)  # refuses a level that is not one
    if residents == 0:
        return Rate(nan, nan, nan)
    from scipy.special import chdtri  # the inverse of the upper tail: half the import time of scipy.stats

    tail = (1 - confidence) / 2
    lower = float(chdtri(2 * count, 1 - tail)) / 2 if count > 0 else 0.0
    upper = float(chdtri(2 * count + 2, tail)) / 2
    return Rate(*(per * x / residents for x in (count, lower, upper)))


def rate_ratio(first: int, first_residents: float, second: int, second_residents: float) -> tuple[float, float]:
    """How the first rate compares with the second: their ratio, and the exact two-sided p that they are one rate.

    Given the two counts' sum, the first is binomial with probability `first_residents / both` if the rates are equal
    (Przyborowski and Wilenski, Biometrika 1940, 31: 313-323; R's `poisson.test`), so this is `exact.binomial_p`.
    The two must not overlap: hold a group against everyone *else*. NaN and 1 where nobody came at all.

    >>> ratio, p = rate_ratio(11, 800, 21, 3011)
    >>> round(ratio, 4), round(p, 5)
    (1.9715, 0.07967)
    """
    from parity.stats.exact import binomial_p

    if min(first_residents, second_residents) <= 0:
        raise ValueError("A rate needs residents to be held against.")
    p = binomial_p(first, first + second, first_residents / (first_residents + second_residents))
    if second == 0:
        return (float("inf") if first else nan), p
    return (first / first_residents) / (second / second_residents), p
