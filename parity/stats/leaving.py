"""Does one group leave sooner than another, over several bodies, each compared within itself?"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, log
from typing import NamedTuple

import numpy as np

from parity.stats.intervals import z_value
from parity.stats.survival import AT_RISK


class Service(NamedTuple):
    """How long people of one body served, and whether they have left: arrays of one length, for a group and for others."""

    group: Sequence[float]
    group_left: Sequence[bool]
    others: Sequence[float]
    others_left: Sequence[bool]


class LeavingCompared(NamedTuple):
    """The log-rank comparison within bodies. More observed than expected: the group leaves sooner."""

    observed: int  # people of the group who left
    expected: float  # who would have, had both left at one rate in each body
    chi_squared: float
    p: float


def log_rank_within(bodies: Sequence[Service], minimum: int = AT_RISK) -> LeavingCompared | None:
    """Two groups' leaving compared within each body, the differences added up: the stratified log-rank test, two-sided.

    At each time anyone of a body left, the expected number of the group is `left * at risk of the group / at risk`,
    with the hypergeometric variance; observed less expected, and variances, are summed over times and bodies. Mantel,
    Cancer Chemotherapy Reports 1966, 50: 163-170; stratified: Collett, Modelling Survival Data in Medical Research,
    2015, section 2.8. With one body it is `survival.log_rank`. SciPy has no stratified form. A body whose members stay
    for shorter times cannot make the group that is larger there look as if it left sooner (Simpson).

    None where either group has fewer than `minimum` people in all, or where nobody left while both were there.

    >>> found = log_rank_within([Service([1, 2, 3], [True] * 3, [4, 5, 6], [True] * 3)], minimum=3)
    >>> found.observed, round(found.expected, 3), round(found.chi_squared, 3)
    (3, 1.15, 5.052)
    """
    smaller = min(sum(len(body.group) for body in bodies), sum(len(body.others) for body in bodies))
    if smaller < max(1, minimum):
        return None
    observed, expected, variance = 0, 0.0, 0.0
    for body in bodies:
        group, group_left = _sample(body.group, body.group_left)
        others, others_left = _sample(body.others, body.others_left)
        observed += int(group_left.sum())
        times, left = np.unique(np.concatenate([group[group_left], others[others_left]]), return_counts=True)
        ours, total = _at_risk(group, times), _at_risk(group, times) + _at_risk(others, times)
        expected += float((left * ours / total).sum())
        spread = left * (ours / total) * (1 - ours / total) * (total - left) / np.maximum(total - 1, 1)
        variance += float(spread.sum())
    if variance < 1e-12:
        return None
    from scipy.stats import chi2

    statistic = (observed - expected) ** 2 / variance
    return LeavingCompared(observed, expected, statistic, float(chi2.sf(statistic, 1)))


def departures_needed(share: float, times_the_rate: float = 2.0, power: float = 0.8) -> int:
    """How many must have left, in all, to have shown a group leaving at twice (or half) the others' rate.

    `share` (0 to 1) of the people are of the group; two-sided test at 0.05. `d = (z + z')² / (share (1 - share) ln² h)`:
    Schoenfeld, Biometrics 1983, 39: 499-503. A share of 0 or 1 leaves nobody to compare: ValueError.

    >>> departures_needed(0.5), departures_needed(0.2)
    (66, 103)
    """
    if not 0 < share < 1:
        raise ValueError(f"With a share of {share} there is nobody to compare the group with.")
    one, other = z_value(0.95), z_value(2 * power - 1)  # two-sided 0.05; a power of 0.8 leaves 0.2 on one side
    return ceil((one + other) ** 2 / (share * (1 - share) * log(times_the_rate) ** 2))


def _at_risk(durations: np.ndarray, times: np.ndarray) -> np.ndarray:
    """How many are still serving just before each time."""
    return len(durations) - np.searchsorted(np.sort(durations), times, side="left")


def _sample(durations, left) -> tuple[np.ndarray, np.ndarray]:
    durations, left = np.asarray(durations, float), np.asarray(left, bool)
    if durations.shape != left.shape or durations.ndim != 1:
        raise ValueError("Give one duration and one answer to 'has it ended?' for each seat-holding.")
    if np.isnan(durations).any() or np.any(durations < 0):
        raise ValueError(
            "A seat cannot be held for less than no time: check that starting dates come before ending dates."
        )
    return durations, left
