"""One figure of every area as tables: all of it, and its two ends for the eye beside a map."""

import pandas as pd

from parity.remembered import kept
from parity.rows import beside, rows_of
from parity.tables.formats import Column, count, frame_table, missing, percent, points, rate
from parity.tables.shown import CENSUS, finding_of

ENDS = 6  # areas at either end


@kept
def by_area(frame: pd.DataFrame, what: str) -> pd.DataFrame:
    """`areas.by_area` as a table: one row per area, with the columns that its figure has."""
    rows = rows_of(frame)
    shown = beside(
        rows,
        value_text=[written(row["value"], what, row["mark"]) for row in rows],
        range_text=[_range(row) for row in rows],
        compared_text=[_compared(row, what) for row in rows],
        finding=[finding_of(row) for row in rows],
        instead=["" if row["mark"] == "[e]" else row["mark"] for row in rows],
        which=[row["which"] if row["which"] else "[x]" for row in rows],
    )
    columns = {
        "share": [
            Column("base", "Residents", "estimate", mark="instead"),
            Column("count", "In the group", "estimate", mark="instead"),
            Column("value_text", "Share 2021"),
            Column("compared_text", "Share 2011"),
        ],
        "change": [
            Column("compared_text", "Share 2011"),
            Column("value_text", "Change to 2021"),
        ],
        "gap": [
            Column("which", "Body serving it"),
            Column("value_text", "Gap"),
            Column("compared_text", "Share of residents of all it serves"),
            Column("finding", "Finding", mark=None),
        ],
        "reach": [
            Column("count", "Took part", "estimate", mark="instead"),
            Column("base", "Residents of the group", "estimate", mark="instead"),
            Column("value_text", "For every 1,000"),
            Column("range_text", "Likely range"),
            Column("compared_text", "Everyone else, for every 1,000"),
            Column("finding", "Finding", mark=None),
        ],
        "opportunities": [
            Column("count", "To take part in", "count", mark="instead"),
            Column("base", "Residents", "estimate", mark="instead"),
            Column("value_text", "For every 10,000 residents"),
            Column("range_text", "Likely range"),
        ],
        "mechanisms": [
            Column("value_text", "Mechanisms"),
            Column("which", "Which"),
            Column("count", "Activities", "count", mark="instead"),
        ],
    }[what]
    noted = frame.loc[frame["value"].notna(), "note"].fillna("").ne("").any()
    area = [Column("name", "Area"), *([Column("parent", "In")] if frame["parent"].nunique() > 1 else [])]
    return frame_table(shown, [*area, *columns, *([Column("note", "Note", mark=None)] if noted else [])])


@kept
def ends(frame: pd.DataFrame, what: str, heading: str) -> pd.DataFrame:
    """The areas with the highest and the lowest figures, highest first, and how many lie between; all where they are few."""
    known = frame[frame["value"].notna()].sort_values(["value", "name"], ascending=[False, True], kind="stable")
    shared = set(known.loc[known["name"].duplicated(), "name"])
    many = len(known) > 2 * ENDS
    lines = [
        {
            "area": f"{row['name']}, {row['parent']}" if row["name"] in shared else row["name"],
            "figure": written(row["value"], what, row["mark"]),
        }
        for row in rows_of(pd.concat([known.head(ENDS), known.tail(ENDS)]) if many else known)
    ]
    if many:
        lines.insert(ENDS, {"area": f"and {count(len(known) - 2 * ENDS)} between", "figure": ""})
    return frame_table(lines, [Column("area", "Area"), Column("figure", heading)])


def written(value: float | None, what: str, mark: str = "") -> str:
    """The figure of one area, in the unit of what is shown."""
    if what == "share":
        return percent(value, CENSUS, mark)
    if what in ("change", "gap"):
        return points(value, CENSUS, mark)
    return count(value, mark) if what == "mechanisms" else rate(value, mark)


def _compared(row: dict, what: str) -> str:
    if what == "reach":
        return rate(row["compared"], "" if row["mark"] == "[e]" else row["mark"])
    return percent(row["compared"], CENSUS)


def _range(row: dict) -> str:
    if missing(row["lower"]) or missing(row["upper"]):
        return "[x]"
    return f"{rate(row['lower'])} to {rate(row['upper'])}"
