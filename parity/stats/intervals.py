"""How sure a share is: Wilson intervals, differences, ratios and the bounds left by people of unknown ethnicity."""

from __future__ import annotations

from statistics import NormalDist
from typing import NamedTuple

import numpy as np


class Interval(NamedTuple):
    """Two limits, the lower first; floats, or arrays of the shape that was given. NaN where nothing can be said."""

    lower: float
    upper: float


class Difference(NamedTuple):
    """One share less another (-1 to 1) with its limits."""

    value: float
    lower: float
    upper: float

    @property
    def clear(self) -> bool:
        """Does the interval leave 0 out? Never where a limit is missing. For single numbers, not arrays."""
        return self.lower > 0 or self.upper < 0


def z_value(confidence: float = 0.95) -> float:
    """Standard normal deviate that leaves `1 - confidence` outside, half on each side.

    >>> round(z_value(0.95), 6), round(z_value(0.998), 6)
    (1.959964, 3.090232)
    """
    if not 0 < confidence < 1:
        raise ValueError(f"A confidence level lies between 0 and 1, for example 0.95; this one is {confidence}.")
    return NormalDist().inv_cdf(0.5 + confidence / 2)


def wilson(count, base, confidence: float = 0.95) -> Interval:
    """Wilson score interval of `count` out of `base`: shares between 0 and 1.

    Formula: `(count + z²/2 ± z √(count (base - count)/base + z²/4)) / (base + z²)`.
    Source: Wilson 1927; method 3 of Newcombe, "Two-sided confidence intervals for the single proportion",
    Statistics in Medicine 1998, 17: 857-872. Takes numbers or arrays (they are broadcast) and answers in kind; a base
    of 0 has no share, so its limits are NaN. A count need not be whole: rates weighted elsewhere have an interval too.

    >>> lower, upper = wilson(65, 100)
    >>> round(lower, 6), round(upper, 6)
    (0.552544, 0.736358)
    >>> [round(float(x), 3) for x in wilson([0, 3], [20, 18]).upper]
    [0.161, 0.392]
    """
    z = z_value(confidence)
    count, base = _counts(count, base)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.where(base > 0, count / base, np.nan)
        middle = (count + z * z / 2) / (base + z * z)
        half = z * np.sqrt(base * share * (1 - share) + z * z / 4) / (base + z * z)
    lower = middle - half  # for 0 exactly 0: √(z²/4) is z/2 to the last digit
    # For all, rounding would leave 18 of 18 with an upper limit a hair under 1, which is not everyone.
    upper = np.where((count == base) & (base > 0), 1.0, middle + half)
    return Interval(_in_kind(lower), _in_kind(upper))


def square_and_add(first: float, first_interval, second: float, second_interval) -> Difference:
    """`first - second` where each comes with an interval of its own, the two estimates being independent.

    Formula: `d - √((p1-l1)² + (u2-p2)²)` to `d + √((u1-p1)² + (p2-l2)²)`: method 10 of Newcombe, "Interval estimation
    for the difference between independent proportions", Statistics in Medicine 1998, 17: 873-890, with the second
    interval given instead of computed. Use it to hold a body's share against a reference that is itself an estimate
    (pass `(value, value)` for a reference counted without error: the interval is then the share's own, shifted).

    >>> d = square_and_add(0.70, (0.583, 0.795), 0.60, (0.490, 0.700))
    >>> round(d.value, 3), round(d.lower, 3), round(d.upper, 3)
    (0.1, -0.054, 0.245)
    """
    first, second = np.asarray(first, float), np.asarray(second, float)
    (l1, u1), (l2, u2) = (tuple(np.asarray(end, float) for end in pair) for pair in (first_interval, second_interval))
    for value, low, high in ((first, l1, u1), (second, l2, u2)):
        if np.any((low > value + 1e-12) | (high < value - 1e-12)):
            raise ValueError("An estimate must lie inside its own interval; check the order of the limits.")
    d = first - second
    lower = d - np.hypot(first - l1, u2 - second)
    upper = d + np.hypot(u1 - first, second - l2)
    return Difference(_in_kind(d), _in_kind(lower), _in_kind(upper))


