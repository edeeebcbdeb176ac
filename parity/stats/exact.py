"""Exact tests: could chance alone have given this count, and was the body large enough to show it?"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from math import ceil, floor, log, sqrt
from operator import index

import numpy as np

from parity.stats import many

LEVEL = 0.05  # a finding is claimed only where chance alone gives it less often than this
POWER = 0.80  # "large enough" means it would have shown a shortfall of half this often
_TABLE_UP_TO = 2_000  # people; beyond this one SciPy call is quicker than a table of every count
_RARE = 42.0  # exp(-42) is under 1e-18: nothing, beside rounding
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


def binomial_ps(counts: np.ndarray, bases: np.ndarray, references: np.ndarray) -> np.ndarray:
    """`binomial_p` of many bodies at once, the same numbers: those of one base are worked out together.

    Whole numbers and shares, one of each for every body, as `checked` lets them through.

    >>> binomial_ps(np.array([3, 682]), np.array([15, 925]), np.array([0.1, 0.75])).round(4).tolist()
    [0.1841, 0.3825]
    """
    found = np.ones(len(counts))
    for base, mine in _of_one_base(bases):
        if base > _TABLE_UP_TO:
            found[mine] = [_scipy_p(int(counts[row]), base, float(references[row])) for row in mine]
        else:  # bodies that serve the same places share a table
            each, table = np.unique(references[mine], return_inverse=True)
            found[mine] = _p_of_one_base(base, each, table, counts[mine])
    return found


def levels_for_half(bases: np.ndarray, references: np.ndarray) -> np.ndarray:
    """The level over which each body is large enough, `power_for_half` being `POWER` or more; infinite where none is.

    The counts that are called below are the fewer the stricter the level: a body is large enough while the least count
    that half the reference stays within four times in five is one of them, so while its p is under the level.

    >>> level = levels_for_half(np.array([60]), np.array([0.4]))[0]
    >>> round(power_for_half(60, 0.4, level), 3), round(power_for_half(60, 0.4, level + 1e-9), 3)
    (0.793, 0.869)
    """
    counts = _counts_at_power(bases, references)
    found = np.full(len(bases), np.inf)
    some = np.flatnonzero(counts < bases * references - 1e-9)
    large = bases[some] > _TABLE_UP_TO
    found[some[~large]] = binomial_ps(*(each[some[~large]] for each in (counts, bases, references)))
    for row in some[large]:
        found[row] = _pooled_p(((int(bases[row]), float(references[row])),), int(counts[row]))
    return found


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
    Hochberg, JRSS B 1995, 57: 289-300): the numbers of `scipy.stats.false_discovery_control`, to the last digit.

    >>> [round(float(p), 3) for p in benjamini_hochberg([0.01, 0.04, 0.03, 0.5])]
    [0.04, 0.053, 0.053, 0.5]
    """
    p_values = np.asarray(p_values, float)
    adjusted = np.full(p_values.shape, np.nan)
    tested = np.flatnonzero(~np.isnan(p_values))
    order = tested[np.argsort(p_values[tested])]
    rising = p_values[order] * (len(order) / np.arange(1.0, len(order) + 1))
    adjusted[order] = np.minimum(np.minimum.accumulate(rising[::-1])[::-1], 1.0)
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

    The sum of independent binomials (Poisson-binomial distribution; Wang, Statistica Sinica 1993, 3: 295-312), by the
    discrete Fourier transform of its characteristic function (Hong, Computational Statistics and Data Analysis 2013,
    59: 41-51): exact but for rounding, each chance to 1e-12. Counts run from 0 to the sum of the bases.

    >>> [round(float(x), 3) for x in pooled_pmf([1, 2], [0.5, 0.25])]
    [0.281, 0.469, 0.219, 0.031]
    """
    start, pmf = _pooled(_pairs(bases, references))
    whole = np.zeros(sum(int(base) for base in bases) + 1)
    whole[start : start + len(pmf)] = pmf
    return whole


def pooled_p(count: int, bases, references) -> float:
    """Two-sided exact p of `count` people over several bodies with different references, by minimum likelihood.

    The rule of `binomial_p` applied to `pooled_pmf`; equal to it when all references are equal. To 1e-12: what is
    rarer is 0.

    >>> round(pooled_p(3, [5, 10], [0.1, 0.1]), 6)
    0.184061
    """
    pairs, count = _pairs(bases, references), index(count)
    everyone = sum(base for base, _ in pairs)
    if not 0 <= count <= everyone:
        raise ValueError(f"{count} people cannot come from bodies with {everyone} people in all.")
    return _pooled_p(pairs, count)


def pooled_power_for_half(bases, references, level: float = LEVEL) -> float:
    """Chance that bodies drawn at half their own references are together called below parity (see `power_for_half`).

    >>> round(pooled_power_for_half([20, 20], [0.4, 0.4]), 3)
    0.732
    """
    pairs = _pairs(bases, references)
    expected = sum(base * reference for base, reference in pairs) - 1e-9
    # p rises with the count up to the most likely one, so the counts called below are 0, 1, ... up to a last one.
    low, high = 0, ceil(expected)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if middle < expected and _pooled_p(pairs, middle) < level else (low, middle)
    start, pmf = _pooled(tuple((base, reference / 2) for base, reference in pairs))
    return float(pmf[: max(0, low - start)].sum())


def checked(count, base, reference) -> tuple[int, int, float]:
    """The same three, whole and possible; otherwise ValueError with a sentence saying which is wrong."""
    if (
        type(count) is int
        and type(base) is int
        and type(reference) is float
        and 0 <= count <= base
        and 0 <= reference <= 1
    ):
        return count, base, reference
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
    """`scipy.stats.binomtest` to the last digit, without its look at every argument of the twenty chances it asks for."""
    from scipy.stats import binom

    expected = base * reference
    if not base or count == expected:
        return 1.0

    def chance(number: int) -> float:
        return float(binom._pmf(number, base, reference))

    # The first count on the other side of the most likely one that is no likelier than the one seen.
    most = chance(count) * _TIES
    low, high = (ceil(expected), base) if count < expected else (0, floor(expected))
    sign = -1 if count < expected else 1
    while low < high:
        middle = low + (high - low) // 2
        there = chance(middle)
        if there == most:
            low = high = middle
        elif sign * there < sign * most:
            low = middle + 1
        else:
            high = middle - 1
    found = low if sign * chance(low) <= sign * most else low - 1
    if count < expected:
        others = base - found + (most == chance(found))
        p = _tail(binom._cdf(count, base, reference)) + _tail(binom._sf(base - others, base, reference))
    else:
        below = _tail(binom._cdf(found, base, reference)) if found >= 0 else 0.0
        p = below + _tail(binom._sf(count - 1, base, reference))
    return min(1.0, p)


def _tail(chance: float) -> float:
    return min(max(float(chance), 0.0), 1.0)


def _chances(base: int, reference: float | np.ndarray) -> np.ndarray:
    """`binom.pmf` of every count: SciPy's formula without its look at arguments, checked here, that takes ten times as long."""
    from scipy.stats import binom

    return np.clip(binom._pmf(np.arange(base + 1), base, reference), 0.0, 1.0)


