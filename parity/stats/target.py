"""References at a date, and whether a target is on course."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from parity.stats.intervals import Interval

_SAME = 1e-9  # 5 of 12 must meet a target of 0.4166666666667


class Basis(StrEnum):
    """How a reference at a date came about: printed beside it, always."""

    COUNTED = "counted"
    INTERPOLATED = "interpolated"
    HELD_LEVEL = "held_level"
    PROJECTED = "projected"


class ReferenceAt(NamedTuple):
    """A group's share of residents (0 to 1) at a date, and how it came about."""

    share: float
    basis: Basis


class Status(StrEnum):
    """How a target stands. The value is the code; `label` the words."""

    MET = "met"
    OVERDUE = "overdue"
    AHEAD = "ahead"
    ON_TRACK = "on_track"
    BEHIND = "behind"
    TOO_FEW = "too_few"
    NOT_MONITORED = "not_monitored"

    @property
    def label(self) -> str:
        """The words for it, the same everywhere."""
        return _LABELS[self]


_LABELS = {
    Status.MET: "met",
    Status.OVERDUE: "overdue",
    Status.AHEAD: "ahead",
    Status.ON_TRACK: "on track",
    Status.BEHIND: "behind",
    Status.TOO_FEW: "too few to tell",
    Status.NOT_MONITORED: "not monitored",
}


class Target(NamedTuple):
    """A straight line from (baseline_on, baseline) to (due, aim); values are shares, 0 to 1."""

    baseline_on: date
    baseline: float
    due: date
    aim: float


def reference_at(counts: Mapping[date, float], on: date) -> ReferenceAt:
    """A share at a date from census points on one classification: linear between two, level after the last.

    `counts`: census day to share, at least one. Before the first point there is no reference: ValueError, as there is
    no change to read backwards from. A published annual estimate with an interval is better where there is one.

    >>> census = {date(2011, 3, 27): 0.40, date(2021, 3, 21): 0.50}
    >>> found = reference_at(census, date(2016, 3, 24))
    >>> round(found.share, 3), found.basis.value
    (0.45, 'interpolated')
    >>> reference_at(census, date(2026, 3, 31))
    ReferenceAt(share=0.5, basis=<Basis.HELD_LEVEL: 'held_level'>)
    """
    days = _census(counts)
    if on in counts:
        return ReferenceAt(float(counts[on]), Basis.COUNTED)
    if on < days[0]:
        raise ValueError(f"There is no population for {on:%d %B %Y}: the first is of {days[0]:%d %B %Y}.")
    if on > days[-1]:
        return ReferenceAt(float(counts[days[-1]]), Basis.HELD_LEVEL)
    before = max(day for day in days if day < on)
    after = min(day for day in days if day > on)
    return ReferenceAt(_on_line(before, counts[before], after, counts[after], on), Basis.INTERPOLATED)


def projected(counts: Mapping[date, float], on: date) -> ReferenceAt:
    """A share at a later date, if it went on changing as it did between the last two censuses; kept within 0 and 1.

    For parity targets that move: the aim is the projected share at the due date, and is said to be projected. With a
    single census there is no change to carry on, so it is held level. Up to the last census, as `reference_at`.

    >>> census = {date(2011, 3, 27): 0.40, date(2021, 3, 21): 0.50}
    >>> found = projected(census, date(2031, 3, 16))
    >>> round(found.share, 3), found.basis.value
    (0.6, 'projected')
    """
    days = _census(counts)
    if on <= days[-1] or len(days) == 1:
        return reference_at(counts, on)
    early, late = days[-2:]
    share = _on_line(early, counts[early], late, counts[late], on)
    return ReferenceAt(min(1.0, max(0.0, share)), Basis.PROJECTED)


def expected_on(target: Target, on: date) -> float:
    """Where the straight line stands on a date: the baseline before it starts, the aim from the due date on.

    >>> round(expected_on(Target(date(2024, 1, 1), 0.10, date(2028, 1, 1), 0.30), date(2026, 1, 1)), 4)
    0.2001
    """
    _check(target)
    if on <= target.baseline_on:
        return target.baseline
    if on >= target.due:
        return target.aim
    return _on_line(target.baseline_on, target.baseline, target.due, target.aim, on)


