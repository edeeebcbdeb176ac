"""Retention as tables: how long members stay, by ethnic group, and the steps of the curve."""

import pandas as pd

from parity.remembered import kept
from parity.rows import beside, rows_of
from parity.tables.formats import Column, frame_table, missing
from parity.tables.shown import finding_of

FINDINGS = {
    "below": "Leaves sooner", "above": "Stays longer", "no_clear_difference": "No clear difference",
    "too_few": "Too few to tell", "depends_on_unknowns": "Depends on unknowns", "not_monitored": "Not monitored",
}  # fmt: skip


@kept
def retention(frame: pd.DataFrame) -> pd.DataFrame:
    """`retention.compared` as a table: one row per ethnic group."""
    rows = rows_of(frame)
    shown = beside(
        rows,
        half=[_years(row["median"]) for row in rows],
        half_range=[_range(row["median_lower"], row["median_upper"]) for row in rows],
        others_half=[_years(row["others_median"]) for row in rows],
        finding=[FINDINGS.get(row["verdict"], finding_of(row)) for row in rows],
        nothing="[x]",
    )
    return frame_table(
        shown,
        [
            Column("label", "Ethnic group"),
            Column("people", "Seats taken up", "count", mark=None),
            Column("left", "Left since", "count", mark=None),
            Column("after_1", "Serving after 1 year", "percent", mark="nothing", base="people"),
            Column("after_2", "After 2 years", "percent", mark="nothing", base="people"),
            Column("after_3", "After 3 years", "percent", mark="nothing", base="people"),
            Column("half", "Half had left by", mark=None),
            Column("half_range", "Likely range", mark=None),
            Column("others_people", "Seats of others", "count", mark=None),
            Column("others_half", "Half of the others had left by", mark=None),
            Column("finding", "Finding for the group", mark=None),
        ],
    )


@kept
def curve(frame: pd.DataFrame) -> pd.DataFrame:
    """`retention.curves` of one group as a table: one row per side and time at which anyone left."""
    rows = rows_of(frame)
    shown = beside(rows, time=[_years(row["years"]) for row in rows], nothing="[z]")
    return frame_table(
        shown,
        [
            Column("side_label", "Who"),
            Column("time", "After"),
            Column("at_risk", "Still followed", "count", mark=None),
            Column("left", "Left then", "count", mark=None),
            Column("staying", "Serving longer", "percent", mark=None, base="at_risk"),
            Column("lower", "Likely range", "range", mark="nothing", base="at_risk"),
        ],
    )


def _years(years: float) -> str:
    return "[x]" if missing(years) else f"{years:.1f} years"


def _range(lower: float, upper: float) -> str:
    if missing(lower):
        return "[x]"
    return f"{lower:.1f} years or more" if missing(upper) else f"{lower:.1f} to {upper:.1f} years"
