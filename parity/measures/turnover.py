"""When can a board be at its aim? Terms that end, and the share of seats taken up so far that went to the group."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import NamedTuple

import numpy as np
import pandas as pd

from parity.measures import tally
from parity.measures.observed import SEATS
from parity.stats.seats import TermEnd, earliest_parity, share_needed
from parity.store import Store

YEARS = 4  # how far back seats taken up are counted for the present pace


class Board(NamedTuple):
    """What one body's last list of a tier says of one group: seats, those it holds, terms that end, and seats taken up."""

    seats: int
    held: int
    ends: list[TermEnd]
    appointed: int
    pace: float


def boards(store: Store, targets: Sequence[Mapping]) -> dict[tuple, Board]:
    """(body_code, tier, group) -> what its last list of seats says of the group, for the targets that are about seats."""
    found: dict[tuple, Board] = {}
    certain = tally.told_by_code(store)
    for tier in SEATS:
        about = {_key(row) for row in targets if row["part"] == tier and row["body_code"]}
        if not about:
            continue
        told = store.ask("terms_held", bodies=sorted({body for body, *_ in about}), part=tier)
        lists = dict(list(told.groupby("body_code")))
        found |= {key: _board(lists[key[0]], key[2], certain) for key in about if key[0] in lists}
    return found


def dates(row: Mapping, boards: Mapping[tuple, Board]) -> dict:
    """When one target can be reached: the earliest day, the day at the present pace, and the share of vacancies needed.

    Seats of a term that has ended already fall vacant on the day the list was drawn up. Only where the body sent a list
    with the ends of terms, and the aim is more than it holds. Method: docs/methods.md, "Earliest parity date".
    """
    nothing = {"terms": 0, "earliest_already": False, "earliest": None, "pace": np.nan, "pace_appointed": 0,
               "pace_date": None, "share_needed": np.nan}  # fmt: skip
    board = boards.get(_key(row))
    aim = row.get("aim_count")
    if board is None or aim is None or pd.isna(aim) or pd.isna(row["aim"]) or not board.seats or aim > board.seats:
        return nothing
    seats, held, ends, appointed, pace = board
    wanted = aim / seats
    soonest = earliest_parity(seats, held, wanted, ends)
    at_pace = None if np.isnan(pace) else earliest_parity(seats, held, wanted, ends, pace).on
    needed = share_needed(seats, held, wanted, ends, row["due"])
    return {
        "terms": len(ends), "earliest_already": soonest.already, "earliest": soonest.on, "pace": pace,
        "pace_appointed": appointed, "pace_date": at_pace, "share_needed": np.nan if needed is None else needed,
    }  # fmt: skip


def _board(holdings: pd.DataFrame, group: "_Group", certain: Mapping[str, tally.Told]) -> Board:
    codes = holdings["ethnic_group"].fillna("blank")
    told = codes.map({code: tally.side(group, code, certain) for code in codes.unique()})
    ours, known = told.eq(tally.YES), told.isin([tally.YES, tally.NO])  # certainly of the group, or certainly not
    drawn_up, started, ended = (pd.to_datetime(holdings[name]) for name in ("drawn_up", "started", "ended"))
    day = drawn_up.iloc[0].date()
    serving = ended.isna() | (ended > pd.Timestamp(day))
    present = holdings.assign(ours=ours)[serving].drop_duplicates("seat", keep="last")
    ends = [
        TermEnd(max(pd.Timestamp(end).date(), day), bool(of_group))
        for end, of_group in zip(present["term_ends"], present["ours"], strict=True)
        if not pd.isna(end)
    ]
    began = ours[known & (started > pd.Timestamp(day - timedelta(days=round(365.25 * YEARS))))]
    pace = float(began.mean()) if len(began) else np.nan
    return Board(len(present), int(present["ours"].sum()), ends, len(began), pace)


def _key(row: Mapping) -> tuple[str, str, "_Group"]:
    return row["body_code"], row["part"], _Group(row["row"], row["classification"], row["group_code"])


class _Group(NamedTuple):
    row: str
    classification: str
    group_code: str
