"""The scorecard as a table."""

import pandas as pd

from parity.remembered import kept
from parity.rows import beside, rows_of
from parity.stats.verdicts import LABELS, Verdict
from parity.tables.formats import Column, frame_table

SAID = {
    "higher": "Higher than for White people",
    "lower": "Lower than for White people",
    "could_be_chance": "Chance could give it",
    "no_range": "Chance cannot be judged",
}


@kept
def scorecard(frame: pd.DataFrame) -> pd.DataFrame:
    """`scorecard.by_indicator` as a table: one row per indicator, measured or not."""
    rows = rows_of(frame)
    shown = beside(
        rows,
        finding=[_finding(row) for row in rows],
        instead=["" if row["mark"] == "[e]" else row["mark"] for row in rows],
        count_mark=["[z]" if row["kind"] == "survey" else row["mark"] for row in rows],
    )
    return frame_table(
        shown,
        [
            Column("name", "Indicator"),
            Column("finding", "Finding", mark=None),
            Column("counted", "What is counted or asked"),
            Column("count", "From ethnic minorities", "estimate", mark="count_mark"),
            Column("base", "Of", "estimate", mark="instead"),
            Column("unknown", "Not known", "estimate", mark="count_mark"),
            Column("share", "Share", "percent", mark="instead"),
            Column("lower", "Likely range", "range", mark="instead"),
            Column("reference", "Residents, or White people", "percent", mark="instead", base=None),
            Column("gap", "Gap", "points", mark="instead"),
            Column("note", "Note", mark=None),
        ],
    )


def _finding(row: dict) -> str:
    if row["state"] != "measured":
        return "Not measured"
    if row["kind"] == "survey":
        return SAID[row["said"]]
    return LABELS[Verdict(row["verdict"])].capitalize()
