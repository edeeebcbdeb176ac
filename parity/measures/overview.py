"""What matters most: the largest certain gaps, what changed since the time before, who falls silent."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from parity.choice import Choice, Definition
from parity.measures import representation
from parity.remembered import kept
from parity.stats.verdicts import Verdict
from parity.store import Store

JUDGED = (Verdict.BELOW, Verdict.ABOVE, Verdict.NO_CLEAR_DIFFERENCE, Verdict.TOO_FEW, Verdict.DEPENDS_ON_UNKNOWNS)
THEN = ["as_at_then", "share_then", "verdict_then"]


def latest(store: Store, bodies: Sequence[str], until: date, definition: Definition) -> pd.DataFrame:
    """One row per body and part (a tier of seats or a role), as each part was last told up to `until`.

    The columns of `representation.COLUMNS` and of its comparison of many bodies, with verdicts at the level of all the
    bodies of the same part and day, and: as_at_then, share_then, verdict_then (as the same bodies stood at the time
    before, of those that told both times; missing where there is none).
    """
    told = representation.rounds(store)
    told = told[told["body_code"].isin(list(bodies)) & told["has_base"] & told["as_at"].le(until)]
    now, then = [], []
    for part, of in told.groupby("part", sort=False):
        # A day on which a few told is no day to compare all bodies on: the latest that at least half as many told as ever.
        often = of.groupby("as_at")["body_code"].nunique()
        days = sorted(often.index[2 * often >= often.max()], reverse=True)
        now.append((part, days[0]))
        then += [(part, day) for day in days[1:2]]
    if not now:
        return representation.across_bodies(store, [], Choice()).assign(**dict.fromkeys(THEN))
    both = representation.across_rounds(store, bodies, [*now, *then], definition)
    earlier = pd.Series(list(zip(both["part"], both["as_at"], strict=True)), index=both.index).isin(then)
    before = both[earlier][["body_code", "part", "as_at", "share", "verdict"]]
    before = before.rename(columns={name: f"{name}_then" for name in ("as_at", "share", "verdict")})
    return both[~earlier].merge(before, on=["body_code", "part"], how="left")


@kept
def certain_gaps(frame: pd.DataFrame, most: int = 5) -> pd.DataFrame:
    """The rows of `latest` certainly below parity, largest gap first: at most `most`, and no body twice."""
    below = frame[frame["verdict"].eq(Verdict.BELOW)].sort_values("gap", kind="stable")
    return below.drop_duplicates("body_code").head(most).reset_index(drop=True)


@kept
def changed(frame: pd.DataFrame, most: int = 5) -> pd.DataFrame:
    """The rows of `latest` that came to be, or ceased to be, below parity since the time before, largest change first."""
    both = frame[frame["verdict"].isin(JUDGED) & frame["verdict_then"].isin(JUDGED)]
    turned = both[both["verdict"].eq(Verdict.BELOW) != both["verdict_then"].eq(Verdict.BELOW)]
    size = (turned["share"].astype(float) - turned["share_then"].astype(float)).abs()
    return turned.loc[size.sort_values(ascending=False, kind="stable").index].head(most).reset_index(drop=True)


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
