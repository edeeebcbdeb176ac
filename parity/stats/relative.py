"""How much likelier one group is than another to get through a stage."""

from __future__ import annotations

from math import exp, inf, isnan, log, nan
from typing import NamedTuple

from parity.stats.exact import checked
from parity.stats.intervals import z_value


class RelativeLikelihood(NamedTuple):
    """A ratio of two rates with its limits. 1 is even; NaN where a limit or the ratio cannot be given."""

    ratio: float
    lower: float
    upper: float

    @property
    def clear(self) -> bool:
        """Does the interval leave 1 out? Never where a limit is missing."""
        return not (isnan(self.lower) or isnan(self.upper)) and not self.lower <= 1 <= self.upper

    @property
    def inverse(self) -> RelativeLikelihood:
        """The same comparison the other way round: second against first."""
        return RelativeLikelihood(*(_inverse(x) for x in (self.ratio, self.upper, self.lower)))


def relative_likelihood(
    first: int, of_first: int, second: int, of_second: int, confidence: float = 0.95
) -> RelativeLikelihood:
    """`(first / of_first) / (second / of_second)`, with its log-normal interval.

    For the NHS Workforce Race Equality Standard's indicator 2, `first` are White people appointed of those shortlisted
    and `second` those from ethnic minorities: over 1 means White people were likelier to be appointed. `.inverse` is
    the other way round. By `scipy.stats.contingency.relative_risk` (Katz and others, Biometrics 1978, 34: 469-474).

    Zero cells, as the log of nothing cannot be taken:
    nobody of the first through: ratio 0, no interval; nobody of the second: ratio infinite, no interval; nobody of
    either, or nobody at that stage from one group: no ratio. The limits are then NaN, and the figure is shown without
    a finding, not mended by adding a half to each cell.

    >>> found = relative_likelihood(104, 11037, 189, 11034)
    >>> [round(x, 3) for x in found], found.clear
    ([0.55, 0.434, 0.698], True)
    >>> relative_likelihood(0, 12, 3, 30)
    RelativeLikelihood(ratio=0.0, lower=nan, upper=nan)
    """
    from scipy.stats.contingency import relative_risk

    z_value(confidence)  # refuses a level that is not one
    first, of_first, _ = checked(first, of_first, 0)
    second, of_second, _ = checked(second, of_second, 0)
    if not of_first or not of_second or (first == 0 and second == 0):
        return RelativeLikelihood(nan, nan, nan)
    if first == 0 or second == 0:
        return RelativeLikelihood(0.0 if first == 0 else inf, nan, nan)
    found = relative_risk(first, of_first, second, of_second)
    limits = found.confidence_interval(confidence)
    return RelativeLikelihood(float(found.relative_risk), float(limits.low), float(limits.high))


def combined(ratios: list[RelativeLikelihood], confidence: float = 0.95) -> RelativeLikelihood:
    """Several comparisons (rounds, bodies) as one: the ratios averaged on the log scale, weighted by 1/variance.

    Inverse-variance (Woolf) pooling, fixed effect; it keeps each round's own comparison, so a round where everyone is
    appointed cannot turn the whole round (Simpson). Only comparisons with an interval take part; with none, NaN. The
    variance of each is read back from its interval, which must have been made at the same confidence.
    Source: Rothman, Greenland and Lash, Modern Epidemiology, 2008, chapter 15.

    >>> one = relative_likelihood(10, 75, 12, 225)
    >>> [round(x, 3) for x in combined([one, one])]
    [2.5, 1.422, 4.394]
    """
    z = z_value(confidence)
    usable = [r for r in ratios if not isnan(r.lower) and not isnan(r.upper) and r.lower < r.upper]
    if not usable:
        return RelativeLikelihood(nan, nan, nan)
    weights = [(2 * z / log(r.upper / r.lower)) ** 2 for r in usable]
    middle = sum(w * log(r.ratio) for w, r in zip(weights, usable, strict=True)) / sum(weights)
    half = z / sum(weights) ** 0.5
    return RelativeLikelihood(exp(middle), exp(middle - half), exp(middle + half))


def _inverse(x: float) -> float:
    return inf if x == 0 else 1 / x