def _chance_up_to(count: int | np.ndarray, base: int, reference: float | np.ndarray) -> np.ndarray:
    """`binom.cdf` of counts from -1 on and under the base, as `_chances`."""
    from scipy.stats import binom

    return np.clip(binom._cdf(count, base, reference), 0.0, 1.0)


@lru_cache(maxsize=2_048)
def _binomial_pmf(base: int, reference: float) -> np.ndarray:
    pmf = _chances(base, reference)
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


def _p_of_one_base(base: int, references: np.ndarray, table: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """p of counts of one base, each at the reference its `table` is of: all counts no more likely than its own."""
    pmf = _chances(base, references[:, None])
    ordered = np.sort(pmf, axis=1)
    upto = np.concatenate([np.zeros((len(pmf), 1)), np.cumsum(ordered, axis=1)], axis=1)
    likely = pmf[table, counts] * _TIES
    return np.minimum(1.0, upto[table, (ordered[table] <= likely[:, None]).sum(axis=1)])


def _counts_at_power(bases: np.ndarray, references: np.ndarray) -> np.ndarray:
    """The least count that a body drawn at half its reference does not exceed with a chance of `POWER`."""
    from scipy.stats import binom

    half = references / 2
    counts = np.clip(binom._ppf(POWER, bases, half), 0, bases).astype(int)
    for step in (1, -1):  # as the chances themselves have it, should the inverse be out by rounding
        while (off := _off(counts, bases, half, step)).any():
            counts = counts + step * off
    return counts


def _off(counts: np.ndarray, bases: np.ndarray, half: np.ndarray, step: int) -> np.ndarray:
    if step > 0:
        return _chance_up_to(counts, bases, half) < POWER
    return (counts > 0) & (_chance_up_to(np.maximum(counts - 1, 0), bases, half) >= POWER)


def _of_one_base(bases: np.ndarray) -> Iterator[tuple[int, np.ndarray]]:
    order = np.argsort(bases, kind="stable")
    for mine in np.split(order, np.flatnonzero(np.diff(bases[order])) + 1):
        if len(mine):
            yield int(bases[mine[0]]), mine


@lru_cache(maxsize=16_384)
def _power_for_half(base: int, reference: float, level: float) -> float:
    expected = base * reference - 1e-9
    # p rises with the count up to the most likely one, so the counts called below are 0, 1, ... up to a last one.
    low, high = 0, ceil(expected)  # counts under `low` are called below, counts from `high` on are not
    pairs = ((base, reference),)  # of a large body one table of the counts that matter, not a SciPy call for each
    while low < high:
        middle = (low + high) // 2
        p = binomial_p(middle, base, reference) if base <= _TABLE_UP_TO else _pooled_p(pairs, middle)
        if middle < expected and p < level:
            low = middle + 1
        else:
            high = middle
    return float(_chance_up_to(low - 1, base, reference / 2)) if low else 0.0


def _pairs(bases, references) -> tuple[tuple[int, float], ...]:
    """Each body's base and reference, checked, in one order whatever order they came in."""
    whole = many.plain(bases, references)
    if whole is not None:  # of thousands of bodies, one by one takes ten times as long
        bases, references = whole
        order = np.lexsort([references, bases])
        order = order[bases[order] > 0]
        return tuple(zip(bases[order].tolist(), references[order].tolist(), strict=True))
    pairs = [checked(0, base, reference)[1:] for base, reference in zip(bases, references, strict=True)]
    return tuple(sorted(pair for pair in pairs if pair[0]))


def _pooled_p(pairs: tuple[tuple[int, float], ...], count: int) -> float:
    start, pmf = _pooled(pairs)
    if not start <= count < start + len(pmf):
        return 0.0
    return min(1.0, float(pmf[pmf <= pmf[count - start] * _TIES].sum()))


@many.lately(512)
def _pooled(pairs: tuple[tuple[int, float], ...]) -> tuple[int, np.ndarray]:
    """The chances of the counts from the first on, as far as they matter: outside them lie less than 1e-18 in all.

    How far that is follows from Bernstein's inequality (Boucheron, Lugosi and Massart, Concentration Inequalities,
    2013, section 2.8), so that a hundred thousand people cost no more than the few thousand counts they may come to.
    """
    bases = np.array([base for base, _ in pairs], float)
    shares = np.array([reference for _, reference in pairs], float)
    everyone, mean = int(bases.sum()), float(bases @ shares)
    spread = float(bases @ (shares * (1 - shares)))
    far = _RARE / 3 + sqrt(_RARE**2 / 9 + 2 * spread * _RARE)
    first, last = max(0, floor(mean - far)), min(everyone, ceil(mean + far))
    width = last - first + 1
    angle = 2 * np.pi / width * np.arange(width // 2 + 1)
    away = 1 - np.cos(angle)
    # The function is no larger than exp(-spread * away): where that is nothing, it is not worked out.
    angle, away = (each[spread * away < _RARE] for each in (angle, away))
    shares, bases = shares[:, None], bases[:, None]
    size = 1 - 2 * shares * (1 - shares) * away  # its modulus squared, and its angle, body by body
    turned = np.arctan2(shares * np.sin(angle), 1 - shares * away)
    size = (bases / 2 * np.log(np.maximum(size, 1e-300))).sum(axis=0)
    turned = (bases * turned).sum(axis=0) - angle * first
    transform = np.zeros(width // 2 + 1, complex)
    transform[: len(angle)] = np.exp(size - 1j * turned)
    pmf = np.clip(np.fft.irfft(transform, n=width), 0.0, 1.0)
    pmf.setflags(write=False)
    return first, pmf
