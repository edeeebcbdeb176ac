"""The bodies that serve a place as a table."""

from collections.abc import Mapping

import pandas as pd

from parity.remembered import kept
from parity.rows import beside, rows_of
from parity.tables.formats import Column, date_long, frame_table, missing
from parity.tables.shown import finding_of


@kept
def bodies(frame: pd.DataFrame, parts: Mapping[str, str]) -> pd.DataFrame:
    """`serving.bodies` as a table: one row per body and tier; `parts` are the names of the tiers."""
    rows = rows_of(frame)
    shown = beside(
        rows,
        part=["[x]" if missing(row["part"]) else parts.get(row["part"], row["part"]) for row in rows],
        day=["[x]" if missing(row["as_at"]) else date_long(row["as_at"]) for row in rows],
        finding=[finding_of(row) for row in rows],
        instead=["" if row["mark"] == "[e]" else row["mark"] for row in rows],
    )
    return frame_table(
        shown,
        [
            Column("body", "Body"),
            Column("part", "Who"),
            Column("day", "As told on"),
            Column("count", "Members", "count", mark="instead"),
            Column("base", "Of", "count"),
            Column("share", "Share", "percent", mark="instead"),
            Column("lower", "Likely range", "range", mark="instead"),
            Column("reference", "Residents", "percent", mark="instead", base="residents"),
            Column("finding", "Finding", mark=None),
        ],
    )
