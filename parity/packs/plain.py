"""A table for a page, made ready for files that read no markdown."""

import re

import pandas as pd

from parity.tables import WORD_JOINER


def plain(table: pd.DataFrame) -> pd.DataFrame:
    """The cells of a table of parity.tables letter for letter as they came: `tables.literal` undone.

    >>> from parity.tables import literal
    >>> plain(pd.DataFrame({"Note": [literal("*a* [x](http://b.c) 1. \\\\")]}, index=[literal("_B_")])).to_dict()
    {'Note': {'_B_': '*a* [x](http://b.c) 1. \\\\'}}
    """
    rows = [[_unescaped(cell) for cell in row] for row in table.to_numpy(object).tolist()]
    index = pd.Index([_unescaped(label) for label in table.index], name=table.index.name)
    return pd.DataFrame(rows, index, table.columns, dtype=object)


def _unescaped(cell: object) -> object:
    return re.sub(r"\\(.)", r"\1", cell.replace(WORD_JOINER, "")) if isinstance(cell, str) else cell
