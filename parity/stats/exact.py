"""Exact tests: could chance alone have given this count, and was the body large enough to show it?"""

from __future__ import annotations

from functools import lru_cache
from math import ceil, log
from operator import index

import numpy as np

LEVEL = 0.05  # a finding is claimed only where chance alone gives it less often than this
POWER = 0.80  # "large enough" means it would have shown a shortfall of half this often
_TABLE_UP_TO = 2_000  # people; beyond this one SciPy call is quicker than a table of every count
_TIES = 1 + 1e-7  # SciPy's and R's tolerance: equally likely counts must not be parted by rounding


def binomial_p(count: int, base: int, reference: float) -> float:
    """Two-sided exact p of `count` of `base` when each is drawn with probability `reference`.

    The sum of the probabilities of all counts no more likely than the one seen (the minimum-likelihood rule of
    `scipy.stats.binomtest` and R's `binom.test`; Agresti, Categorical Data Analysis, 2002, section 1.4.4).
    A base of 0 gives 1: nothing seen, nothing shown. Whole counts only; impossible inputs raise ValueError.

    >>> round(binomial_p(3, 15, 0.1), 6), round(binomial_p(682, 925, 0.75), 4)
    (0.184061, 0.3825)
    """
    count, base, reference = checked(count, base, reference)
    if base <= _TABLE_UP_TO:
        return float(_p_by_count(base, reference)[count])
    return _scipy_p(count, base, reference)


def power_for_half(base: int, reference: float, level: float = LEVEL) -> float:
    """Chance that a body of `base` people, drawn at half the reference share, is called below parity.

    The counts that would be called below are those under `reference * base` with a two-sided exact p under `level`;
    the power is their exact binomial probability at `reference / 2` (no normal approximation, so it rises in a
    saw-tooth as the base grows). Power of exact tests: Chernick and Liu, "The saw-toothed behavior of power versus
    sample size", American Statistician 2002, 56: 149-155.

    >>> round(power_for_half(20, 0.4), 3), round(power_for_half(40, 0.4), 3)
    (0.411, 0.732)
    """
    _, base, reference = checked(0, base, reference)
    return _power_for_half(base, reference, float(level))


def large_enough(base: int, reference: float, level: float = LEVEL) -> bool:
    """Would this body have shown a shortfall of half the reference share, four times in five?

    >>> large_enough(20, 0.4), large_enough(60, 0.4)
    (False, True)
    """
    return power_for_half(base, reference, level) >= POWER


def smallest_board(reference: float, level: float = LEVEL) -> int:
    """Smallest body in which nobody from the group is more than chance: least N with `(1-reference)^N <= level`.

    One-sided, as only absence is in question; the same arithmetic as the "rule of three" (Hanley and Lippman-Hand,
    JAMA 1983, 249: 1743-1745). A reference of 0 has no such board: ValueError. The verdict's test is two-sided and asks
    for a few people more: see `smallest_board_called`.

    >>> [smallest_board(share) for share in (0.05, 0.10, 0.20, 0.30, 0.40)]
    [59, 29, 14, 9, 6]
    """
    _, _, reference = checked(0, 0, reference)
    if reference == 0:
        raise ValueError("With no residents in the group, no board is large enough to show that it is left out.")
    if reference == 1:
        return 1
    size = max(1, ceil(log(level) / log(1 - reference)) - 1)
    while (1 - reference) ** size > level * (1 + 1e-12):
        size += 1
    return size


def smallest_board_called(reference: float, level: float = LEVEL) -> int:
    """Smallest body that is called below parity when nobody is from the group, by the two-sided test of the verdicts.

    Every larger body without anyone from the group is called too. Say this number, not `smallest_board`, beside
    a verdict: a board of 14 with nobody from a group of 20 % is still too few to tell.

    >>> [smallest_board_called(share) for share in (0.05, 0.10, 0.20, 0.30, 0.40)]
    [76, 34, 17, 10, 7]
    """
    low = smallest_board(reference, level) - 1  # not called: two-sided p is never under one-sided
    high = 4 * (low + 1)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if binomial_p(0, middle, reference) < level else (middle, high)
    return high


def benjamini_hochberg(p_values) -> np.ndarray:
    """Adjusted p-values of one family of tests, in the order given; NaN in, NaN out (no test, no place in the family).

    Calling all with an adjusted p under 0.05 keeps the expected share of false findings under 5 % (Benjamini and
    Hochberg, JRSS B 1995, 57: 289-300), by `scipy.stats.false_discovery_control`.

    >>> [round(float(p), 3) for p in benjamini_hochberg([0.01, 0.04, 0.03, 0.5])]
    [0.04, 0.053, 0.053, 0.5]
    """
    from scipy.stats import false_discovery_control

    p_values = np.asarray(p_values, float)
    adjusted = np.full(p_values.shape, np.nan)
    tested = ~np.isnan(p_values)
    if tested.any():
        adjusted[tested] = false_discovery_control(p_values[tested], method="bh")
    return adjusted


def family_level(p_values, level: float = LEVEL) -> float:
    """The level at which each test of a family must pass on its own for Benjamini-Hochberg to hold.

    `level * k / m`, m the tests made and k the number they reject (at least 1): `p < family_level(...)` for the same
    tests whose adjusted p is under `level`. Judging each body at this level keeps test, power and unknown bounds of one
    family on one footing. No tests: `level`.

    >>> round(family_level([0.001, 0.02, 0.03, 0.5]), 4)
    0.0375
    """
    adjusted = benjamini_hochberg(p_values)
    tested = int((~np.isnan(adjusted)).sum())
    return level * max(1, int((adjusted < level).sum())) / tested if tested else level