def status(
    target: Target,
    today: date,
    observed_on: date | None = None,
    share: float | None = None,
    interval: Interval | tuple[float, float] | None = None,
) -> Status:
    """How the target stands today, from the latest observation and its 95 % interval. Tried in this order:

    - met: the observed share is at the aim or beyond it. The share itself, not its interval: seats are counted, and a
      board with the seats it aimed for has met its aim.
    - overdue: the due date has passed (today is after it) and the aim is not met, or nothing was observed.
    - not monitored: nothing was observed.
    - ahead / behind: the whole interval lies beyond / short of the line on the day observed.
    - too few to tell: the interval holds the line and also half of it (for a share that is to fall: one and a half
      times it): a body that large could not have shown falling half short.
    - on track: the interval holds the line and is narrower than that.

    A limit exactly on the line counts as holding it; so does a share exactly at the aim as meeting it. A target whose
    aim equals its baseline is one not to fall below. An observation from before the baseline is compared with it.
    Without an interval (a published base not published) only met, overdue and not monitored can be said;
    otherwise too few to tell.

    >>> target = Target(date(2024, 1, 1), 0.10, date(2028, 1, 1), 0.30)
    >>> status(target, date(2026, 1, 31), date(2026, 1, 1), 3 / 18, (0.058, 0.392)).label
    'too few to tell'
    >>> status(target, date(2026, 1, 31), date(2026, 1, 1), 40 / 200, (0.150, 0.261)).label
    'on track'
    """
    _check(target)
    rising = target.aim >= target.baseline
    if share is not None and not 0 <= share <= 1:
        raise ValueError(f"A share lies between 0 and 1; this one is {share}.")
    if share is not None and (share >= target.aim - _SAME if rising else share <= target.aim + _SAME):
        return Status.MET
    if today > target.due:
        return Status.OVERDUE
    if share is None or observed_on is None:
        return Status.NOT_MONITORED
    if interval is None:
        return Status.TOO_FEW
    lower, upper = interval
    if not lower - _SAME <= share <= upper + _SAME:
        raise ValueError("An observed share must lie inside its own interval; check the order of the limits.")
    line = expected_on(target, observed_on)
    if lower > line + _SAME:
        return Status.AHEAD if rising else Status.BEHIND
    if upper < line - _SAME:
        return Status.BEHIND if rising else Status.AHEAD
    wide = lower <= line / 2 + _SAME if rising else upper >= line * 1.5 - _SAME
    return Status.TOO_FEW if wide else Status.ON_TRACK


def needed_per_year(target: Target, observed_on: date, share: float) -> float | None:
    """Change in share a year (0 to 1, negative to fall) from the latest observation to reach the aim when due.

    0 where it is met already; None once it is due, as no pace is left that would do it.

    >>> round(needed_per_year(Target(date(2024, 1, 1), 0.10, date(2028, 1, 1), 0.30), date(2026, 1, 1), 0.15), 3)
    0.075
    """
    _check(target)
    if status(target, observed_on, observed_on, share) is Status.MET:
        return 0.0
    if observed_on >= target.due:
        return None
    return (target.aim - share) / ((target.due - observed_on).days / 365.25)


def _census(counts: Mapping[date, float]) -> list[date]:
    if not counts:
        raise ValueError("A reference needs at least one census point.")
    if any(not 0 <= share <= 1 for share in counts.values()):
        raise ValueError("A reference share lies between 0 and 1.")
    return sorted(counts)


def _on_line(start: date, first: float, end: date, last: float, on: date) -> float:
    return float(first + (last - first) * ((on - start).days / (end - start).days))


def _check(target: Target) -> None:
    if target.baseline_on >= target.due:
        raise ValueError("A target must be due after its baseline.")
    if not (0 <= target.baseline <= 1 and 0 <= target.aim <= 1):
        raise ValueError("A target's baseline and aim are shares between 0 and 1.")
