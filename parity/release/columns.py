"""Records by column: in with plain values, parted into the rows of tables, and out with the types of their kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from parity.intake import layouts

DTYPES = {"text": "string", "integer": "Int64", "number": "Float64", "flag": "boolean"}


def plain(column: pd.Series) -> list:
    """The values of a column as Python has them: None for whatever is missing, and days as days."""
    days = pd.api.types.is_datetime64_any_dtype(column)
    found = (column.dt.date if days else column).astype(object)
    return found.where(column.notna(), None).tolist()


def rows(frame: pd.DataFrame) -> list[dict]:
    """Records one by one, with plain values."""
    each = [plain(frame[name]) for name in frame]
    names = list(frame)
    return [dict(zip(names, values, strict=True)) for values in zip(*each, strict=True)]


class Apart(NamedTuple):
    """Records parted by table and by row of it, both in the order of what they are about as text.

    tables: what each table is about. table: of each row its table. about: what each row is about. row: of each record its
    row.
    """

    tables: list[tuple]
    table: np.ndarray
    about: list[tuple]
    row: np.ndarray


def apart(records: int, keys: Sequence[pd.Series], about: Sequence[pd.Series]) -> Apart:
    """Records by the values of some columns, which make a table, and of others, which make a row of one."""
    every = pd.concat([each.reset_index(drop=True) for each in (*keys, *about)], axis=1, ignore_index=True)
    number = every.groupby(list(every), sort=False, dropna=False).ngroup().to_numpy()
    first = np.unique(number, return_index=True)[1]
    values = list(zip(*(plain(every[name].iloc[first]) for name in every), strict=True))
    split = len(keys)
    whole = {key: str(key) for key in {each[:split] for each in values}}
    order = sorted(range(len(values)), key=lambda row: (whole[values[row][:split]], str(values[row][split:])))
    place = np.empty(len(order), int)
    place[order] = np.arange(len(order))
    ordered = [values[row] for row in order]
    tables = {key: number for number, key in enumerate(dict.fromkeys(each[:split] for each in ordered))}
    table = np.array([tables[each[:split]] for each in ordered], int)
    return Apart(list(tables), table, [each[split:] for each in ordered], place[number] if records else number)


def summed(row: np.ndarray, column: np.ndarray, values: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    """Whole numbers added up by row and column; those of no column (-1) are left out."""
    found, there = np.zeros(shape, np.int64), column >= 0
    np.add.at(found, (row[there], column[there]), values[there])
    return found


def placed(values: pd.Series, columns: Sequence[str]) -> np.ndarray:
    """Of each value which of the columns it is; -1 for none of them. A missing value is ''."""
    code, found = pd.factorize(values.fillna(""))
    place = {column: number for number, column in enumerate(columns)}
    return np.array([place.get(each, -1) for each in found], int)[code]


def counted(name: str, values: Sequence | np.ndarray, may: Sequence | np.ndarray) -> dict[str, object]:
    """Counts with their markers: as they are, or hidden, so that nothing is known of them."""
    hidden = ~np.asarray(may, bool)
    number = np.asarray(values, float)
    figures = pd.arrays.FloatingArray(np.where(hidden, 0.0, number), hidden)
    low = pd.arrays.FloatingArray(np.where(hidden, 0.0, number), np.zeros(len(hidden), bool))
    return {name: figures, f"{name}_mark": np.where(hidden, "c", ""), f"{name}_low": low, f"{name}_high": figures}


def frame(kind: str, columns: Mapping[str, object], length: int) -> pd.DataFrame:
    """Columns of a kind of return, typed; what is not said is missing. The row number is its place."""
    made = {}
    for name, type_ in layouts.staging_columns(layouts.layout(kind)).items():
        values = columns.get(name)
        if name in ("sheet", "row"):
            values = np.full(length, "", object) if name == "sheet" else np.arange(1, length + 1)
        if values is None:
            values = [None] * length
        made[name] = pd.Series(pd.to_datetime(values)) if type_ == "date" else pd.Series(values, dtype=DTYPES[type_])
    return pd.DataFrame(made)


def listed(kind: str, each: Iterable[Mapping[str, object]]) -> pd.DataFrame:
    """Records one by one with the columns of a kind of return, typed, as `frame` types them."""
    found = list(each)
    names = layouts.staging_columns(layouts.layout(kind))
    return frame(kind, {name: [row.get(name) for row in found] for name in names}, len(found))


def one_after_other(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Records of one kind one after the other, numbered anew."""
    made = pd.concat([each for each in frames if len(each)] or list(frames[:1]), ignore_index=True)
    return made.assign(row=pd.array(np.arange(1, len(made) + 1), dtype="Int64"))
