"""When can a board be at its aim? Terms that end, and the share of seats taken up so far that went to the group."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import NamedTuple

import numpy as np
import pandas as pd

from parity.measures import tally
from parity.measures.observed import SEATS
from parity.rows import rows_of
from parity.stats.seats import TermEnd, earliest_parity, share_needed
from parity.store import Store

DAYS = ("drawn_up", "started", "ended", "term_ends")
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
        told = told.assign(
            **{name: pd.to_datetime(told[name]) for name in DAYS}, ethnic_group=told["ethnic_group"].fillna("blank")
        )
        lists: dict[str, list[dict]] = {}
        for row in rows_of(told):
            lists.setdefault(row["body_code"], []).append(row)
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


def _board(holdings: Sequence[Mapping], group: "_Group", certain: Mapping[str, tally.Told]) -> Board:
    sides = {code: tally.side(group, code, certain) for code in {row["ethnic_group"] for row in holdings}}
    drawn_up = holdings[0]["drawn_up"]
    day, since = drawn_up.date(), pd.Timestamp(drawn_up.date() - timedelta(days=round(365.25 * YEARS)))
    present: dict[str, Mapping] = {}
    for row in holdings:
        if pd.isna(row["ended"]) or row["ended"] > pd.Timestamp(day):
            present.pop(row["seat"], None)  # who holds a seat last stands for it, in its own place
            present[row["seat"]] = row
    ours = [sides[row["ethnic_group"]] == tally.YES for row in present.values()]  # certainly of the group
    ends = [
        TermEnd(max(row["term_ends"].date(), day), of_group)
        for row, of_group in zip(present.values(), ours, strict=True)
        if not pd.isna(row["term_ends"])
    ]
    began = [
        side
        for row in holdings
        if row["started"] > since and (side := sides[row["ethnic_group"]]) in (tally.YES, tally.NO)
    ]
    pace = began.count(tally.YES) / len(began) if began else np.nan
    return Board(len(present), sum(ours), ends, len(began), pace)


def _key(row: Mapping) -> tuple[str, str, "_Group"]:
    return row["body_code"], row["part"], _Group(row["row"], row["classification"], row["group_code"])


class _Group(NamedTuple):
    row: str
    classification: str
    group_code: str
