"""The ladder of engagement as a table."""

import pandas as pd

from parity.remembered import kept
from parity.rows import beside, rows_of
from parity.tables.formats import Column, frame_table, missing, points
from parity.tables.shown import finding_of


@kept
def ladder(frame: pd.DataFrame) -> pd.DataFrame:
    """`ladder.by_group` as a table: one row per step (and ethnic group, where there are several)."""
    rows = rows_of(frame)
    shown = beside(
        rows,
        finding=["" if row["step"] == "residents" else finding_of(row) for row in rows],
        instead=["" if row["mark"] == "[e]" else row["mark"] for row in rows],
        change_mark=["" if not missing(row["change"]) else "[z]" for row in rows],
    )
    several = frame["group_code"].nunique() > 1
    return frame_table(
        shown,
        [
            Column("step_label", "Step"),
            *([Column("label", "Ethnic group")] if several else []),
            Column("count", "People", "estimate"),
            Column("base", "Of", "estimate", mark="instead"),
            Column("unknown", "Not known", "estimate", mark="instead"),
            Column("share", "Share", "percent", mark="instead"),
            Column("lower", "Likely range", "range", mark="instead"),
            Column("reference", "Residents", "percent", mark=None, base="residents"),
            Column("gap", "Gap", "points", mark="instead"),
            Column("change", "Change from the step before", "points", mark="change_mark"),
            Column("finding", "Finding", mark=None),
            Column("note", "Note", mark=None),
        ],
    )


@kept
def falls(frame: pd.DataFrame) -> pd.DataFrame:
    """`ladder.by_group` as a table: one row per ethnic group whose line falls anywhere, at its largest fall."""
    every = rows_of(frame)
    names = {row["step"]: row["step_label"] for row in reversed(every)}
    rows = [row for row in every if row["largest_fall"]]
    shown = beside(
        rows,
        from_label=[names[row["from_step"]] for row in rows],
        chance=["Yes" if row["clear"] else "No" for row in rows],
        range_text=[f"{points(row['change_lower'])} to {points(row['change_upper'])}" for row in rows],
    )
    return frame_table(
        shown,
        [
            Column("label", "Ethnic group"),
            Column("from_label", "From"),
            Column("step_label", "To"),
            Column("change", "Change in gap", "points", mark=None),
            Column("range_text", "Likely range", mark=None),
            Column("chance", "More than chance"),
        ],
    )
