"""Who stays, and for how long: Kaplan-Meier curves, medians and the log-rank test."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from parity.stats.intervals import z_value

AT_RISK = 10  # people; a curve stops where fewer are left, as each step would then be one or two members' story


class Curve(NamedTuple):
    """The share still serving after each length of time; arrays of one length, one entry per distinct time seen.

    Times are in the unit given. `lower` and `upper` are NaN where no interval exists (before anyone has left).
    """

    time: np.ndarray
    at_risk: np.ndarray  # people still serving just before that time, and followed that far
    left: np.ndarray  # people who left at that time
    staying: np.ndarray  # share (0 to 1) staying longer than that time
    lower: np.ndarray
    upper: np.ndarray


class Median(NamedTuple):
    """The time by which half have left, with its limits; None where the curve does not come down that far."""

    time: float | None
    lower: float | None
    upper: float | None


class LogRank(NamedTuple):
    """The log-rank comparison of two groups."""

    chi_squared: float
    p: float


def staying(durations, left, confidence: float = 0.95, minimum: int = AT_RISK) -> Curve:
    """Kaplan-Meier estimate of the share still serving, drawn only while at least `minimum` are at risk.

    `durations`: one per seat-holding, how long it lasted or has lasted so far; `left`: whether it has ended (False:
    still serving at the return's date, so censored). Formula: the product over leaving times of `1 - left/at risk`.
    Interval: Greenwood's variance on the log(-log) scale, which stays between 0 and 1. Kaplan and Meier, JASA 1958,
    53: 457-481; Kalbfleisch and Prentice, The Statistical Analysis of Failure Time Data, 1980; by `scipy.stats.ecdf`.

    Assumes that those still serving will leave as those before them did. An empty group, or one smaller than
    `minimum`, gives an empty curve. Negative or missing durations raise ValueError.

    >>> curve = staying([6, 6, 7, 9, 10], [True, True, True, False, True], minimum=2)
    >>> [(float(t), int(n), round(float(s), 3)) for t, n, s in zip(curve.time, curve.at_risk, curve.staying)]
    [(6.0, 5, 0.6), (7.0, 3, 0.4), (9.0, 2, 0.4)]
    """
    durations, left = _sample(durations, left)
    if len(durations) < max(1, minimum):
        return Curve(*(np.array([]) for _ in Curve._fields))
    from scipy.stats import CensoredData, ecdf

    estimate = ecdf(CensoredData.right_censored(durations, ~left)).sf
    time = estimate.quantiles
    ordered = np.sort(durations)
    at_risk = len(durations) - np.searchsorted(ordered, time, side="left")
    ended = np.sort(durations[left])
    gone = np.searchsorted(ended, time, side="right") - np.searchsorted(ended, time, side="left")
    lower, upper = _log_log_interval(estimate.probabilities, at_risk, gone, confidence)
    drawn = at_risk >= minimum
    return Curve(*(part[drawn] for part in (time, at_risk, gone, estimate.probabilities, lower, upper)))


def _log_log_interval(shares, at_risk, gone, confidence: float) -> tuple[np.ndarray, np.ndarray]:
    """Greenwood on the log(-log) scale. SciPy has it, but warns where no interval exists, and silencing a warning is
    not safe where several people's pages are worked out at once in one process."""
    z = z_value(confidence)
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = z * np.sqrt(np.cumsum(gone / (at_risk * (at_risk - gone)))) / np.log(shares)
        limits = shares ** np.exp(-spread), shares ** np.exp(spread)
    exists = (shares > 0) & (shares < 1)
    return tuple(np.where(exists, limit, np.nan) for limit in limits)


def share_staying(curve: Curve, after: float) -> float:
    """The share (0 to 1) staying longer than a time, read off the curve; NaN beyond where it was drawn.

    >>> curve = staying([6, 6, 7, 9, 10], [True, True, True, False, True], minimum=2)
    >>> share_staying(curve, 5), round(share_staying(curve, 8), 3), share_staying(curve, 12)
    (1.0, 0.4, nan)
    """
    if not len(curve.time) or after > curve.time[-1]:
        return float("nan")
    step = np.searchsorted(curve.time, after, side="right") - 1
    return 1.0 if step < 0 else float(curve.staying[step])


def median(curve: Curve) -> Median:
    """The shortest time by which the curve is at a half or less; its limits are read off the interval in the same way.

    Brookmeyer and Crowley, Biometrics 1982, 38: 29-41. None where the drawn curve, or the limit, stays above a half:
    "more than half are still serving", or "too few remain to say".

    >>> median(staying([6, 6, 7, 9, 10], [True, True, True, False, True], minimum=1)).time
    7.0
    """

    def reached(shares: np.ndarray) -> float | None:
        hits = np.flatnonzero(np.nan_to_num(shares, nan=1.0) <= 0.5 + 1e-12)
        return float(curve.time[hits[0]]) if len(hits) else None

    return Median(reached(curve.staying), reached(curve.lower), reached(curve.upper))


def log_rank(durations, left, other_durations, other_left, minimum: int = AT_RISK) -> LogRank | None:
    """Do two groups leave at different rates? Two-sided log-rank test, by `scipy.stats.logrank`.

    Mantel, Cancer Chemotherapy Reports 1966, 50: 163-170. None (no test) where either group has fewer than `minimum`
    people or nobody has left either. Assumes that the groups' rates of leaving keep one ratio over time; curves that
    cross can differ without the test showing it.

    >>> log_rank([1, 2, 3], [True] * 3, [4, 5, 6], [True] * 3) is None
    True
    >>> round(log_rank([1, 2, 3], [True] * 3, [4, 5, 6], [True] * 3, minimum=3).chi_squared, 3)
    5.052
    """
    durations, left = _sample(durations, left)
    other_durations, other_left = _sample(other_durations, other_left)
    if min(len(durations), len(other_durations)) < max(1, minimum) or not (left.any() or other_left.any()):
        return None
    from scipy.stats import CensoredData, logrank

    one = CensoredData.right_censored(durations, ~left)
    other = CensoredData.right_censored(other_durations, ~other_left)
    with np.errstate(divide="ignore", invalid="ignore"):
        found = logrank(one, other)
    statistic = float(found.statistic)
    if not np.isfinite(statistic):  # everyone who left did so when only one group remained: nothing to compare
        return None
    return LogRank(statistic**2, float(found.pvalue))


def _sample(durations, left) -> tuple[np.ndarray, np.ndarray]:
    durations, left = np.asarray(durations, float), np.asarray(left, bool)
    if durations.shape != left.shape or durations.ndim != 1:
        raise ValueError("Give one duration and one answer to 'has it ended?' for each seat-holding.")
    if np.isnan(durations).any() or np.any(durations < 0):
        raise ValueError(
            "A seat cannot be held for less than no time: check that starting dates come before ending dates."
        )
    return durations, left
