"""Good practice as tables."""

import pandas as pd

from parity.remembered import kept
from parity.tables.formats import Column, frame_table


@kept
def by_mechanism(frame: pd.DataFrame) -> pd.DataFrame:
    """`cases.by_mechanism` as a table: one row per mechanism."""
    return frame_table(
        frame,
        [
            Column("name", "Mechanism"),
            Column("cases", "Cases", "count"),
            Column("yes", "Worked", "count"),
            Column("yes_strong", "Worked, evaluated or measured", "count"),
            Column("mixed", "In part", "count"),
            Column("mixed_strong", "In part, evaluated or measured", "count"),
            Column("no", "Did not", "count"),
            Column("no_strong", "Did not, evaluated or measured", "count"),
        ],
    )