def pooled_pmf(bases, references) -> np.ndarray:
    """Chance of 0, 1, 2 ... people from the group over several bodies, each with its own size and reference.

    The sum of independent binomials (Poisson-binomial distribution; Wang, Statistica Sinica 1993, 3: 295-312), exact by
    convolution. Counts run from 0 to the sum of the bases; chances under 1e-60 are 0.

    >>> [round(float(x), 3) for x in pooled_pmf([1, 2], [0.5, 0.25])]
    [0.281, 0.469, 0.219, 0.031]
    """
    pairs = [checked(0, base, reference)[1:] for base, reference in zip(bases, references, strict=True)]
    return _pooled_pmf(tuple(sorted(pairs)))


def pooled_p(count: int, bases, references) -> float:
    """Two-sided exact p of `count` people over several bodies with different references, by minimum likelihood.

    The rule of `binomial_p` applied to `pooled_pmf`; equal to it when all references are equal.

    >>> round(pooled_p(3, [5, 10], [0.1, 0.1]), 6)
    0.184061
    """
    pmf = pooled_pmf(bases, references)
    count = index(count)
    if not 0 <= count < len(pmf):
        raise ValueError(f"{count} people cannot come from bodies with {len(pmf) - 1} people in all.")
    return float(_minimum_likelihood(pmf)[count])


def pooled_power_for_half(bases, references, level: float = LEVEL) -> float:
    """Chance that bodies drawn at half their own references are together called below parity (see `power_for_half`).

    >>> round(pooled_power_for_half([20, 20], [0.4, 0.4]), 3)
    0.732
    """
    bases, references = list(bases), [float(reference) for reference in references]
    null = pooled_pmf(bases, references)
    called = _minimum_likelihood(null) < level
    called &= np.arange(len(null)) < sum(b * r for b, r in zip(bases, references, strict=True)) - 1e-9
    return float(pooled_pmf(bases, [r / 2 for r in references])[called].sum())


def checked(count, base, reference) -> tuple[int, int, float]:
    """The same three, whole and possible; otherwise ValueError with a sentence saying which is wrong."""
    try:
        count, base = (int(x) if float(x).is_integer() else index(x) for x in (count, base))
    except (TypeError, ValueError, OverflowError):
        raise ValueError(f"An exact test counts whole people; this was {count} of {base}.") from None
    if count < 0 or base < 0:
        raise ValueError("Counts of people cannot be negative.")
    if count > base:
        raise ValueError(f"{count} of {base} is impossible: a group cannot have more people than its base.")
    reference = float(reference)
    if not 0 <= reference <= 1:
        raise ValueError(f"A reference share lies between 0 and 1; this one is {reference}.")
    return count, base, reference


@lru_cache(maxsize=16_384)
def _scipy_p(count: int, base: int, reference: float) -> float:
    from scipy.stats import binomtest

    return float(binomtest(count, base, reference).pvalue) if base else 1.0


@lru_cache(maxsize=2_048)
def _binomial_pmf(base: int, reference: float) -> np.ndarray:
    from scipy.stats import binom

    pmf = np.asarray(binom.pmf(np.arange(base + 1), base, reference))
    pmf.setflags(write=False)
    return pmf


@lru_cache(maxsize=2_048)
def _p_by_count(base: int, reference: float) -> np.ndarray:
    """p of every count at once: a page asks for hundreds of tests, and SciPy's takes half a millisecond each."""
    return _minimum_likelihood(_binomial_pmf(base, reference))


def _minimum_likelihood(pmf: np.ndarray) -> np.ndarray:
    """For each count, the chance of all counts no more likely than it."""
    ordered = np.sort(pmf)
    upto = np.concatenate(([0.0], np.cumsum(ordered)))
    p = np.minimum(1.0, upto[np.searchsorted(ordered, pmf * _TIES, side="right")])
    p.setflags(write=False)
    return p


@lru_cache(maxsize=16_384)
def _power_for_half(base: int, reference: float, level: float) -> float:
    from scipy.stats import binom

    expected = base * reference - 1e-9
    # p rises with the count up to the most likely one, so the counts called below are 0, 1, ... up to a last one.
    low, high = 0, ceil(expected)  # counts under `low` are called below, counts from `high` on are not
    while low < high:
        middle = (low + high) // 2
        if middle < expected and binomial_p(middle, base, reference) < level:
            low = middle + 1
        else:
            high = middle
    return float(binom.cdf(low - 1, base, reference / 2)) if low else 0.0


@lru_cache(maxsize=64)
def _pooled_pmf(pairs: tuple[tuple[int, float], ...]) -> np.ndarray:
    """Convolve, smallest first, leaving out tails too thin to matter so that a hundred large bodies stay quick."""
    start, pmf = 0, np.ones(1)
    for base, reference in pairs:
        # Large tables are not worth keeping: the cache is for boards.
        part = (_binomial_pmf if base <= _TABLE_UP_TO else _binomial_pmf.__wrapped__)(base, reference)
        kept = np.flatnonzero(part > 1e-60)
        pmf = np.convolve(pmf, part[kept[0] : kept[-1] + 1])
        start += kept[0]
        kept = np.flatnonzero(pmf > 1e-60)
        pmf, start = pmf[kept[0] : kept[-1] + 1], start + kept[0]
    whole = np.zeros(sum(base for base, _ in pairs) + 1)
    whole[start : start + len(pmf)] = pmf
    whole.setflags(write=False)
    return whole
