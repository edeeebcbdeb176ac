"""What matters most: the largest certain gaps, what changed since the time before, who falls silent."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd

from parity.choice import Definition
from parity.measures import representation, standings
from parity.measures.standings import CALLED, JUDGED, SAID
from parity.remembered import kept, once
from parity.store import Store

MOST = 5  # bodies listed
THEN = ["as_at_then", "share_then", "verdict_then"]


class Latest(NamedTuple):
    """How bodies stood in each part as it was last told. Each frame has the columns of `representation.COLUMNS`.

    gaps: those certainly below parity, largest gap first, no body twice. turned: those that came to be, or ceased to
    be, below parity since the time before, largest change first, and how they stood then (THEN). At most MOST each.
    """

    bodies: int  # of which something is said in some part
    parts: int  # in which something is said of some body
    below: int  # bodies below parity in some part
    gaps: pd.DataFrame
    turned: pd.DataFrame
    sources: tuple[str, ...]  # codes, of returns and of references


def latest(store: Store, bodies: Sequence[str], until: date, definition: Definition) -> Latest:
    """The bodies in each part (a tier of seats or a role) as it was last told up to `until`, all ethnic minorities together.

    Verdicts are at the level of all the bodies of the same part and day. The time before is the one before it at which
    a part was told: how the same bodies stood then, of those that told both times.
    """
    now, then = _rounds(store, bodies, until)
    if not now:
        nobody = pd.DataFrame(columns=representation.COLUMNS)
        return Latest(0, 0, 0, nobody, nobody.assign(**dict.fromkeys(THEN)), ())
    found = standings.told_at(store, bodies, [*now, *then], definition)
    found = found.take(np.flatnonzero(found.frame["reference"].notna()))
    p, said = found.at(found.levels())
    frame = found.frame.assign(p=p, verdict=SAID[said])
    is_now = found.family < len(now)
    told = frame[is_now & (SAID[said] != "")]
    below = told[told["verdict"] == SAID[CALLED]]
    gaps = below.sort_values("gap", kind="stable").drop_duplicates("body_code").head(MOST)
    codes = {code for name in ("source_code", "reference_source") for code in frame.loc[is_now, name].dropna().unique()}
    return Latest(
        told["body_code"].nunique(), told["part"].nunique(), below["body_code"].nunique(),
        gaps[representation.COLUMNS].reset_index(drop=True), _turned(frame, said, is_now), tuple(sorted(codes)),
    )  # fmt: skip


def _turned(frame: pd.DataFrame, said: np.ndarray, is_now: np.ndarray) -> pd.DataFrame:
    """The rows of now of which the verdict turned to or from below parity since the time before."""
    keys = list(zip(frame["body_code"], frame["part"], strict=True))
    before = {keys[row]: row for row in np.flatnonzero(~is_now)}
    both = np.array([(row, before[keys[row]]) for row in np.flatnonzero(is_now) if keys[row] in before], int).reshape(
        -1, 2
    )
    was = said[both]
    both = both[(was < len(JUDGED)).all(axis=1) & ((was == CALLED).sum(axis=1) == 1)]
    now, then = frame.iloc[both[:, 0]], frame.iloc[both[:, 1]]
    moved = np.abs(now["share"].to_numpy(float) - then["share"].to_numpy(float))
    largest = np.argsort(-moved, kind="stable")[:MOST]
    told_then = {f"{name}_then": then[name].to_numpy()[largest] for name in ("as_at", "share", "verdict")}
    return now.iloc[largest][representation.COLUMNS].reset_index(drop=True).assign(**told_then)


class _Told(NamedTuple):
    """Every round of which both a count and a base are told, as numbers: of its body, its part, its day."""

    bodies: pd.Index
    parts: pd.Index
    days: pd.Index  # in order
    rounds: tuple[np.ndarray, np.ndarray, np.ndarray]


def _with_base(store: Store) -> _Told:
    told = representation.rounds(store)
    told = told[told["has_base"]]
    numbers, names = zip(
        *(pd.factorize(told[name], sort=name == "as_at") for name in ("body_code", "part", "as_at")), strict=True
    )
    return _Told(*names, numbers)


def _rounds(store: Store, bodies: Sequence[str], until: date) -> tuple[list, list]:
    """The part and day each part was last told on up to a day, and those of the time before.

    A day on which a few told is no day to compare all bodies on: only those count that at least half as many told as ever.
    """
    told = once(store, _with_base)
    body, part, day = told.rounds
    ours = told.bodies.isin(list(bodies))[body] & (day < told.days.searchsorted(until, side="right"))
    often = np.zeros((len(told.parts), len(told.days)), int)
    np.add.at(often, (part[ours], day[ours]), 1)
    now, then = [], []
    for place in dict.fromkeys(part[ours].tolist()):
        days = np.flatnonzero((2 * often[place] >= often[place].max()) & (often[place] > 0))[::-1]
        now.append((told.parts[place], told.days[days[0]]))
        then += [(told.parts[place], told.days[each]) for each in days[1:2]]
    return now, then


@kept
def silent(freshness: pd.DataFrame, most: int = 5) -> pd.DataFrame:
    """The rows of `monitoring.freshness` that are overdue: told once, but not in the last year; longest ago first."""
    stale = freshness[freshness["stale"].astype(bool)]
    return stale.sort_values("months", ascending=False, kind="stable").head(most).reset_index(drop=True)


@kept
def late(listed: pd.DataFrame, bodies: Sequence[str], most: int = 3) -> pd.DataFrame:
    """The rows of `actions.listed` of these bodies that are past their day and not done, the latest first."""
    ours = listed[listed["body_code"].isin(list(bodies)) & listed["overdue"].astype(bool)] if len(listed) else listed
    return ours.sort_values("days_late", ascending=False, kind="stable").head(most).reset_index(drop=True)


@kept
def least_known(completeness: pd.DataFrame, most: int = 5) -> pd.DataFrame:
    """The rows of `monitoring.completeness` with the largest share of people of unknown ethnic group, largest first."""
    known = completeness[completeness["share_unknown"].astype(float).gt(0)]
    return known.sort_values("share_unknown", ascending=False, kind="stable").head(most).reset_index(drop=True)
