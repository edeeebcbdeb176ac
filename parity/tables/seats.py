"""Seats of a board as tables: by ethnic group, by body, and over time."""

import pandas as pd

from parity.remembered import kept
from parity.rows import beside, rows_of
from parity.tables.formats import Column, count, frame_table, missing
from parity.tables.shown import finding_of

_SHARES = [
    Column("count", "Seats held", "count", mark="instead"),
    Column("others", "By others", "count", mark="instead"),
    Column("unknown", "Not known", "count", mark="unknown_mark"),
    Column("vacant", "Vacant", "count", mark="vacant_mark"),
    Column("share", "Share", "percent", mark="instead"),
    Column("lower", "Likely range", "range", mark="instead"),
    Column("reference", "Residents", "percent", mark=None, base="residents"),
    Column("parity", "Parity", mark=None),
    Column("change", "To change hands", mark=None),
    Column("finding", "Finding", mark=None),
]
_DESIGNATED = [
    Column("designated", "Designated seats", "count", mark="designated_mark"),
    Column("designated_held", "Of these, held by ethnic minority members", "count", mark="designated_mark"),
    Column("count", "All seats held by ethnic minority members", "count", mark="instead"),
    Column("seats", "Seats in all", "count"),
]


@kept
def seats(frame: pd.DataFrame) -> pd.DataFrame:
    """`seats.figures` of one body as a table: one row per ethnic group."""
    return frame_table(_worded(frame), [Column("label", "Ethnic group"), *_SHARES])


@kept
def seats_across(frame: pd.DataFrame) -> pd.DataFrame:
    """`seats.figures` of many bodies under one definition as a table: one row per body."""
    return frame_table(_worded(frame), [Column("body", "Body"), *_SHARES])


@kept
def designated(frame: pd.DataFrame) -> pd.DataFrame:
    """`designated.by_body` as a table: one row per body."""
    return frame_table(_worded(frame), [Column("body", "Body"), *_DESIGNATED])


@kept
def designated_over_time(frame: pd.DataFrame) -> pd.DataFrame:
    """`designated.over_time` as a table: one row per day."""
    return frame_table(_worded(frame), [Column("as_at", "Day", "date", mark=None), *_DESIGNATED])


def _worded(frame: pd.DataFrame) -> list[dict]:
    rows = rows_of(frame)
    return beside(
        rows,
        finding=[finding_of(row) for row in rows],
        instead=["" if row["mark"] in ("[e]", "[u]") else row["mark"] or "[x]" for row in rows],
        unknown_mark="[x]",
        vacant_mark="[x]",
        parity=[_either(row["fewer"], row["more"]) for row in rows],
        change=[_range(row["swaps_least"], row["swaps"]) for row in rows],
    )


def _either(fewer: float, more: float) -> str:
    if missing(fewer):
        return "[x]"
    return count(fewer) if fewer == more else f"{count(fewer)} or {count(more)}"


def _range(least: float, most: float) -> str:
    if missing(most):
        return "[x]"
    return count(most) if least == most else f"{count(least)} to {count(most)}"
