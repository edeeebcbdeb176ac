"""Seats set aside for ethnic minority members, against the seats they hold: always both."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from parity.choice import Definition
from parity.measures import seats
from parity.store import Store

# A part of the columns of `seats.figures`, in the same words: a body's own figures need no second definition.
COLUMNS = [
    "body_code", "body", "tier", "as_at", "row", "classification", "group_code", "label", "seats", "vacant", "count",
    "others", "unknown", "base", "share", "designated", "designated_held", "designated_others", "designated_unknown",
    "designated_vacant", "undesignated_held", "reference", "residents", "fewer", "more", "swaps", "swaps_least", "lower",
    "upper", "verdict", "mark", "designated_mark", "note", "told_by", "source_code", "standing",
]  # fmt: skip
DESCRIBED = {column: seats.DESCRIBED.get(column, "") for column in COLUMNS} | {
    "undesignated_held": "Seats held by members of the group that are not designated"
}


def by_body(store: Store, bodies: Sequence[str], tier: str, as_at: date | None, definition: Definition) -> pd.DataFrame:
    """One row per body that told of this tier's seats on this day, for all ethnic minorities under one definition.

    See COLUMNS. Designated seats are the body's own count, whoever holds them; who holds them is known from lists of
    seats only, never from totals (designated_mark `[x]`).
    """
    frame = seats.figures(store, bodies, tier, as_at, definition)
    return frame.assign(undesignated_held=frame["count"] - frame["designated_held"])[COLUMNS]


def over_time(store: Store, body: str, tier: str, days: Sequence[date], definition: Definition) -> pd.DataFrame:
    """One row per day on which this body's seats are told, in order of days; the columns of COLUMNS."""
    found = [by_body(store, [body], tier, day, definition) for day in sorted(days)]
    kept = [frame for frame in found if not frame.empty]
    return pd.concat(kept, ignore_index=True) if kept else pd.DataFrame(columns=COLUMNS)
