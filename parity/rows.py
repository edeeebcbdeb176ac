"""The rows of a frame, one by one."""

import numpy as np
import pandas as pd


def rows_of(frame: pd.DataFrame) -> list[dict]:
    """One dictionary per row, by the names of the columns, in order; numbers are Python's own, and None stands for `pandas.NA`.

    What `frame.to_dict("records")` gives, which takes each of forty columns out of the frame to begin with and so costs
    more than what most tables and sentences do with the rows.

    >>> rows_of(pd.DataFrame({"label": ["Black"], "share": [0.25], "base": [18]}))
    [{'label': 'Black', 'share': 0.25, 'base': 18}]
    """
    names = list(frame.columns)
    return [dict(zip(names, map(_plain, row), strict=True)) for row in frame.to_numpy(object).tolist()]


def _plain(value: object) -> object:
    if isinstance(value, (np.number, np.bool_)):
        return value.item()
    return None if value is pd.NA else value
