"""The directory as tables."""

import pandas as pd

from parity.remembered import kept
from parity.rows import beside, rows_of
from parity.tables.formats import Column, frame_table, missing, rate


@kept
def by_area(frame: pd.DataFrame) -> pd.DataFrame:
    """`opportunities.by_area` as a table: one row per area."""
    rows = rows_of(frame)
    shown = beside(
        rows,
        rate=[rate(row["rate"], row["mark"]) for row in rows],
        range_text=[
            "[x]" if missing(row["rate"]) else f"{rate(row['rate_lower'])} to {rate(row['rate_upper'])}" for row in rows
        ],
    )
    return frame_table(
        shown,
        [
            Column("area", "Area"),
            *([Column("parent", "In")] if frame["parent"].nunique() > 1 else []),
            Column("opportunity", "To take part in", "count", mark=None),
            Column("training", "Training", "count", mark=None),
            Column("support", "Support", "count", mark=None),
            Column("organisation", "Organisations", "count", mark=None),
            Column("around", "For a larger place", "count", mark=None),
            Column("rate", "To take part in, for every 10,000 residents"),
            Column("range_text", "Likely range"),
        ],
    )


@kept
def directory(frame: pd.DataFrame) -> pd.DataFrame:
    """`opportunities.directory` as a table: one row per entry."""
    return frame_table(
        frame,
        [
            Column("name", "Name"),
            Column("kind_name", "Kind"),
            Column("place", "Where"),
            Column("open_to", "Open to"),
            Column("languages", "Languages"),
        ],
    )
