"""The rows of a frame, one by one."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from parity.rows import rows_of

FRAMES = {
    "words, numbers and days": pd.DataFrame(
        {
            "label": ["Black", None],
            "base": [18, 2],
            "share": [0.25, np.nan],
            "told": [True, False],
            "day": pd.to_datetime(["2021-03-21", None]),
            "as_at": [date(2021, 3, 21), None],
        }
    ),
    "numbers of numpy among objects": pd.DataFrame(
        {"found": pd.Series([np.float64(0.5), np.int64(3), np.bool_(True), "[x]"], dtype=object)}
    ),
    "whole numbers that may be missing": pd.DataFrame(
        {"people": pd.array([1, None], dtype="Int64"), "share": [0.5, 1]}
    ),
    "whole numbers beside shares alone": pd.DataFrame({"people": [1, 2], "share": [0.5, 1.5]}),
    "no row": pd.DataFrame(columns=["label", "share"]),
}


@pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES)
def test_the_rows_are_those_of_pandas_and_so_are_the_kinds_of_their_values(frame):
    def said(rows: list[dict]) -> list[dict]:
        return [{name: (type(value), repr(value)) for name, value in row.items()} for row in rows]

    assert said(rows_of(frame)) == said(frame.to_dict("records"))