def weighted(values, lower, upper, weights) -> tuple[float, Interval]:
    """`sum(weight * value)` of independent estimates, each with an interval of its own; the weights add up to 1.

    Formula: `v - √(sum (w (v_i - l_i))²)` to `v + √(sum (w (u_i - v_i))²)`: the same recovery of variances from limits
    as method 10, for more than two (Zou and Donner, Statistics in Medicine 2008, 27: 1693-1702). For the groups of one
    survey put together by how many of each were asked, or places by the people in them. NaN with no estimates.

    >>> value, interval = weighted([0.4, 0.2], [0.3, 0.1], [0.5, 0.3], [0.5, 0.5])
    >>> round(value, 3), round(interval.lower, 3), round(interval.upper, 3)
    (0.3, 0.229, 0.371)
    """
    values, lower, upper, weights = (np.asarray(each, float) for each in (values, lower, upper, weights))
    if not len(values):
        return float("nan"), Interval(float("nan"), float("nan"))
    if abs(weights.sum() - 1) > 1e-9 or np.any(weights < 0):
        raise ValueError("Weights are shares of a whole: none under 0, and together 1.")
    value = float((weights * values).sum())
    down, up = (float(np.sqrt(((weights * (end - values)) ** 2).sum())) for end in (lower, upper))
    return value, Interval(value - down, value + up)


def difference(count1, base1, count2, base2, confidence: float = 0.95) -> Difference:
    """Share of the first less share of the second, two independent samples (Newcombe 1998b, method 10).

    Shares, -1 to 1; NaN where either base is 0.

    >>> d = difference(56, 70, 48, 80)
    >>> round(d.value, 4), round(d.lower, 4), round(d.upper, 4)
    (0.2, 0.0524, 0.3339)
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        shares = [np.divide(*_counts(count, base)) for count, base in ((count1, base1), (count2, base2))]
    return square_and_add(shares[0], wilson(count1, base1, confidence), shares[1], wilson(count2, base2, confidence))


def ratio(share, share_interval, reference) -> tuple[float, Interval]:
    """Representation ratio `share / reference` and its interval: the share's limits divided by the reference.

    1 is parity, 0.5 half of what the population would give. The reference is taken as known (a census count); where
    it is an estimate with an interval of its own, report the difference by `square_and_add` instead. NaN where the
    reference is 0: nobody to be represented.

    >>> value, interval = ratio(3 / 18, wilson(3, 18), 0.48)
    >>> round(value, 2), round(interval.lower, 2), round(interval.upper, 2)
    (0.35, 0.12, 0.82)
    """
    reference = np.asarray(reference, float)
    if np.any((reference < 0) | (reference > 1)):
        raise ValueError("A reference share lies between 0 and 1.")
    with np.errstate(invalid="ignore", divide="ignore"):
        value, lower, upper = (
            _in_kind(np.where(reference > 0, np.asarray(part, float) / reference, np.nan))
            for part in (share, *share_interval)
        )
    return value, Interval(lower, upper)


def unknown_bounds(count, base, unknown) -> Interval:
    """Lowest and highest share possible once everyone of unknown ethnicity is counted: `n/(N+U)` to `(n+U)/(N+U)`.

    `count` and `base` are people of known ethnicity, `unknown` those besides them. Not an interval of chance but of
    arithmetic: the truth is certainly inside (Manski, "Partial Identification of Probability Distributions", 2003,
    chapter 1). NaN where there is nobody at all.

    >>> unknown_bounds(3, 18, 2)
    Interval(lower=0.15, upper=0.25)
    """
    count, base = _counts(count, base)
    unknown = np.asarray(unknown, float)
    if np.any(unknown < 0):
        raise ValueError("The number of people of unknown ethnicity cannot be negative.")
    everyone = base + unknown
    with np.errstate(invalid="ignore", divide="ignore"):
        return Interval(_in_kind(count / everyone), _in_kind((count + unknown) / everyone))


def _counts(count, base) -> tuple[np.ndarray, np.ndarray]:
    count, base = np.asarray(count, float), np.asarray(base, float)
    if np.any(count < 0) or np.any(base < 0):
        raise ValueError("Counts of people cannot be negative.")
    if np.any(count > base):
        raise ValueError(
            "A group cannot have more people than its base: check that count and base are the same return."
        )
    return count, base


def _in_kind(values):
    """A number for a number, an array for an array: callers of one board should not unpack arrays."""
    values = np.asarray(values, float)
    return float(values) if values.ndim == 0 else values
