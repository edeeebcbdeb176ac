"""The verdicts, their words, and the one rule that gives them: say only what the numbers support."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from math import isnan, nan
from typing import NamedTuple

import numpy as np

from parity.stats import exact, many
from parity.stats.exact import LEVEL, POWER


class Verdict(StrEnum):
    """What may be said of a share set against a reference. The value is the code used in the store and in exports."""

    BELOW = "below"
    ABOVE = "above"
    NO_CLEAR_DIFFERENCE = "no_clear_difference"
    TOO_FEW = "too_few"
    DEPENDS_ON_UNKNOWNS = "depends_on_unknowns"
    NOT_MONITORED = "not_monitored"
    NO_BASE = "no_base"

    @property
    def label(self) -> str:
        """The words for it, the same on screen, in tables, in chart titles and in exports."""
        return LABELS[self]

    @property
    def rule(self) -> str:
        """When it is given, in one sentence."""
        return RULES[self]


LABELS = {
    Verdict.BELOW: "below parity",
    Verdict.ABOVE: "above parity",
    Verdict.NO_CLEAR_DIFFERENCE: "no clear difference",
    Verdict.TOO_FEW: "too few to tell",
    Verdict.DEPENDS_ON_UNKNOWNS: "depends on unknowns",
    Verdict.NOT_MONITORED: "not monitored",
    Verdict.NO_BASE: "base not published",
}

RULES = {
    Verdict.BELOW: "The share is under the reference, by more than chance alone gives 1 time in 20.",
    Verdict.ABOVE: "The share is over the reference, by more than chance alone gives 1 time in 20.",
    Verdict.NO_CLEAR_DIFFERENCE: (
        "Chance alone could give this, and there are enough people to have shown a share half the reference, "
        "4 times in 5."
    ),
    Verdict.TOO_FEW: (
        "Chance alone could give this, but there are too few people to have shown even a share half the reference."
    ),
    Verdict.DEPENDS_ON_UNKNOWNS: "The verdict changes with who the people of unknown ethnicity are.",
    Verdict.NOT_MONITORED: "There is no return, or ethnicity is not recorded in it: a result in itself.",
    Verdict.NO_BASE: (
        "A percentage was published without the number of people behind it: there is a gap, but chance cannot be "
        "judged."
    ),
}


class Judgement(NamedTuple):
    """One verdict with what it rests on. Shares, chances and p run from 0 to 1; NaN where they do not apply."""

    verdict: Verdict
    p: float  # two-sided exact p among people of known ethnicity
    p_lowest: float  # the same, were everyone unknown outside the group
    p_highest: float  # the same, were everyone unknown in the group
    power: float  # chance that so many people of known ethnicity would have shown a share half the reference


def judge(
    count: int | None,
    base: int | None,
    unknown: int,
    reference: float,
    *,
    share: float | None = None,
    level: float = LEVEL,
) -> Judgement:
    """The verdict on `count` of `base` people of known ethnicity, `unknown` more besides, against `reference`.

    1. No count, or nobody of known ethnicity: not monitored. A published `share` with no base: no base.
    2. The exact test (`exact.binomial_p`) is run three times: on (count, base), which is what is known; and at both
       ends of the unknown bounds, (count, base + unknown) and (count + unknown, base + unknown). Each reads below,
       neither or above. As the count rises over one base they come in that order: ends that agree settle all between.
    3. All three alike and below or above: that is the verdict. Not alike: depends on unknowns.
    4. All three neither: no clear difference if the people of *known* ethnicity are enough to have shown a share half
       the reference 4 times in 5 (`exact.power_for_half`), else too few. People of unknown ethnicity add no power.
    5. A reference of 0 or 1 leaves no room for chance, so the test would call one person a finding: too few.

    `level` is 0.05, or the family's own level where many bodies are judged at once (`judge_family`).
    Raises ValueError, with a sentence, for impossible numbers.

    >>> judge(0, 18, 0, 0.48).verdict.label
    'below parity'
    >>> judge(3, 12, 0, 0.40).verdict.label, judge(24, 60, 0, 0.40).verdict.label
    ('too few to tell', 'no clear difference')
    >>> judge(0, 18, 12, 0.48).verdict.label
    'depends on unknowns'
    """
    unknown = _whole(unknown)
    reference = float(reference)
    if _missing(base) and not _missing(share):
        if not 0 <= share <= 1:
            raise ValueError(f"A share lies between 0 and 1; this one is {share}.")
        exact.checked(0, 0, reference)
        return Judgement(Verdict.NO_BASE, nan, nan, nan, nan)
    if _missing(count) or _missing(base) or base == 0:
        exact.checked(0, 0, reference)
        return Judgement(Verdict.NOT_MONITORED, nan, nan, nan, nan)
    count, base, reference = exact.checked(count, base, reference)
    readings = ((count, base), (count, base + unknown), (count + unknown, base + unknown))
    ps = [exact.binomial_p(n, of, reference) for n, of in readings]
    sides = {_side(p, n / of - reference, level) for p, (n, of) in zip(ps, readings, strict=True)}
    power = exact.power_for_half(base, reference, level)
    return Judgement(_rule(sides, power, certain=reference in (0, 1)), *ps, power)


# The verdicts on a body that can be judged, by the place that `Weighed.which` gives them.
JUDGED = (Verdict.TOO_FEW, Verdict.NO_CLEAR_DIFFERENCE, Verdict.DEPENDS_ON_UNKNOWNS, Verdict.BELOW, Verdict.ABOVE)


class Weighed(NamedTuple):
    """Many bodies before a level is set, as arrays with one place a body: p, and the levels at which its verdict turns.

    Of the three readings (`judge`), `called_over` is the level over which all are called on one side, infinite where
    they never are; `any_called_over` that over which some are; `large_over` that over which the body is large enough.
    """

    p: np.ndarray
    below: np.ndarray  # is the share under the reference, whoever the people of unknown ethnicity are?
    called_over: np.ndarray
    any_called_over: np.ndarray
    large_over: np.ndarray

    def which(self, levels: np.ndarray | float) -> np.ndarray:
        """The verdicts at a level, or each at its own, as places in JUDGED."""
        turns = [self.called_over < levels, self.any_called_over < levels, self.large_over < levels]
        return np.select(turns, [np.where(self.below, 3, 4), 2, 1], 0)


def weigh(counts: np.ndarray, bases: np.ndarray, unknowns: np.ndarray, references: np.ndarray) -> Weighed:
    """`judge` of many bodies at once, but for the level: all that a verdict depends on besides is the body's own.

    Whole people, with somebody of known ethnicity in every body. Raises ValueError, as `judge` does.

    >>> weighed = weigh(*(np.array(each) for each in ([0, 24, 3], [18, 60, 12], [0, 0, 0], [0.48, 0.40, 0.40])))
    >>> [JUDGED[place].label for place in weighed.which(0.05)]
    ['below parity', 'no clear difference', 'too few to tell']
    """
    if len(counts):
        at = (counts.argmin(), (counts - bases).argmax(), references.argmin(), references.argmax())
        for worst in {int(place) for place in at}:
            exact.checked(int(counts[worst]), int(bases[worst]), float(references[worst]))
        _whole(int(unknowns.min()))
    readings = ((counts, bases), (counts, bases + unknowns), (counts + unknowns, bases + unknowns))
    every = [np.concatenate(each) for each in zip(*readings, strict=True)]
    ps = exact.binomial_ps(*every, np.tile(references, len(readings))).reshape(len(readings), len(counts))
    under = np.array([n / of - references < 0 for n, of in readings])
    alike = (under[0] == under[1]) & (under[1] == under[2])
    certain = (references == 0) | (references == 1)  # then no level calls anybody
    return Weighed(
        ps[0], under[0],
        np.where(alike & ~certain, ps.max(axis=0), np.inf),
        np.where(certain, np.inf, ps.min(axis=0)),
        np.where(certain, np.inf, exact.levels_for_half(bases, references)),
    )  # fmt: skip


def verdict(
    count: int | None, base: int | None, unknown: int, reference: float, *, share: float | None = None
) -> Verdict:
    """The verdict alone: see `judge`.

    >>> verdict(None, None, 0, 0.48), verdict(None, None, 0, 0.48, share=0.17)
    (<Verdict.NOT_MONITORED: 'not_monitored'>, <Verdict.NO_BASE: 'no_base'>)
    """
    return judge(count, base, unknown, reference, share=share).verdict


def judge_family(cases: Iterable[tuple[int | None, int | None, int, float]], level: float = LEVEL) -> list[Judgement]:
    """Many bodies (or groups) of one page judged together, so that the more are looked at the fewer are called by luck.

    `cases` are (count, base, unknown, reference), answered in order. Each is judged, power and unknown bounds included,
    at the level that Benjamini-Hochberg sets for the family (`exact.family_level`): of those called below or above,
    fewer than 1 in 20 are expected to be luck. A family of one is judged as on its own.

    >>> alone = judge(1, 18, 0, 0.30)
    >>> together = judge_family([(1, 18, 0, 0.30)] + [(6, 20, 0, 0.30)] * 9)[0]
    >>> alone.verdict.label, together.verdict.label
    ('below parity', 'too few to tell')
    """
    cases = list(cases)
    alone = [judge(*case, level=level) for case in cases]
    stricter = exact.family_level([judgement.p for judgement in alone], level)
    return [judge(*case, level=stricter) for case in cases] if stricter < level else alone


def judge_pooled(
    counts: Sequence[int],
    bases: Sequence[int],
    unknowns: Sequence[int],
    references: Sequence[float],
    *,
    level: float = LEVEL,
) -> Judgement:
    """Several bodies as one finding, each held against its own reference and never against an average of them.

    The rules of `judge`, with the test on the sum of independent binomials (`exact.pooled_p`) and the expected number
    summed body by body. One entry per body; bodies with nobody of known ethnicity take no part.

    >>> judge_pooled([1, 2], [20, 30], [0, 0], [0.30, 0.25]).verdict.label
    'below parity'
    """
    whole = many.plain(bases, references, counts)
    if whole is not None and many.plain(unknowns, references) is not None:
        bases, references, counts = (each.tolist() for each in whole)
        bodies = zip(counts, bases, references, np.asarray(unknowns).tolist(), strict=True)
    else:
        each = zip(counts, bases, unknowns, references, strict=True)
        bodies = [(*exact.checked(n, of, pi), _whole(u)) for n, of, u, pi in each]
    return _judge_pooled(tuple(body for body in bodies if body[1] > 0), level)


@many.lately(4_096)  # one page asks again and again of the same bodies: at its own level and at the family's
def _judge_pooled(bodies: tuple[tuple[int, int, float, int], ...], level: float) -> Judgement:
    if not bodies:
        return Judgement(Verdict.NOT_MONITORED, nan, nan, nan, nan)
    ps, gaps, bases, references = _readings(bodies)
    sides = {_side(p, gap, level) for p, gap in zip(ps, gaps, strict=True)}
    power = exact.pooled_power_for_half(bases, references, level)
    return Judgement(_rule(sides, power, certain=all(r in (0, 1) for r in references)), *ps, power)


@many.lately(4_096)
def _readings(
    bodies: tuple[tuple[int, int, float, int], ...],
) -> tuple[list[float], list[float], list[int], list[float]]:
    """p and gap of what is known and of both ends of the unknown bounds, with the bases and references of the bodies."""
    counts, bases, references, unknowns = map(list, zip(*bodies, strict=True))
    everyone = [of + u for of, u in zip(bases, unknowns, strict=True)]
    readings = ((sum(counts), bases), (sum(counts), everyone), (sum(counts) + sum(unknowns), everyone))
    ps = [exact.pooled_p(n, of, references) for n, of in readings]
    gaps = [n - sum(o * r for o, r in zip(of, references, strict=True)) for n, of in readings]
    return ps, gaps, bases, references


def _rule(sides: set[Verdict | None], power: float, *, certain: bool) -> Verdict:
    if certain:
        return Verdict.TOO_FEW
    if len(sides) > 1:
        return Verdict.DEPENDS_ON_UNKNOWNS
    (side,) = sides
    if side is not None:
        return side
    return Verdict.NO_CLEAR_DIFFERENCE if power >= POWER else Verdict.TOO_FEW


def _side(p: float, gap: float, level: float) -> Verdict | None:
    if p >= level:
        return None
    return Verdict.BELOW if gap < 0 else Verdict.ABOVE


def _missing(value) -> bool:
    return value is None or (isinstance(value, float) and isnan(value))


def _whole(unknown) -> int:
    try:
        return exact.checked(unknown, unknown, 0)[0]
    except ValueError:
        raise ValueError(
            f"The number of people of unknown ethnicity must be a whole number, 0 or more; this was {unknown}."
        ) from None
