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
    """The holdings of one body's last list of a tier, and what each group's code says."""

    holdings: pd.DataFrame
    certain: Mapping[str, tally.Told]


def boards(store: Store, targets: Sequence[Mapping]) -> dict[tuple[str, str], Board]:
    """(body_code, tier) -> its last list of seats, for the targets that are about seats."""
    found = {}
    certain = tally.told_by_code(store)
    for tier in SEATS:
        bodies = sorted({row["body_code"] for row in targets if row["part"] == tier and row["body_code"]})
        if not bodies:
            continue
        told = store.ask("terms_held", bodies=bodies, part=tier)
        for body, part in told.groupby("body_code"):
            found[(body, tier)] = Board(part, certain)
    return found


def dates(row: Mapping, boards: Mapping[tuple[str, str], Board]) -> dict:
    """When one target can be reached: the earliest day, the day at the present pace, and the share of vacancies needed.

    Seats of a term that has ended already fall vacant on the day the list was drawn up. Only where the body sent a list
    with the ends of terms, and the aim is more than it holds. Method: docs/methods.md, "Earliest parity date".
    """
    nothing = {"terms": 0, "earliest_already": False, "earliest": None, "pace": np.nan, "pace_appointed": 0,
               "pace_date": None, "share_needed": np.nan}  # fmt: skip
    board = boards.get((row["body_code"], row["part"]))
    aim = row.get("aim_count")
    if board is None or aim is None or pd.isna(aim) or pd.isna(row["aim"]):
        return nothing
    sides = _sides(board, row)
    drawn_up = pd.Timestamp(board.holdings["drawn_up"].iloc[0]).date()
    present = sides[sides["ended"].isna() | (sides["ended"] > pd.Timestamp(drawn_up))].drop_duplicates(
        "seat", keep="last"
    )
    seats, held = len(present), int(present["ours"].sum())
    if not seats or aim > seats:
        return nothing
    ends = [
        TermEnd(max(pd.Timestamp(end).date(), drawn_up), bool(ours))
        for end, ours in zip(present["term_ends"], present["ours"], strict=True)
        if not pd.isna(end)
    ]
    began = sides[sides["started"] > pd.Timestamp(drawn_up - timedelta(days=round(365.25 * YEARS)))]
    began = began[began["known"]]
    pace = float(began["ours"].mean()) if len(began) else np.nan
    wanted = aim / seats
    soonest = earliest_parity(seats, held, wanted, ends)
    at_pace = None if np.isnan(pace) else earliest_parity(seats, held, wanted, ends, pace).on
    needed = share_needed(seats, held, wanted, ends, row["due"])
    return {
        "terms": len(ends), "earliest_already": soonest.already, "earliest": soonest.on, "pace": pace,
        "pace_appointed": len(began), "pace_date": at_pace, "share_needed": np.nan if needed is None else needed,
    }  # fmt: skip


def _sides(board: Board, row: Mapping) -> pd.DataFrame:
    """The holdings with `ours` (certainly of the group) and `known` (certainly of it or outside it)."""
    target = _Group(row["row"], row["classification"], row["group_code"])
    codes = board.holdings["ethnic_group"].fillna("blank")
    sides = {code: tally.side(target, code, board.certain) for code in codes.unique()}
    told = codes.map(sides)
    return board.holdings.assign(
        ours=told.eq(tally.YES), known=told.isin([tally.YES, tally.NO]),
        started=pd.to_datetime(board.holdings["started"]), ended=pd.to_datetime(board.holdings["ended"]),
    )  # fmt: skip


class _Group(NamedTuple):
    row: str
    classification: str
    group_code: str
