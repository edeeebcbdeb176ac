"""Outcomes and views between groups as a table."""

import pandas as pd

from parity.remembered import kept
from parity.rows import rows_of
from parity.tables.formats import MINUS, Column, frame_table, missing, percent, percent_range, points

SAID = {
    "higher": "Higher",
    "lower": "Lower",
    "could_be_chance": "Chance could give it",
    "no_range": "Cannot be judged",
    "is_reference": "Held against",
    "": "",
}


@kept
def outcomes(frame: pd.DataFrame) -> pd.DataFrame:
    """`outcomes.by_group` as a table: one row per ethnic group (and place and period)."""
    rows = rows_of(frame)
    shown = frame.assign(
        figure=[_value(row["value"], row["unit"], row["mark"]) for row in rows],
        likely=[_range(row) for row in rows],
        apart=[_difference(row) for row in rows],
        words=[SAID[row["said"]] for row in rows],
        reading=["Everyone" if row["reference_group"] == "all" else "White" for row in rows],
    )
    return frame_table(
        shown,
        [
            Column("label", "Ethnic group"),
            Column("area", "Place"),
            Column("period_from", "From", "date"),
            Column("period_to", "To", "date"),
            Column("figure", "Value"),
            Column("base", "People asked", "count", mark=None),
            Column("likely", "Likely range"),
            Column("apart", "Difference"),
            Column("reading", "Difference from"),
            Column("words", "Reading"),
            Column("note", "Note", mark=None),
        ],
    )


def _value(value: float, unit: str, mark: str = "") -> str:
    if missing(value):
        return mark or "[x]"
    return percent(value) if unit == "percent" else f"{value:,.10g}"


def _range(row: dict) -> str:
    if missing(row["lower"]):
        return "[x]"
    if row["unit"] == "percent":
        return percent_range(row["lower"], row["upper"])
    return f"{row['lower']:,.10g} to {row['upper']:,.10g}"


def _difference(row: dict) -> str:
    if row["said"] in ("", "is_reference"):
        return "[z]"
    if row["unit"] == "percent":
        return points(row["difference"])
    sign = "+" if row["difference"] > 0 else MINUS if row["difference"] < 0 else ""
    return f"{sign}{abs(row['difference']):,.10g}"
