"""Funnel limits: how far from parity a body of a given size may lie by chance."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

import numpy as np

from parity.stats.intervals import Interval, z_value

INNER, OUTER = 0.95, 0.998


class Funnel(NamedTuple):
    """The two pairs of limits on a share (0 to 1): 95 % and 99.8 %."""

    inner: Interval
    outer: Interval


class Position(StrEnum):
    """Where a body lies in its funnel."""

    FAR_BELOW = "far_below"  # under the 99.8 % limit
    BELOW = "below"  # under the 95 % limit only
    WITHIN = "within"
    ABOVE = "above"
    FAR_ABOVE = "far_above"


def limits(reference, base) -> Funnel:
    """The shares between which a body of `base` people lies 95 % and 99.8 % of the time when drawn at `reference`.

    Formula: `reference ± z √(reference (1 - reference) / base)`, kept within 0 and 1, z = 1.960 and 3.090. A share is
    outside exactly when its Wilson interval leaves the reference out. These are the limits of public-health indicator
    work in England (Fingertips technical guidance; `sigma_adjustment` of the R package PHEindicatormethods, whose
    longer formula reduces to this one); funnel plots: Spiegelhalter, Statistics in Medicine 2005, 24: 1185-1202.
    Numbers or arrays, broadcast; a base of 0 gives NaN. Each body may have its own reference: draw its gap
    (share - reference) with its own limits, never one funnel around a pooled average.

    The limits come from the normal approximation and are for drawing and for choosing whom to name; the verdict on
    a body is the exact test's (`verdicts.judge`), and on small boards the two can differ.

    >>> inner, outer = limits(0.40, 20)
    >>> [round(x, 3) for x in (*inner, *outer)]
    [0.185, 0.615, 0.061, 0.739]
    """
    reference, base = np.asarray(reference, float), np.asarray(base, float)
    if np.any((reference < 0) | (reference > 1)):
        raise ValueError("A reference share lies between 0 and 1.")
    if np.any(base < 0):
        raise ValueError("Counts of people cannot be negative.")
    with np.errstate(invalid="ignore", divide="ignore"):
        error = np.where(base > 0, np.sqrt(reference * (1 - reference) / base), np.nan)
    pairs = []
    for confidence in (INNER, OUTER):
        half = z_value(confidence) * error
        ends = (np.clip(reference - half, 0, 1), np.clip(reference + half, 0, 1))
        pairs.append(Interval(*(float(end) if end.ndim == 0 else end for end in ends)))
    return Funnel(*pairs)


def position(count: int, base: int, reference: float) -> Position:
    """Where `count` of `base` lies in the funnel around `reference`; a share on a limit is inside it.

    A base of 0 has no position: ValueError.

    >>> position(1, 20, 0.40), position(3, 20, 0.40), position(8, 20, 0.40)
    (<Position.FAR_BELOW: 'far_below'>, <Position.BELOW: 'below'>, <Position.WITHIN: 'within'>)
    """
    if base <= 0 or not 0 <= count <= base:
        raise ValueError(
            f"{count} of {base} has no place in a funnel: it needs at least one person, and no more than all."
        )
    inner, outer = limits(reference, base)
    share = count / base
    if share < outer.lower:
        return Position.FAR_BELOW
    if share > outer.upper:
        return Position.FAR_ABOVE
    if share < inner.lower:
        return Position.BELOW
    return Position.ABOVE if share > inner.upper else Position.WITHIN
