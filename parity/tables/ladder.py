"""The ladder of engagement as a table."""

import pandas as pd

from parity.remembered import kept
from parity.rows import rows_of
from parity.tables.formats import Column, frame_table, missing, points
from parity.tables.shown import finding_of


@kept
def ladder(frame: pd.DataFrame) -> pd.DataFrame:
    """`ladder.by_group` as a table: one row per step (and ethnic group, where there are several)."""
    shown = frame.assign(
        finding=["" if row["step"] == "residents" else finding_of(row) for row in rows_of(frame)],
        instead=["" if mark == "[e]" else mark for mark in frame["mark"]],
        change_mark=["" if not missing(change) else "[z]" for change in frame["change"]],
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
    names = frame.drop_duplicates("step").set_index("step")["step_label"] if len(frame) else {}
    frame = frame[frame["largest_fall"].astype(bool)] if len(frame) else frame
    shown = frame.assign(
        from_label=[names[step] for step in frame["from_step"]],
        chance=["Yes" if clear else "No" for clear in frame["clear"]],
        range_text=[f"{points(row['change_lower'])} to {points(row['change_upper'])}" for row in rows_of(frame)],
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
