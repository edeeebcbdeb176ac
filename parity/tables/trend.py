"""Series over time as tables, with what may be said of each unbroken part."""

import pandas as pd

from parity.remembered import kept
from parity.rows import beside, rows_of
from parity.stats.trend import Direction
from parity.tables.formats import Column, date_long, frame_table, missing, points
from parity.tables.shown import finding_of

DIRECTIONS = {
    str(Direction.RISE): "a rise",
    str(Direction.FALL): "a fall",
    str(Direction.NO_CLEAR_TREND): "no clear change",
    str(Direction.TOO_FEW_POINTS): "too few observations to say",
}
BASES = {"census": "census", "estimate": "estimate", "interpolated": "interpolated", "held": "held level", "nearest": "nearest census"}  # fmt: skip


@kept
def trend(frame: pd.DataFrame) -> pd.DataFrame:
    """`trend.of_bodies` and its like as a table: one row per series and observation."""
    rows = rows_of(frame)
    shown = beside(
        rows,
        day=[date_long(row["as_at"]) for row in rows],
        basis=[BASES.get(row["basis"], "") for row in rows],
        finding=[finding_of(row) if row["verdict"] else "" for row in rows],
        instead=["" if row["mark"] == "[e]" else row["mark"] or "[x]" for row in rows],
        reference_mark="[x]",
    )
    columns = [
        Column("label", "Series"), Column("day", "Day", mark=None), Column("share", "Share", "percent", mark="instead"),
        Column("lower", "Likely range", "range", mark="instead"),
    ]  # fmt: skip
    if not frame.empty and frame["count"].notna().any():
        columns[2:2] = [Column("count", "Count", "count", mark="instead"), Column("base", "Of", "count", mark=None)]
    if not frame.empty and frame["reference"].notna().any():
        columns.append(Column("reference", "Held against", "percent", mark="reference_mark", base="residents"))
    if not frame.empty and any(row["basis"] for row in shown):
        columns.append(Column("basis", "Which is", mark=None))
    if not frame.empty and any(row["finding"] for row in shown):
        columns.append(Column("finding", "Finding", mark=None))
    if not frame.empty and frame["break_before"].fillna("").ne("").any():
        columns.append(Column("break_before", "Not comparable with the one before", mark=None))
    return frame_table(shown, columns if frame["label"].nunique() > 1 else columns[1:])


@kept
def fitted(frame: pd.DataFrame) -> pd.DataFrame:
    """`trend.fitted` as a table: one row per unbroken part of a series."""
    rows = rows_of(frame)
    shown = beside(
        rows,
        over=[_over(row) for row in rows],
        said=[DIRECTIONS[row["direction"]].capitalize() for row in rows],
        yearly=["[x]" if missing(row["slope"]) else points(row["slope"], 2000) for row in rows],
        observations=[str(row["observations"]) for row in rows],
        limits=["[x]" if missing(row["slope"]) else f"{points(row['slope_lower'], 2000)} to {points(row['slope_upper'], 2000)}" for row in rows],
    )  # fmt: skip
    named = [
        ("label", "Series"), ("over", "From and to"), ("observations", "Observations"), ("said", "What may be said"), ("yearly", "A year"),
        ("limits", "Likely range"), ("note", "Note"),
    ]  # fmt: skip
    return frame_table(shown, [Column(source, heading, mark=None) for source, heading in named])


@kept
def events(frame: pd.DataFrame) -> pd.DataFrame:
    """`actions.events` as a table under the numbers of the flags: one row per event."""
    rows = rows_of(frame.sort_values("year", kind="stable"))
    shown = beside(
        rows,
        flag=[str(number) for number in range(1, len(rows) + 1)],
        day=[date_long(row["year"]) for row in rows],
    )
    named = [("flag", "Flag"), ("day", "Day"), ("words", "What was done"), ("action_code", "Action")]
    return frame_table(shown, [Column(source, heading, mark=None) for source, heading in named])


def _over(row: dict) -> str:
    if row["first"] == row["last"]:
        return date_long(row["first"])
    return f"{date_long(row['first'])} to {date_long(row['last'])}"
