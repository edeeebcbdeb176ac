"""How much likelier one group is than another, over several rounds or bodies, compared within each and never across."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, inf, isnan, log, nan
from typing import NamedTuple

from parity.stats.exact import checked
from parity.stats.intervals import z_value
from parity.stats.relative import RelativeLikelihood


class Compared(NamedTuple):
    """One round (or body): `first` of `of_first` got through, and `second` of `of_second`."""

    first: int
    of_first: int
    second: int
    of_second: int


def combined_within(rounds: Sequence[Compared], confidence: float = 0.95) -> RelativeLikelihood:
    """The relative likelihood of getting through, first over second, combined over rounds by Mantel and Haenszel.

    `sum(a m / t) / sum(b n / t)` with a of n and b of m in each round of t people; variance of its logarithm after
    Greenland and Robins, Biometrics 1985, 41: 55-68; also Rothman, Greenland and Lash, Modern Epidemiology, 2008,
    chapter 15. Each round is compared within itself, so a round where nearly everyone is appointed cannot turn the whole
    round (Simpson). Unlike an average of the rounds' ratios (`relative.combined`) a round in which nobody from one group
    got through counts in full: left out, they would leave only the rounds in which somebody did, and the finding would
    be made by who was left out.

    With nobody of the first through in any round the ratio is 0, with nobody of the second infinite, and no interval
    exists; with no round that has both groups there is no ratio. One round gives its own ratio and limits.

    >>> [round(x, 3) for x in combined_within([Compared(10, 75, 12, 225)])]
    [2.5, 1.126, 5.55]
    >>> [round(x, 2) for x in combined_within([Compared(10, 75, 12, 225), Compared(3, 20, 0, 10)])]
    [2.83, 1.26, 6.39]
    """
    z = z_value(confidence)
    over = under = spread = 0.0
    for first, of_first, second, of_second in rounds:
        a, n, _ = checked(first, of_first, 0)
        b, m, _ = checked(second, of_second, 0)
        if not n or not m:
            continue
        total = n + m
        over += a * m / total
        under += b * n / total
        spread += (n * m * (a + b) - a * b * total) / total**2
    if over == 0 and under == 0:
        return RelativeLikelihood(nan, nan, nan)
    if over == 0 or under == 0:
        return RelativeLikelihood(0.0 if over == 0 else inf, nan, nan)
    ratio, half = over / under, z * (max(spread, 0.0) / (over * under)) ** 0.5  # rounding can leave it a hair under 0
    return RelativeLikelihood(ratio, exp(log(ratio) - half), exp(log(ratio) + half))


def p_of(found: RelativeLikelihood, confidence: float = 0.95) -> float:
    """The two-sided p that a ratio and its log-normal limits imply (of no difference: a ratio of 1); NaN without limits.

    `confidence` is that of the limits. Altman and Bland, "How to obtain the P value from a confidence interval", BMJ
    2011, 343: d2304.

    >>> round(p_of(combined_within([Compared(10, 75, 12, 225)])), 3)
    0.024
    """
    if isnan(found.lower) or isnan(found.upper) or found.lower == found.upper:
        return nan
    from scipy.stats import norm

    error = log(found.upper / found.lower) / (2 * z_value(confidence))
    return float(2 * norm.sf(abs(log(found.ratio)) / error))
