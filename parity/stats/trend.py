"""Is a share rising or falling? Straight lines through observations, never across a break."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from math import isnan, nan
from typing import NamedTuple

import numpy as np

from parity.stats.exact import LEVEL
from parity.stats.intervals import z_value

POINTS = 4  # fewer points make a line, not a trend


class Point(NamedTuple):
    """One observation: when (in years, 2024.25), the share (0 to 1) and its sampling variance."""

    when: float
    share: float
    variance: float


class Direction(StrEnum):
    """What may be said of a series."""

    RISE = "rise"
    FALL = "fall"
    NO_CLEAR_TREND = "no_clear_trend"
    TOO_FEW_POINTS = "too_few_points"


class Trend(NamedTuple):
    """A fitted line; `slope` in shares a year, its limits, the p-value, and what may be said. NaN where not fitted."""

    direction: Direction
    points: int
    slope: float
    lower: float
    upper: float
    p: float
    error: float  # standard error of the slope
    holds_without_any_one: bool  # the slope keeps its sign whichever point is left out


def counted(when: float, count: float, base: float) -> Point:
    """A point from a count: its variance is `q (1 - q) / (base + 4)` with `q = (count + 2) / (base + 4)`.

    Two of each are added (Agresti and Coull, American Statistician 1998, 52: 119-126) so that 0 of 5, which has no
    variance by the plain formula, does not outweigh every other observation. The share itself is left as it is.

    >>> point = counted(2024.0, 0, 20)
    >>> point.share, round(point.variance, 5)
    (0.0, 0.00318)
    """
    if not 0 <= count <= base or base == 0:
        raise ValueError(
            f"{count} of {base} is not an observation: it needs at least one person, and no more than all."
        )
    q = (count + 2) / (base + 4)
    return Point(float(when), count / base, q * (1 - q) / (base + 4))


def estimated(when: float, share: float, lower: float, upper: float, confidence: float = 0.95) -> Point:
    """A point from a published estimate with an interval: its variance is `((upper - lower) / 2z)²`.

    >>> round(estimated(2020.0, 0.40, 0.38, 0.42).variance, 6)
    0.000104
    """
    if not lower <= share <= upper or lower == upper:
        raise ValueError("An estimate must lie inside its own interval, and the interval must have some width.")
    return Point(float(when), float(share), float(((upper - lower) / (2 * z_value(confidence))) ** 2))


def trend(points: Iterable[Point], confidence: float = 0.95) -> Trend:
    """Weighted least squares of the share on time, weights 1/variance, over one unbroken series.

    A rise or fall is said only if p < 0.05 and the slope keeps its sign when any one point is left out; under 4 points
    (or with all at one date) nothing is. p is of the two-sided t-test on n - 2 degrees of freedom, the slope's error
    being the larger of two: the one the sampling variances imply, and the one the scatter about the line implies. So
    four points that happen to lie in line look no surer than their sizes allow, and points that scatter more than
    chance look no surer than their scatter (the "Birge ratio", Physical Review 1932, 40: 207-227, never taken below 1).
    Weighted least squares: Faraway, Linear Models with R, 2005, section 6.2. By `numpy.polyfit` and `scipy.special.stdtr`.

    Assumes a straight line, independent observations (returns of one board share members from year to year, which makes
    it look surer than it is) and one definition throughout: split at breaks first (`segments`).

    >>> found = trend([counted(year, count, 40) for year, count in zip(range(2019, 2026), (4, 5, 6, 9, 10, 13, 14))])
    >>> found.direction.value, round(found.slope, 3)
    ('rise', 0.044)
    """
    points = sorted(points)
    n = len(points)
    if any(point.variance <= 0 or isnan(point.variance) for point in points):
        raise ValueError(
            "Each observation needs a sampling variance over 0: make points with `counted` or `estimated`."
        )
    when, share = (np.array([point[i] for point in points], float) for i in (0, 1))
    if n < POINTS or len(set(when)) < 3:
        return Trend(Direction.TOO_FEW_POINTS, n, nan, nan, nan, nan, nan, False)
    from scipy import special

    weights = np.array([point.variance for point in points]) ** -0.5
    slope, error_known, scatter = _line(when, share, weights)
    error = error_known * max(1.0, scatter)
    p = float(2 * special.stdtr(n - 2, -abs(slope) / error))
    half = float(special.stdtrit(n - 2, 0.5 + confidence / 2)) * error
    without = [_line(np.delete(when, i), np.delete(share, i), np.delete(weights, i))[0] for i in range(n)]
    holds = slope != 0 and all(other * slope > 0 for other in without)
    direction = Direction.NO_CLEAR_TREND
    if p < LEVEL and holds:
        direction = Direction.RISE if slope > 0 else Direction.FALL
    return Trend(direction, n, slope, slope - half, slope + half, p, error, holds)


def segments(points: Iterable[Point], breaks: Sequence[float]) -> list[list[Point]]:
    """The series cut at each break in classification, boundary or source; parts in order of time, none of them empty.

    An observation on the day of a break belongs to what comes after it. Fit each part on its own: a line across a break
    would read a change of question as a change in the world.

    >>> parts = segments([Point(2009.0, 0.1, 1.0), Point(2011.0, 0.2, 1.0), Point(2012.0, 0.3, 1.0)], [2011.0])
    >>> [[point.when for point in part] for part in parts]
    [[2009.0], [2011.0, 2012.0]]
    """
    points = sorted(points)
    edges = sorted({*breaks})
    parts: dict[int, list[Point]] = {}
    for point in points:
        parts.setdefault(sum(edge <= point.when for edge in edges), []).append(point)
    return list(parts.values())


def _line(when: np.ndarray, share: np.ndarray, weights: np.ndarray) -> tuple[float, float, float]:
    """Slope, its error from the weights alone, and the scatter about the line in units of those errors."""
    middle = np.average(when, weights=weights**2)  # centred, or years like 2024 lose digits
    slope, level = np.polyfit(when - middle, share, 1, w=weights)
    residuals = weights * (share - level - slope * (when - middle))
    error = 1 / np.sqrt(np.sum((weights * (when - middle)) ** 2))
    freedom = len(when) - 2
    return float(slope), float(error), float(np.sqrt(np.sum(residuals**2) / freedom)) if freedom > 0 else nan
